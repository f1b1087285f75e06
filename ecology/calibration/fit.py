"""Fit: how far what was reached is from what is known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ecology.calibration.counts import Counts, reached
from ecology.calibration.free import moved
from ecology.calibration.targets import FITTED, Target

UNMEASURED = 2.0
"""Distance, in widths of the range, where nothing was there to measure: farther than most misses."""
REIN = 0.02
"""Weight of moving rates away from where they start: of two sets that fit alike, the one that moves less is better.

Moving all rates by half their range costs as much as missing one target by 7 % of its range."""


def distance(value: float, target: Target) -> float:
    """Return how far outside its range a value is, in widths of the range; 0 inside."""
    if math.isnan(value):
        return UNMEASURED
    return max(target.low - value, value - target.high, 0.0) / (target.high - target.low)


def misfit(runs: Sequence[Counts], targets: Sequence[Target] = FITTED) -> float:
    """Return Σ d² over targets."""
    return sum(distance(reached(runs, target), target) ** 2 for target in targets)


def objective(rates: Mapping[str, float], runs: Sequence[Counts], targets: Sequence[Target] = FITTED) -> float:
    """Return what is minimised: Σ d² plus the rein times the mean squared move of rates, in shares of their ranges."""
    return misfit(runs, targets) + REIN * moved(rates)
