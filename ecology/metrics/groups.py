"""Groups: what each metric is made of, so that it can be told for any category, at any time and on demand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.metrics.record import FRUITLESS, NEWCOMER_MONTHS, TRUST_BANDS, YEAR, band_of, percentile_95
from ecology.rules import Rules
from ecology.sector.categories import GROUPINGS, LEVELS
from ecology.sector.columns import Slots
from ecology.sector.partnerships import dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import find

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

SUM, MEAN, OWN = "sum", "mean", "own"
"""How groups make the whole: they add up, their mean weighted by n is the mean of all, or each is worked out anew."""
CATEGORIES = GROUPINGS | {"level": LEVELS}
"""Category → its groups. The level is a person's, and tells only what belongs to people or posts."""
NOT_HELD = ("partnership_survival", "share_fruitless", "turnover", "share_shadow_holds", "funder_spend", "lever_cost")
"""Metrics that cannot be told: nothing is kept of who was in partnerships that ended, and funders are in no group."""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything one metric is the sum or the mean of."""

    metric: str
    how: str
    value: Floats
    """Shape (n,), or (n, topics) for what is worked out in each group anew."""
    organisation: Slots
    """Slot of the organisation that each belongs to, shape (n,)."""
    level: Slots | None = None
    """Code of the level each belongs to; None where it belongs to no person or post."""
    weight: Floats | None = None
    """Of each in the mean; all alike where None."""


@dataclass(frozen=True, slots=True)
class Part:
    """A metric in one group."""

    metric: str
    how: str
    by: str
    group: str
    value: float
    """In the metric's own unit; NaN where nobody is."""
    n: float
    """What is counted there; the weight of the group in a mean."""


def parts(sector: Sector, rules: Rules) -> list[Part]:
    """Return every metric that can be told by category, in each group of each category.

    A partnership counts in equal parts with each of its members, a seat with who holds it, a trust with who trusts. So
    groups add up to the whole, or average to it when weighted by `n`.
    """
    o = sector.organisations
    out = []
    for held in [*of_organisations(sector), *of_people(sector), *of_partnerships(sector, rules)]:
        weight = np.ones(len(held.value)) if held.weight is None else held.weight
        for by, groups in CATEGORIES.items():
            if by == "level" and held.level is None:
                continue
            code = held.level if by == "level" and held.level is not None else getattr(o, by)[held.organisation]
            for i, group in enumerate(groups):
                here = code == i
                n = float(weight[here].sum())
                out.append(Part(held.metric, held.how, by, group, told(held, here, weight), n))
    return out


def told(held: Held, here: npt.NDArray[np.bool_], weight: Floats) -> float:
    """Return a metric of those marked, NaN where nobody is."""
    value, total = held.value[here], float(weight[here].sum())
    if not total:
        return float("nan")
    if held.how == OWN:
        return float(percentile_95(value).mean())
    added = float((value * weight[here]).sum())
    return added if held.how == SUM else added / total


def of_organisations(sector: Sector) -> list[Held]:
    """Return what belongs to organisations, their grants and their posts."""
    o, grants = sector.organisations, sector.grants
    alive = o.slots()
    live = np.flatnonzero(grants.alive)
    firm, funder = grants.organisation[live].astype(np.int64), grants.funder[live]
    failing = alive[o.failing[alive] > 0]
    sums = {
        "joint_surplus": o.joint_surplus[alive], "public_value": o.public_value[alive],
        "reported_performance": o.reported[alive], "grants_paid": o.grants_paid[alive] / 100,
        "organisations_alive": np.ones(len(alive)),
    }  # fmt: skip
    means = {
        "burden": o.admin[alive], "control_felt": o.control[alive], "legitimacy": o.legitimacy[alive],
        "share_failing": (o.failing[alive] > 0).astype(float),
    }  # fmt: skip
    posts = o.posts[alive]
    vacant = np.maximum(o.posts - sector.filled_posts(), 0)[alive]
    there = posts > 0
    row, level = np.nonzero(there)
    return [
        *(Held(name, SUM, value.astype(float), alive) for name, value in sums.items()),
        *(Held(name, MEAN, value.astype(float), alive) for name, value in means.items()),
        Held("months_hidden", MEAN, o.failing[failing].astype(float), failing),
        Held("funder_trust", MEAN, o.trust_in_funder[firm, funder], firm),
        Held("vacancy_rate", MEAN, vacant[there] / posts[there], alive[row], level, posts[there].astype(float)),
    ]


