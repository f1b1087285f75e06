"""P30: training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Lever):
    """Train people in partnering and in working with rivals."""

    code: ClassVar[str] = "P30"
    summary: ClassVar[str] = "The funder trains people in partnering and in working with rivals."
    source: ClassVar[str] = "Clore report §4.2.4, §4.4.3; Perfect fit"

    partnering: float = parameter(
        0.03, "share a month", (0, 1), "of the partnering skill people lack that they learn", ASSUMED
    )
    relief: float = parameter(
        0.5, "share", (0, 1), "of the fear of helping rivals that people see to be fancied", ASSUMED
    )
    hours: float = parameter(1.5, "hours/month", (0, 100), "of courses taken from each organisation", ASSUMED)
    cost: float = parameter(60, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return skill learnt, fear relieved, hours and cost."""
        return {
            "skill_training": np.maximum(terms.skill_training, self.partnering),
            "fear_relief": np.maximum(terms.fear_relief, self.relief),
            "channel_hours": terms.channel_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
