"""The tables `people.csv` and `ties.csv` of a sector folder; people are known by code, never by name."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from ecology.errors import BadFile
from ecology.founding.spec import PeopleSpec, TiesSpec
from ecology.founding.tables import Aliases, optional_table, read_table, row_of
from ecology.sector.categories import LEVELS

PEOPLE: Aliases = {
    "person": ("person_id", "person_code"),
    "organisation": ("org_id", "organisation_id", "organization"),
    "level": (),
    "role": (),
    "start": (),
    "end": (),
}
TIES: Aliases = {
    "source": ("from", "id1"),
    "target": ("to", "id2"),
    "kind": (),
    "weight": ("familiarity",),
    "start": (),
    "end": (),
    "trust": (),
}

LONG_AGO = pd.Timestamp(1900, 1, 1)
"""Where no date is given, for sorting only."""

_PERSONAL = re.compile(r"name|mail|phone|mobile|birth|contact|address")
_FULL_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.?)* [A-Z][A-Za-z'’-]+")


def read_people(folder: Path, org_row: dict[str, int], notes: list[str]) -> PeopleSpec | None:
    """Return each person's present, or else last, place of work; None without a `people.csv`.

    Raises
    ------
    BadFile, UnknownName
        If the table cannot be used, or seems to name people.
    """
    path = folder / "people.csv"
    if not path.is_file():
        return None
    refuse_names(path)
    table = read_table(path, PEOPLE, required=("person", "organisation"))
    notes.extend(table.notes)
    codes = [code.strip() for code in table.text("person")]
    if "" in codes:
        raise table.fail(codes.index(""), "person", "is empty. Give each person a code, such as P001")
    employer = table.rows_of("organisation", "organisations", org_row)
    level = table.codes("level", LEVELS)
    start, end = table.dates("start"), table.dates("end")
    ended = end.fillna(LONG_AGO).to_numpy()  # one without an end comes last whatever stands here
    order = np.lexsort((np.arange(len(codes)), start.fillna(LONG_AGO).to_numpy(), ended, end.isna().to_numpy()))
    last = {codes[i]: int(i) for i in order}  # a later place of work replaces an earlier one
    rows = [last[code] for code in dict.fromkeys(codes)]
    return PeopleSpec(tuple(codes[i] for i in rows), employer[rows], level[rows]) if rows else None


def refuse_names(path: Path) -> None:
    """Refuse a table of people that seems to name them.

    Raises
    ------
    BadFile
        If a column is called a name or address, or a code is an email address or a full name. The cell is not quoted.
    """
    table = read_table(path, None)
    advice = "People are known by a code only, such as P001: replace or delete this column"
    for place, column in enumerate(table.frame.columns):  # by place: two columns may have the same header
        cells = list(table.frame.iloc[:, place])
        if _PERSONAL.search(column) and not column.startswith("org"):
            raise BadFile(f"{table.file}, column {column}: looks as if it named people. {advice}.")
        at = next((i for i, cell in enumerate(cells) if "@" in cell), None)
        if at is not None:
            raise table.fail(at, column, f"holds an email address. {advice}")
    cells = [cell.strip() for column in ("person", *PEOPLE["person"]) for cell in table.text(column) if cell.strip()]
    if sum(bool(_FULL_NAME.fullmatch(cell)) for cell in cells) > len(cells) / 2:
        raise BadFile(f"{table.file}, column person: its cells look like people's names. {advice}.")


def read_ties(folder: Path, people: PeopleSpec | None, org_row: dict[str, int], notes: list[str]) -> TiesSpec | None:
    """Return who knows whom, among people, or among organisations without a `people.csv`; None without a `ties.csv`.

    Raises
    ------
    BadFile
        If the table cannot be used.
    """
    table = optional_table(folder / "ties.csv", TIES, ("source", "target"), notes)
    if table is None:
        return None
    among = "organisations" if people is None else "people"
    known = org_row if people is None else row_of(people.person)
    source, target = table.rows_of("source", among, known), table.rows_of("target", among, known)
    for column, ends in (("source", source), ("target", target)):
        if (ends < 0).any():
            raise table.fail(int((ends < 0).argmax()), column, "is empty. A tie needs both its ends")
    weight = table.numbers("weight", "strength")
    if np.nanmax(weight, initial=0.0) > 1:
        notes.append(f"{table.file}: weights above 1 are read as shares of the largest, {np.nanmax(weight):g}.")
        weight = weight / np.nanmax(weight)
    return TiesSpec(source, target, familiarity=weight, trust=table.numbers("trust", "0 to 1", high=1.0), among=among)
