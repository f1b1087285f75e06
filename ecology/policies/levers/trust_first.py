"""P21: trust first, then reciprocate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustFirst(Lever):
    """The funder opens with trust, checks lightly, and answers what it finds (Clore report, recommendation 8)."""

    code: ClassVar[str] = "P21"
    summary: ClassVar[str] = "The funder trusts first, checks lightly, and answers in kind."
    source: ClassVar[str] = "Clore report, recommendation 8 and §4.3.2"

    initial_trust: float = parameter(0.8, "0–1", (0, 1), "with which a funding relationship starts", ASSUMED)
    response: float = parameter(
        0.8, "ratio", (0, 1), "slope: slightly weaker than the provocation", "Clore report §3.1.3"
    )
    check_rate: float = parameter(0.1, "audits/year", (0, 12), "light checks of each funded organisation", ASSUMED)
    check_accuracy: float = parameter(0.5, "probability", (0, 1), "that a check finds what is wrong", ASSUMED)
    check_cost: float = parameter(300, "£/check", (0, 1e5), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return the opening trust, the response, the checks and their cost."""
        return {
            "trust_first": self.initial_trust,
            "response": self.response,
            "audit_rate": terms.audit_rate + self.check_rate,
            "audit_accuracy": np.maximum(terms.audit_accuracy, self.check_accuracy),
            "grant_cost": terms.grant_cost + self.check_rate * self.check_cost / 12,
        }
