"""Secondment: two people of one level change places for a time, and go back or stay."""

from __future__ import annotations

import numpy as np

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

MONTHS_A_YEAR = 12


def second(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people whose secondment is over go back, and others change places.

    Of each organisation's staff a share of the yearly rate goes away each month. They change places with each other,
    level by level in the order of a lot, so no post is vacant or taken twice. They keep the ties they have. When the
    time is over a pair goes back by lot, as far as both are still where they were sent.

    Sources
        Clore report §5.1.4 (moving people between organisations moves what they know)
    """
    people, terms, month = sector.people, rules.asked, sector.month
    if (people.host >= 0).any():
        go_back(sector, rules, streams)
    if not terms.secondment.any():
        return
    staff = sector.staff()
    free = staff[people.host[staff] < 0]
    chance = (terms.secondment.max(0) / MONTHS_A_YEAR)[people.employer[free]]
    entry = people.entry[free]
    goes = free[streams.at("goes on secondment", month).uniform(entry) < chance]
    lot = streams.at("order of secondments", month).uniform(people.entry[goes])
    goes = goes[np.lexsort((lot, people.level[goes]))]
    one, other = goes[:-1], goes[1:]
    fit = (people.level[one] == people.level[other]) & (people.employer[one] != people.employer[other])
    taken = np.zeros(len(goes), dtype=bool)
    for i in np.flatnonzero(fit).tolist():
        if not taken[i]:
            taken[i : i + 2] = True
            change_places(sector, goes[i : i + 2], goes[i : i + 2][::-1], "secondment")
    away = goes[taken]
    people.host[away] = people.employer[away]
    stay = terms.secondment_months.max(0)[people.host[away]]
    # both of a pair go back together, after the shorter of the two times
    pair = np.rint(np.minimum(stay[0::2], stay[1::2])).astype(np.int32)
    people.back[away] = month + np.repeat(pair, 2)
    people.swapped[away] = people.entry[away.reshape(-1, 2)[:, ::-1].ravel()]


def change_places(sector: Sector, who: Slots, places_of: Slots, why: str) -> None:
    """Put people into the posts of others, who are put into theirs."""
    people, o = sector.people, sector.organisations
    where = people.employer[places_of].copy()
    people.employer[who], people.region[who] = where, o.region[where]
    people.tenure[who] = 0
    sector.events.add(sector.month, "took post", person=people.entry[who], organisation=o.entry[where], reason=why)


def go_back(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Send those back whose time is over, unless one of the pair has moved on or they stay where they are."""
    people, month = sector.people, sector.month
    moved = (people.host >= 0) & (people.employer != people.host)
    people.host[moved], people.swapped[moved] = -1, -1
    over = np.flatnonzero((people.host >= 0) & (people.back <= month))
    by_entry = {int(people.entry[slot]): int(slot) for slot in over}
    # where secondments are no longer offered all go back
    share = np.where(rules.asked.secondment.max(0) > 0, rules.asked.secondment_return.max(0), 1.0)
    for slot in over.tolist():
        other = by_entry.get(int(people.swapped[slot]), -1)
        if other < 0 or people.entry[slot] > people.entry[other]:
            continue
        pair = np.array([slot, other])
        lot = float(streams.at("goes back", month).uniform(people.entry[slot])[0])
        if lot < share[people.host[pair]].max() and people.level[slot] == people.level[other]:
            change_places(sector, pair, pair[::-1], "back from secondment")
    people.host[over], people.swapped[over] = -1, -1
