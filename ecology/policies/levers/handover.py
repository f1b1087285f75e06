"""P24: handover and second contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Lever):
    """Pay for time to hand over, and for a second contact in each partner."""

    code: ClassVar[str] = "P24"
    summary: ClassVar[str] = "The funder supports handing over and having a second contact."
    source: ClassVar[str] = "Clore report §4.2.1; Perfect fit"

    share: float = parameter(0.7, "share", (0, 1), "of what a leaver knew of partners that successors inherit", ASSUMED)
    contacts: float = parameter(
        0.6, "probability", (0, 1), "that a member seats somebody at each further level", ASSUMED
    )
    hours: float = parameter(0.5, "hours/month", (0, 100), "taken from each organisation to keep notes", ASSUMED)
    cost: float = parameter(15, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return what is handed over, further contacts, hours and cost."""
        return {
            "handover": np.maximum(terms.handover, self.share),
            "more_seats": np.maximum(terms.more_seats, self.contacts),
            "channel_hours": terms.channel_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.cost,
        }
