"""Hiring: whoever heads an organisation takes on people of like mind."""

from __future__ import annotations

import numpy as np

from ecology.rules import Rules
from ecology.sector.categories import LEVELS
from ecology.sector.columns import Slots
from ecology.sector.order import nth_of_group
from ecology.sector.sector import Sector

TOP = LEVELS.index("top")


def take_after_head(sector: Sector, rules: Rules, entrants: Slots, where: Slots) -> None:
    """Draw the values of entrants towards those of the head of the organisation that hires them: v ← (1 − h) v + h v_h.

    The head is who has been longest at the top; where nobody is at the top, entrants keep the values they came with.

    Parameters
    ----------
    entrants, where : shape (n,)
        People who enter, and the organisation that hires each.

    Sources
        Clore report §4.5.1 (directors surround themselves with like minds)
    """
    share, people = rules.parameters.mobility.like_minds, sector.people
    if not share:
        return
    staff = sector.staff_of(where)
    top = staff[people.level[staff] == TOP]
    top = top[np.lexsort((people.entry[top], -people.tenure[top]))]
    head = nth_of_group(top, people.employer[top].astype(np.int64), where, np.zeros(len(where), dtype=np.int64))
    led, head = entrants[head >= 0], head[head >= 0]
    people.values[led] = (1.0 - share) * people.values[led] + share * people.values[head]
