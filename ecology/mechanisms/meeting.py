"""Phase 5: people meet, friends introduce friends, funders convene, and familiarity without contact decays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.courting import court
from ecology.mechanisms.sight.checking import hours_checking
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.order import nth_of_group
from ecology.sector.partnerships import dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import WIDTH, find
from ecology.streams import Streams

Pairs = Slots
"""Who met whom, shape (2, pairs)."""


def meet(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people meet, and count the hours that ties and funders take from them.

    People who remember each other meet with a chance that grows with familiarity (colleagues and partners see each
    other anyway); each meeting moves familiarity, f ← f + g (1 − f); without one f ← f (1 − d), and a tie that is
    hardly remembered lapses. New ties come from colleagues, from friends of friends, from partnerships and from
    funders' events, and start with the trust one has in a stranger, moved by what was heard.

    Reads
        people.alive, people.entry, people.employer, people.level, people.domain, people.region, organisations.admin,
        organisations.alive, organisations.capability, organisations.entry, partnerships.entry, hearsay.about,
        hearsay.repute, partnerships.alive,
        partnerships.person, partnerships.member, partnerships.structure, partnerships.lead
    Writes
        ties, people.hours_ties, people.hours_admin, organisations.admin
    Sources
        Clore report §4.2.1, recommendation 3; Reciprocity 2013
    """
    people = sector.people
    people.hours_ties[:] = 0.0
    people.hours_admin[:] = 0.0
    share_paperwork(sector, rules, streams)
    keep_up(sector, rules, streams)
    met = [
        meet_partners(sector),
        meet_colleagues(sector, rules, streams),
        introduce(sector, streams, rules.parameters.meeting.introduction),
        court(sector, rules, streams),
        *convene(sector, rules, streams),
    ]
    # everybody meets at once: nobody is introduced to somebody they met earlier in the same month
    a, b = np.concatenate(met, axis=1)
    apart = a != b
    a, b = a[apart], b[apart]
    befriend(sector, rules, np.concatenate([a, b]), np.concatenate([b, a]))


