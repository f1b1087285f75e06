"""P14: free choice of partner, 'ask, then let go'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeChoice(Lever):
    """Pay for time to look for the right partner, and leave the choice to those who will work together."""

    code: ClassVar[str] = "P14"
    summary: ClassVar[str] = "The funder pays for time to find a partner and leaves the choice free."
    source: ClassVar[str] = "Clore report, recommendation 5"

    search_hours: float = parameter(
        3, "hours/month", (0, 40), "paid to each grant holder to look for partners", ASSUMED
    )
    hour_cost: float = parameter(25, "£/hour", (0, 200), "paid for them", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return hours to look for partners and their cost."""
        return {
            "search_hours": terms.search_hours + self.search_hours,
            "grant_cost": terms.grant_cost + self.search_hours * self.hour_cost,
        }
