"""A strategy against its twin when actions slip: who finds back to cooperation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import EXACT, Classic, estimate, frame, quantity
from ecology.errors import OutOfRange
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.games.match import long_run
from ecology.games.rounds import play, scores
from ecology.plots.classics.slips import payoffs_of_twins
from ecology.strategies.library import AnyStrategy, chosen
from ecology.strategies.reactive import Reactive

SOURCE = "Nowak and Sigmund 1992; Nowak and Sigmund 1993"
NOISE, ROUNDS, TOLERANCE = 0.01, 100_000, 0.03
MATCHES, SETTLING = 50, 500
"""Matches that share the rounds, and rounds each plays before they count: what happens at first is soon forgotten."""
PUBLISHED = {"GTFT": 2.97, "WSLS": 2.95, "grudger": 1.03}
"""Payoff a round over 100,000 rounds."""


def self_play(
    strategy: str | AnyStrategy = "TFT",
    noise: float = NOISE,
    game: Dilemma = AXELROD,
    rounds: int = ROUNDS,
    *,
    rng: int = 0,
) -> pd.DataFrame:
    """Return what a strategy gets a round from its own twin, simulated, and exactly where it remembers one round.

    Parameters
    ----------
    strategy : str or strategy
    noise : 0 < noise < 1
        Chance that an action slips into its opposite.
    rounds : int
        Simulated in all, over 50 matches, the first 500 of each left out.
    """
    if rounds < MATCHES:
        raise OutOfRange(f"rounds = {rounds}: must be at least {MATCHES}, one for each match")
    (player,) = chosen([strategy])
    published = (noise, game, rounds) == (NOISE, AXELROD, ROUNDS)
    rows = []
    if isinstance(player, Reactive):
        exact = float(long_run(player, player, noise) @ game.payoffs)
        known = 2.25 if player.name == "TFT" and game == AXELROD else None
        rows.append(
            quantity("stationary payoff, points a round", exact, expected=known, tolerance=EXACT, source=SOURCE)
        )
    pairs = np.zeros(MATCHES, dtype=np.int64)
    acted = play([player], pairs, pairs, SETTLING + rounds // MATCHES, slip=noise, game=game, rng=rng, known_end=False)
    payoff = scores(acted[SETTLING:], game).mean((0, 2))
    expected = PUBLISHED.get(player.name) if published else None
    rows.append(
        estimate("simulated payoff, points a round", payoff, expected=expected, tolerance=TOLERANCE, source=SOURCE)
    )
    rows.append(
        quantity(
            "most generous tit for tat that defectors cannot exploit, chance to forgive", generosity(game),
            expected=1 / 3 if game == AXELROD else None, tolerance=EXACT, source=SOURCE,
        )
    )  # fmt: skip
    return frame(rows)


def generosity(game: Dilemma) -> float:
    """Return min[1 − (T − R) / (R − S), (R − P) / (T − P)]: beyond it, holding back pays against the forgiving."""
    game.checked()
    return min(
        1 - (game.temptation - game.reward) / (game.reward - game.sucker),
        (game.reward - game.punishment) / (game.temptation - game.punishment),
    )


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw what five strategies get from their twins, as published."""
    rows = []
    for name in ("TFT", *PUBLISHED):
        row = self_play(name).set_index("quantity").loc["simulated payoff, points a round"]
        rows.append({"strategy": name, **row.to_dict()})
    rows[0]["expected"] = 2.25
    return payoffs_of_twins(pd.DataFrame(rows), foot)


CLASSIC = Classic(
    number=5, name="self_play", title="Slips, and who forgives them", kind="seeded", source=SOURCE, run=self_play,
    draw=draw, also=[{"strategy": name} for name in PUBLISHED],
)  # fmt: skip
