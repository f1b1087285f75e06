"""Cells of the tables of a sector, each read tolerantly or refused with a reason."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from ecology.founding.folder import MOST_INCOME, MOST_STAFF, YES_NO
from ecology.founding.intervals import read_interval
from ecology.founding.tables import UNKNOWN_WORDS
from ecology.importers.dates import read_date
from ecology.importers.domains import art_form
from ecology.importers.text import shown
from ecology.sector.categories import DOMAINS, REGIONS

Reader = Callable[[str], str]
"""Cell that is not empty → what is written for it; a ValueError says why it cannot be used."""

_REGION_WORDS = {
    "greater london": "London", "yorkshire and the humber": "Yorkshire", "yorkshire and humber": "Yorkshire",
    "yorkshire & the humber": "Yorkshire", "yorkshire and humberside": "Yorkshire", "east of england": "East",
    "eastern": "East", "westmidlands": "West Midlands", "eastmidlands": "East Midlands", "northwest": "North West",
    "northeast": "North East", "southwest": "South West", "southeast": "South East", "n ireland": "Northern Ireland",
}  # fmt: skip
_REGIONS = frozenset(name.lower() for name in REGIONS)
_YEAR = re.compile(r"(1[0-9]{3}|20[0-9]{2})(?:\.0)?")


def known(text: str) -> str:
    """Return a cell, '' where it only says that nothing is known."""
    return "" if text.strip().lower() in UNKNOWN_WORDS else text.strip()


def category(names: tuple[str, ...]) -> Reader:
    """Return the reader of a cell that names one of some categories, in any case of letters."""
    by_word = {name.lower(): name for name in names}

    def read(text: str) -> str:
        if text.lower() not in by_word:
            raise ValueError(f"{shown(text)} is none of {', '.join(names)}; it is left unknown")
        return by_word[text.lower()]

    return read


def region(text: str) -> str:
    """Return a region of `categories.REGIONS`."""
    word = " ".join(text.lower().replace("-", " ").replace("_", " ").split()).removeprefix("the ")
    named = _REGION_WORDS.get(word, word)
    return category(REGIONS)(named if named.lower() in _REGIONS else text)


def domain(text: str) -> str:
    """Return a domain of `categories.DOMAINS`: as it is called, or as the words for it say."""
    word = " ".join(text.lower().split())
    for ending in ("", " arts", " art", "s"):
        if word.removesuffix(ending) in DOMAINS:
            return word.removesuffix(ending)
    return category(DOMAINS)(art_form(text) or text)


def number(low: float, high: float, unit: str, *, intervals: bool = False) -> Reader:
    """Return the reader of a number within bounds, or of an interval such as '<5', which is kept as it is."""

    def read(text: str) -> str:
        interval = read_interval(text) if intervals else None
        try:
            value = float(text.replace(",", "").replace("£", "").strip()) if interval is None else interval.high
        except ValueError:
            raise ValueError(f"{shown(text)} is not a number ({unit}); it is left unknown") from None
        if not math.isfinite(value) or not low <= value <= high:
            raise ValueError(f"{shown(text)} is not between {low:,g} and {high:,g} ({unit}); it is left unknown")
        if interval is not None:
            return text
        return str(int(value)) if value.is_integer() else repr(value)

    return read


def yes_or_no(text: str) -> str:
    """Return yes or no."""
    if text.lower() not in YES_NO and text not in ("0", "1"):
        raise ValueError(f"{shown(text)} is neither yes nor no; it is left unknown")
    return "yes" if YES_NO.get(text.lower(), text) in (1.0, "1") else "no"


def year(text: str) -> str:
    """Return a year, also of a date."""
    if match := _YEAR.fullmatch(text):
        return match[1]
    return str(read_date(text).year)


def day(text: str) -> str:
    """Return a day as 2020-11-03."""
    return read_date(text).isoformat()


staff = number(0, MOST_STAFF, "people", intervals=True)
income = number(0, MOST_INCOME, "pounds a year", intervals=True)
share = number(0, 1, "0 to 1")
weight = number(0, 1e9, "strength")
