"""How much gets across between partners: how frank one is, and how much the other can take in."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.likeness import rivalry
from ecology.rules import Rules
from ecology.sector.columns import N_LEVELS
from ecology.sector.partnerships import Dyads
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]

TOP = N_LEVELS - 1


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
    """Return (1 − f ρ)(1 − r l): what fear and reticence leave of the openness of the second of each dyad.

    f ρ is fear of a rival; r l reticence about what one does not know, l being 0 for those who deliver, ½ at the middle
    and 1 at the top. Shape (dyads,).

    Training may show people that some of the fear is fancied.

    Sources
        Clore report §4.4.3 (fear of helping rivals blocks sharing), §4.5.1 (directors do not admit not knowing)
    """
    fear, people = rules.parameters.knowledge.fear, sector.people
    out: Floats = 1.0 - rules.parameters.knowledge.reticence * people.level[dyads.alter] / TOP
    if not fear:
        return out
    employer = people.employer
    afraid = fear * (1.0 - rules.asked.fear_relief.max(0))[employer[dyads.alter]]
    out *= 1.0 - afraid * rivalry(sector, rules, employer[dyads.person], employer[dyads.alter])
    return out
