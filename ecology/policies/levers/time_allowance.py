"""P15: time to learn about each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAllowance(Lever):
    """Pay partners for time to get to know each other, and ask for no output until they have had it."""

    code: ClassVar[str] = "P15"
    summary: ClassVar[str] = "The funder gives partners time to learn about each other before they deliver."
    source: ClassVar[str] = "Clore report, recommendation 5, §4.4.2"

    months: float = parameter(6, "months", (0, 24), "before which no output is asked", ASSUMED)
    hours: float = parameter(4, "hours/month", (0, 100), "a partner, paid by the funder", ASSUMED)
    hour_cost: float = parameter(
        5, "£/hour an organisation", (0, 200), "to the funder, spread over all it is meant for", ASSUMED
    )

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return months without output, hours and cost."""
        return {
            "time_allowed": np.maximum(terms.time_allowed, self.months),
            "time_hours": terms.time_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.hours * self.hour_cost,
        }
