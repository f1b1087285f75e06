"""Brokers: paid people who look after partnerships, carry news between partners, and leave."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]


def broker_at(sector: Sector, rules: Rules, streams: Streams, slot: Slots) -> Floats:
    """Return the trust that each partnership has in its broker this month, 0 without one; shape (live,).

    A share of partnerships is looked after, each by one of the brokers, by lot for good. A broker stays for a tenure;
    then the place is vacant for `broker_gap` months, and whoever comes is trusted the more the longer they have been
    there, fully after `broker_known` months.

    Parameters
    ----------
    slot : shape (live,)

    Sources
        Contingent cooperation (a broker whom people trust carries information); Perfect fit (conveners)
    """
    terms, partnerships, p = rules.asked, sector.partnerships, rules.parameters.observation
    if not terms.broker_cover.any():
        return np.zeros(len(slot))
    member = partnerships.member.take(slot, axis=0)
    offered = np.stack([terms.broker_cover, terms.broker_count, terms.broker_tenure, terms.broker_trust]).max(1)
    cover, count, tenure, trust = np.where(member >= 0, offered[:, member], 0.0).max(2)  # the most of any member
    lots = streams.together(("is looked after by a broker", "which broker"), 0).uniform(partnerships.entry[slot])
    covered = lots[0] < cover
    which = np.floor(lots[1] * count).astype(np.int64)
    tenure = np.maximum(tenure, 1.0)
    # brokers do not all leave at once
    begun = streams.at("when a broker came", 0).uniform(which) * tenure
    here = (sector.month + begun) % tenure
    known = np.clip((here - p.broker_gap) / p.broker_known, 0.0, 1.0) if p.broker_known else here >= p.broker_gap
    out: Floats = covered * trust * known
    return out


def carried(sector: Sector, rules: Rules, streams: Streams, partnership: Slots) -> Floats:
    """Return the chance that a broker tells somebody what a partner did: trust in the broker times `broker_sight`.

    Parameters
    ----------
    partnership : shape (n,)
        Slots, with repetitions.

    Returns
    -------
    shape (n,), probability a month
    """
    if not rules.asked.broker_cover.any():
        return np.zeros(len(partnership))
    live = sector.partnerships.slots()
    by_slot = np.zeros(sector.partnerships.capacity)
    by_slot[live] = broker_at(sector, rules, streams, live) * rules.parameters.observation.broker_sight
    return by_slot[partnership]
