"""Innovation: what comes of different knowledge, brought in with commitment, and challenged."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.likeness import complementarity
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Dyads, Seats
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def innovate(sector: Sector, rules: Rules, seats: Seats, dyads: Dyads, column: Slots) -> None:
    """Set innovation to the mean over dyads of x_i x_j d_ij h_ij, and let it add to what the members know of the topic.

    x is contribution, d the distance between what two people know, h = c (1 − q τ) how readily the first challenges the
    second, with q how far trust keeps people quiet. Trust enters nowhere else: what it does to innovation comes of
    commitment, challenge and knowledge.
    K ← K + r I (1 − K) in the partnership's topic, for all who sit in it.

    Parameters
    ----------
    column : shape (dyads,)
        Where the first of each dyad remembers the second, −1 nowhere.

    Sources
        Thought partners; Clore report §4.4.4 (trust, commitment, challenge)
    """
    p, partnerships, people = rules.parameters.knowledge, sector.partnerships, sector.people
    if not p.innovation:
        return
    x = partnerships.given.take(seats.cell)
    apart = complementarity(people.knowledge.take(dyads.person, axis=0), people.knowledge.take(dyads.alter, axis=0))
    stranger = rules.parameters.trust.initial
    trust = np.where(column >= 0, sector.ties.trust[dyads.person, column], stranger)
    challenge = sector.organisations.challenge[people.employer[dyads.person]] * (1.0 - p.quiet * trust)
    spark = x[dyads.own] * x[dyads.other] * apart * challenge
    capacity = partnerships.capacity
    n = np.maximum(np.bincount(dyads.partnership, minlength=capacity), 1)
    partnerships.innovation[:] = np.bincount(dyads.partnership, weights=spark, minlength=capacity) / n
    topic = partnerships.topic[seats.partnership]
    missing = 1.0 - people.knowledge[seats.person, topic]
    gain = np.zeros_like(people.knowledge)
    np.add.at(gain, (seats.person, topic), p.innovation * partnerships.innovation[seats.partnership] * missing)
    people.knowledge[:] = np.minimum(people.knowledge + gain, 1.0)
