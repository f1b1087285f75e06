"""P19: a bonus on what is achieved with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class JointBonus(Lever):
    """Pay the members of partnerships for what they make together; the money comes out of what grants would get."""

    code: ClassVar[str] = "P19"
    summary: ClassVar[str] = "The funder pays a bonus on what partners achieve together."
    source: ClassVar[str] = "Clore report, recommendation 4"

    rate: float = parameter(0.3, "ratio", (0, 5), "of the value of joint work, paid as a bonus", ASSUMED)
    checked: float = parameter(
        0.5, "share", (0, 1), "of the bonus paid by what each is found to give; the rest is shared evenly", ASSUMED
    )
    hours: float = parameter(1, "hours/month", (0, 100), "taken from each organisation where all is checked", ASSUMED)
    cost: float = parameter(
        20, "£/month an organisation", (0, 1e4), "to the funder where all is checked, besides the bonus", ASSUMED
    )

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return the bonus, how far it is checked, and what checking costs."""
        return {
            "bonus": terms.bonus + self.rate,
            "bonus_checked": np.maximum(terms.bonus_checked, self.checked),
            "channel_hours": terms.channel_hours + self.hours * self.checked,
            "organisation_cost": terms.organisation_cost + self.cost * self.checked,
        }
