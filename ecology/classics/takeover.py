"""One cooperator among defectors: how likely it is to take over a small population."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import EXACT, PRINTED, Classic, frame, quantity
from ecology.errors import EcologyError, OutOfRange
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.games.evolution import fixation_probability, share_that_fixed
from ecology.games.match import expected_shares
from ecology.games.rounds import play, scores
from ecology.plots.classics.curves import Panel, curves
from ecology.strategies.library import AnyStrategy, chosen
from ecology.strategies.reactive import Reactive

Floats = npt.NDArray[np.float64]

SOURCE = "Nowak, Sasaki, Taylor and Fudenberg 2004"
PUBLISHED = {5: 0.1011, 10: 0.1695, 200: 0.2432}
"""By rounds, one TFT among ten."""
MATCHES = 2000
"""Played to find mean payoffs of strategies that remember more than the last round."""
PLACES = 3
"""Standard errors within which the simulated share must lie."""


def fixation(
    resident: str | AnyStrategy | float = "ALLD",
    mutant: str | AnyStrategy | float = "TFT",
    n: int = 10,
    rounds: int = 10,
    process: str = "moran",
    *,
    game: Dilemma = AXELROD,
    selection: float = 1.0,
    noise: float = 0.0,
    repetitions: int = 20_000,
    rng: int = 0,
) -> pd.DataFrame:
    """Return how likely one mutant is to take over n − 1 residents, exactly and simulated.

    Parameters
    ----------
    resident, mutant : str, strategy or number
        Strategies, or two numbers: constant fitness, which does not hang on who is met.
    n : int
        People, of whom one is a mutant at first.
    rounds : int
        Of each match; fitness is the mean payoff a round.
    process : str
        moran (copied by fitness) or fermi (copied by the difference of payoffs).
    selection : number
        How much payoffs matter; in Moran's process fitness is 1 − s + s × payoff.
    repetitions : int
        Simulated populations.

    Returns
    -------
    DataFrame
        Exact and simulated probability, that of a neutral mutant, and whether selection favours the mutant.
    """
    if repetitions < 2:
        raise OutOfRange(f"repetitions = {repetitions}: two or more are needed")
    payoffs = payoffs_of(resident, mutant, rounds, game, noise, rng)
    exact = fixation_probability(payoffs, n, process, selection)
    found = share_that_fixed(payoffs, n, process, selection, repetitions, rng)
    error = float(np.sqrt(exact * (1 - exact) / repetitions))
    usual = (resident, mutant, n, process, game, selection, noise) == ("ALLD", "TFT", 10, "moran", AXELROD, 1.0, 0.0)
    known: float | None = PUBLISHED.get(rounds) if usual else None
    tolerance = PRINTED
    if (
        process == "moran"
        and isinstance(resident, (int, float))
        and isinstance(mutant, (int, float))
        and selection == 1
    ):
        known, tolerance = constant_fitness(mutant / resident, n), EXACT
    rows = [
        quantity("exact fixation probability", exact, expected=known, tolerance=tolerance, source=SOURCE),
        quantity(
            "simulated fixation probability", found, low=found - 1.96 * error, high=found + 1.96 * error,
            expected=exact, tolerance=PLACES * error, source="the exact probability, within three standard errors",
        ),
        quantity("fixation probability of a neutral mutant", 1 / n),
        quantity("exact probability over that of a neutral mutant", exact * n),
    ]  # fmt: skip
    return frame(rows)


def constant_fitness(r: float, n: int) -> float:
    """Return (1 − 1/r) / (1 − 1/rⁿ), the chance of a mutant r times as fit to take over; 1/n if it is as fit."""
    if r == 1:
        return 1 / n
    gain = float(np.log(r))
    if gain > 0:
        return float(np.expm1(-gain) / np.expm1(-n * gain))
    # the same times rⁿ⁻¹ above and below, so that nothing grows too large
    return float(np.exp((n - 1) * gain) * np.expm1(gain) / np.expm1(n * gain))


def payoffs_of(
    resident: str | AnyStrategy | float, mutant: str | AnyStrategy | float, rounds: int, game: Dilemma, noise: float,
    rng: int,
) -> Floats:  # fmt: skip
    """Return mean payoffs a round of the mutant and the resident against each other, shape (2, 2), the mutant first."""
    if isinstance(resident, (int, float)) and isinstance(mutant, (int, float)):
        return np.array([[mutant, mutant], [resident, resident]], dtype=float)
    if isinstance(resident, (int, float)) or isinstance(mutant, (int, float)):
        raise EcologyError("resident and mutant: give two strategies, or two numbers as their constant fitness")
    pair = chosen([mutant, resident])
    out = np.empty((2, 2))
    for i, a in enumerate(pair):
        for j, b in enumerate(pair):
            if isinstance(a, Reactive) and isinstance(b, Reactive):
                out[i, j] = expected_shares(a, b, rounds, noise) @ game.payoffs
            else:
                many = np.zeros(MATCHES, dtype=np.int64)
                acted = play([a, b], many, many + 1, rounds, slip=noise, game=game, rng=rng)
                out[i, j] = scores(acted, game)[:, :, 0].mean()
    return out


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the probability over rounds for populations of three sizes, beside that of a neutral mutant."""
    rows = []
    for n in (5, 10, 50):
        for rounds in (2, 3, 4, 5, 7, 10, 20, 50, 100, 200):
            payoffs = payoffs_of("ALLD", "TFT", rounds, AXELROD, 0.0, 0)
            rows.append({"line": f"N = {n}", "x": rounds, "value": n * fixation_probability(payoffs, n)})
    panel = Panel(
        pd.DataFrame(rows), "rounds of a match (logarithmic)", "probability, over that of a neutral mutant", log_x=True,
        level=1.0,
    )  # fmt: skip
    return curves([panel], foot)


CLASSIC = Classic(
    number=6, name="fixation", title="One cooperator among defectors", kind="exact", source=SOURCE, run=fixation,
    draw=draw,
    also=[{"rounds": 5}, {"rounds": 200}, {"resident": 1.0, "mutant": 1.0}, {"resident": 1.0, "mutant": 1.1}],
)  # fmt: skip
