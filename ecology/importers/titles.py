"""Column titles of the 360Giving standard and of GrantNav → the place of the same thing in a grant as JSON has it.

The standard gives every property a title for spreadsheets; GrantNav adds columns of its own, under titles that it has
changed over the years. Publishers write both with any case and spacing, with or without the number of an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

Path = tuple[str | int, ...]

_LOCATION = {
    "id": "Identifier", "name": "Name", "countryCode": "Country Code", "latitude": "Latitude", "longitude": "Longitude",
    "description": "Description", "geoCode": "Geographic Code", "geoCodeType": "Geographic Code Type",
    "dateModified": "Last Modified",
}  # fmt: skip
_ORGANISATION = {
    "id": "Identifier", "name": "Name", "department": "Department", "charityNumber": "Charity Number",
    "companyNumber": "Company Number", "streetAddress": "Street Address", "addressLocality": "City",
    "addressRegion": "County", "addressCountry": "Country", "postalCode": "Postal Code",
    "alternateName": "Alternate Name",
    "description": "Description", "organisationType": "Organisation Type", "url": "Web Address",
    "dateModified": "Last Modified", "location": ("Location", _LOCATION),
}  # fmt: skip
_EVENT = {
    "title": "Title", "startDate": "Start Date", "endDate": "End Date", "duration": "Duration (months)",
    "description": "Description", "dateModified": "Last Modified",
}  # fmt: skip
_CLASSIFICATION = {
    "vocabulary": "Vocabulary", "code": "Code", "title": "Title", "description": "Description", "url": "URL",
    "dateModified": "Last Modified",
}  # fmt: skip
_DOCUMENT = {
    "id": "Identifier", "title": "Title", "url": "Web Address", "description": "Description",
    "documentType": "Document Type", "dateModified": "Last Modified",
}  # fmt: skip
_GRANT = {
    "id": "Identifier", "title": "Title", "description": "Description", "currency": "Currency",
    "amountAppliedFor": "Amount Applied For", "amountAwarded": "Amount Awarded", "amountDisbursed": "Amount Disbursed",
    "awardDate": "Award Date", "url": "URL",
    "plannedDates": ("Planned Dates", _EVENT), "actualDates": ("Actual Dates", _EVENT),
    "recipientOrganization": ("Recipient Org", _ORGANISATION), "fundingOrganization": ("Funding Org", _ORGANISATION),
    "beneficiaryLocation": ("Beneficiary Location", _LOCATION), "grantProgramme": ("Grant Programme", _CLASSIFICATION),
    "fundingType": ("Funding Type", _CLASSIFICATION), "classifications": ("Classifications", _CLASSIFICATION),
    "relatedDocument": ("Related Document", _DOCUMENT),
    "fromOpenCall": "From An Open Call?", "relatedActivity": "Related Activity", "dateModified": "Last Modified",
    "dataSource": "Data Source", "regrantType": "For Regrant Type", "locationScope": "Location Scope",
}  # fmt: skip
"""Property → its title, and what an item holds where it is a list."""

_ADDED = ("additional_data",)
_REGISTER = ("additional_data", "recipientOrgInfos", 0)
_OTHER_TITLES: Mapping[str, Path] = {
    "Date Modified": ("dateModified",),
    "Regrant Type": ("regrantType",),
    "Amount": ("amountAwarded",),
    "Recipient Org:Postcode": ("recipientOrganization", 0, "postalCode"),
    "Funding Org:Postcode": ("fundingOrganization", 0, "postalCode"),
    "Planned Dates:Duration": ("plannedDates", 0, "duration"),
    # Added by GrantNav; the second of two titles is the newer.
    "Best Available Recipient Region": (*_ADDED, "recipientRegionName"),
    "Recipient Region Name": (*_ADDED, "recipientRegionName"),
    "Recipient Region": (*_ADDED, "GNRecipientOrgRegionName"),
    "Recipient Org: Canonical Org ID": (*_ADDED, "GNCanonicalRecipientOrgId"),
    "Recipient Org: Canonical Name": (*_ADDED, "GNCanonicalRecipientOrgName"),
    "Funding Org: Canonical Org ID": (*_ADDED, "GNCanonicalFundingOrgId"),
    "Funding Org: Canonical Name": (*_ADDED, "GNCanonicalFundingOrgName"),
    "Type of Recipient": (*_ADDED, "TSGRecipientType"),
    "360Giving Recipient Type": (*_ADDED, "TSGRecipientType"),
    "Recipient Org: Latest Income": (*_REGISTER, "latestIncome"),
    "Recipient Org Info: Latest Income": (*_REGISTER, "latestIncome"),
    "Recipient Org: Latest Income Date": (*_REGISTER, "latestIncomeDate"),
    "Recipient Org Info: Latest Income Date": (*_REGISTER, "latestIncomeDate"),
    "Recipient Org: Registered Postcode": (*_REGISTER, "postalCode"),
    "Recipient Org Info: Postal Code": (*_REGISTER, "postalCode"),
}
_TO_INDIVIDUALS = ("recipientind", "recipientindividual", "toindividualsdetails")
_NUMBER = re.compile(r"[0-9]{1,3}")
_ADDITIONAL = re.compile(r"\(\s*additional data\s*\)", re.IGNORECASE)
_PASSED_OVER = (
    "retrievedforuseingrantnav", "publishername", "license", "granttype", "note", "fundingtypetitle", "tags",
)  # fmt: skip
"""Beginnings of titles that GrantNav, or the standard's own tools, add for readers."""


