"""P31: norm agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class NormAgreement(Lever):
    """Have partners talk through what they expect of each other, at set-up and in what runs already."""

    code: ClassVar[str] = "P31"
    summary: ClassVar[str] = "The funder has partners say openly what they expect of each other."
    source: ClassVar[str] = "Clore report §4.3.2; Perfect fit (Hartford)"

    explicitness: float = parameter(0.5, "0–1", (0, 1), "how explicit expectations become", ASSUMED)
    cost: float = parameter(40, "£/month a grant", (0, 1000), "to the funder, for somebody to lead the talks", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return how explicit expectations become, and cost."""
        return {
            "norms": np.maximum(terms.norms, self.explicitness),
            "grant_cost": terms.grant_cost + self.cost,
        }
