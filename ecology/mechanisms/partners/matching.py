"""Phase 6: each opportunity is met by making, buying or partnering; partners are searched, asked, and agree or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.likeness import complementarity, distance
from ecology.mechanisms.partners.asking import lean
from ecology.mechanisms.partners.conditions import Need, need_of
from ecology.mechanisms.partners.forming import Proposal, form
from ecology.mechanisms.partners.naming import named
from ecology.mechanisms.partners.venues import find_owners, roof
from ecology.mechanisms.partners.weighing import BUY, MAKE, weigh
from ecology.policies.terms import NAMED_BY
from ecology.rules import Rules
from ecology.sector.categories import CONDITIONAL, DOMAINS, ORGANIC
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.order import nth_of_group, rank_within
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

Reasons = npt.NDArray[np.object_]

MAX_STRANGERS = 6

SPOKE = np.array([
    [
        f"{who}, {what}"
        for what in (
            "trusted more than others in view", "of a better name than others in view", "different in what they can do",
            "near in place and art form", "no better than others in view", "the only one in view",
        )
    ]
    for who in ("not known before", "known before")
], dtype=object)  # fmt: skip
"""What spoke for who was asked, by whether they were known and by the term of the score."""
BY_CHANCE, ALONE = 4, 5
TOPICS = np.array([f"saw an opportunity: {topic}" for topic in DOMAINS], dtype=object)
DECLINED = np.array(["not worth it to them", "not approved by those above", "no seat to spare"], dtype=object)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Whom each initiator considers; arrays have shape (initiators, candidates)."""

    person: Slots
    """-1 where there is nobody to consider."""
    known: npt.NDArray[np.bool_]
    score: Floats
    """b₁ τ + b₂ repute + b₃ complementarity + b₅ roof − b₄ distance, −∞ where there is nobody."""
    terms: tuple[Floats, Floats, Floats, Floats]
    """These four."""


