"""Ordinary column titles: what small funders call the columns of their own list of grants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ecology.importers.titles import Path, path_of

AMOUNT: Path = ("amountAwarded",)
RECIPIENT: Path = ("recipientOrganization", 0, "name")
FUNDER: Path = ("fundingOrganization", 0, "name")
IDENTIFIER: Path = ("id",)
DATE: Path = ("awardDate",)

_PARTIES = ("recipientOrganization", "recipientIndividual", "fundingOrganization")
_WORDS: dict[Path, tuple[str, ...]] = {
    IDENTIFIER: ("ref", "reference", "grant ref", "grant reference", "grant id", "grant number", "application ref",
                 "id"),
    RECIPIENT: ("organisation", "organisation name", "name of organisation", "recipient", "recipient name", "grantee",
                "grantee name", "awarded to", "recipient organisation", "charity", "charity name"),
    ("recipientOrganization", 0, "postalCode"): ("postcode", "post code", "postal code"),
    ("recipientOrganization", 0, "charityNumber"): ("charity number", "charity no", "registered charity number"),
    ("recipientOrganization", 0, "organisationType"): ("type", "recipient type", "grantee type", "organisation type"),
    AMOUNT: ("amount", "amount awarded", "award", "award amount", "grant", "grant amount", "grant awarded", "awarded",
             "value", "grant value", "sum"),
    DATE: ("date", "date awarded", "award date", "date of award", "grant date", "decision date", "date of grant"),
    ("plannedDates", 0, "duration"): ("length", "length months", "duration", "duration months", "months", "term",
                                      "grant length", "number of months"),
    ("plannedDates", 0, "startDate"): ("start", "start date", "from"),
    ("plannedDates", 0, "endDate"): ("end", "end date", "to"),
    ("grantProgramme", 0, "title"): ("programme", "program", "fund", "scheme", "strand", "programme name"),
    ("title",): ("project", "project title", "purpose", "title", "grant title"),
    ("description",): ("description", "project description", "details"),
    FUNDER: ("funder", "funder name", "funded by", "funding organisation"),
}  # fmt: skip


def _plain(title: str) -> str:
    """Return a title's letters in lower case, what stands in brackets and currency signs left out."""
    return re.sub(r"[\W_]+", "", re.sub(r"\(.*?\)", "", title)).lower().replace("organiz", "organis")


_PATHS = {_plain(word): path for path, words in _WORDS.items() for word in words}


def paths_of(titles: Sequence[str]) -> list[Path | None]:
    """Return where the cells of each column belong in a grant, None for a title that is not known.

    Titles of the standard go first. Ordinary ones are taken only where no title of the standard names a party, and only
    as a whole list of grants: amount, recipient, and date or length or programme must all be there.

    Examples
    --------
    >>> paths_of(["Organisation", "Amount (£)", "Date awarded"])
    [('recipientOrganization', 0, 'name'), ('amountAwarded',), ('awardDate',)]
    >>> paths_of(["Organisation", "Project"])
    [None, ('title',)]
    """
    standard = [path_of(title) for title in titles]
    if any(path is not None and path[0] in _PARTIES for path in standard):
        return standard
    ordinary: list[Path | None] = []
    for path, title in zip(standard, titles, strict=True):
        known = _PATHS.get(_plain(title))
        ordinary.append(None if known in ordinary else known or path)
    there = {path for path in ordinary if path is not None}
    more = {"awardDate", "plannedDates", "grantProgramme"} & {path[0] for path in there}
    return ordinary if {AMOUNT, RECIPIENT} <= there and more else standard


def is_list_of_grants(titles: Sequence[str]) -> bool:
    """Return whether titles are those of an ordinary list of grants."""
    found = paths_of(titles)
    return {AMOUNT, RECIPIENT} <= set(found) and found != [path_of(title) for title in titles]
