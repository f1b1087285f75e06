"""How likely a partner's action is to be seen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.sight.brokers import carried
from ecology.mechanisms.sight.checking import CLOSE, checks
from ecology.rules import Rules
from ecology.sector.categories import LEVELS
from ecology.sector.partnerships import Dyads, Seats
from ecology.sector.sector import Sector
from ecology.streams import Streams

OPERATIONAL = LEVELS.index("operational")


def sight_of(sector: Sector, rules: Rules, streams: Streams, dyads: Dyads, seats: Seats) -> npt.NDArray[np.float64]:
    """Return o, the chance a month that the first of each dyad sees what the second does; worked out once a month.

    Those who do not talk directly see less; operational staff, who deliver, see more; channels paid for by funders, and
    the brokers they pay, add their own chance; who checks a partnership misses little.

    Returns
    -------
    shape (dyads,)
    """
    month = np.array([sector.month])
    return sector.partnerships.last_sight.again(
        lambda: worked_out(sector, rules, streams, dyads, seats), month, of=(dyads, seats, rules, streams)
    )


def worked_out(sector: Sector, rules: Rules, streams: Streams, dyads: Dyads, seats: Seats) -> npt.NDArray[np.float64]:
    """Return the same, worked out now."""
    p = rules.parameters.observation
    direct = p.sight * np.where(dyads.interacts, 1.0, p.indirect)
    if p.close:
        direct = 1.0 - (1.0 - direct) * (1.0 - p.close * (seats.level[dyads.own] == OPERATIONAL))
    firm = sector.partnerships.member[seats.partnership, seats.member][dyads.own]
    channel = rules.asked.channel_sight.max(0)[firm]
    out: npt.NDArray[np.float64] = 1.0 - (1.0 - direct) * (1.0 - channel)
    if rules.asked.broker_cover.any():
        out = 1.0 - (1.0 - out) * (1.0 - carried(sector, rules, streams, dyads.partnership))
    close = checks(sector, rules, streams, firm, dyads.partnership)
    out[close] = np.maximum(out[close], CLOSE)
    return out
