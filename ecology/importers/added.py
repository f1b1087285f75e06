"""What GrantNav adds to a grant: who the parties are in the registers, how large the recipient is, and where."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecology.importers.amounts import read_pence
from ecology.importers.dates import read_date
from ecology.importers.identities import mended_id
from ecology.importers.text import read_identifier, read_text
from ecology.importers.values import region


@dataclass(frozen=True, slots=True)
class Added:
    """What is known of the parties to a grant beyond what its publisher wrote; '' and None where nothing is."""

    org_id: str = ""
    """Id under which GrantNav puts together all that the recipient is called."""
    funder_id: str = ""
    postcode: str = ""
    """As registered."""
    region: str = ""
    """Of `categories.REGIONS`: the recipient's own, or else the best that GrantNav can tell of the grant."""
    income: float | None = None
    """Latest income in the recipient's register, pounds a year."""
    income_date: dt.date | None = None


def read_added(row: Mapping[str, Any], notes: Counter[str]) -> Added:
    """Return what GrantNav added to a grant; what cannot be read is left out, and noted."""
    added = row.get("additional_data")
    if not isinstance(added, dict):
        return Added()
    infos = added.get("recipientOrgInfos")
    register = infos[0] if isinstance(infos, list) and infos else infos
    register = register if isinstance(register, dict) else {}
    return Added(
        org_id=_identifier(added.get("GNCanonicalRecipientOrgId")),
        funder_id=_identifier(added.get("GNCanonicalFundingOrgId")),
        postcode=_text(register.get("postalCode")),
        region=_region(added.get("GNRecipientOrgRegionName")) or _region(added.get("recipientRegionName")),
        income=_income(register.get("latestIncome"), notes),
        income_date=_day(register.get("latestIncomeDate")),
    )


def _text(value: object) -> str:
    try:
        return read_text(value, "cell")
    except ValueError:
        return ""


def _identifier(value: object) -> str:
    try:
        return mended_id(read_identifier(value, "id"))
    except ValueError:
        return ""


def _region(value: object) -> str:
    try:
        return region(_text(value)) if _text(value) else ""
    except ValueError:  # abroad
        return ""


def _income(value: object, notes: Counter[str]) -> float | None:
    """Return an income; none for nothing, which registers write for 'not known' too."""
    if value is None or value == "":
        return None
    try:
        income = read_pence(value) / 100
    except ValueError:
        notes["incomes_unreadable"] += 1
        return None
    return income if income > 0 else None


def _day(value: object) -> dt.date | None:
    try:
        return read_date(value)
    except ValueError:
        return None
