"""Grants that a mapping made of somebody's table: their funder, and the way they go if nothing lists organisations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ecology.importers import values
from ecology.importers.documents import Document
from ecology.importers.grants_sheets import no_funder
from ecology.importers.journal import TO_INDIVIDUAL, Entry, Journal, Source


def with_funder(entries: Iterable[Entry], name: str, journal: Journal) -> list[Entry]:
    """Return grants with a funder each: as mapped, or else a name that was given, or else that of the file."""
    filled = []
    for entry in entries:
        if any(map(entry.get, ("funder", "funder_id", TO_INDIVIDUAL))):
            filled.append(entry)
            continue
        funder = name or Path(entry.file.split(", sheet ")[0]).stem
        journal.tolerate([no_funder(entry.file, funder, named=bool(name))])
        filled.append(Entry(entry.file, entry.row, {**entry.cells, "funder": funder}))
    return filled


def without_individuals(entries: Iterable[Entry], journal: Journal) -> list[Entry]:
    """Return grants to organisations, and say how many went to persons."""
    entries = list(entries)
    kept = [entry for entry in entries if not entry.get(TO_INDIVIDUAL)]
    if dropped := len(entries) - len(kept):
        journal.findings.append(f"Grants to individuals, dropped: {dropped:,}")
    return kept


def documents_of(entries: Sequence[Entry], sources: Iterable[Source]) -> list[Document]:
    """Return grants as documents of the standard, one a file, so that they are read as published ones are.

    Parameters
    ----------
    entries : sequence of Entry
    sources : iterable of Source
        The files they come from, or the files whose sheets they come from.
    """
    documents = []
    for source in sources:
        own = [
            entry for entry in entries if entry.file == source.file or entry.file.startswith(f"{source.file}, sheet ")
        ]
        if own:
            documents.append(Document(source.file, source.digest, _rows(own), about_people=frozenset()))
    return documents


def _rows(entries: Iterable[Entry]) -> Iterator[tuple[str, int, Any]]:
    for entry in entries:
        yield entry.file, entry.row, _grant(entry)


def _grant(entry: Entry) -> Mapping[str, Any] | ValueError:
    """Return a grant as JSON has it, or the error that says why there is none."""
    if entry.get(TO_INDIVIDUAL):
        return {"recipientIndividual": True}
    recipient = values.known(entry.get("organisation"))
    if not recipient:
        return ValueError("there is no recipient")
    try:
        pence = entry.get("amount_pence")
        amount: object = Decimal(pence) / 100 if pence else entry.get("amount")
    except InvalidOperation:
        return ValueError("the amount in pence is not a number")
    funder = {"id": entry.get("funder_id"), "name": entry.get("funder")}
    return {
        "id": entry.get("grant_id") or f"{entry.file}-{entry.row}",
        "amountAwarded": amount,
        "awardDate": entry.get("award_date"),
        "plannedDates": [{"duration": entry.get("months")}],
        "grantProgramme": [{"title": entry.get("programme")}],
        "fundingOrganization": [funder],
        "recipientOrganization": [
            {
                "id": entry.get("org_id"),
                "name": recipient,
                "postalCode": entry.get("postcode"),
                "charityNumber": entry.get("charity_number"),
                "organisationType": entry.get("recipient_type"),
            }
        ],
    }
