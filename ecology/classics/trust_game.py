"""The evolution of trust: a small population in which the worst copy the best."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import Classic, frame, quantity
from ecology.errors import OutOfRange
from ecology.games.dilemma import Dilemma
from ecology.games.rounds import play, scores
from ecology.plots.classics.generations import populations
from ecology.strategies.library import chosen
from ecology.streams import Streams

SOURCE = "Case 2017"
GAME = Dilemma(3, 2, 0, -1)
COUNTS = {"ALLC": 15, "ALLD": 5, "TFT": 5}
GENERATIONS = 30


def evolution_of_trust(
    counts: Mapping[str, int] = COUNTS,
    rounds: int = 10,
    replace: int = 5,
    generations: int = GENERATIONS,
    noise: float = 0.0,
    *,
    game: Dilemma = GAME,
    rng: int = 0,
) -> pd.DataFrame:
    """Let everybody meet everybody; then the worst `replace` make way for copies of the best; and again.

    Parameters
    ----------
    counts : strategy → players
    rounds : int
        Of each match.
    replace : int
        Players who change in each generation.
    noise : 0–1
        Chance that an action slips into its opposite.

    Returns
    -------
    DataFrame
        Players of each strategy in the end, the most there ever were, and the first generation without any.
    """
    names, held = list(counts), lived(counts, rounds, replace, generations, noise, game, rng)
    published = dict(counts) == COUNTS and (rounds, replace, noise, game) == (10, 5, 0.0, GAME) and generations >= 10
    ends = {"ALLC": 0, "ALLD": 0, "TFT": 25} if published else {}
    rows = []
    for i, name in enumerate(names):
        mine = held[:, i]
        gone = np.flatnonzero(mine == 0)
        first = float(gone[0]) if len(gone) else np.nan
        rows += [
            quantity(f"players of {name} in the end", mine[-1], expected=ends.get(name), tolerance=0, source=SOURCE),
            quantity(f"most players of {name} at any time", mine.max()),
            quantity(f"first generation without {name}", first),
        ]
    if "ALLD" in names:
        column = held[:, names.index("ALLD")]
        rose = float(column.max() > column[0])
        rows.append(
            quantity("those who always hold back become more at first (1 yes, 0 no)", rose,
                     expected=1 if published else None, tolerance=0, source=SOURCE)
        )  # fmt: skip
    return frame(rows)


def lived(
    counts: Mapping[str, int], rounds: int, replace: int, generations: int, noise: float, game: Dilemma, rng: int
) -> npt.NDArray[np.int64]:
    """Return how many play each strategy before each generation and after the last, shape (generations + 1, n)."""
    if not counts or min(counts.values()) < 0 or sum(counts.values()) < 2:
        raise OutOfRange(f"counts = {dict(counts)}: two or more players are needed, and none below 0")
    size = sum(counts.values())
    if not 0 <= replace <= size // 2:
        raise OutOfRange(f"replace = {replace}: must be from 0 to half of the {size} players")
    strategies, streams = chosen(list(counts)), Streams.of(rng)
    who = np.repeat(np.arange(len(strategies)), list(counts.values()))
    left, right = np.triu_indices(size, 1)
    held = [np.bincount(who, minlength=len(strategies))]
    for generation in range(generations):
        numbers = generation * size * size + left * size + right
        acted = play(strategies, who[left], who[right], rounds, slip=noise, game=game, rng=streams, numbers=numbers)
        points = scores(acted, game).sum(0)
        total = np.bincount(left, points[:, 0], size) + np.bincount(right, points[:, 1], size)
        # who has the same is ordered by lot
        order = np.lexsort((streams.at("order of equals", generation).uniform(np.arange(size)), np.round(total, 9)))
        who[order[:replace]] = who[order[size - replace :]]
        held.append(np.bincount(who, minlength=len(strategies)))
    return np.array(held)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the players of each strategy over twelve generations, as published."""
    return populations(list(COUNTS), lived(COUNTS, 10, 5, 12, 0.0, GAME, 0), foot)


CLASSIC = Classic(
    number=24, name="evolution_of_trust", title="The evolution of trust", kind="exact", source=SOURCE,
    run=evolution_of_trust, draw=draw,
)  # fmt: skip
