"""Unclaimed opportunities: they lie between two art forms, and go to who leads and knows somebody across."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.lives.leading import leads_unasked
from ecology.mechanisms.partners.candidates import Candidates
from ecology.mechanisms.partners.forming import Proposal
from ecology.rules import Rules
from ecology.sector.categories import DOMAINS
from ecology.sector.columns import Slots
from ecology.sector.order import nth_of_group, rank_within
from ecology.sector.sector import Sector
from ecology.streams import Streams

Reasons = npt.NDArray[np.object_]

N = len(DOMAINS)
TAKEN, REFUSED, NOBODY = "taken up", "nobody who was asked would join", "nobody who leads knows anybody across"
LED = np.array([f"led where nobody did, towards {domain}" for domain in DOMAINS], dtype=object)


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Opportunities that belong to nobody; arrays have shape (opportunities,)."""

    person: Slots
    """Who would take it up, -1 nobody; each person one at most."""
    topic: Slots
    """The art form they reach out to, of the two it lies between."""


def unclaimed(sector: Sector, rules: Rules, streams: Streams) -> Unclaimed:
    """Return this month's opportunities between two art forms, and who would take each up.

    There are as many as organisations by lot, between any two art forms alike. Those who lead unasked and know somebody
    who works in the other of the two, whichever they work in themselves, come in turn, by lot.

    Sources
        Thought partners (partners move into spaces where nobody else takes leadership, and build unexpected
        relationships)
    """
    people, o, ties, month = sector.people, sector.organisations, sector.ties, sector.month
    firms = o.slots()
    arise, one, other = streams.together(
        ("unclaimed opportunity", "first art form", "second art form"), month
    ).uniform(o.entry[firms])  # fmt: skip
    here = arise < rules.parameters.choice.unclaimed
    first = np.floor(one[here] * N).astype(np.int64)
    second = (first + 1 + np.floor(other[here] * (N - 1)).astype(np.int64)) % N
    staff = sector.staff()
    leads = staff[leads_unasked(sector, rules, streams, staff)]
    alter = ties.alter.take(leads, axis=0)
    firm = np.where(alter >= 0, people.employer[alter], -1)
    row, column = np.nonzero(firm >= 0)
    own, across = o.domain[people.employer[leads[row]]].astype(np.int64), o.domain[firm[row, column]].astype(np.int64)
    reach = np.unique(np.stack([leads[row], between(own, across), across])[:, own != across], axis=1)
    lot = streams.at("who takes up an unclaimed opportunity", month).uniform(people.entry[reach[0]], reach[1])
    reach = reach[:, lot.argsort(kind="stable")]
    wanted = between(first, second)
    at = nth_of_group(np.arange(reach.shape[1]), reach[1], wanted, rank_within(wanted))
    person = np.where(at >= 0, reach[0].take(at, mode="clip") if reach.size else -1, -1)
    # who has taken one up has no time for another
    person[(person >= 0) & (rank_within(person) > 0)] = -1
    return Unclaimed(person, np.where(person >= 0, reach[2].take(at, mode="clip") if reach.size else -1, second))


def between(a: Slots, b: Slots) -> Slots:
    """Return a number for each pair of art forms, whichever comes first."""
    return np.minimum(a, b) * N + np.maximum(a, b)


def across(sector: Sector, candidates: Candidates, topic: Slots) -> Candidates:
    """Return the candidates with none but those who are known and work in the art form that is reached out to."""
    firm = np.where(candidates.person >= 0, sector.people.employer[candidates.person], -1)
    there = candidates.known & (firm >= 0) & (sector.organisations.domain[firm] == topic[:, None])
    return replace(candidates, score=np.where(there, candidates.score, -np.inf))


def note_unclaimed(sector: Sector, found: Unclaimed, proposal: Proposal | None) -> None:
    """Say in the partnerships why they were begun, and log what became of each opportunity.

    Parameters
    ----------
    proposal : Proposal or None
        What came of those that somebody would take up.
    """
    began = proposal.party[:, 0] if proposal else np.zeros(0, dtype=np.int64)
    if proposal:
        proposal.reason[:, 0] = LED[proposal.topic]
    taken = (found.person >= 0) & np.isin(found.person, began)
    reason = np.where(taken, TAKEN, np.where(found.person >= 0, REFUSED, NOBODY)).astype(object)
    known, people = found.person >= 0, sector.people
    sector.events.add(
        sector.month, "unclaimed opportunity", reason=reason,
        person=np.where(known, people.entry[found.person], -1),
        organisation=np.where(known, sector.organisations.entry[people.employer[found.person]], -1),
    )  # fmt: skip
