"""One grant: a row of the standard → what the simulator keeps of it, which is nothing about people."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ecology.founding.postcodes import normalised_postcode
from ecology.importers.added import Added, read_added
from ecology.importers.amounts import read_pence
from ecology.importers.dates import months_between, read_date, read_months
from ecology.importers.domains import art_form
from ecology.importers.identities import FROM_NAME, id_of_number, mended_id, normalised_name
from ecology.importers.text import kind_of, read_identifier, read_text, repaired

LONGEST_GRANT = 600  # months; a longer planned duration is taken for a slip
NO_FUNDER = "funder (fundingOrganization)"
_PARTIES = {"recipientOrganization": "recipient (recipientOrganization)", "fundingOrganization": NO_FUNDER}


@dataclass(frozen=True, slots=True)
class Award:
    """One grant to one organisation."""

    grant_id: str
    funder_id: str
    funder_name: str
    org_id: str
    """The recipient's id as published, before identities are resolved."""
    org_name: str
    postcode: str
    amount_pence: int
    award_date: dt.date
    months: float
    """Planned duration; NaN unknown."""
    programme: str
    cohort: str
    """For a grant of nothing: the related grant that makes the recipient a member of a joint programme."""
    programme_form: str
    """Domain that the programme's title speaks of, '' none."""
    words_form: str
    """Domain that the recipient's name, or else a description, speaks of, '' none."""
    for_regranting: bool
    """Whether the recipient is to pass the money on as grants."""
    added: Added
    """What GrantNav says of the parties."""


def read_award(row: Any, notes: Counter[str]) -> Award:
    """Return the grant that a row of the standard holds.

    Parameters
    ----------
    row : Any
        One entry of the list of grants, as JSON gave it.
    notes : Counter
        Raised where something was tolerated, by the name of the tolerance.

    Raises
    ------
    ValueError
        If the row cannot be used; the message says why and quotes nothing about a person.
    """
    if not isinstance(row, dict):
        raise ValueError(f"the grant is {kind_of(row)} where an object is expected")
    grant_id = read_identifier(row.get("id"), "grant id")
    if not grant_id:
        raise ValueError("there is no grant id")
    _check_currency(row, notes)
    amount = read_pence(row.get("amountAwarded"))
    added = read_added(row, notes)
    cohort = _cohort(row) if amount == 0 else ""
    funder = _first(row, "fundingOrganization", notes)
    recipient = _first(row, "recipientOrganization", notes)
    programme = _optional(row, "grantProgramme")
    name = _text(recipient, "name", "recipient's name", notes)
    title = _text(programme, "title", "programme's title", notes)
    postcode = _text(recipient, "postalCode", "recipient's postcode", notes) or added.postcode
    org_id = _organisation_id(recipient, name, postcode, "recipient", notes)
    funder_name = _text(funder, "name", "funder's name", notes)
    funder_id = _organisation_id(funder, funder_name, "", "funder", notes)
    return Award(
        grant_id=grant_id,
        funder_id=funder_id,
        funder_name=funder_name or funder_id,
        org_id=org_id,
        org_name=name or org_id,
        postcode=postcode,
        amount_pence=amount,
        award_date=_award_date(row, notes),
        months=_planned_months(row, notes),
        programme=title,
        cohort=cohort,
        programme_form=art_form(title),
        words_form=art_form(name) or art_form(_description(recipient)) or art_form(_description(row)),
        for_regranting=bool(read_text(row.get("regrantType"), "regrant type")),
        added=added,
    )


def _check_currency(row: Mapping[str, Any], notes: Counter[str]) -> None:
    currency = read_text(row.get("currency"), "currency").upper()
    if not currency:
        notes["currency_assumed"] += 1
    elif currency not in ("GBP", "£"):
        raise ValueError(f"the currency is {currency[:10]}, not GBP; no exchange rates are applied")


def _cohort(row: Mapping[str, Any]) -> str:
    related = row.get("relatedActivity")
    parent = related[0] if isinstance(related, list) and related else related
    cohort = read_identifier(parent, "related grant") if isinstance(parent, str) else ""
    if not cohort:
        raise ValueError("the amount is zero and no related grant says what it is part of")
    return cohort


def _award_date(row: Mapping[str, Any], notes: Counter[str]) -> dt.date:
    value = row.get("awardDate")
    if value is None or value == "":
        raise ValueError("there is no award date")
    day = read_date(value)
    if not (isinstance(value, str) and value.startswith(day.isoformat())):
        notes["dates_not_iso"] += 1
    return day


def _first(row: Mapping[str, Any], key: str, notes: Counter[str]) -> Mapping[str, Any]:
    """Return the first of a list of objects that the grant cannot do without."""
    value = row.get(key)
    if not value:
        raise ValueError(f"there is no {_PARTIES[key]}")
    if isinstance(value, list):
        notes[f"several_{key}"] += len(value) > 1
        value = value[0]
    if not isinstance(value, dict):
        raise ValueError(f"{key} is {kind_of(value)} where an object is expected")
    return value


def _optional(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the first of a list of objects that the grant can do without; empty when it cannot be read."""
    value = row.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, dict) else {}


def _text(source: Mapping[str, Any], key: str, field: str, notes: Counter[str]) -> str:
    value = source.get(key)
    text = read_text(value, field)
    notes["texts_repaired"] += isinstance(value, str) and repaired(value) != value
    return text


def _description(source: Mapping[str, Any]) -> str:
    """Return a description to look for art forms in; it may name people, so it is never kept."""
    value = source.get("description")
    return value[:2_000] if isinstance(value, str) else ""


def _organisation_id(organisation: Mapping[str, Any], name: str, postcode: str, who: str, notes: Counter[str]) -> str:
    """Return the published id, else one of a charity or company number, else one made of name and postcode."""
    published = read_identifier(organisation.get("id"), f"{who}'s id")
    if published:
        mended = mended_id(published)
        notes["ids_mended"] += mended != published
        return mended
    for field in ("charityNumber", "companyNumber"):
        if known := id_of_number(field, read_identifier(organisation.get(field), f"{who}'s {field}")):
            notes["ids_from_numbers"] += 1
            return known
    if not normalised_name(name):
        raise ValueError(f"the {who} has neither id nor name")
    words = [*normalised_name(name).split(), normalised_postcode(postcode)]
    return FROM_NAME + "-".join(word for word in words if word)


def _planned_months(row: Mapping[str, Any], notes: Counter[str]) -> float:
    """Return the planned duration in months; NaN, noted, where it is missing or cannot be read."""
    planned = _optional(row, "plannedDates")
    duration, start, end = planned.get("duration"), planned.get("startDate"), planned.get("endDate")
    try:
        if duration not in (None, ""):
            months = read_months(duration) if isinstance(duration, str) else float(_number(duration))
        elif start and end:
            months = months_between(read_date(start), read_date(end))
        else:
            notes["months_unknown"] += 1
            return float("nan")
    except (ValueError, ArithmeticError):
        months = float("nan")
    if 0 < months <= LONGEST_GRANT:
        return months
    notes["months_unreadable"] += 1
    return float("nan")


def _number(value: object) -> Decimal:
    if not isinstance(value, Decimal):
        raise ValueError(f"{kind_of(value)} where a number is expected")
    return value
