"""P10: short-term project funding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortGrants(Lever):
    """Short grants shorten the shadow of the future and make posts insecure."""

    code: ClassVar[str] = "P10"
    summary: ClassVar[str] = "The funder gives short project grants that must be bid for again."
    source: ClassVar[str] = "Clore report §4.1.3"

    months: float = parameter(12, "months", (6, 60), "planned length of a grant", "policy vocabulary")
    renewal: float = parameter(0.7, "probability", (0, 1), "that a grant is renewed", ASSUMED)
    cost: float = parameter(400, "£/bid read", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return length, chance of renewal, and the cost of reading bids more often than every two years."""
        return {
            "grant_months": self.months,
            "renewal": self.renewal,
            "grant_cost": terms.grant_cost + self.cost * max(0.0, 1 / self.months - 1 / 24),
        }
