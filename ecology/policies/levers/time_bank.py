"""P33: a time bank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever, per_organisation
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBank(Lever):
    """Sponsor a circle in which people trade hours; after `end` it has only what its members do."""

    code: ClassVar[str] = "P33"
    summary: ClassVar[str] = "The funder invites people into a circle that trades hours of help and coaching."
    source: ClassVar[str] = "Reciprocity (the Coaching Network)"

    invited: float = parameter(
        4, "people/month", (0, 1000), "in the sector who follow the sponsor's invitation", ASSUMED
    )
    debt: float = parameter(
        8, "hours", (0, 1000), "drawn beyond those given that new members agree to refuse more from", ASSUMED
    )
    sanction: float = parameter(1.0, "share", (0, 1), "of new members who are held to that limit, by lot", ASSUMED)
    hours: float = parameter(0.2, "hours/month", (0, 100), "of information taken from each organisation", ASSUMED)
    cost: float = parameter(300, "£/person invited", (0, 1e4), "to the funder, to introduce and train them", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return invitations, what new members agree to, hours taken and cost."""
        invited = per_organisation(self.invited, terms.labels, self.who)
        return {
            "bank_invited": terms.bank_invited + invited,
            "bank_debt": np.maximum(terms.bank_debt, self.debt),
            "bank_sanction": np.maximum(terms.bank_sanction, self.sanction),
            "channel_hours": terms.channel_hours + self.hours,
            "organisation_cost": terms.organisation_cost + invited * self.cost,
        }
