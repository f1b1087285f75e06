"""Reading what partners do: acts are misread where little is shared, and news goes up from those who deliver."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.partnerships import Dyads, Seats
from ecology.sector.sector import Sector
from ecology.sector.ties import CONTRIBUTED, HELD_BACK
from ecology.streams import Streams

Mask = npt.NDArray[np.bool_]
Acts = npt.NDArray[np.int8]


def read_acts(
    sector: Sector, rules: Rules, streams: Streams, dyads: Dyads, action: Acts, who: tuple[Slots, ...]
) -> Acts:
    """Return what the first of each dyad takes the second to have done.

    A contribution is taken for holding back with chance m (1 − G), with G the common ground of the partnership: shared
    experience gives messages their meaning.

    Parameters
    ----------
    action : shape (dyads,)
        What the second did.
    who : arrays of shape (dyads,)
        Entry numbers of first, second and partnership.

    Sources
        Thought partners (misperception); Clore report §4.5.1 (shared experience)
    """
    misread = rules.parameters.observation.misread
    if not misread:
        return action
    apart = 1.0 - sector.partnerships.common_ground[dyads.partnership]
    wrong = streams.at("misread an act", sector.month).uniform(*who) < misread * apart
    return np.where(wrong & (action == CONTRIBUTED), HELD_BACK, action).astype(np.int8)


def news_from_colleagues(
    sector: Sector, rules: Rules, streams: Streams, seats: Seats, dyads: Dyads, saw: Mask, who: tuple[Slots, ...]
) -> Mask:
    """Return who hears, with chance u, what a colleague seated beside them saw the other do; shape (dyads,).

    Parameters
    ----------
    saw : shape (dyads,)
        Who saw it themselves.
    who : arrays of shape (dyads,)
        Entry numbers of first, second and partnership.

    Sources
        Clore report §4.3.1 (management must hear those who deliver)
    """
    chance = rules.parameters.observation.upward
    if not chance:
        return np.zeros(len(saw), dtype=bool)
    member = seats.partnership[dyads.own] * MAX_MEMBERS + seats.member[dyads.own]
    _, group = np.unique(member * len(seats.person) + dyads.other, return_inverse=True)
    known = np.bincount(group, weights=saw)[group] > 0
    lot = streams.at("hear from a colleague", sector.month).uniform(*who)
    out: Mask = known & ~saw & (lot < chance)
    return out
