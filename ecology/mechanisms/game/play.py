"""Phase 7: each partnership plays one round of the coopetition game."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.games.coopetition import GAMES, Corners, contribution, corners, diverted, value_made
from ecology.games.shadow import continuation, deterrence
from ecology.mechanisms.game.effort import JOINT, effort_of
from ecology.mechanisms.game.need import need_later
from ecology.mechanisms.game.stakes import Stakes, stakes_of
from ecology.mechanisms.lives.gates import late_pressure
from ecology.mechanisms.money.bonus import bonus_of, promised
from ecology.mechanisms.money.seeds import in_pledges
from ecology.mechanisms.partners.governance import running
from ecology.mechanisms.partners.unapproved import count_unapproved
from ecology.mechanisms.sight.requital import deterred
from ecology.mechanisms.sight.sight import sight_of
from ecology.rules import Rules
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.partnerships import Dyads, Seats, dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import CONTRIBUTED, UNSEEN, find
from ecology.strategies import View
from ecology.strategies.own import answer
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]


def play(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let each seat contribute or hold back, make the joint value, and divide it.

    A person calculates with propensity m and otherwise follows their strategy; an action slips into its opposite now
    and then. x = a E d (1 − t + t τ); a member's x is the pledge-weighted mean over its seats.

    Reads
        people.entry, people.employer, people.level, people.hours, people.hours_ties, people.hours_admin,
        people.motivation, people.patience, people.strategy, organisations.capability, organisations.domain,
        organisations.entry, organisations.region, organisations.building, organisations.posts,
        organisations.alpha_measured, organisations.alpha_joint, ties.alter, ties.trust, ties.own_last,
        ties.other_last, hearsay.about, hearsay.repute, partnerships.alive, partnerships.entry, partnerships.member,
        partnerships.person, partnerships.energy, partnerships.pledge, partnerships.stage, partnerships.depth,
        partnerships.skipped, partnerships.common_ground, partnerships.structure, partnerships.lead,
        partnerships.months, partnerships.renewals, partnerships.form, partnerships.began,
        partnerships.unapproved, grants.alive, grants.funder, grants.organisation
    Writes
        people.payoff, people.played, people.hours_joint, people.hours_unapproved, organisations.joint_value,
        organisations.diverted,
        organisations.joint_surplus, ties.own_last, partnerships.action, partnerships.given, partnerships.delivered,
        partnerships.hours, partnerships.contribution, partnerships.value, partnerships.output, partnerships.share,
        partnerships.diverted, partnerships.payoff, partnerships.ledger, tally.shadow_holds, tally.game_mix,
        events
    Sources
        Clore report §2.2.1; model, 'The coopetition game', 'Strategies'
    """
    partnerships, people, o = sector.partnerships, sector.people, sector.organisations
    people.played[:] = False
    for column in (people.payoff, people.hours_joint, o.joint_value, o.diverted, o.joint_surplus):
        column[:] = 0.0
    seats = seats_of(partnerships)
    if not len(seats.person):
        return
    dyads = dyads_of(partnerships, seats)
    known_at = find(sector.ties.alter, dyads.person, dyads.alter)
    table = Table.of(sector, rules, streams, seats, dyads, known_at)
    stakes = stakes_of(sector, rules, table.partnership_trust)
    delivered = delivery(sector, rules, seats)
    foreseen, threshold = judge(sector, rules, seats, table, stakes, delivered)
    entry = people.entry[seats.person], partnerships.entry[seats.partnership]
    lots = streams.together(("calculate", "contribute", "slip"), sector.month).uniform(*entry)
    name = need_later(rules, seats, stakes, table.shadow)
    chance = choose(sector, rules, seats, table, foreseen.felt(rules.parameters.decision.envy), name, lots[0])
    action = act(rules, chance, lots[1], lots[2])
    settle(sector, rules, seats, stakes, table.trust, action, delivered)
    book(sector, rules, seats)
    remember(sector, dyads, known_at, action)
    sector.tally.shadow_holds = float((table.shadow >= threshold).mean())
    sector.tally.game_mix = np.bincount(foreseen.game(), minlength=len(GAMES)) / len(seats.person)


