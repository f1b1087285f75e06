"""A sector folder: `sector.toml` and tables on disk → what is known about the sector."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ecology.errors import BadFile
from ecology.founding.description import Description, read_description
from ecology.founding.grants_table import read_grants_table
from ecology.founding.labels import labels_of
from ecology.founding.partnerships_table import read_partnerships
from ecology.founding.people_table import read_people, read_ties
from ecology.founding.postcodes import UNKNOWN, region_of_postcode
from ecology.founding.spec import Codes, Floats, FundersSpec, OrganisationsSpec, SectorSpec
from ecology.founding.tables import (
    UNKNOWN_WORDS,
    Aliases,
    Table,
    first_repeated,
    optional_table,
    read_table,
    row_of,
)
from ecology.sector.categories import DOMAINS, REGIONS

YES_NO = {"yes": 1.0, "y": 1.0, "true": 1.0, "no": 0.0, "n": 0.0, "false": 0.0}

ORGANISATIONS: Aliases = {
    "name": ("organisation", "organisation_name", "organization", "organization_name"),
    "org_id": ("id", "organisation_id", "organization_id"),
    "domain": ("artform", "art_form"),
    "region": (),
    "postcode": ("postal_code", "post_code"),
    "annual_income": ("income", "turnover"),
    "staff": ("permanent_staff", "employees", "headcount"),
    "staff_low": (),
    "staff_high": (),
    "has_building": ("building",),
    "founded": (),
    "hierarchy": (),
    "domain_from": (),
    "region_from": (),
    "staff_from": (),
    "n_grants": (),
    "total_pence": (),
}
FUNDERS: Aliases = {
    "funder_id": ("id",),
    "name": ("funder", "funder_name"),
    "budget": ("annual_budget",),
    "total_pence": (),
    "first_award": (),
    "last_award": (),
}

MOST_STAFF, MOST_INCOME = 100_000.0, 1e11
"""People and pounds a year beyond which a cell is taken for a slip."""
MOST_BUDGET = 1e13
"""Pounds a year of a funder; its pence are still whole numbers to the last."""


def read_sector_folder(path: str | Path) -> SectorSpec:
    """Return what a sector folder says; warn of columns that look misspelt.

    Parameters
    ----------
    path : str or Path
        A folder with `sector.toml` and `organisations.csv`; the other tables may be absent.

    Returns
    -------
    SectorSpec
        With None, labelled 'synthetic', for each part that is absent.

    Raises
    ------
    BadFile, UnknownName
        If a file cannot be used; the message names file, row, column, reason and what to do.
    """
    spec, notes = check_sector_folder(path)
    for note in notes:
        warnings.warn(note, stacklevel=2)
    return spec


def check_sector_folder(path: str | Path) -> tuple[SectorSpec, tuple[str, ...]]:
    """Return what a sector folder says, and what in it was ignored or assumed, one sentence each.

    Raises
    ------
    BadFile, UnknownName
        As for `read_sector_folder`.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise BadFile(f"{folder}: there is no such folder. A sector folder holds sector.toml and organisations.csv.")
    for needed in ("sector.toml", "organisations.csv"):
        if not (folder / needed).is_file():
            raise BadFile(f"{folder}: lacks {needed}. A sector folder holds sector.toml and organisations.csv.")
    description = read_description(folder / "sector.toml")
    notes = list(description.notes)
    table = read_table(folder / "organisations.csv", ORGANISATIONS, required=("name",))
    organisations = _organisations(table, description, notes)
    org_row = row_of(organisations.org_id, organisations.name)
    people = read_people(folder, description.month, org_row, notes)
    funders = _funders(folder, notes)
    spec = SectorSpec(
        name=description.name,
        organisations=organisations,
        headcount=description.people_to_found(organisations.staff, notes),
        funders=funders,
        grants=read_grants_table(folder, description.month, org_row, funders, notes),
        people=people,
        ties=read_ties(folder, people, org_row, notes),
        partnerships=read_partnerships(folder, description.month, org_row, notes),
        sources=description.sources,
    )
    spec.labels.update(labels_of(spec, description, _from_postcode(table)))
    return spec, tuple(notes)


