"""Forcing: a lead may push a partnership on against its partners, who then trust the lead less."""

from __future__ import annotations

import numpy as np

from ecology.rules import Rules
from ecology.sector.partnerships import IMPLEMENTING, dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams


def force_the_pace(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let leads push partnerships that do not implement yet: progress + g, and trust in the lead's people × (1 − c).

    Sources
        Clore report §4.2.4 (sometimes a push that is not quite fair is needed)
    """
    p, partnerships, ties, month = rules.parameters.lifecycle, sector.partnerships, sector.ties, sector.month
    if not p.force:
        return
    live = partnerships.slots()
    lot = streams.at("forces the pace", month).uniform(partnerships.entry[live])
    pushed = live[(partnerships.stage[live] < IMPLEMENTING) & (lot < p.force)]
    partnerships.progress[pushed] += p.force_gain
    chosen = np.zeros(partnerships.capacity, dtype=bool)
    chosen[pushed] = True
    seats = seats_of(partnerships)
    dyads = dyads_of(partnerships, seats)
    leads = seats.member[dyads.other] == partnerships.lead[dyads.partnership]
    column = find(ties.alter, dyads.person, dyads.alter)
    hurt = chosen[dyads.partnership] & leads & (column >= 0)
    # who sits across from the lead in two partnerships is pushed once
    person, at = np.unique(np.stack([dyads.person[hurt], column[hurt]]), axis=1)
    ties.trust[person, at] *= 1.0 - p.force_cost
    sector.events.add(
        month, "forced the pace", partnership=partnerships.entry[pushed], reason="the others were slow",
        organisation=sector.organisations.entry[partnerships.member[pushed, partnerships.lead[pushed]]],
    )  # fmt: skip
