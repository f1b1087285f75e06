"""The time bank: a circle of people who help each other by the hour, which others join and leave."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.meeting import pick_alter
from ecology.mechanisms.money.coaching import exchange
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

NO_LIMIT = 1e6
"""Hours of debt that nobody reaches."""


def trade_hours(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people join the time bank, give and draw hours, tell others of it, and leave it.

    What members have given less what they have drawn is their credit. A sponsor's invitations bring members; so do
    those helped this month, who may tell somebody they know. Who has had nothing back for so many months leaves.
    Without members and invitations nothing happens.

    Sources
        Reciprocity (a coaching network of pooled exchange, begun by a programme and begun again without it; those who
        take and do not give are shut out)
    """
    people = sector.people
    people.hours_bank[:] = people.hours_lent[:] = 0.0
    follow_invitations(sector, rules, streams)
    if not (people.in_bank & people.alive).any():
        return
    helped = np.unique(exchange(sector, rules, streams).taker)
    people.last_drawn[helped] = sector.month
    tell(sector, rules, streams, helped)
    leave(sector, rules)


def follow_invitations(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let staff join whom a sponsor invites; they agree to the limit it sets, or by lot to none."""
    terms, people, month = rules.asked, sector.people, sector.month
    if not terms.bank_invited.any():
        return
    staff = sector.staff()
    headcount = np.maximum(np.bincount(people.employer[staff], minlength=sector.organisations.capacity), 1)
    outside = staff[~people.in_bank[staff]]
    firm = people.employer[outside]
    lots = streams.together(("invited to the time bank", "held to its limit"), month).uniform(people.entry[outside])
    joins = lots[0] < (terms.bank_invited.sum(0) / headcount)[firm]
    held = lots[1] < terms.bank_sanction.max(0)[firm]
    limit = np.where(held, terms.bank_debt.max(0)[firm], NO_LIMIT)
    join(sector, outside[joins], limit[joins], "invited")


def join(sector: Sector, who: Slots, limit: Floats, how: str) -> None:
    """Make people members, with neither credit nor debt."""
    people = sector.people
    people.in_bank[who] = True
    people.credit[who] = 0.0
    people.debt_limit[who] = limit
    people.last_drawn[who] = sector.month
    sector.events.add(sector.month, "joined the time bank", person=people.entry[who], reason=how)


def tell(sector: Sector, rules: Rules, streams: Streams, helped: Slots) -> None:
    """Let some of those helped tell somebody they know, who joins by as much as they trust who tells them.

    They agree to the limit of who told them.
    """
    p, people, ties, month = rules.parameters.timebank, sector.people, sector.ties, sector.month
    teller = helped[streams.at("tells of the time bank", month).uniform(people.entry[helped]) < p.tell]
    told = pick_alter(sector, streams, teller, "who is told of the time bank")
    new = (told >= 0) & (people.employer[told] >= 0) & ~people.in_bank[told]
    teller, told = teller[new], told[new]
    column = find(ties.alter, told, teller)
    trust = np.where(column >= 0, ties.trust[told, column], rules.parameters.trust.initial)
    lot = streams.at("joins the time bank", month).uniform(people.entry[told], people.entry[teller])
    teller, told = teller[lot < trust], told[lot < trust]
    who, first = np.unique(told, return_index=True)
    join(sector, who, people.debt_limit[teller[first]], "told of it by a member")


def leave(sector: Sector, rules: Rules) -> None:
    """Let members leave whom nothing has come back to for so many months."""
    people = sector.people
    waited = sector.month - people.last_drawn >= rules.parameters.timebank.patience_months
    gone = np.flatnonzero(people.in_bank & people.alive & waited)
    people.in_bank[gone] = False
    sector.events.add(
        sector.month, "left the time bank", person=people.entry[gone], reason="nothing came back for too long"
    )
