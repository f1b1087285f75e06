"""Legitimacy: an organisation's standing with the public comes of what it delivers with others, and of who they are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.partnerships import IMPLEMENTING
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]

USUAL = 0.5
"""Standing of an organisation of which the public knows nothing in particular."""


def earn_standing(sector: Sector, rules: Rules) -> None:
    """Move standing with the public, z ← z + r (ẑ − z), towards what is delivered together and by whom.

    ẑ is the mean, over an organisation's live partnerships at stage 3, of ½ min(Π / n, 1) + ½ the mean standing of the
    other members, among them the partner of a community that a funder of theirs has won; without any it is ½.

    Sources
        Perfect fit (partnerships give legitimacy and a mandate, not only output)
    """
    if not rules.parameters.money.legitimacy:
        return
    o, partnerships = sector.organisations, sector.partnerships
    live = np.flatnonzero(partnerships.alive & (partnerships.stage == IMPLEMENTING))
    member = partnerships.member.take(live, axis=0)
    present = member >= 0
    n = np.maximum(present.sum(1), 1)
    delivered = np.minimum(partnerships.value[live] / n, 1.0)
    standing = o.legitimacy.take(member) * present
    guest = np.where(present, rules.asked.community_standing.max(0)[member], 0.0).max(1)
    n_others = np.maximum(n - 1, 1) + (guest > 0)
    others = (standing.sum(1, keepdims=True) - standing + guest[:, None]) / n_others[:, None]
    earned = (0.5 * delivered[:, None] + 0.5 * others)[present]
    count = np.bincount(member[present], minlength=o.capacity)
    total = np.bincount(member[present], weights=earned, minlength=o.capacity)
    towards = np.where(count > 0, total / np.maximum(count, 1), USUAL)
    o.legitimacy += rules.parameters.lifecycle.legitimacy_rate * (towards - o.legitimacy) * o.alive


def mandate(sector: Sector, rules: Rules) -> Floats:
    """Return exp(w (z − ½)): what standing with the public does to earned income.

    Returns
    -------
    shape (organisations,), ratio
    """
    weight, o = rules.parameters.money.legitimacy, sector.organisations
    if not weight:
        return np.ones(o.capacity)
    out: Floats = np.exp(weight * (o.legitimacy - USUAL))
    return out
