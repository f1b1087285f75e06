"""Overtime: what of the time that others take is worked on top of contracted hours."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def time_taken(sector: Sector, who: Slots) -> Floats:
    """Return the hours that funders, ties, partnerships and the time bank take of people this month, shape (n,)."""
    people = sector.people
    out: Floats = people.hours_admin[who] + people.hours_ties[who] + people.hours_joint[who] + people.hours_bank[who]
    return out


def overtime_of(sector: Sector, rules: Rules, who: Slots) -> Floats:
    """Return max(ε T, T − H), with T the time taken by others and H contracted hours; hours/month, shape (n,)."""
    taken = time_taken(sector, who)
    # what cannot be fitted into contracted hours is worked on top, whatever the elasticity
    out: Floats = np.maximum(rules.parameters.hours.elasticity * taken, taken - sector.people.hours[who])
    return out
