"""Conditions: partnership asked for by a grant or by law, and what that does to looking and consenting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FOR_THE_GRANT, BY_LAW = "needs a partner for its grant", "is obliged to have a partner"
"""Why an organisation looks for a partner, for the log."""


@dataclass(frozen=True, slots=True)
class Need:
    """Who has to have a partner; arrays have shape (organisations,)."""

    free: Floats
    """How free each is to refuse, 0–1: not where the grant depends on it, by a duty as far as that is accepted."""
    stake: Floats
    """Log odds by which its people agree more readily, as money depends on it."""
    looks: Mask
    """Whether it looks for a partner this month, whatever else it would do."""
    reason: npt.NDArray[np.object_]
    """Why, for the log alone."""


def need_of(sector: Sector, rules: Rules, streams: Streams) -> Need:
    """Return who has to have a partner, and who looks for one this month for no other reason.

    A condition is put to organisations that hold a grant with it, a duty to all; both to those in no partnership. A
    share of them looks each month, who would otherwise do it alone, buy it, or see no chance at all.

    Sources
        Clore report §4.1.2 (an obligation works where the right to demand it is accepted), §4.1.3 (a condition creates
        collaboration for its own sake); Perfect fit (new money); Reciprocity (a legal duty)
    """
    o, partnerships, terms = sector.organisations, sector.partnerships, rules.asked
    if not (terms.partner_required.any() or terms.duty.any()):
        blank = np.zeros(o.capacity)
        return Need(blank + 1.0, blank, blank > 0, np.full(o.capacity, "", dtype=object))
    held = sector.grants.held(terms.partner_required.shape)
    member = partnerships.member[partnerships.alive]
    lacks = o.alive.copy()
    lacks[member[member >= 0]] = False
    condition = (held * terms.partner_required).max(0) * lacks
    duty = terms.duty.max(0) * lacks
    free = np.where(duty > 0, terms.duty_legitimacy.max(0), 1.0) * (condition == 0)
    share = 1.0 - (1.0 - condition) * (1.0 - duty)
    alive = o.slots()
    looks = np.zeros(o.capacity, bool)
    lot = streams.at("look for a partner that is asked for", sector.month).uniform(o.entry[alive])
    looks[alive] = lot < share[alive]
    reason = np.where(condition > 0, FOR_THE_GRANT, BY_LAW).astype(object)
    return Need(free, (condition > 0) * (held * terms.partner_stake).max(0), looks, reason)
