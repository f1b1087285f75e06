"""P4: named partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import NAMED_BY, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPartners(Lever):
    """Tell the funded whom to work with: the nearest, the largest, or those who complement them most."""

    code: ClassVar[str] = "P4"
    summary: ClassVar[str] = "The funder names the partners of those it funds."
    source: ClassVar[str] = "Clore report §4.1.3; Perfect fit (Rebuild Los Angeles)"

    rule: int = parameter(0, "rule", (0, 2), "by which it names: 0 nearest, 1 largest, 2 complementary", ASSUMED)
    share: float = parameter(
        0.25, "share a month", (0, 1), "of the funded without a partnership who are told whom to work with", ASSUMED
    )
    partners: int = parameter(1, "organisations", (1, 3), "named to each", ASSUMED)
    cost: float = parameter(20, "£/month a grant", (0, 1000), "to the funder, to find and tell them", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return for whom partners are named by the rule, how many, and cost."""
        name = NAMED_BY[self.rule]
        return {
            name: np.maximum(getattr(terms, name), self.share),
            "named_members": np.maximum(terms.named_members, self.partners),
            "grant_cost": terms.grant_cost + self.cost,
        }
