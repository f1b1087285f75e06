"""Phase 11: hours, value, pounds; closures and foundings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.game.effort import MEASURED, UNMEASURED, effort_of
from ecology.mechanisms.lives.lifecycle import leave_closed
from ecology.mechanisms.money.aid import help_partners
from ecology.mechanisms.money.audience import audience_won
from ecology.mechanisms.money.legitimacy import earn_standing, mandate
from ecology.mechanisms.money.overtime import overtime_of, time_taken
from ecology.mechanisms.money.services import sound
from ecology.mechanisms.money.shared_services import saved
from ecology.mechanisms.money.timebank import trade_hours
from ecology.rules import Rules
from ecology.sector.columns import N_LEVELS, Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

NEW_POSTS = (1, 1, 1)
"""Posts of a new organisation: one at each level."""


def account(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Book hours and value, receive and spend money, close organisations that cannot go on, and found new ones.

    Hours contracted and overtime = ties + paperwork + joint + time bank + measured + unmeasured + idle. Time taken by
    others comes out of own work, save the share that is worked on top; members of a time bank trade hours before.
    Money is in whole pence and none appears or vanishes unnoted.

    Reads
        people.alive, people.employer, people.hours, people.hours_ties, people.hours_admin, people.hours_joint,
        people.level, people.motivation, organisations.entry, organisations.size, organisations.earned,
        organisations.other, organisations.pay, organisations.running, organisations.demand,
        organisations.alpha_measured, organisations.alpha_joint, organisations.misreport, organisations.joint_value,
        organisations.diverted, organisations.failing, partnerships.alive, partnerships.member,
        environment.demand_region,
        environment.demand_domain, environment.demand_sector, grants.organisation, partnerships.began,
        partnerships.entry, partnerships.output, organisations.posts, partnerships.depth, partnerships.stage,
        partnerships.value, partnerships.structure, people.entry, people.strategy,
        hearsay.about, hearsay.repute
    Writes
        people.hours_measured, people.hours_unmeasured, people.hours_idle, people.hours_ties, people.hours_admin,
        people.hours_joint, people.overtime, people.employer, people.seeking, people.tenure, people.knowledge,
        people.hours_bank, people.hours_lent, people.in_bank, people.credit, people.debt_limit, people.last_drawn, ties,
        organisations (value columns, reserves, insolvent, alive, and all columns of new ones), organisation_names,
        partnerships.alive, partnerships.member, partnerships.person, partnerships.pledge, partnerships.lead, spells,
        grants.alive, tally.money_in, tally.money_out, tally.left_job, events
    Sources
        Model, 'Public value and reported performance', 'Hours'; national portfolio and museum closures for rates
    """
    trade_hours(sector, rules, streams)
    book_own_work(sector, rules)
    value(sector, rules)
    earn_standing(sector, rules)
    balance = income_and_costs(sector, rules)
    help_partners(sector, rules)
    count_insolvent(sector, rules)
    adjust(sector, rules, streams, balance)
    close(sector, rules, streams)
    found(sector, rules, streams)


def book_own_work(sector: Sector, rules: Rules) -> None:
    """Divide what hours are left between own measured and unmeasured work; what effort does not reach is idle."""
    people = sector.people
    for name in ("hours_measured", "hours_unmeasured", "hours_idle", "overtime"):
        getattr(people, name)[:] = 0.0
    staff = sector.staff()
    overtime = overtime_of(sector, rules, staff)
    own = np.maximum(people.hours[staff] + overtime - time_taken(sector, staff), 0.0)
    e = effort_of(sector, rules, staff)
    effort = e[:, MEASURED] + e[:, UNMEASURED]
    worked = own * np.minimum(1.5 * effort, 1.0)
    measured = worked * np.divide(e[:, MEASURED], effort, out=np.full(len(staff), 0.5), where=effort > 0)
    people.overtime[staff] = overtime
    people.hours_measured[staff] = measured
    people.hours_unmeasured[staff] = worked - measured
    people.hours_idle[staff] = own - worked


