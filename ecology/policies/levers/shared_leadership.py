"""P25: leadership that is spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLeadership(Lever):
    """Support organisations that let staff below the top commit resources, and train people to lead."""

    code: ClassVar[str] = "P25"
    summary: ClassVar[str] = "The funder supports leadership that is spread through organisations."
    source: ClassVar[str] = "Clore report, recommendation 6"

    delegation: float = parameter(
        0.7, "0–1", (0, 1), "how far staff may agree to partnerships without those above", ASSUMED
    )
    training: float = parameter(0.3, "share", (0, 1), "of those who would wait that lead unasked once trained", ASSUMED)
    hours: float = parameter(0.5, "hours/month", (0, 100), "of training taken from each organisation", ASSUMED)
    cost: float = parameter(20, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return delegation, readiness to lead, hours and cost."""
        return {
            "delegation": np.maximum(terms.delegation, self.delegation),
            "lead_support": np.maximum(terms.lead_support, self.training),
            "channel_hours": terms.channel_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
