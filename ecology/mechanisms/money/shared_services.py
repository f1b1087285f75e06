"""Shared services: partners who bind themselves far enough share a back office, which costs first and saves later."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.categories import DEPTHS
from ecology.sector.sector import Sector

COORDINATION = DEPTHS.index("coordination")


def saved(sector: Sector, rules: Rules) -> npt.NDArray[np.int64]:
    """Return what sharing services saves each organisation this month; setting it up comes first and shows as a loss.

    Members of a partnership of depth coordination or more save a share s of running costs, once however many such
    partnerships they have, from the month after they paid set-up of so many months of that saving. Who has left the
    last such partnership pays again when there is another. Funders may add to the saving, and bear part of the set-up.

    Returns
    -------
    shape (organisations,), pence

    Sources
        Clore report §2.2.2 (pooled back office and shared production)
    """
    p, o, partnerships = rules.parameters.money, sector.organisations, sector.partnerships
    out = np.zeros(o.capacity, dtype=np.int64)
    if not p.shared_services:
        return out
    member = partnerships.member[partnerships.alive & (partnerships.depth >= COORDINATION)]
    shares = np.zeros(o.capacity, dtype=bool)
    shares[member[member >= 0]] = True
    begins = shares & ~o.shares_services
    share = p.shared_services + rules.asked.pool_saving.max(0)
    own = p.shared_setup * (1.0 - rules.asked.pool_setup.max(0))
    a_month = np.rint(share * o.running).astype(np.int64)
    out[shares] = a_month[shares]
    out[begins] = -np.rint(own[begins] * a_month[begins]).astype(np.int64)
    o.shares_services[:] = shares
    sector.events.add(
        sector.month, "set up shared services", organisation=o.entry[begins], reason="partners coordinate what they do"
    )
    return out
