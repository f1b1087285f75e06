"""One match: two memory-one strategies meet again and again, and now and then an action slips into its opposite.

The last pair of actions is all either remembers, so the match is a Markov chain on CC, CD, DC and DD, and what is
expected of it can be worked out exactly. Sources: Nowak and Sigmund 1993; Press and Dyson 2012 (the chain).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.errors import OutOfRange
from ecology.games.rounds import play
from ecology.strategies.reactive import Reactive

Floats = npt.NDArray[np.float64]

PAIRS = ("CC", "CD", "DC", "DD")
"""Actions of the first player and the second, in the order of all shares here: C contributes, D holds back."""
MIRROR = (0, 2, 1, 3)
"""The same pairs as the second player sees them, own action first."""


def play_match(a: Reactive, b: Reactive, rounds: int, slip: float, rng: int) -> npt.NDArray[np.int8]:
    """Return who contributed in each round, shape (rounds, 2), 1 contributed and 0 held back.

    Parameters
    ----------
    a, b : Reactive
    rounds : int
    slip : 0–1
        Chance that an action slips into its opposite; both remember what was done, not what was meant.
    rng : int
        The same number gives the same match.
    """
    return play([a, b], [0], [1], rounds, slip=slip, rng=rng)[:, 0]


def expected_shares(a: Reactive, b: Reactive, rounds: int, slip: float = 0.0) -> Floats:
    """Return the share of rounds expected in each of `PAIRS` over a match of so many rounds, exact, shape (4,)."""
    if rounds < 1:
        raise OutOfRange(f"rounds = {rounds}: must be at least 1")
    opening, after = chances(a, b, slip)
    here = pairs_of(opening)
    step: Floats = np.array([pairs_of(row) for row in after])
    total = np.zeros(len(PAIRS))
    for _ in range(rounds):
        total += here
        here = here @ step
    return total / rounds


def long_run(a: Reactive, b: Reactive, slip: float) -> Floats:
    """Return the share of rounds in each of `PAIRS` in an endless match, exact, shape (4,).

    Raises
    ------
    OutOfRange
        Without slips: what an endless match comes to may then hang on its first round.
    """
    if not 0 < slip < 1:
        raise OutOfRange(f"slip = {slip}: must lie between 0 and 1; for a match without slips use expected_shares")
    _, after = chances(a, b, slip)
    step = np.array([pairs_of(row) for row in after])
    # shares that one more round leaves as they are, and that add to 1
    equations = np.vstack([step.T - np.eye(len(PAIRS)), np.ones(len(PAIRS))])
    shares: Floats = np.linalg.lstsq(equations, np.array([0.0, 0.0, 0.0, 0.0, 1.0]), rcond=None)[0]
    return shares


def discounted(a: Reactive, b: Reactive, w: float, slip: float = 0.0) -> Floats:
    """Return how often each of `PAIRS` comes, a round ahead weighing w, exact, shape (4,); adds to 1 / (1 − w).

    Parameters
    ----------
    w : 0 ≤ w < 1
        Chance that there is another round.
    """
    if not 0 <= w < 1:
        raise OutOfRange(f"w = {w}: must be from 0 to below 1")
    opening, after = chances(a, b, slip)
    step = np.array([pairs_of(row) for row in after])
    there = np.linalg.solve((np.eye(len(PAIRS)) - w * step).T, pairs_of(opening))
    return there.astype(np.float64)


def chances(a: Reactive, b: Reactive, slip: float) -> tuple[Floats, Floats]:
    """Return the chance that each contributes at first, shape (2,), and after each pair, shape (4, 2), with slips."""
    if not 0 <= slip <= 1:
        raise OutOfRange(f"slip = {slip}: must be from 0 to 1")
    rows = [np.array([s.cc, s.cd, s.dc, s.dd], dtype=float) for s in (a, b)]
    meant = np.column_stack([rows[0], rows[1][list(MIRROR)]])
    opening = np.array([a.opening, b.opening], dtype=float)
    return opening + slip * (1 - 2 * opening), meant + slip * (1 - 2 * meant)


def pairs_of(chance: Floats) -> Floats:
    """Return the chance of each of `PAIRS` when the two contribute independently, shape (4,)."""
    first, second = chance
    return np.array([first * second, first * (1 - second), (1 - first) * second, (1 - first) * (1 - second)])