@lru_cache(maxsize=4096)
def path_of(title: str) -> Path | None:
    """Return where a column's cells belong in a grant, None for a title that is not known.

    Examples
    --------
    >>> path_of("Recipient Org:0:Name"), path_of("recipient org: name"), path_of("Grant Programme: Title")
    (('recipientOrganization', 0, 'name'), ('recipientOrganization', 0, 'name'), ('grantProgramme', 0, 'title'))
    """
    parts = [part for part in map(_plain, re.split(r"[:/]", _ADDITIONAL.sub("", title))) if part]
    names = [part for part in parts if not _NUMBER.fullmatch(part)]
    if "".join(names).startswith(_TO_INDIVIDUALS):
        return ("recipientIndividual",)
    path = _PATHS.get("".join(names))
    if path is None or len(names) == len(parts):
        return path
    # A number belongs to the list whose name stands before it.
    number_of = {parts[place - 1]: int(part) for place, part in enumerate(parts) if place and _NUMBER.fullmatch(part)}
    numbers = iter([number_of.get(name, 0) for name in names])
    return tuple(next(numbers, 0) if isinstance(step, int) else step for step in path)


def is_for_readers(title: str) -> bool:
    """Return whether a column without a place in a grant is a note or an addition of GrantNav, and no mistake."""
    return bool(_ADDITIONAL.search(title)) or title.startswith("#") or _plain(title).startswith(_PASSED_OVER)


def _plain(text: str) -> str:
    """Return a title's letters and digits in lower case; 'organisation' is written in several ways."""
    letters = re.sub(r"[\W_]+", "", text).lower()
    return re.sub(r"^(recipient|funding)organi[sz]ation", r"\1org", letters)


def _leaves(table: Mapping[str, object]) -> Iterator[tuple[str, Path]]:
    """Yield every way to write a property and its path; both titles and the names of JSON are used."""
    for name, said in table.items():
        title, inner = said if isinstance(said, tuple) else (said, None)
        for written in {_plain(str(title)), _plain(name)}:
            if inner is None:
                yield written, (name,)
                continue
            for rest, path in _leaves(inner):
                yield written + rest, (name, 0, *path)


_PATHS: dict[str, Path] = {_plain(title): path for title, path in _OTHER_TITLES.items()} | dict(_leaves(_GRANT))
