"""Services under contract, which may fail without anybody seeing it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def deliver_services(sector: Sector, rules: Rules, streams: Streams, inspected: Slots) -> Slots:
    """Let services under contract begin to fail, go on failing unnoticed, or be found out and put right.

    A sound service begins to fail with chance h c (1 − K)(1 − s), with c the share of a full service asked, K the best
    capability of the organisation and s the chance that somebody of the funder works with it this month. A failing
    one is found by an inspection that looks well, by who works with it (s), or by a tragedy, which costs a share of its
    standing with the public; then it is put right. Without a contract nothing fails.

    Parameters
    ----------
    inspected : shape (n,)
        Organisations whose inspection this month finds what is wrong.

    Returns
    -------
    Organisations whose service was found to fail.

    Sources
        Perfect fit (contracts of a social services department that watched weakly and helped little)
    """
    o, terms, p, month = sector.organisations, rules.asked, rules.parameters.funding, sector.month
    if not terms.contract.any():
        o.failing[:] = 0
        return np.empty(0, dtype=np.int64)
    held = sector.grants.held(terms.contract.shape) & (terms.contract > 0)
    under = o.alive & held.any(0)
    o.failing[~under] = 0
    who = np.flatnonzero(under)
    entry = o.entry[who]
    support = (held * terms.support).max(0)[who]
    share = (held * terms.contract).max(0)[who]
    lots = streams.together(("service begins to fail", "support sees", "tragedy"), month).uniform(entry)
    failing = o.failing[who] > 0
    visited, tragic = lots[1] < support, failing & (lots[2] < p.tragedy)
    looked = np.isin(who, inspected)
    found = failing & (visited | looked | tragic)
    begins = ~failing & ~visited & (lots[0] < p.failure * share * (1.0 - o.capability[who].max(1)))
    o.failing[who] = np.where(found, 0, np.where(failing, o.failing[who] + 1, begins.astype(np.int64)))
    o.legitimacy[who[tragic]] *= 1.0 - p.tragedy_cost
    quiet = found & ~tragic
    sector.events.add(month, "service found to fail", organisation=entry[tragic], reason="only after a tragedy")
    for by, mask in (("by an inspection", quiet & looked), ("by who works with it", quiet & ~looked)):
        sector.events.add(month, "service found to fail", organisation=entry[mask], reason=by)
    out: Slots = who[found]
    return out


def sound(sector: Sector, rules: Rules) -> Floats:
    """Return what is left of the value of unmeasured own work where a service fails: 1 − loss, else 1.

    Reports do not show it: reported performance is of measured work.

    Returns
    -------
    shape (organisations,), share
    """
    out: Floats = 1.0 - rules.parameters.funding.failing_loss * (sector.organisations.failing > 0).astype(float)
    return out
