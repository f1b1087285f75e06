"""Candidates: whom an initiator has in view, be it contacts, strangers or owners, and what speaks for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.likeness import complementarity, distance
from ecology.mechanisms.partners.newcomers import search_hours
from ecology.mechanisms.partners.venues import find_owners, roof
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Reasons = npt.NDArray[np.object_]

MAX_STRANGERS = 6

SPOKE = np.array([
    [
        f"{who}, {what}"
        for what in (
            "trusted more than others in view", "of a better name than others in view", "different in what they can do",
            "near in place and art form", "no better than others in view", "the only one in view",
        )
    ]
    for who in ("not known before", "known before")
], dtype=object)  # fmt: skip
"""What spoke for who was asked, by whether they were known and by the term of the score."""
BY_CHANCE, ALONE = 4, 5


@dataclass(frozen=True, slots=True)
class Candidates:
    """Whom each initiator considers; arrays have shape (initiators, candidates)."""

    person: Slots
    """-1 where there is nobody to consider."""
    known: npt.NDArray[np.bool_]
    score: Floats
    """b₁ τ + b₂ repute + b₃ complementarity + b₅ roof − b₄ distance, −∞ where there is nobody."""
    terms: tuple[Floats, Floats, Floats, Floats]
    """These four."""


def consider(sector: Sector, rules: Rules, streams: Streams, initiator: Slots) -> Candidates:
    """Return the contacts and strangers each initiator has in view, scored."""
    people, ties, p = sector.people, sector.ties, rules.parameters.choice
    strangers = find_strangers(sector, rules, streams, initiator)
    owners = find_owners(sector, rules, streams, initiator)
    person = np.concatenate([ties.alter.take(initiator, axis=0), strangers, owners], axis=1).astype(np.int64)
    firm = np.where(person >= 0, people.employer[person], -1)
    own = people.employer[initiator][:, None]
    eligible = (firm >= 0) & (firm != own)
    row = np.repeat(np.arange(len(initiator)), person.shape[1])
    flat = person.ravel()
    column = find(ties.alter, initiator[row], flat)
    known = (column >= 0).reshape(person.shape)
    stranger = rules.parameters.trust.initial
    trust = np.where(column >= 0, ties.trust[initiator[row], column], stranger).reshape(person.shape)
    repute = sector.hearsay.read(initiator[row], flat, stranger).reshape(person.shape)
    capability = sector.organisations.capability
    use = complementarity(capability.take(own, axis=0), capability.take(firm, axis=0))
    brings = p.complementarity * use + roof(sector, rules, own, firm)
    terms = p.trust * trust, p.repute * repute, brings, -p.distance * distance(sector, own, firm)
    score = terms[0] + terms[1] + terms[2] + terms[3]
    return Candidates(person, known, np.where(eligible, score, -np.inf), terms)


def what_spoke(candidates: Candidates) -> Reasons:
    """Return in what each candidate stood out most from the mean of those in view, in words, for the log alone.

    Returns
    -------
    shape (initiators, candidates)
    """
    there = np.isfinite(candidates.score)
    n = there.sum(1, keepdims=True)
    terms = np.stack(candidates.terms) * there
    above = terms - terms.sum(2, keepdims=True) / np.maximum(n, 1)
    most = np.where(n < 2, ALONE, np.where(above.max(0) > 0, above.argmax(0), BY_CHANCE))
    out: Reasons = SPOKE[candidates.known.astype(int), most]
    return out


def find_strangers(sector: Sector, rules: Rules, streams: Streams, initiator: Slots) -> Slots:
    """Return people drawn from the whole sector: one at the cold-contact rate, more with paid time to search."""
    people, p, month = sector.people, rules.parameters.choice, sector.month
    staff = sector.staff()
    place = np.arange(MAX_STRANGERS)
    entry = people.entry[initiator][:, None]
    hours = rules.asked.search_hours
    paid = (hours * sector.grants.held(hours.shape)).max(0)[people.employer[initiator]]
    paid = (paid + search_hours(sector, rules, initiator)) / p.candidate_hours
    chance = np.clip(p.cold_contact * (place == 0) + paid[:, None] - place, 0.0, 1.0)
    drawn = streams.at("stranger in view", month).uniform(entry, place) < chance
    look = np.floor(streams.at("which stranger", month).uniform(entry, place) * len(staff)).astype(np.int64)
    return np.where(drawn, staff[look], -1)
