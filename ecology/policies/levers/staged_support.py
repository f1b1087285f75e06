"""P35: support by stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedSupport(Lever):
    """Help partnerships along while they define what they want, and press for what was promised once they implement."""

    code: ClassVar[str] = "P35"
    summary: ClassVar[str] = "The funder supports partnerships early and presses them late."
    source: ClassVar[str] = "Perfect fit (Gray)"

    support: float = parameter(
        0.5, "ratio", (0, 5), "by which partnerships get on faster before they implement", ASSUMED
    )
    pressure: float = parameter(
        0.2, "ratio", (0, 2), "by which more of the hours pledged are given once they implement", ASSUMED
    )
    felt: float = parameter(0.1, "0–1", (0, 1), "how controlling the pressure is felt to be", ASSUMED)
    cost: float = parameter(20, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return support, pressure, control felt and cost."""
        return {
            "stage_support": terms.stage_support + self.support,
            "stage_pressure": terms.stage_pressure + self.pressure,
            "control": 1 - (1 - terms.control) * (1 - self.felt),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
