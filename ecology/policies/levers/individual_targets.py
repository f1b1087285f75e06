"""P1: performance targets for each organisation, or for a wider scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever, share_in_domain, share_in_sector
from ecology.policies.terms import Terms

ORGANISATION, SUBSECTOR, SECTOR = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class IndividualTargets(Lever):
    """Reward own measured work; at wider scope an organisation's own share of what is measured is 1/N."""

    code: ClassVar[str] = "P1"
    summary: ClassVar[str] = "The funder sets performance targets and ties reward to what it can measure."
    source: ClassVar[str] = "Clore report §5.1.1, §4.5.1, §4.3.2"

    level: float = parameter(0.8, "0–1", (0, 1), "how demanding the targets are", ASSUMED)
    reward: float = parameter(0.4, "marginal reward", (0, 2), "on measured work at the most demanding level", ASSUMED)
    grant_at_stake: float = parameter(0.2, "share", (0, 1), "of a grant that moves with reported performance", ASSUMED)
    felt: float = parameter(0.4, "0–1", (0, 1), "control felt at the most demanding level and own scope", ASSUMED)
    scope: int = parameter(ORGANISATION, "0 organisation, 1 subsector, 2 sector", (0, 2), "what is measured", ASSUMED)
    cost: float = parameter(30, "£/month per grant", (0, 1e4), "of setting and reading targets", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return reward, own share of what is measured, grant at stake, control felt and cost."""
        labels = terms.labels
        share = (1.0, share_in_domain(labels), share_in_sector(labels))[self.scope]
        return {
            "target": terms.target + self.level * self.reward,
            "target_share": share,
            "grant_at_stake": self.level * self.grant_at_stake * share,
            "control": 1 - (1 - terms.control) * (1 - self.level * self.felt * share),
            "grant_cost": terms.grant_cost + self.cost,
        }