def match(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Meet this month's opportunities.

    An organisation that can do it alone does; one with money to spare buys; the others look for partners among the
    contacts their people have and, at a cold-contact rate, with paid time to search, or in a building that is come to,
    among strangers: P(j | i) ∝ exp[b₁ τ + b₂ repute + b₃ complementarity + b₅ roof − b₄ distance]. The one asked weighs
    the proposal the same way from their side, and every level of both organisations that must approve may stop it.
    Entry is bilateral. Where a funder makes partnership a condition, or a law a duty, some without one look for it for
    that alone; where a funder names partners, they are put together unasked; where it offers seeds, more chances are
    seen; and where it has won somebody respected, people agree more readily.

    Reads
        people.alive, people.entry, people.employer, people.level, people.values, people.hours, organisations.alive,
        organisations.entry, organisations.capability, organisations.domain, organisations.region,
        organisations.hierarchy, organisations.building, organisations.running, organisations.pay,
        organisations.posts, grants.alive, grants.funder, grants.organisation, hearsay.about, hearsay.repute,
        partnerships.alive, ties.alter, ties.trust, ties.familiarity, grants.months, partnerships.member
    Writes
        organisations.reserves, partnerships (all columns of new ones), ties, tally.money_out, events
    Sources
        Clore report §4.2.1, §4.2.4; Perfect fit (make, buy or partner)
    """
    put_together(sector, rules, streams)
    need = need_of(sector, rules, streams)
    organisations, topic = opportunities(sector, rules, streams, need)
    if not len(organisations):
        return
    initiator = initiators(sector, streams, organisations)
    seeking = make_or_buy(sector, rules, streams, organisations, topic, initiator, need) & (initiator >= 0)
    topic, initiator = topic[seeking], initiator[seeking]
    if not len(initiator):
        return
    candidates = consider(sector, rules, streams, initiator)
    proposal = propose(sector, rules, streams, initiator, topic, candidates, need)
    if len(proposal.topic):
        form(sector, rules, streams, proposal)


def put_together(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Form the partnerships that funders name, before anybody looks for partners."""
    if not any(getattr(rules.asked, name).any() for name in NAMED_BY):
        return
    alive = sector.organisations.slots()
    contact = np.full(sector.organisations.capacity, -1, dtype=np.int64)
    contact[alive] = initiators(sector, streams, alive)
    proposal = named(sector, rules, streams, contact, seats_held(sector))
    if proposal is not None:
        form(sector, rules, streams, proposal)


def opportunities(sector: Sector, rules: Rules, streams: Streams, need: Need) -> tuple[Slots, Slots]:
    """Return the organisations that meet an opportunity this month, or need one for their grant, and its topic."""
    o, month = sector.organisations, sector.month
    alive = o.slots()
    lot = streams.at("opportunity", month).uniform(o.entry[alive])
    chance = rules.parameters.choice.opportunities + rules.asked.chances.max(0)[alive]
    lucky = alive[(lot < chance) | need.looks[alive]]
    lack = 1.0 - o.capability[lucky]
    return lucky, streams.at("topic of an opportunity", month).choice(lack, o.entry[lucky])


def make_or_buy(
    sector: Sector, rules: Rules, streams: Streams, who: Slots, topic: Slots, initiator: Slots, need: Need
) -> npt.NDArray[np.bool_]:
    """Return who is left to look for partners; those who buy pay for it.

    By two bars: who can do it does, who has money to spare buys; or, where worth is weighed, as `weighing` says. Who
    needs a partner for the grant does neither.
    """
    o, p = sector.organisations, rules.parameters.choice
    makes = o.capability[who, topic] >= p.make_bar
    price = round(100 * p.buy_price)
    buys = ~makes & (o.reserves[who] > p.buy_months * o.cost(who) + price)
    if p.weigh:
        choice = weigh(sector, rules, streams, who, topic, initiator)
        makes, buys = choice == MAKE, choice == BUY
    makes, buys = makes & ~need.looks[who], buys & ~need.looks[who]
    o.reserves[who[buys]] -= price
    sector.tally.money_out += price * int(buys.sum())
    sector.events.add(sector.month, "opportunity met alone", organisation=o.entry[who[makes]], reason="capable")
    sector.events.add(sector.month, "opportunity bought", organisation=o.entry[who[buys]], reason="money in hand")
    out: npt.NDArray[np.bool_] = ~makes & ~buys
    return out


def initiators(sector: Sector, streams: Streams, who: Slots) -> Slots:
    """Return the person in each organisation who looks for partners: senior staff first, then by lot."""
    people = sector.people
    staff = sector.staff_of(who)
    lot = streams.at("initiator", sector.month).uniform(people.entry[staff])
    staff = staff[np.lexsort((lot, people.level[staff] == 0))]
    return nth_of_group(staff, people.employer[staff], who, np.zeros(len(who), np.int64))


def consider(sector: Sector, rules: Rules, streams: Streams, initiator: Slots) -> Candidates:
    """Return the contacts and strangers each initiator has in view, scored."""
    people, ties, p = sector.people, sector.ties, rules.parameters.choice
    strangers = find_strangers(sector, rules, streams, initiator)
    owners = find_owners(sector, rules, streams, initiator)
    person = np.concatenate([ties.alter.take(initiator, axis=0), strangers, owners], axis=1).astype(np.int64)
    firm = np.where(person >= 0, people.employer[person], -1)
    own = people.employer[initiator][:, None]
    eligible = (firm >= 0) & (firm != own)
    row = np.repeat(np.arange(len(initiator)), person.shape[1])
    flat = person.ravel()
    column = find(ties.alter, initiator[row], flat)
    known = (column >= 0).reshape(person.shape)
    stranger = rules.parameters.trust.initial
    trust = np.where(column >= 0, ties.trust[initiator[row], column], stranger).reshape(person.shape)
    repute = sector.hearsay.read(initiator[row], flat, stranger).reshape(person.shape)
    capability = sector.organisations.capability
    use = complementarity(capability.take(own, axis=0), capability.take(firm, axis=0))
    brings = p.complementarity * use + roof(sector, rules, own, firm)
    terms = p.trust * trust, p.repute * repute, brings, -p.distance * distance(sector, own, firm)
    score = terms[0] + terms[1] + terms[2] + terms[3]
    return Candidates(person, known, np.where(eligible, score, -np.inf), terms)


def what_spoke(candidates: Candidates) -> Reasons:
    """Return in what each candidate stood out most from the mean of those in view, in words, for the log alone.

    Returns
    -------
    shape (initiators, candidates)
    """
    there = np.isfinite(candidates.score)
    n = there.sum(1, keepdims=True)
    terms = np.stack(candidates.terms) * there
    above = terms - terms.sum(2, keepdims=True) / np.maximum(n, 1)
    most = np.where(n < 2, ALONE, np.where(above.max(0) > 0, above.argmax(0), BY_CHANCE))
    out: Reasons = SPOKE[candidates.known.astype(int), most]
    return out


def find_strangers(sector: Sector, rules: Rules, streams: Streams, initiator: Slots) -> Slots:
    """Return people drawn from the whole sector: one at the cold-contact rate, more with paid time to search."""
    people, p, month = sector.people, rules.parameters.choice, sector.month
    staff = sector.staff()
    place = np.arange(MAX_STRANGERS)
    entry = people.entry[initiator][:, None]
    hours = rules.asked.search_hours
    paid = (hours * sector.grants.held(hours.shape)).max(0)[people.employer[initiator]] / p.candidate_hours
    chance = np.clip(p.cold_contact * (place == 0) + paid[:, None] - place, 0.0, 1.0)
    drawn = streams.at("stranger in view", month).uniform(entry, place) < chance
    look = np.floor(streams.at("which stranger", month).uniform(entry, place) * len(staff)).astype(np.int64)
    return np.where(drawn, staff[look], -1)


def propose(
    sector: Sector,
    rules: Rules,
    streams: Streams,
    initiator: Slots,
    topic: Slots,
    candidates: Candidates,
    need: Need,
) -> Proposal:
    """Ask candidates in turn until one agrees, then perhaps a third and a fourth; return who agreed on what."""
    people, p, month = sector.people, rules.parameters.choice, sector.month
    n, row = len(initiator), np.arange(len(initiator))
    entry = people.entry[initiator]
    lot = streams.at("whom to ask first", month).uniform(entry[:, None], people.entry[candidates.person])
    # the order of score + Gumbel noise is a draw without replacement with P ∝ exp(score)
    wish = candidates.score - np.log(-np.log(np.clip(lot, 1e-12, 1 - 1e-12)))
    turns = p.tries + MAX_MEMBERS - 2
    order = np.argsort(-wish, axis=1, kind="stable")[:, :turns]
    at = row[:, None], order
    person, known = candidates.person[at], candidates.known[at]
    eligible = np.isfinite(candidates.score[at])
    firm = np.where(eligible, people.employer[person], -1)
    leaning = lean(sector, rules, streams, initiator, person, need.stake + rules.asked.convener.max(0))
    more = streams.at("ask for more members", month).uniform(entry[:, None], np.arange(MAX_MEMBERS)) < p.more_members
    party, firms = np.full((2, n, MAX_MEMBERS), -1, dtype=np.int64)
    party[:, 0], firms[:, 0] = initiator, people.employer[initiator]
    spoke = what_spoke(candidates)[at] if sector.events.keep else np.full(person.shape, "", dtype=object)
    reason = np.full(party.shape, "", dtype=object)
    looks = need.looks[people.employer[initiator]]
    reason[:, 0] = np.where(looks, need.reason[people.employer[initiator]], TOPICS[topic])
    size, prior = np.ones(n, dtype=np.int64), np.zeros(n, dtype=bool)
    load = seats_held(sector)
    for turn in range(order.shape[1]):
        wanted = np.where(
            size == 1, turn < p.tries, (size < MAX_MEMBERS) & more[row, np.minimum(size, MAX_MEMBERS - 1)]
        )
        if not wanted.any():
            break
        asks = wanted & eligible[:, turn] & (firms != firm[:, turn, None]).all(1)
        asked = person[asks, turn]
        # those who are in already, besides who proposed, and of whom the one asked has heard
        company = p.company * p.company_seen * (size[asks] - 1)
        willing, minded = leaning.towards((asks, turn), company)
        # several proposals may reach one person in a month; the first get what seats are left
        agreed = asks.copy()
        agreed[asks] = willing & (load[asked] + rank_within(asked) < p.max_seats)
        load += np.bincount(person[agreed, turn], minlength=people.capacity)
        party[row[agreed], size[agreed]] = person[agreed, turn]
        firms[row[agreed], size[agreed]] = firm[agreed, turn]
        reason[row[agreed], size[agreed]] = spoke[agreed, turn]
        prior |= agreed & known[:, turn]
        size += agreed
        refused = asks & ~agreed
        full = willing[~agreed[asks]]
        sector.events.add(
            month, "proposal declined", person=entry[refused], other=people.entry[person[refused, turn]],
            organisation=sector.organisations.entry[firm[refused, turn]],
            reason=DECLINED[np.where(full, 2, minded[~agreed[asks]].astype(int))],
        )  # fmt: skip
    together = size > 1
    alternatives = np.isfinite(candidates.score).sum(1)
    free = need.free[firms]
    origin = np.where(looks, CONDITIONAL, ORGANIC)
    return Proposal(
        party[together], topic[together], prior[together], alternatives[together], reason[together], free[together],
        origin[together],
    )  # fmt: skip


def seats_held(sector: Sector) -> Slots:
    """Return the number of seats each person holds, shape (people,)."""
    sitting = sector.partnerships.person[sector.partnerships.alive]
    return np.bincount(sitting[sitting >= 0], minlength=sector.people.capacity)
