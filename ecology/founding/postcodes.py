"""Where a UK postcode lies: postcode area → region.

An area that straddles a border goes with the region where most of it lies, and an even one (DA, EN, KT) with that of
the town it is named after. That is wrong for some addresses near a border, which is why a region found this way is
labelled 'inferred'.
"""

from __future__ import annotations

import re

UNKNOWN = "Unknown"

AREAS_OF_REGION: dict[str, tuple[str, ...]] = {
    "London": ("BR", "CR", "E", "EC", "EN", "HA", "IG", "KT", "N", "NW", "RM", "SE", "SM", "SW", "TW", "UB", "W", "WC"),
    "North West": ("BB", "BL", "CA", "CH", "CW", "FY", "L", "LA", "M", "OL", "PR", "SK", "WA", "WN"),
    "Yorkshire": ("BD", "DN", "HD", "HG", "HU", "HX", "LS", "S", "WF", "YO"),
    "South West": ("BA", "BH", "BS", "DT", "EX", "GL", "PL", "SN", "SP", "TA", "TQ", "TR"),
    "West Midlands": ("B", "CV", "DY", "HR", "ST", "SY", "TF", "WR", "WS", "WV"),
    "North East": ("DH", "DL", "NE", "SR", "TS"),
    "East Midlands": ("DE", "LE", "LN", "NG", "NN"),
    "South East": ("BN", "CT", "DA", "GU", "HP", "ME", "MK", "OX", "PO", "RG", "RH", "SL", "SO", "TN"),
    "East": ("AL", "CB", "CM", "CO", "IP", "LU", "NR", "PE", "SG", "SS", "WD"),
    "Scotland": ("AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "TD", "ZE"),
    "Wales": ("CF", "LD", "LL", "NP", "SA"),
    "Northern Ireland": ("BT",),
    UNKNOWN: ("GY", "IM", "JE"),  # Crown dependencies are in no region of the UK
}
"""Region of `categories.REGIONS` → its postcode areas. Yorkshire is Yorkshire and the Humber; East, East of England."""

REGION_OF_AREA: dict[str, str] = {area: region for region, areas in AREAS_OF_REGION.items() for area in areas}

# An outward code, with or without the inward code: foreign codes such as BB26578 must not pass for Blackburn.
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_UK_POSTCODE = re.compile(r"([A-Z]{1,2})[0-9][A-Z0-9]?(?:[0-9][A-Z]{2})?")


def normalised_postcode(postcode: str) -> str:
    """Return a postcode in capitals without spaces or punctuation, so that two spellings compare equal.

    Examples
    --------
    >>> normalised_postcode("ec1v 2nz ")
    'EC1V2NZ'
    """
    return _NOT_ALPHANUMERIC.sub("", postcode.upper())


def region_of_postcode(postcode: str) -> str:
    """Return the region a postcode lies in, 'Unknown' when it is none of the UK's.

    Parameters
    ----------
    postcode : str
        A full postcode or its outward half, in any case and spacing.

    Returns
    -------
    str
        One of `categories.REGIONS`.

    Examples
    --------
    >>> region_of_postcode("M13 9RD"), region_of_postcode("ls1"), region_of_postcode("BB26578")
    ('North West', 'Yorkshire', 'Unknown')
    """
    match = _UK_POSTCODE.fullmatch(normalised_postcode(postcode))
    return REGION_OF_AREA.get(match.group(1), UNKNOWN) if match else UNKNOWN
