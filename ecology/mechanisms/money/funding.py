"""Phase 3: calls, bids, awards, payments; and what funders ask of the funded this month."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.errors import EcologyError
from ecology.mechanisms.adoption import drawn_to
from ecology.mechanisms.money.bonus import bonus_pounds
from ecology.mechanisms.money.seeds import sums_of
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.order import rank_within, split_exactly
from ecology.sector.sector import Sector
from ecology.streams import Streams

MONTHS_A_YEAR = 12
Floats = npt.NDArray[np.float64]


def fund(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Receive budgets, settle grants that have run out, call for bids, award, pay, and say what is asked.

    A grant that ends is bid for again and renewed with probability r + k(trust − ½). Free places are called for;
    organisations without a grant answer with a given appetite, the more readily the more they trust it beside other
    funders; the funder takes those it trusts most, ties broken
    by lot. What is left of a month's budget after the cost of levers, seeds for small partnerships and the bonus on
    last month's joint work is paid out in proportion to grants' weights, so that a funder's outlay is the same under
    every policy.

    Reads
        organisations.alive, organisations.entry, organisations.posts, organisations.reported,
        organisations.funder_trust, organisations.trust_in_funder, organisations.ask, funders.budget, funders.places,
        funders.alive, grants.alive, environment.funding, partnerships.alive, partnerships.member, partnerships.stage,
        partnerships.renewals, partnerships.pledge, partnerships.contribution, partnerships.value
    Writes
        organisations.reserves, organisations.grants_paid, organisations.admin, organisations.alpha_measured,
        organisations.alpha_joint, organisations.control, organisations.misreport, organisations.funder_trust,
        funders.balance, funders.grants_paid, funders.lever_cost,
        grants.alive, grants.generation, grants.entry, grants.funder, grants.organisation, grants.weight,
        grants.months, grants.began, grants.ends,
        tally.money_in, tally.money_out, events
    Sources
        Clore report §4.1.3, §4.3.2; Holmström and Milgrom 1991 for incentives
    """
    organisations = sector.organisations
    organisations.admin[:] = 0.0
    organisations.grants_paid[:] = 0
    for funder in sector.funders.slots():
        receive(sector, int(funder))
        settle(sector, rules, streams, int(funder))
        call(sector, rules, streams, int(funder))
        pay(sector, rules, int(funder))
    ask(sector, rules)


def receive(sector: Sector, funder: int) -> None:
    """Add a twelfth of the year's budget, moved by public funding, to the funder's balance."""
    amount = round(int(sector.funders.budget[funder]) * float(np.exp(sector.environment.funding)) / MONTHS_A_YEAR)
    sector.funders.balance[funder] += amount
    sector.tally.money_in += amount


def settle(sector: Sector, rules: Rules, streams: Streams, funder: int) -> None:
    """End grants that have run out; each is bid for again and renewed or not."""
    grants, o, terms = sector.grants, sector.organisations, rules.asked
    over = np.flatnonzero(grants.alive & (grants.funder == funder) & (grants.ends < sector.month))
    if not len(over):
        return
    who = grants.organisation[over]
    again = streams.at("bids again", sector.month).uniform(o.entry[who], funder) < drawn_to(sector, rules, who, funder)
    o.admin[who[again]] += terms.bid_hours[funder, who[again]]
    answer = terms.response[funder, who] * (o.funder_trust[who, funder] - 0.5)
    chance = np.clip(terms.renewal[funder, who] + answer, 0.0, 1.0)
    renewed = streams.at("renewal of a grant", sector.month).uniform(o.entry[who], funder) < chance
    renewed &= again
    begin(sector, rules, funder, over[renewed])
    grants.vacate(over[~renewed])
    sector.events.add(sector.month, "grant renewed", organisation=o.entry[who[renewed]], other=funder)
    ended = who[~renewed]
    sector.events.add(
        sector.month, "grant ended", organisation=o.entry[ended], other=funder,
        reason=np.where(again[~renewed], "not renewed", "not applied for again").astype(object),
    )  # fmt: skip


def begin(sector: Sector, rules: Rules, funder: int, slots: Slots) -> None:
    """Start grants this month, with the planned length in force now."""
    grants = sector.grants
    months = np.rint(rules.asked.grant_months[funder, grants.organisation[slots]]).astype(np.int32)
    grants.months[slots] = months
    grants.began[slots] = sector.month
    grants.ends[slots] = sector.month + months - 1


def call(sector: Sector, rules: Rules, streams: Streams, funder: int) -> None:
    """Fill free places from those who answer the call, the most trusted first."""
    grants, o, terms, month = sector.grants, sector.organisations, rules.asked, sector.month
    held = np.flatnonzero(grants.alive & (grants.funder == funder))
    free = int(sector.funders.places[funder]) - len(held)
    if free <= 0:
        return
    without = o.alive.copy()
    without[grants.organisation[held]] = False
    candidates = np.flatnonzero(without)
    keen = streams.at("answer to a call", month).uniform(o.entry[candidates], funder)
    bidders = candidates[keen < rules.parameters.funding.appetite * drawn_to(sector, rules, candidates, funder)]
    o.admin[bidders] += terms.bid_hours[funder, bidders]
    lot = streams.at("award of a grant", month).uniform(o.entry[bidders], funder)
    rank = rank_within(np.zeros(len(bidders), np.int64), -(o.funder_trust[bidders, funder] + lot))
    winners = bidders[rank < free]
    slots = grants.occupy(len(winners))
    grants.funder[slots] = funder
    grants.organisation[slots] = winners
    grants.weight[slots] = o.ask[winners]
    begin(sector, rules, funder, slots)
    o.funder_trust[winners, funder] = terms.trust_first[funder, winners]
    sector.events.add(month, "grant awarded", organisation=o.entry[winners], other=funder)
    sector.events.add(
        month, "bid refused", organisation=o.entry[bidders[rank >= free]], other=funder, reason="no place"
    )


