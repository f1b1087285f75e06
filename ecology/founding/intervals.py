"""Numbers that publishers give as an interval, such as '<5' where a small count would give people away."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = r"£?\s*([0-9][0-9,]*(?:\.[0-9]+)?)"
_BELOW = re.compile(rf"(?:<|fewer than|less than|under|below)\s*{_NUMBER}")
_UP_TO = re.compile(rf"(?:<=|≤|up to|at most)\s*{_NUMBER}")
_ABOVE = re.compile(rf"(?:>|more than|over|above)\s*{_NUMBER}")
_FROM = re.compile(rf"(?:>=|≥|at least)\s*{_NUMBER}|{_NUMBER}\s*(?:\+|or more|and over)")
_BETWEEN = re.compile(rf"{_NUMBER}\s*(?:-|–|—|to|and)\s*{_NUMBER}")


class Interval(NamedTuple):
    """A whole number known to lie between two bounds; where no upper bound is given, it is the lower one."""

    low: float
    taken: float
    """The value to reckon with: the middle, rounded down, so that '<5' is 2 as in the published quantiles."""
    high: float


ENDS = Interval._fields


def read_interval(text: str) -> Interval | None:
    """Return the interval a cell stands for, None for any other text.

    Examples
    --------
    >>> read_interval("<5"), read_interval("10 to 20").taken, read_interval("250+")
    (Interval(low=1.0, taken=2.0, high=4.0), 15.0, Interval(low=250.0, taken=250.0, high=250.0))
    """
    plain = " ".join(text.lower().split())
    if match := _BELOW.fullmatch(plain):
        return _interval(1.0, max(_value(match[1]) - 1, 1.0))
    if match := _UP_TO.fullmatch(plain):
        return _interval(1.0, max(_value(match[1]), 1.0))
    if match := _ABOVE.fullmatch(plain):
        return _interval(_value(match[1]) + 1, _value(match[1]) + 1)
    if match := _FROM.fullmatch(plain):
        least = _value(match[1] or match[2])
        return _interval(least, least)
    if (match := _BETWEEN.fullmatch(plain)) and _value(match[1]) <= _value(match[2]):
        return _interval(_value(match[1]), _value(match[2]))
    return None


def _interval(low: float, high: float) -> Interval:
    return Interval(low, float((low + high) // 2), high)


def _value(text: str) -> float:
    return float(text.replace(",", ""))
