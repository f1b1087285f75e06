"""Partnerships: two to four organisations, with a seat for a contact person at one to three levels.

Seats are laid out as (partnership, member, level); `seats` and `dyads` give them as flat lists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecology.sector.categories import STAGES, STRUCTURES
from ecology.sector.columns import MAX_MEMBERS, N_LEVELS, Array, Remembered, Slots, Slotted, column

SEATS = (MAX_MEMBERS, N_LEVELS)
STAR, RING = STRUCTURES.index("star"), STRUCTURES.index("ring")
IMPLEMENTING = STAGES.index("implementing")
"""The last stage; what comes before is simple, such as agreeing on a definition."""

_BITS = 1 << np.arange(MAX_MEMBERS)


@dataclass
class Partnerships(Slotted):
    """Columns of partnerships; shape (partnerships, …)."""

    member: Array = column("int32", "organisation slot", "members; -1 none", fill=-1, shape=(MAX_MEMBERS,))
    lead: Array = column("int8", "member", "which member leads")
    origin: Array = column("int8", "code into ORIGINS", "label for analysis only")
    structure: Array = column("int8", "code into STRUCTURES", "who talks to whom")
    form: Array = column("int8", "code into FORMS", "form of governance that was agreed")
    style: Array = column("int8", "code into STYLES", "in which who leads is strongest, where style matters")
    depth: Array = column("int8", "code into DEPTHS", "how far the members bind themselves")
    asked: Array = column("int8", "code into DEPTHS", "depth that its members' funders ask for")
    stage: Array = column("int8", "code into STAGES", "1–3", fill=1)
    progress: Array = column("float64", "share", "of the present stage that is done")
    skipped: Array = column("float64", "stages", "skipped under a deadline and not made good yet")
    agreed: Array = column("float64", "0–1", "how explicitly members have said what they expect of each other")
    began: Array = column("int32", "month", "first month")
    months: Array = column("int32", "months", "planned length, constant while it runs")
    ends: Array = column("int32", "month", "planned last month")
    renewals: Array = column("int32", "count", "how often it was renewed")
    prior_tie: Array = column("bool", "", "whether its founders knew each other")
    topic: Array = column("int8", "code into DOMAINS", "topic of the opportunity it answers")
    common_ground: Array = column("float64", "0–1", "shared understanding")
    value: Array = column("float64", "value of a pledge", "Π: joint value made this month")
    led: Array = column("bool", "", "whether somebody has taken the lead")
    innovation: Array = column("float64", "index 0–1", "different knowledge, committed and challenged, this month")
    output: Array = column("float64", "value of a pledge", "joint value made so far")
    idle: Array = column("int32", "months", "months in a row with next to no output")
    consent: Array = column(
        "float64", "0–1", "mean of had alternatives, free to refuse, may leave", shape=(MAX_MEMBERS,)
    )
    signed: Array = column(
        "int8", "code into LEVELS", "seat of each member that signed; -1 none", fill=-1, shape=(MAX_MEMBERS,)
    )
    motive: Array = column(
        "int8", "code into MOTIVES", "strongest motive of each member's contact at first", shape=(MAX_MEMBERS,)
    )
    unapproved: Array = column(
        "bool", "", "whether each member's people sit there without the leave of those above", shape=(MAX_MEMBERS,)
    )
    share: Array = column("float64", "share", "σ: each member's part of the joint value", shape=(MAX_MEMBERS,))
    diverted: Array = column(
        "float64", "pledges", "audience gained from (+) or lost to (−) partners", shape=(MAX_MEMBERS,)
    )
    contribution: Array = column("float64", "pledges", "x: each member's contribution", shape=(MAX_MEMBERS,))
    payoff: Array = column("float64", "value of a pledge", "each member's benefit less cost", shape=(MAX_MEMBERS,))
    expected: Array = column(
        "float64", "value of a pledge", "payoff each member has come to expect", shape=(MAX_MEMBERS,)
    )
    ledger: Array = column("float64", "value of a pledge", "benefit less cost so far", shape=(MAX_MEMBERS,))
    person: Array = column("int32", "person slot", "who sits there; -1 nobody", fill=-1, shape=SEATS)
    energy: Array = column("float64", "0–1", "E: collaborative energy of the seat", shape=SEATS)
    pledge: Array = column("float64", "hours/month", "hours promised", shape=SEATS)
    action: Array = column("int8", "action", "last action", fill=-1, shape=SEATS)
    given: Array = column("float64", "pledges", "x: the seat's contribution", shape=SEATS)
    delivered: Array = column("float64", "share", "d: hours available over pledged", shape=SEATS)
    hours: Array = column("float64", "hours/month", "given to it this month: pledge × a d (1 − t + t τ)", shape=SEATS)
    recognised: Array = column("float64", "share", "of the other seats that saw it contribute this month", shape=SEATS)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.last_seats = Remembered[Seats]()
        self.last_dyads = Remembered[Dyads]()
        self.last_sight = Remembered[Array]()

    def n_members(self) -> Array:
        """Return the number of members, shape (partnerships,)."""
        out: Array = (self.member >= 0).sum(1)
        return out


@dataclass(frozen=True, slots=True)
class Seats:
    """Filled seats of live partnerships; every array has shape (seats,)."""

    partnership: Slots
    member: Slots
    level: Slots
    person: Slots
    cell: Slots
    """Position of the seats in such columns laid out flat, to `take` from."""

    @property
    def at(self) -> tuple[Slots, Slots, Slots]:
        """Index of the seats in columns of shape (partnership, member, level)."""
        return self.partnership, self.member, self.level


@dataclass(frozen=True, slots=True)
class Dyads:
    """Ordered pairs of seats in one partnership and of different members; arrays have shape (dyads,)."""

    partnership: Slots
    own: Slots
    """Position of the first seat in the list of seats."""
    other: Slots
    """Position of the second seat in the list of seats."""
    person: Slots
    alter: Slots
    interacts: Array
    """Whether the communication structure lets the two members talk directly."""
    back: Slots
    """Position in this list of the same pair the other way round."""


def seats_of(partnerships: Partnerships) -> Seats:
    """Return the filled seats of live partnerships, in slot order; worked out anew when somebody has moved."""

    def work_out() -> Seats:
        filled = partnerships.alive[:, None, None] & (partnerships.person >= 0)
        p, m, level = np.nonzero(filled)
        cell = (p * MAX_MEMBERS + m) * N_LEVELS + level
        return Seats(p, m, level, partnerships.person.take(cell).astype(np.int64), cell)

    return partnerships.last_seats.again(work_out, partnerships.alive, partnerships.person)


def dyads_of(partnerships: Partnerships, seats: Seats) -> Dyads:
    """Return all ordered pairs of seats that face each other.

    Parameters
    ----------
    partnerships : Partnerships
    seats : Seats
        As `seats_of` gives them.
    """

    def work_out() -> Dyads:
        # every seat is paired with all of its partnership, which stand next to each other in the list
        size = np.bincount(seats.partnership, minlength=partnerships.capacity)
        n_pairs = size[seats.partnership]
        shift = (size.cumsum() - size)[seats.partnership] - (n_pairs.cumsum() - n_pairs)
        own = np.repeat(np.arange(len(n_pairs)), n_pairs)
        other = np.arange(len(own)) + shift[own]
        across = seats.member[own] != seats.member[other]
        place = across.cumsum() - 1
        own, other = own[across], other[across]
        p = seats.partnership[own]
        talk = talking(partnerships, p)[np.arange(len(p)), seats.member[own], seats.member[other]]
        return Dyads(p, own, other, seats.person[own], seats.person[other], talk, place[own - shift[other]])

    return partnerships.last_dyads.again(
        work_out, partnerships.member, partnerships.structure, partnerships.lead, of=(seats,)
    )


def talking(partnerships: Partnerships, p: Slots) -> Array:
    """Return which members of partnerships p talk directly: hub and spoke, neighbours, or everybody.

    Returns
    -------
    shape (p, members, members)
        Without meaning where there is no member.
    """
    present = (partnerships.member.take(p, axis=0) >= 0) @ _BITS
    case = (partnerships.structure[p].astype(np.int64) * (1 << MAX_MEMBERS) + present) * MAX_MEMBERS
    out: Array = _TALKING.take(case + partnerships.lead[p], axis=0)
    return out


def _every_talking() -> Array:
    """Return the same for each structure, set of members present (as bits) and lead, shape (cases, …)."""
    present = (np.arange(1 << MAX_MEMBERS)[:, None] & _BITS) > 0
    rank = present.cumsum(1) - 1
    gap = np.abs(rank[:, :, None] - rank[:, None, :])
    leads = np.eye(MAX_MEMBERS, dtype=bool)
    out = np.ones((len(STRUCTURES), len(present), MAX_MEMBERS, MAX_MEMBERS, MAX_MEMBERS), dtype=bool)
    out[STAR] = leads[:, :, None] | leads[:, None, :]
    out[RING] = ((gap == 1) | (gap == present.sum(1)[:, None, None] - 1))[:, None]
    return out.reshape(-1, MAX_MEMBERS, MAX_MEMBERS)


_TALKING = _every_talking()
