"""Phase 13: people revise strategies from the standing of those they know."""

from __future__ import annotations

import numpy as np

from ecology.mechanisms.habits.induction import openness
from ecology.mechanisms.habits.reinforcement import try_another
from ecology.mechanisms.meeting import pick_alter
from ecology.rules import Rules
from ecology.sector.sector import Sector
from ecology.streams import Streams


def revise(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people compare themselves with somebody they know and perhaps do as they do (Fermi), or try something new.

    P(adopt) = 1 / (1 + exp(−β (standing of the other − own))); people who did not play this month are left out.

    Reads
        people.alive, people.entry, people.payoff, people.played, people.tenure, ties.alter
    Writes
        people.standing, people.strategy, events
    Sources
        Traulsen, Nowak and Pacheco 2006 (pairwise comparison)
    """
    people, p, month = sector.people, rules.parameters.revision, sector.month
    played = np.flatnonzero(people.alive & people.played)
    people.standing[played] = p.memory * people.standing[played] + (1 - p.memory) * people.payoff[played]
    entry = people.entry[played]
    thinks = played[streams.at("revise", month).uniform(entry) < p.rate * openness(sector, rules, played)]
    other = pick_alter(sector, streams, thinks, "compare with whom")
    comparable = (other >= 0) & people.played[other]
    thinks, other = thinks[comparable], other[comparable]
    gap = np.clip(p.intensity * (people.standing[other] - people.standing[thinks]), -50, 50)
    adopts = streams.at("adopt", month).uniform(people.entry[thinks]) < 1.0 / (1.0 + np.exp(-gap))
    changes = adopts & (people.strategy[thinks] != people.strategy[other])
    copied = people.strategy[other[changes]].copy()
    people.strategy[thinks[changes]] = copied
    sector.events.add(
        month, "strategy changed", person=people.entry[thinks[changes]], other=people.entry[other[changes]],
        reason="the other did better",
    )  # fmt: skip
    tries = played[streams.at("try something new", month).uniform(entry) < p.mutation]
    if len(tries):
        any_of_them = np.ones((len(tries), len(rules.strategies)))
        new = streams.at("what is tried", month).choice(any_of_them, people.entry[tries])
        people.strategy[tries] = new
    try_another(sector, rules, streams, played)
