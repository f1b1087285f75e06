"""Delimited text (CSV, TSV) → a grid."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from ecology.errors import BadFile
from ecology.importers.cells import MOST_COLUMNS, MOST_PLACES, MOST_ROWS, Cell, Grid, without_end
from ecology.importers.decoding import decoded

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MOST_CELLS = 5_000_000
"""Filled cells of a file."""
LONGEST_LINE = 1_000_000
"""Characters."""
MOST_OPEN_QUOTES = 10

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])(?:\r\n|\r|\n)", re.IGNORECASE)
_SAMPLE = 200  # lines that show the delimiter
_END = "\0"  # no cell holds it: it is taken out of the text
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x7f]")


def read_delimited(raw: bytes, file: str) -> Grid:
    """Return the records of delimited text in any usual encoding, as the rows a spreadsheet program shows.

    Raises
    ------
    BadFile
        If it is no text, or is too large.
    """
    text, encoding = decoded(raw)
    del raw
    notes = [f"read as {encoding}"] if encoding else []
    if zeros := text.count(_END):
        text = text.replace(_END, "")
        notes.append(f"{zeros:,} null characters taken out")
    if len(_CONTROLS.findall(text[:10_000])) > 0.02 * len(text[:10_000]):
        raise BadFile(f"{file}: is not text. Save the table as CSV or XLSX and import that.")
    given = _SEPARATOR_LINE.match(text)
    delimiter = given[1] if given else guessed_delimiter(islice(_Lines(text, 0, file), _SAMPLE))
    if delimiter != ",":
        notes.append(f"cells are separated by {DELIMITERS[delimiter]}")
    rows: list[tuple[Cell, ...]] = []
    places = filled = 0
    for record in _records(text, given.end() if given else 0, delimiter, file, notes):
        row = without_end(tuple([cell if cell and not cell.isspace() else None for cell in record]))
        places += len(row)
        filled += len(row) - row.count(None)
        if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS or places > MOST_PLACES or filled > MOST_CELLS:
            raise BadFile(
                f"{file}, row {len(rows) + 1:,}: the table is too large. Up to {MOST_ROWS:,} rows, {MOST_COLUMNS:,} "
                f"columns and {MOST_CELLS:,} filled cells are read. Split it into several files and import them all."
            )
        rows.append(row)
    return Grid("", rows, tuple(notes))


def guessed_delimiter(lines: Iterable[str]) -> str:
    """Return the delimiter that cuts most records of a sample into the same number of cells, and that number large.

    Examples
    --------
    >>> guessed_delimiter(["Grants, 2020", "id;amount;name", '1;2,50;"a;b"'])
    ';'
    """
    lines = [line for line in lines if line != _END]

    def score(delimiter: str) -> float:
        try:
            widths = Counter(len(record) for record in csv.reader(lines, delimiter=delimiter) if any(record))
        except csv.Error:
            return 0.0
        if not widths:
            return 0.0
        width, number = max(widths.items(), key=lambda item: (item[0] - 1) * item[1])
        return (width - 1) * number / widths.total()

    return max(DELIMITERS, key=score)


class _Lines:
    """The lines of a text from a place on, and a last one that shows whether a quote mark is still open."""

    def __init__(self, text: str, place: int, file: str) -> None:
        self.text, self.file = text, file
        self.place: int | None = place

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.place is None:
            raise StopIteration
        match = _LINE.match(self.text, self.place)
        if match is None:
            self.place = None
            return _END
        self.place = match.end()
        if self.place - match.start() > LONGEST_LINE:
            raise BadFile(f"{self.file}: has a line of more than {LONGEST_LINE:,} characters, so it is no table.")
        return match[0]


def _records(text: str, place: int, delimiter: str, file: str, notes: list[str]) -> Iterator[list[str]]:
    """Yield records; a line whose quote mark is never closed is read as if quote marks were letters."""
    row = opened = 0
    while True:
        lines = _Lines(text, place, file)
        try:
            for record in csv.reader(lines, delimiter=delimiter):
                if record == [_END]:
                    return
                if record and record[-1].endswith(_END):
                    break
                row += 1
                yield record
                place = lines.place or len(text)
        except csv.Error:  # a cell longer than the reader allows: a quote mark is open there too
            pass
        row += 1
        opened += 1
        if opened > MOST_OPEN_QUOTES:
            raise BadFile(
                f"{file}, row {row:,}: a quote mark is opened and never closed, as in {MOST_OPEN_QUOTES} rows before. "
                "Save the table as CSV anew, with a spreadsheet program."
            )
        notes.append(f"row {row:,}: a quote mark is opened and never closed; it is taken for a letter")
        line = next(_Lines(text, place, file))
        place += len(line)
        yield line.rstrip("\r\n").split(delimiter)
