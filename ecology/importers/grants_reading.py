"""Files of grants → awards, and what could not be used: before anyone asks who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from ecology.errors import BadFile
from ecology.importers.awards import NO_FUNDER, Award, read_award
from ecology.importers.documents import Document, read_document
from ecology.importers.privacy import is_individual, person_columns
from ecology.importers.text import read_identifier


@dataclass(frozen=True, slots=True)
class Reading:
    """What was taken from the files, before anyone asks who is who."""

    awards: tuple[Award, ...]
    rejected: tuple[tuple[str, int | None, str, str], ...]
    """File, row (None for a whole file), grant id, reason.

    Rows are numbered as a spreadsheet shows them, the titles being row 1; in JSON the first grant is 1."""
    counts: Mapping[str, int]
    person_columns: tuple[str, ...]
    files: tuple[Document, ...]
    """What was read, without the rows."""


def read_files(paths: Sequence[Path], funder: str = "", more: Sequence[Document] = ()) -> Reading:
    """Return what the files hold.

    Parameters
    ----------
    paths : sequence of Path
    funder : str, optional
        Who gave the grants of a table that names no funder.
    more : sequence of Document, optional
        Grants that were read otherwise, by a mapping.

    Raises
    ------
    BadFile
        If nothing was usable.
    """
    rows = _Rows()
    files: list[Document] = []
    broken: list[str] = []
    for document in chain(_opened(paths, funder, rows, broken), more):
        for where, number, row in document.rows:
            rows.read(where, number, row, scan=document.about_people is None)
        rows.columns |= document.about_people or set()
        files.append(replace(document, rows=[]))
    if not rows.awards:
        raise BadFile(_nothing_usable(rows, broken, [document.name for document in files]))
    return Reading(tuple(rows.awards), tuple(rows.rejected), rows.counts, tuple(sorted(rows.columns)), tuple(files))


def _opened(paths: Sequence[Path], funder: str, rows: _Rows, broken: list[str]) -> Iterator[Document]:
    """Yield what each file holds, one at a time; note those that cannot be read."""
    for path in paths:
        try:
            yield read_document(path, funder)
        except BadFile as error:
            broken.append(str(error))
            rows.reject(path.name, None, "", str(error))


class _Rows:
    """Rows read so far, over all files."""

    def __init__(self) -> None:
        self.awards: list[Award] = []
        self.rejected: list[tuple[str, int | None, str, str]] = []
        self.counts: Counter[str] = Counter(rows_read=0, individuals=0, duplicates=0)
        self.columns: set[str] = set()
        self._first_seen: dict[str, str] = {}

    def read(self, file: str, number: int, row: Any, scan: bool) -> None:
        """Add a row to the awards, to the individuals or to the rejected; scan it for columns about people if told."""
        self.counts["rows_read"] += 1
        notes: Counter[str] = Counter()
        try:
            if isinstance(row, ValueError):
                raise row
            if is_individual(row):
                self.counts["individuals"] += 1
                self.columns |= person_columns(row) if scan else set()
                return
            self.columns |= person_columns(row) if scan else set()
            award = read_award(row, notes)
            if award.grant_id in self._first_seen:
                self.counts["duplicates"] += 1
                raise ValueError(f"the same id as {self._first_seen[award.grant_id]}; the first is kept")
        except ValueError as error:
            if not is_individual(row):
                self.reject(file, number, _grant_id(row), str(error))
            return
        self._first_seen[award.grant_id] = f"row {number} of {file}"
        self.awards.append(award)
        self.counts.update(notes)

    def reject(self, file: str, number: int | None, grant_id: str, reason: str) -> None:
        """Record a row, or a whole file, that could not be used."""
        self.rejected.append((_printable(file), number, grant_id, _printable(reason)))


def _grant_id(row: Any) -> str:
    try:
        return read_identifier(row.get("id") if isinstance(row, dict) else None, "grant id")
    except ValueError:
        return ""


def _printable(text: str) -> str:
    """Return text that can be written as utf-8: a file's name may hold bytes that are not."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _nothing_usable(rows: _Rows, broken: list[str], files: list[str]) -> str:
    """Return why no grant could be kept."""
    if broken and not files:
        return " ".join(broken)
    if not rows.counts["rows_read"]:
        return " ".join([f"{', '.join(files)}: holds no grants.", *broken])
    reasons = Counter(f"{file}, row {row}: {reason}" for file, row, _, reason in rows.rejected if row is not None)
    parts = [f"{', '.join(files)}: none of {rows.counts['rows_read']} grants could be used."]
    if rows.counts["individuals"]:
        parts.append(f"{rows.counts['individuals']} were made to individuals, which are dropped.")
    parts.extend(f"{reason}." for reason in list(reasons)[:3])
    if any(NO_FUNDER in reason for reason in reasons):
        parts.append("Add a column Funding Org:Name with your own name in every row, or give --name.")
    return " ".join([*parts, *broken])
