"""Phase 6: each opportunity is met by making, buying or partnering; partners are searched, asked, and agree or not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.partners.asking import lean
from ecology.mechanisms.partners.candidates import Candidates, consider
from ecology.mechanisms.partners.conditions import Need, need_of
from ecology.mechanisms.partners.forming import Proposal, form
from ecology.mechanisms.partners.motives import moved
from ecology.mechanisms.partners.naming import named
from ecology.mechanisms.partners.newcomers import mentored, sent_first
from ecology.mechanisms.partners.turns import ask_in_turn, in_order, seats_held
from ecology.mechanisms.partners.unclaimed import across, note_unclaimed, unclaimed
from ecology.mechanisms.partners.weighing import BUY, MAKE, weigh
from ecology.policies.terms import NAMED_BY
from ecology.rules import Rules
from ecology.sector.categories import CONDITIONAL, DOMAINS, ORGANIC
from ecology.sector.columns import Slots
from ecology.sector.order import nth_of_group
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

Reasons = npt.NDArray[np.object_]

TOPICS = np.array([f"saw an opportunity: {topic}" for topic in DOMAINS], dtype=object)


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
        people.alive, people.entry, people.employer, people.entered, people.level, people.values, people.hours,
        people.knowledge, people.skill, people.strategy,
        organisations.alive,
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
    lead_where_nobody_does(sector, rules, streams, need)
    organisations, topic = opportunities(sector, rules, streams, need)
    if not len(organisations):
        return
    initiator = initiators(sector, rules, streams, organisations)
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
    contact[alive] = initiators(sector, rules, streams, alive)
    proposal = named(sector, rules, streams, contact, seats_held(sector))
    if proposal is not None:
        form(sector, rules, streams, proposal)


def lead_where_nobody_does(sector: Sector, rules: Rules, streams: Streams, need: Need) -> None:
    """Let those who lead ask people they know in another art form about opportunities that nobody has claimed."""
    if not rules.parameters.choice.unclaimed:
        return
    found = unclaimed(sector, rules, streams)
    if not len(found.person):
        return
    there = found.person >= 0
    initiator, topic = found.person[there], found.topic[there]
    proposal = None
    if len(initiator):
        candidates = across(sector, consider(sector, rules, streams, initiator), topic)
        proposal = propose(sector, rules, streams, initiator, topic, candidates, need)
    note_unclaimed(sector, found, proposal)
    if proposal and len(proposal.topic):
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


def initiators(sector: Sector, rules: Rules, streams: Streams, who: Slots) -> Slots:
    """Return who in each organisation looks for partners: newcomers who are sent, senior staff, then by lot."""
    people = sector.people
    staff = sector.staff_of(who)
    lot = streams.at("initiator", sector.month).uniform(people.entry[staff])
    staff = staff[np.lexsort((lot, people.level[staff] == 0, ~sent_first(sector, rules, streams, staff)))]
    return nth_of_group(staff, people.employer[staff], who, np.zeros(len(who), np.int64))


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
    own = sector.people.employer[initiator]
    looks = need.looks[own]
    queue = in_order(sector, rules, streams, initiator, candidates)
    stake = need.stake + rules.asked.convener.max(0)
    leaning = lean(sector, rules, streams, initiator, queue.person, stake, mentored(sector, rules, initiator))
    leaning = moved(sector, rules, leaning, initiator, queue.person, 1.0 - need.free)
    party = ask_in_turn(sector, rules, streams, queue, leaning)
    party.reason[:, 0] = np.where(looks, need.reason[own], TOPICS[topic])
    together = party.size > 1
    alternatives = np.isfinite(candidates.score).sum(1)
    origin = np.where(looks, CONDITIONAL, ORGANIC)
    return Proposal(
        party.person[together], topic[together], party.prior_tie[together], alternatives[together],
        party.reason[together], need.free[party.firm][together], origin[together],
        party.unapproved[together],
    )  # fmt: skip
