"""Gates: funders who help partnerships along early, and press for what was promised late."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import IMPLEMENTING, Seats
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def early_support(sector: Sector, rules: Rules, slot: Slots) -> Floats:
    """Return by how much partnerships get on faster before they implement, the most any member's funder offers.

    Parameters
    ----------
    slot : shape (live,)

    Returns
    -------
    shape (live,), ratio

    Sources
        Perfect fit (Gray: partners need help to agree on the problem and the direction)
    """
    offered = rules.asked.stage_support
    if not offered.any():
        return np.zeros(len(slot))
    member = sector.partnerships.member.take(slot, axis=0)
    most = np.where(member >= 0, offered.max(0)[member], 0.0).max(1)
    out: Floats = most * (sector.partnerships.stage[slot] < IMPLEMENTING)
    return out


def late_pressure(sector: Sector, rules: Rules, seats: Seats) -> Floats:
    """Return by how much more of their pledged hours people make time for once their partnership implements.

    Returns
    -------
    shape (seats,), ratio

    Sources
        Perfect fit (Gray: some pressure from outside helps when it comes to implementing)
    """
    pressed = rules.asked.stage_pressure
    if not pressed.any():
        return np.zeros(len(seats.person))
    partnerships = sector.partnerships
    held = sector.grants.held(pressed.shape) * pressed
    firm = partnerships.member[seats.partnership, seats.member]
    out: Floats = held.max(0)[firm] * (partnerships.stage[seats.partnership] == IMPLEMENTING)
    return out
