"""Rugged landscapes: how many local optima there are, and whether two that deform each other's come to rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.landscapes import landscapes
from ecology.classics.quantities import Classic, estimate, frame, quantity
from ecology.errors import OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SOURCE = "Kauffman and Levin 1987; Kauffman 1993"
COEVOLUTION = "Kauffman and Johnsen 1991"
N = 10
MOST_OPTIMA = (93.0, 4.0)
"""2ᴺ/(N + 1) at K = N − 1, and how far off the mean of 200 landscapes may be."""
FROZEN = {(4, 8): 0.0, (8, 8): 0.45, (12, 8): 0.97, (0, 1): 1.0, (2, 1): 1.0, (4, 1): 1.0, (8, 1): 1.0}
"""Share of pairs at rest, by (K, C); at C = 1 all."""
OFF = 0.1


def nk(n: int = N, k: int = N - 1, *, repetitions: int = 200, rng: int = 0) -> pd.DataFrame:
    """Return how many local optima landscapes have, and how high they are.

    Parameters
    ----------
    n : int
        Bits of a solution.
    k : 0 … n − 1
        Others that the value of each bit hangs on.
    repetitions : int
        Landscapes.

    Raises
    ------
    OutOfRange
        When n or k is.
    """
    if repetitions < 2:
        raise OutOfRange(f"repetitions = {repetitions}: two or more are needed")
    land = landscapes(n, k, repetitions, Streams.of(rng))
    optima = land.optima
    known: dict[str, object] = {}
    if k == 0:
        known = {"expected": 1.0, "tolerance": 0.0, "source": SOURCE}
    elif (n, k) == (N, N - 1):
        known = {"expected": MOST_OPTIMA[0], "tolerance": MOST_OPTIMA[1], "source": SOURCE}
    rows = [
        estimate("local optima", optima, **known),
        quantity("2ⁿ/(n + 1), expected of values without order", 2**n / (n + 1)),
        estimate("best value", land.values.max(1)),
    ]
    return frame(rows)


def nkc(
    n: int = 24, k: int = 8, c: int = 8, *, rounds: int = 2000, repetitions: int = 300, rng: int = 0
) -> pd.DataFrame:
    """Return which share of pairs of species, who deform each other's landscape, have come to rest.

    The value of each of a species' n bits hangs on k of its other bits and on c of the other species'. By turns each
    tries to turn over one bit, drawn evenly, and keeps it if its own value rises. A pair is at rest where no bit of
    either would be kept.

    Parameters
    ----------
    n, k, c : int
    rounds : int
        Turns of each species; the longer, the more pairs come to rest.
    repetitions : int
        Pairs.
    """
    if not (1 <= n <= 60 and 0 <= k < n and 0 <= c <= n):
        raise OutOfRange(f"n = {n}, k = {k}, c = {c}: n must be from 1 to 60, k from 0 to n − 1, c from 0 to n")
    if repetitions < 2 or rounds < 1:
        raise OutOfRange(f"rounds = {rounds}, repetitions = {repetitions}: too few")
    rest = at_rest(n, k, c, rounds, repetitions, rng)
    expected = FROZEN.get((k, c)) if n == 24 and rounds == 2000 else None
    return frame([estimate("share of pairs at rest", rest, expected=expected, tolerance=OFF, source=COEVOLUTION)])


def at_rest(n: int, k: int, c: int, rounds: int, repetitions: int, rng: int) -> Floats:
    """Return 1 for each pair that has come to rest, shape (repetitions,)."""
    streams = Streams.of(rng)
    pair = np.arange(repetitions)
    world = [masks(n, k, c, species, pair, streams) for species in (0, 1)]
    lot = streams.at("what they are at first", 0).bits(pair[:, None], np.arange(2)) & np.uint64((1 << n) - 1)
    state: Whole = lot.astype(np.int64)
    rest = np.zeros(repetitions)
    for turn in range(rounds):
        for species in (0, 1):
            own, other = state[:, species], state[:, 1 - species]
            bit = np.floor(streams.at(f"which bit of species {species}", turn).uniform(pair) * n).astype(np.int64)
            now = worth(world[species], own, other, species, pair, streams)
            then = worth(world[species], own ^ (1 << bit), other, species, pair, streams)
            state[:, species] = np.where(then > now, own ^ (1 << bit), own)
    still = np.ones(repetitions, dtype=bool)
    for species in (0, 1):
        own, other = state[:, species], state[:, 1 - species]
        now = worth(world[species], own, other, species, pair, streams)
        for turned in range(n):
            still &= worth(world[species], own ^ (1 << turned), other, species, pair, streams) <= now
    rest[still] = 1.0
    return rest


def masks(n: int, k: int, c: int, species: int, pair: Whole, streams: Streams) -> tuple[Whole, Whole]:
    """Return which own bits and which of the other's each bit hangs on, as masks, shape (pairs, n) each."""
    bits = np.arange(n)
    own = streams.at(f"own bits that matter to species {species}", 0).uniform(pair[:, None, None], bits[:, None], bits)
    own[:, bits, bits] = -1.0
    others = streams.at(f"bits that matter to species {species}", 0).uniform(pair[:, None, None], bits[:, None], bits)
    mine: Whole = (1 << own.argsort(2)[:, :, : k + 1]).sum(2)
    theirs: Whole = np.asarray((1 << others.argsort(2)[:, :, :c]).sum(2), dtype=np.int64).reshape(mine.shape)
    return mine, theirs


def worth(world: tuple[Whole, Whole], own: Whole, other: Whole, species: int, pair: Whole, streams: Streams) -> Floats:
    """Return the value of each species, the mean of what its bits contribute, shape (pairs,).

    A contribution is drawn when it is needed, from the bits it hangs on: no table of them could be held.
    """
    mine, theirs = own[:, None] & world[0], other[:, None] & world[1]
    stream = streams.at(f"worth of bits of species {species}", 0)
    return stream.uniform(pair[:, None], np.arange(mine.shape[1]), mine, theirs).mean(1)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the number of optima over K, and the share of pairs at rest over K."""
    optima = [{**estimate("", landscapes(N, k, 100, Streams.of(0)).optima), "line": "N = 10", "x": k} for k in range(N)]
    return curves([Panel(pd.DataFrame(optima), "K, others a bit hangs on", "local optima, mean")], foot)


def draw_rest(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the share of pairs at rest over K."""
    rows = [
        {**estimate("", at_rest(24, k, c, 2000, 60, 0)), "line": f"C = {c}", "x": k}
        for c in (1, 8)
        for k in (0, 4, 8, 12, 16)
    ]
    return curves([Panel(pd.DataFrame(rows), "K, own bits each bit hangs on", "share of pairs at rest")], foot)


CLASSIC = Classic(
    number=17, name="nk", title="Rugged landscapes", kind="seeded", source=SOURCE, run=nk, draw=draw, also=[{"k": 0}],
)  # fmt: skip
COUPLED = Classic(
    number=17, name="nkc", title="Landscapes that deform each other", kind="seeded", source=COEVOLUTION, run=nkc,
    draw=draw_rest, also=[{"k": 4}, {"k": 12}, {"k": 4, "c": 1}],
)  # fmt: skip
