"""Founding a sector: what is known is taken as it is, everything else is drawn from the published shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.errors import EcologyError
from ecology.founding import shape
from ecology.founding.acquaintance import acquaint
from ecology.founding.spec import GrantsSpec, SectorSpec
from ecology.mechanisms.arrivals import draw_people
from ecology.mechanisms.learning import pool
from ecology.parameters import Parameters
from ecology.policies.policy import Policy
from ecology.rules import Rules
from ecology.sector.categories import DOMAINS, size_band
from ecology.sector.columns import N_LEVELS
from ecology.sector.funders import Funders, Grants
from ecology.sector.order import split_exactly
from ecology.sector.organisations import Organisations
from ecology.sector.partnerships import Partnerships
from ecology.sector.people import People
from ecology.sector.sector import Sector
from ecology.sector.ties import Hearsay, Ties
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

FIRST_ENTRANT = 10_000_000
"""Entrants are numbered from here, so that a founder more does not renumber them."""
SPARE = 1.25
"""Slots at founding for each person or organisation there is."""
FOUNDER_CAREER, FOUNDER_TENURE = 240, 60
"""Longest time in the sector and in post at founding, months (assumption)."""
OWN_FIELD = 0.8
"""Share of staff trained in the art form of their organisation (assumption)."""


def found_sector(
    spec: SectorSpec,
    parameters: Parameters,
    streams: Streams,
    funder_names: tuple[str, ...] = (),
    capacity: int | None = None,
) -> Sector:
    """Return a sector in the month before its first.

    Parameters
    ----------
    spec : SectorSpec
        What is known.
    parameters : Parameters
    streams : Streams
        Keyed by entry number, so that the same seed founds the same sector at any capacity.
    funder_names : tuple of str
        Funders to found with equal parts of the money where the spec names none; ('Council',) if empty.
    capacity : int, optional
        Slots for people; the default leaves room to grow, and tables grow when they are full.

    Raises
    ------
    EcologyError
        When there is no organisation to found.
    """
    n = len(spec.organisations.name)
    if not n:
        raise EcologyError(f"sector {spec.name}: there is no organisation in it")
    names = spec.funders.name if spec.funders else funder_names or ("Council",)
    sector = Sector(
        People.empty(0), Organisations.empty(max(int(n * SPARE), n + 4), funders=len(names)), Funders.empty(len(names)),
        Grants.empty(max(n, 4)), Ties.empty(0), Hearsay.empty(0), Partnerships.empty(max(n, 16)), name=spec.name,
        funder_names=names, sources=spec.sources,
    )  # fmt: skip
    if capacity is not None and capacity < (spec.headcount or 0):
        raise EcologyError(f"capacity = {capacity:,}: there are {spec.headcount:,} people to found")
    sector.labels = dict.fromkeys(("staff", "income", "people", "ties", "funders", "grants"), "synthetic")
    sector.labels.update(spec.labels)
    income = found_organisations(sector, spec, streams)
    found_people(sector, spec, parameters, streams, capacity)
    acquaint(sector, spec, parameters, streams)
    found_funders(sector, spec, parameters, streams, income)
    pool(sector, Rules(parameters, (NO_POLICY,)))
    sector.organisations.memory[:] = sector.organisations.capability
    return sector


NO_POLICY = Policy("none", "Flat unconditional grants; nothing is asked.", "model")


def found_organisations(sector: Sector, spec: SectorSpec, streams: Streams) -> Floats:
    """Fill in organisations and return their yearly income in pounds, scaled as posts are."""
    known, o = spec.organisations, sector.organisations
    slots = o.occupy(len(known.name))
    entry = o.entry[slots]
    sector.organisation_names = dict(zip(entry.tolist(), known.name, strict=True))
    o.domain[slots] = fill_codes(known.domain, shape.DOMAIN_SHARES, streams.at("domain", 0).uniform(entry))
    o.region[slots] = fill_codes(known.region, shape.REGION_SHARES, streams.at("region", 0).uniform(entry))
    rank = positions(streams.at("size", 0).uniform(entry))
    staff = np.where(np.isnan(known.staff), shape.by_quantile(shape.STAFF_QUANTILES, rank), known.staff)
    by_size = positions(np.where(np.isnan(known.staff), rank, staff * 1e3))
    income = np.where(np.isnan(known.income), shape.by_quantile(shape.INCOME_QUANTILES, by_size), known.income)
    o.size[slots] = size_band(staff)
    headcount = spec.headcount or round(float(np.maximum(staff, 1).sum()))
    if spec.people is not None:
        employed = spec.people.organisation[spec.people.organisation >= 0]
        posts = np.maximum(np.bincount(employed, minlength=len(slots)), 1)
    else:
        posts = 1 + split_exactly(max(headcount - len(slots), 0), np.maximum(staff, 1e-9))
    sector.scale = float(posts.sum() / np.maximum(staff, 1).sum())
    o.posts[slots] = shape.posts_by_level(posts)
    character(sector, spec, streams)
    return income * sector.scale


def fill_codes(known: npt.NDArray[np.int64], shares: Floats, lot: Floats) -> npt.NDArray[np.int64]:
    """Return codes with the unknown ones dealt out in the published proportions, by lot."""
    out = known.copy()
    unknown = np.flatnonzero(known < 0)
    if len(unknown):
        deal = np.repeat(np.arange(len(shares)), split_exactly(len(unknown), shares))
        out[unknown[np.argsort(lot[unknown], kind="stable")]] = deal
    return out


def positions(values: Floats) -> Floats:
    """Return each value's cumulative share (rank + ½)/n, so that quantiles are hit exactly."""
    rank = np.empty(len(values))
    rank[np.argsort(values, kind="stable")] = np.arange(len(values))
    return (rank + 0.5) / len(values)


