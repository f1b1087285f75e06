"""Training: people learn how to be partners, where a funder pays for courses."""

from __future__ import annotations

from ecology.rules import Rules
from ecology.sector.sector import Sector


def train(sector: Sector, rules: Rules) -> None:
    """Move the partnering skill of staff: k ← k + t (1 − k), with t what the funders of their organisation offer.

    Sources
        Clore report §4.2.4, §5.1.4 (skill in dealing with people matters, and can be trained); Perfect fit
    """
    offered = rules.asked.skill_training
    if not offered.any():
        return
    people, staff = sector.people, sector.staff()
    skill = people.skill[staff]
    people.skill[staff] = skill + offered.max(0)[people.employer[staff]] * (1.0 - skill)
