"""What one side of a number of matches has seen so far, for strategies that remember more than the last round."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ecology.strategies.strategy import Named
from ecology.strategies.view import View
from ecology.streams import Stream

Floats = npt.NDArray[np.float64]
Actions = npt.NDArray[np.int8]


@dataclass(slots=True)
class History:
    """The past of n matches of the same length, seen by the same strategy; 1 contributed, 0 held back."""

    own: Actions
    """Own actions so far, shape (rounds so far, n)."""
    other: Actions
    """The other's actions so far, shape (rounds so far, n)."""
    length: int
    """Rounds of the whole match, if both know it; 0 where its end is left to chance."""
    payoffs: Floats
    """What one gets after CC, CD, DC, DD, own action first; shape (4,)."""
    stream: Stream
    """Random numbers of this round; draw with `stream.uniform(seats, k)`, with k your own number for the draw."""
    seats: npt.NDArray[np.int64]
    """What tells these seats from all others in a draw, shape (n,)."""
    notes: dict[str, npt.NDArray[np.int64]] = field(default_factory=dict)
    """What the strategy writes down for later rounds; empty at first."""

    @property
    def n(self) -> int:
        """Matches."""
        return len(self.seats)

    @property
    def round(self) -> int:
        """Rounds played so far."""
        return len(self.own)

    def noted(self, *names: str) -> list[npt.NDArray[np.int64]]:
        """Return notes by name, which begin as zeros, each of shape (n,); write into them in place."""
        return [self.notes.setdefault(name, np.zeros(self.n, dtype=np.int64)) for name in names]

    def view(self) -> View:
        """Return the same as what the holder of a seat in the sector sees, where the other's record is their repute.

        Trust and repute are the share of rounds in which the other contributed, before the first the benefit of the
        doubt, 1; so is the shadow of the future.
        """
        opening = np.full(self.n, float(self.round == 0))
        after = np.zeros((self.n, 4))
        record, seen = np.ones(self.n), np.full(self.n, np.nan)
        if self.round:
            after[np.arange(self.n), 2 * (1 - self.own[-1]) + (1 - self.other[-1])] = 1.0
            record, seen = self.other.mean(0), self.other[-1].astype(float)
        return View(opening, after, record, record, seen, np.ones(self.n))


class Player(Named, Protocol):
    """A strategy that goes by the whole past of a match."""

    def respond(self, history: History) -> Floats:
        """Return the probability of contributing in the next round of each match, shape (n,)."""
