"""Lock: the sector while code that must not change it is at work; whatever was written is told by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from operator import is_
from typing import Any

import numpy as np

from ecology.sector.columns import Array
from ecology.sector.sector import Sector


def variables(sector: Sector) -> Iterator[tuple[str, Any]]:
    """Yield everything a sector holds with its name, as in ('ties.trust', array); whole parts among them."""
    for name, value in vars(sector).items():
        yield name, value
        if is_dataclass(value):
            yield from ((f"{name}.{key}", inner) for key, inner in vars(value).items())
        elif isinstance(value, dict):
            yield from ((f"{name} of {words(key)}", inner) for key, inner in value.items())


def words(key: object) -> str:
    """Return a key as it is said."""
    return " by ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def kept(value: Any) -> Any:
    """Return what a value can be compared with later: a list's or a dict's members, or the value itself."""
    if isinstance(value, list):
        return tuple(value)
    return tuple(value.items()) if isinstance(value, dict) else value


def untouched(before: Any, now: Any) -> bool:
    """Return whether a value is the one it was; a locked array must still be locked."""
    if isinstance(before, tuple):
        now = kept(now)
        return now is before or (
            isinstance(now, tuple) and len(before) == len(now) and all(map(untouched, before, now))
        )
    return before is now or (isinstance(before, (bool, int, float, str)) and bool(before == now))


def alike(now: dict[Any, Any] | list[Any], then: Any) -> bool:
    """Return whether a list or a dict holds the very things it held; quick, for most often it does."""
    if isinstance(now, dict):
        return now.keys() == then.keys() and all(map(is_, now.values(), then.values()))
    return len(now) == len(then) and all(map(is_, now, then))


class Lock:
    """A sector's arrays cannot be written while they are locked; everything else is compared with what it was.

    Parameters
    ----------
    sector : Sector
    """

    def __init__(self, sector: Sector) -> None:
        self.sector = sector
        found = list(variables(sector))
        self.before = {name: kept(value) for name, value in found}
        held = [vars(sector), *(vars(part) for part in vars(sector).values() if is_dataclass(part))]
        inner = [value for holder in held for value in holder.values() if isinstance(value, (dict, list))]
        self.holders: list[tuple[dict[Any, Any] | list[Any], Any]] = [(one, one.copy()) for one in (*held, *inner)]
        self.arrays: dict[str, Array] = {
            name: value for name, value in found if isinstance(value, np.ndarray) and value.flags.writeable
        }
        self.close()

    def close(self) -> None:
        """Make the arrays read-only."""
        for array in self.arrays.values():
            array.flags.writeable = False

    def open(self) -> None:
        """Make the arrays writeable again."""
        for array in self.arrays.values():
            array.flags.writeable = True

    def changed(self) -> list[str]:
        """Return the names of what is not as it was: put in another's place, added, taken away, or unlocked."""
        if all(alike(now, then) for now, then in self.holders) and not any(
            array.flags.writeable for array in self.arrays.values()
        ):
            return []
        now = dict(variables(self.sector))
        names = [name for name in now if name not in self.before]
        names += [name for name in self.before if name not in now or not untouched(self.before[name], now[name])]
        names += [name for name, array in self.arrays.items() if array.flags.writeable]
        return list(dict.fromkeys(names))

    def written_by(self, act: Callable[[], object]) -> list[str]:
        """Return the names of arrays an act that was stopped wanted to write: it is done again on open ones.

        What the act writes is put back.
        """
        values = {name: array.copy() for name, array in self.arrays.items()}
        self.open()
        with suppress(Exception):  # it may well fail again, and later
            act()
        names = [name for name, array in self.arrays.items() if array.tobytes() != values[name].tobytes()]
        for name in names:
            self.arrays[name][...] = values[name]
        self.close()
        return names


@contextmanager
def locked(sector: Sector) -> Iterator[Lock]:
    """Lock a sector for a while."""
    lock = Lock(sector)
    try:
        yield lock
    finally:
        lock.open()
