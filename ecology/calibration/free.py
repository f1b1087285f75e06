"""Free rates: the parameters a calibration may move, and between which values.

Left out on purpose: open choices (those declared with `ends`), which are swept in every headline comparison and not
settled here; the inputs of the specification (handover, initial prosocial share, cost overrun); turnover, which is a
fact about the labour market; what policy `none` is (months and renewal of grants); money; and rates that hardly move
a fitted target from one end of their range to the other (docs/calibration.md has the figures): rivalry gain,
opportunities, energy rate, common ground, distrust and what follows from it, amicable ends.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

MODEL = "range of the model's specification"
HALF_TO_DOUBLE = "assumption: half to twice the value before any calibration"
QUARTER_TO_DOUBLE = "assumption: a quarter to twice the value before any calibration"


@dataclass(frozen=True, slots=True)
class Free:
    """A parameter that may be tuned."""

    name: str
    start: float
    """What the search begins with: of the calibration before the mechanisms were complete, or an assumption where the
    rate belongs to one of those that were added."""
    low: float
    high: float
    source: str
    """Of the range."""
    is_log: bool = False
    """Whether halving and doubling count alike."""
    is_whole: bool = False

    def position(self, value: float) -> float:
        """Return where a value lies in the range, 0 at its low end and 1 at its high end."""
        if self.is_log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


FREE = (
    Free("game.cost", 0.422, 0.35, 0.6, MODEL),
    Free("game.loss_ratio", 0.602, 0.25, 1.5, MODEL),
    Free("game.synergy", 7.37, 2, 8, MODEL),
    Free("game.transaction_cost", 0.0223, 0.02, 0.05, MODEL),
    Free("decision.calculation", 0.695, 0.25, 0.75, "assumption: around one half"),
    Free("decision.intensity", 6.95, 2.5, 10, HALF_TO_DOUBLE, is_log=True),
    Free("decision.reputation_stake", 0.309, 0.15, 0.6, HALF_TO_DOUBLE, is_log=True),
    Free("choice.accept_bar", 0.877, 0, 2.4, "assumption: none to twice the value before any calibration"),
    Free("observation.sight", 0.471, 0.15, 0.6, HALF_TO_DOUBLE, is_log=True),
    # the ranges of gain and loss do not overlap: trust is lost faster than it is won
    Free(
        "trust.gain", 0.163, 0.065, 0.18, "assumption: from half the value before any calibration, and below any loss"
    ),
    Free(
        "trust.loss", 0.189, 0.18, 0.4, "assumption: up to twice the value before any calibration, and above any gain"
    ),
    Free("trust.repair", 0.5, 0.25, 1, HALF_TO_DOUBLE, is_log=True),
    Free("shadow.renewal", 0.341, 0.25, 0.75, "assumption: around one half"),
    Free("lifecycle.define_months", 1.12, 0.5, 2, HALF_TO_DOUBLE, is_log=True),
    Free("lifecycle.direct_months", 1.04, 0.75, 3, HALF_TO_DOUBLE, is_log=True),
    Free("lifecycle.leave_loss", 0.0974, 0.025, 0.1, HALF_TO_DOUBLE, is_log=True),
    Free("lifecycle.patience_months", 6, 6, 18, "assumption: half a year to a year and a half", is_whole=True),
    Free("lifecycle.leave_unfair", 0.05, 0.0125, 0.1, QUARTER_TO_DOUBLE, is_log=True),
    Free("lifecycle.shock", 0.01, 0.0025, 0.02, QUARTER_TO_DOUBLE, is_log=True),
)
"""Every rate that may be tuned."""


def starting_values() -> dict[str, float]:
    """Return what the search begins with; not the defaults, which come of it."""
    return {rate.name: rate.start for rate in FREE}


def moved(values: Mapping[str, float]) -> float:
    """Return how far rates are from where they start: the mean squared move, in shares of the range."""
    start = starting_values()
    return sum((r.position(values[r.name]) - r.position(start[r.name])) ** 2 for r in FREE) / len(FREE)
