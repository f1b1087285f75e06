"""P12: a contract for a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Lever):
    """Have the funded deliver a service that they may not be ready for, with more or less support on the spot."""

    code: ClassVar[str] = "P12"
    summary: ClassVar[str] = "The funder contracts the funded to deliver services, and supports them much or little."
    source: ClassVar[str] = "Perfect fit (Massachusetts, Alianza Hispana); Clore report §4.3.2"

    demand: float = parameter(
        1.0, "share", (0, 1), "of a full service asked: how likely it is to fail where one is not ready", ASSUMED
    )
    support: float = parameter(
        0.0, "probability a month", (0, 1), "that somebody of the funder works with the service", ASSUMED
    )
    hours: float = parameter(2, "hours/month a grant", (0, 100), "to account for the contract", ASSUMED)
    cost: float = parameter(10, "£/month a grant", (0, 1e4), "to the funder, to write and keep the contract", ASSUMED)
    visit_cost: float = parameter(300, "£/visit", (0, 1e4), "to the funder, of a month's support on the spot", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return the service asked, support, hours taken and cost."""
        return {
            "contract": np.maximum(terms.contract, self.demand),
            "support": np.maximum(terms.support, self.support),
            "report_hours": terms.report_hours + self.hours,
            "grant_cost": terms.grant_cost + self.cost + self.support * self.visit_cost,
        }
