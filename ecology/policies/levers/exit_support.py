"""P34: support for leaving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitSupport(Lever):
    """Help members out of partnerships that do them harm."""

    code: ClassVar[str] = "P34"
    summary: ClassVar[str] = "The funder helps organisations out of partnerships that do them harm."
    source: ClassVar[str] = "Perfect fit"

    support: float = parameter(
        0.7, "0–1", (0, 1), "how much sooner a member that is out of pocket and losing leaves", ASSUMED
    )
    cost: float = parameter(10, "£/month an organisation", (0, 1e4), "to the funder, for advice and mediation", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return support and cost."""
        return {
            "exit_support": np.maximum(terms.exit_support, self.support),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
