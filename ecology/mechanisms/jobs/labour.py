"""Phase 4: people leave, are hired through ties or openly, are promoted, arrive, and hand over."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.jobs.arrivals import draw_people
from ecology.mechanisms.jobs.burnout import burnout
from ecology.mechanisms.jobs.handover import hand_over
from ecology.mechanisms.jobs.hiring import take_after_head
from ecology.mechanisms.jobs.secondment import second
from ecology.rules import Rules
from ecology.sector.columns import N_LEVELS, Slots
from ecology.sector.order import nth_of_group, rank_within
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Filled = npt.NDArray[np.bool_]
"""Which posts have been filled, in the order they were given."""


def move_jobs(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people leave and hand their seats over; fill posts by referral, openly, by promotion and by entrants.

    Posts compete for people and people for posts: a referral goes to the best known, an open post to whoever comes
    first by lot. A mover keeps their memory, less the ties that do not survive the move (1 − φ).

    Reads
        people.alive, people.entry, people.patience, people.hours, people.motivation, people.overtime,
        people.values, organisations.alive, organisations.entry, organisations.posts,
        organisations.reserves, organisations.domain, organisations.region, organisations.grants_paid,
        organisations.earned, organisations.other, grants.alive, grants.organisation, grants.ends, ties.familiarity,
        partnerships.alive, partnerships.member, partnerships.entry, partnerships.lead, partnerships.structure,
        partnerships.pledge, partnerships.unapproved
    Writes
        people (all columns of those who arrive; employer, level, region, tenure, host, swapped, back and seeking of
        those who move; alive of those who leave), ties, hearsay, partnerships.person, partnerships.energy,
        partnerships.action, partnerships.common_ground, tally.left_job, tally.n_employed, events
    Sources
        Clore report §4.2.1, §5.1.4; Calvó-Armengol and Jackson 2004 for referral
    """
    people = sector.people
    people.tenure[sector.staff()] += 1
    second(sector, rules, streams)
    gone = leave_posts(sector, rules, streams)
    hand_over(sector, rules, streams)
    sector.remove_people(gone)
    where, level = vacancies(sector)
    for fill in (refer, advertise, promote, enter):
        if len(where):
            left = ~fill(sector, rules, streams, where, level)
            where, level = where[left], level[left]


def exit_hazard(sector: Sector, rules: Rules, who: Slots) -> npt.NDArray[np.float64]:
    """Return ξ a month: by level, raised where grants that pay for the post end soon, and by burnout."""
    p, people, o, grants = rules.parameters.mobility, sector.people, sector.organisations, sector.grants
    ending = np.zeros(o.capacity)
    soon = grants.alive & (grants.ends - sector.month < p.insecure_months)
    ending[grants.organisation[soon]] = 1.0
    income = np.maximum(o.grants_paid + o.earned + o.other, 1)
    insecure = ending * o.grants_paid / income
    base = np.array([p.exit_operational, p.exit_middle, p.exit_top])[people.level[who]]
    out: npt.NDArray[np.float64] = base * (1.0 + p.insecurity * insecure[people.employer[who]])
    out *= burnout(sector, rules, who)
    return out


def leave_posts(sector: Sector, rules: Rules, streams: Streams) -> Slots:
    """Let staff leave their post; return those who leave the sector, seekers who give up among them."""
    p, people, month = rules.parameters.mobility, sector.people, sector.month
    staff = sector.staff()
    entry = people.entry[staff]
    leavers = staff[streams.at("leave a post", month).uniform(entry) < exit_hazard(sector, rules, staff)]
    sector.tally.left_job, sector.tally.n_employed = len(leavers), len(staff)
    seekers = np.flatnonzero(people.alive & people.seeking)
    tired = seekers[streams.at("give up", month).uniform(people.entry[seekers]) < p.give_up]
    for_good = streams.at("leave the sector", month).uniform(people.entry[leavers]) < p.leave_sector
    sector.events.add(month, "left post", person=people.entry[leavers],
                      organisation=sector.organisations.entry[people.employer[leavers]])  # fmt: skip
    release(sector, leavers)
    lay_off(sector)
    gone = np.concatenate([leavers[for_good], tired])
    sector.events.add(month, "left the sector", person=people.entry[gone])
    people.seeking[gone] = False
    return gone


