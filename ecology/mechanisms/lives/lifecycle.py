"""Phase 10: stages and depth advance or slip; members leave; partnerships end, and why."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.game.messages import hub_speed
from ecology.mechanisms.likeness import complementarity
from ecology.mechanisms.lives.acquaintance import head_start
from ecology.mechanisms.lives.allowance import in_time_allowed
from ecology.mechanisms.lives.equity import gives_more
from ecology.mechanisms.lives.forcing import force_the_pace
from ecology.mechanisms.lives.gates import early_support
from ecology.mechanisms.lives.hurrying import hurry
from ecology.mechanisms.lives.leading import headway, take_the_lead
from ecology.mechanisms.lives.shocks import breaks
from ecology.mechanisms.lives.styles import note_styles, push
from ecology.mechanisms.sight.norms import agree_on_norms
from ecology.rules import Rules
from ecology.sector.categories import DEPTHS, STAGES
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.partnerships import IMPLEMENTING, dyads_of, seats_of
from ecology.sector.sector import Sector, Spell
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

MAX_DEPTH = 4

ENDINGS = (
    "completed", "relationship failure", "productivity failure", "outcome failure", "inertia", "dissolved amicably",
    "member closed", "learning race",
)  # fmt: skip
"""Every way a partnership can end."""

CAUSES = (
    ("relationship failure", "it no longer trusts its partners"),
    ("productivity failure", "it is out of pocket and still losing"),
    ("relationship failure", "it gives more than its part"),
    ("learning race", "it has nothing left to learn from partners it does not trust"),
    ("member closed", "it has nobody to send"),
    ("member closed", "it has closed"),
)
"""Why a member leaves: the ending it makes if too few are left, and what the log says."""
NOBODY_TO_SEND, CLOSED = 4, 5
LEADS_TO = np.array([ENDINGS.index(ending) for ending, _ in CAUSES] + [-1])
"""Position in `CAUSES` → position in `ENDINGS`; −1 for −1."""
STAGE_NAMES, DEPTH_NAMES = np.array(STAGES, dtype=object), np.array(DEPTHS, dtype=object)


def live_and_end(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Advance stages, let members leave, and settle what has come to its planned end.

    Reads
        organisations.entry, organisations.capability, ties.alter, ties.trust, partnerships.person,
        partnerships.contribution, partnerships.value, partnerships.ledger, partnerships.payoff,
        partnerships.consent, partnerships.entry, partnerships.structure, partnerships.lead, partnerships.pledge,
        partnerships.output, partnerships.began, partnerships.months, partnerships.common_ground, people.entry,
        people.employer, people.values, grants.alive, grants.funder, grants.organisation
    Writes
        ties.trust, partnerships.alive, partnerships.member, partnerships.person, partnerships.pledge,
        partnerships.stage, partnerships.progress, partnerships.depth, partnerships.idle, partnerships.ends,
        partnerships.renewals, partnerships.lead, partnerships.led, partnerships.asked, partnerships.skipped,
        partnerships.agreed, partnerships.style, spells, events
    Sources
        Perfect fit (stages after Gray, failures); Clore report §2.2.2, §4.1.3
    """
    if not sector.partnerships.alive.any():
        return
    trust, count = trust_by_member(sector, rules)
    agree_on_norms(sector, rules)
    take_the_lead(sector, rules, streams)
    force_the_pace(sector, rules, streams)
    note_styles(sector, rules)
    advance(sector, rules, streams, trust.sum(1) / np.maximum(count.sum(1), 1))
    leave_and_end(sector, rules, streams, trust / np.maximum(count, 1), count)
    planned_ends(sector, rules, streams)


