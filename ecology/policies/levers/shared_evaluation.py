"""P20: evaluation of the sector as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever, share_in_sector
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedEvaluation(Lever):
    """Judge what the sector achieves together: own pressure falls, and each bears 1/N of the result."""

    code: ClassVar[str] = "P20"
    summary: ClassVar[str] = "The funder judges what the sector achieves together and publishes what it learns."
    source: ClassVar[str] = "Clore report, recommendation 7"

    weight: float = parameter(0.3, "marginal reward", (0, 2), "on joint work across the sector", ASSUMED)
    feedback_months: float = parameter(12, "months", (1, 60), "between published findings", ASSUMED)
    revealed: float = parameter(0.3, "probability", (0, 1), "that a finding shows what a partner contributes", ASSUMED)
    hours: float = parameter(0.5, "hours/month", (0, 100), "taken from each organisation", ASSUMED)
    cost: float = parameter(25, "£/month per organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return joint reward and its share, what is revealed, hours taken, relief from own targets, and cost."""
        return {
            "joint_reward": terms.joint_reward + self.weight,
            "joint_share": share_in_sector(terms.labels),
            "target": terms.target / (1 + self.weight),
            "channel_sight": 1 - (1 - terms.channel_sight) * (1 - self.revealed / self.feedback_months),
            "channel_hours": terms.channel_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
