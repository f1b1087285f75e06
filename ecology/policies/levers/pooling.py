"""P32: shared services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooling(Lever):
    """Help partners to share a back office: pay for part of the set-up, and let it begin at less depth."""

    code: ClassVar[str] = "P32"
    summary: ClassVar[str] = "The funder helps organisations to share services."
    source: ClassVar[str] = "Clore report §2.2.2"

    saving: float = parameter(0.03, "share", (0, 0.3), "more of running costs saved by who shares services", ASSUMED)
    setup: float = parameter(0.5, "share", (0, 1), "of the cost of setting up that the funder bears", ASSUMED)
    cost: float = parameter(
        40, "£/month an organisation", (0, 1e4), "to the funder, part of the set-up included", ASSUMED
    )

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return saving, set-up borne and cost."""
        return {
            "pool_saving": terms.pool_saving + self.saving,
            "pool_setup": np.maximum(terms.pool_setup, self.setup),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
