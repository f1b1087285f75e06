"""Grants that a mapping file makes of a funder's own table."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

import pandas as pd

from ecology.founding.grants_table import USUAL_MONTHS
from ecology.importers import values
from ecology.importers.amounts import read_pence
from ecology.importers.awards import LONGEST_GRANT
from ecology.importers.dates import DAYS_A_MONTH, read_date, read_months
from ecology.importers.journal import Entry, Journal
from ecology.importers.matching import Names
from ecology.importers.text import shown

TABLE = "grants"
COLUMNS = ("grant_id", "funder_id", "org_id", "amount_pence", "award_date", "months", "programme", "cohort")


def grants_rows(entries: Iterable[Entry], names: Names, journal: Journal) -> pd.DataFrame:
    """Return the table written to `grants.csv`, of grants whose recipient is known and whose amount is above zero."""
    rows = []
    seen: dict[str, Entry] = {}
    for entry in entries:
        try:
            row = _read(entry, names, journal)
            grant_id = str(row["grant_id"])
            if grant_id in seen:
                raise ValueError(f"the same id as row {seen[grant_id].row} of {seen[grant_id].file}")
        except ValueError as error:
            journal.reject(entry, TABLE, str(error))
            continue
        seen[grant_id] = entry
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"amount_pence": "int64", "award_date": "datetime64[s]", "months": "float64"})


def _read(entry: Entry, names: Names, journal: Journal) -> dict[str, object]:
    recipient = values.known(entry.get("organisation") or entry.get("org_id"))
    if not recipient:
        raise ValueError("there is no recipient")
    pence = int(entry.get("amount_pence")) if entry.get("amount_pence") else read_pence(entry.get("amount"))
    if pence == 0:
        raise ValueError("the amount is zero")
    funder = entry.get("funder") or entry.get("funder_id")
    return {
        "grant_id": entry.get("grant_id") or f"{entry.file}-{entry.row}",
        "funder_id": entry.get("funder_id") or funder,
        "org_id": names.find(recipient),
        "amount_pence": pence,
        "award_date": read_date(entry.get("award_date")) if entry.get("award_date") else None,
        "months": _months(entry, journal),
        "programme": entry.get("programme"),
        "cohort": "",
    }


def _months(entry: Entry, journal: Journal) -> float:
    """Return the length of a grant; one that cannot be read is listed, and the grant kept without it."""
    text = entry.get("months")
    if not text:
        return math.nan
    try:
        months = read_months(text)
        if not 1 <= months <= LONGEST_GRANT:
            raise ValueError(f"{shown(text)} is not a length from 1 to {LONGEST_GRANT} months")
    except ValueError as error:
        journal.drop(entry, TABLE, "months", f"{error}; the grant is kept, and taken for {USUAL_MONTHS:g} months")
        return math.nan
    return months


def funders_of(grants: pd.DataFrame, month: str) -> pd.DataFrame:
    """Return a row a funder, with what it pays out a year in the sector's month under the grants in force then."""
    year, number = (int(part) for part in month.split("-"))
    now = pd.Timestamp(dt.date(year, number, 28))
    months = grants["months"].fillna(USUAL_MONTHS)
    ends = grants["award_date"] + pd.to_timedelta(months * DAYS_A_MONTH, unit="D")
    in_force = ((grants["award_date"] <= now) & (ends > now)) | grants["award_date"].isna()
    yearly = (grants["amount_pence"] / months * 12 / 100).where(in_force, 0.0)
    rows = [
        {
            "funder_id": funder_id,
            "name": funder_id,
            "total_pence": int(own["amount_pence"].sum()),
            "first_award": own["award_date"].min(),
            "last_award": own["award_date"].max(),
            "budget": round(float(yearly[own.index].sum()), 2),
        }
        for funder_id, own in grants.groupby("funder_id", sort=True)
    ]
    return pd.DataFrame(rows)
