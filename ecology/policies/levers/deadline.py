"""P8: deadlines and depth demanded at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Lever):
    """Ask partnerships of the funded to bind themselves at once and to show output by a date."""

    code: ClassVar[str] = "P8"
    summary: ClassVar[str] = "The funder asks for close partnership at once, and for first output soon."
    source: ClassVar[str] = "Perfect fit (Hartford)"

    months: float = parameter(3, "months", (1, 36), "to a partnership's first output, at the latest", ASSUMED)
    depth: float = parameter(
        0, "steps", (0, 4), "asked for at once: 1 cooperation, 2 coordination, 3 federation, 4 merger", ASSUMED
    )
    cost: float = parameter(20, "£/month a grant", (0, 1000), "to the funder, to watch its dates", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return months to output, depth asked for, and cost."""
        return {
            "output_months": np.minimum(terms.output_months, self.months),
            "depth_asked": np.maximum(terms.depth_asked, self.depth),
            "grant_cost": terms.grant_cost + self.cost,
        }
