"""Comma-separated tables that people made: columns by name, and errors that say where."""

from __future__ import annotations

import difflib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from ecology.errors import BadFile, UnknownName
from ecology.founding.emails import without_emails
from ecology.founding.intervals import read_interval

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins with one of these."""
UNKNOWN_WORDS = frozenset({"", "na", "n/a", "nan", "none", "null", "unknown", "?"})
"""What people write in a cell for 'not known'."""

Aliases = Mapping[str, Sequence[str]]
"""Column → other headers accepted for it."""


def defused(text: str) -> str:
    """Return a text cell that no spreadsheet will run as a formula.

    Examples
    --------
    >>> defused("=1+1"), defused("Theatre")
    ("'=1+1", 'Theatre')
    """
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


def undefused(text: str) -> str:
    """Return a text cell as it was before `defused`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_MARKS) else text


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: every cell text, every row with its number in the spreadsheet (the header is row 1)."""

    file: str
    """Its path, as whoever asked for it wrote it."""
    frame: pd.DataFrame
    notes: tuple[str, ...] = field(default=())
    """Columns that were ignored although their names look like a known one."""

    @property
    def rows(self) -> list[int]:
        """Row numbers as a spreadsheet shows them."""
        return [int(row) for row in self.frame.index]

    def has(self, column: str) -> bool:
        """Return whether the table has the column."""
        return column in self.frame.columns

    def text(self, column: str) -> list[str]:
        """Return a column of text; empty where the table has no such column."""
        return [undefused(cell) for cell in self.frame[column]] if self.has(column) else [""] * len(self.frame)

    def numbers(
        self,
        column: str,
        unit: str,
        low: float = 0.0,
        high: float = np.inf,
        words: Mapping[str, float] | None = None,
        end: str | None = None,
    ) -> npt.NDArray[np.float64]:
        """Return a column of numbers, NaN where a cell is empty or the table has no such column.

        Parameters
        ----------
        column : str
            Its name.
        unit : str
            What the number counts, for the message.
        low, high : float
            Bounds, both allowed.
        words : Mapping, optional
            Cells that are no number but stand for one.
        end : str, optional
            What to take of a cell that holds an interval, such as '<5': low, taken or high; without it, that is an
            error.

        Raises
        ------
        BadFile
            If a cell is no number or out of bounds.
        """
        cells = [cell.strip().lower() for cell in self.text(column)]
        known = dict(words or {})
        if end is not None:
            intervals = ((cell, read_interval(cell)) for cell in set(cells))
            known |= {cell: getattr(found, end) for cell, found in intervals if found is not None}
        plain = pd.Series([known.get(cell, cell.replace(",", "").replace("£", "")) for cell in cells], dtype=object)
        values = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=float, na_value=np.nan, copy=True)
        empty = np.array([cell in UNKNOWN_WORDS for cell in cells], dtype=bool)
        values[empty] = np.nan
        self._check(
            column, ~empty & ~np.isfinite(values), f"is not a number ({unit}). Write digits only, or leave it empty"
        )
        limits = f"{low:g} or more" if np.isinf(high) else f"between {low:g} and {high:g}"
        self._check(column, (values < low) | (values > high), f"must be {limits} ({unit}). Mend it, or leave it empty")
        return values

    def codes(self, column: str, names: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return a column of categories as codes into `names`, -1 where a cell is empty.

        Raises
        ------
        UnknownName
            If a cell is none of them.
        """
        code_of = {name.lower(): code for code, name in enumerate(names)}
        cells = self.text(column)
        codes = np.array([code_of.get(cell.strip().lower(), -1) for cell in cells], dtype=np.int64)
        for row, cell, code in zip(self.rows, cells, codes, strict=True):
            if code < 0 and cell.strip().lower() not in UNKNOWN_WORDS:
                raise UnknownName(column, cell, names, where=f"{self.file}, row {row}")
        return codes

    def dates(self, column: str) -> pd.Series:
        """Return a column of days, NaT where a cell is empty; 2020-11-03 and 03/11/2020 are both read.

        Raises
        ------
        BadFile
            If a cell is no date.
        """
        cells = pd.Series([cell.strip()[:10] for cell in self.text(column)], index=self.frame.index, dtype=object)
        days = pd.to_datetime(cells, format="ISO8601", errors="coerce")
        days = days.fillna(pd.to_datetime(cells, format="%d/%m/%Y", errors="coerce"))
        self._check(column, ((cells != "") & days.isna()).to_numpy(), "is not a date. Write it as 2020-11-03")
        return days

    def rows_of(self, column: str, kind: str, valid: Mapping[str, int]) -> npt.NDArray[np.int64]:
        """Return, for a column of references, the row each refers to; -1 where a cell is empty.

        Raises
        ------
        BadFile
            If some refer to nothing; the first of them are listed with the nearest valid name.
        """
        cells = [cell.strip() for cell in self.text(column)]
        found = [valid.get(cell, valid.get(cell.casefold(), -1)) for cell in cells]
        unmatched = dict.fromkeys(cell for cell, row in zip(cells, found, strict=True) if cell and row < 0)
        if unmatched:
            listed = "; ".join(_with_nearest(cell, valid) for cell in list(unmatched)[:5])
            row = self.rows[next(i for i, cell in enumerate(cells) if cell in unmatched)]
            raise BadFile(
                f"{self.file}, row {row}, column {column}: {len(unmatched)} {kind} cannot be matched: {listed}. "
                "Correct the spelling, or add what is missing."
            )
        return np.array(found, dtype=np.int64)

    def fail(self, place: int, column: str, reason: str) -> BadFile:
        """Return the error for the cell at a place (0-based) of a column."""
        return BadFile(f"{self.file}, row {self.rows[place]}, column {column}: {reason}.")

    def _check(self, column: str, wrong: npt.NDArray[np.bool_], reason: str) -> None:
        if wrong.any():
            place = int(wrong.argmax())
            raise self.fail(place, column, f"'{self.text(column)[place][:40]}' {reason}")


