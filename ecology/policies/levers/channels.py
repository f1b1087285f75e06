"""P18: information channels, non-intrusive monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.kinds import KINDS, Kind
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels(Lever):
    """Let partners see what each contributes, without inspecting anybody.

    `kind` names one of nine ways to do it: 1 facilitated meetings, 2 a trusted broker, 3 joint research, 4 an online
    forum, 5 social gatherings, 6 a yearly memorandum, 7 a newsletter, 8 celebration in the media, 9 a perk for
    reporting. Each has its own reach, accuracy, months between showings, hours, cost and intrusiveness, in the place of
    those set here; at 0 those set here hold.
    """

    code: ClassVar[str] = "P18"
    summary: ClassVar[str] = "The funder pays for channels through which partners see what each contributes."
    source: ClassVar[str] = "Contingent cooperation"

    kind: int = parameter(0, "kind", (0, len(KINDS)), "of channel, see above; 0 as set here", ASSUMED)
    reach: float = parameter(0.6, "share", (0, 1), "of partners who follow the channels", ASSUMED)
    accuracy: float = parameter(0.5, "probability", (0, 1), "that what is done shows in them within the month", ASSUMED)
    every: int = parameter(1, "months", (1, 60), "from one month whose acts show in them to the next", ASSUMED)
    hours: float = parameter(1.5, "hours/month", (0, 100), "taken from each organisation", ASSUMED)
    cost: float = parameter(40, "£/month per organisation", (0, 1e4), "to the funder", ASSUMED)
    intrusiveness: float = parameter(0, "0–1", (0, 1), "control felt", ASSUMED)

    def held(self) -> Kind:
        """Return what holds: the kind that is named, or what is set here."""
        if self.kind:
            return KINDS[self.kind - 1]
        return Kind("", self.reach, self.accuracy, self.every, self.hours, self.cost, self.intrusiveness)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return added sight, hours taken, control felt and cost.

        What shows once in so many months is one month's acts of so many: each is seen with that part of the chance.
        """
        kind = self.held()
        sight = kind.reach * kind.accuracy / kind.every
        return {
            "channel_sight": 1 - (1 - terms.channel_sight) * (1 - sight),
            "channel_hours": terms.channel_hours + kind.hours,
            "control": 1 - (1 - terms.control) * (1 - kind.intrusiveness),
            "organisation_cost": terms.organisation_cost + kind.cost,
        }
