"""Handing over: a colleague takes the seat of a contact person who has left."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import N_LEVELS, Slots
from ecology.sector.order import nth_of_group, rank_within
from ecology.sector.partnerships import dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams


def hand_over(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Seat a colleague wherever the contact person no longer works for the member.

    The successor is the colleague at the same level with the fewest seats (else at any level), ties broken by lot. They
    inherit a share h of the leaver's familiarity and of the trust above that in a stranger; common ground shrinks
    with each contact lost.
    """
    partnerships, people = sector.partnerships, sector.people
    there = people.employer[partnerships.person] == partnerships.member[:, :, None]
    holds = (partnerships.person >= 0) & people.alive[partnerships.person] & there
    vacated = partnerships.alive[:, None, None] & (partnerships.pledge > 0) & ~holds
    p, m, level = np.nonzero(vacated)
    if not len(p):
        return
    where = partnerships.member[p, m].astype(np.int64)
    leaver = partnerships.person[p, m, level]
    successor = successors(sector, streams, where, level)
    if rules.parameters.choice.unapproved:
        # an organisation that gave no leave sends nobody in the place of who went without
        successor = np.where(partnerships.unapproved[p, m], -1, successor)
    inherit(sector, rules, vacated, (p, m, level), successor)
    partnerships.person[p, m, level] = successor
    partnerships.action[p, m, level] = -1
    lost = leaver >= 0
    partnerships.energy[p[lost], m[lost], level[lost]] *= rules.parameters.energy.new_contact
    n_seats = np.maximum((partnerships.pledge > 0).sum((1, 2)), 1)
    partnerships.common_ground *= 1.0 - np.bincount(p[lost], minlength=partnerships.capacity) / n_seats
    heir = successor[lost]
    sector.events.add(
        sector.month, "seat handed over", person=np.where(heir >= 0, people.entry[heir], -1),
        organisation=sector.organisations.entry[where[lost]], partnership=partnerships.entry[p[lost]],
        other=people.entry[leaver[lost]], reason="contact left",
    )  # fmt: skip


def successors(sector: Sector, streams: Streams, where: Slots, level: Slots) -> Slots:
    """Return who takes each vacated seat, -1 if the organisation has nobody."""
    people = sector.people
    staff = sector.staff_of(where)
    sitting = sector.partnerships.person[sector.partnerships.alive]
    load = np.bincount(sitting[sitting >= 0], minlength=people.capacity)
    lot = streams.at("successor", sector.month).uniform(people.entry[staff])
    staff = staff[np.lexsort((lot, load[staff]))]
    post = where * N_LEVELS + level
    peer = nth_of_group(staff, people.employer[staff] * N_LEVELS + people.level[staff], post, rank_within(post))
    anyone = nth_of_group(staff, people.employer[staff].astype(np.int64), where, rank_within(where))
    return np.where(peer >= 0, peer, anyone)


def inherit(
    sector: Sector, rules: Rules, vacated: npt.NDArray[np.bool_], at: tuple[Slots, ...], successor: Slots
) -> None:
    """Give successors a share of what the leavers knew of the people across the table."""
    share: float | npt.NDArray[np.float64] = rules.parameters.mobility.handover
    stranger = rules.parameters.trust.initial
    ties, partnerships = sector.ties, sector.partnerships
    heirs = np.full(vacated.shape, -1, dtype=np.int64)
    heirs[at] = successor
    seats = seats_of(partnerships)
    dyads = dyads_of(partnerships, seats)
    heir, old, them = heirs.take(seats.cell)[dyads.own], dyads.person, dyads.alter
    column = find(ties.alter, old, them)
    keep = (heir >= 0) & (column >= 0) & (heir != them)
    heir, old, them, column = heir[keep], old[keep], them[keep], column[keep]
    helped = rules.asked.handover
    if helped.any():
        share = np.maximum(share, helped.max(0)[sector.people.employer[heir]])
    familiarity = share * ties.familiarity[old, column]
    trust = stranger + share * (ties.trust[old, column] - stranger)
    ties.place(heir, them, familiarity, trust, sector.month)
