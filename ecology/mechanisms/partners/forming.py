"""Forming a partnership: members, seats, structure, planned length, and the consent of each member."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.meeting import befriend
from ecology.mechanisms.partners.governance import agree_on_a_form
from ecology.mechanisms.partners.motives import note_motives
from ecology.mechanisms.partners.newcomers import sent_first
from ecology.mechanisms.partners.signature import note_unasked
from ecology.mechanisms.partners.unapproved import note_unapproved
from ecology.rules import Rules
from ecology.sector.categories import NAMED, STRUCTURES
from ecology.sector.columns import MAX_MEMBERS, N_LEVELS, Slots
from ecology.sector.order import nth_of_group
from ecology.sector.partnerships import dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who agreed to work together on what; arrays have shape (proposals, …)."""

    party: Slots
    """Contact person of each member, -1 none; the first proposed. Shape (proposals, members)."""
    topic: Slots
    prior_tie: npt.NDArray[np.bool_]
    alternatives: Slots
    """Candidates the proposer had in view."""
    reason: npt.NDArray[np.object_]
    """Why each contact is there, in words, for the log alone. Shape (proposals, members)."""
    free: Floats
    """How free each was to refuse, 0–1. Shape (proposals, members)."""
    origin: Slots
    """Code into `ORIGINS`."""
    unapproved: npt.NDArray[np.bool_] | None = None
    """Who takes part without the leave of those above; None where nobody does. Shape (proposals, members)."""


def form(sector: Sector, rules: Rules, streams: Streams, proposal: Proposal) -> None:
    """Found a partnership for each proposal.

    Consent is the mean of having had alternatives, being free to refuse, and being free to leave; partners who chose
    each other have the last two, those whose grant depends on a partner are not free to refuse, and those named by a
    funder had no alternatives either. The planned length is the mean of the members' grants, for money sets how
    far they can see.
    """
    partnerships, people, month = sector.partnerships, sector.people, sector.month
    slots = partnerships.occupy(len(proposal.topic))
    present = proposal.party >= 0
    member = np.where(present, people.employer[proposal.party], -1)
    entry = partnerships.entry[slots]
    partnerships.member[slots] = member
    partnerships.topic[slots] = proposal.topic
    partnerships.prior_tie[slots] = proposal.prior_tie
    partnerships.origin[slots] = proposal.origin
    structure = streams.at("communication structure", month).choice(np.ones((len(slots), len(STRUCTURES))), entry)
    partnerships.structure[slots] = structure
    months = np.rint(planned_months(sector, rules, member)).astype(np.int32)
    partnerships.began[slots] = month
    partnerships.months[slots] = months
    partnerships.ends[slots] = month + months - 1
    had = np.where(
        np.arange(MAX_MEMBERS) == 0, np.minimum(proposal.alternatives / rules.parameters.choice.many, 1.0)[:, None], 1.0
    )
    had = had * (proposal.origin != NAMED)[:, None]
    partnerships.consent[slots] = present * (had + (proposal.free + 1.0)) / 3.0
    if proposal.unapproved is not None and proposal.unapproved.any():
        note_unapproved(sector, slots, proposal.party, proposal.unapproved)
    seat(sector, rules, streams, slots, proposal.party)
    introduce_seats(sector, rules, slots)
    agree_on_a_form(sector, rules, streams, slots)
    note_motives(sector, rules, slots, proposal.party, 1.0 - proposal.free)
    who = np.nonzero(present)
    proposed = who[1] == 0
    sector.events.add(
        month, "partnership begun", partnership=entry[who[0]], organisation=sector.organisations.entry[member[who]],
        person=people.entry[proposal.party[who]], reason=proposal.reason[who],
        other=np.where(proposed, -1, people.entry[proposal.party[who[0], 0]]),
    )  # fmt: skip


def planned_months(sector: Sector, rules: Rules, member: Slots) -> Floats:
    """Return the mean planned length of the members' grants, the default for those without, shape (partnerships,)."""
    grants, default = sector.grants, rules.parameters.shadow.planned_months
    live = np.flatnonzero(grants.alive)
    capacity = sector.organisations.capacity
    count = np.bincount(grants.organisation[live], minlength=capacity)
    total = np.bincount(grants.organisation[live], weights=grants.months[live], minlength=capacity)
    own = np.where(count > 0, total / np.maximum(count, 1), default)
    present = member >= 0
    out: Floats = (present * own.take(member, axis=0)).sum(1) / present.sum(1)
    return out


def seat(sector: Sector, rules: Rules, streams: Streams, slots: Slots, party: Slots) -> None:
    """Give each member a seat for its contact and, by lot, one for a colleague at each other level it has.

    A funder may ask for more than one level, or help to have it.
    """
    partnerships, people = sector.partnerships, sector.people
    row, m = np.nonzero(party >= 0)
    contact = party[row, m]
    firm = people.employer[contact].astype(np.int64)
    staff = sector.staff_of(firm)
    lot = streams.at("who else is seated", sector.month).uniform(people.entry[staff])
    staff = staff[np.lexsort((lot, ~sent_first(sector, rules, streams, staff)))]
    post = people.employer[staff] * N_LEVELS + people.level[staff]
    levels = np.arange(N_LEVELS)
    wanted = (firm[:, None] * N_LEVELS + levels).ravel()
    colleague = nth_of_group(staff, post, wanted, np.zeros_like(wanted)).reshape(-1, N_LEVELS)
    joins = streams.at("another level is seated", sector.month)
    chance = np.maximum(rules.parameters.choice.second_level, rules.asked.more_seats.max(0)[firm])
    asked = joins.uniform(partnerships.entry[slots[row]][:, None], m[:, None], levels) < chance[:, None]
    own = people.level[contact][:, None] == levels
    # who has no leave cannot bring a colleague
    asked &= ~partnerships.unapproved[slots[row], m][:, None]
    person = np.where(own, contact[:, None], np.where(asked, colleague, -1))
    n, level = np.nonzero(person >= 0)
    at = slots[row[n]], m[n], level
    partnerships.person[at] = person[n, level]
    partnerships.energy[at] = rules.parameters.energy.start
    partnerships.pledge[at] = rules.parameters.choice.pledge * people.hours[person[n, level]]
    partnerships.signed[slots[row], m] = people.level[contact]
    unasked = ~own[n, level]
    note_unasked(sector, rules, person[n, level][unasked], slots[row[n]][unasked])


def introduce_seats(sector: Sector, rules: Rules, slots: Slots) -> None:
    """Let the people of new partnerships meet, and take common ground from how well they know each other."""
    partnerships, ties = sector.partnerships, sector.ties
    seats = seats_of(partnerships)
    dyads = dyads_of(partnerships, seats)
    fresh = np.zeros(partnerships.capacity, dtype=bool)
    fresh[slots] = True
    new = fresh[dyads.partnership]
    person, alter, p = dyads.person[new], dyads.alter[new], dyads.partnership[new]
    befriend(sector, rules, person, alter)
    hits = ties.alter.take(person, axis=0) == alter[:, None]
    familiarity = np.where(hits, ties.familiarity.take(person, axis=0), 0.0).max(1)
    n = np.maximum(np.bincount(p, minlength=partnerships.capacity), 1)
    mean = np.bincount(p, weights=familiarity, minlength=partnerships.capacity) / n
    values = sector.people.values
    apart = np.abs(values.take(person, axis=0) - values.take(alter, axis=0)).sum(1) / values.shape[1]
    close = 1.0 - np.bincount(p, weights=apart, minlength=partnerships.capacity) / n
    partnerships.common_ground[slots] = (0.5 * mean + 0.5 * close)[slots]
