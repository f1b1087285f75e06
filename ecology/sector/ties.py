"""Ties: whom each person remembers, and what they have heard of others.

A person remembers at most `WIDTH` colleagues (a cognitive limit). A row is one person's own view, so trust is
directed; memory belongs to the person and moves with them. Hearsay is a smaller table about people met or not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.sector.columns import Array, Slots, Table, column
from ecology.sector.order import rank_within

WIDTH = 16
HEARSAY_WIDTH = 8

UNSEEN, HELD_BACK, CONTRIBUTED = -1, 0, 1
"""What was last seen of an action; the same codes serve for one's own."""

Columns = npt.NDArray[np.int64]


def find(table: Array, rows: Slots, sought: Array) -> Columns:
    """Return the column of each sought value in its row of a fixed-width table, -1 where it is absent."""
    hits = table.take(rows, axis=0) == sought[:, None]
    columns: Columns = hits.argmax(1)
    # argmax is 0 both where the first column hits and where none does
    columns -= (columns == 0) > hits[:, 0]
    return columns


@dataclass
class Ties(Table):
    """Remembered colleagues; every array has shape (people, WIDTH)."""

    alter: Array = column("int32", "person slot", "the colleague; -1 none", fill=-1, shape=(WIDTH,))
    familiarity: Array = column("float32", "0–1", "how well they are known", shape=(WIDTH,))
    trust: Array = column("float32", "0–1", "trust in motives", shape=(WIDTH,))
    competence: Array = column("float32", "0–1", "trust in competence", shape=(WIDTH,))
    own_last: Array = column("int8", "action", "own last action towards them", fill=UNSEEN, shape=(WIDTH,))
    other_last: Array = column("int8", "action", "their last action that was seen", fill=UNSEEN, shape=(WIDTH,))
    seen: Array = column("int8", "action", "their action seen this month", fill=UNSEEN, shape=(WIDTH,))
    stakes: Array = column("float32", "0–1", "stakes at which it was seen", shape=(WIDTH,))
    slighted: Array = column("bool", "", "whether they asked for evidence without cause this month", shape=(WIDTH,))
    balance: Array = column(
        "float32", "index", "knowledge received less knowledge given, as last judged", shape=(WIDTH,)
    )
    received: Array = column(
        "float32", "index", "knowledge received so far, kept where exchanges are judged anew", shape=(WIDTH,)
    )
    met: Array = column("int32", "month", "month last met", fill=-1, shape=(WIDTH,))

    def place(self, people: Slots, alters: Slots, familiarity: Array, trust: Array, month: int) -> None:
        """Remember new alters in place of the least familiar ones; known alters are left alone.

        Parameters
        ----------
        people, alters : int arrays, shape (n,)
            Who remembers whom; a person may occur several times, and a pair twice.
        familiarity, trust : float arrays, shape (n,), 0–1
            With which the tie starts.
        month : int
            Month of the meeting.
        """
        pair = people * self.capacity + alters
        order = pair.argsort(kind="stable")
        first = np.ones(len(pair), dtype=bool)
        first[1:] = pair[order[1:]] != pair[order[:-1]]
        new = order[first]
        new = new[find(self.alter, people[new], alters[new]) < 0]
        nth = rank_within(people[new])
        # who meets more people in a month than anybody can remember forgets the rest
        new, nth = new[nth < WIDTH], nth[nth < WIDTH]
        rows = people[new]
        # an empty cell has familiarity 0 and is taken first
        order = self.familiarity.take(rows, axis=0).argsort(axis=1, kind="stable")
        cell = rows * WIDTH + order[np.arange(len(rows)), nth]
        self.alter.put(cell, alters[new])
        self.familiarity.put(cell, familiarity[new])
        self.trust.put(cell, trust[new])
        self.competence.put(cell, 0.5)
        self.own_last.put(cell, UNSEEN)
        self.other_last.put(cell, UNSEEN)
        self.seen.put(cell, UNSEEN)
        self.stakes.put(cell, 0)
        self.slighted.put(cell, False)
        self.balance.put(cell, 0)
        self.received.put(cell, 0)
        self.met.put(cell, month)

    def forget_at(self, rows: Slots, columns: Columns) -> None:
        """Empty cells of the table."""
        if not len(rows):
            return
        self.alter[rows, columns] = -1
        self.familiarity[rows, columns] = 0
        self.trust[rows, columns] = 0
        self.competence[rows, columns] = 0
        self.own_last[rows, columns] = UNSEEN
        self.other_last[rows, columns] = UNSEEN
        self.seen[rows, columns] = UNSEEN
        self.stakes[rows, columns] = 0
        self.slighted[rows, columns] = False
        self.balance[rows, columns] = 0
        self.received[rows, columns] = 0
        self.met[rows, columns] = -1

    def forget_people(self, gone: Array) -> None:
        """Empty every cell that points to someone gone; `gone` is a mask of shape (people,)."""
        cell = np.flatnonzero((self.alter >= 0) & gone.take(self.alter))
        self.forget_at(cell // WIDTH, cell % WIDTH)


@dataclass
class Hearsay(Table):
    """Repute of people as one has heard it; every array has shape (people, HEARSAY_WIDTH)."""

    about: Array = column("int32", "person slot", "whom it is about; -1 none", fill=-1, shape=(HEARSAY_WIDTH,))
    repute: Array = column("float32", "0–1", "what is said of them", shape=(HEARSAY_WIDTH,))
    heard: Array = column("int32", "month", "month last heard", fill=-1, shape=(HEARSAY_WIDTH,))

    def read(self, people: Slots, about: Slots, default: float) -> npt.NDArray[np.float64]:
        """Return the repute each person has heard of someone, or the default."""
        columns = find(self.about, people, about)
        return np.where(columns >= 0, self.repute[people, columns], default)

    def forget_people(self, gone: Array) -> None:
        """Empty every cell about someone gone; `gone` is a mask of shape (people,)."""
        cell = np.flatnonzero((self.about >= 0) & gone.take(self.about))
        self.about.put(cell, -1)
        self.repute.put(cell, 0)
        self.heard.put(cell, -1)