def of_people(sector: Sector) -> list[Held]:
    """Return what belongs to employed people, told by their employer's art form, region and size."""
    people = sector.people
    staff = sector.staff()
    firm, level = people.employer[staff].astype(np.int64), people.level[staff].astype(np.int64)
    ties = (sector.ties.alter[staff] >= 0).sum(1).astype(float)
    return [
        Held("mean_knowledge", MEAN, people.knowledge[staff].mean(1), firm, level),
        Held("expertise", OWN, people.knowledge[staff], firm, level),
        Held("motivation", MEAN, people.motivation[staff], firm, level),
        Held("mean_ties", MEAN, ties, firm, level),
        Held("bank_members", SUM, people.in_bank[staff].astype(float), firm, level),
        Held("bank_hours", SUM, people.hours_lent[staff], firm, level),
    ]


def of_partnerships(sector: Sector, rules: Rules) -> list[Held]:
    """Return what belongs to partnerships, their members, their seats and those who trust in them."""
    p, people, ties, month = sector.partnerships, sector.people, sector.ties, sector.month
    seats = seats_of(p)
    dyads = dyads_of(p, seats)
    column = find(ties.alter, dyads.person, dyads.alter)
    trust = np.where(column >= 0, ties.trust[dyads.person, column], rules.parameters.trust.initial).astype(float)
    firm = p.member[seats.partnership, seats.member].astype(np.int64)
    level, action = seats.level, p.action.take(seats.cell)
    acted = action >= 0
    entered = people.entered[seats.person]
    new = ((entered > month - NEWCOMER_MONTHS) & (entered > 0)).astype(float)
    truster, at = firm[dyads.own], level[dyads.own]
    held = [
        Held("cooperation_rate", MEAN, (action[acted] == 1).astype(float), firm[acted], level[acted]),
        Held("entrant_seats", MEAN, new, firm, level),
        Held("mean_energy", MEAN, p.energy.take(seats.cell), firm, level),
        Held("partner_trust", MEAN, trust, truster, at),
    ]
    held += [Held(name, MEAN, (band_of(trust) == i).astype(float), truster, at) for i, name in enumerate(TRUST_BANDS)]
    return held + of_members(sector)


def of_members(sector: Sector) -> list[Held]:
    """Return what belongs to partnerships and their members; each member of n has 1/n of what is the partnership's."""
    p, month = sector.partnerships, sector.month
    live = p.slots()
    present = p.member[live] >= 0
    row, place = np.nonzero(present)
    firm = p.member[live][row, place].astype(np.int64)
    part = 1.0 / present.sum(1)[row]
    ledger = p.ledger[live]
    gains, loses = present & (ledger > FRUITLESS), present & (ledger < -FRUITLESS)
    everybody: Mask = np.asarray((gains | ~present).all(1))
    some: Mask = np.asarray(gains.any(1))
    harmed: Mask = np.asarray(loses.any(1))
    age = month - p.began[live][row]
    shares = {
        "share_all_gain": everybody, "share_some_gain": some & ~harmed & ~everybody, "share_at_cost": some & harmed,
    }  # fmt: skip
    old, young = age >= YEAR, age < YEAR
    return [
        Held("partnerships_alive", SUM, np.ones(len(row)), firm, weight=part),
        Held("share_cost_exceeds", MEAN, (ledger[row, place] < 0)[old].astype(float), firm[old]),
        Held("share_prior_tie", MEAN, p.prior_tie[live[row]][young].astype(float), firm[young], weight=part[young]),
        *(Held(name, MEAN, value[row].astype(float), firm, weight=part) for name, value in shares.items()),
    ]
