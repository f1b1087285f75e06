"""P7: publication of results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity(Lever):
    """Publish what each organisation reports, with a penalty in standing for who is low."""

    code: ClassVar[str] = "P7"
    summary: ClassVar[str] = "The funder publishes the results of each organisation."
    source: ClassVar[str] = "Clore report §4.3.1"

    publicity: float = parameter(0.5, "0–1", (0, 1), "how widely results are known", ASSUMED)
    penalty: float = parameter(0.3, "marginal reward", (0, 2), "on reported work where all is published", ASSUMED)
    felt: float = parameter(0.2, "0–1", (0, 1), "how controlling it is felt to be where all is published", ASSUMED)
    revealed: float = parameter(
        0.02, "probability a month", (0, 1), "that what is published shows what a partner contributes", ASSUMED
    )
    cost: float = parameter(15, "£/month an organisation", (0, 1e4), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return reward on what is reported, control felt, what is revealed, and cost."""
        return {
            "target": terms.target + self.publicity * self.penalty,
            "control": 1 - (1 - terms.control) * (1 - self.publicity * self.felt),
            "channel_sight": 1 - (1 - terms.channel_sight) * (1 - self.publicity * self.revealed),
            "organisation_cost": terms.organisation_cost + self.cost,
        }
