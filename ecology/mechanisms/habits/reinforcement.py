"""Reinforcement: people learn by trial and error, and try something else when what they do works badly."""

from __future__ import annotations

import numpy as np

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams


def try_another(sector: Sector, rules: Rules, streams: Streams, played: Slots) -> None:
    """Let people whose standing is below what they aspire to try another strategy with chance r, any but their own.

    Parameters
    ----------
    played : shape (n,)
        People who sat in a partnership this month.

    Sources
        Clore report §3.1.3 (people learn by trial and error); Macy and Flache 2002 (aspiration)
    """
    p, people, month = rules.parameters.revision, sector.people, sector.month
    if not p.reinforcement:
        return
    entry = people.entry[played]
    lot = streams.at("do something else", month).uniform(entry)
    fails = played[(people.standing[played] < p.aspiration) & (lot < p.reinforcement)]
    if not len(fails):
        return
    others = np.arange(len(rules.strategies)) != people.strategy[fails][:, None]
    people.strategy[fails] = streams.at("what else is done", month).choice(others.astype(float), people.entry[fails])
    sector.events.add(month, "strategy changed", person=people.entry[fails], reason="the old one did badly")
