"""P3: pay by the number of partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCount(Lever):
    """Pay those funded for each partner they have, up to a few; it comes out of what grants would get."""

    code: ClassVar[str] = "P3"
    summary: ClassVar[str] = "The funder pays for every partner an organisation has."
    source: ClassVar[str] = "Clore report §4.1.3"

    pay: float = parameter(
        100, "£/month a partner", (0, 5000), "for each partner of an organisation that holds a grant", ASSUMED
    )
    cap: int = parameter(3, "partners", (1, 3), "of one partnership that are paid for at most", ASSUMED)
    cost: float = parameter(5, "£/month an organisation", (0, 1e4), "to the funder, to count them", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return pay, its cap and cost."""
        return {
            "partner_pay": terms.partner_pay + self.pay,
            "partner_pay_cap": np.maximum(terms.partner_pay_cap, self.cap),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