def character(sector: Sector, spec: SectorSpec, streams: Streams) -> None:
    """Give organisations a building or none, a hierarchy, and a propensity to question."""
    known, o = spec.organisations, sector.organisations
    slots = o.slots()
    entry, size = o.entry[slots], o.size[slots]
    chance = np.where(o.domain[slots] == DOMAINS.index("museums"), 1.0, shape.BUILDING_SHARE[size])
    drawn = streams.at("building", 0).uniform(entry) < chance
    o.building[slots] = np.where(np.isnan(known.has_building), drawn, known.has_building == 1)
    spread = 0.2 * (streams.at("hierarchy", 0).uniform(entry) - 0.5)
    o.hierarchy[slots] = np.where(np.isnan(known.hierarchy), shape.HIERARCHY[size] + spread, known.hierarchy)
    spread = 0.2 * (streams.at("challenge", 0).uniform(entry) - 0.5)
    o.challenge[slots] = np.clip(shape.CHALLENGE[o.domain[slots]] + spread, 0.0, 1.0)


def found_people(
    sector: Sector, spec: SectorSpec, parameters: Parameters, streams: Streams, capacity: int | None
) -> None:
    """Fill every post, or seat the people of the spec."""
    o, people = sector.organisations, sector.people
    if spec.people is None:
        post = np.repeat(np.arange(o.capacity * N_LEVELS), o.posts.ravel())
        employer, level = post // N_LEVELS, post % N_LEVELS
    else:
        employer = spec.people.organisation
        level = np.where(spec.people.level >= 0, spec.people.level, 0)
    n = len(employer)
    for table in (people, sector.ties, sector.hearsay):
        table.grow(max(int(n * SPARE) if capacity is None else capacity, n))
    slots = sector.add_people(n)
    people.employer[slots] = employer
    people.level[slots] = level
    if spec.people is not None:
        filled = np.bincount(employer[employer >= 0] * N_LEVELS + level[employer >= 0], minlength=o.capacity * N_LEVELS)
        o.posts[:] = filled.reshape(-1, N_LEVELS)
    entry = people.entry[slots]
    home = np.where(employer >= 0, employer, 0)
    other = streams.at("trained elsewhere", 0).choice(np.broadcast_to(shape.DOMAIN_SHARES, (n, len(DOMAINS))), entry)
    stays = streams.at("trained in own field", 0).uniform(entry) < OWN_FIELD
    people.domain[slots] = np.where(stays, o.domain[home], other)
    people.region[slots] = o.region[home]
    people.entered[slots] = -np.floor(FOUNDER_CAREER * streams.at("career", 0).uniform(entry)).astype(np.int32)
    tenure = np.floor(FOUNDER_TENURE * streams.at("tenure", 0).uniform(entry)).astype(np.int32)
    people.tenure[slots] = np.minimum(tenure, -people.entered[slots])
    draw_people(sector, slots, parameters, streams)
    people.n_entered = FIRST_ENTRANT


def found_funders(sector: Sector, spec: SectorSpec, parameters: Parameters, streams: Streams, income: Floats) -> None:
    """Fill in funders, the grants in force, and the rest of each organisation's income and costs."""
    o, funders = sector.organisations, sector.funders
    slots = o.slots()
    seats = funders.occupy(len(sector.funder_names))
    if spec.funders:
        budget = spec.funders.budget
    else:
        budget = np.full(len(seats), shape.COUNCIL_SHARE * income.sum() / len(seats))
    funders.budget[seats] = np.rint(100 * budget).astype(np.int64)
    grants = spec.grants or flat_grants(sector, parameters, streams, income, len(seats))
    place_grants(sector, grants, income, parameters.funding.coverage)
    monthly = expected_grants(sector)[slots]
    income_pence = np.rint(100 * income / 12).astype(np.int64)
    rest = np.maximum(income_pence - monthly, np.rint((1 - shape.LARGEST_GRANT) * income_pence).astype(np.int64))
    o.earned[slots] = np.rint(rest * shape.EARNED_SHARE / (1 - shape.COUNCIL_SHARE)).astype(np.int64)
    o.other[slots] = rest - o.earned[slots]
    posts = o.posts[slots].sum(1)
    total = rest + monthly
    o.pay[slots] = np.minimum(100 * shape.PAY, shape.PAY_CEILING * total / np.maximum(posts, 1)).astype(np.int64)
    o.running[slots] = total - o.pay[slots] * posts
    months = shape.RESERVE_MONTHS * 2 * streams.at("reserves", 0).uniform(o.entry[slots])
    o.reserves[slots] = np.rint(months * total).astype(np.int64)


