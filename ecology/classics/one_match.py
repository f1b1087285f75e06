"""One match of two strategies, to the point."""

from __future__ import annotations

import pandas as pd

from ecology.classics.quantities import EXACT, Classic, frame, quantity
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.games.rounds import play, scores
from ecology.plots.classics.one_match import points_of_matches
from ecology.strategies.library import AnyStrategy, chosen

SOURCE = "Axelrod 1980"
ROUNDS = 200
PUBLISHED = {
    ("TFT", "ALLC"): (600, 600), ("TFT", "ALLD"): (199, 204), ("ALLD", "ALLC"): (1000, 0),
    ("TFT", "alternator"): (498, 503), ("WSLS", "ALLD"): (100, 600), ("tit for two tats", "ALLD"): (198, 208),
    ("suspicious TFT", "TFT"): (500, 500), ("grudger", "suspicious TFT"): (203, 203),
    ("suspicious TFT", "ALLC"): (602, 597),
}  # fmt: skip
"""Points of both over 200 rounds."""


def match(
    a: str | AnyStrategy = "TFT",
    b: str | AnyStrategy = "ALLD",
    rounds: int = ROUNDS,
    game: Dilemma = AXELROD,
    noise: float = 0.0,
    *,
    rng: int = 0,
) -> pd.DataFrame:
    """Play one match and return points and contributions of both.

    Parameters
    ----------
    a, b : str or strategy
        Names in `ecology.strategies.library.LIBRARY`, or strategies of your own.
    rounds : int
    game : Dilemma
        Payoffs.
    noise : 0–1
        Chance that an action slips into its opposite.
    rng : int
        Matters with noise and for strategies that toss coins.

    Returns
    -------
    DataFrame
        Columns quantity, value, low, high, expected, tolerance, source.

    Examples
    --------
    >>> match("TFT", "ALLD")["value"].tolist()[:2]
    [199.0, 204.0]
    """
    players = chosen([a, b])
    acted = play(players, [0], [1], rounds, slip=noise, game=game, rng=rng)
    points = scores(acted, game).sum((0, 1))
    gave = acted.mean((0, 1))
    names = players[0].name, players[1].name
    known = PUBLISHED.get(names) if (rounds, game, noise) == (ROUNDS, AXELROD, 0.0) else None
    seats = ("first", "second")
    rows = [
        quantity(
            f"points of {name}, {seat}", total, expected=known and known[i], tolerance=known and EXACT, source=SOURCE
        )
        for i, (name, seat, total) in enumerate(zip(names, seats, points, strict=True))
    ]
    rows += [quantity(f"share of rounds in which {n}, {s}, contributed", g)
             for n, s, g in zip(names, seats, gave, strict=True)]  # fmt: skip
    return frame(rows)


CLASSIC = Classic(
    number=1, name="match", title="One match", kind="exact", source=SOURCE, run=match, draw=points_of_matches,
    also=[{"a": a, "b": b} for a, b in PUBLISHED if (a, b) != ("TFT", "ALLD")],
)  # fmt: skip
