"""P5: reporting and administrative burden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms

RELATIVE_SIZE = np.array([0.3, 1.0, 3.0])
"""Hours of a report that grow with size, small, medium and large against medium (assumption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting(Lever):
    """Ask for reports; a fixed part weighs most on the small."""

    code: ClassVar[str] = "P5"
    summary: ClassVar[str] = "The funder asks for regular reports on every grant."
    source: ClassVar[str] = "Clore report §4.3.2; Contingent cooperation"

    hours: float = parameter(12, "hours/month", (0, 40), "for a medium organisation, on each grant", ASSUMED)
    fixed_share: float = parameter(0.5, "share", (0, 1), "of the hours that does not fall with size", ASSUMED)
    felt: float = parameter(0.2, "0–1", (0, 1), "control felt from it", ASSUMED)
    reading_cost: float = parameter(5, "£/hour reported", (0, 100), "to the funder, to read what is sent", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return report hours, control felt and cost."""
        hours = self.hours * (self.fixed_share + (1 - self.fixed_share) * RELATIVE_SIZE[terms.labels.size])
        return {
            "report_hours": terms.report_hours + hours,
            "control": 1 - (1 - terms.control) * (1 - self.felt),
            "grant_cost": terms.grant_cost + hours * self.reading_cost,
        }
