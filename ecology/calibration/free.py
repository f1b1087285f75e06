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

MODEL, HALF_TO_DOUBLE = "range of the model's specification", "assumption: half to twice the start"


@dataclass(frozen=True, slots=True)
class Free:
    """A parameter that may be tuned."""

    name: str
    start: float
    """What the search begins with: of the trial of the rules, or an assumption made before any calibration."""
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
    Free("game.cost", 0.45, 0.35, 0.6, MODEL),
    Free("game.loss_ratio", 1, 0.25, 1.5, MODEL),
    Free("game.synergy", 4, 2, 8, MODEL),
    Free("game.transaction_cost", 0.035, 0.02, 0.05, MODEL),
    Free("decision.calculation", 0.5, 0.25, 0.75, "assumption: around one half"),
    Free("decision.intensity", 5, 2.5, 10, HALF_TO_DOUBLE, is_log=True),
    Free("decision.reputation_stake", 0.3, 0.15, 0.6, HALF_TO_DOUBLE, is_log=True),
    Free("choice.accept_bar", 1.2, 0, 2.4, "assumption: none to twice the start"),
    Free("observation.sight", 0.3, 0.15, 0.6, HALF_TO_DOUBLE, is_log=True),
    # the ranges of gain and loss do not overlap: trust is lost faster than it is won
    Free("trust.gain", 0.13, 0.065, 0.18, "assumption: from half the start, and below any loss"),
    Free("trust.loss", 0.2, 0.18, 0.4, "assumption: up to twice the start, and above any gain"),
    Free("shadow.renewal", 0.5, 0.25, 0.75, "assumption: around one half"),
    Free("lifecycle.define_months", 1, 0.5, 2, HALF_TO_DOUBLE, is_log=True),
    Free("lifecycle.direct_months", 1.5, 0.75, 3, HALF_TO_DOUBLE, is_log=True),
    Free("lifecycle.leave_loss", 0.05, 0.025, 0.1, HALF_TO_DOUBLE, is_log=True),
    Free("lifecycle.patience_months", 9, 6, 18, "assumption: half a year to a year and a half", is_whole=True),
)
"""Every rate that may be tuned."""


def starting_values() -> dict[str, float]:
    """Return what the search begins with; not the defaults, which come of it."""
    return {rate.name: rate.start for rate in FREE}


def moved(values: Mapping[str, float]) -> float:
    """Return how far rates are from where they start: the mean squared move, in shares of the range."""
    start = starting_values()
    return sum((r.position(values[r.name]) - r.position(start[r.name])) ** 2 for r in FREE) / len(FREE)
