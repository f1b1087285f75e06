"""Hours that members of a time bank give each other: coaching, and a hand for those who are short of time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.meeting import befriend
from ecology.mechanisms.money.aid import share_out
from ecology.mechanisms.money.overtime import overtime_of
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

A_HAND = -1
"""What those ask for who are short of time: an hour of anybody's, whatever they know."""


class Hours(NamedTuple):
    """Hours given this month; every array has shape (n,)."""

    giver: Slots
    taker: Slots
    topic: Slots
    """What the taker is coached on, or A_HAND."""
    given: Whole


def exchange(sector: Sector, rules: Rules, streams: Streams) -> Hours:
    """Let members in work draw hours of those who have some to spare, and book them.

    Who works whole hours on top of contract is short of time and asks for as many, `draw` at most; of the others some
    want so many hours of coaching, on what they know little of. Nobody draws beyond the limit they agreed to. Members
    with a prosocial strategy give up to `give` hours unless they are short, the others only when they would be refused
    themselves.
    """
    people = sector.people
    staff = sector.staff()
    member = staff[people.in_bank[staff]]
    over = overtime_of(sector, rules, member)
    left = people.credit[member] + people.debt_limit[member]
    lacks, spare = np.zeros((2, people.capacity), dtype=np.int64)
    lacks[member] = asked_for(sector, rules, streams, member, over, left)
    spare[member] = offered(sector, rules, member, over, left)
    asks = lacks[member] > 0
    taker, topic = member[asks], np.where(over[asks] >= 1.0, A_HAND, topics(sector, streams, member[asks]))
    row, giver = whom_they_ask(sector, rules, streams, taker, topic, member[spare[member] > 0])
    given = share_out(giver, taker[row], spare, lacks)
    met = given > 0
    hours = Hours(giver[met], taker[row[met]], topic[row[met]], given[met])
    book(sector, rules, hours)
    return hours


def asked_for(sector: Sector, rules: Rules, streams: Streams, member: Slots, over: Floats, left: Floats) -> Whole:
    """Return how many hours each member asks for, as far as its limit allows; shape (members,)."""
    p, entry = rules.parameters.timebank, sector.people.entry[member]
    coached = (over < 1.0) & (streams.at("wants to be coached", sector.month).uniform(entry) < p.need)
    asked = np.where(over >= 1.0, np.minimum(over, p.draw), p.draw * coached)
    out: Whole = np.floor(np.clip(asked, 0.0, np.maximum(left, 0.0))).astype(np.int64)
    return out


def offered(sector: Sector, rules: Rules, member: Slots, over: Floats, left: Floats) -> Whole:
    """Return how many hours each member is ready to give; shape (members,)."""
    gives = np.array([strategy.prosocial for strategy in rules.strategies])[sector.people.strategy[member]]
    ready = (over < 1.0) & (gives | (left < 1.0))
    out: Whole = np.where(ready, rules.parameters.timebank.give, 0)
    return out


def topics(sector: Sector, streams: Streams, taker: Slots) -> Slots:
    """Return what each would be coached on: the less they know of it the likelier; shape (n,)."""
    people = sector.people
    return streams.at("coached on what", sector.month).choice(1.0 - people.knowledge[taker], people.entry[taker])


def whom_they_ask(
    sector: Sector, rules: Rules, streams: Streams, taker: Slots, topic: Slots, giver: Slots
) -> tuple[Slots, Slots]:
    """Return the pairs of who asks, a row of `taker`, and whom: a few of those who can help, by lot, each once.

    Anybody can lend a hand; coaches know more of the topic than who asks, by `lead` or more. The pairs come in the
    order of a lot, which decides who has the last odd hour.
    """
    p, people, month = rules.parameters.timebank, sector.people, sector.month
    lot = streams.at("which members are asked", month).uniform(people.entry[taker][:, None], np.arange(p.asks))
    rows, givers = [], []
    for about in np.unique(topic).tolist():
        mine = np.flatnonzero(topic == about)
        if about == A_HAND:
            able, n_able = giver, np.full(len(mine), len(giver))
        else:
            known = people.knowledge[giver, about]
            order = (-known).argsort(kind="stable")
            able = giver[order]
            n_able = np.searchsorted(-known[order], -(people.knowledge[taker[mine], about] + p.lead), side="right")
        some = n_able > 0
        which = np.floor(lot[mine[some]] * n_able[some][:, None]).astype(np.int64)
        rows.append(np.repeat(mine[some], p.asks))
        givers.append(able[which].ravel())
    if not rows:
        return np.empty((2, 0), dtype=np.int64)[0], np.empty(0, dtype=np.int64)
    row, asked = np.unique(np.stack([np.concatenate(rows), np.concatenate(givers)]), axis=1)
    turn = streams.at("whose request comes first", month).uniform(people.entry[asked], people.entry[taker[row]])
    order = turn.argsort(kind="stable")
    return row[order], asked[order]


def book(sector: Sector, rules: Rules, hours: Hours) -> None:
    """Move credit, time, knowledge and acquaintance with the hours that were given.

    Coaching takes an hour of both and teaches η of the coach's lead; an hour given to somebody short of time takes an
    hour of the giver's and gives the taker one back.
    """
    people, giver, taker, topic, given = sector.people, *hours
    np.add.at(people.credit, giver, given)
    np.subtract.at(people.credit, taker, given)
    np.add.at(people.hours_bank, giver, given)
    np.add.at(people.hours_lent, giver, given)
    np.add.at(people.hours_bank, taker, np.where(topic == A_HAND, -given, given))
    coached = topic != A_HAND
    who, what = taker[coached], topic[coached]
    lead = np.maximum(people.knowledge[giver[coached], what] - people.knowledge[who, what], 0.0)
    learned = np.zeros_like(people.knowledge)
    np.add.at(learned, (who, what), rules.parameters.timebank.learning * given[coached] * lead)
    people.knowledge[:] = np.minimum(people.knowledge + learned, 1.0)
    befriend(sector, rules, np.concatenate([giver, taker]), np.concatenate([taker, giver]))
