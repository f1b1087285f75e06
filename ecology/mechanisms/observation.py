"""Phase 8: who saw what, who speaks up, and what is said behind people's backs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.meeting import pick_alter
from ecology.mechanisms.sight import sight_of
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Dyads, Seats, dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import CONTRIBUTED, HELD_BACK, UNSEEN, find
from ecology.streams import Streams


def observe(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people see some of what their partners did, question it or not, and pass on what they think.

    Holding back that is questioned becomes known to everybody in the partnership. People question the more readily the
    less they trust. What is not seen is believed from trust and changes nothing.

    Reads
        people.alive, people.entry, people.employer, organisations.challenge, organisations.entry,
        partnerships.alive, partnerships.entry, partnerships.member, partnerships.person, partnerships.action,
        partnerships.structure, partnerships.lead, partnerships.stage, ties.alter, ties.trust
    Writes
        ties.seen, ties.stakes, ties.other_last, partnerships.recognised, hearsay.about, hearsay.repute,
        hearsay.heard, events
    Sources
        Contingent cooperation 2006; Clore report §4.1.3 (challenge), §4.2.2 (gossip)
    """
    ties, partnerships = sector.ties, sector.partnerships
    ties.seen[:] = UNSEEN
    ties.stakes[:] = 0.0
    partnerships.recognised[:] = 0.0
    seats = seats_of(partnerships)
    if len(seats.person):
        dyads = dyads_of(partnerships, seats)
        look(sector, rules, streams, seats, dyads)
    gossip(sector, rules, streams)


def look(sector: Sector, rules: Rules, streams: Streams, seats: Seats, dyads: Dyads) -> None:
    """See, question, and note what was seen in one's memory."""
    ties, people, partnerships, month = sector.ties, sector.people, sector.partnerships, sector.month
    who = people.entry[dyads.person], people.entry[dyads.alter], partnerships.entry[dyads.partnership]
    sight = sight_of(sector, rules, dyads, seats)
    action = partnerships.action.take(seats.cell)[dyads.other]
    acted = action != UNSEEN
    eye, tongue = streams.together(("see", "question a partner"), month).uniform(*who)
    saw = acted & (eye < sight)
    column = find(ties.alter, dyads.person, dyads.alter)
    trust = np.where(column >= 0, ties.trust[dyads.person, column], rules.parameters.trust.initial)
    held_back = saw & (action == HELD_BACK)
    firm = people.employer[dyads.person]
    daring = sector.organisations.challenge[firm] * (1.0 - trust)
    questions = held_back & (tongue < daring)
    exposed = np.zeros(len(seats.person), dtype=bool)
    exposed[dyads.other[questions]] = True
    saw |= acted & exposed[dyads.other]
    for what, mask in (("questioned", questions), ("not questioned", held_back & ~questions)):
        sector.events.add(
            month, what, person=who[0][mask], other=who[1][mask], partnership=who[2][mask],
            organisation=sector.organisations.entry[firm[mask]], reason="was seen to hold back",
        )  # fmt: skip
    note(sector, rules, seats, dyads, saw, action, column)


def note(
    sector: Sector,
    rules: Rules,
    seats: Seats,
    dyads: Dyads,
    saw: npt.NDArray[np.bool_],
    action: npt.NDArray[np.int8],
    column: Slots,
) -> None:
    """Write what was seen into memory; where somebody was seen in two places, holding back is what stays."""
    ties, partnerships, p = sector.ties, sector.partnerships, rules.parameters.game
    stakes = np.array([0.0, p.early_cost, p.middle_cost, 1.0])[partnerships.stage[dyads.partnership]]
    for seen in (CONTRIBUTED, HELD_BACK):
        mask = saw & (action == seen) & (column >= 0)
        at = dyads.person[mask], column[mask]
        ties.seen[at] = seen
        ties.other_last[at] = seen
        ties.stakes[at] = stakes[mask]
    n = len(seats.person)
    across = np.maximum(np.bincount(dyads.other, minlength=n), 1)
    thanked = np.bincount(dyads.other, weights=(saw & (action == CONTRIBUTED)).astype(float), minlength=n)
    partnerships.recognised[seats.at] = thanked / across


def gossip(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people hear from somebody they know about somebody that person knows.

    A story is the teller's trust in its subject, with noise; good news is passed on less readily than bad; it is heard
    with some weight against what had been heard before, and lands in hearsay, never in trust.
    """
    people, ties, p, month = sector.people, sector.ties, rules.parameters.observation, sector.month
    staff = sector.staff()
    staff = staff[streams.at("hear gossip", month).uniform(people.entry[staff]) < p.gossip_reach]
    teller = pick_alter(sector, streams, staff, "from whom")
    staff, teller = staff[teller >= 0], teller[teller >= 0]
    alters, last = ties.alter.take(teller, axis=0), ties.other_last.take(teller, axis=0)
    known = (alters >= 0) & (last != UNSEEN) & (alters != staff[:, None])
    lot = streams.at("about whom", month).uniform(people.entry[staff][:, None], people.entry.take(alters))
    column = np.where(known, lot, -1.0).argmax(1)
    has_story = known[np.arange(len(staff)), column]
    staff, teller, column = staff[has_story], teller[has_story], column[has_story]
    about, opinion = ties.alter[teller, column], ties.trust[teller, column]
    entry = people.entry[staff]
    good = ties.other_last[teller, column] == CONTRIBUTED
    told = ~good | (streams.at("pass on good news", month).uniform(entry) < p.good_news)
    noise = p.gossip_noise * streams.at("error in gossip", month).normal(entry)
    story = np.clip(opinion + noise, 0.0, 1.0)
    hear(sector, rules, staff[told], about[told].astype(np.int64), story[told])


def hear(sector: Sector, rules: Rules, person: Slots, about: Slots, story: npt.NDArray[np.float64]) -> None:
    """Keep a story, in the place of what was heard longest ago where memory is full."""
    hearsay, weight = sector.hearsay, rules.parameters.observation.gossip_weight
    column = find(hearsay.about, person, about)
    old = column >= 0
    at = person[old], column[old]
    hearsay.repute[at] += weight * (story[old] - hearsay.repute[at])
    hearsay.heard[at] = sector.month
    person, about, story = person[~old], about[~old], story[~old]
    column = hearsay.heard.take(person, axis=0).argmin(1)
    hearsay.about[person, column] = about
    hearsay.repute[person, column] = story
    hearsay.heard[person, column] = sector.month
