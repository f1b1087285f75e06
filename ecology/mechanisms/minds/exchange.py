"""Exchange of knowledge: at par it builds trust, one-sided it wears it down."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Dyads
from ecology.sector.sector import Sector
from ecology.sector.ties import WIDTH

Floats = npt.NDArray[np.float64]

NOTHING = 1e-9
"""Exchange below which there was none."""


def value_exchange(sector: Sector, rules: Rules, dyads: Dyads, column: Slots, received: Floats) -> None:
    """Move trust with parity q = min / max of what two gave each other this month.

    τ ← τ + r (2q − 1)(1 − τ) from one half up, τ ← τ − r (1 − 2q) τ below; nothing where nothing was exchanged.

    Parameters
    ----------
    column : shape (dyads,)
        Where the first of each dyad remembers the second, −1 nowhere.
    received : shape (dyads,), index
        What the first received of the second.

    Sources
        Clore report §4.4.3 (exchange of knowledge of equal value builds trust)
    """
    rate, ties = rules.parameters.trust.exchange, sector.ties
    if not rate:
        return
    known = column >= 0
    # who sits with somebody twice exchanges with them once, all that it comes to
    cell, which = np.unique(dyads.person[known] * WIDTH + column[known], return_inverse=True)
    got = np.bincount(which, weights=received[known], minlength=len(cell))
    gave = np.bincount(which, weights=received[dyads.back][known], minlength=len(cell))
    most = np.maximum(got, gave)
    parity = np.minimum(got, gave) / np.maximum(most, NOTHING)
    step = rate * (2.0 * parity - 1.0) * (most > NOTHING)
    trust = ties.trust.take(cell)
    ties.trust.put(cell, trust + np.where(step > 0, step * (1 - trust), step * trust))
