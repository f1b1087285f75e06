"""P23: secondments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Secondment(Lever):
    """Pay for people of the same level to change places with each other for a time."""

    code: ClassVar[str] = "P23"
    summary: ClassVar[str] = "The funder pays for secondments between organisations."
    source: ClassVar[str] = "Clore report §5.1.4"

    rate: float = parameter(0.05, "share/year", (0, 1), "of staff who change places", ASSUMED)
    months: float = parameter(12, "months", (1, 60), "that they stay away", ASSUMED)
    return_share: float = parameter(0.8, "probability", (0, 1), "that they go back when the time is over", ASSUMED)
    cost: float = parameter(40, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return who changes places, for how long, and cost."""
        return {
            "secondment": 1 - (1 - terms.secondment) * (1 - self.rate),
            "secondment_months": np.maximum(terms.secondment_months, self.months),
            "secondment_return": np.maximum(terms.secondment_return, self.return_share),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
