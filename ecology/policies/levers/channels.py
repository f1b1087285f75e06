"""P18: information channels, non-intrusive monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels(Lever):
    """Let partners see what each contributes, without inspecting anybody."""

    code: ClassVar[str] = "P18"
    summary: ClassVar[str] = "The funder pays for channels through which partners see what each contributes."
    source: ClassVar[str] = "Contingent cooperation"

    reach: float = parameter(0.6, "share", (0, 1), "of partners who follow the channels", ASSUMED)
    accuracy: float = parameter(0.5, "probability", (0, 1), "that what is done shows in them within the month", ASSUMED)
    hours: float = parameter(1.5, "hours/month", (0, 100), "taken from each organisation", ASSUMED)
    cost: float = parameter(40, "£/month per organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return added sight, hours taken and cost."""
        return {
            "channel_sight": 1 - (1 - terms.channel_sight) * (1 - self.reach * self.accuracy),
            "channel_hours": terms.channel_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
