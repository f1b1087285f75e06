"""Messages: who talks with many has little time for each, and a hub soon settles what is simple."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.partnerships import IMPLEMENTING, STAR, talking
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def heard(sector: Sector, rules: Rules, slot: Slots) -> Floats:
    """Return the smaller of min(1, C / d_a) and min(1, C / d_b): how much of what two members tell each other is heard.

    d is the number of others that a member talks with, and so of messages it must handle a month; C is its capacity.

    Parameters
    ----------
    slot : shape (live,)

    Returns
    -------
    shape (live, members, members), share
        1 where there is no pair.

    Sources
        Shaw 1964 (saturation: decentralised nets do better at complex tasks); Clore report §4.5.1, on Bavelas
    """
    capacity, partnerships = rules.parameters.game.messages, sector.partnerships
    if capacity >= MAX_MEMBERS - 1:
        return np.ones((len(slot), MAX_MEMBERS, MAX_MEMBERS))
    present = partnerships.member.take(slot, axis=0) >= 0
    others = present[:, :, None] & present[:, None, :] & ~np.eye(MAX_MEMBERS, dtype=bool)
    to_handle = (talking(partnerships, slot) & others).sum(2)
    share = np.minimum(1.0, capacity / np.maximum(to_handle, 1))
    out: Floats = np.where(others, np.minimum(share[:, :, None], share[:, None, :]), 1.0)
    return out


def hub_speed(sector: Sector, rules: Rules, slot: Slots) -> Floats:
    """Return 1 + h where three or more work round a hub on something simple, else 1: how fast they advance.

    Parameters
    ----------
    slot : shape (live,)

    Returns
    -------
    shape (live,), ratio

    Sources
        Shaw 1964 (centralised nets are faster at simple tasks)
    """
    gain, partnerships = rules.parameters.lifecycle.hub_speed, sector.partnerships
    if not gain:
        return np.ones(len(slot))
    hub = (partnerships.structure[slot] == STAR) & (partnerships.n_members()[slot] > 2)
    out: Floats = 1.0 + gain * (hub & (partnerships.stage[slot] < IMPLEMENTING))
    return out
