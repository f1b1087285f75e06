"""Dates as publishers write them: ISO with or without a time, day first, and Excel's day numbers."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from ecology.importers.text import kind_of, shown

EXCEL_EPOCH = dt.date(1899, 12, 30)
EXCEL_SERIALS = (7_306, 73_415)
"""Day numbers taken for dates: 1 January 1920 to 31 December 2100."""
YEARS = (1900, 2100)
DAYS_A_MONTH = 30.4375

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?", re.DOTALL)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?: .*)?", re.DOTALL)
_MONTH_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -]([0-9]{4}|[0-9]{2})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CENTURY_FROM = 69
"""Years of two digits from here on are of the twentieth century, as in POSIX."""
_LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?)\s*-?\s*(months?|mths?|m|years?|yrs?|y)?", re.IGNORECASE)
_SERIAL = re.compile(r"[0-9]{4,5}(?:\.[0-9]*)?")


def read_date(value: object) -> dt.date:
    """Return the day a cell names, as it is written (a time zone never moves it to another day).

    Raises
    ------
    ValueError
        If the cell names no day from 1900 to 2100; the message says why.

    Examples
    --------
    >>> str(read_date("2020-11-03T00:00:00+00:00")), str(read_date("3/11/2020"))
    ('2020-11-03', '2020-11-03')
    """
    if isinstance(value, Decimal):
        return _from_serial(value)
    if not isinstance(value, str):
        raise ValueError(f"the date is {kind_of(value)} where a date is expected")
    text = value.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), _year(match[3])
    elif (match := _MONTH_NAMED.fullmatch(text)) and match[2][:3].lower() in _MONTHS:
        day, month, year = int(match[1]), _MONTHS.index(match[2][:3].lower()) + 1, _year(match[3])
    elif _SERIAL.fullmatch(text):
        return _from_serial(Decimal(text))
    else:
        raise ValueError(f"{shown(value)} is not a date; write 2020-11-03 or 03/11/2020")
    if not YEARS[0] <= year <= YEARS[1]:
        raise ValueError(f"{shown(value)} is not a date between {YEARS[0]} and {YEARS[1]}")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{shown(value)} is not a day of the calendar (read as day {day} of month {month})") from None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= _CENTURY_FROM else 2000)


def _from_serial(serial: Decimal) -> dt.date:
    if not serial.is_finite() or not EXCEL_SERIALS[0] <= serial <= EXCEL_SERIALS[1]:
        raise ValueError(f"{shown(serial)} is not a date, nor a day number that Excel would write for one")
    return EXCEL_EPOCH + dt.timedelta(days=int(serial))


def read_months(text: str) -> float:
    """Return a length in months, written as a number of them or with its unit.

    Raises
    ------
    ValueError
        If it is no length.

    Examples
    --------
    >>> read_months("12"), read_months("18 months"), read_months("1 year"), read_months("2.5 yrs")
    (12.0, 18.0, 12.0, 30.0)
    """
    match = _LENGTH.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{shown(text)} is not a length; write a number of months")
    return float(match[1]) * (12 if (match[2] or "m").lower().startswith("y") else 1)


def months_between(start: dt.date, end: dt.date) -> float:
    """Return the whole months that a period covers, both days included, at least one.

    Examples
    --------
    >>> months_between(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    12.0
    """
    if end < start:
        raise ValueError("the period ends before it starts")
    return float(max(1, round(((end - start).days + 1) / DAYS_A_MONTH)))
