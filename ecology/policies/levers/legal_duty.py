"""P9: a legal duty to collaborate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDuty(Lever):
    """Oblige everybody, funded or not, to work with others; it is accepted as far as it is legitimate."""

    code: ClassVar[str] = "P9"
    summary: ClassVar[str] = "A law obliges organisations to work in partnership."
    source: ClassVar[str] = "Reciprocity; Clore report §4.1.2"

    enforcement: float = parameter(
        0.1, "share a month", (0, 1), "of those without a partnership who are made to look for one", ASSUMED
    )
    legitimacy: float = parameter(
        0.3, "0–1", (0, 1), "how far the right to demand it is accepted: 1 is as good as free choice", ASSUMED
    )
    cost: float = parameter(10, "£/month", (0, 1000), "to the funder, an organisation, to enforce it", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return who is made to look, how far the duty is accepted, and cost."""
        return {
            "duty": np.maximum(terms.duty, self.enforcement),
            "duty_legitimacy": np.maximum(terms.duty_legitimacy, self.legitimacy),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
