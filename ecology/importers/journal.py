"""What happened while files were read: what came from where, what was tolerated, and what could not be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ecology.importers.text import read_text

TO_INDIVIDUAL = "to_individual"
"""Cell that is 'yes' in a grant to a person, of which nothing else is kept."""


class Problem(NamedTuple):
    """A row, a cell or a whole file that could not be used: a row of `rejected.csv`."""

    file: str
    row: int | None
    """As a spreadsheet shows it; None for a whole file."""
    table: str
    """What kind of table it is in."""
    column: str
    """The cell that was left empty; '' where the whole row is left out."""
    reason: str


class Source(NamedTuple):
    """A file that was read."""

    file: str
    digest: str
    """SHA-256 of its bytes."""
    holds: str
    """What it was read as, in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table: our columns, with their cells as clean text."""

    file: str
    row: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return a cell, '' where there is none."""
        return self.cells.get(column, "")


@dataclass
class Journal:
    """Everything to be told about an import."""

    problems: list[Problem] = field(default_factory=list)
    tolerated: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    person_columns: set[str] = field(default_factory=set)
    findings: list[str] = field(default_factory=list)
    """What the data say of themselves, such as mobility."""

    def reject(self, entry: Entry, table: str, reason: str) -> None:
        """Record that a row is left out."""
        self.problems.append(Problem(entry.file, entry.row, table, "", clean(reason)))

    def drop(self, entry: Entry, table: str, column: str, reason: str) -> None:
        """Record that a cell is left empty, and its row kept."""
        self.problems.append(Problem(entry.file, entry.row, table, column, clean(reason)))

    def refuse(self, file: str, reason: str) -> None:
        """Record that a whole file could not be used."""
        self.problems.append(Problem(file, None, "", "", clean(reason)))

    def tolerate(self, remarks: Iterable[str]) -> None:
        """Record what was passed over or mended, each remark once."""
        for remark in remarks:
            if clean(remark) not in self.tolerated:
                self.tolerated.append(clean(remark))

    def rejected(self, table: str | None = None) -> int:
        """Return how many rows are left out, of one kind of table or of all."""
        return sum(p.row is not None and not p.column and table in (None, p.table) for p in self.problems)


def clean(text: str) -> str:
    """Return text that can be written and shown, without email addresses."""
    return read_text(text[:900].encode("utf-8", "backslashreplace").decode("utf-8"), "remark")
