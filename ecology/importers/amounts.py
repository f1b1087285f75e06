"""Money as publishers write it, kept as whole pence so that sums are exact."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from ecology.importers.text import kind_of, repaired, shown

LARGEST = Decimal(100_000_000_000)
"""Pounds; a larger grant is taken for a slip of the keyboard."""

_POUNDS = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+|[0-9](?:\.[0-9]*)?E\+?[0-9]{1,2}")
_NEGATIVE = re.compile(r"-(.*)|(.*)-|\((.*)\)")  # accountants write a negative amount in brackets
_LONGEST = 60  # characters; no amount of money needs more


def read_pence(value: object) -> int:
    """Return an amount in pence, from a number of pounds or from text such as '£1,000.50'.

    Raises
    ------
    ValueError
        If it is no amount, is negative, or is larger than `LARGEST`; the message says which.

    Examples
    --------
    >>> read_pence("£1,000.50"), read_pence(Decimal("15000"))
    (100050, 1500000)
    """
    pounds = value if isinstance(value, Decimal) else _pounds_from_text(value)
    if not pounds.is_finite():
        raise ValueError("the amount is not a number")
    if pounds < 0:
        raise ValueError(f"the amount is negative ({shown(pounds)})")
    if pounds > LARGEST:
        raise ValueError(f"the amount is larger than £{LARGEST:,}")
    return int((pounds * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _pounds_from_text(value: object) -> Decimal:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ValueError("there is no amount")
    if not isinstance(value, str):
        raise ValueError(f"the amount is {kind_of(value)} where a number is expected")
    text = repaired(value).upper().replace("GBP", "").replace("£", "").replace("\N{MINUS SIGN}", "-")
    text = "".join(text.split())
    negative = _NEGATIVE.fullmatch(text)
    digits = next(filter(None, negative.groups()), "") if negative else text
    if len(digits) > _LONGEST or not _POUNDS.fullmatch(digits):
        raise ValueError(f"{shown(value)} is not an amount in pounds")
    pounds = Decimal(digits.replace(",", ""))
    return -pounds if negative else pounds


def pounds(pence: int) -> str:
    """Return pence as pounds for reading.

    Examples
    --------
    >>> pounds(2175779327)
    '£21,757,793.27'
    """
    return f"£{pence // 100:,}.{pence % 100:02d}"
