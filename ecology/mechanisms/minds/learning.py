"""Phase 9: trust, energy, knowledge, common ground and motivation move with what was seen and done."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.games.motivation import worn
from ecology.mechanisms.lives.allowance import paid_ground
from ecology.mechanisms.lives.styles import sense, warmth
from ecology.mechanisms.minds.absorption import absorption, frankness
from ecology.mechanisms.minds.exchange import value_exchange
from ecology.mechanisms.minds.hindsight import judge_anew
from ecology.mechanisms.minds.innovation import innovate
from ecology.mechanisms.minds.outcome import compare_with_hopes
from ecology.mechanisms.minds.training import train
from ecology.mechanisms.minds.values import clash, see_through
from ecology.mechanisms.partners.governance import say
from ecology.mechanisms.partners.signature import agreed_in_person
from ecology.mechanisms.sight.evidence import take_offence
from ecology.rules import Rules
from ecology.sector.columns import N_TOPICS, Slots
from ecology.sector.partnerships import Dyads, Seats, dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import CONTRIBUTED, find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]


def learn(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Move trust with what was seen, energy and knowledge with what was done, motivation with the control felt.

    Reads
        people.alive, people.employer, people.level, people.domain, people.values, people.hours, people.overtime,
        people.entry, people.standing, organisations.entry, partnerships.entry,
        organisations.alive, organisations.control, organisations.building, organisations.challenge,
        organisations.domain, organisations.espoused, organisations.region, ties.alter, ties.seen, ties.stakes,
        ties.slighted, ties.familiarity, partnerships.alive, partnerships.member, partnerships.person,
        partnerships.pledge, partnerships.given, partnerships.delivered, partnerships.consent, partnerships.share,
        partnerships.stage, partnerships.progress, partnerships.recognised, partnerships.contribution,
        partnerships.structure, partnerships.lead, partnerships.topic, partnerships.innovation, partnerships.signed,
        partnerships.payoff, partnerships.began, partnerships.form
    Writes
        ties.trust, ties.competence, ties.balance, ties.received, people.knowledge, people.motivation, people.skill,
        partnerships.energy, partnerships.common_ground, partnerships.innovation, partnerships.expected,
        organisations.capability, organisations.memory, events
    Sources
        Clore report §4.3, §4.4.2; Thought partners; Perfect fit
    """
    trust_what_was_seen(sector, rules)
    take_offence(sector, rules)
    seats = seats_of(sector.partnerships)
    if len(seats.person):
        dyads = dyads_of(sector.partnerships, seats)
        column = find(sector.ties.alter, dyads.person, dyads.alter)
        judge_competence(sector, rules, seats, dyads, column)
        received = learn_from_partners(sector, rules, seats, dyads, column)
        value_exchange(sector, rules, dyads, column, received)
        judge_anew(sector, rules, streams, dyads, column, received)
        compare_with_hopes(sector, rules, seats, dyads, column)
        clash(sector, rules, dyads, column)
        see_through(sector, rules, dyads, column)
        innovate(sector, rules, seats, dyads, column)
        feel(sector, rules, seats, dyads)
        find_common_ground(sector, rules)
    train(sector, rules)
    practise(sector, rules)
    pool(sector, rules)
    wear(sector, rules)


def trust_what_was_seen(sector: Sector, rules: Rules) -> None:
    """Move trust: τ ← τ + s g₊ (1 − τ) when a contribution was seen at stakes s, τ ← τ − s g₋ τ when holding back was.

    Skilled partners save some of what holding back would cost them: the loss is times 1 − m k, with k their partnering
    skill. What was not seen changes nothing, save a slow drift to what familiarity alone supports. With a share q of
    seen acts contributions, trust settles at g₊ q / (g₊ q + g₋ (1 − q)).
    """
    ties, people, p = sector.ties, sector.people, rules.parameters.trust
    seen = ties.seen >= 0
    cell = np.flatnonzero(seen)
    stakes, trust, contributed = ties.stakes.take(cell), ties.trust.take(cell), ties.seen.take(cell) == CONTRIBUTED
    skill = people.skill.take(ties.alter.take(cell)) if p.repair else 0.0
    loss = p.loss * stakes * (1 - p.repair * skill)
    moved = np.where(contributed, trust + p.gain * stakes * (1 - trust), trust - loss * trust)
    supported = p.initial * (1 + ties.familiarity) / 2
    ties.trust += p.drift * (supported - ties.trust) * ((ties.alter >= 0) & ~seen)
    ties.trust.put(cell, moved)


def judge_competence(sector: Sector, rules: Rules, seats: Seats, dyads: Dyads, column: Slots) -> None:
    """Move trust in competence towards what was delivered by those seen to contribute: slips hit competence alone."""
    ties = sector.ties
    seen = (column >= 0) & (ties.seen[dyads.person, column] == CONTRIBUTED)
    at = dyads.person[seen], column[seen]
    delivered = sector.partnerships.delivered.take(seats.cell)[dyads.other[seen]]
    ties.competence[at] += rules.parameters.trust.competence * (delivered - ties.competence[at])


