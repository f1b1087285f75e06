"""P17: facilitators whom partners trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker(Lever):
    """Pay brokers who know people, look after partnerships, carry news between partners and mediate."""

    code: ClassVar[str] = "P17"
    summary: ClassVar[str] = "The funder pays facilitators who look after partnerships."
    source: ClassVar[str] = "Contingent cooperation; Perfect fit; Clore report §4.3.2"

    brokers: int = parameter(2, "brokers", (1, 20), "paid in the sector", ASSUMED)
    cover: float = parameter(0.5, "share", (0, 1), "of partnerships that they look after", ASSUMED)
    trust: float = parameter(0.7, "0–1", (0, 1), "that partners have in a broker they know", ASSUMED)
    tenure: float = parameter(36, "months", (6, 240), "a broker stays", ASSUMED)
    search_hours: float = parameter(
        1.5, "hours/month", (0, 100), "of looking for partners that they take off each organisation", ASSUMED
    )
    cost: float = parameter(60, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return who is looked after, by how many, for how long, search and cost."""
        return {
            "broker_cover": np.maximum(terms.broker_cover, self.cover),
            "broker_trust": np.maximum(terms.broker_trust, self.trust),
            "broker_count": np.maximum(terms.broker_count, self.brokers),
            "broker_tenure": self.tenure,
            "search_hours": terms.search_hours + self.search_hours,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
