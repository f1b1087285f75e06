"""Columns: arrays of equal length whose slots never move.

A kind of agent is a dataclass of columns, each declared once with its type, unit and meaning. A leaver's slot is
masked by `alive` and may be reused, which raises its `generation`; `entry` numbers those who ever entered and is
what random draws are keyed by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import is_
from typing import Any, Generic, Self, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
Array = npt.NDArray[Any]
Slots = npt.NDArray[np.int64]

N_TOPICS = 7
MAX_MEMBERS = 4
N_LEVELS = 3


def column(dtype: str, unit: str, meaning: str, *, fill: float = 0, shape: tuple[int | str, ...] = ()) -> Any:
    """Declare a column: its type, unit, meaning, the value of a fresh slot, and any further axes.

    An axis may be a number or the name of a dimension that is known when the sector is founded ('funders').
    """
    return field(metadata={"dtype": dtype, "unit": unit, "meaning": meaning, "fill": fill, "shape": shape})


_FILLS: dict[type[Table], dict[str, float]] = {}


def fills_of(table: type[Table]) -> dict[str, float]:
    """Return the value of a fresh slot by name of column, for a class of tables; worked out once for each."""
    if table not in _FILLS:
        _FILLS[table] = {spec.name: spec.metadata["fill"] for spec in fields(table)}
    return _FILLS[table]


@dataclass(slots=True)
class Remembered(Generic[T]):
    """What was worked out last, and the bytes it was worked out from: used again only while these are the same."""

    source: tuple[bytes, ...] = ()
    of: tuple[object, ...] = ()
    result: T | None = None

    def again(self, work_out: Callable[[], T], *read: Array, of: tuple[object, ...] = ()) -> T:
        """Return the result, worked out only if what it is worked out from is not that of last time.

        Arrays count by what is in them; each thing in `of`, which nobody changes, by being the same one.
        """
        source = tuple(array.tobytes() for array in read)
        same = len(of) == len(self.of) and all(map(is_, of, self.of))
        if self.result is None or self.source != source or not same:
            self.source, self.of, self.result = source, of, work_out()
        return self.result


@dataclass
class Table:
    """Columns of one kind; every array has shape (capacity, …)."""

    @classmethod
    def empty(cls, capacity: int, **dimensions: int) -> Self:
        """Return a table of so many free slots."""
        arrays = {}
        for spec in fields(cls):
            axes = tuple(dimensions[a] if isinstance(a, str) else a for a in spec.metadata["shape"])
            arrays[spec.name] = np.full((capacity, *axes), spec.metadata["fill"], dtype=spec.metadata["dtype"])
        return cls(**arrays)

    @property
    def capacity(self) -> int:
        """Number of slots, free ones included."""
        return len(next(iter(vars(self).values())))  # the first column: asked for thousands of times a run

    def grow(self, capacity: int) -> None:
        """Add free slots at the end; slots in use stay where they are."""
        for spec in fields(self):
            old = getattr(self, spec.name)
            new = np.full((capacity, *old.shape[1:]), spec.metadata["fill"], dtype=old.dtype)
            new[: len(old)] = old
            setattr(self, spec.name, new)

    def clear(self, slots: Slots) -> None:
        """Give slots the values of fresh ones."""
        if len(slots):
            for name, fill in fills_of(type(self)).items():
                getattr(self, name)[slots] = fill


@dataclass
class Slotted(Table):
    """A table whose slots are occupied and vacated."""

    alive: Array = column("bool", "", "whether the slot is in use")
    generation: Array = column("int32", "count", "how often the slot has been occupied")
    entry: Array = column("int64", "number", "running number of those who ever entered; keys random draws", fill=-1)

    def __post_init__(self) -> None:
        self.n_entered = 0

    def slots(self) -> Slots:
        """Return the slots in use, in ascending order."""
        return self.alive.nonzero()[0]

    def occupy(self, n: int) -> Slots:
        """Take the n lowest free slots, growing when there are too few; they get the next entry numbers."""
        free = np.flatnonzero(~self.alive)
        if len(free) < n:
            self.grow(max(2 * self.capacity, self.capacity + n))
            free = np.flatnonzero(~self.alive)
        slots = free[:n]
        generation = self.generation[slots] + 1
        self.clear(slots)
        self.generation[slots] = generation
        self.alive[slots] = True
        self.entry[slots] = np.arange(self.n_entered, self.n_entered + n)
        self.n_entered += n
        return slots

    def vacate(self, slots: Slots) -> None:
        """Free slots; what they held stays readable until they are occupied again."""
        self.alive[slots] = False