def share_paperwork(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Divide what funders, and checking partners, take of an organisation among its staff, more to each level up."""
    people, o = sector.people, sector.organisations
    staff = sector.staff()
    weight = rules.parameters.hours.seniority ** people.level[staff].astype(float)
    total = np.bincount(people.employer[staff], weights=weight, minlength=o.capacity)
    paperwork = o.admin + hours_checking(sector, rules, streams)
    people.hours_admin[staff] = paperwork[people.employer[staff]] * weight / total[people.employer[staff]]


def keep_up(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Meet those one remembers, or let familiarity fade."""
    ties, people, p = sector.ties, sector.people, rules.parameters.meeting
    remembered = (ties.alter >= 0) & people.alive[:, None]
    cell = np.flatnonzero(remembered)
    person, alter = cell // WIDTH, ties.alter.take(cell).astype(np.int64)
    # one draw for the pair, so that both meet or neither does
    own, other = people.entry.take(person), people.entry.take(alter)
    lot = streams.at("meet a contact", sector.month).uniform(np.minimum(own, other), np.maximum(own, other))
    firm = people.employer.take(person)
    colleagues = (firm == people.employer.take(alter)) & (firm >= 0)
    familiarity = ties.familiarity.take(cell)
    met = lot < np.where(colleagues, p.contact, p.contact * familiarity)
    moved = np.where(met, familiarity + p.familiarity * (1 - familiarity), familiarity * (1 - p.forgetting))
    ties.familiarity[remembered] = moved
    met_at = cell.compress(met)
    ties.met.put(met_at, sector.month)
    n_met = np.bincount(met_at // WIDTH, minlength=people.capacity)
    people.hours_ties[:] = np.where(people.employer >= 0, rules.parameters.hours.meeting * n_met, 0.0)
    lapsed = cell[moved < p.forgotten]
    ties.forget_at(lapsed // WIDTH, lapsed % WIDTH)


def meet_partners(sector: Sector) -> Pairs:
    """Return the people who sit in a partnership together; the hours they meet are part of their pledge."""
    dyads = dyads_of(sector.partnerships, seats_of(sector.partnerships))
    once = dyads.person < dyads.alter
    return np.stack([dyads.person[once], dyads.alter[once]])


def meet_colleagues(sector: Sector, rules: Rules, streams: Streams) -> Pairs:
    """Return each person who runs into somebody, with whom: a colleague in the same organisation."""
    people = sector.people
    staff = sector.staff()
    entry = people.entry[staff]
    met = streams.at("meet a colleague", sector.month).uniform(entry) < rules.parameters.meeting.colleague
    firm = people.employer[staff].astype(np.int64)
    which = np.floor(streams.at("which colleague", sector.month).uniform(entry[met]) * 1e6).astype(np.int64)
    return np.stack([staff[met], nth_of_group(staff, firm, firm[met], which)])


def introduce(sector: Sector, streams: Streams, chance: float) -> Pairs:
    """Return people and those to whom a friend introduces them: a random tie of a random tie, not known before."""
    month = sector.month
    staff = sector.staff()
    chosen = staff[streams.at("introduction", month).uniform(sector.people.entry[staff]) < chance]
    through = pick_alter(sector, streams, chosen, "through whom")
    chosen, through = chosen[through >= 0], through[through >= 0]
    to = pick_alter(sector, streams, through, "to whom")
    chosen, to = chosen[to >= 0], to[to >= 0]
    new = find(sector.ties.alter, chosen, to) < 0
    return np.stack([chosen[new], to[new]])


def pick_alter(sector: Sector, streams: Streams, who: Slots, decision: str) -> Slots:
    """Return one alter of each person, drawn evenly, -1 for those who remember nobody."""
    alters, entry = sector.ties.alter.take(who, axis=0), sector.people.entry
    lot = streams.at(decision, sector.month).uniform(entry[who][:, None], entry.take(alters))
    best = np.where(alters >= 0, lot, -1.0).argmax(1)
    out: Slots = alters[np.arange(len(who)), best].astype(np.int64)
    return out


def convene(sector: Sector, rules: Rules, streams: Streams) -> Iterator[Pairs]:
    """Yield people who talk at funders' events, and count the hours these take.

    Places are drawn by lot among staff. With mixing m people are lined up by m · lot + (1 − m) · likeness, and
    each talks to the next few in line.
    """
    terms, people, o, month = rules.asked, sector.people, sector.organisations, sector.month
    convening = np.flatnonzero(terms.event_places.any(1))
    if not len(convening):
        return
    staff = sector.staff()
    headcount = np.maximum(np.bincount(people.employer[staff], minlength=o.capacity), 1)
    for funder in convening:
        chance = (terms.event_places[funder] / headcount)[people.employer[staff]]
        comes = streams.at("event", month).uniform(people.entry[staff], funder) < chance
        guests = staff[comes]
        firm = people.employer[guests]
        hours = terms.event_hours[funder, firm]
        people.hours_admin[guests] += hours
        np.add.at(o.admin, firm, hours)
        mixing = terms.event_mixing[funder, firm]
        likeness = (people.domain[guests] * 16 + people.region[guests]) / 128
        lot = streams.at("place at an event", month).uniform(people.entry[guests], funder)
        line = guests[np.argsort(mixing * lot + (1 - mixing) * likeness, kind="stable")]
        for step in range(1, rules.parameters.meeting.event_conversations + 1):
            yield np.stack([line[:-step], line[step:]])


def befriend(sector: Sector, rules: Rules, person: Slots, alter: Slots) -> None:
    """Let each person meet an alter: a known one becomes more familiar, a stranger is remembered."""
    ties, step = sector.ties, rules.parameters.meeting.familiarity
    column = find(ties.alter, person, alter)
    known = column >= 0
    at = person[known], column[known]
    ties.familiarity[at] += step * (1 - ties.familiarity[at])
    ties.met[at] = sector.month
    if known.all():
        return
    person, alter = person[~known], alter[~known]
    ties.place(person, alter, np.full(len(person), step), first_trust(sector, rules, person, alter), sector.month)


def first_trust(sector: Sector, rules: Rules, person: Slots, alter: Slots) -> npt.NDArray[np.float64]:
    """Return trust in somebody newly met: that in a stranger, halfway to what was heard of them."""
    stranger = rules.parameters.trust.initial
    return 0.5 * (stranger + sector.hearsay.read(person, alter, stranger))
