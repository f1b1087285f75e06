"""P2: partnership as a condition of the grant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredPartnership(Lever):
    """Fund only those who work in partnership: who has no partner looks for one, and is not free to refuse."""

    code: ClassVar[str] = "P2"
    summary: ClassVar[str] = "The funder makes working in partnership a condition of its grants."
    source: ClassVar[str] = "Clore report §4.1.3; Perfect fit (Hartford)"

    share: float = parameter(
        0.25, "share a month", (0, 1), "of the funded without a partnership who look for one for the grant", ASSUMED
    )
    stake: float = parameter(
        1.5, "log odds", (0, 10), "by which they agree more readily when asked, as money depends on it", ASSUMED
    )
    cost: float = parameter(20, "£/month a grant", (0, 1000), "to the funder, to see that it is met", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return who looks, how readily those asked agree, and cost."""
        return {
            "partner_required": np.maximum(terms.partner_required, self.share),
            "partner_stake": np.maximum(terms.partner_stake, self.stake),
            "grant_cost": terms.grant_cost + self.cost,
        }
