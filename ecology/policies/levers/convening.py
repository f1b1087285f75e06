"""P16: convening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever, per_organisation
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Convening(Lever):
    """Hold events where people from different organisations meet; the places are shared out evenly."""

    code: ClassVar[str] = "P16"
    summary: ClassVar[str] = "The funder holds events where people in the sector get to know each other."
    source: ClassVar[str] = "Clore report, recommendation 3; Contingent cooperation; Reciprocity"

    events_per_year: float = parameter(12, "events/year", (0, 100), "held in the sector", ASSUMED)
    places: float = parameter(40, "places/event", (0, 1000), "at each", ASSUMED)
    mixing: float = parameter(0.8, "0–1", (0, 1), "0 people meet their like – 1 people meet anybody", ASSUMED)
    hours: float = parameter(5, "hours/place", (0, 100), "taken from each who attends", ASSUMED)
    cost: float = parameter(120, "£/place", (0, 5000), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return places, mixing, hours taken and cost."""
        places = per_organisation(self.events_per_year * self.places / 12, terms.labels, self.who)
        return {
            "event_places": terms.event_places + places,
            "event_mixing": self.mixing,
            "event_hours": self.hours,
            "organisation_cost": terms.organisation_cost + places * self.cost,
        }
