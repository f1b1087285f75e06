"""Tournaments: everybody meets everybody, a number of times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.errors import EcologyError, OutOfRange
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.games.rounds import play
from ecology.strategies.library import AnyStrategy
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

LONGEST = 100
"""Rounds, as a multiple of those expected, at which a match of open end is broken off; one in e^100 gets so far."""


@dataclass(frozen=True, slots=True)
class Standings:
    """What came of a tournament of n strategies."""

    names: tuple[str, ...]
    points: Floats
    """Points a round of the row's strategy against the column's, in each repetition, shape (repetitions, n, n)."""
    contributions: Floats
    """Share of rounds in which the row's strategy contributed to the column's, same shape."""
    rounds: Floats
    """Rounds of each match, same shape."""
    twins: bool = False
    """Whether the match against one's own twin counts."""

    @property
    def scores(self) -> Floats:
        """Points a round in each repetition, a mean over matches whatever their length, shape (repetitions, n)."""
        return self.weighted(np.ones_like(self.rounds))

    @property
    def scores_by_round(self) -> Floats:
        """The same, but a long match counts for more than a short one, shape (repetitions, n)."""
        return self.weighted(self.rounds)

    def weighted(self, weight: Floats) -> Floats:
        """Return points a round, a mean over the matches that count with these weights, shape (repetitions, n)."""
        counted = weight * (1.0 - (not self.twins) * np.eye(len(self.names)))
        out: Floats = (self.points * counted).sum(2) / counted.sum(2)
        return out

    @property
    def ranks(self) -> Whole:
        """Place in each repetition, shape (repetitions, n)."""
        return places(self.scores)

    @property
    def wins(self) -> Floats:
        """Share of repetitions in which the row's strategy got more points than the column's, shape (n, n)."""
        out: Floats = (self.points > self.points.transpose(0, 2, 1) + 1e-12).mean(0)
        return out


def places(scores: Floats) -> Whole:
    """Return the place of each in its repetition, 1 the best; who scores the same stands in the order of entry."""
    order = (-scores).argsort(1, kind="stable")
    return order.argsort(1, kind="stable") + 1


def tournament(
    strategies: Sequence[AnyStrategy],
    rounds: int = 200,
    repetitions: int = 5,
    *,
    slip: float = 0.0,
    continuation: float | None = None,
    twins: bool = False,
    game: Dilemma = AXELROD,
    rng: int = 0,
) -> Standings:
    """Let every strategy meet every other, and its own twin, and return what each got.

    Parameters
    ----------
    rounds : int
        Of each match, known to all; not used with `continuation`.
    repetitions : int
        Whole tournaments, each with its own chances.
    slip : 0–1
        Chance that an action slips into its opposite.
    continuation : 0–1, optional
        w: chance that a match goes on after each round; nobody then knows its end.
    twins : bool
        Whether the match against one's own twin counts, as it did in 1980; its points are given all the same.

    Raises
    ------
    EcologyError
        With fewer than two strategies, or two of the same name.
    OutOfRange
        When a number is out of range.
    """
    names = tuple(s.name for s in strategies)
    if len(names) < 2 or len(set(names)) < len(names):
        raise EcologyError(f"strategies {', '.join(names)}: a tournament takes two or more, each of a name of its own")
    if repetitions < 1:
        raise OutOfRange(f"repetitions = {repetitions}: must be at least 1")
    n = len(names)
    pairs = np.stack(np.triu_indices(n))
    left, right = np.tile(pairs, repetitions)
    repetition = np.repeat(np.arange(repetitions), pairs.shape[1])
    streams = Streams.of(rng)
    number = (repetition * n + left) * n + right
    lengths = lengths_of(streams, number, rounds, continuation)
    longest = int(lengths.max())
    acted = play(
        strategies, left, right, longest, slip=slip, game=game, rng=streams, numbers=number,
        known_end=continuation is None,
    )  # fmt: skip
    points, gave = totals(acted, lengths, game)
    out = np.zeros((3, repetitions, n, n))
    for side, (row, column) in enumerate(((left, right), (right, left))):
        out[0, repetition, row, column] = points[:, side] / lengths
        out[1, repetition, row, column] = gave[:, side] / lengths
        out[2, repetition, row, column] = lengths
    # a twin's two seats are both the strategy's own
    diagonal = left == right
    at = repetition[diagonal], left[diagonal], left[diagonal]
    out[0][at] = points[diagonal].mean(1) / lengths[diagonal]
    out[1][at] = gave[diagonal].mean(1) / lengths[diagonal]
    return Standings(names, out[0], out[1], out[2], twins)


def lengths_of(streams: Streams, number: Whole, rounds: int, continuation: float | None) -> Whole:
    """Return the rounds of each match, shape (matches,): as given, or ended by chance."""
    if continuation is None:
        return np.full(len(number), rounds)
    if not 0 <= continuation < 1:
        raise OutOfRange(f"continuation = {continuation}: must be from 0 to below 1")
    if continuation == 0:
        return np.ones(len(number), dtype=np.int64)
    lot = streams.at("the end of a match", 0).uniform(number)
    expected = 1 / (1 - continuation)
    drawn = np.floor(np.log1p(-lot) / np.log(continuation)).astype(np.int64) + 1
    out: Whole = np.minimum(drawn, int(LONGEST * expected))
    return out


def totals(acted: npt.NDArray[np.int8], lengths: Whole, game: Dilemma) -> tuple[Floats, Floats]:
    """Return points and contributions of both players of each match up to its end, each of shape (matches, 2)."""
    going = np.arange(len(acted))[:, None] < lengths
    gave = (acted & going[:, :, None]).sum(0, dtype=np.int64).astype(float)
    both = (acted[:, :, 0] & acted[:, :, 1] & going).sum(0, dtype=np.int64).astype(float)
    reward, sucker, temptation, punishment = game.payoffs
    points = np.empty_like(gave)
    for side in (0, 1):
        own, other = gave[:, side], gave[:, 1 - side]
        points[:, side] = (
            reward * both + sucker * (own - both) + temptation * (other - both)
            + punishment * (lengths - own - other + both)
        )  # fmt: skip
    return points, gave