def advance(sector: Sector, rules: Rules, streams: Streams, trust: Floats) -> None:
    """Move progress by mean contribution over the months a stage takes; step up when it is full, slip when it stalls.

    Nobody implements before the time is over that a funder allows for getting to know each other.

    Parameters
    ----------
    trust : shape (partnerships,)
        Mean trust between the people of each partnership.
    """
    partnerships, p = sector.partnerships, rules.parameters.lifecycle
    live = partnerships.slots()
    mean = partnerships.contribution.take(live, axis=0).sum(1) / np.maximum(partnerships.n_members()[live], 1)
    stage = partnerships.stage[live].astype(np.int64)
    takes = np.array([1.0, p.define_months, p.direct_months, p.deepen_months])[stage]
    pace = hub_speed(sector, rules, live) * head_start(sector, rules, live) * headway(sector, rules, streams, live)
    pace *= (1.0 + early_support(sector, rules, live)) * push(sector, rules, live)
    partnerships.progress[live] += mean / takes * pace
    hurry(sector, rules, trust[live], mean / p.direct_months * pace)
    stage = partnerships.stage[live].astype(np.int64)
    full = partnerships.progress[live] >= 1.0
    waits = full & (stage == IMPLEMENTING - 1) & in_time_allowed(sector, rules, live)
    full &= ~waits
    up = full & (stage < IMPLEMENTING)
    partnerships.stage[live[up]] += 1
    sector.events.add(
        sector.month, "stage reached", partnership=partnerships.entry[live[up]],
        reason=STAGE_NAMES[partnerships.stage[live[up]]],
    )  # fmt: skip
    deeper = full & (stage == IMPLEMENTING) & (trust[live] >= p.ready) & (partnerships.depth[live] < MAX_DEPTH)
    partnerships.depth[live[deeper]] += 1
    sector.events.add(
        sector.month, "bound more closely", partnership=partnerships.entry[live[deeper]],
        reason=DEPTH_NAMES[partnerships.depth[live[deeper]]],
    )  # fmt: skip
    partnerships.progress[live[full]] = 0.0
    token = np.where(stage == IMPLEMENTING, partnerships.value[live] < p.token, mean < p.token)
    partnerships.idle[live] = np.where(token, partnerships.idle[live] + 1, 0)
    slips = (partnerships.idle[live] == p.slip_months) & (partnerships.stage[live] > 1)
    partnerships.stage[live[slips]] -= 1
    partnerships.progress[live[slips]] = 0.0
    sector.events.add(
        sector.month, "stage lost", partnership=partnerships.entry[live[slips]],
        reason=STAGE_NAMES[partnerships.stage[live[slips]]],
    )  # fmt: skip


def trust_by_member(sector: Sector, rules: Rules) -> tuple[Floats, Floats]:
    """Return sum and number of the trusts each member's people hold in the others; shape (partnerships, members)."""
    partnerships, ties = sector.partnerships, sector.ties
    seats = seats_of(partnerships)
    dyads = dyads_of(partnerships, seats)
    column = find(ties.alter, dyads.person, dyads.alter)
    trust = np.where(column >= 0, ties.trust[dyads.person, column], rules.parameters.trust.initial)
    at = dyads.partnership * MAX_MEMBERS + seats.member[dyads.own]
    size = partnerships.capacity * MAX_MEMBERS
    total = np.bincount(at, weights=trust, minlength=size).astype(np.float64, copy=False)
    count = np.bincount(at, minlength=size).astype(np.float64)
    return total.reshape(-1, MAX_MEMBERS), count.reshape(-1, MAX_MEMBERS)


def leave_and_end(sector: Sector, rules: Rules, streams: Streams, trust: Floats, count: Floats) -> None:
    """Let members leave, each for a reason; a partnership left with one member ends for that of the last to leave.

    A member leaves when it has nobody to send, when it distrusts, when it is out of pocket and still losing, when it
    gives more than its part, or when there is nothing left to learn from those it does not trust; unless it may not. A
    partnership without output dies of inertia; one whose members' interests change is dissolved amicably; a shock may
    break one that little holds.

    Parameters
    ----------
    trust, count : shape (partnerships, members)
        Mean trust that each member's people hold in the others, and how many trusts that is the mean of.
    """
    partnerships, o, p, month = sector.partnerships, sector.organisations, rules.parameters.lifecycle, sector.month
    live = partnerships.slots()
    member = partnerships.member.take(live, axis=0)
    present = member >= 0
    trust, count = trust.take(live, axis=0), count.take(live, axis=0)
    mean_trust = (trust * count).sum(1) / np.maximum(count.sum(1), 1)
    age = (month - partnerships.began[live])[:, None]
    may_leave = present & (partnerships.consent.take(live, axis=0) > 0)
    entry = partnerships.entry[live][:, None]
    lot = streams.at("leave a partnership", month).uniform(entry, o.entry[member])
    gap = nothing_to_learn(sector, live, p.race_gap)
    seated = (partnerships.pledge.take(live, axis=0) > 0) & (partnerships.person.take(live, axis=0) >= 0)
    loses = (partnerships.ledger.take(live, axis=0) < 0) & (partnerships.payoff.take(live, axis=0) < 0)
    contribution = partnerships.contribution.take(live, axis=0)
    patience = p.patience_months * (1.0 - rules.asked.exit_support.max(0)[member])
    # the first reason that applies is the one given; each later one has its own slice of the lot
    reasons = np.full(member.shape, -1)
    hazard = np.zeros(member.shape)
    for reason, (applies, chance) in enumerate((
        (may_leave & (count > 0) & (trust < p.distrust), p.leave_distrust),
        (may_leave & (age >= patience) & loses, p.leave_loss),
        (may_leave & gives_more(contribution, present, p.unfair), p.leave_unfair),
        (may_leave & gap & (trust < p.ready), p.leave_race),
    )):  # fmt: skip
        hit = applies & (reasons < 0) & (lot >= hazard) & (lot < hazard + chance)
        reasons[hit] = reason
        hazard += np.where(applies, chance, 0.0)
    reasons[present & ~seated.any(2)] = NOBODY_TO_SEND
    drop(sector, live, reasons)
    alone = partnerships.n_members()[live] < 2
    last = LEADS_TO[reasons].max(1)
    still = ~alone
    idle = still & (partnerships.idle[live] >= p.inertia_months)
    amicable = streams.at("interests change", month).uniform(partnerships.entry[live]) < p.amicable
    last[idle] = ENDINGS.index("inertia")
    last[still & ~idle & amicable] = ENDINGS.index("dissolved amicably")
    broken = still & ~idle & ~amicable & breaks(sector, rules, streams, live, mean_trust)
    last[broken] = ENDINGS.index("outcome failure")
    sector.events.add(month, "broken by a shock", partnership=partnerships.entry[live[broken]])
    ends = alone | idle | (still & amicable) | broken
    end(sector, live[ends], last[ends])