@dataclass(frozen=True, slots=True)
class Table:
    """What each seat knows of those across the table; arrays have shape (seats, …)."""

    trust: Floats
    repute: Floats
    after: Floats
    """Share of partners by own and their last action (CC, CD, DC, DD), shape (seats, 4)."""
    opening: Floats
    share_contributing: Floats
    across: Floats
    """Partners across the table."""
    shadow: Floats
    """W, the mean over partners."""
    sight: Floats
    """o, the mean over partners: chance that they see what this seat does."""
    partnership_trust: Floats
    """Mean trust, shape (partnerships,)."""

    @classmethod
    def of(cls, sector: Sector, rules: Rules, streams: Streams, seats: Seats, dyads: Dyads, column: Slots) -> Table:
        """Read the ties of all who sit in a partnership; `column` is where each remembers the other, -1 nowhere."""
        ties, n = sector.ties, len(seats.person)
        known = column >= 0
        stranger = rules.parameters.trust.initial
        trust = np.where(known, ties.trust[dyads.person, column], stranger)
        own = np.where(known, ties.own_last[dyads.person, column], UNSEEN)
        other = np.where(known, ties.other_last[dyads.person, column], UNSEEN)
        seen = other != UNSEEN
        count = np.maximum(np.bincount(dyads.own, minlength=n), 1)

        def mean(values: npt.ArrayLike) -> Floats:
            return np.bincount(dyads.own, weights=np.asarray(values, float), minlength=n) / count

        both = seen & (own != UNSEEN)
        contributed = other == CONTRIBUTED
        state = np.where(own == CONTRIBUTED, 0, 2) + np.where(contributed, 0, 1)
        after = np.bincount(4 * dyads.own[both] + state[both], minlength=4 * n).reshape(n, 4) / count[:, None]
        n_seen = np.bincount(dyads.own, weights=seen.astype(float), minlength=n)
        n_contributed = np.bincount(dyads.own, weights=contributed.astype(float), minlength=n)
        share = np.divide(n_contributed, n_seen, out=np.full(n, np.nan), where=n_seen > 0)
        # what was seen counts as good or bad repute; what was not, by hearsay
        heard = sector.hearsay.read(dyads.person, dyads.alter, stranger)
        repute = np.where(seen, contributed, heard)
        sight = sight_of(sector, rules, streams, dyads, seats)
        size = np.maximum(np.bincount(dyads.partnership, minlength=sector.partnerships.capacity), 1)
        together = np.bincount(dyads.partnership, weights=trust, minlength=sector.partnerships.capacity) / size
        w = shadow(sector, rules, dyads)
        return cls(
            mean(trust),
            mean(repute),
            after,
            mean(~both),
            share,
            count.astype(float),
            mean(deterrence(w, sight)),
            mean(sight),
            together,
        )


def shadow(sector: Sector, rules: Rules, dyads: Dyads) -> Floats:
    """Return w for each dyad."""
    people, p = sector.people, rules.parameters
    hazard = np.array([p.mobility.exit_operational, p.mobility.exit_middle, p.mobility.exit_top])
    stays = (1 - hazard[people.level[dyads.person]]) * (1 - hazard[people.level[dyads.alter]])
    return continuation(
        people.patience[dyads.person],
        p.shadow.lapse,
        sector.partnerships.months[dyads.partnership].astype(float),
        np.full(len(dyads.person), p.shadow.renewal),
        stays,
        p.mobility.portability,
        p.shadow.replay,
    )


def delivery(sector: Sector, rules: Rules, seats: Seats) -> Floats:
    """Return d = min(1, hours available / hours pledged) of each seat.

    A person makes available what effort on joint work, and a funder's pressure, allow, within the hours that paperwork
    and ties leave.
    """
    people, partnerships = sector.people, sector.partnerships
    pledge = partnerships.pledge.take(seats.cell)
    pledged = np.bincount(seats.person, weights=pledge, minlength=people.capacity)[seats.person]
    attention = effort_of(sector, rules, seats.person)[:, JOINT] * 3.0 * (1.0 + late_pressure(sector, rules, seats))
    room = np.maximum(people.hours - people.hours_admin - people.hours_ties, 0.0)[seats.person]
    out: Floats = np.minimum(1.0, np.minimum(attention, room / np.maximum(pledged, 1e-12)))
    return out