def pay(sector: Sector, rules: Rules, funder: int) -> None:
    """Pay for the levers, the seeds and the bonus, and what is left to those who hold a grant."""
    grants, o, funders, terms = sector.grants, sector.organisations, sector.funders, rules.asked
    live = sector.partnerships.slots()
    seeded, seeds = due_to_members(sector, live, sums_of(sector, rules, live)[funder])
    earners, bonus = due_to_members(sector, live, bonus_pounds(sector, rules, live)[funder])
    held = np.flatnonzero(grants.alive & (grants.funder == funder))
    holders = grants.organisation[held]
    pounds = float(terms.organisation_cost[funder, o.slots()].sum()) + float(terms.grant_cost[funder, holders].sum())
    cost, balance = round(100 * pounds), int(funders.balance[funder])
    sown = int(seeds.sum())
    if cost + sown > balance:
        raise EcologyError(
            f"policy {rules.policies[funder].name}: its levers and seeds cost £{(cost + sown) / 100:,.0f} in month "
            f"{sector.month}, more "
            f"than the funder's £{balance / 100:,.0f} a month. Lower their intensity, "
            "or raise 'budget' in the sector's funders.csv."
        )
    funders.lever_cost[funder] = cost
    sector.tally.money_out += cost
    balance -= cost + sown
    if bonus.sum() > balance:
        # a promise of a share in what is made is kept as far as the money goes
        bonus = split_exactly(balance, bonus.astype(float))
    earned = int(bonus.sum())
    balance -= earned
    for who, pence in ((seeded, seeds), (earners, bonus)):
        np.add.at(o.reserves, who, pence)
        np.add.at(o.grants_paid, who, pence)
    funders.grants_paid[funder] = sown + earned + (balance if len(held) else 0)
    if len(held):
        amounts = split_exactly(balance, grants.weight[held] * performance(sector, rules, funder, holders))
        np.add.at(o.reserves, holders, amounts)
        np.add.at(o.grants_paid, holders, amounts)
        balance = 0
    funders.balance[funder] = balance


def due_to_members(sector: Sector, live: Slots, pounds: Floats) -> tuple[Slots, Slots]:
    """Return the organisations that are due something, once a partnership, and the pence due.

    Parameters
    ----------
    pounds : shape (n, members)
        Due to each member of each of the partnerships in `live`.
    """
    pence = np.rint(100 * pounds).astype(np.int64)
    at = np.nonzero(pence)
    return sector.partnerships.member[live][at].astype(np.int64), pence[at]


def performance(sector: Sector, rules: Rules, funder: int, who: Slots) -> Floats:
    """Return what reported performance does to each grant: 1 + stake × (last report a post over the mean − 1)."""
    o = sector.organisations
    a_post = o.reported[who] / np.maximum(o.posts.take(who, axis=0).sum(1), 1)
    mean = a_post.mean()
    relative = np.clip(a_post / mean, 0.5, 1.5) if mean > 0 else np.ones(len(who))
    out: Floats = 1.0 + rules.asked.grant_at_stake[funder, who] * (relative - 1.0)
    return out


def ask(sector: Sector, rules: Rules) -> None:
    """Set hours, incentives, control felt and misreporting from the terms of those whose grants an organisation holds.

    Control is relaxed by a funder's answer to trust; misreporting is argmax_f α f − p f − ½ c f², with p the chance
    that it is found times the sanction, and is held back by trust in the funder.
    """
    o, terms = sector.organisations, rules.asked
    held = sector.grants.held(terms.grant_months.shape)
    reached = held | (terms.channel_hours > 0)
    o.admin[:] += (held * terms.report_hours).sum(0) + (reached * terms.channel_hours).sum(0)
    o.alpha_measured[:] = (held * terms.target * terms.target_share).sum(0)
    o.alpha_joint[:] = (held * terms.joint_reward * terms.joint_share).sum(0)
    relaxed = 1.0 - terms.response * o.funder_trust.T
    o.control[:] = 1.0 - np.prod(1.0 - held * terms.control * relaxed, axis=0)
    found = (held * np.minimum(terms.audit_rate / MONTHS_A_YEAR, 1.0) * terms.audit_accuracy * terms.sanction).sum(0)
    faith = (held * o.trust_in_funder.T).sum(0) / np.maximum(held.sum(0), 1)
    wish = (o.alpha_measured - found) * (1.0 - faith) / rules.parameters.ownwork.misreport_cost
    o.misreport[:] = np.clip(wish, 0.0, 1.0)
