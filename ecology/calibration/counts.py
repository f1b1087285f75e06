"""Counts of one run, and what they tell: shares, and shares to whom something has happened by a month.

Counts are whole numbers in two rows of equal length, by month since the beginning: how many it happened to, and how
many it could have happened to. A plain share has one column. Counts of several runs are added before they are divided,
so that a run with many partnerships counts for more than one with few.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ecology.calibration.targets import Target

Row = list[int]
Counts = Mapping[str, tuple[Row, Row]]
"""Name → how many it happened to, how many it could have happened to; by month since the beginning."""


def total(runs: Sequence[Counts], name: str) -> tuple[Row, Row]:
    """Return the sum over runs; shorter rows are taken to go on with zeros."""
    rows = [run[name] for run in runs]
    length = max((len(hits) for hits, _ in rows), default=0)
    out = [0] * length, [0] * length
    for row in rows:
        for sums, numbers in zip(out, row, strict=True):
            for month, number in enumerate(numbers):
                sums[month] += number
    return out


def share(hits: Sequence[int], of: Sequence[int]) -> float:
    """Return how many of all it happened to, NaN of nobody."""
    n = sum(of)
    return sum(hits) / n if n else math.nan


def share_by(hits: Sequence[int], of: Sequence[int], month: int) -> float:
    """Return the share to whom it has happened by a month, F(m) = 1 − Π (1 − hits / of), after Kaplan and Meier 1958.

    Those who are no longer followed count in the months they were followed. NaN where nobody was followed so long,
    unless it had happened to everybody before.

    Parameters
    ----------
    hits, of : sequence of int
        By month since the beginning; the first is month 1.
    month : int

    Examples
    --------
    >>> share_by([0, 1], [4, 4], 2)
    0.25
    """
    left = 1.0
    for i in range(month):
        if left == 0.0:
            return 1.0
        if i >= len(of) or not of[i]:
            return math.nan
        left *= 1.0 - hits[i] / of[i]
    return 1.0 - left


def median(hits: Sequence[int], of: Sequence[int]) -> float:
    """Return the first month by which it has happened to half, NaN if that is not seen."""
    for month in range(1, len(of) + 1):
        reached = share_by(hits, of, month)
        if math.isnan(reached):
            return math.nan
        if reached >= 0.5:
            return float(month)
    return math.nan


def reached(runs: Sequence[Counts], target: Target) -> float:
    """Return what runs came to on a target, in its unit, NaN if nothing was there to measure."""
    hits, of = total(runs, target.counts)
    return target.times * (share(hits, of) if target.by is None else share_by(hits, of, target.by))


def standard_error(runs: Sequence[Counts], target: Target) -> float:
    """Return the Monte Carlo error of what was reached, by leaving out one run at a time (jackknife).

    NaN of one run, or where a run left out leaves nothing to measure.
    """
    n = len(runs)
    left = [reached([run for j, run in enumerate(runs) if j != i], target) for i in range(n)]
    if n < 2 or any(math.isnan(value) for value in left):
        return math.nan
    mean = sum(left) / n
    return math.sqrt((n - 1) / n * sum((value - mean) ** 2 for value in left))
