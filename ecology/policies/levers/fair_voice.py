"""P27: voice and balance of power."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class FairVoice(Lever):
    """See that small partners have a say and a fair part, and pay for the time that takes."""

    code: ClassVar[str] = "P27"
    summary: ClassVar[str] = "The funder sees that every partner has a voice."
    source: ClassVar[str] = "Clore report §4.2.2, §4.4.2; Perfect fit"

    floor: float = parameter(
        0.5, "share", (0, 1), "of joint value that is divided evenly, whoever is powerful", ASSUMED
    )
    hours: float = parameter(0.5, "hours/month", (0, 100), "of talks taken from each organisation", ASSUMED)
    cost: float = parameter(20, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return the even part, hours and cost."""
        return {
            "voice_floor": np.maximum(terms.voice_floor, self.floor),
            "channel_hours": terms.channel_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
