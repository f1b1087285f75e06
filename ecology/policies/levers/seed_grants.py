"""P22: seed grants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedGrants(Lever):
    """Pay small partnerships a small sum, more as they get things done; it comes out of what grants would get."""

    code: ClassVar[str] = "P22"
    summary: ClassVar[str] = "The funder gives small partnerships small sums, which grow with success."
    source: ClassVar[str] = "Clore report §4.4.2; Perfect fit (One Church One Child)"

    size: float = parameter(
        60, "£/month a member", (0, 5000), "at first, to each member of a small partnership", ASSUMED
    )
    max_members: int = parameter(2, "members", (2, 4), "of a partnership that counts as small", ASSUMED)
    ladder: float = parameter(
        0.5,
        "share",
        (0, 5),
        "of the first sum that each success adds: a stage passed or a renewal, up to three",
        ASSUMED,
    )
    chances: float = parameter(
        0.01, "per organisation and month", (0, 1), "more chances seen to do something small together", ASSUMED
    )
    cost: float = parameter(2, "£/month an organisation", (0, 1000), "to the funder, to give the sums out", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return sums, their growth, for whom, chances seen and cost."""
        return {
            "seed": terms.seed + self.size,
            "seed_growth": np.maximum(terms.seed_growth, self.ladder),
            "seed_members": np.maximum(terms.seed_members, self.max_members),
            "chances": terms.chances + self.chances,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