def nothing_to_learn(sector: Sector, live: Slots, gap: float) -> Mask:
    """Return which members have capabilities that hardly differ from the mean of the others, shape (live, members)."""
    member = sector.partnerships.member.take(live, axis=0)
    present = member >= 0
    capability = sector.organisations.capability.take(member, axis=0) * present[:, :, None]
    n = np.maximum(present.sum(1) - 1, 1)[:, None, None]
    others = (capability.sum(1, keepdims=True) - capability) / n
    out: Mask = present & (complementarity(capability, others) < gap)
    return out


def drop(sector: Sector, live: Slots, reasons: npt.NDArray[np.int64]) -> None:
    """Take members out of their partnerships, each for one of `CAUSES`, -1 none; shape (live, members)."""
    partnerships = sector.partnerships
    row, m = np.nonzero(reasons >= 0)
    if not len(row):
        return
    p = live[row]
    for code in sorted(set(reasons[row, m].tolist())):
        chosen = reasons[row, m] == code
        firm = partnerships.member[p[chosen], m[chosen]]
        sector.events.add(
            sector.month, "member left", partnership=partnerships.entry[p[chosen]],
            organisation=sector.organisations.entry[firm], reason=CAUSES[code][1],
        )  # fmt: skip
    partnerships.member[p, m] = -1
    partnerships.person[p, m] = -1
    partnerships.pledge[p, m] = 0.0
    headless = partnerships.member[live, partnerships.lead[live]] < 0
    partnerships.lead[live[headless]] = (partnerships.member[live[headless]] >= 0).argmax(1)


def leave_closed(sector: Sector, gone: Slots) -> None:
    """Take organisations that have closed out of their partnerships, before new ones can take their slots."""
    partnerships = sector.partnerships
    live = partnerships.slots()
    drop(sector, live, np.where(np.isin(partnerships.member[live], gone), CLOSED, -1))
    alone = live[partnerships.n_members()[live] < 2]
    end(sector, alone, np.full(len(alone), LEADS_TO[CLOSED]))


def planned_ends(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Renew partnerships that have come to their planned end with chance r, or end them.

    One that reached implementation is completed; one that did not is an outcome failure.
    """
    partnerships, shadow, month = sector.partnerships, rules.parameters.shadow, sector.month
    due = np.flatnonzero(partnerships.alive & (partnerships.ends <= month))
    if not len(due):
        return
    reached = partnerships.stage[due] == IMPLEMENTING
    lot = streams.at("renewal of a partnership", month).uniform(partnerships.entry[due])
    renewed = reached & (lot < shadow.renewal)
    again = due[renewed]
    partnerships.renewals[again] += 1
    partnerships.ends[again] = month + partnerships.months[again]
    sector.events.add(month, "partnership renewed", partnership=partnerships.entry[again], reason="implementing")
    code = np.where(reached, ENDINGS.index("completed"), ENDINGS.index("outcome failure"))
    end(sector, due[~renewed], code[~renewed])


def end(sector: Sector, slots: Slots, code: npt.NDArray[np.int64]) -> None:
    """End partnerships, and note how long they lasted and why they ended."""
    partnerships = sector.partnerships
    for slot, why in zip(slots.tolist(), code.tolist(), strict=True):
        sector.spells.append(
            Spell(int(partnerships.began[slot]), sector.month, float(partnerships.output[slot]), ENDINGS[why])
        )
        member = partnerships.member[slot][partnerships.member[slot] >= 0]
        sector.events.add(
            sector.month, "partnership ended", partnership=partnerships.entry[slot], reason=ENDINGS[why],
            organisation=sector.organisations.entry[member] if len(member) else -1,
        )  # fmt: skip
    partnerships.vacate(slots)
