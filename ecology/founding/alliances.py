"""Partnerships that are known to be under way when the sector is founded."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.founding.acquaintance import senior_staff
from ecology.founding.spec import PartnershipsSpec
from ecology.mechanisms.partners.forming import Proposal, form
from ecology.rules import Rules
from ecology.sector.categories import ORGANIC
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.partnerships import IMPLEMENTING
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]


def ally(sector: Sector, known: PartnershipsSpec, rules: Rules, streams: Streams) -> None:
    """Form the partnerships of the spec between the most senior people of their members.

    They are taken to have been chosen freely, and to be doing what they were set up for once the months that the first
    two stages take have passed. One of which the start is not known is taken to be halfway through its planned length,
    one past its planned length to have been renewed (assumptions).
    """
    first, party = parties(sector, known)
    if not len(first):
        return
    slots = np.flatnonzero(~sector.partnerships.alive)[: len(first)]
    prior = find(sector.ties.alter, party[:, 0], party[:, 1]) >= 0
    freely = np.full(len(first), round(rules.parameters.choice.many))
    lead = sector.people.employer[party[:, 0]]
    topic = sector.organisations.domain[lead].astype(np.int64)
    given = np.full(party.shape, "there from the start", dtype=object)
    free, chosen = np.ones(party.shape), np.full(len(first), ORGANIC)
    form(sector, rules, streams, Proposal(party, topic, prior, freely, given, free, chosen))
    partnerships, lifecycle = sector.partnerships, rules.parameters.lifecycle
    for name in ("origin", "depth"):
        codes = getattr(known, name)
        if codes is not None:
            getattr(partnerships, name)[slots] = np.maximum(codes[first], 0)
    began, ends = dates(known, first, partnerships.months[slots].astype(float))
    partnerships.began[slots], partnerships.ends[slots] = began, ends
    partnerships.months[slots] = ends - began + 1
    if known.began is None:
        old = np.ones(len(first), dtype=bool)
    else:
        old = np.isnan(known.began[first]) | (-began >= lifecycle.define_months + lifecycle.direct_months)
    partnerships.stage[slots[old]] = IMPLEMENTING


def parties(sector: Sector, known: PartnershipsSpec) -> tuple[Slots, Slots]:
    """Return the first row of each partnership in the spec, and the contacts of its members, -1 where there are fewer.

    Members without staff are left out, and so are those beyond `MAX_MEMBERS` and partnerships of fewer than two.
    """
    contact = senior_staff(sector)[known.organisation]
    members: dict[str, list[int]] = {}
    for row, name in enumerate(known.partnership):
        if contact[row] >= 0:
            members.setdefault(name, []).append(row)
    kept = [rows[:MAX_MEMBERS] for rows in members.values() if len(rows) > 1]
    party = np.full((len(kept), MAX_MEMBERS), -1)
    for i, rows in enumerate(kept):
        party[i, : len(rows)] = contact[rows]
    return np.array([rows[0] for rows in kept], dtype=np.int64), party


def dates(known: PartnershipsSpec, first: Slots, planned: Floats) -> tuple[Slots, Slots]:
    """Return the month each partnership began and the last one planned, given its planned length in months."""
    unknown = np.full(len(first), np.nan)
    began = unknown if known.began is None else known.began[first]
    ends = unknown if known.ends is None else known.ends[first]
    began = np.where(np.isnan(began), np.where(np.isnan(ends), -np.floor(planned / 2), ends - planned + 1), began)
    began = np.minimum(began, 0)
    rounds = np.maximum(np.ceil((2 - began) / planned), 1)  # it lasts one month more at least
    ends = np.where(np.isnan(ends), began + rounds * planned - 1, np.maximum(ends, 1))
    return began.astype(np.int64), ends.astype(np.int64)