def value(sector: Sector, rules: Rules) -> None:
    """Set public value v Σ N H [(m/H)^ε + (n/H)^ε] + v ν Π and reported performance v N H (m/H)^ε (1 + f), £ a month.

    N is posts, H contracted hours a post, m and n own hours a post, Π joint value in pledged hours, f misreporting. A
    contracted service that fails loses part of n's value, which no report shows.
    """
    people, o, p = sector.people, sector.organisations, rules.parameters.ownwork
    staff = sector.staff()
    firm = people.employer[staff]
    capacity = rules.parameters.hours.contract * o.posts.sum(1)

    def saturating(hours: Floats) -> Floats:
        total = np.bincount(firm, weights=hours[staff], minlength=o.capacity)
        share = np.divide(total, capacity, out=np.zeros(o.capacity), where=capacity > 0)
        out: Floats = capacity * share**p.exponent
        return out

    measured, unmeasured = saturating(people.hours_measured), saturating(people.hours_unmeasured)
    unmeasured = unmeasured * sound(sector, rules)
    o.public_value[:] = o.alive * p.value_per_hour * (measured + unmeasured + p.joint_value * o.joint_value)
    o.reported[:] = o.alive * p.value_per_hour * measured * (1.0 + o.misreport)


def income_and_costs(sector: Sector, rules: Rules) -> npt.NDArray[np.int64]:
    """Receive earned, other and joint income; pay staff and running costs; return the month's balance in pence.

    Demand moves earned income; so do audience won from or lost to partners, own work against that of others in the
    same place, and standing with the public.
    """
    people, o, here, p = sector.people, sector.organisations, sector.environment, rules.parameters
    alive = o.slots()
    log = (
        o.demand[alive] + here.demand_region[o.region[alive]] + here.demand_domain[o.domain[alive]] + here.demand_sector
    )
    pence_per_hour = 100 * p.ownwork.value_per_hour
    joint = p.money.joint_income * pence_per_hour * p.ownwork.joint_value * o.joint_value[alive]
    moved = p.money.joint_income * pence_per_hour * o.diverted[alive]
    drawn = (audience_won(sector, rules) * mandate(sector, rules))[alive]
    earned = np.rint(np.maximum(o.earned[alive] * np.exp(log) * drawn + joint + moved, 0.0)).astype(np.int64)
    staff = sector.staff()
    filled = np.bincount(people.employer[staff], minlength=o.capacity)[alive]
    money_in = earned + o.other[alive]
    money_out = o.pay[alive] * filled + o.running[alive] - saved(sector, rules)[alive]
    o.reserves[alive] += money_in - money_out
    sector.tally.money_in += int(money_in.sum())
    sector.tally.money_out += int(money_out.sum())
    balance = np.zeros(o.capacity, dtype=np.int64)
    balance[alive] = money_in - money_out + o.grants_paid[alive]
    return balance


def count_insolvent(sector: Sector, rules: Rules) -> None:
    """Count the months in a row that each organisation has been below its floor, the debt it can carry."""
    o = sector.organisations
    alive = o.slots()
    below = o.reserves[alive] < -rules.parameters.money.floor_months * o.cost(alive)
    o.insolvent[alive] = np.where(below, o.insolvent[alive] + 1, 0)


def adjust(sector: Sector, rules: Rules, streams: Streams, balance: npt.NDArray[np.int64]) -> None:
    """Let some organisations cut posts and costs when short of money, or grow when they have plenty."""
    o, p = sector.organisations, rules.parameters.money
    alive = o.slots()
    acts = alive[streams.at("fit size to money", sector.month).uniform(o.entry[alive]) < p.adjust]
    if not len(acts):
        return
    posts = o.posts[acts].sum(1)
    cost = o.cost(acts)
    short = (balance[acts] < 0) & (o.reserves[acts] < p.lean_months * cost)
    rich = (balance[acts] > 0) & (o.reserves[acts] > p.rich_months * cost)
    step = np.maximum(np.rint(p.adjust_step * posts), 1).astype(np.int32)
    grows, shrinks = acts[rich], acts[short]
    o.posts[grows, 0] += step[rich]
    # the most junior level that has posts bears the cut; the last post at the top stays
    left = step[short]
    for level in range(N_LEVELS):
        spare = o.posts[shrinks, level] - (level == N_LEVELS - 1)
        cut = np.minimum(left, np.maximum(spare, 0))
        o.posts[shrinks, level] -= cut
        left = left - cut
    for who, factor in ((grows, 1 + p.adjust_step), (shrinks, 1 - p.adjust_step)):
        o.running[who] = np.rint(o.running[who] * factor).astype(np.int64)


