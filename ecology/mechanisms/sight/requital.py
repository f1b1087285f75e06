"""Requital: strong reciprocators pay to punish partners who hold back and to reward those who contribute."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Dyads, Seats
from ecology.sector.sector import Sector
from ecology.sector.ties import CONTRIBUTED, HELD_BACK
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FOR_LIFE = 0
"""The month in which the lot of who is one falls: the same for life, whatever they do and wherever they go."""


def is_strong(sector: Sector, rules: Rules, streams: Streams, person: Slots) -> Mask:
    """Return who is a strong reciprocator, shape (n,): a share of people, by lot, for life."""
    lot = streams.at("is a strong reciprocator", FOR_LIFE).uniform(sector.people.entry[person])
    return lot < rules.parameters.decision.requite


def requite(
    sector: Sector, rules: Rules, streams: Streams, seats: Seats, dyads: Dyads, saw: Mask, action: npt.NDArray[np.int8]
) -> None:
    """Let strong reciprocators act on what they saw: a partner who held back loses, one who contributed gains.

    Each act costs who does it. Payoffs are means over a person's seats, so each counts by one over their number. What
    is lost and gained is felt; nothing of it is booked in pounds.

    Parameters
    ----------
    saw : shape (dyads,)
        Whether the first saw what the second did.
    action : shape (dyads,)
        What the second was seen to do.

    Sources
        Fehr and Gächter 2002 (people pay to punish, about three for one); Clore report §4.5.2
    """
    p, people, partnerships = rules.parameters.decision, sector.people, sector.partnerships
    if not p.requite:
        return
    strong = saw & is_strong(sector, rules, streams, dyads.person)
    felt = np.zeros(people.capacity)
    for what, seen, moved, reason in (
        ("punished", HELD_BACK, -p.punishment, "was seen to hold back"),
        ("rewarded", CONTRIBUTED, p.reward, "was seen to contribute"),
    ):
        acts = strong & (action == seen)
        who, whom = dyads.person[acts], dyads.alter[acts]
        felt += moved * np.bincount(whom, minlength=people.capacity)
        felt -= p.requital_cost * np.bincount(who, minlength=people.capacity)
        sector.events.add(
            sector.month, what, person=people.entry[who], other=people.entry[whom], reason=reason,
            partnership=partnerships.entry[dyads.partnership[acts]],
            organisation=sector.organisations.entry[people.employer[who]],
        )  # fmt: skip
    n_seats = np.bincount(seats.person, minlength=people.capacity)
    people.payoff += felt / np.maximum(n_seats, 1)


def deterred(rules: Rules, sight: Floats, across: Floats) -> Floats:
    """Return s o n (f + r): by what people expect to do worse for holding back, with strong reciprocators about.

    Everybody knows what share s of people they are, and nobody who.

    Parameters
    ----------
    sight : shape (seats,)
        o, the mean chance that a partner sees what is done.
    across : shape (seats,)
        n, partners who might.
    """
    p = rules.parameters.decision
    out: Floats = p.requite * sight * across * (p.punishment + p.reward)
    return out