def release(sector: Sector, who: Slots) -> None:
    """Put people between posts."""
    sector.people.employer[who] = -1
    sector.people.tenure[who] = 0
    sector.people.seeking[who] = True


def lay_off(sector: Sector) -> None:
    """Let those go whose posts have been cut, the newest first."""
    people, o = sector.people, sector.organisations
    over = (sector.filled_posts() > o.posts).nonzero()[0]
    if not len(over):
        return
    staff = sector.staff_of(over)
    post = people.employer[staff] * N_LEVELS + people.level[staff]
    rank = rank_within(post, -people.tenure[staff], people.entry[staff])
    gone = staff[rank >= o.posts[people.employer[staff], people.level[staff]]]
    sector.tally.left_job += len(gone)
    sector.events.add(sector.month, "laid off", person=people.entry[gone], organisation=o.entry[people.employer[gone]])
    release(sector, gone)


def lose_ties(sector: Sector, rules: Rules, streams: Streams, who: Slots) -> None:
    """Drop the share 1 − φ of the ties of people who have moved to another organisation, on both sides.

    A tie is lost or kept as a whole: whoever loses sight of a former colleague is lost sight of.
    """
    ties, people = sector.ties, sector.people
    rows, columns = np.nonzero(ties.alter.take(who, axis=0) >= 0)
    rows = who[rows]
    alters = ties.alter[rows, columns]
    lot = streams.at("tie survives a move", sector.month).uniform(people.entry[rows], people.entry[alters])
    lost = lot >= rules.parameters.mobility.portability
    rows, columns, alters = rows[lost], columns[lost], alters[lost]
    back = find(ties.alter, alters, rows)
    ties.forget_at(rows, columns)
    mutual = back >= 0
    ties.forget_at(alters[mutual], back[mutual])


def vacancies(sector: Sector) -> tuple[Slots, Slots]:
    """Return organisation and level of each post that is vacant and advertised; nobody hires while in debt."""
    o = sector.organisations
    short = np.maximum(o.posts - sector.filled_posts(), 0)
    short[~o.alive | (o.reserves < 0)] = 0
    post = np.repeat(np.arange(short.size), short.ravel())
    return post // N_LEVELS, post % N_LEVELS


def take_post(sector: Sector, who: Slots, where: Slots, level: Slots, how: str) -> None:
    """Put people into posts."""
    people, o = sector.people, sector.organisations
    people.employer[who] = where
    people.level[who] = level
    people.region[who] = o.region[where]
    people.tenure[who] = 0
    people.seeking[who] = False
    sector.events.add(sector.month, "took post", person=people.entry[who], organisation=o.entry[where], reason=how)


