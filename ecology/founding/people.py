"""The people of a sector when it is founded: those who are known, and as many as are needed to fill the other posts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.founding import shape
from ecology.founding.spec import PeopleSpec, SectorSpec
from ecology.mechanisms.jobs.arrivals import draw_people
from ecology.parameters import Parameters
from ecology.sector.categories import DOMAINS
from ecology.sector.columns import N_LEVELS, Slots
from ecology.sector.sector import Sector
from ecology.strategies import Strategy
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

FIRST_ENTRANT = 10_000_000
"""Entrants are numbered from here, so that a founder more does not renumber them."""
SPARE = 1.25
"""Slots at founding for each person there is."""
FOUNDER_CAREER, FOUNDER_TENURE = 240, 60
"""Longest time in the sector and in post at founding, months (assumption)."""
OWN_FIELD = 0.8
"""Share of staff trained in the art form of their organisation (assumption)."""


def employed(people: PeopleSpec) -> Slots:
    """Return the employers of those people of the spec who have one."""
    out: Slots = people.organisation[people.organisation >= 0]
    return out


def staffed(seated: npt.NDArray[np.int64], staff: Floats, headcount: int | None) -> npt.NDArray[np.int64]:
    """Return posts: the people known, and where none is, as many for each member of staff as elsewhere; one at least.

    Parameters
    ----------
    seated : shape (organisations,)
        People of the spec who work there.
    staff : shape (organisations,), people
    headcount : int, optional
        People to found in all.
    """
    nobody = seated == 0
    left = seated.sum() * staff[nobody].sum() / max(staff[~nobody].sum(), 1.0)
    if headcount is not None:
        left = max(headcount - seated.sum(), 0)
    drawn = np.rint(left * staff / max(staff[nobody].sum(), 1e-9)).astype(np.int64)
    return np.where(nobody, np.maximum(drawn, 1), seated)


def found_people(
    sector: Sector,
    spec: SectorSpec,
    parameters: Parameters,
    streams: Streams,
    strategies: tuple[Strategy, ...],
    capacity: int | None,
) -> None:
    """Seat the people of the spec, and fill every post of organisations of which nobody is known."""
    o, people = sector.organisations, sector.people
    posts = o.posts.copy()
    if spec.people is not None:
        posts[np.unique(employed(spec.people))] = 0
    post = np.repeat(np.arange(o.capacity * N_LEVELS), posts.ravel())
    employer, level = post // N_LEVELS, post % N_LEVELS
    if spec.people is not None:
        employer = np.concatenate([spec.people.organisation, employer])
        level = np.concatenate([np.maximum(spec.people.level, 0), level])
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
    if spec.people is not None:
        careers(sector, spec.people)
    draw_people(sector, slots, parameters, streams, strategies)
    people.n_entered = FIRST_ENTRANT


def careers(sector: Sector, known: PeopleSpec) -> None:
    """Set how long people of the spec have been in the sector and in post, as far as it is known.

    Where only one of the two is, the other gives way: nobody has been in post for longer than in the sector.
    """
    people, n = sector.people, len(known.person)
    for name, values, sign in (("tenure", known.tenure, 1), ("entered", known.career, -1)):
        if values is not None:
            there = np.flatnonzero(np.isfinite(values))
            getattr(people, name)[there] = sign * np.rint(values[there])
    if known.tenure is not None and known.career is None:
        people.entered[:n] = np.minimum(people.entered[:n], -people.tenure[:n])
    people.tenure[:n] = np.minimum(people.tenure[:n], -people.entered[:n])
