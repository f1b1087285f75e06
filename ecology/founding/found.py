"""Founding a sector: what is known is taken as it is, everything else is drawn from the published shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.errors import EcologyError
from ecology.founding import shape
from ecology.founding.acquaintance import acquaint
from ecology.founding.alliances import ally
from ecology.founding.funders import found_funders
from ecology.founding.people import employed, found_people, staffed
from ecology.founding.spec import SectorSpec
from ecology.mechanisms.minds.learning import pool
from ecology.mechanisms.policy import apply_policies
from ecology.parameters import Parameters
from ecology.policies.policy import Policy
from ecology.rules import Rules
from ecology.sector.categories import DOMAINS, size_band
from ecology.sector.funders import Funders, Grants
from ecology.sector.order import split_exactly
from ecology.sector.organisations import Organisations
from ecology.sector.partnerships import Partnerships
from ecology.sector.people import People
from ecology.sector.sector import Sector
from ecology.sector.ties import Hearsay, Ties
from ecology.strategies import STRATEGIES, Strategy
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

MOST_PEOPLE = 10_000_000
"""Beyond which a number is taken for a slip."""
SPARE = 1.25
"""Slots at founding for each organisation there is."""


def found_sector(
    spec: SectorSpec,
    parameters: Parameters,
    streams: Streams,
    funder_names: tuple[str, ...] = (),
    capacity: int | None = None,
    strategies: tuple[Strategy, ...] = STRATEGIES,
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
    strategies : tuple of Strategy
        Those in force, from which people draw theirs.

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
        funder_names=names, strategy_names=tuple(strategy.name for strategy in strategies), sources=spec.sources,
    )  # fmt: skip
    if capacity is not None and capacity < (spec.headcount or 0):
        raise EcologyError(f"capacity = {capacity:,}: there are {spec.headcount:,} people to found")
    sector.labels = dict.fromkeys(("staff", "income", "people", "ties", "funders", "grants"), "synthetic")
    sector.labels.update(spec.labels)
    income = found_organisations(sector, spec, streams)
    found_people(sector, spec, parameters, streams, strategies, capacity)
    acquaint(sector, spec, parameters, streams)
    found_funders(sector, spec, parameters, streams, income)
    rules = apply_policies(sector, Rules(parameters, (NO_POLICY,) * len(sector.funder_names)), streams)
    pool(sector, rules)
    if spec.partnerships is not None:
        ally(sector, spec.partnerships, rules, streams)
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
    staff = np.where(np.isnan(known.staff), shape.staff_of(known.domain, rank), known.staff)
    by_size = positions(np.where(np.isnan(known.staff), rank, staff * 1e3))
    income = np.where(np.isnan(known.income), shape.by_quantile(shape.INCOME_QUANTILES, by_size), known.income)
    o.size[slots] = size_band(staff)
    headcount = spec.headcount or round(float(np.maximum(staff, 1).sum()))
    check_number(spec, headcount)
    if spec.people is None:
        posts = 1 + split_exactly(max(headcount - len(slots), 0), np.maximum(staff, 1e-9))
    else:
        posts = staffed(np.bincount(employed(spec.people), minlength=len(slots)), staff, spec.headcount)
    check_number(spec, int(posts.sum()))
    sector.scale = float(posts.sum() / np.maximum(staff, 1).sum())
    o.posts[slots] = shape.posts_by_level(posts)
    character(sector, spec, streams)
    return income * sector.scale


def check_number(spec: SectorSpec, people: int) -> None:
    """Raise EcologyError for more people than can be founded."""
    if people > MOST_PEOPLE:
        raise EcologyError(
            f"sector {spec.name}: there are {people:,} people to found, more than {MOST_PEOPLE:,}. Mend the staff of "
            "its organisations, or set headcount in sector.toml."
        )


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
    o.espoused[slots] = streams.at("espoused values", 0).uniform(entry[:, None], np.arange(2))
    spread = 0.2 * (streams.at("challenge", 0).uniform(entry) - 0.5)
    o.challenge[slots] = np.clip(shape.CHALLENGE[o.domain[slots]] + spread, 0.0, 1.0)
