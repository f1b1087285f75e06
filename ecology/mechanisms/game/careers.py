"""Careers: people are promoted for what their own organisation can count."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

NEAR = np.array([0.5, 1.0, 0.0])
"""How near promotion is, by level: the middle is one step from the top, which has nowhere to go."""


def ambition(sector: Sector, rules: Rules, who: Slots) -> npt.NDArray[np.float64]:
    """Return c n(level): what the hope of promotion adds to the incentive on own measured work.

    n is ½ for operational staff, 1 for the middle and 0 for the top.

    Parameters
    ----------
    who : shape (n,)

    Returns
    -------
    shape (n,), marginal reward

    Sources
        Clore report §4.5.1 (careers reward the size of one's own organisation, and so silos)
    """
    reward = rules.parameters.ownwork.career
    if not reward:
        return np.zeros(len(who))
    out: npt.NDArray[np.float64] = reward * NEAR[sector.people.level[who]]
    return out
