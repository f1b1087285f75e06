"""The shadow of the future: how likely a pair is to meet again, and what of it deters.

Sources: Axelrod 1984; Clore report §4.1.3.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def continuation(
    patience: Floats, lapse: float, months: Floats, renewal: Floats, stays: Floats, portability: float, replay: float
) -> Floats:
    """Return w = δ (1 − ℓ) (1 − (1 − r)/L) [y + (1 − y) φ u].

    Parameters
    ----------
    patience : 0–1
        δ: weight of next month.
    lapse : 0–1
        ℓ: hazard that the tie lapses in a month.
    months : months
        L: planned length, constant while the partnership runs.
    renewal : 0–1
        r: chance of renewal at its end.
    stays : 0–1
        y = (1 − ξ_i)(1 − ξ_j): chance that both stay in post.
    portability, replay : 0–1
        φ, the share of ties that survive a move, and u, the chance that a surviving tie is played again.
    """
    ends = (1.0 - renewal) / np.maximum(months, 1.0)
    return patience * (1.0 - lapse) * (1.0 - ends) * (stays + (1.0 - stays) * portability * replay)


def deterrence(w: Floats, seen: Floats) -> Floats:
    """Return W = o w / (1 − w + o w): what of the shadow deters when an action is seen with probability o."""
    return seen * w / np.maximum(1.0 - w + seen * w, 1e-12)
