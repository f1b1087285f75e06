"""The table `grants.csv` of a sector folder: who funds whom when the sector is founded."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ecology.errors import BadFile
from ecology.founding.spec import Floats, FundersSpec, GrantsSpec
from ecology.founding.tables import Aliases, Table, months_before, optional_table, row_of

USUAL_MONTHS = 12.0
"""Planned duration taken for a grant that does not say: the commonest in the published grants."""

MOST_AMOUNT, MOST_MONTHS = 1e11, 1_200.0
"""Pounds and months of a grant beyond which a cell is taken for a slip."""

GRANTS: Aliases = {
    "grant_id": ("id",),
    "funder_id": ("funder",),
    "org_id": ("organisation", "organisation_id", "recipient"),
    "amount_pence": (),
    "amount": ("amount_awarded",),
    "award_date": (),
    "months": ("duration",),
    "months_left": (),
    "programme": (),
    "cohort": (),
}


def read_grants_table(
    folder: Path, month: str, org_row: dict[str, int], funders: FundersSpec | None, notes: list[str]
) -> GrantsSpec | None:
    """Return the grants in force in the sector's month; None when there are none.

    Raises
    ------
    BadFile
        If the table cannot be used.
    """
    table = optional_table(folder / "grants.csv", GRANTS, ("org_id",), notes)
    if table is None:
        return None
    if funders is None:
        notes.append(f"{table.file} is left out: it needs a funders.csv to say who gives the grants.")
        return None
    if table.has("funder_id"):
        funder = table.rows_of("funder_id", "funders", row_of(funders.funder_id, funders.name))
    elif len(funders.name) == 1:
        funder = np.zeros(len(table.rows), dtype=np.int64)
    else:
        raise BadFile(f"{table.file}: the column 'funder_id' is missing, and there are {len(funders.name)} funders.")
    organisation = table.rows_of("org_id", "organisations", org_row)
    pence = table.has("amount_pence")
    if pence:
        amount = table.numbers("amount_pence", "pence", high=100 * MOST_AMOUNT) / 100
    else:
        amount = table.numbers("amount", "pounds", high=MOST_AMOUNT)
    since = _months_since_award(table, month)
    months_left = _months_left(table, since, notes)
    # A grant of nothing only marks membership of a joint programme; one awarded later is not in force yet.
    in_force = (months_left > 0) & (since >= 0) & (amount > 0) & (funder >= 0) & (organisation >= 0)
    if not in_force.any():
        return None
    planned = table.numbers("months", "months", high=MOST_MONTHS)
    planned = np.where(np.isnan(planned), since + months_left, planned)
    return GrantsSpec(
        funder[in_force], organisation[in_force], amount[in_force], planned[in_force], months_left[in_force]
    )


def _months_since_award(table: Table, month: str) -> Floats:
    """Return the months from each award to the sector's month, or else that of the last award; 0 without a date."""
    awarded = table.dates("award_date")
    if awarded.isna().all():
        return np.zeros(len(awarded))
    return np.nan_to_num(months_before(awarded, month, (awarded,)))


def _months_left(table: Table, since: Floats, notes: list[str]) -> Floats:
    """Return the months until each grant ends: as given, or else its planned length less the months gone."""
    months, left = (
        table.numbers("months", "months", high=MOST_MONTHS),
        table.numbers("months_left", "months", high=MOST_MONTHS),
    )
    unknown = np.isnan(months) & np.isnan(left)
    if unknown.any():
        number = int(unknown.sum())
        notes.append(f"{table.file}: {number} grants give no length and are taken for {USUAL_MONTHS:g} months.")
    planned = np.where(np.isnan(months), USUAL_MONTHS, months)
    return np.where(np.isnan(left), planned - since, left)
