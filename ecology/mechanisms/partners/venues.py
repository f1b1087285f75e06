"""Venues: whoever has a building is come to by those around who have none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

MAX_OWNERS = 3
"""Draws of somebody who works in a building nearby; with few buildings they fall on the same ones."""


def find_owners(sector: Sector, rules: Rules, streams: Streams, initiator: Slots) -> Slots:
    """Return people of buildings in the same region whom each initiator has in view without knowing them.

    Who has no building has each of three draws in view with chance v, evenly among the staff of organisations of
    their own region that have one. Where there is one building, all draws are of it; where there are several, they
    have a choice between them.

    Parameters
    ----------
    initiator : shape (n,)

    Returns
    -------
    shape (n, 3), -1 where nobody is; shape (n, 0) where nobody is come to

    Sources
        Clore report §4.2.2 ("if you have a building then people come to you")
    """
    people, o, chance = sector.people, sector.organisations, rules.parameters.choice.come_to
    if not chance:
        return np.empty((len(initiator), 0), dtype=np.int64)
    staff = sector.staff()
    hosts = staff[o.building[people.employer[staff]]]
    where = o.region[people.employer[hosts]].astype(np.int64)
    hosts = hosts[np.argsort(where, kind="stable")]
    n_hosts = np.bincount(where, minlength=int(o.region.max()) + 1)
    first = np.cumsum(n_hosts) - n_hosts
    firm = people.employer[initiator]
    region, entry, place = o.region[firm].astype(np.int64), people.entry[initiator][:, None], np.arange(MAX_OWNERS)
    comes = ~o.building[firm] & (n_hosts[region] > 0)
    sees = comes[:, None] & (streams.at("owner in view", sector.month).uniform(entry, place) < chance)
    lot = streams.at("which owner", sector.month).uniform(entry, place)
    at = first[region][:, None] + np.floor(lot * n_hosts[region][:, None]).astype(np.int64)
    out = np.full(at.shape, -1, dtype=np.int64)
    out[sees] = hosts[at[sees]]
    return out


def roof(sector: Sector, rules: Rules, own: Slots, other: Slots) -> Floats:
    """Return b₅ where the other has a building and one has none, else 0: what the roof adds to working with them.

    Parameters
    ----------
    own, other : arrays of organisations that broadcast together; what stands at -1 is not used
    """
    building = sector.organisations.building
    out: Floats = rules.parameters.choice.roof * (building[other] & ~building[own]).astype(float)
    return out
