"""P13: long-term relationship funding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class LongGrants(Lever):
    """Longer grants lengthen the shadow of the future (Clore report, recommendation 2)."""

    code: ClassVar[str] = "P13"
    summary: ClassVar[str] = "The funder gives long grants, so that working together is a process and not a one-off."
    source: ClassVar[str] = "Clore report, recommendation 2"

    months: float = parameter(48, "months", (36, 120), "planned length of a grant", "policy vocabulary")
    renewal: float = parameter(0.9, "probability", (0, 1), "that a grant is renewed", "national portfolio 2015–18")
    cost: float = parameter(20, "£/month per grant", (0, 1e4), "of keeping up the relationship", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return length, chance of renewal and cost."""
        return {
            "grant_months": self.months,
            "renewal": self.renewal,
            "grant_cost": terms.grant_cost + self.cost,
        }
