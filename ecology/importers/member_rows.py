"""Rows about people, ties and partnerships: checked, and matched to the organisations they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from ecology.founding.people_table import refuse_names
from ecology.importers import values
from ecology.importers.dates import read_date
from ecology.importers.journal import Entry, Journal
from ecology.importers.matching import Names
from ecology.importers.text import read_identifier
from ecology.sector.categories import DEPTHS, LEVELS, ORIGINS

Rows = list[dict[str, str]]

PEOPLE = ("person", "organisation", "level", "role", "start", "end")
TIES = ("source", "target", "kind", "weight", "start", "end", "trust")
PARTNERSHIPS = ("partnership", "organisation", "role", "origin", "depth", "start", "end")

_READERS: dict[str, values.Reader] = {
    "level": values.category(LEVELS),
    "origin": values.category(ORIGINS),
    "depth": values.category(DEPTHS),
    "start": values.day,
    "end": values.day,
    "weight": values.weight,
    "trust": values.share,
}


def people_rows(entries: Iterable[Entry], names: Names, journal: Journal) -> Rows:
    """Return rows of people whose employer is known; a row may leave the employer open.

    Raises
    ------
    BadFile
        If what is left, when rows that cannot be used are, looks like people's names.
    """
    entries = list(entries)

    def whose(entry: Entry) -> dict[str, str]:
        employer = values.known(entry.get("organisation"))
        return {
            "person": _needed(entry, "person"),
            "organisation": names.find(employer) if employer else "",
        }

    rows = _rows("people", PEOPLE, entries, whose, journal)
    files = ", ".join(dict.fromkeys(entry.file for entry in entries))
    refuse_names(files, PEOPLE, [(number, [row[c] for c in PEOPLE]) for number, row in enumerate(rows, start=2)])
    return rows


def ties_rows(entries: Iterable[Entry], names: Names, people: set[str], journal: Journal) -> Rows:
    """Return ties whose ends are both people, or both organisations, whichever the most ends of a file name."""
    entries = list(entries)
    ends = [(entry.file, entry.get(column)) for entry in entries for column in ("source", "target")]
    among_people = {
        file: sum(end in people for f, end in ends if f == file)
        >= sum(names.knows(end) for f, end in ends if f == file)
        for file in dict.fromkeys(file for file, _ in ends)
    }

    def between(entry: Entry) -> dict[str, str]:
        found = {}
        for column in ("source", "target"):
            end = _needed(entry, column)
            if not (people and among_people[entry.file]):
                end = names.find(end)
            elif end not in people:
                raise ValueError(f"'{end[:60]}' is none of the people")
            found[column] = end
        if found["source"] == found["target"]:
            raise ValueError("both ends are the same")
        return found

    return _rows("ties", TIES, entries, between, journal)


def partnerships_rows(entries: Iterable[Entry], names: Names, journal: Journal) -> Rows:
    """Return memberships whose organisation is known."""

    def whose(entry: Entry) -> dict[str, str]:
        return {
            "partnership": _needed(entry, "partnership"),
            "organisation": names.find(_needed(entry, "organisation")),
        }

    return _rows("partnerships", PARTNERSHIPS, entries, whose, journal)


def _needed(entry: Entry, column: str) -> str:
    text = read_identifier(values.known(entry.get(column)), column)
    if not text:
        raise ValueError(f"there is no {column}")
    return text


def _rows(
    table: str,
    columns: tuple[str, ...],
    entries: Iterable[Entry],
    identify: Callable[[Entry], dict[str, str]],
    journal: Journal,
) -> Rows:
    """Return the rows that can be used, with the cells that can; `identify` gives those a row cannot do without."""
    rows: Rows = []
    first: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        try:
            found = identify(entry)
        except ValueError as error:
            journal.reject(entry, table, str(error))
            continue
        for column in columns:
            if column in found:
                continue
            text = values.known(entry.get(column))
            try:
                found[column] = _READERS[column](text) if text and column in _READERS else text
            except ValueError as error:
                found[column] = ""
                journal.drop(entry, table, column, str(error))
        if found["start"] and found["end"] and read_date(found["end"]) < read_date(found["start"]):
            journal.drop(entry, table, "end", f"it ends on {found['end']}, before it starts on {found['start']}")
            found["end"] = ""
        key = tuple(found[column] for column in columns)
        if key in first:
            journal.reject(entry, table, f"the same as row {first[key].row} of {first[key].file}")
            continue
        first[key] = entry
        rows.append(found)
    return rows


def frame(rows: Rows, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return rows as a table."""
    return pd.DataFrame(rows, columns=list(columns))
