"""Shocks that make or break a partnership, and what holds it together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def breaks(sector: Sector, rules: Rules, streams: Streams, live: Slots, trust: Floats) -> Mask:
    """Return which live partnerships meet a shock this month that breaks them.

    A shock comes at a hazard; an agreement made to adapt takes a share of shocks; the others are survived with chance
    g (τ̄ + G)/2 + (1 − g) min(Π/n, 1): trust and common ground, and what there is to lose. Money alone is weak glue to
    the degree that g says.

    Parameters
    ----------
    live : shape (live,)
        Slots of live partnerships.
    trust : shape (live,), 0–1
        τ̄, the mean trust between their people.

    Sources
        Clore report §4.1.1 (money is not enough to get through problems); Perfect fit (contingent clauses)
    """
    p, partnerships, month = rules.parameters.lifecycle, sector.partnerships, sector.month
    if not p.shock:
        return np.zeros(len(live), dtype=bool)
    entry = partnerships.entry[live]
    lots = streams.together(("shock to a partnership", "adapts to a shock", "holds in a shock"), month).uniform(entry)
    pie = np.minimum(partnerships.value[live] / np.maximum(partnerships.n_members()[live], 1), 1.0)
    holds = p.glue * (trust + partnerships.common_ground[live]) / 2 + (1 - p.glue) * pie
    met = lots[0] < p.shock
    adapted, held = lots[1] < p.adapt, lots[2] < holds
    for what, mask in (("adapted to a shock", adapted), ("held in a shock", ~adapted & held)):
        sector.events.add(month, what, partnership=entry[met & mask], reason="met with what could have broken it")
    out: Mask = met & ~adapted & ~held
    return out
