"""Checking: a few organisations look closely at some of their partnerships, and it takes time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

CLOSE = 0.9
"""Chance a month that who checks a partnership sees what a partner does there."""
CHECKED = 0.5
"""Share of its partnerships that such an organisation checks."""


def checks(sector: Sector, rules: Rules, streams: Streams, firm: Slots, partnership: Slots) -> npt.NDArray[np.bool_]:
    """Return whether each organisation checks each partnership: a share a checks half of its own, both by lot for good.

    Parameters
    ----------
    firm, partnership : shape (n,)
        Slots of an organisation and of a partnership it is a member of.

    Sources
        Clore report §4.3.1 (few audit their partners, 6 % even half of them)
    """
    share, entry = rules.parameters.observation.audit, sector.organisations.entry[firm]
    if not share:
        return np.zeros(len(firm), dtype=bool)
    does = streams.at("checks its partners", 0).uniform(entry) < share
    half = streams.at("checks this partnership", 0).uniform(entry, sector.partnerships.entry[partnership]) < CHECKED
    out: npt.NDArray[np.bool_] = does & half
    return out


def hours_checking(sector: Sector, rules: Rules, streams: Streams) -> npt.NDArray[np.float64]:
    """Return the hours a month that checking takes of each organisation, so many for each partnership it checks.

    Returns
    -------
    shape (organisations,), hours/month
    """
    p, partnerships, capacity = rules.parameters.observation, sector.partnerships, sector.organisations.capacity
    if not p.audit:
        return np.zeros(capacity)
    slot, m = np.nonzero(partnerships.alive[:, None] & (partnerships.member >= 0))
    firm = partnerships.member[slot, m].astype(np.int64)
    checked = checks(sector, rules, streams, firm, slot)
    n_checked: npt.NDArray[np.float64] = np.bincount(firm[checked], minlength=capacity).astype(np.float64)
    return n_checked * p.audit_hours
