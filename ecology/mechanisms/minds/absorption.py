"""How much gets across between partners: how frank one is, and how much the other can take in."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.likeness import rivalry
from ecology.rules import Rules
from ecology.sector.partnerships import Dyads
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def absorption(sector: Sector, rules: Rules, dyads: Dyads) -> Floats:
    """Return 1 − a (1 − K̄): what the first of each dyad can take in, with K̄ the mean of what they know; shape (dyads,).

    Two who learn from each other so drift apart if one knows more: win-win becomes win-more and win-less.

    Sources
        Clore report §4.4.3; Cohen and Levinthal 1990
    """
    weight = rules.parameters.knowledge.absorption
    if not weight:
        return np.ones(len(dyads.person))
    known = sector.people.knowledge.take(dyads.person, axis=0).mean(1)
    out: Floats = 1.0 - weight * (1.0 - known)
    return out


def frankness(sector: Sector, rules: Rules, dyads: Dyads) -> Floats:
    """Return 1 − f ρ: what fear of a rival leaves of the openness of the second of each dyad; shape (dyads,).

    Training may show people that some of the fear is fancied.

    Sources
        Clore report §4.4.3 (fear of helping rivals blocks sharing)
    """
    fear = rules.parameters.knowledge.fear
    if not fear:
        return np.ones(len(dyads.person))
    employer = sector.people.employer
    afraid = fear * (1.0 - rules.asked.fear_relief.max(0))[employer[dyads.alter]]
    out: Floats = 1.0 - afraid * rivalry(sector, rules, employer[dyads.person], employer[dyads.alter])
    return out
