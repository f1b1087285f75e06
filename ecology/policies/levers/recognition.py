"""P29: recognition and celebration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition(Lever):
    """Thank those who contribute, in private and at public events."""

    code: ClassVar[str] = "P29"
    summary: ClassVar[str] = "The funder thanks and celebrates those who contribute."
    source: ClassVar[str] = "Contingent cooperation; Reciprocity"

    thanks: float = parameter(0.5, "probability", (0, 1), "that a contribution is thanked, seen or not", ASSUMED)
    told: float = parameter(
        0.05, "probability a month", (0, 1), "that a celebration shows what a partner contributes", ASSUMED
    )
    hours: float = parameter(0.3, "hours/month", (0, 100), "of celebrations taken from each organisation", ASSUMED)
    cost: float = parameter(20, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return thanks, what is told, hours and cost."""
        return {
            "thanks": 1 - (1 - terms.thanks) * (1 - self.thanks),
            "channel_sight": 1 - (1 - terms.channel_sight) * (1 - self.told),
            "channel_hours": terms.channel_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
