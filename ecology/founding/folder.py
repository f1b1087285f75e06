"""A sector folder: `sector.toml` and tables on disk → what is known about the sector."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np

from ecology.errors import BadFile
from ecology.founding.description import Description, read_description
from ecology.founding.grants_table import read_grants_table
from ecology.founding.people_table import read_people, read_ties
from ecology.founding.spec import Codes, FundersSpec, OrganisationsSpec, PartnershipsSpec, SectorSpec
from ecology.founding.tables import Aliases, Table, first_repeated, optional_table, read_table, row_of
from ecology.sector.categories import DOMAINS, REGIONS

SUPPRESSED = {"<5": 2.0}
"""A publisher's 'fewer than five' is taken as two (the published quantiles use the same)."""
YES_NO = {"yes": 1.0, "y": 1.0, "true": 1.0, "no": 0.0, "n": 0.0, "false": 0.0}

ORGANISATIONS: Aliases = {
    "name": ("organisation", "organisation_name", "organization"),
    "org_id": ("id", "organisation_id"),
    "domain": ("artform", "art_form"),
    "region": (),
    "postcode": ("postal_code",),
    "annual_income": ("income",),
    "staff": ("permanent_staff",),
    "has_building": ("building",),
    "founded": (),
    "hierarchy": (),
    "domain_from": (),
    "region_from": (),
    "n_grants": (),
    "total_pence": (),
}
PARTNERSHIPS: Aliases = {
    "partnership": (),
    "organisation": ("org_id", "organisation_id", "organization"),
    "role": (),
    "origin": (),
    "depth": (),
    "start": (),
    "end": (),
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
        raise BadFile(
            f"{folder.name}: there is no such folder. A sector folder holds sector.toml and organisations.csv."
        )
    for needed in ("sector.toml", "organisations.csv"):
        if not (folder / needed).is_file():
            raise BadFile(f"{folder.name}: lacks {needed}. A sector folder holds sector.toml and organisations.csv.")
    description = read_description(folder / "sector.toml")
    notes = list(description.notes)
    table = read_table(folder / "organisations.csv", ORGANISATIONS, required=("name",))
    organisations = _organisations(table, notes)
    org_row = row_of(organisations.org_id, organisations.name)
    people = read_people(folder, org_row, notes)
    funders = _funders(folder, notes)
    spec = SectorSpec(
        name=description.name,
        organisations=organisations,
        headcount=description.people_to_found(organisations.staff, notes),
        funders=funders,
        grants=read_grants_table(folder, description.month, org_row, funders, notes),
        people=people,
        ties=read_ties(folder, people, org_row, notes),
        partnerships=_partnerships(folder, org_row, notes),
        sources=description.sources,
    )
    spec.labels.update(_labels(spec, description))
    return spec, tuple(notes)


def _organisations(table: Table, notes: list[str]) -> OrganisationsSpec:
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
        region=table.codes("region", REGIONS),
        staff=table.numbers("staff", "people", high=MOST_STAFF, words=SUPPRESSED),
        income=table.numbers("annual_income", "pounds a year", high=MOST_INCOME),
        has_building=table.numbers("has_building", "yes or no", high=1.0, words=YES_NO),
        hierarchy=table.numbers("hierarchy", "0 diffuse to 1 hierarchical", high=1.0),
    )


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
    return FundersSpec(funder_id=ids, name=names, budget=table.numbers("budget", "pounds a year"))


def _partnerships(folder: Path, org_row: dict[str, int], notes: list[str]) -> PartnershipsSpec | None:
    table = optional_table(folder / "partnerships.csv", PARTNERSHIPS, ("partnership", "organisation"), notes)
    if table is None:
        return None
    rows: Codes = table.rows_of("organisation", "organisations", org_row)
    for column, missing in (
        ("partnership", [not cell.strip() for cell in table.text("partnership")]),
        ("organisation", rows < 0),
    ):
        if np.any(missing):
            raise table.fail(int(np.argmax(missing)), column, "is empty. A membership needs both")
    members = dict.fromkeys(zip((cell.strip() for cell in table.text("partnership")), rows.tolist(), strict=True))
    return PartnershipsSpec(tuple(name for name, _ in members), np.array([row for _, row in members], dtype=np.int64))


def _labels(spec: SectorSpec, description: Description) -> dict[str, str]:
    """Return how each part is known: as the description says, or observed if it is there; synthetic if it is not."""
    organisations = spec.organisations
    known = {
        "organisations": True,
        "domain": bool((organisations.domain >= 0).any()),
        "region": bool((organisations.region >= 0).any()),
        "staff": bool(np.isfinite(organisations.staff).any()),
        "income": bool(np.isfinite(organisations.income).any()),
        "has_building": bool(np.isfinite(organisations.has_building).any()),
        "hierarchy": bool(np.isfinite(organisations.hierarchy).any()),
        "funders": spec.funders is not None,
        "grants": spec.grants is not None,
        "people": spec.people is not None,
        "ties": spec.ties is not None,
        "partnerships": spec.partnerships is not None,
    }
    said = dict(description.labels)
    return {part: said.get(part, "observed") if there else "synthetic" for part, there in known.items()}
