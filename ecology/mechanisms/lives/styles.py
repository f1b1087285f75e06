"""Styles of leading: purpose, people, performance and perspective, each of which can be too much or too little.

That balance is best is what the source says, and is put in here; what it comes to among all else is not.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.categories import STYLES
from ecology.sector.columns import N_LEVELS, Slots
from ecology.sector.partnerships import IMPLEMENTING, Seats
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]

SOVEREIGN, LOVER, WARRIOR, MAGICIAN = range(len(STYLES) - 1)
OVERDONE = 0.5
"""Part of the whole beyond which a style does harm."""


def style_of(values: Floats) -> Floats:
    """Return how far people lead by purpose, people, performance and perspective: four parts of one whole.

    With r relationships over rules and l long over short term: sovereign (1 − r) l, lover r (1 − l), warrior
    (1 − r)(1 − l), magician r l. Who stands between all has a quarter of each.

    Parameters
    ----------
    values : shape (n, 2), 0–1

    Returns
    -------
    shape (n, 4), share

    Sources
        Clore report §4.2.4 (four archetypes after the Harvard Negotiation Insight Initiative); which values go with
        which is assumed
    """
    r, long = values[:, 0], values[:, 1]
    return np.stack([(1 - r) * long, r * (1 - long), (1 - r) * (1 - long), r * long], axis=1)


def balance(style: Floats) -> Floats:
    """Return max(−1, 1 − |4 s − 1|): 1 at a quarter, 0 where a style is missing or is half of all, below 0 beyond.

    Parameters
    ----------
    style : share, any shape
    """
    out: Floats = np.maximum(-1.0, 1.0 - np.abs(4.0 * style - 1.0))
    return out


def lead_of(sector: Sector, slot: Slots) -> Slots:
    """Return who sits highest for the member that leads, −1 nobody; shape (n,)."""
    partnerships = sector.partnerships
    seated = partnerships.person[slot, partnerships.lead[slot]]
    level = np.where(seated >= 0, np.arange(N_LEVELS), -1).max(1)
    out: Slots = seated[np.arange(len(slot)), level].astype(np.int64)
    return out


def balance_of_lead(sector: Sector, slot: Slots) -> Floats:
    """Return how balanced the lead of each partnership is in each style, 0 where nobody leads; shape (n, 4)."""
    lead = lead_of(sector, slot)
    return balance(style_of(sector.people.values[lead])) * (lead >= 0)[:, None]


def push(sector: Sector, rules: Rules, slot: Slots) -> Floats | float:
    """Return 1 + w g, how fast partnerships get on: by purpose until they implement, by performance from then on.

    Parameters
    ----------
    slot : shape (live,)

    Returns
    -------
    shape (live,), ratio; 1 where style does not matter

    Sources
        Clore report §4.2.4 (the sovereign is dictatorial or indecisive, the warrior burnt out or procrastinating)
    """
    weight = rules.parameters.lifecycle.style
    if not weight:
        return 1.0
    held = balance_of_lead(sector, slot)
    return 1.0 + weight * np.where(sector.partnerships.stage[slot] < IMPLEMENTING, held[:, SOVEREIGN], held[:, WARRIOR])


def sense(sector: Sector, rules: Rules, slot: Slots) -> Floats | float:
    """Return 1 + w g, how fast partnerships find common ground, by the perspective of who leads.

    Parameters
    ----------
    slot : shape (live,)

    Returns
    -------
    shape (live,), ratio; 1 where style does not matter

    Sources
        Clore report §4.2.4 (the magician is in analysis paralysis, or blinkered)
    """
    weight = rules.parameters.lifecycle.style
    if not weight:
        return 1.0
    return 1.0 + weight * balance_of_lead(sector, slot)[:, MAGICIAN]


def warmth(sector: Sector, rules: Rules, seats: Seats) -> Floats | float:
    """Return e g, what the lead's concern with people adds to the energy of those who sit for other members.

    Returns
    -------
    shape (seats,), 0–1; 0 where style does not matter

    Sources
        Clore report §4.2.4 (the lover is flooded with emotions, or cold; style affects collaborative energy)
    """
    weight = rules.parameters.energy.lead
    if not weight:
        return 0.0
    led = seats.member != sector.partnerships.lead[seats.partnership]
    out: Floats = weight * balance_of_lead(sector, seats.partnership)[:, LOVER] * led
    return out


def note_styles(sector: Sector, rules: Rules) -> None:
    """Keep the strongest style of each lead with the partnership, and log it when it changes."""
    if not rules.parameters.lifecycle.style and not rules.parameters.energy.lead:
        return
    partnerships = sector.partnerships
    slot = partnerships.slots()
    lead = lead_of(sector, slot)
    style = style_of(sector.people.values[lead])
    strongest = np.where(lead >= 0, 1 + style.argmax(1), 0)
    new = (strongest != partnerships.style[slot]) & (lead >= 0)
    partnerships.style[slot] = strongest
    extent = np.where(style.max(1) > OVERDONE, " who overdoes it", "")
    reason = np.array([STYLES[k] + more for k, more in zip(strongest[new], extent[new], strict=True)], dtype=object)
    sector.events.add(
        sector.month, "led in another style", partnership=partnerships.entry[slot[new]],
        person=sector.people.entry[lead[new]], reason=reason, amount=style.max(1)[new],
        organisation=sector.organisations.entry[partnerships.member[slot[new], partnerships.lead[slot[new]]]],
    )  # fmt: skip
