"""Rows about organisations, from tables, graphs and grants → one row an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ecology.founding.labels import INFERRED, OBSERVED
from ecology.founding.postcodes import UNKNOWN, region_of_postcode
from ecology.importers import values
from ecology.importers.journal import Entry, Journal
from ecology.importers.text import read_identifier

TABLE = "organisations"
COLUMNS = (
    "org_id", "name", "domain", "domain_from", "region", "region_from", "postcode", "annual_income", "staff",
    "staff_low", "staff_high", "staff_from", "has_building", "hierarchy", "founded",
)  # fmt: skip

_READERS: dict[str, values.Reader] = {
    "domain": values.domain,
    "region": values.region,
    "annual_income": values.income,
    "staff": values.staff,
    "staff_low": values.staff,
    "staff_high": values.staff,
    "has_building": values.yes_or_no,
    "hierarchy": values.share,
    "founded": values.year,
}

Organisation = dict[str, str]
"""A row of `organisations.csv`: column → cell."""


def organisations_of(entries: Iterable[Entry], journal: Journal) -> dict[str, Organisation]:
    """Return organisations by id, in the order of the files.

    An id that has been there in the same file is rejected; in a later file it fills in what was not known.
    """
    found: dict[str, Organisation] = {}
    first: dict[str, Entry] = {}
    for entry in entries:
        try:
            organisation = _read(entry, journal)
        except ValueError as error:
            journal.reject(entry, TABLE, str(error))
            continue
        org_id = organisation["org_id"]
        if org_id in found and not entry.get("org_id") and _elsewhere(organisation, found[org_id]):
            org_id = organisation["org_id"] = f"{org_id} ({organisation['postcode']})"
        if org_id not in found:
            found[org_id], first[org_id] = organisation, entry
        elif entry.file == first[org_id].file:
            journal.reject(
                entry, TABLE, f"the same {'id' if entry.get('org_id') else 'name'} as row {first[org_id].row}"
            )
        else:
            filled_in(found[org_id], organisation)
    return found


def _read(entry: Entry, journal: Journal) -> Organisation:
    org_id = read_identifier(entry.get("org_id"), "organisation's id")
    name = entry.get("name") or org_id
    if not name:
        raise ValueError("there is no name")
    out = dict.fromkeys(COLUMNS, "") | {"org_id": org_id or read_identifier(name, "organisation's name"), "name": name}
    out["postcode"] = entry.get("postcode")
    for column, read in _READERS.items():
        text = values.known(entry.get(column))
        try:
            out[column] = read(text) if text else ""
        except ValueError as error:
            journal.drop(entry, TABLE, column, str(error))
    placed = region_of_postcode(out["postcode"]) if out["postcode"] else UNKNOWN
    if not out["region"] and placed != UNKNOWN:
        out["region"], out["region_from"] = placed, INFERRED
    elif out["region"]:
        out["region_from"] = OBSERVED
    if out["domain"]:
        out["domain_from"] = OBSERVED
    if out["staff"]:
        whole = out["staff"].isdigit() and not out["staff_low"]
        out["staff_from"] = OBSERVED if whole else INFERRED
    return out


def _elsewhere(one: Organisation, other: Organisation) -> bool:
    return bool(one["postcode"] and other["postcode"] and one["postcode"] != other["postcode"])


def filled_in(organisation: Organisation, more: Mapping[str, str]) -> None:
    """Fill in what is not known of an organisation from another row about it."""
    for column, cell in more.items():
        if cell and not organisation.get(column):
            organisation[column] = cell


def organisations_frame(organisations: Mapping[str, Organisation]) -> pd.DataFrame:
    """Return the table written to `organisations.csv`."""
    columns = dict.fromkeys((*COLUMNS, *(column for row in organisations.values() for column in row)), "")
    return pd.DataFrame([columns | row for row in organisations.values()], columns=list(columns), dtype=object)
