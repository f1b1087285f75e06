"""Motivation of one's own, and how control wears it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def worn(motivation: Floats, control: Floats, crowding_out: float, wear: float, recovery: float) -> Floats:
    """Return motivation after a step towards 1 − ψ χ, faster down than up (hysteresis); of the shape of `motivation`.

    Parameters
    ----------
    motivation : index, 1 unworn
    control : 0–1
        χ: control that is felt.
    crowding_out, wear, recovery : 0–1
        ψ: share lost under full control; steps down and up.
    """
    gap = 1.0 - crowding_out * control - motivation
    out: Floats = motivation + np.where(gap < 0, wear, recovery) * gap
    return out
