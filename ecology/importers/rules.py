"""Rules of a mapping file: what one of our columns takes from a row of somebody else's table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ecology.founding.intervals import Interval, read_interval
from ecology.founding.tables import UNKNOWN_WORDS

Cells = Callable[[str], str]
"""Title → the cell of the row below it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one column is filled; exactly one of `columns`, `constant` and `numbered` is given."""

    columns: tuple[str, ...] = ()
    """Titles to read; the numbers below several are added up."""
    source: str = ""
    """Key of another file, joined by name; '' for the row's own."""
    constant: str = ""
    numbered: str = ""
    """What goes before the number of the row."""
    values: Mapping[str, str] | None = None
    """Their word, in small letters → ours."""
    otherwise: str | None = None
    """What stands for a word that is not among `values`; None keeps it."""
    above: float | None = None
    """A number above this gives `then`, any other `otherwise`."""
    then: str = "yes"
    zero_is_unknown: bool = False
    adds: bool = False
    """Whether the columns hold numbers to be added up."""

    def read(self, cells: Cells, row: int) -> dict[str, str]:
        """Return the cell, and for a sum of intervals its bounds too: '' → cell, 'low', 'high'.

        Raises
        ------
        ValueError
            If a number is expected and there is none.
        """
        if self.numbered:
            return {"": f"{self.numbered}{row}"}
        if not self.columns:
            return {"": self.constant}
        if self.adds:
            return self._added([(title, cells(title)) for title in self.columns])
        text = cells(self.columns[0])
        if self.above is not None:
            number = _number(text, self.columns[0])
            return {"": (self.otherwise or "") if number is None or number.taken <= self.above else self.then}
        if self.values is not None and text.lower() in self.values:
            return {"": self.values[text.lower()]}
        return {"": text if self.otherwise is None else self.otherwise}

    def _added(self, cells: list[tuple[str, str]]) -> dict[str, str]:
        found = [number for title, text in cells if (number := _number(text, title)) is not None]
        low, taken, high = (math.fsum(ends) for ends in zip(*found, strict=True)) if found else (0.0, 0.0, 0.0)
        if not found or (self.zero_is_unknown and high == 0):
            return {"": ""}
        bounds = {} if low == high else {"low": _written(low), "high": _written(high)}
        return {"": _written(taken)} | bounds


def _number(text: str, title: str) -> Interval | None:
    """Return the number or interval in a cell, None for an empty one."""
    if text.lower() in UNKNOWN_WORDS:
        return None
    interval = read_interval(text)
    if interval is not None:
        return interval
    try:
        value = float(text.replace(",", "").replace("£", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"'{text[:40]}' in column '{title[:60]}' is not a number")
    return Interval(value, value, value)


def _written(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(round(value, 2))
