"""Newcomers: people new to the sector, whom a funder may help to their first partnerships."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

NEW_MONTHS = 36
"""In the sector, up to which somebody counts as new; as in the metric of newcomers' share of seats."""


def is_new(sector: Sector, who: Slots) -> npt.NDArray[np.bool_]:
    """Return which people entered the sector, after it was founded, in the last 36 months."""
    entered = sector.people.entered[who]
    out: npt.NDArray[np.bool_] = (entered > sector.month - NEW_MONTHS) & (entered > 0)
    return out


def sent_first(sector: Sector, rules: Rules, streams: Streams, staff: Slots) -> npt.NDArray[np.bool_]:
    """Return which staff are sent to the table before others: newcomers, by a lot of their organisation's each month.

    Sources
        Clore report §4.2.1 (the main organisations are spoken for, which leaves little room for newcomers)
    """
    offered, o = rules.asked.entrant_seats, sector.organisations
    if not offered.any():
        return np.zeros(len(staff), dtype=bool)
    sends = streams.at("sends a newcomer", sector.month).uniform(o.entry) < offered.max(0)
    out: npt.NDArray[np.bool_] = is_new(sector, staff) & sends[sector.people.employer[staff]]
    return out


def search_hours(sector: Sector, rules: Rules, who: Slots) -> Floats:
    """Return the hours of search that newcomers are paid for, 0 for others; shape (n,), hours/month."""
    offered = rules.asked.entrant_hours
    if not offered.any():
        return np.zeros(len(who))
    out: Floats = offered.max(0)[sector.people.employer[who]] * is_new(sector, who)
    return out


def mentored(sector: Sector, rules: Rules, who: Slots) -> Floats:
    """Return by how much more readily people agree when each of these asks, for a mentor; shape (n,), log odds."""
    offered = rules.asked.entrant_mentor
    if not offered.any():
        return np.zeros(len(who))
    out: Floats = offered.max(0)[sector.people.employer[who]] * is_new(sector, who)
    return out
