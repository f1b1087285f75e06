"""Ties that people can change: cooperation where one may leave who does not cooperate, and how fast."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import Classic, estimate, frame, sign
from ecology.errors import EcologyError, OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

SOURCE = "Rand, Arbesman and Christakis 2011; Bednarik et al. 2014"
FAST, SLOW = 0.3, 0.02
ROUNDS, REPETITIONS = 60, 60
RECONSIDER = 0.2
"""Share of people who think again in a round: ties move faster than habits."""
WAYS = ("rewire", "fixed", "shuffle", "leave")


def dynamic_ties(
    rewiring: float = FAST, b: float = 2.0, c: float = 1.0, *, how: str = "rewire", people: int = 20, ties: float = 5.0,
    rounds: int = ROUNDS, intensity: float = 0.4, slip: float = 0.03, repetitions: int = REPETITIONS, rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return the share that contributes where ties may be changed, against fixed and shuffled ties.

    In each round everybody contributes to all neighbours, at cost c each, or to none; each neighbour gets b. Then a
    share of all pairs may be changed: a neighbour who held back is left, one who contributed is kept, and a tie is made
    to somebody who contributed, if the other agrees by the same rule. At last one in five compares with a neighbour
    (who has none, with anybody) and does as they do by the Fermi rule on payoffs, or slips into the opposite.

    Parameters
    ----------
    rewiring : 0–1
        Share of all pairs that may be changed in a round.
    b, c : points
    how : str
        rewire; fixed (nothing changes); shuffle (all ties are drawn anew); leave (ties to those who hold back are cut,
        and replaced by ties to anybody).
    people : int
    ties : number
        Mean neighbours at first.
    rounds : int
        The last third counts.
    intensity : number
        How much payoffs matter when people copy.
    slip : 0–1
        Chance of doing the opposite of what was decided.
    """
    if how not in WAYS:
        raise EcologyError(f"how = {how!r}: must be one of {', '.join(WAYS)}")
    if not 0 <= rewiring <= 1 or not 0 <= slip <= 1 or not b > c > 0:
        raise OutOfRange(f"rewiring = {rewiring}, slip = {slip}, b = {b}, c = {c}: chances from 0 to 1, and b > c > 0")
    if people < 4 or not 0 < ties < people or rounds < 3 or repetitions < 2:
        raise OutOfRange("people must be at least 4, ties below people, rounds at least 3, repetitions 2")

    def late(way: str, share: float) -> Floats:
        return lived(way, share, b, c, people, ties, rounds, intensity, slip, repetitions, rng)[-(rounds // 3) :].mean(
            0
        )

    given, fixed, shuffled = late(how, rewiring), late("fixed", 0.0), late("shuffle", 0.0)
    usual = (b, c, people, how, rewiring, ties, rounds, intensity, slip) == (
        2.0, 1.0, 20, "rewire", FAST, 5.0, ROUNDS, 0.4, 0.03,
    )  # fmt: skip
    published = 1.0 if usual and repetitions >= REPETITIONS else None
    slow, most, leave = late("rewire", SLOW), late("rewire", 1.0), late("leave", rewiring)
    return frame([
        estimate(f"share that contributes, {how} at {rewiring:g}", given),
        estimate("share that contributes, ties fixed", fixed),
        estimate("share that contributes, ties shuffled", shuffled),
        estimate(f"share that contributes, rewire at {SLOW:g}", slow),
        estimate("share that contributes, rewire at 1", most),
        *sign("share that contributes, more with fast ties than with fixed", given - fixed, published, SOURCE),
        *sign("share that contributes, more with fast ties than with shuffled", given - shuffled, published, SOURCE),
        *sign("share that contributes, more with fast ties than with slow", given - slow, published, SOURCE),
        *sign("share that contributes, more than where all pairs change at once", given - most, published,
              "Shirado et al. 2013: an optimum between"),
        *sign("share that contributes, more with the mere right to leave than with fixed", leave - fixed, published,
              "Bednarik et al. 2014"),
    ])  # fmt: skip


def lived(
    how: str, rewiring: float, b: float, c: float, people: int, ties: float, rounds: int, intensity: float, slip: float,
    repetitions: int, rng: int,
) -> Floats:  # fmt: skip
    """Return the share that contributes in each round, shape (rounds, repetitions)."""
    streams, row = Streams.of(rng), np.arange(repetitions)
    i, j = np.triu_indices(people, 1)
    pair, person = np.arange(len(i)), np.arange(people)
    density = ties / (people - 1)

    def drawn(turn: int) -> Mask:
        return streams.at("who is tied", turn).uniform(row[:, None], pair) < density

    tied = drawn(0)
    gives = streams.at("contributes at first", 0).uniform(row[:, None], person) < 0.6
    out = np.empty((rounds, repetitions))
    for turn in range(rounds):
        out[turn] = gives.mean(1)
        if how == "shuffle":
            tied = drawn(turn)
        near = np.zeros((repetitions, people, people), dtype=bool)
        near[:, i, j] = tied
        near |= near.transpose(0, 2, 1)
        degree = near.sum(2)
        payoff = b * (near & gives[:, None, :]).sum(2) - c * gives * degree
        if how in ("rewire", "leave"):
            open_ = streams.at("may be changed", turn).uniform(row[:, None], pair) < rewiring
            both = gives[:, i] & gives[:, j]
            if how == "rewire":
                tied = np.where(open_, both, tied)
            else:
                # who is left is replaced by anybody, so that the right to leave is all there is
                cut = open_ & tied & ~both
                room = cut.sum(1)[:, None] / np.maximum((~tied).sum(1), 1)[:, None]
                new = streams.at("tied anew", turn).uniform(row[:, None], pair) < room
                tied = (tied & ~cut) | (~tied & new)
        lot = streams.together(("compares with whom", "does as they do", "slips"), turn).uniform(
            (row[:, None] * people + person).ravel()
        ).reshape(3, repetitions, people)  # fmt: skip
        count = near.cumsum(2)
        model = (count > np.floor(lot[0] * degree)[:, :, None]).argmax(2)
        model = np.where(degree > 0, model, np.floor(lot[0] * people).astype(np.int64))
        theirs = np.take_along_axis(payoff, model, 1)
        adopts = lot[1] < RECONSIDER / (1 + np.exp(-intensity * (theirs - payoff)))
        gives = np.where(adopts, np.take_along_axis(gives, model, 1), gives) ^ (lot[2] < RECONSIDER * slip)
    return out


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the share that contributes over rounds, and in the end over how much may be changed."""
    rows, ends = [], []
    for line, how, rewiring in (("fast", "rewire", FAST), ("slow", "rewire", SLOW), ("fixed", "fixed", 0.0),
                                ("shuffled", "shuffle", 0.0), ("right to leave", "leave", FAST)):  # fmt: skip
        shares = lived(how, rewiring, 2.0, 1.0, 20, 5.0, 60, 0.4, 0.03, 60, 0).mean(1)
        rows += [{"line": line, "x": t + 1, "value": v} for t, v in enumerate(shares.tolist())]
    for how in ("rewire", "leave"):
        for rewiring in (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0):
            late = lived(how, rewiring, 2.0, 1.0, 20, 5.0, 60, 0.4, 0.03, 60, 0)[-20:].mean(0)
            line = "fast" if how == "rewire" else "right to leave"
            ends.append({**estimate("", late), "line": line, "x": rewiring})
    return curves([
        Panel(pd.DataFrame(rows), "round", "share that contributes", markers=False),
        Panel(pd.DataFrame(ends), "share of pairs that may be changed", "share that contributes at last"),
    ], foot)  # fmt: skip


CLASSIC = Classic(
    number=12, name="dynamic_ties", title="Ties that can be changed", kind="signature", source=SOURCE, run=dynamic_ties,
    draw=draw,
)  # fmt: skip
