"""Tables in spreadsheets and delimited text: one way in for all of them.

CSV and TSV need nothing but Python; XLSX needs the packages of `ecology[import]`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecology.errors import BadFile
from ecology.founding.emails import without_emails
from ecology.importers.cells import DAY_ZERO, Cell, Grid
from ecology.importers.delimited import read_delimited
from ecology.importers.files import read_bytes
from ecology.importers.workbooks import read_workbook

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#####"})
"""What a spreadsheet shows where a formula failed."""

LONGEST_TITLE = 200
"""Characters kept of a column's title."""

_HEADER_WITHIN = 30  # rows: what stands above a table is a title and some notes
_SIGNATURES = (
    (
        b"\xd0\xcf\x11\xe0",
        "is an old workbook (.xls), or protected by a password. Open it, save it as XLSX or CSV without a password, "
        "and import that",
    ),
    (b"\x1f\x8b", "is compressed (gzip). Unpack it and import the file that it holds"),
    (b"7z\xbc\xaf", "is compressed (7z). Unpack it and import the file that it holds"),
    (b"%PDF", "is a PDF. Import the table that it was made from"),
    (b"PAR1", "is a Parquet file. Save the table as CSV and import that"),
)
_MARKUP = ("<!doctype html", "<html", "<table", "<?xml")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read: what its first row of titles calls the columns, and the rows below it."""

    name: str
    """Of the sheet in its workbook; '' for delimited text."""
    header: tuple[str, ...]
    """Titles as they are written, on one line each, '' for a column without one."""
    rows: list[tuple[Cell, ...]]
    """Rows, each at least as long as the header; a blank row of the spreadsheet is all None.

    Cells are text, number, bool, date or None; those of delimited text are text or None."""
    first_row: int
    """Row number, as the spreadsheet shows it, of `rows[0]`."""
    notes: tuple[str, ...]
    """What was guessed or passed over, in words."""
    day_zero: dt.date = DAY_ZERO
    """What a number in a column of dates counts from."""


def read_sheets(path: Path, recognised: Callable[[str], bool] | None = None) -> list[Sheet]:
    """Return the tables in an XLSX workbook or a CSV or TSV file; sheets without one are left out.

    What a file is shows in its first bytes; its name does not matter.

    Parameters
    ----------
    path : Path
        The file.
    recognised : callable, optional
        Whether a title is one the caller knows: the row with most of these is the row of titles. Without it, that is
        the first row that is more than half as full as the fullest.

    Raises
    ------
    BadFile
        If the file cannot be used; the message says why and what to do.
    """
    return sheets_of(read_bytes(path), path.name, recognised)


def sheets_of(raw: bytes, file: str, recognised: Callable[[str], bool] | None = None) -> list[Sheet]:
    """Return the tables in the bytes of a file, as `read_sheets` does.

    Raises
    ------
    BadFile
        As for `read_sheets`.
    """
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise BadFile(f"{file}: is empty. Its first row must name the columns.")
    for signature, reason in _SIGNATURES:
        if raw.startswith(signature):
            raise BadFile(f"{file}: {reason}.")
    if raw.startswith(b"PK"):
        grids = read_workbook(raw, file)
    elif raw[:200].lstrip(b"\xef\xbb\xbf \r\n\t").decode("latin-1").lower().startswith(_MARKUP):
        raise BadFile(
            f"{file}: is a web page or XML, not a table. Open it in a spreadsheet program and save it as CSV."
        )
    else:
        grids = [read_delimited(raw, file)]
    sheets = [sheet for grid in grids if (sheet := _sheet(grid, recognised)) is not None]
    if not sheets:
        raise BadFile(f"{file}: holds no table: no row of titles with a row below it.")
    return sheets


def _sheet(grid: Grid, recognised: Callable[[str], bool] | None) -> Sheet | None:
    place = _header_place(grid.rows[:_HEADER_WITHIN], recognised)
    if place is None:
        return None
    header = tuple(_title(cell) for cell in grid.rows[place])
    below = grid.rows[place + 1 :]
    errors = sum(_is_error(cell) for row in below for cell in row)
    rows = [_padded(row, len(header), errors > 0) for row in below]
    notes = list(grid.notes)
    if place:
        notes.append(f"titles are in row {place + 1}; what stands above is passed over")
    if errors:
        notes.append(f"{errors:,} cells hold a spreadsheet's error such as #N/A and count as empty")
    return Sheet(grid.name, header, rows, place + 2, tuple(notes), grid.day_zero)


def _header_place(rows: Sequence[tuple[Cell, ...]], recognised: Callable[[str], bool] | None) -> int | None:
    filled = [len(row) - row.count(None) for row in rows]
    if not any(filled):
        return None
    if recognised is not None:
        known = [sum(isinstance(cell, str) and recognised(cell) for cell in row) for row in rows]
        if max(known) > 1:
            return known.index(max(known))
    return next(place for place, number in enumerate(filled) if number > max(filled) / 2)


def _title(cell: Cell) -> str:
    """Return a title; where a table has none, its first row may hold addresses, and titles are told in messages."""
    return "" if cell is None else " ".join(without_emails(str(cell)[: 2 * LONGEST_TITLE])[:LONGEST_TITLE].split())


def _is_error(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.startswith("#") and cell.strip().upper() in ERRORS


def _padded(row: tuple[Cell, ...], width: int, has_errors: bool) -> tuple[Cell, ...]:
    if has_errors:
        row = tuple(None if _is_error(cell) else cell for cell in row)
    return row + (None,) * (width - len(row))


def is_json(raw: bytes) -> bool:
    """Return whether the bytes of a file begin like JSON of an object or a list."""
    return raw[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith((b"{", b"["))
