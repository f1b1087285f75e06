"""Need: how much a good name is worth depends on what one will want of the others later."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.game.stakes import Stakes
from ecology.rules import Rules
from ecology.sector.partnerships import Seats

Floats = npt.NDArray[np.float64]


def need_later(rules: Rules, seats: Seats, stakes: Stakes, shadow: Floats) -> Floats:
    """Return 1 − q (1 − W min(γ̄, 1)): what is left of the stake in a good name.

    γ̄ is the mean synergy with the other members, capped where a partner's work doubles one's own, and W the chance
    that it is there to be had again. With weight q = 0 everybody's name is worth the same to them.

    Parameters
    ----------
    shadow : shape (seats,)
        W, the mean over partners.

    Returns
    -------
    shape (seats,), share

    Sources
        Clore report §4.2.2 (what a reputation weighs depends on what one will need from the others)
    """
    weight = rules.parameters.decision.need
    if not weight:
        return np.ones(len(seats.person))
    row = np.searchsorted(stakes.slot, seats.partnership)
    synergy = stakes.gamma[row, seats.member].sum(1) / np.maximum(stakes.n[row] - 1, 1)
    out: Floats = 1.0 - weight * (1.0 - shadow * np.minimum(synergy, 1.0))
    return out