def _organisations(table: Table, description: Description, notes: list[str]) -> OrganisationsSpec:
    notes.extend(table.notes)
    names = tuple(" ".join(name.split()) for name in table.text("name"))
    if not names:
        raise BadFile(f"{table.file}: lists no organisations. Add one a row below the column names.")
    if "" in names:
        raise table.fail(names.index(""), "name", "is empty. Name the organisation, or delete the row")
    return OrganisationsSpec(
        org_id=_org_ids(table, names, notes),
        name=names,
        domain=table.codes("domain", DOMAINS),
        region=np.where(_from_postcode(table), _placed(table), table.codes("region", REGIONS)),
        staff=_staff(table, description.intervals),
        income=table.numbers("annual_income", "pounds a year", high=MOST_INCOME, end=description.intervals),
        has_building=table.numbers("has_building", "yes or no", high=1.0, words=YES_NO),
        hierarchy=table.numbers("hierarchy", "0 diffuse to 1 hierarchical", high=1.0),
    )


def _staff(table: Table, end: str) -> Floats:
    """Return permanent staff, NaN unknown; of an interval, the end asked for."""
    staff = table.numbers("staff", "people", high=MOST_STAFF, end=end)
    column = f"staff_{end}"
    if not table.has(column):
        return staff
    bound = table.numbers(column, "people", high=MOST_STAFF)
    return np.where(np.isnan(bound), staff, bound)


def _placed(table: Table) -> Codes:
    """Return the region in which each postcode lies, -1 for none."""
    regions = (region_of_postcode(cell) for cell in table.text("postcode"))
    return np.array([-1 if region == UNKNOWN else REGIONS.index(region) for region in regions], dtype=np.int64)


def _from_postcode(table: Table) -> npt.NDArray[np.bool_]:
    """Return which organisations are placed by their postcode, because no region is given."""
    blank = np.array([cell.strip().lower() in UNKNOWN_WORDS for cell in table.text("region")], dtype=bool)
    return blank & (_placed(table) >= 0)


def _org_ids(table: Table, names: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
    """Return an id for each organisation: as given, or else its name, which must then be its own."""
    again = first_repeated(name.casefold() for name in names)
    if not table.has("org_id"):
        if again is not None:
            advice = "Delete one row, or add a column org_id that tells them apart"
            raise table.fail(again, "name", f"'{names[again]}' is listed twice. {advice}")
        return names
    ids = tuple(given.strip() or name for given, name in zip(table.text("org_id"), names, strict=True))
    twice = first_repeated(ids)
    if twice is not None:
        first = table.rows[ids.index(ids[twice])]
        raise table.fail(twice, "org_id", f"'{ids[twice]}' is already the id of row {first}. Give each row its own id")
    if again is not None:
        number = len(names) - len({name.casefold() for name in names})
        notes.append(
            f"{table.file}: {number} rows repeat the name of another, the first of them '{names[again]}' in row "
            f"{table.rows[again]}. Each is taken for an organisation of its own."
        )
    return ids


def _funders(folder: Path, notes: list[str]) -> FundersSpec | None:
    table = optional_table(folder / "funders.csv", FUNDERS, ("name",), notes)
    if table is None:
        return None
    names = tuple(name.strip() for name in table.text("name"))
    ids = tuple(given.strip() or name for given, name in zip(table.text("funder_id"), names, strict=True))
    twice = first_repeated(ids)
    if twice is not None:
        raise table.fail(twice, "funder_id", f"'{ids[twice]}' is there twice. Give each funder its own id")
    budget = table.numbers("budget", "pounds a year", high=MOST_BUDGET)
    if unknown := int(np.isnan(budget).sum()):
        notes.append(f"{table.file}: {unknown} funders give no budget; it is drawn from what organisations receive.")
    return FundersSpec(funder_id=ids, name=names, budget=budget)
