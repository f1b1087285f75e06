"""The money of a sector when it is founded: budgets, the grants in force, and every organisation's income and costs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.founding import shape
from ecology.founding.spec import GrantsSpec, SectorSpec
from ecology.parameters import Parameters
from ecology.sector.order import split_exactly
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]


def found_funders(sector: Sector, spec: SectorSpec, parameters: Parameters, streams: Streams, income: Floats) -> None:
    """Fill in funders, the grants in force, and the rest of each organisation's income and costs."""
    o, funders = sector.organisations, sector.funders
    slots = o.slots()
    seats = funders.occupy(len(sector.funder_names))
    budget = np.full(len(seats), shape.COUNCIL_SHARE * income.sum() / len(seats))
    if spec.funders:
        budget = np.where(np.isnan(spec.funders.budget), budget, spec.funders.budget)
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
    income = np.maximum(income, 1.0)  # pounds: where nobody in a group has an income, all are alike
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
