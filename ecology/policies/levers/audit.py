"""P6: audit and inspection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit(Lever):
    """Inspect the funded: misreporting is found more often, and intrusion is felt."""

    code: ClassVar[str] = "P6"
    summary: ClassVar[str] = "The funder audits a share of those it funds each year."
    source: ClassVar[str] = "Clore report §4.3.1–2; Perfect fit"

    rate: float = parameter(0.5, "audits/year", (0, 12), "of each funded organisation", ASSUMED)
    accuracy: float = parameter(0.8, "probability", (0, 1), "that an audit finds what is wrong", ASSUMED)
    sanction: float = parameter(0.5, "marginal reward", (0, 5), "loss when misreporting is found", ASSUMED)
    intrusiveness: float = parameter(0.3, "0–1", (0, 1), "control felt at one audit a year or more", ASSUMED)
    hours: float = parameter(20, "hours/audit", (0, 500), "taken from the audited", ASSUMED)
    cost: float = parameter(1500, "£/audit", (0, 1e5), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return audit rate, accuracy, sanction, hours taken, control felt and cost."""
        return {
            "audit_rate": terms.audit_rate + self.rate,
            "audit_accuracy": np.maximum(terms.audit_accuracy, self.accuracy),
            "sanction": terms.sanction + self.sanction,
            "report_hours": terms.report_hours + self.rate * self.hours / 12,
            "control": 1 - (1 - terms.control) * (1 - self.intrusiveness * min(self.rate, 1)),
            "grant_cost": terms.grant_cost + self.rate * self.cost / 12,
        }
