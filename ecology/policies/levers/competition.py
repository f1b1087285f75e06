"""P11: competitive bidding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Competition(Lever):
    """Have organisations compete for grants: few bids succeed, and each takes time."""

    code: ClassVar[str] = "P11"
    summary: ClassVar[str] = "The funder lets organisations compete for grants."
    source: ClassVar[str] = "Clore report §2.2"

    success_rate: float = parameter(0.5, "probability", (0.05, 1), "that a bid for renewal succeeds", ASSUMED)
    bid_hours: float = parameter(40, "hours", (0, 500), "more to write a bid", ASSUMED)
    rivalry: float = parameter(0.2, "0–1", (0, 1), "added between partners who bid for the same money", ASSUMED)
    cost: float = parameter(30, "£/month an organisation", (0, 1e4), "to the funder, to judge the bids", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return renewal, hours for bids, rivalry and cost."""
        return {
            "renewal": np.minimum(terms.renewal, self.success_rate),
            "bid_hours": terms.bid_hours + self.bid_hours,
            "bid_rivalry": np.maximum(terms.bid_rivalry, self.rivalry),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
