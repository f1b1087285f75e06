"""Tables as files hold them, looked up by title, with their cells as clean text."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ecology.errors import BadFile
from ecology.founding.tables import plain_header
from ecology.importers.cells import Cell
from ecology.importers.sheets import Sheet
from ecology.importers.text import read_text


def cell_text(cell: Cell) -> str:
    """Return a cell as one line of clean text: dates as 2020-11-03, whole numbers without a point, truth as yes or no.

    Raises
    ------
    ValueError
        If it is no text that can be kept; the message says why.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return read_text(cell if isinstance(cell, str) else str(cell), "cell")


@dataclass
class Page:
    """A table of a file."""

    file: str
    """What to call it: the file's name, and the sheet's where there are several."""
    sheet: Sheet
    path: Path
    places: dict[str, int] = field(init=False)
    """Title, as written and as compared → place of its column; the first where several have it."""

    def __post_init__(self) -> None:
        self.places = {}
        for place, title in reversed(list(enumerate(self.sheet.header))):
            self.places[plain_header(title)] = place
        for place, title in reversed(list(enumerate(self.sheet.header))):
            self.places[title] = place

    @property
    def titles(self) -> list[str]:
        """Titles of its columns, without the nameless ones."""
        return [title for title in self.sheet.header if title]

    def has(self, title: str) -> bool:
        """Return whether a column has this title."""
        return self.place(title) is not None

    def place(self, title: str) -> int | None:
        """Return where the column of a title is, None where there is none."""
        return self.places.get(title, self.places.get(plain_header(title)))

    def missing(self, title: str) -> BadFile:
        """Return the error for a title that is not there, with the nearest that is."""
        near = difflib.get_close_matches(plain_header(title), map(plain_header, self.titles), n=1, cutoff=0.6)
        # titles that nothing vouches for are not repeated: in a table without titles they are its first row
        hint = f"The nearest is '{near[0]}'." if near else f"None of its {len(self.titles)} titles is near."
        return BadFile(f"{self.file}: has no column '{title}'. {hint}")

    def rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Yield the number and the cells of every row that is not blank."""
        for number, row in enumerate(self.sheet.rows, start=self.sheet.first_row):
            if any(cell is not None and cell != "" for cell in row):
                yield number, row

    def text(self, row: tuple[Cell, ...], title: str) -> str:
        """Return the cell of a row below a title, '' where there is no such column.

        Raises
        ------
        ValueError
            As for `cell_text`; the message names the column.
        """
        place = self.place(title)
        if place is None:
            return ""
        try:
            return cell_text(row[place])
        except ValueError as error:
            raise ValueError(f"{error} (column '{title[:60]}')") from None
