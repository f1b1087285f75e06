"""The tables `people.csv` and `ties.csv` of a sector folder; people are known by code, never by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ecology.errors import BadFile
from ecology.founding.spec import PeopleSpec, TiesSpec
from ecology.founding.tables import Aliases, months_before, optional_table, plain_header, read_table, row_of
from ecology.sector.categories import LEVELS

PEOPLE: Aliases = {
    "person": ("person_id", "person_code", "code"),
    "organisation": ("org_id", "organisation_id", "organization", "employer"),
    "level": (),
    "role": (),
    "start": ("start_date",),
    "end": ("end_date",),
}
TIES: Aliases = {
    "source": ("from", "id1", "from_id", "source_id"),
    "target": ("to", "id2", "to_id", "target_id"),
    "kind": (),
    "weight": ("familiarity", "strength"),
    "start": (),
    "end": (),
    "trust": (),
}

LONG_AGO = pd.Timestamp(1900, 1, 1)
"""Where no date is given, for sorting only."""

_OF_ORGANISATIONS = ("org", "employer", "company")
_PERSONAL = re.compile(r"name|mail|phone|mobile|birth|contact|address")
_FULL_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.?)* [A-Z][A-Za-z'’-]+")


def read_people(folder: Path, month: str, org_row: dict[str, int], notes: list[str]) -> PeopleSpec | None:
    """Return each person's present, or else last, place of work, and since when; None without a `people.csv`.

    Raises
    ------
    BadFile, UnknownName
        If the table cannot be used, or seems to name people.
    """
    path = folder / "people.csv"
    if not path.is_file():
        return None
    whole = read_table(path, None)
    refuse_names(
        whole.file, list(whole.frame.columns), list(zip(whole.rows, whole.frame.to_numpy().tolist(), strict=True))
    )
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
    if not rows:
        return None
    since = months_before(start, month, (start, end))
    career: dict[str, float] = {}
    for code, months in zip(codes, since.tolist(), strict=True):
        career[code] = float(np.fmax(career.get(code, np.nan), months))
    named = tuple(codes[i] for i in rows)
    careers = np.array([career[code] for code in named])
    return PeopleSpec(named, employer[rows], level[rows], np.maximum(since[rows], 0), np.maximum(careers, 0))


def refuse_names(file: str, columns: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Refuse a table of people that seems to name them.

    Parameters
    ----------
    file : str
        Where it is, for the message.
    columns : sequence of str
        Titles, as they are written.
    rows : sequence of (int, sequence of str)
        Number of each row, and its cells.

    Raises
    ------
    BadFile
        If a column is called a name or address, or a code is an email address or a full name. The cell is not quoted.
    """
    advice = "People are known by a code only, such as P001: replace or delete this column"
    plain = [plain_header(column) for column in columns]
    for column in plain:
        if _PERSONAL.search(column) and not column.startswith(_OF_ORGANISATIONS):
            raise BadFile(f"{file}, column {column}: looks as if it named people. {advice}.")
    codes = [place for place, column in enumerate(plain) if column in ("person", *PEOPLE["person"])]
    cells = []
    for row, values in rows:
        for place, cell in enumerate(values):
            if "@" in cell:
                column = plain[place] if place < len(plain) else str(place + 1)
                raise BadFile(f"{file}, row {row}, column {column}: holds an email address. {advice}.")
        cells += [values[place].strip() for place in codes if place < len(values) and values[place].strip()]
    if sum(bool(_FULL_NAME.fullmatch(cell)) for cell in cells) > len(cells) / 2:
        raise BadFile(f"{file}, column person: its cells look like people's names. {advice}.")


def read_ties(folder: Path, people: PeopleSpec | None, org_row: dict[str, int], notes: list[str]) -> TiesSpec | None:
    """Return who knows whom, among people or among organisations, whichever most ends name; None without a `ties.csv`.

    Raises
    ------
    BadFile
        If the table cannot be used.
    """
    table = optional_table(folder / "ties.csv", TIES, ("source", "target"), notes)
    if table is None:
        return None
    among, known = "organisations", org_row
    if people is not None:
        person_row = row_of(people.person)
        named = [cell.strip() for column in ("source", "target") for cell in table.text(column)]
        if sum(name in person_row for name in named) >= sum(name in org_row for name in named):
            among, known = "people", person_row
    source, target = table.rows_of("source", among, known), table.rows_of("target", among, known)
    for column, ends in (("source", source), ("target", target)):
        if (ends < 0).any():
            raise table.fail(int((ends < 0).argmax()), column, "is empty. A tie needs both its ends")
    weight = table.numbers("weight", "strength")
    if np.nanmax(weight, initial=0.0) > 1:
        notes.append(f"{table.file}: weights above 1 are read as shares of the largest, {np.nanmax(weight):g}.")
        weight = weight / np.nanmax(weight)
    return TiesSpec(source, target, familiarity=weight, trust=table.numbers("trust", "0 to 1", high=1.0), among=among)
