"""Courting: people make themselves known in organisations they would like to work with, and it takes time."""

from __future__ import annotations

import numpy as np

from ecology.mechanisms.likeness import complementarity
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.order import nth_of_group
from ecology.sector.sector import Sector
from ecology.streams import Streams

LOOKED_AT = 3
"""Organisations that somebody who courts has in mind; they go to the one that completes their own best."""


def court(sector: Sector, rules: Rules, streams: Streams) -> Slots:
    """Return who courts whom this month, shape (2, pairs), and count the hours that takes.

    A share of staff look at three organisations by lot and meet somebody of the one whose capabilities complete their
    own organisation's most.

    Sources
        Clore report §4.2.1 (some court individuals in the organisations they want to work with)
    """
    p, people, o, month = rules.parameters.meeting, sector.people, sector.organisations, sector.month
    if not p.courting:
        return np.zeros((2, 0), dtype=np.int64)
    staff, firms = sector.staff(), o.slots()
    who = staff[streams.at("courts", month).uniform(people.entry[staff]) < p.courting]
    entry = people.entry[who]
    lot = streams.at("whom one has in mind", month).uniform(entry[:, None], np.arange(LOOKED_AT))
    looked = firms[np.floor(lot * len(firms)).astype(np.int64)]
    own = people.employer[who][:, None]
    use = complementarity(o.capability.take(own, axis=0), o.capability.take(looked, axis=0))
    best = np.where(looked == own, -1.0, use).argmax(1)
    wanted = looked[np.arange(len(who)), best].astype(np.int64)
    which = np.floor(streams.at("who is courted", month).uniform(entry) * 1e6).astype(np.int64)
    to = nth_of_group(staff, people.employer[staff].astype(np.int64), wanted, which)
    there = (to >= 0) & (wanted != own[:, 0])
    people.hours_ties[who[there]] += p.courting_hours
    return np.stack([who[there], to[there]])