def close(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Close organisations that have been below their floor too long, and a few others; their staff look for posts."""
    o, people, p, month = sector.organisations, sector.people, rules.parameters.money, sector.month
    alive = o.slots()
    yearly = np.array([p.closure_small, p.closure_medium, p.closure_large])[o.size[alive]]
    chance = 1.0 - (1.0 - yearly) ** (1 / 12)
    insolvent = o.insolvent[alive] >= p.closure_months
    closes = insolvent | (streams.at("closure", month).uniform(o.entry[alive]) < chance)
    gone, why = alive[closes], insolvent[closes]
    if not len(gone):
        return
    for reason, mask in (("insolvent", why), ("other reasons", ~why)):
        sector.events.add(month, "organisation closed", organisation=o.entry[gone[mask]], reason=reason)
    # creditors and heirs are outside the sector
    written_off = o.reserves[gone]
    sector.tally.money_out += int(written_off.sum())
    o.reserves[gone] = 0
    o.vacate(gone)
    shut = np.isin(people.employer, gone) & people.alive
    sector.tally.left_job += int(shut.sum())
    people.employer[shut] = -1
    people.tenure[shut] = 0
    people.seeking[shut] = True
    for name in (
        "hours_joint",
        "hours_ties",
        "hours_admin",
        "hours_bank",
        "hours_lent",
        "hours_measured",
        "hours_unmeasured",
        "hours_idle",
        "overtime",
    ):
        getattr(people, name)[shut] = 0.0
    for name in VALUES:
        getattr(o, name)[gone] = 0
    sector.grants.vacate(np.flatnonzero(sector.grants.alive & np.isin(sector.grants.organisation, gone)))
    leave_closed(sector, gone)


VALUES = ("admin", "joint_value", "joint_surplus", "diverted", "public_value", "reported", "grants_paid", "control",
          "misreport", "alpha_measured", "alpha_joint", "insolvent", "failing")  # fmt: skip
"""Columns of an organisation that end with it."""


def found(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Found small organisations: a new one takes after a living one of the same art form and region."""
    o, p, month = sector.organisations, rules.parameters, sector.month
    alive = o.slots()
    lot = streams.at("founding", month).uniform(o.entry[alive])
    models = alive[lot < p.money.founding / 12]
    if not len(models):
        return
    slots = o.occupy(len(models))
    copy_model(sector, slots, models)
    o.reserves[slots] = np.rint(p.money.new_months * o.cost(slots)).astype(np.int64)
    sector.tally.money_in += int(o.reserves[slots].sum())
    o.founded[slots] = month
    sector.events.add(month, "organisation founded", organisation=o.entry[slots], reason="someone saw a need")
    for entry in o.entry[slots].tolist():
        sector.organisation_names[entry] = f"New organisation {entry}"


def copy_model(sector: Sector, slots: Slots, models: Slots) -> None:
    """Give new organisations the nature of their models at the scale of three posts."""
    o = sector.organisations
    for name in ("domain", "region", "hierarchy", "challenge", "espoused", "pay"):
        getattr(o, name)[slots] = getattr(o, name)[models]
    scale = sum(NEW_POSTS) / np.maximum(o.posts[models].sum(1), 1)
    for name in ("earned", "other", "running"):
        getattr(o, name)[slots] = np.rint(getattr(o, name)[models] * scale).astype(np.int64)
    o.ask[slots] = o.ask[models] * scale
    o.posts[slots] = NEW_POSTS
    o.hierarchy[slots] *= 0.5
