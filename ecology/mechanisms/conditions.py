"""Conditions: funders who make partnership a condition of the grant, and what that does to looking and consenting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FOR_THE_GRANT = "needs a partner for its grant"
"""Why an organisation looks for a partner, for the log."""


@dataclass(frozen=True, slots=True)
class Need:
    """Who needs a partner for the grant; arrays have shape (organisations,)."""

    asked: Mask
    """Whether a grant asks for a partnership and there is none: whoever joins one now is not free to refuse."""
    stake: Floats
    """Log odds by which its people agree more readily, as money depends on it."""
    looks: Mask
    """Whether it looks for a partner this month, whatever else it would do."""


def need_of(sector: Sector, rules: Rules, streams: Streams) -> Need:
    """Return who needs a partner for the grant, and who looks for one this month for no other reason.

    Asked are organisations that hold a grant with the condition and are in no partnership. A share of them looks each
    month, who would otherwise do it alone, buy it, or see no chance at all.

    Sources
        Clore report §4.1.3 (a condition creates collaboration for its own sake); Perfect fit (new money)
    """
    o, partnerships, terms = sector.organisations, sector.partnerships, rules.asked
    if not terms.partner_required.any():
        return Need(np.zeros(o.capacity, bool), np.zeros(o.capacity), np.zeros(o.capacity, bool))
    held = sector.grants.held(terms.partner_required.shape)
    member = partnerships.member[partnerships.alive]
    lacks = o.alive.copy()
    lacks[member[member >= 0]] = False
    share = (held * terms.partner_required).max(0) * lacks
    asked = share > 0
    alive = o.slots()
    looks = np.zeros(o.capacity, bool)
    looks[alive] = streams.at("look for a partner for the grant", sector.month).uniform(o.entry[alive]) < share[alive]
    return Need(asked, asked * (held * terms.partner_stake).max(0), looks)
