"""Files of any kind → what they hold, before anyone asks who is who."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecology.errors import BadFile
from ecology.graph_file import SUFFIXES, read_graph_file
from ecology.importers.documents import Document
from ecology.importers.files import read_bytes
from ecology.importers.grants import Grants, grants_of
from ecology.importers.grants_sheets import is_title
from ecology.importers.graph_rows import graph_entries
from ecology.importers.journal import Journal, Source, clean
from ecology.importers.kinds import TABLES, check_kind, kind_of_titles
from ecology.importers.mapped import Entries, mapped_entries, plain_entries
from ecology.importers.mapped_grants import documents_of, with_funder, without_individuals
from ecology.importers.mapping import FileMapping, load_mapping, mapping_names
from ecology.importers.pages import Page
from ecology.importers.sheets import is_json, sheets_of

TABLE = "a table"
EDGE_LISTS = (".edgelist", ".txt")


@dataclass(frozen=True, slots=True)
class SectorReading:
    """What was taken from the files."""

    entries: Entries
    grants: Grants | None
    journal: Journal
    mapping: FileMapping | None


def read_files(
    paths: Sequence[Path], mapping: FileMapping | None, kinds: Mapping[Path, str], funder: str = ""
) -> SectorReading:
    """Return what files hold; one that cannot be used is noted, if another can.

    Parameters
    ----------
    paths : sequence of Path
    mapping : FileMapping, optional
        How to read those whose titles are not ours.
    kinds : mapping of Path to str
        What files are to be read as; any other is recognised.
    funder : str, optional
        Who gave the grants of a table that names no funder.

    Raises
    ------
    BadFile
        If nothing was usable.
    """
    for kind in kinds.values():
        check_kind(kind)
    return _Files(mapping, kinds, funder).read(paths)


def hints(pages: Sequence[Page]) -> list[str]:
    """Return which built-in mapping knows the columns of a page."""
    return [
        f"{page.file} is known to the mapping {name}: import again with --mapping {name}"
        for name in mapping_names()
        for titles in load_mapping(name).files.values()
        for page in pages
        if all(map(page.has, titles))
    ]


class _Files:
    """Files read so far."""

    def __init__(self, mapping: FileMapping | None, kinds: Mapping[Path, str], funder: str) -> None:
        self.mapping, self.kinds, self.funder = mapping, kinds, funder
        self.journal = Journal()
        self.entries: Entries = {}
        self.grants: list[Path] = []
        self.broken: list[str] = []

    def read(self, paths: Sequence[Path]) -> SectorReading:
        pages: list[Page] = []
        for path in dict.fromkeys(paths):
            try:
                pages += self._file(path)
            except BadFile as error:
                self._refuse(path.name, error)
        if self.mapping is not None:
            entries, pages = mapped_entries(self.mapping, pages, self.journal)
            self._add(entries)
        else:
            self.journal.findings += hints(pages)
        for page in pages:
            try:
                self._page(page)
            except BadFile as error:
                self._refuse(page.file, error)
        grants = None
        if (mapped := self._mapped_grants()) or self.grants:
            try:
                grants = grants_of(list(dict.fromkeys(self.grants)), self.funder, mapped)
            except BadFile as error:
                self._refuse(", ".join([*(path.name for path in self.grants), *(d.name for d in mapped)]), error)
        if grants is None and not any(self.entries.values()):
            raise BadFile(" ".join(self.broken) or f"{', '.join(p.name for p in paths)}: no rows below the titles.")
        return SectorReading(self.entries, grants, self.journal, self.mapping)

    def _mapped_grants(self) -> list[Document]:
        """Return the grants of a mapping that are to be read as published ones are.

        Where a table lists organisations, they stay with the other tables, and are matched to its names.
        """
        made = with_funder(self.entries.get("grants", []), self.funder, self.journal)
        if not made:
            return []
        if self.entries.get("organisations"):
            self.entries["grants"] = without_individuals(made, self.journal)
            return []
        documents = documents_of(made, self.journal.sources)
        del self.entries["grants"]
        names = {document.name for document in documents}
        self.journal.sources = [source for source in self.journal.sources if source.file not in names]
        return documents

    def _file(self, path: Path) -> list[Page]:
        """Read a file; return its tables, if it holds any, to be read when all are there."""
        kind = self.kinds.get(path)
        raw = read_bytes(path)
        file = clean(path.name)
        source = Source(file, hashlib.sha256(raw).hexdigest(), TABLE)
        if kind == "grants" or (kind is None and is_json(raw)):
            self.grants.append(path)
            return []
        suffix = path.suffix.lower()
        if kind == "graph" or (
            kind is None and (suffix in SUFFIXES or (suffix == ".txt" and not self._is_table(raw, file)))
        ):
            graph, notes = read_graph_file(path)
            self.journal.tolerate(f"{file}: {note}" for note in notes)
            self._add(graph_entries(graph, file, self.journal, listed=suffix not in SUFFIXES or suffix in EDGE_LISTS))
            self.journal.sources.append(source._replace(holds="a graph"))
            return []
        pages = []
        sheets = sheets_of(raw, file, self._recognised)
        for sheet in sheets:
            self.journal.tolerate(f"{file}: {note}" for note in sheet.notes)
            pages.append(Page(f"{file}, sheet {sheet.name}" if len(sheets) > 1 else file, sheet, path))
        self.journal.sources.append(source)
        return pages

    def _is_table(self, raw: bytes, file: str) -> bool:
        try:
            return any(kind_of_titles(sheet.header, file) for sheet in sheets_of(raw, file, self._recognised))
        except BadFile:
            return False

    def _recognised(self, title: str) -> bool:
        known = is_title(title) or any(kind.column_of(title) for kind in TABLES.values())
        return known or (self.mapping is not None and title in self.mapping.titles)

    def _page(self, page: Page) -> None:
        kind = self.kinds.get(page.path) or kind_of_titles(page.titles, page.file)
        if kind == "grants":
            self.grants.append(page.path)
            self.journal.sources = [s for s in self.journal.sources if s.file != clean(page.path.name)]
        else:
            self._add({kind: plain_entries(page, kind, self.journal)})
            self._held(page, kind)

    def _held(self, page: Page, kind: str) -> None:
        """Say in the list of sources what a page was read as."""
        for place, source in enumerate(self.journal.sources):
            if source.file == clean(page.path.name):
                holds = kind if source.holds == TABLE else f"{source.holds}, {kind}"
                self.journal.sources[place] = source._replace(holds=holds)

    def _add(self, entries: Entries) -> None:
        for kind, rows in entries.items():
            self.entries.setdefault(kind, []).extend(rows)

    def _refuse(self, file: str, error: BadFile) -> None:
        self.broken.append(str(error))
        self.journal.refuse(clean(file), str(error))
        self.journal.sources = [source for source in self.journal.sources if source.file != clean(file)]