def refer(sector: Sector, rules: Rules, streams: Streams, where: Slots, level: Slots) -> Filled:
    """Fill posts with seekers who know somebody there, the best known first; return which posts are filled."""
    people, ties, month = sector.people, sector.ties, sector.month
    seekers = np.flatnonzero(people.alive & people.seeking)
    if not len(seekers):
        return np.zeros(len(where), dtype=bool)
    post = where * N_LEVELS + level
    n_open = np.bincount(post, minlength=sector.organisations.capacity * N_LEVELS)
    alters = ties.alter.take(seekers, axis=0)
    firm = np.where(alters >= 0, people.employer[alters], -1)
    theirs = firm * N_LEVELS + people.level[seekers][:, None]
    known = (firm >= 0) & (n_open[theirs] > 0)
    lot = streams.at("whom a seeker asks", month).uniform(people.entry[seekers][:, None], people.entry[alters])
    appeal = np.where(known, ties.familiarity.take(seekers, axis=0) + lot, -1.0)
    best = appeal.argmax(1)
    row = np.arange(len(seekers))
    asks = streams.at("referral", month).uniform(people.entry[seekers]) < rules.parameters.mobility.referral
    asks &= known[row, best]
    who, wanted = seekers[asks], theirs[row, best][asks]
    rank = rank_within(wanted, -ties.familiarity[seekers, best][asks], people.entry[who])
    hired = rank < n_open[wanted]
    who, wanted = who[hired], wanted[hired]
    take_post(sector, who, wanted // N_LEVELS, wanted % N_LEVELS, "referral")
    lose_ties(sector, rules, streams, who)
    filled: Filled = rank_within(post) < np.bincount(wanted, minlength=len(n_open))[post]
    return filled


def advertise(sector: Sector, rules: Rules, streams: Streams, where: Slots, level: Slots) -> Filled:
    """Fill advertised posts with seekers of the same level, both in order of lot; return which posts are filled."""
    people, o, month = sector.people, sector.organisations, sector.month
    filled: Filled = np.zeros(len(where), dtype=bool)
    nth = rank_within(where * N_LEVELS + level)
    lots = streams.together(("advertisement", "order of posts"), month).uniform(o.entry[where], level, nth)
    found = lots[0] < rules.parameters.mobility.open_fill
    seekers = np.flatnonzero(people.alive & people.seeking)
    if not found.any() or not len(seekers):
        return filled
    turn = rank_within(level, ~found, lots[1])
    queue = seekers[np.argsort(streams.at("order of seekers", month).uniform(people.entry[seekers]), kind="stable")]
    filled = found & (turn < np.bincount(people.level[seekers], minlength=N_LEVELS)[level])
    who = nth_of_group(queue, people.level[queue], level[filled], turn[filled])
    take_post(sector, who, where[filled], level[filled], "open call")
    lose_ties(sector, rules, streams, who)
    return filled


def promote(sector: Sector, rules: Rules, streams: Streams, where: Slots, level: Slots) -> Filled:
    """Give senior posts that nobody took to the colleague below who has been there longest; return which are filled."""
    people, o = sector.people, sector.organisations
    post = where * N_LEVELS + level
    nth = rank_within(post)
    lot = streams.at("promotion", sector.month).uniform(o.entry[where], level, nth)
    filled: Filled = (level > 0) & (nth == 0) & (lot < rules.parameters.mobility.promotion)
    if not filled.any():
        return filled
    staff = sector.staff_of(where[filled])
    staff = staff[np.lexsort((people.entry[staff], -people.tenure[staff]))]
    theirs = people.employer[staff] * N_LEVELS + people.level[staff]
    below = nth_of_group(staff, theirs, post[filled] - 1, np.zeros(int(filled.sum()), dtype=np.int64))
    filled[filled] = below >= 0
    take_post(sector, below[below >= 0], where[filled], level[filled], "promotion")
    return filled


def enter(sector: Sector, rules: Rules, streams: Streams, where: Slots, level: Slots) -> Filled:
    """Fill posts that nobody took with people from outside the sector, some of whom resemble a colleague."""
    o, month, p = sector.organisations, sector.month, rules.parameters.mobility
    nth = rank_within(where * N_LEVELS + level)
    filled: Filled = streams.at("entrant found", month).uniform(o.entry[where], level, nth) < p.entry
    if not filled.any():
        return filled
    where, level = where[filled], level[filled]
    staff = sector.staff_of(where)
    slots = sector.add_people(len(where))
    people = sector.people
    people.entered[slots] = month
    people.domain[slots] = o.domain[where]
    draw_people(sector, slots, rules.parameters, streams, rules.strategies)
    entry = people.entry[slots]
    which = np.floor(streams.at("whom an entrant resembles", month).uniform(entry) * 1e6).astype(np.int64)
    model = nth_of_group(staff, people.employer[staff], where, which)
    alike = (streams.at("entrant resembles", month).uniform(entry) < p.likeness) & (model >= 0)
    people.strategy[slots[alike]] = people.strategy[model[alike]]
    take_after_head(sector, rules, slots, where)
    sector.events.add(month, "entered the sector", person=entry)
    take_post(sector, slots, where, level, "entry")
    return filled
