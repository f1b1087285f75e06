"""Responsibility: targets bear on those who answer for them, most of all on the top."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.categories import LEVELS
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

TOP = LEVELS.index("top")


def borne(sector: Sector, rules: Rules, who: Slots) -> npt.NDArray[np.float64]:
    """Return 1 − s (top − level) / 2: how much of an organisation's incentive on measured work each person feels.

    Levels are 0 operational, 1 middle and 2 top: the top feels all of it, operational staff 1 − s.

    Parameters
    ----------
    who : shape (n,)

    Returns
    -------
    shape (n,), share

    Sources
        Clore report §4.5.1 (directors bear viability and targets; middle and lower levels collaborate better)
    """
    spared = rules.parameters.ownwork.level_incentive
    if not spared:
        return np.ones(len(who))
    out: npt.NDArray[np.float64] = 1.0 - spared * (TOP - sector.people.level[who]) / TOP
    return out