def judge(
    sector: Sector, rules: Rules, seats: Seats, table: Table, stakes: Stakes, delivered: Floats
) -> tuple[Corners, Floats]:
    """Return R, S, T, P as each seat foresees them, at the contribution it expects and with stakes of stage 3."""
    p = rules.parameters.game
    row = np.searchsorted(stakes.slot, seats.partnership)
    n = stakes.n[row]
    others = np.maximum(n - 1, 1)
    energy = sector.partnerships.energy.take(seats.cell)
    x = contribution(np.ones(len(n)), energy, delivered, table.trust, p.trust_weight)
    gamma = stakes.gamma[row, seats.member].sum(1) / others
    foreseen = corners(
        stakes.share[row, seats.member],
        gamma,
        stakes.rho[row, seats.member].sum(1) / others,
        gain=p.rivalry_gain, loss_ratio=p.loss_ratio, cost=p.cost, x=x, n=n,
        transaction=p.transaction_cost * running(sector, rules, seats.partnership, seats.member),
    )  # fmt: skip
    if rules.asked.bonus.any():
        foreseen = foreseen.with_bonus(*promised(sector, rules, seats), gamma, x, n)
    return foreseen, foreseen.threshold()


def choose(
    sector: Sector, rules: Rules, seats: Seats, table: Table, foreseen: Corners, name: Floats, lot: Floats
) -> Floats:
    """Return each seat's probability of contributing, by habit or by calculation.

    V_C = bR + (1−b)[(1−W)S + WP]; V_D = (1−W)[bT + (1−b)P] + WP − loss of reputation, with belief b = trust; the loss
    is the stake, as far as a good `name` is needed, times the chance of being seen times dependence 1 − σ. To it comes
    what strong reciprocators would do.
    """
    p, people = rules.parameters.decision, sector.people
    view = View(table.opening, table.after, table.trust, table.repute, table.share_contributing, table.shadow)
    strategy = people.strategy[seats.person]
    habit = np.choose(strategy, [answer(s, view) for s in rules.strategies])
    b, w = table.trust, table.shadow
    dependence = 1.0 - sector.partnerships.share[seats.partnership, seats.member]
    loss = p.reputation_stake * name * table.sight * dependence
    loss = loss + deterred(rules, table.sight, table.across)
    contribute = b * foreseen.reward + (1 - b) * ((1 - w) * foreseen.sucker + w * foreseen.punishment)
    hold_back = (1 - w) * (b * foreseen.temptation + (1 - b) * foreseen.punishment) + w * foreseen.punishment - loss
    logit = np.clip(p.intensity * (contribute - hold_back), -50, 50)
    calculated = 1.0 / (1.0 + np.exp(-logit))
    return np.where(lot < p.calculation, calculated, habit)


def act(rules: Rules, chance: Floats, lot: Floats, slip: Floats) -> Floats:
    """Return each seat's action, 0 or 1, slips included; by lot, which are draws."""
    return ((lot < chance) ^ (slip < rules.parameters.game.slip)).astype(float)


