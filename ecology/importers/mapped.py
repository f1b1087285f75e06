"""Pages → entries, by a mapping file or by the titles we know ourselves."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from ecology.errors import BadFile
from ecology.founding.people_table import refuse_names
from ecology.founding.tables import plain_header
from ecology.importers.cells import Cell
from ecology.importers.identities import normalised_name
from ecology.importers.journal import TO_INDIVIDUAL, Entry, Journal
from ecology.importers.kinds import TABLES
from ecology.importers.mapping import KINDS, FileMapping, Section
from ecology.importers.ordinary import may_name_kind
from ecology.importers.pages import Page, cell_text
from ecology.importers.privacy import is_about_people, says_individual
from ecology.importers.rules import Rule

Entries = dict[str, list[Entry]]
"""Kind of table → its rows."""
Row = tuple[Cell, ...]


def plain_entries(page: Page, kind: str, journal: Journal) -> list[Entry]:
    """Return the rows of a page whose titles are ours.

    Raises
    ------
    BadFile
        If a column is missing, or a table of people seems to name them.
    """
    known = TABLES[kind]
    for column in known.lacks(page.titles):
        raise page.missing(column)
    columns: dict[str, Rule] = {}
    unused = []
    for title in page.titles:
        ours = known.column_of(title)
        if ours is not None and ours not in columns:
            columns[ours] = Rule((title,))
        elif kind != "people" and is_about_people(title):
            journal.person_columns.add(title)
        else:
            near = difflib.get_close_matches(plain_header(title), known.columns, n=1, cutoff=0.75)
            unused.append(f"'{title}'" + (f" (did you mean '{near[0]}'?)" if near and ours is None else ""))
    if unused:
        journal.tolerate([f"{page.file}: columns that are not used: {', '.join(unused[:20])}"])
    return _entries(page, Section(kind, "", columns, {}, ()), {}, journal)


def mapped_entries(mapping: FileMapping, pages: Sequence[Page], journal: Journal) -> tuple[Entries, list[Page]]:
    """Return what a mapping makes of pages, by kind, and the pages it has no use for.

    Raises
    ------
    BadFile
        If a file it needs is not among them; the message names the column that is missing.
    """
    entries: Entries = {}
    used: list[Page] = []
    by_key = {key: [page for page in pages if all(map(page.has, titles))] for key, titles in mapping.files.items()}
    for key, found in by_key.items():
        if not found:
            raise _not_given(mapping, key, mapping.files[key], pages)
        used += found
    for section in mapping.sections:
        required = [title for c in KINDS[section.kind].required for title in section.columns[c].columns]
        own = by_key[section.source] if section.source else [p for p in pages if all(map(p.has, required))]
        if not own:
            raise _not_given(mapping, section.kind, required, pages)
        used += own
        others = {key: _by_name(by_key[key], there, key, journal) for key, (_, there) in section.joins.items()}
        for page in own:
            absent = [title for title in dict.fromkeys(section.titles()) if not page.has(title)]
            if absent:
                journal.tolerate([f"{page.file}: the mapping's column '{title}' is not there" for title in absent])
            entries.setdefault(section.kind, []).extend(_entries(page, section, others, journal))
    for count in mapping.counts:
        number = sum(
            _cell(page, row, count.column).lower() == count.word.lower()
            for page in by_key[count.source]
            for _, row in page.rows()
        )
        journal.findings.append(f"{count.label}: {number:,}")
    return entries, [page for page in pages if page not in used]


def _entries(
    page: Page, section: Section, others: dict[str, dict[str, tuple[Page, Row]]], journal: Journal
) -> list[Entry]:
    if section.kind == "people":
        rows = [(number, [_plain(cell) for cell in row]) for number, row in page.rows()]
        codes = section.columns["person"].columns
        titles = ["person" if title in codes else title for title in page.sheet.header]
        refuse_names(page.file, titles, rows)
    may_say = _may_say(page, section)
    entries, left_out = [], dict.fromkeys((f.because for f in section.leave_out), 0)
    for number, row in page.rows():
        because = next((f.because for f in section.leave_out if _cell(page, row, f.column).lower() in f.words), None)
        if because is not None:
            left_out[because] += 1
            continue
        if any(says_individual(_cell(page, row, title)) for title in may_say):
            entries.append(Entry(page.file, number, {TO_INDIVIDUAL: "yes"}))  # who it is, is nobody's business
            continue
        entry = Entry(page.file, number, {})
        joined = {
            key: others[key].get(normalised_name(_cell(page, row, here))) for key, (here, _) in section.joins.items()
        }
        if _fill(entry, section, page, row, joined, journal):
            entries.append(entry)
    journal.tolerate(f"{page.file}: {n:,} rows left out: {why}" for why, n in left_out.items() if n)
    return entries


def _may_say(page: Page, section: Section) -> list[str]:
    """Return the titles of a table of grants below which it may say that a grant went to a person."""
    if section.kind != "grants":
        return []
    told = [t for c in ("programme", "recipient_type") if c in section.columns for t in section.columns[c].columns]
    return [*told, *filter(may_name_kind, page.titles)]


def _fill(
    entry: Entry,
    section: Section,
    page: Page,
    row: Row,
    joined: dict[str, tuple[Page, Row] | None],
    journal: Journal,
) -> bool:
    """Fill in an entry by the rules; return whether it can be kept."""
    for column, rule in section.columns.items():
        there = joined[rule.source] if rule.source else (page, row)
        if there is None:
            continue
        where, cells = there
        try:
            said = rule.read(lambda title, where=where, cells=cells: where.text(cells, title), entry.row)  # type: ignore[misc]
        except ValueError as error:
            if column in KINDS[section.kind].required:
                journal.reject(entry, section.kind, str(error))
                return False
            journal.drop(entry, section.kind, column, str(error))
            continue
        entry.cells[column] = said[""]
        for end in ("low", "high"):
            if end in said and f"{column}_{end}" in KINDS[section.kind].columns:
                entry.cells[f"{column}_{end}"] = said[end]
    return True


def _by_name(pages: Sequence[Page], title: str, key: str, journal: Journal) -> dict[str, tuple[Page, Row]]:
    """Return the rows of pages by the normalised name below a title; the first of several."""
    found: dict[str, tuple[Page, Row]] = {}
    again = 0
    for page in pages:
        for _, row in page.rows():
            name = normalised_name(_cell(page, row, title))
            again += name in found
            if name:
                found.setdefault(name, (page, row))
    if again:
        journal.tolerate([f"{key}: {again:,} rows repeat the name of another; the first is joined"])
    return found


def _cell(page: Page, row: Row, title: str) -> str:
    try:
        return page.text(row, title)
    except ValueError:
        return ""


def _plain(cell: Cell) -> str:
    """Return a cell as it is, with any email address still in it, to be looked through."""
    if isinstance(cell, str):
        return cell
    try:
        return cell_text(cell)
    except ValueError:
        return ""


def _not_given(mapping: FileMapping, what: str, titles: Sequence[str], pages: Sequence[Page]) -> BadFile:
    nearest = max(pages, key=lambda page: sum(map(page.has, titles)), default=None)
    listed = ", ".join(f"'{title}'" for title in titles[:6])
    missing = next((title for title in titles if nearest is not None and not nearest.has(title)), None)
    hint = f" {nearest.missing(missing)}" if nearest is not None and missing is not None else ""
    return BadFile(
        f"mapping {mapping.name} needs a table with the columns {listed} ({what}), and no file given has them.{hint}"
    )
