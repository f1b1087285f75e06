"""The published shape of the real sector, from which whatever is not known is drawn.

Source: English national portfolio 2015–18 and annual submission 2014/15 (Arts Council England), unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ecology.sector.categories import DOMAINS, REGIONS

Floats = npt.NDArray[np.float64]

STAFF_QUANTILES = {0.0: 1, 0.25: 6, 0.5: 12, 0.75: 24, 0.9: 71, 0.99: 349, 1.0: 600}
"""Permanent staff; the ends are assumptions."""
STAFF_OF_DOMAIN: dict[str, dict[float, float]] = {
    "theatre": {0.0: 2, 0.25: 8, 0.5: 10, 0.75: 30, 0.9: 78, 0.99: 399, 1.0: 600},
    "combined": {0.0: 2, 0.25: 6, 0.5: 10.5, 0.75: 21, 0.9: 51, 0.99: 363, 1.0: 600},
    "visual": {0.0: 2, 0.25: 6, 0.5: 12, 0.75: 26, 0.9: 55, 0.99: 128, 1.0: 179},
    "music": {0.0: 2, 0.25: 6, 0.5: 12, 0.75: 21, 0.9: 128, 0.99: 370, 1.0: 468},
    "dance": {0.0: 2, 0.25: 8, 0.5: 10, 0.75: 20, 0.9: 46, 0.99: 178, 1.0: 180},
    "literature": {0.0: 2, 0.25: 4, 0.5: 8, 0.75: 12, 0.9: 21, 0.99: 48, 1.0: 57},
    "museums": {0.0: 54, 0.25: 140, 0.5: 158, 0.75: 220, 0.9: 304, 0.99: 404, 1.0: 412},
}
"""Permanent staff by art form; 'fewer than five' of a kind of post is taken as two, the largest are cut to 600."""
INCOME_QUANTILES = {0.0: 0.06e6, 0.25: 0.24e6, 0.5: 0.54e6, 0.75: 1.60e6, 0.9: 4.7e6, 0.99: 23e6, 1.0: 40e6}
"""Income, pounds a year; quartiles published, beyond them in proportion to staff (assumption)."""

DOMAIN_COUNTS = {
    "theatre": 180,
    "combined": 151,
    "visual": 141,
    "music": 86,
    "dance": 57,
    "literature": 51,
    "museums": 16,
}
REGION_COUNTS = {
    "London": 251, "North West": 85, "Yorkshire": 80, "South West": 80, "West Midlands": 51, "North East": 44,
    "East Midlands": 42, "South East": 35, "East": 32,
}  # fmt: skip

COUNCIL_SHARE = 0.235
"""Of all income, from the arts council."""
EARNED_SHARE = 0.543
"""Of all income; contributed and other public income are the rest."""
TOP_SHARE, TOP = 0.48, 0.05
"""Share of council money that the top 5 % of organisations take."""
LARGEST_GRANT = 0.8
"""Of an organisation's income, at most (assumption)."""

BUILDING_SHARE = np.array([0.3, 0.5, 0.7])
"""Chance of a building, by size band; museums always have one (assumption)."""
HIERARCHY = np.array([0.2, 0.4, 0.6])
"""Mean hierarchy by size band (assumption)."""
CHALLENGE = np.array([0.6, 0.45, 0.35, 0.5, 0.5, 0.4, 0.2])
"""Propensity to question a partner, by domain: museums avoid confrontation, performing arts are more upfront
(Clore report §4.4; the numbers are assumptions)."""
PAY = 2800.0
"""Cost of a filled post, pounds a month (assumption)."""
PAY_CEILING = 0.8
"""Of income that pay can take (assumption)."""
RESERVE_MONTHS = 4.0
"""Mean reserves at founding, months of cost (assumption)."""
MIDDLE_SHARE, TOP_POST_SHARE = 0.2, 0.06
"""Shares of posts at middle and top level, beyond one at the top (assumption)."""


def by_quantile(quantiles: Mapping[float, float], p: Floats) -> Floats:
    """Return the value at cumulative share p, log-linear between the published quantiles."""
    return np.exp(np.interp(p, list(quantiles), np.log(list(quantiles.values()))))


def staff_of(domain: npt.NDArray[np.int64], p: Floats) -> Floats:
    """Return permanent staff at cumulative share p of the organisations of an art form; of all where it is -1."""
    out = by_quantile(STAFF_QUANTILES, p)
    for code, name in enumerate(DOMAINS):
        there = domain == code
        out[there] = by_quantile(STAFF_OF_DOMAIN[name], p[there])
    return out


def proportions(counts: dict[str, int], names: tuple[str, ...]) -> Floats:
    """Return the published shares of named categories, in code order; those not counted have none."""
    values = np.array([counts.get(name, 0) for name in names], dtype=float)
    out: Floats = values / values.sum()
    return out


DOMAIN_SHARES = proportions(DOMAIN_COUNTS, DOMAINS)
REGION_SHARES = proportions(REGION_COUNTS, REGIONS)


def posts_by_level(posts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return posts at operational, middle and top level, shape (n, 3); one at the top before all else."""
    top = np.maximum(1, np.rint(TOP_POST_SHARE * posts)).astype(np.int64)
    middle = np.minimum(np.rint(MIDDLE_SHARE * posts).astype(np.int64), posts - top)
    return np.stack([posts - top - middle, middle, top], axis=1)
