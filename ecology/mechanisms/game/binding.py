"""Binding: the further members bind themselves, the more there is to gain, and to lose."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def bound(sector: Sector, rules: Rules, slot: Slots) -> tuple[Floats, Floats]:
    """Return 1 + g D and 1 + e D: what depth D makes of synergy, and of the audience that can be taken from a partner.

    Parameters
    ----------
    slot : shape (live,)

    Returns
    -------
    Two of shape (live,), ratios

    Sources
        Perfect fit (a continuum from communication to merger: more benefit and more risk)
    """
    p, depth = rules.parameters.game, sector.partnerships.depth[slot]
    return 1.0 + p.depth_gain * depth, 1.0 + p.depth_risk * depth