def learn_from_partners(sector: Sector, rules: Rules, seats: Seats, dyads: Dyads, column: Slots) -> Floats:
    """Learn from partners' lead by what they contribute and how open trust makes them: ΔK_i = η x_j τ_ji (K_j − K_i)₊.

    Fear of rivals closes people, and who knows little can absorb little; both as `absorption` says. The balance of
    what was received and given is kept with each tie.

    Returns
    -------
    shape (dyads,)
        What the first of each dyad received of the second, summed over topics.
    """
    ties, people, partnerships = sector.ties, sector.people, sector.partnerships
    back = column[dyads.back]
    openness = np.where(back >= 0, ties.trust[dyads.alter, back], rules.parameters.trust.initial)
    x = partnerships.given.take(seats.cell)[dyads.other]
    lead = np.maximum(people.knowledge.take(dyads.alter, axis=0) - people.knowledge.take(dyads.person, axis=0), 0.0)
    openness = openness * frankness(sector, rules, dyads)
    received = rules.parameters.knowledge.learning * (x * openness * absorption(sector, rules, dyads))[:, None] * lead
    total = np.zeros((people.capacity, N_TOPICS))
    np.add.at(total, dyads.person, received)
    people.knowledge[:] = np.minimum(people.knowledge + total, 1.0)
    amount: Floats = received.sum(1)
    knows, known = column >= 0, back >= 0
    np.add.at(ties.balance, (dyads.person[knows], column[knows]), amount[knows])
    np.subtract.at(ties.balance, (dyads.alter[known], back[known]), amount[known])
    return amount


def feel(sector: Sector, rules: Rules, seats: Seats, dyads: Dyads) -> None:
    """Move energy: E ← E + r (Ē − E).

    Ē is a base plus weighted fit, consent, voice, progress and recognition, less overtime. The origin label does not
    enter; scarce hours act through delivery.
    """
    p, people, partnerships = rules.parameters.energy, sector.people, sector.partnerships
    n = len(seats.person)
    count = np.maximum(np.bincount(dyads.own, minlength=n), 1)
    values = people.values
    apart = np.abs(values.take(dyads.person, axis=0) - values.take(dyads.alter, axis=0)).sum(1) / values.shape[1]
    fit = 1.0 - np.bincount(dyads.own, weights=apart, minlength=n) / count
    row = seats.partnership
    voice = np.minimum(2.0 * say(sector, rules, row, seats.member), 1.0)
    progress = (partnerships.stage[row] - 1 + np.minimum(partnerships.progress[row], 1.0)) / 3.0
    overtime = (people.overtime / np.maximum(people.hours, 1.0))[seats.person]
    level = (
        p.base
        + p.fit * fit
        + p.consent * partnerships.consent[row, seats.member] * agreed_in_person(sector, rules, seats)
        + p.voice * voice
        + warmth(sector, rules, seats)
        + p.progress * progress
        + p.recognition * partnerships.recognised.take(seats.cell)
        - p.overtime * (overtime / 0.1) ** 2
    )
    energy = partnerships.energy.take(seats.cell)
    partnerships.energy[seats.at] = energy + p.rate * (np.clip(level, 0.0, 1.0) - energy)


def find_common_ground(sector: Sector, rules: Rules) -> None:
    """Move common ground with what members contribute: G ← G + r x̄ (1 − G), and with time they are paid for."""
    partnerships = sector.partnerships
    live = partnerships.slots()
    mean = partnerships.contribution.take(live, axis=0).sum(1) / np.maximum(partnerships.n_members()[live], 1)
    mean += paid_ground(sector, rules, live)
    mean *= sense(sector, rules, live)
    ground = partnerships.common_ground[live]
    partnerships.common_ground[live] = ground + rules.parameters.knowledge.common_ground * mean * (1 - ground)


def practise(sector: Sector, rules: Rules) -> None:
    """Lose what grows obsolete; renew one's own field by practice; pick up what colleagues know better."""
    people, p = sector.people, rules.parameters.knowledge
    people.knowledge *= 1.0 - p.obsolescence
    staff = sector.staff()
    known = people.knowledge.take(staff, axis=0)
    field = np.arange(len(staff)), people.domain[staff]
    known[field] += p.practice * (1.0 - known[field])
    theirs = sector.organisations.capability.take(people.employer[staff], axis=0)
    known += p.colleagues * np.maximum(theirs - known, 0.0)
    people.knowledge[staff] = known


def pool(sector: Sector, rules: Rules) -> None:
    """Set capability to ½ mean + ½ best of staff by topic, or the organisation's own memory where that is more."""
    people, o = sector.people, sector.organisations
    staff = sector.staff()
    mean, best = pooled(people.knowledge.take(staff, axis=0), people.employer[staff].astype(np.int64), o.capacity)
    step = rules.parameters.knowledge.memory
    alive = o.slots()
    o.memory[alive] += step * (mean[alive] - o.memory[alive])
    o.capability[alive] = np.maximum(0.5 * mean[alive] + 0.5 * best[alive], o.memory[alive])


def pooled(knowledge: Floats, group: Slots, n_groups: int) -> tuple[Floats, Floats]:
    """Return mean and best by group and topic, 0 for empty groups; shapes (groups, topics)."""
    count = np.bincount(group, minlength=n_groups)
    present = count.nonzero()[0]
    mean = np.zeros((n_groups, knowledge.shape[1]))
    best = np.zeros_like(mean)
    if len(present):
        start = (count.cumsum() - count)[present]
        ordered = knowledge.take(group.argsort(kind="stable"), axis=0)
        mean[present] = np.add.reduceat(ordered, start) / count[present][:, None]
        best[present] = np.maximum.reduceat(ordered, start)
    return mean, best


def wear(sector: Sector, rules: Rules) -> None:
    """Move motivation towards 1 − ψ χ, faster down than up (hysteresis); the only channel by which control is felt."""
    people, p = sector.people, rules.parameters.ownwork
    alive = people.slots()
    employed = people.employer[alive] >= 0
    felt = np.where(employed, sector.organisations.control[people.employer[alive]], 0.0)
    people.motivation[alive] = worn(people.motivation[alive], felt, p.crowding_out, p.wear, p.recovery)
