"""Quantities: numbers with their unit, as one says them: pounds, hours, people, percentage points."""

from __future__ import annotations

import math

MINUS = "−"


def decimals(scale: float, most: int = 4) -> int:
    """Return how many decimals show two significant digits of a number of this size."""
    if not math.isfinite(scale) or scale == 0:
        return 0
    return min(max(1 - math.floor(math.log10(abs(scale))), 0), most)


def is_share(unit: str) -> bool:
    """Return whether the unit is a share, said as a percentage."""
    return unit.startswith("share")


def unit_said(unit: str) -> str:
    """Return a unit in words, to stand beside a label: '£ a month', '% of seats', 'hours a month per organisation'."""
    return f"%{unit.removeprefix('share')}".replace("/", " a ") if is_share(unit) else unit.replace("/", " a ")


def number(value: float, unit: str, scale: float, *, signed: bool = False) -> str:
    """Return a value as printed in a table: '£12,345', '62.1 %', '0.43'; the unit stands elsewhere.

    Parameters
    ----------
    value : float
        The value, in `unit`.
    unit : str
        Unit of the metric.
    scale : float
        Size of the difference the number is read for, in `unit`; sets how many decimals are shown.
    signed : bool
        Whether a positive number carries its plus.

    Returns
    -------
    str
        The number; a dash when there is none.
    """
    if not math.isfinite(value):
        return "–"
    if is_share(unit):
        value, scale = 100 * value, 100 * scale
    places = decimals(scale, 2 if unit.startswith("£") else 4)
    digits = f"{abs(value):,.{places}f}"
    is_zero = not any(digit in "123456789" for digit in digits)
    sign = "" if is_zero else MINUS if value < 0 else "+" if signed else ""
    pounds = "£" if unit.startswith("£") else ""
    percent = "" if not is_share(unit) else " points" if signed else " %"
    return f"{sign}{pounds}{digits}{percent}"


def amount(value: float, unit: str, scale: float) -> str:
    """Return a size without its sign, said in full: '£12,345 a month', '4.1 percentage points', '0.43'."""
    return f"{number(abs(value), unit, scale).removesuffix(' %')}{_said(unit, ' percentage points')}"


def level(value: float, unit: str, scale: float) -> str:
    """Return the value of an outcome, said in full: '£612,345 a month', '62.1 % of seats', '58.3 organisations'."""
    if is_share(unit):
        return f"{number(value, unit, scale)}{unit.removeprefix('share').replace('/', ' a ')}"
    return f"{number(value, unit, scale)}{_said(unit, '')}"


def change(value: float, unit: str, scale: float) -> str:
    """Return a difference with sign and unit: '+£12,345 a month', '−4.1 points', '+1.2 organisations'."""
    return f"{number(value, unit, scale, signed=True)}{_said(unit, '')}"


def span(low: float, high: float, unit: str, scale: float) -> str:
    """Return an interval of a difference: '+£4,000 to +£20,345', '−0.4 to +7.8 points'."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return "no interval"
    first = number(low, unit, scale, signed=True).removesuffix(" points")
    return f"{first} to {number(high, unit, scale, signed=True)}"


def scale_of(difference: float, low: float, high: float, mean: float = 0.0) -> float:
    """Return the size that the numbers of one row are read for: half the interval, else the difference.

    An interval that leaves out zero must not be printed as if it reached it, so its nearer end counts too. Where there
    is no difference at all, the means are still read, to a tenth of what they are.

    Examples
    --------
    >>> number(0.4141, "index 0–1", scale_of(0.0, 0.0, 0.0, mean=0.4141))
    '0.414'
    """
    half = (high - low) / 2
    if not (math.isfinite(half) and half > 0):
        return abs(difference) or abs(mean) / 10
    return min(half, 10 * abs(low), 10 * abs(high)) if low * high > 0 else half


def _said(unit: str, points: str) -> str:
    """Return what follows a number of this unit in a sentence."""
    if is_share(unit):
        return points
    if unit.startswith("£/"):
        return f" a {unit.removeprefix('£/')}"
    if unit == "0–1" or unit.startswith("index"):
        return ""
    return f" {unit.replace('/', ' a ')}"
