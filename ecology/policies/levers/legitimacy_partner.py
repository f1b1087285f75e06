"""P36: a legitimacy partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class LegitimacyPartner(Lever):
    """Win somebody whom the community respects: they stand beside partnerships, and it is they who ask."""

    code: ClassVar[str] = "P36"
    summary: ClassVar[str] = "The funder wins a partner whom the community respects to stand beside partnerships."
    source: ClassVar[str] = "Perfect fit (legitimacy; One Church One Child; Ten Point)"

    standing: float = parameter(0.9, "index 0–1", (0, 1), "with the public, of the partner of a community", ASSUMED)
    convening: float = parameter(
        0.5, "log odds", (0, 10), "by which people agree more readily when somebody respected asks", ASSUMED
    )
    cost: float = parameter(
        15, "£/month an organisation", (0, 1000), "to the funder, for the partner's expenses", ASSUMED
    )

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return the partner's standing, what it adds to a proposal, and cost."""
        return {
            "community_standing": np.maximum(terms.community_standing, self.standing),
            "convener": np.maximum(terms.convener, self.convening),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
