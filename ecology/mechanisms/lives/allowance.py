"""Allowance: time that partners are paid for to learn about each other before anything is asked of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def in_time_allowed(sector: Sector, rules: Rules, slot: Slots) -> npt.NDArray[np.bool_]:
    """Return which partnerships are younger than the longest time that a funder of any member allows.

    Parameters
    ----------
    slot : shape (live,)

    Sources
        Clore report, recommendation 5, §4.4.2 (give partners time to learn about each other)
    """
    allowed = rules.asked.time_allowed
    if not allowed.any():
        return np.zeros(len(slot), dtype=bool)
    member = sector.partnerships.member.take(slot, axis=0)
    longest = np.where(member >= 0, allowed.max(0)[member], 0.0).max(1)
    out: npt.NDArray[np.bool_] = sector.month - sector.partnerships.began[slot] < longest
    return out


def paid_ground(sector: Sector, rules: Rules, slot: Slots) -> Floats:
    """Return h / p: paid hours a member over what members have pledged, while time is allowed; else 0; shape (live,).

    It adds to contributions where common ground grows with them.
    """
    hours = rules.asked.time_hours
    if not hours.any():
        return np.zeros(len(slot))
    partnerships = sector.partnerships
    member = partnerships.member.take(slot, axis=0)
    present = member >= 0
    paid = np.where(present, hours.max(0)[member], 0.0).sum(1)
    pledged = partnerships.pledge.take(slot, axis=0).sum((1, 2))
    share = np.divide(paid, pledged, out=np.zeros(len(slot)), where=pledged > 0)
    out: Floats = share * in_time_allowed(sector, rules, slot)
    return out
