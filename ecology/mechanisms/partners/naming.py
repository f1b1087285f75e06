"""Naming: funders who say who is to work with whom."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.likeness import complementarity, distance
from ecology.mechanisms.partners.forming import Proposal
from ecology.policies.terms import NAMED_BY
from ecology.rules import Rules
from ecology.sector.categories import NAMED
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

TOLD, CALLED = "told by a funder whom to work with", "named by a funder"


def named(sector: Sector, rules: Rules, streams: Streams, contact: Slots, load: Slots) -> Proposal | None:
    """Return the partnerships that funders put together this month, None where there is nobody to name.

    A share of the organisations that hold the funder's grant and are in no partnership are told whom to work with: the
    nearest, the largest, or those who can do most of what they cannot, ties broken by lot. Nobody is asked, nobody is
    free to refuse, and nobody had alternatives; all may leave. People without a seat to spare are passed over.

    Parameters
    ----------
    contact : shape (organisations,)
        Who would sit for each, −1 nobody.
    load : shape (people,)
        Seats that each holds; raised by those given here.

    Sources
        Clore report §4.1.3 (named partners); Perfect fit (Rebuild Los Angeles: declared from above)
    """
    terms, o, partnerships, month = rules.asked, sector.organisations, sector.partnerships, sector.month
    shares = np.stack([terms.named_nearest, terms.named_largest, terms.named_complementary])  # as in NAMED_BY
    held = sector.grants.held(terms.named_members.shape)
    by_rule = (shares * held).max(1)
    rule, share = by_rule.argmax(0), by_rule.max(0)
    members = np.rint((held * terms.named_members).max(0)).astype(np.int64)
    alone = o.alive & (contact >= 0)
    sitting = partnerships.member[partnerships.alive]
    alone[sitting[sitting >= 0]] = False
    lot = streams.at("partners named by a funder", month)
    able = np.flatnonzero(alone)
    told = able[lot.uniform(o.entry[able]) < share[able]]
    others = np.flatnonzero(o.alive & (contact >= 0))
    most = rules.parameters.choice.max_seats
    parties: list[Slots] = []
    for firm in told.tolist():
        fit = fitness(sector, int(rule[firm]), firm, others)
        tie = streams.at("which partner is named", month).uniform(o.entry[[firm]], o.entry[others])
        ranked = others[np.lexsort((tie, -fit))]
        free = ranked[(ranked != firm) & (load[contact[ranked]] < most)][: members[firm]]
        if not len(free) or load[contact[firm]] >= most:
            continue
        party = np.full(MAX_MEMBERS, -1, dtype=np.int64)
        party[: len(free) + 1] = contact[[firm, *free.tolist()]]
        load[party[party >= 0]] += 1
        parties.append(party)
    return declared(sector, streams, np.array(parties)) if parties else None


def fitness(sector: Sector, rule: int, firm: int, others: Slots) -> Floats:
    """Return how well others serve as partner by a rule of `NAMED_BY`, shape (others,)."""
    o = sector.organisations
    if NAMED_BY[rule] == "named_nearest":
        nearness: Floats = -distance(sector, np.full(len(others), firm), others)
        return nearness
    if NAMED_BY[rule] == "named_largest":
        size: Floats = o.posts[others].sum(1).astype(np.float64)
        return size
    out: Floats = complementarity(o.capability[[firm]], o.capability[others])
    return out


def declared(sector: Sector, streams: Streams, party: Slots) -> Proposal:
    """Return the proposal of partnerships that nobody in them has proposed; party has shape (n, members)."""
    people, o = sector.people, sector.organisations
    there = party >= 0
    lead = people.employer[party[:, 0]]
    lack = 1.0 - o.capability[lead]
    topic = streams.at("topic of a named partnership", sector.month).choice(lack, o.entry[lead])
    knew = np.zeros(len(party), dtype=bool)
    for m in range(1, MAX_MEMBERS):
        knew |= there[:, m] & (find(sector.ties.alter, party[:, 0], party[:, m]) >= 0)
    reason = np.full(party.shape, CALLED, dtype=object)
    reason[:, 0] = TOLD
    nobody = np.zeros(len(party), dtype=np.int64)
    return Proposal(party, topic, knew, nobody, reason, np.zeros(party.shape), nobody + NAMED)
