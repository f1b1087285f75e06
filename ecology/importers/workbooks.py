"""XLSX workbooks → grids."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from typing import Any

from ecology.errors import BadFile
from ecology.importers.archives import Scan, open_archive
from ecology.importers.cells import (
    DAY_ZERO,
    DAY_ZERO_1904,
    MOST_COLUMNS,
    MOST_PLACES,
    MOST_ROWS,
    Cell,
    Grid,
    without_end,
)

MOST_SHEETS = 100
MOST_BLANK = 10_000
"""Rows without anything, one after the other: one stray cell at the foot of a sheet makes a million of them."""
MOST_MERGED = 1_000_000
"""Cells that a merged cell's content is repeated in."""

_RANGE = re.compile(r"([A-Z]+)([0-9]+):[A-Z]+([0-9]+)")


def read_workbook(raw: bytes, file: str) -> list[Grid]:
    """Return every sheet of an XLSX workbook: cells as values, formulas as the value last stored for them.

    Raises
    ------
    BadFile
        If openpyxl is not installed, or the workbook is damaged or too large.
    """
    try:
        import defusedxml  # noqa: F401
        import openpyxl
    except ImportError:
        raise BadFile(
            f"{file}: reading XLSX needs two more packages. Run: pip install openpyxl defusedxml "
            "(or save the table as CSV and import that)."
        ) from None
    archive, scans = open_archive(raw, file)
    with archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validations, which nobody asks for here
        try:
            book: Any = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # whatever a hostile file makes a library of this size raise
            raise _unreadable(file, error) from None
        with book._archive:
            return [_grid(sheet, file, scans) for sheet in book.worksheets[:MOST_SHEETS]]


def _unreadable(file: str, error: Exception) -> BadFile:
    if isinstance(error, BadFile):
        return error
    return BadFile(
        f"{file}: is not a workbook that can be read ({type(error).__name__}). Open it in a spreadsheet program, "
        "save the table as CSV, and import that."
    )


def _grid(sheet: Any, file: str, scans: dict[str, Scan]) -> Grid:
    sheet.reset_dimensions()  # what a sheet says of its size is often wrong, and may be a billion rows
    rows: list[tuple[Cell, ...]] = []
    notes = []
    places = blank = 0
    try:
        for values in sheet.iter_rows(values_only=True):
            row = without_end(tuple(map(_cell, _in_bounds(values, file, sheet.title, len(rows) + 1))))
            places += len(row)
            if len(rows) >= MOST_ROWS or places > MOST_PLACES:
                raise BadFile(
                    f"{file}, sheet '{sheet.title[:40]}': has more than {MOST_ROWS:,} rows or {MOST_PLACES:,} places. "
                    "Delete what lies below and to the right of the table, or save the table as CSV."
                )
            rows.append(row)
            blank = 0 if row else blank + 1
            if blank > MOST_BLANK:
                notes.append(
                    f"more than {MOST_BLANK:,} blank rows follow row {len(rows) - blank:,}; whatever stands below them "
                    "is passed over"
                )
                break
    except Exception as error:
        raise _unreadable(file, error) from None
    while rows and not rows[-1]:
        rows.pop()
    scan = scans.get(sheet._worksheet_path, Scan(0, ()))
    if scan.formulas_without_value:
        notes.append(
            f"{scan.formulas_without_value:,} formulas have no stored value and count as empty; open the file in a "
            "spreadsheet program and save it, if they matter"
        )
    if repeated := _repeat_merged(rows, scan.merged):
        notes.append(f"merged cells: what they say is taken for each of their rows ({repeated:,} cells)")
    day_zero = DAY_ZERO_1904 if sheet.parent.epoch.year == DAY_ZERO_1904.year else DAY_ZERO
    return Grid(sheet.title, rows, tuple(notes), day_zero)


def _in_bounds(values: tuple[Any, ...], file: str, sheet: str, row: int) -> tuple[Any, ...]:
    beyond = values[MOST_COLUMNS:]
    if beyond.count(None) < len(beyond):
        raise BadFile(
            f"{file}, sheet '{sheet[:40]}', row {row:,}: is filled beyond column {MOST_COLUMNS:,}. Delete what lies to "
            "the right of the table."
        )
    return values[:MOST_COLUMNS]


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value if value.strip() else None
    if value is None or isinstance(value, int | float | dt.datetime | dt.date | dt.time | dt.timedelta):
        return value
    return str(value)


def _repeat_merged(rows: list[tuple[Cell, ...]], ranges: tuple[str, ...]) -> int:
    """Fill the cells below the first of a merged range, but not with numbers: a sum counts once."""
    filled = 0
    for range_ in ranges:
        match = _RANGE.fullmatch(range_)
        if match is None:
            continue
        column = _column(match[1])
        first, last = int(match[2]) - 1, min(int(match[3]), len(rows))
        if not 0 <= first < last or column >= len(rows[first]):
            continue
        value = rows[first][column]
        if value is None or isinstance(value, int | float):
            continue
        for row in range(first + 1, last):
            cells = rows[row]
            if not cells or (column < len(cells) and cells[column] is not None):
                continue  # a row that holds nothing else is no row of the table
            padded = [*cells, *(None,) * (column + 1 - len(cells))]
            padded[column] = value
            rows[row] = tuple(padded)
            filled += 1
            if filled > MOST_MERGED:
                return filled
    return filled


def _column(letters: str) -> int:
    """Return a column's place from 0.

    Examples
    --------
    >>> _column("A"), _column("AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