def read_table(path: Path, columns: Aliases | None, required: Iterable[str] = ()) -> Table:
    """Return a comma-separated file as a table of the known columns.

    Parameters
    ----------
    path : Path
        A file in utf-8 or cp1252.
    columns : Mapping
        Known columns and the other headers accepted for each; all others are ignored. None keeps every column.
    required : iterable of str
        Columns that must be there.

    Raises
    ------
    BadFile
        If the file cannot be read, or lacks a required column.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}).") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    try:
        frame = pd.read_csv(
            io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False, index_col=False, header=None
        ).fillna("")
    except pd.errors.EmptyDataError:
        raise BadFile(f"{path}: is empty. Its first line must name the columns.") from None
    except (pd.errors.ParserError, ValueError) as error:
        reason = str(error).removeprefix("Error tokenizing data. C error: ").strip()
        raise BadFile(f"{path}: is not a table with commas ({reason}). Check quotes and commas there.") from None
    if columns is not None and "@" in text:  # without columns, the caller is to see what there is
        frame = frame.map(without_emails)
    headers, notes = _headers(str(path), [str(cell) for cell in frame.iloc[0]], columns or {}, required)
    frame = frame.iloc[1:]
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    frame.columns = pd.Index(headers)
    frame = frame[[header for header in headers if columns is None or header in columns]]
    return Table(str(path), frame[(frame != "").any(axis="columns")], notes)


def optional_table(path: Path, columns: Aliases, required: Iterable[str], notes: list[str]) -> Table | None:
    """Return a table that may be absent or without rows; its notes are added to `notes`."""
    if not path.is_file():
        return None
    table = read_table(path, columns, required)
    notes.extend(table.notes)
    return table if table.rows else None


def months_before(days: pd.Series, month: str, otherwise: Iterable[pd.Series]) -> npt.NDArray[np.float64]:
    """Return the months from each day to the sector's month, negative for days to come; NaN where there is no day.

    Parameters
    ----------
    days : Series of datetime64
    month : str
        'YYYY-MM'; '' for the last month that is named in the columns of days given as `otherwise`.
    """
    if not month:
        last = pd.concat(list(otherwise)).max()
        if pd.isna(last):
            return np.full(len(days), np.nan)
        month = f"{last:%Y-%m}"
    year, month_of_year = (int(part) for part in month.split("-"))
    out: npt.NDArray[np.float64] = ((year - days.dt.year) * 12 + month_of_year - days.dt.month).to_numpy(dtype=float)
    return out


def row_of(ids: Sequence[str], names: Sequence[str] = ()) -> dict[str, int]:
    """Return the row that each id, or each name that only one has, refers to, in any case of letters."""
    count = Counter(names)
    unique = {name: row for row, name in enumerate(names) if count[name] == 1}
    rows = {name.casefold(): row for name, row in unique.items()} | {id_.casefold(): row for row, id_ in enumerate(ids)}
    return rows | unique | {id_: row for row, id_ in enumerate(ids)}


def first_repeated(values: Iterable[str]) -> int | None:
    """Return the place of the first value that has come before; None when all differ."""
    seen: set[str] = set()
    for place, value in enumerate(values):
        if value in seen:
            return place
        seen.add(value)
    return None


def plain_header(title: str) -> str:
    """Return a column's title as it is compared: in small letters, with underscores between its words."""
    return "_".join(title.lower().replace("-", " ").replace("_", " ").split())


def _headers(
    file: str, found: list[str], columns: Aliases, required: Iterable[str]
) -> tuple[list[str], tuple[str, ...]]:
    """Return the known name of every header, and notes on those that are unknown but close to a known one."""
    known = {alias: column for column, aliases in columns.items() for alias in (column, *aliases)}
    plain = [plain_header(header) for header in found]
    names = [known.get(header, header) for header in plain]
    notes = []
    for original, name in zip(found, names, strict=True):
        near = difflib.get_close_matches(name, columns, n=1, cutoff=0.75) if name not in columns else []
        if near:
            notes.append(f"{file}: column '{original.strip()}' is ignored. Did you mean '{near[0]}'?")
        if name in columns and names.count(name) > 1:
            raise BadFile(f"{file}: there are {names.count(name)} columns for '{name}'. Keep one of them.")
    for column in required:
        if column not in names:
            near = difflib.get_close_matches(column, plain, n=1, cutoff=0.6)
            hint = f" Rename '{near[0]}'?" if near else f" Its first line names: {', '.join(plain[:8])}."
            if len(found) == 1 and ";" in found[0]:
                hint = " Semicolons stand between its columns: save it with commas between them."
            raise BadFile(f"{file}: the column '{column}' is missing.{hint}")
    return names, tuple(notes)


def _with_nearest(name: str, valid: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(valid), n=1, cutoff=0.5)
    return f"'{name}' (nearest: '{near[0]}')" if near else f"'{name}' (nothing near)"