def settle(
    sector: Sector, rules: Rules, seats: Seats, stakes: Stakes, trust: Floats, action: Floats, delivered: Floats
) -> None:
    """Make the joint value, divide it, divert audience, and book payoffs by member and by person."""
    partnerships, people, p = sector.partnerships, sector.people, rules.parameters.game
    x = contribution(action, partnerships.energy.take(seats.cell), delivered, trust, p.trust_weight)
    partnerships.action[seats.at] = action.astype(np.int8)
    partnerships.given[seats.at] = x
    partnerships.delivered[seats.at] = delivered
    # energy makes an hour worth more or less; trust and time decide how many are given
    commitment = contribution(action, np.ones(len(x)), delivered, trust, p.trust_weight)
    pledge = partnerships.pledge.take(seats.cell)
    partnerships.hours[seats.at] = pledge * commitment
    row = np.searchsorted(stakes.slot, seats.partnership)

    def by_member(values: Floats) -> Floats:
        at = row * MAX_MEMBERS + seats.member
        size = len(stakes.slot) * MAX_MEMBERS
        total = np.bincount(at, weights=pledge * values, minlength=size)
        weight = np.bincount(at, weights=pledge, minlength=size)
        return np.divide(total, weight, out=np.zeros(size), where=weight > 0).reshape(-1, MAX_MEMBERS)

    given, acted = by_member(x), by_member(action)
    seated = by_member(np.ones(len(x)))
    slot = stakes.slot
    value = value_made(given, stakes.gamma, stakes.n, stakes.value_factor)
    # nobody can be robbed of audience before there is any: rivalry, too, grows with the stage
    moved = diverted(acted, given, stakes.rho, stakes.n, p.rivalry_gain, p.loss_ratio) * stakes.value_factor[:, None]
    partnerships.contribution[slot] = given
    partnerships.value[slot] = value
    paid = in_pledges(sector, rules, slot) + bonus_of(sector, rules, slot).sum(0)
    benefit = stakes.share * value[:, None] + (moved + paid) * seated
    factor = stakes.cost_factor
    dues = p.transaction_cost * p.cost_overrun * running(sector, rules, slot[:, None], np.arange(MAX_MEMBERS))
    cost = factor[:, None] * p.cost * given + dues * seated
    partnerships.output[slot] += value
    partnerships.share[slot] = stakes.share
    partnerships.diverted[slot] = moved * seated
    partnerships.payoff[slot] = benefit - cost
    partnerships.ledger[slot] += benefit - cost
    dues = p.transaction_cost * p.cost_overrun * running(sector, rules, seats.partnership, seats.member)
    own = benefit[row, seats.member] - factor[row] * p.cost * x - dues
    n_seats = np.bincount(seats.person, minlength=people.capacity)
    total = np.bincount(seats.person, weights=own, minlength=people.capacity)
    people.played[:] = n_seats > 0
    people.payoff[:] = total / np.maximum(n_seats, 1)


def book(sector: Sector, rules: Rules, seats: Seats) -> None:
    """Book hours given to partnerships, transaction time included, and each organisation's share of what they made."""
    people, o, partnerships = sector.people, sector.organisations, sector.partnerships
    p = rules.parameters
    pledge = partnerships.pledge.take(seats.cell)
    dues = pledge * p.game.transaction_cost * p.game.cost_overrun
    dues = dues * running(sector, rules, seats.partnership, seats.member)
    hours = partnerships.hours.take(seats.cell) + dues
    people.hours_joint[:] = np.bincount(seats.person, weights=hours, minlength=people.capacity)
    count_unapproved(sector, rules, seats, hours)
    live = partnerships.slots()
    member = partnerships.member.take(live, axis=0)
    at = np.nonzero(member >= 0)
    # one pledge of the partnership, in hours: what an average member has promised
    promised = partnerships.pledge.take(live, axis=0).sum((1, 2))
    hours_per_pledge = promised / np.maximum(partnerships.n_members()[live], 1)
    value = partnerships.value[live] * hours_per_pledge
    sector.events.add(sector.month, "joint work", partnership=partnerships.entry[live], amount=value)
    made = (partnerships.share.take(live, axis=0) * value[:, None])[at]
    moved = (partnerships.diverted.take(live, axis=0) * hours_per_pledge[:, None])[at]
    firm = member[at]
    o.joint_value[:] = np.bincount(firm, weights=made, minlength=o.capacity)
    o.diverted[:] = np.bincount(firm, weights=moved, minlength=o.capacity)
    spent = np.bincount(partnerships.member[seats.partnership, seats.member], weights=hours, minlength=o.capacity)
    o.joint_surplus[:] = p.ownwork.value_per_hour * (p.ownwork.joint_value * o.joint_value - spent)


def remember(sector: Sector, dyads: Dyads, column: Slots, action: Floats) -> None:
    """Let each person remember what they did to those across the table."""
    ties = sector.ties
    known: Slots = np.flatnonzero(column >= 0)
    ties.own_last[dyads.person[known], column[known]] = action[dyads.own[known]].astype(np.int8)
