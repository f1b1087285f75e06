"""Hindsight: what an exchange was worth is judged anew later, by what either side has made of it since."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.minds.exchange import NOTHING
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Dyads
from ecology.sector.sector import Sector
from ecology.sector.ties import WIDTH
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

WHY = np.array(["they have made more of it", "it has come to more for oneself"], dtype=object)


def judge_anew(sector: Sector, rules: Rules, streams: Streams, dyads: Dyads, column: Slots, received: Floats) -> None:
    """Let some who sit together judge all that they ever exchanged anew, and move trust by how fair it seems now.

    With r received of the other and g given to them, all in all, fairness to oneself is min(1, 2 r / (r + g)). Of g
    each had held what the balance of the tie says. Judged anew it counts g exp(κ (S_j − S_i)), more where the other
    has done better than oneself, S being standing; the balance is r less that from then on. With d the change in
    fairness: τ ← τ + w d (1 − τ) where d > 0, τ ← τ + w d τ where d < 0.

    Parameters
    ----------
    column : shape (dyads,)
        Where the first of each dyad remembers the second, −1 nowhere.
    received : shape (dyads,), index
        What the first received of the second this month.

    Sources
        Clore report §4.4.3 (what was seen as an exchange of equal value may later be seen as imbalanced; one may be
        better able to apply what both have learned)
    """
    p, ties, people = rules.parameters.trust, sector.ties, sector.people
    if not p.hindsight:
        return
    known = column >= 0
    np.add.at(ties.received, (dyads.person[known], column[known]), received[known])
    mutual = np.flatnonzero(known & (column[dyads.back] >= 0))
    # who sits with somebody twice judges them once
    cell, first = np.unique(dyads.person[mutual] * WIDTH + column[mutual], return_index=True)
    dyad = mutual[first]
    person, alter = dyads.person[dyad], dyads.alter[dyad]
    lot = streams.at("judge an exchange anew", sector.month).uniform(people.entry[person], people.entry[alter])
    got = ties.received.take(cell).astype(np.float64)
    gave = ties.received[alter, column[dyads.back][dyad]].astype(np.float64)
    again = (lot < p.hindsight) & (got + gave > NOTHING)
    cell, dyad, person, alter, got, gave = (x[again] for x in (cell, dyad, person, alter, got, gave))
    held = np.maximum(got - ties.balance.take(cell), 0.0)
    now = gave * np.exp(p.hindsight_weight * (people.standing[alter] - people.standing[person]))
    change = fairness(got, now) - fairness(got, held)
    trust = ties.trust.take(cell)
    ties.trust.put(cell, trust + p.hindsight_step * change * np.where(change > 0, 1 - trust, trust))
    ties.balance.put(cell, got - now)
    moved = change != 0
    sector.events.add(
        sector.month, "exchange judged anew", person=people.entry[person[moved]], other=people.entry[alter[moved]],
        organisation=sector.organisations.entry[people.employer[person[moved]]],
        partnership=sector.partnerships.entry[dyads.partnership[dyad[moved]]],
        reason=WHY[(change[moved] > 0).astype(int)], amount=change[moved],
    )  # fmt: skip


def fairness(got: Floats, gave: Floats) -> Floats:
    """Return min(1, 2 r / (r + g)): 1 where one got as much as one gave, or more; 1 where there was nothing.

    Parameters
    ----------
    got, gave : shape (n,), index

    Returns
    -------
    shape (n,), 0–1
    """
    out: Floats = np.minimum(1.0, 2.0 * got / np.maximum(got + gave, NOTHING))
    return np.where(got + gave > NOTHING, out, 1.0)
