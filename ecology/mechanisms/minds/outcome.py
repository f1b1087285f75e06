"""Outcomes against hopes: what a partnership brings builds trust where it is more than had come to be expected."""

from __future__ import annotations

import numpy as np

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Dyads, Seats
from ecology.sector.sector import Sector
from ecology.sector.ties import WIDTH


def compare_with_hopes(sector: Sector, rules: Rules, seats: Seats, dyads: Dyads, column: Slots) -> None:
    """Move trust in those across the table with how this month's payoff compares with what it was expected to be.

    With surprise s = payoff − expected, within ±1, of the member whose people judge: τ ← τ + r s (1 − τ) where
    s > 0, τ ← τ + r s τ where s < 0; then expected ← expected + h s. What is as expected moves nothing. A member
    begins by expecting what its first month brings.

    Parameters
    ----------
    column : shape (dyads,)
        Where the first of each dyad remembers the second, −1 nowhere.

    Sources
        Clore report §4.4.2 (a modest outcome builds trust, which allows a more ambitious one)
    """
    p, partnerships = rules.parameters.trust, sector.partnerships
    if not p.outcome:
        return
    live = partnerships.slots()
    payoff, expected = partnerships.payoff.take(live, axis=0), partnerships.expected.take(live, axis=0)
    first = (partnerships.began[live] == sector.month)[:, None]
    expected = np.where(first, payoff, expected)
    surprise = np.clip(payoff - expected, -1.0, 1.0)
    partnerships.expected[live] = expected + p.hope * surprise
    by_slot = np.zeros(partnerships.member.shape)
    by_slot[live] = surprise
    known = column >= 0
    judged = by_slot[seats.partnership, seats.member][dyads.own[known]]
    # who sits with somebody twice judges them once, by the mean of both
    cell, which = np.unique(dyads.person[known] * WIDTH + column[known], return_inverse=True)
    step = p.outcome * np.bincount(which, weights=judged, minlength=len(cell)) / np.maximum(np.bincount(which), 1)
    trust = sector.ties.trust.take(cell)
    sector.ties.trust.put(cell, trust + np.where(step > 0, step * (1 - trust), step * trust))
