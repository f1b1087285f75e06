"""Cells and grids as spreadsheets and delimited text hold them, before anyone knows what they mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

MOST_ROWS = 1_048_576
"""Rows of a sheet, as in a spreadsheet program."""
MOST_COLUMNS = 2_000
MOST_PLACES = 20_000_000
"""Places of a sheet, empty ones included."""

DAY_ZERO = dt.date(1899, 12, 30)
DAY_ZERO_1904 = dt.date(1904, 1, 1)
"""The day that a spreadsheet's day number 0 stands for."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, the first one row 1 of the spreadsheet; rows are as long as they are filled."""

    name: str
    rows: list[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()
    day_zero: dt.date = DAY_ZERO


def without_end(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return a row without the empty cells at its end."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row if end == len(row) else row[:end]
