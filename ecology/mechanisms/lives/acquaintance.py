"""Acquaintance: those who understand each other from the start soon agree on what to do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import IMPLEMENTING
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def head_start(sector: Sector, rules: Rules, slot: Slots) -> Floats:
    """Return 1 + h G before partnerships implement, else 1: how fast common ground lets them advance.

    Parameters
    ----------
    slot : shape (live,)

    Returns
    -------
    shape (live,), ratio

    Sources
        Clore report §4.2.1 (it is easier to start with somebody one knows)
    """
    partnerships = sector.partnerships
    early = partnerships.stage[slot] < IMPLEMENTING
    out: Floats = 1.0 + rules.parameters.lifecycle.head_start * partnerships.common_ground[slot] * early
    return out
