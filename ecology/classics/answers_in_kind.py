"""Answering a little less than one was given: what lasts when one cannot see well."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import Classic, estimate, frame, sign
from ecology.errors import OutOfRange
from ecology.plots.classics.answers import by_slope
from ecology.strategies.first_field import GradedReciprocity
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

SOURCE = "Clore report §4.1.3, after Axelrod"
NOISE = 0.1
SLOPES = (0.8, 1.0, 1.1)
ENOUGH = 0.75


def graded_reciprocity(
    k: float = 0.95, noise: float = NOISE, *, rounds: int = 1000, pairs: int = 200, rng: int = 0
) -> pd.DataFrame:
    """Return what pairs give in the long run who answer k times each shortfall they see in the other.

    Both begin by giving all. Each gives 1 − k (1 − what the other was seen to give), within 0 and 1; what is seen is
    what was given with a normal error.

    Parameters
    ----------
    k : ≥ 0
        Strength of the answer; below 1 it is weaker than what provoked it.
    noise : ≥ 0
        Standard deviation of the error of observation, shares of the largest contribution.
    rounds : int
        Of which the second half counts.
    pairs : int
    """
    given = settled_at(k, noise, rounds, pairs, rng)
    steps = [settled_at(slope, noise, rounds, pairs, rng) for slope in SLOPES]
    published = noise == NOISE
    expected = 1.0 if published else None
    rows = [estimate(f"contribution in the long run at k = {k:g}, share", given)]
    enough = sign(f"contribution at k = {k:g} above {ENOUGH}", given - ENOUGH, expected if k == 0.95 else None, SOURCE)
    rows += enough if k == 0.95 else []
    for (low, high), (less, more) in zip(pairwise(SLOPES), pairwise(steps), strict=True):
        rows += sign(f"fall of the contribution from k = {low:g} to {high:g}", less - more, expected, SOURCE)
    return frame(rows)


def settled_at(k: float, noise: float, rounds: int, pairs: int, rng: int) -> Floats:
    """Return the mean contribution of each pair over the second half of its rounds, shape (pairs,)."""
    if k < 0 or noise < 0:
        raise OutOfRange(f"k = {k}, noise = {noise}: neither may be negative")
    if rounds < 2 or pairs < 2:
        raise OutOfRange(f"rounds = {rounds}, pairs = {pairs}: two or more of each are needed")
    strategy, streams = GradedReciprocity(slope=k), Streams.of(rng)
    who = np.arange(2 * pairs).reshape(2, pairs)
    gives, total = np.ones((2, pairs)), np.zeros(pairs)
    for turn in range(rounds):
        error = noise * streams.at("what is seen of a partner", turn).normal(who) if noise else 0.0
        gives = strategy.answer(gives[::-1] + error)
        if turn >= rounds // 2:
            total += gives.mean(0)
    return total / (rounds - rounds // 2)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw long-run contributions over k at three noises; `found` is worked out anew at each."""
    rows = []
    for noise in (0.05, NOISE, 0.2):
        for k in (0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2):
            row = estimate("", settled_at(k, noise, 1000, 100, 0))
            rows.append({**row, "slope": k, "noise": noise})
    return by_slope(pd.DataFrame(rows), foot)


CLASSIC = Classic(
    number=23, name="graded_reciprocity", title="Answers weaker than what provoked them", kind="seeded", source=SOURCE,
    run=graded_reciprocity, draw=draw,
)  # fmt: skip
