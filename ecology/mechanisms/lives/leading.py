"""Leading: a partnership gets under way when somebody takes the lead, and many wait until the worth is proven."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.sight.brokers import broker_at
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import IMPLEMENTING, seats_of
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def take_the_lead(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people take the lead of partnerships that have nobody who does, and are not implementing yet.

    Everybody has a boldness in [0, 1), drawn once. A share ℓ leads unasked, more where funders train people to lead;
    the others where boldness < ℓ + (1 − ℓ) v, with v the share of those they know in partnerships that get things done,
    times how far that is seen. So each lead that works out makes the next one likelier.

    Sources
        Clore report §4.2.4 (people wait to lead until the worth is proven); Contingent cooperation (thresholds);
        Granovetter 1978
    """
    p, partnerships = rules.parameters.lifecycle, sector.partnerships
    if p.leaderless >= 1:
        return
    seats = seats_of(partnerships)
    waiting = ~partnerships.led & (partnerships.stage < IMPLEMENTING)
    if rules.asked.broker_cover.any():
        # where a broker drives nobody else takes the lead
        live = partnerships.slots()
        waiting[live[broker_at(sector, rules, streams, live) > 0]] = False
    idle = waiting[seats.partnership]
    person, slot = seats.person[idle], seats.partnership[idle]
    if not len(person):
        return
    boldness, first = boldness_of(sector, rules, streams, person)
    worth = p.worth_seen * proven(sector, person)
    leads = boldness < first + (1 - first) * worth
    chosen, at = np.unique(slot[leads], return_index=True)
    partnerships.led[chosen] = True
    unasked = boldness[leads][at] < first[leads][at]
    sector.events.add(
        sector.month, "took the lead", partnership=partnerships.entry[chosen],
        person=sector.people.entry[person[leads][at]],
        reason=np.where(unasked, "unasked", "having seen it work elsewhere").astype(object),
    )  # fmt: skip


def boldness_of(sector: Sector, rules: Rules, streams: Streams, person: Slots) -> tuple[Floats, Floats]:
    """Return the boldness of people, and the share of people of whom the boldest lead unasked; shape (n,), twice."""
    boldness = streams.at("boldness", 0).uniform(sector.people.entry[person])
    support = rules.asked.lead_support.max(0)[sector.people.employer[person]]
    return boldness, 1 - (1 - rules.parameters.lifecycle.lead_first) * (1 - support)


def leads_unasked(sector: Sector, rules: Rules, streams: Streams, person: Slots) -> Mask:
    """Return which people lead before the worth is proven, shape (n,)."""
    boldness, first = boldness_of(sector, rules, streams, person)
    out: Mask = boldness < first
    return out


def proven(sector: Sector, person: Slots) -> Floats:
    """Return the share of those each person knows in partnerships whose partnerships implement, 0 where they know none.

    Parameters
    ----------
    person : shape (n,)

    Returns
    -------
    shape (n,), share
    """
    partnerships = sector.partnerships
    seats = seats_of(partnerships)
    sits = np.zeros(sector.people.capacity, dtype=bool)
    sits[seats.person] = True
    works = np.zeros_like(sits)
    works[seats.person[partnerships.stage[seats.partnership] == IMPLEMENTING]] = True
    alter = sector.ties.alter.take(person, axis=0)
    known = (alter >= 0) & sits[alter]
    out: Floats = (known & works[alter]).sum(1) / np.maximum(known.sum(1), 1)
    return out


def headway(sector: Sector, rules: Rules, streams: Streams, slot: Slots) -> Floats:
    """Return how fast partnerships get on before they implement: a share of the usual pace where nobody leads.

    A broker who looks after a partnership drives it as a lead would.

    Parameters
    ----------
    slot : shape (live,)

    Returns
    -------
    shape (live,), share
    """
    partnerships = sector.partnerships
    led: Mask = partnerships.led[slot] | (partnerships.stage[slot] >= IMPLEMENTING)
    if rules.asked.broker_cover.any():
        led = led | (broker_at(sector, rules, streams, slot) > 0)
    return np.where(led, 1.0, rules.parameters.lifecycle.leaderless)
