"""Ordinary column titles: what small funders call the columns of their own list of grants."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ecology.importers.titles import Path, path_of

AMOUNT: Path = ("amountAwarded",)
RECIPIENT: Path = ("recipientOrganization", 0, "name")
FUNDER: Path = ("fundingOrganization", 0, "name")
IDENTIFIER: Path = ("id",)
DATE: Path = ("awardDate",)

_PARTIES = ("recipientOrganization", "recipientIndividual", "fundingOrganization")
_PROGRAMME: Path = ("grantProgramme", 0, "title")
_TYPE: Path = ("recipientOrganization", 0, "organisationType")
_NEEDED = {
    RECIPIENT: "who got it (Organisation, Recipient or Grantee)",
    AMOUNT: "how much (Amount)",
    DATE: "when it was awarded (Date awarded)",
}
"""What a list of grants cannot do without, and what to call it."""
_WORDS: dict[Path, tuple[str, ...]] = {
    IDENTIFIER: ("ref", "reference", "grant ref", "grant reference", "grant id", "grant number", "application ref",
                 "id"),
    RECIPIENT: ("organisation", "organisation name", "name of organisation", "recipient", "recipient name", "grantee",
                "grantee name", "awarded to", "recipient organisation", "charity", "charity name", "name",
                "beneficiary", "group", "group name", "name of group"),
    ("recipientOrganization", 0, "postalCode"): ("postcode", "post code", "postal code"),
    ("recipientOrganization", 0, "charityNumber"): ("charity number", "charity no", "registered charity number"),
    _TYPE: ("type", "recipient type", "grantee type", "organisation type"),
    AMOUNT: ("amount", "amount awarded", "award", "award amount", "grant", "grant amount", "grant awarded", "awarded",
             "value", "grant value", "sum", "£", "gbp"),
    DATE: ("date", "date awarded", "award date", "date of award", "grant date", "decision date", "date of grant",
           "awarded on", "decided on"),
    ("plannedDates", 0, "duration"): ("length", "length months", "duration", "duration months", "months", "term",
                                      "grant length", "number of months"),
    ("plannedDates", 0, "startDate"): ("start", "start date", "from"),
    ("plannedDates", 0, "endDate"): ("end", "end date", "to"),
    _PROGRAMME: ("programme", "program", "fund", "scheme", "strand", "programme name"),
    ("title",): ("project", "project title", "purpose", "title", "grant title"),
    ("description",): ("description", "project description", "details"),
    FUNDER: ("funder", "funder name", "funded by", "funding organisation"),
}  # fmt: skip


SAID: dict[Path, str] = {
    IDENTIFIER: "the grant's id", RECIPIENT: "the recipient", AMOUNT: "the amount", DATE: "the date of award",
    FUNDER: "the funder", ("plannedDates", 0, "duration"): "the length", ("plannedDates", 0, "startDate"): "the start",
    ("plannedDates", 0, "endDate"): "the end", _PROGRAMME: "the programme",
    ("recipientOrganization", 0, "postalCode"): "the recipient's postcode",
    ("recipientOrganization", 0, "charityNumber"): "the recipient's charity number",
    _TYPE: "what kind of recipient it is", ("title",): "the grant's title", ("description",): "the grant's description",
}  # fmt: skip
"""What a column of an ordinary list was taken for, in words."""


def _plain(title: str) -> str:
    """Return a title's letters in lower case, what stands in brackets and currency signs left out."""
    letters = re.sub(r"[\W_]+", "", re.sub(r"\(.*?\)", "", title)).lower().replace("organiz", "organis")
    return letters or ("£" if "£" in title else "")


_PATHS = {_plain(word): path for path, words in _WORDS.items() for word in words}
_REMARKS = frozenset(map(_plain, (
    "notes", "note", "comments", "comment", "remarks", "remark", "type of recipient", "type of grant", "grant type",
    "type of grantee", "category", "individual or organisation", "organisation or individual",
)))  # fmt: skip
_SIZES = frozenset(("staff", "annual_income", "domain", "has_building", "founded", "hierarchy"))


def paths_of(titles: Sequence[str]) -> list[Path | None]:
    """Return where the cells of each column belong in a grant, None for a title that is not known.

    Titles of the standard go first. Ordinary ones are taken only where no title of the standard names a party, and only
    as a whole list of grants: recipient, amount and date of award must all be there.

    Examples
    --------
    >>> paths_of(["Organisation", "Amount (£)", "Date awarded"])
    [('recipientOrganization', 0, 'name'), ('amountAwarded',), ('awardDate',)]
    >>> paths_of(["Organisation", "Project"])
    [None, None]
    """
    standard = [path_of(title) for title in titles]
    ordinary = _ordinary(titles)
    return ordinary if ordinary != standard and set(ordinary) >= _NEEDED.keys() else standard


def _ordinary(titles: Sequence[str]) -> list[Path | None]:
    """Return what each title would be in a list of grants; those of the standard alone where it names a party."""
    standard = [path_of(title) for title in titles]
    if any(path is not None and path[0] in _PARTIES for path in standard):
        return standard
    found: list[Path | None] = []
    for path, title in zip(standard, titles, strict=True):
        known = _PATHS.get(_plain(title))
        found.append(None if known in found else known or path)
    return found


def is_list_of_grants(titles: Sequence[str]) -> bool:
    """Return whether titles are those of an ordinary list of grants."""
    found = paths_of(titles)
    return {AMOUNT, RECIPIENT} <= set(found) and found != [path_of(title) for title in titles]


def speaks_of_awards(titles: Sequence[str], columns: Collection[str]) -> bool:
    """Return whether a table has an amount or a date of award, and so tells of grants, whatever else it lacks.

    Parameters
    ----------
    titles : sequence of str
    columns : collection of str
        Our columns of organisations that titles name; a table that gives their size may well hold their grant, too.

    Examples
    --------
    >>> speaks_of_awards(["Organisation", "Project", "£"], ["name"])
    True
    >>> speaks_of_awards(["Partner", "Project", "Date"], [])
    False
    """
    found = dict(zip(_ordinary(titles), titles, strict=True))
    return not _SIZES & set(columns) and (AMOUNT in found or (DATE in found and _plain(found[DATE]) != "date"))


def lacking(titles: Sequence[str]) -> str:
    """Return what a table lacks to be a list of grants, what was recognised in it, and what to do; '' for nothing.

    Examples
    --------
    >>> lacking(["Organisation", "£"]).split(". ")[0]
    'A list of grants needs, besides what is there, when it was awarded (Date awarded)'
    """
    found = _ordinary(titles)
    there = [f"'{title}' as {SAID[path]}" for path, title in zip(found, titles, strict=True) if path in SAID]
    missing = [what for path, what in _NEEDED.items() if path not in found]
    if not missing:
        return ""
    return (
        f"A list of grants needs, besides what is there, {' and '.join(missing)}. Recognised: "
        f"{', '.join(there) or 'nothing'}. Rename the columns that say so to the words in brackets, or write a "
        'mapping file with [grants.columns] organisation = "…", amount = "…", award_date = "…" (or, for one day for '
        'all, { constant = "2024-01-15" }), and import with --mapping.'
    )


def may_name_kind(title: str) -> bool:
    """Return whether a column may say of what kind a recipient is: its programme, its type, a note.

    Examples
    --------
    >>> may_name_kind("Fund"), may_name_kind("Notes"), may_name_kind("Grant Programme:Title"), may_name_kind("Amount")
    (True, True, True, False)
    """
    plain = _plain(title)
    return plain in _REMARKS or {_PATHS.get(plain), path_of(title)} & {_PROGRAMME, _TYPE} != set()
