"""P28: support for newcomers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomers(Lever):
    """Have newcomers sent to the table, pay for their time to search, and lend them a mentor's name."""

    code: ClassVar[str] = "P28"
    summary: ClassVar[str] = "The funder helps people who are new to the sector to their first partnerships."
    source: ClassVar[str] = "Clore report §4.2.1"

    reserved: float = parameter(
        0.3, "probability", (0, 1), "that a newcomer, where there is one, looks for partners or is seated", ASSUMED
    )
    search_hours: float = parameter(
        3, "hours/month", (0, 100), "of paid search for each newcomer who looks for partners", ASSUMED
    )
    mentor: float = parameter(
        1, "log odds", (0, 5), "by which people agree more readily when a newcomer with a mentor asks", ASSUMED
    )
    cost: float = parameter(30, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return places at the table, search, a mentor and cost."""
        return {
            "entrant_seats": np.maximum(terms.entrant_seats, self.reserved),
            "entrant_hours": terms.entrant_hours + self.search_hours,
            "entrant_mentor": np.maximum(terms.entrant_mentor, self.mentor),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
