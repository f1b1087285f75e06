"""P26: contacts at three levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeLevels(Lever):
    """Ask members to seat people of each level: the top, the middle and those who deliver."""

    code: ClassVar[str] = "P26"
    summary: ClassVar[str] = "The funder asks partners to link up at every level."
    source: ClassVar[str] = "Thought partners; Clore report §4.5.1"

    asked: float = parameter(0.9, "probability", (0, 1), "that a member seats somebody at each level it has", ASSUMED)
    cost: float = parameter(5, "£/month an organisation", (0, 1e4), "to the funder, to see to it", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return seats at each level and cost."""
        return {
            "more_seats": np.maximum(terms.more_seats, self.asked),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