def flat_grants(sector: Sector, parameters: Parameters, streams: Streams, income: Floats, n_funders: int) -> GrantsSpec:
    """Return grants at every stage of their run: the largest organisations hold one, the others by lot.

    Several funders take turns, so that each has its part of the large and the small.
    """
    entry = sector.organisations.entry[sector.organisations.slots()]
    n, months = len(entry), parameters.funding.grant_months
    lot = streams.at("who is funded", 0).uniform(entry)
    order = np.argsort(np.where(largest(income), lot - 1.0, lot), kind="stable")
    each = max(round(parameters.funding.coverage * n / n_funders), 1)
    rows = [order[f::n_funders][:each] for f in range(n_funders)]
    organisation = np.concatenate(rows)
    funder = np.repeat(np.arange(n_funders), [len(row) for row in rows])
    length = np.full(len(organisation), months)
    left = 1 + np.floor(months * streams.at("months left", 0).uniform(entry[organisation]))
    weight = concentrated(income, parameters.funding.coverage)
    return GrantsSpec(funder, organisation, weight[organisation] * length, length, left)


def largest(income: Floats) -> npt.NDArray[np.bool_]:
    """Return the top 5 % of organisations by income, one at least."""
    top = np.zeros(len(income), dtype=bool)
    top[np.argsort(-income, kind="stable")[: max(round(shape.TOP * len(income)), 1)]] = True
    return top


def concentrated(income: Floats, coverage: float) -> Floats:
    """Return grant weights: among the funded, the top 5 % by income share 48 % and the others the rest by its root.

    The largest are all funded, so the others are funded to the extent that coverage leaves places for them.
    """
    top = largest(income)
    funded = max((coverage * len(income) - top.sum()) / max((~top).sum(), 1), 1 / len(income))
    weight = np.where(top, income, np.sqrt(income))
    for group, share in ((top, shape.TOP_SHARE), (~top, (1 - shape.TOP_SHARE) / funded)):
        if group.any():
            weight[group] *= share / weight[group].sum()
    return weight


def place_grants(sector: Sector, spec: GrantsSpec, income: Floats, coverage: float) -> None:
    """Fill in grants in force, and what a grant to each organisation would weigh.

    Several grants by one funder to one organisation are one. Weights are pounds a month; organisations without a grant
    would be given what the published concentration says, on the scale of those that have one.
    """
    grants, funders, o = sector.grants, sector.funders, sector.organisations
    pair, first = np.unique(spec.funder * o.capacity + spec.organisation, return_inverse=True)
    slots = grants.occupy(len(pair))
    left, months = np.zeros(len(pair)), np.zeros(len(pair))
    np.maximum.at(left, first, spec.months_left)
    np.maximum.at(months, first, spec.months)
    grants.funder[slots] = pair // o.capacity
    grants.organisation[slots] = pair % o.capacity
    grants.weight[slots] = np.bincount(first, weights=np.maximum(spec.amount / np.maximum(spec.months, 1), 1e-9))
    grants.months[slots] = np.maximum(np.rint(months), 1).astype(np.int32)
    grants.ends[slots] = np.maximum(np.rint(left), 1).astype(np.int32)
    grants.began[slots] = grants.ends[slots] - grants.months[slots] + 1
    funders.places[:] = np.bincount(grants.funder[slots], minlength=funders.capacity)
    funded, weight = grants.organisation[slots], grants.weight[slots]
    typical = concentrated(income, coverage)
    everyone = o.slots()
    o.ask[everyone] = typical * weight.sum() / typical[np.searchsorted(everyone, funded)].sum()
    o.ask[funded] = weight


def expected_grants(sector: Sector) -> npt.NDArray[np.int64]:
    """Return what each organisation would be paid in a month, in pence, were every budget paid out."""
    grants, out = sector.grants, np.zeros(sector.organisations.capacity, dtype=np.int64)
    for funder in sector.funders.slots():
        held = np.flatnonzero(grants.alive & (grants.funder == funder))
        if len(held):
            pot = int(sector.funders.budget[funder]) // 12
            np.add.at(out, grants.organisation[held], split_exactly(pot, grants.weight[held]))
    return out
