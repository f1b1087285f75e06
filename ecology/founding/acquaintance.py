"""Who knows whom when the sector is founded."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.founding.spec import SectorSpec, TiesSpec
from ecology.parameters import Parameters
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

COLLEAGUES = 3
"""Colleagues each person knows on either side at founding (assumption)."""
OUTSIDERS = 4
"""Rounds of acquaintance across the sector, each with people of like domain and region (assumption)."""
LIKENESS = 0.7
"""Weight of domain and region against chance in who knows whom across organisations (assumption)."""
TRUST_SPAN = 0.4
"""How far trust of long standing can exceed that in a stranger (assumption)."""


def acquaint(sector: Sector, spec: SectorSpec, parameters: Parameters, streams: Streams) -> None:
    """Give people the ties of the spec, or colleagues and like-minded people across the sector."""
    people = sector.people
    staff = sector.staff()
    entry = people.entry[staff]
    lot = streams.at("line of colleagues", 0).uniform(entry)
    line = staff[np.lexsort((lot, people.employer[staff]))]
    for step in range(1, COLLEAGUES + 1):
        a, b = line[:-step], line[step:]
        same = people.employer[a] == people.employer[b]
        remember_both(sector, parameters, streams, a[same], b[same])
    if spec.ties is not None:
        observed(sector, parameters, streams, spec.ties)
        return
    for turn in range(OUTSIDERS):
        lot = streams.at("line of acquaintances", 0).uniform(entry, turn)
        circle = people.domain[staff] if turn % 2 else people.region[staff]
        line = staff[np.argsort(LIKENESS * circle / 16 + (1 - LIKENESS) * lot, kind="stable")]
        half = len(line) // 2 * 2
        remember_both(sector, parameters, streams, line[0:half:2], line[1:half:2])


def observed(sector: Sector, parameters: Parameters, streams: Streams, ties: TiesSpec) -> None:
    """Give people the ties of the spec; those among organisations are held by their most senior staff."""
    source, target = ties.source, ties.target
    if ties.among == "organisations":
        senior = senior_staff(sector)
        source, target = senior[source], senior[target]
    keep = (source >= 0) & (target >= 0) & (source != target)
    source, target = source[keep], target[keep]
    familiarity, trust = drawn(sector, parameters, streams, source, target)
    known = ties.familiarity[keep], ties.trust[keep]
    familiarity = np.where(np.isnan(known[0]), familiarity, known[0])
    trust = np.where(np.isnan(known[1]), trust, known[1])
    sector.ties.place(source, target, familiarity, trust, 0)
    sector.ties.place(target, source, familiarity, trust, 0)


def senior_staff(sector: Sector) -> Slots:
    """Return the most senior person of each organisation, the first of several; -1 for none. Shape (organisations,)."""
    people = sector.people
    staff = sector.staff()
    order = staff[np.lexsort((people.entry[staff], -people.level[staff]))]
    firm, first = np.unique(people.employer[order], return_index=True)
    senior = np.full(sector.organisations.capacity, -1)
    senior[firm] = order[first]
    return senior


def remember_both(sector: Sector, parameters: Parameters, streams: Streams, a: Slots, b: Slots) -> None:
    """Make pairs remember each other, with familiarity and trust of long standing."""
    familiarity, trust = drawn(sector, parameters, streams, a, b)
    sector.ties.place(a, b, familiarity, trust, 0)
    sector.ties.place(b, a, familiarity, trust, 0)


def drawn(
    sector: Sector, parameters: Parameters, streams: Streams, a: Slots, b: Slots
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return familiarity and trust of pairs that have known each other for some time."""
    entry = sector.people.entry
    familiarity = 0.2 + 0.6 * streams.at("familiarity", 0).uniform(entry[a], entry[b])
    span = TRUST_SPAN * familiarity * streams.at("old trust", 0).uniform(entry[a], entry[b])
    return familiarity, np.minimum(parameters.trust.initial + span, 1.0)
