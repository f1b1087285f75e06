"""Audience: organisations of one art form in one region draw partly on the same people."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.categories import DOMAINS
from ecology.sector.sector import Sector

LEAST = 0.1
"""Own measured work, relative to others', below which an audience falls no further: some come anyway."""


def audience_won(sector: Sector, rules: Rules) -> npt.NDArray[np.float64]:
    """Return max(h / h̄, .1)^s: what an organisation's own measured work, relative to that of others, does to income.

    h is own measured hours a post this month, h̄ the mean of h over organisations of its art form in its region.

    Returns
    -------
    shape (organisations,), ratio
        1 where nobody in an art form and region does any measured work, or none of them has a post.

    Sources
        Assumption
    """
    people, o, shared = sector.people, sector.organisations, rules.parameters.money.substitution
    out = np.ones(o.capacity)
    if not shared:
        return out
    staff, alive = sector.staff(), o.slots()
    hours = np.bincount(people.employer[staff], weights=people.hours_measured[staff], minlength=o.capacity)
    a_post = (hours / np.maximum(o.posts.sum(1), 1))[alive]
    group = o.region[alive].astype(np.int64) * len(DOMAINS) + o.domain[alive]
    mean = (np.bincount(group, weights=a_post) / np.maximum(np.bincount(group), 1))[group]
    relative = np.divide(a_post, mean, out=np.ones(len(alive)), where=mean > 0)
    out[alive] = np.maximum(relative, LEAST) ** shared
    return out
