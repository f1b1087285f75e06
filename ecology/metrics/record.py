"""Phase 14: what is measured."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.categories import GROUPINGS
from ecology.sector.partnerships import dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

SURVIVAL_MONTHS = 24
NEWCOMER_MONTHS = 36
YEAR = 12
TRUST_BANDS = ("trust_none", "trust_weak", "trust_some", "trust_strong")
"""Distrust, weak, semi-strong and strong trust, by quarters (Dagnino and Padula, in Clore report §4.4.2)."""
FRUITLESS = 1.0
"""Joint value in pledges, over a whole life, that counts as nothing: one partner's full contribution for a month."""


def record(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Measure the month; nothing in the sector depends on it.

    Reads
        people, organisations, funders, grants.alive, grants.funder, grants.organisation, ties.alter, ties.trust,
        partnerships, spells, tally
    Writes
        measured, measured_groups
    """
    measured: dict[str, float] = {}
    measured.update(of_organisations(sector))
    measured.update(of_people(sector))
    measured.update(of_partnerships(sector, rules))
    measured.update(of_gains(sector))
    measured.update(of_endings(sector))
    measured.update(of_funders(sector))
    sector.measured = measured
    sector.measured_groups = by_group(sector)


def of_organisations(sector: Sector) -> dict[str, float]:
    """Return totals and means over living organisations."""
    o = sector.organisations
    alive = o.slots()
    live = np.flatnonzero(sector.grants.alive)
    firm, funder = sector.grants.organisation[live], sector.grants.funder[live]
    posts = o.posts.take(alive, axis=0).sum()
    vacant = np.maximum(o.posts - sector.filled_posts(), 0)[alive].sum()
    return {
        "joint_surplus": float(o.joint_surplus[alive].sum()),
        "public_value": float(o.public_value[alive].sum()),
        "reported_performance": float(o.reported[alive].sum()),
        "burden": mean(o.admin[alive]),
        "organisations_alive": float(len(alive)),
        "funder_trust": mean(o.trust_in_funder[firm, funder]),
        "control_felt": mean(o.control[alive]),
        "legitimacy": mean(o.legitimacy[alive]),
        "share_failing": mean(o.failing[alive] > 0),
        "months_hidden": mean(o.failing[alive][o.failing[alive] > 0]),
        "vacancy_rate": float(vacant) / float(posts) if posts else float("nan"),
    }


def of_people(sector: Sector) -> dict[str, float]:
    """Return means over employed people."""
    people, tally = sector.people, sector.tally
    staff = sector.staff()
    knowledge = people.knowledge.take(staff, axis=0)
    best = percentile_95(knowledge) if len(staff) else np.full(1, np.nan)
    return {
        "mean_knowledge": mean(knowledge),
        "expertise": float(best.mean()),
        "motivation": mean(people.motivation[staff]),
        "mean_ties": mean((sector.ties.alter.take(staff, axis=0) >= 0).sum(1)),
        "turnover": tally.left_job / tally.n_employed if tally.n_employed else float("nan"),
        "bank_members": float(people.in_bank[staff].sum()),
        "bank_hours": float(people.hours_lent[staff].sum()),
        "share_shadow_holds": tally.shadow_holds,
    }


def percentile_95(values: Floats) -> Floats:
    """Return the 95th percentile of each column, interpolated, so that one person more moves it smoothly."""
    rank = 0.95 * (len(values) - 1)
    below = int(rank)
    above = min(below + 1, len(values) - 1)
    # column by column, each laid out in one piece
    ordered = np.partition(values.T.copy(), (below, above), axis=1)
    low, high, part = ordered[:, below], ordered[:, above], rank - below
    out: Floats = low + part * (high - low) if part < 0.5 else high - (1 - part) * (high - low)
    return out


def of_partnerships(sector: Sector, rules: Rules) -> dict[str, float]:
    """Return shares and means over seats, dyads and members of live partnerships."""
    partnerships, people, ties, month = sector.partnerships, sector.people, sector.ties, sector.month
    seats = seats_of(partnerships)
    dyads = dyads_of(partnerships, seats)
    column = find(ties.alter, dyads.person, dyads.alter)
    trust = np.where(column >= 0, ties.trust[dyads.person, column], rules.parameters.trust.initial)
    action = partnerships.action.take(seats.cell)
    live = partnerships.slots()
    old = live[month - partnerships.began[live] >= YEAR]
    member = partnerships.member[old] >= 0
    bands = np.bincount(band_of(trust), minlength=len(TRUST_BANDS)) / max(len(trust), 1)
    return {
        **dict(zip(TRUST_BANDS, bands.tolist() if len(trust) else [float("nan")] * len(TRUST_BANDS), strict=True)),
        "cooperation_rate": mean(action[action >= 0] == 1),
        "partner_trust": mean(trust),
        "entrant_seats": mean(
            (people.entered[seats.person] > month - NEWCOMER_MONTHS) & (people.entered[seats.person] > 0)
        ),
        "partnerships_alive": float(len(live)),
        "mean_energy": mean(partnerships.energy.take(seats.cell)),
        "share_cost_exceeds": mean(partnerships.ledger[old][member] < 0),
        "share_prior_tie": mean(partnerships.prior_tie[live[month - partnerships.began[live] < YEAR]]),
    }


def band_of(trust: Floats) -> npt.NDArray[np.int64]:
    """Return the band that each trust falls in, a position in `TRUST_BANDS`."""
    return np.minimum((len(TRUST_BANDS) * trust).astype(np.int64), len(TRUST_BANDS) - 1)


def of_gains(sector: Sector) -> dict[str, float]:
    """Return the shares of live partnerships by who has gained and lost so far; the rest have brought nobody anything.

    What is less than one partner's full contribution for a month, either way, is neither gain nor loss.
    """
    partnerships = sector.partnerships
    live = partnerships.slots()
    ledger = partnerships.ledger.take(live, axis=0)
    present = partnerships.member.take(live, axis=0) >= 0
    gains, loses = present & (ledger > FRUITLESS), present & (ledger < -FRUITLESS)
    some, harmed = gains.any(1), loses.any(1)
    everybody = (gains | ~present).all(1)
    return {
        "share_all_gain": mean(everybody),
        "share_some_gain": mean(some & ~harmed & ~everybody),
        "share_at_cost": mean(some & harmed),
    }


def of_endings(sector: Sector) -> dict[str, float]:
    """Return survival at 24 months of partnerships begun 25–36 months ago, and how many endings were fruitless."""
    month, partnerships = sector.month, sector.partnerships
    first, last = month - NEWCOMER_MONTHS, month - SURVIVAL_MONTHS
    survived = begun = ended = fruitless = 0
    for spell in reversed(sector.spells):
        if spell.ended <= month - NEWCOMER_MONTHS:
            break
        if first < spell.began <= last:
            begun += 1
            survived += spell.ended - spell.began + 1 >= SURVIVAL_MONTHS
        if spell.ended > month - YEAR:
            ended += 1
            fruitless += spell.output < FRUITLESS
    alive = partnerships.began[partnerships.slots()]
    still = int(((alive > first) & (alive <= last)).sum())
    nan = float("nan")
    return {
        "partnership_survival": (survived + still) / (begun + still) if begun + still else nan,
        "share_fruitless": fruitless / ended if ended else nan,
    }


def of_funders(sector: Sector) -> dict[str, float]:
    """Return what funders spent, in pounds."""
    funders = sector.funders
    grants, levers = int(funders.grants_paid.sum()), int(funders.lever_cost.sum())
    return {"funder_spend": (grants + levers) / 100, "grants_paid": grants / 100, "lever_cost": levers / 100}


def by_group(sector: Sector) -> dict[tuple[str, str], Floats]:
    """Return (metric, grouping) → value by level; sums, save burden, which is a mean; NaN where nobody is."""
    o = sector.organisations
    alive = o.slots()
    values = {
        "joint_surplus": o.joint_surplus[alive],
        "public_value": o.public_value[alive],
        "reported_performance": o.reported[alive],
        "grants_paid": o.grants_paid[alive] / 100,
        "burden": o.admin[alive],
        "organisations_alive": np.ones(len(alive)),
    }
    weights = np.concatenate(list(values.values()))
    out: dict[tuple[str, str], Floats] = {}
    for grouping, levels in GROUPINGS.items():
        level = getattr(o, grouping)[alive]
        n = np.bincount(level, minlength=len(levels))
        # all metrics in one count: the levels of each come after those of the one before
        place = np.arange(len(values))[:, None] * len(levels) + level
        totals = np.bincount(place.ravel(), weights=weights, minlength=len(values) * len(levels))
        rows: Floats = totals.reshape(len(values), len(levels)).astype(float, copy=False)
        rows[:, n == 0] = np.nan
        out.update({(metric, grouping): row for metric, row in zip(values, rows, strict=True)})
        out["burden", grouping] /= np.maximum(n, 1)
    return out


def mean(values: npt.ArrayLike) -> float:
    """Return the mean, NaN of nothing."""
    array = np.asarray(values, dtype=float)
    return float(array.sum() / array.size) if array.size else float("nan")
