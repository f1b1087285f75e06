"""Turns: candidates are asked one after the other, and who agrees joins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.partners.asking import Leaning
from ecology.mechanisms.partners.candidates import Candidates, what_spoke
from ecology.mechanisms.partners.unapproved import go_ahead
from ecology.rules import Rules
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.order import rank_within
from ecology.sector.sector import Sector
from ecology.streams import Streams

Mask = npt.NDArray[np.bool_]
Reasons = npt.NDArray[np.object_]

DECLINED = np.array(["not worth it to them", "not approved by those above", "no seat to spare"], dtype=object)


@dataclass(frozen=True, slots=True)
class Queue:
    """Whom each initiator asks, the first in the first column; arrays have shape (initiators, turns)."""

    initiator: Slots
    """Shape (initiators,)."""
    person: Slots
    firm: Slots
    """Where they work, -1 where there is nobody to ask."""
    known: Mask
    eligible: Mask
    spoke: Reasons
    """What spoke for them, for the log alone."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who has joined; arrays of shape (initiators, members) that fill up turn by turn."""

    person: Slots
    firm: Slots
    reason: Reasons
    size: Slots
    """Shape (initiators,)."""
    prior_tie: Mask
    """Whether the initiator knew any of them before, shape (initiators,)."""
    unapproved: Mask
    """Whether they have joined without the leave of those above, shape (initiators, members)."""

    @classmethod
    def of(cls, initiator: Slots, firm: Slots) -> Party:
        """Return parties of the initiators alone."""
        n = len(initiator)
        person, firms = np.full((2, n, MAX_MEMBERS), -1, dtype=np.int64)
        person[:, 0], firms[:, 0] = initiator, firm
        reason = np.full((n, MAX_MEMBERS), "", dtype=object)
        unapproved = np.zeros((n, MAX_MEMBERS), dtype=bool)
        return cls(person, firms, reason, np.ones(n, dtype=np.int64), np.zeros(n, dtype=bool), unapproved)

    def join(self, agreed: Mask, queue: Queue, turn: int) -> None:
        """Take in those who have agreed this turn."""
        at = np.flatnonzero(agreed), self.size[agreed]
        self.person[at] = queue.person[agreed, turn]
        self.firm[at] = queue.firm[agreed, turn]
        self.reason[at] = queue.spoke[agreed, turn]
        self.prior_tie[:] |= agreed & queue.known[:, turn]
        self.size[:] += agreed


def in_order(sector: Sector, rules: Rules, streams: Streams, initiator: Slots, candidates: Candidates) -> Queue:
    """Return candidates in the order they are asked: drawn without replacement with P ∝ exp(score)."""
    people = sector.people
    entry = people.entry[initiator][:, None]
    lot = streams.at("whom to ask first", sector.month).uniform(entry, people.entry[candidates.person])
    # the order of score + Gumbel noise is such a draw
    wish = candidates.score - np.log(-np.log(np.clip(lot, 1e-12, 1 - 1e-12)))
    turns = rules.parameters.choice.tries + MAX_MEMBERS - 2
    at = np.arange(len(initiator))[:, None], np.argsort(-wish, axis=1, kind="stable")[:, :turns]
    person, eligible = candidates.person[at], np.isfinite(candidates.score[at])
    firm = np.where(eligible, people.employer[person], -1)
    spoke = what_spoke(candidates)[at] if sector.events.keep else np.full(person.shape, "", dtype=object)
    return Queue(initiator, person, firm, candidates.known[at], eligible, spoke)


def ask_in_turn(sector: Sector, rules: Rules, streams: Streams, queue: Queue, leaning: Leaning) -> Party:
    """Ask until one agrees, then perhaps a third and a fourth; return who has joined whom.

    A person is asked once at most by each initiator, an organisation joins once, and nobody takes more seats than they
    have to spare. Whoever is asked later hears, with some luck, of those who are in.
    """
    people, p, month = sector.people, rules.parameters.choice, sector.month
    entry = people.entry[queue.initiator]
    party = Party.of(queue.initiator, people.employer[queue.initiator])
    row = np.arange(len(entry))
    more = streams.at("ask for more members", month).uniform(entry[:, None], np.arange(MAX_MEMBERS)) < p.more_members
    load = seats_held(sector)
    for turn in range(queue.person.shape[1]):
        size = party.size
        further = (size < MAX_MEMBERS) & more[row, np.minimum(size, MAX_MEMBERS - 1)]
        wanted = np.where(size == 1, turn < p.tries, further)
        if not wanted.any():
            break
        asks = wanted & queue.eligible[:, turn] & (party.firm != queue.firm[:, turn, None]).all(1)
        asked = queue.person[asks, turn]
        # those who are in already, besides who proposed, and of whom the one asked has heard
        company = p.company * p.company_seen * (size[asks] - 1)
        willing, minded = leaning.towards((asks, turn), company)
        ahead, theirs = go_ahead(sector, rules, streams, queue.initiator[asks], asked, minded & ~willing)
        willing |= ahead
        # several proposals may reach one person in a month; the first get what seats are left
        joins = willing & (load[asked] + rank_within(asked) < p.max_seats)
        agreed = asks.copy()
        agreed[asks] = joins
        load += np.bincount(asked[joins], minlength=people.capacity)
        refused = asks & ~agreed
        sector.events.add(
            month, "proposal declined", person=entry[refused], other=people.entry[asked[~joins]],
            organisation=sector.organisations.entry[queue.firm[refused, turn]],
            reason=DECLINED[np.where(willing[~joins], 2, minded[~joins].astype(int))],
        )  # fmt: skip
        at = np.flatnonzero(asks)
        party.unapproved[at, size[asks]] = joins & ahead & theirs
        party.unapproved[at, 0] |= joins & ahead & ~theirs
        party.join(agreed, queue, turn)
    return party


def seats_held(sector: Sector) -> Slots:
    """Return the number of seats each person holds, shape (people,)."""
    sitting = sector.partnerships.person[sector.partnerships.alive]
    return np.bincount(sitting[sitting >= 0], minlength=sector.people.capacity)
