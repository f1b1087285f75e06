"""Many people look for something good and copy each other: how well depends on who sees whom, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.graphs import neighbours
from ecology.classics.landscapes import Landscapes, landscapes
from ecology.classics.quantities import Classic, estimate, frame
from ecology.errors import EcologyError, OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SOURCE = "Lazer and Friedman 2007, figure 3"
NETS = ("line", "small world", "random", "full")
N, K, AGENTS, SKEW = 16, 5, 100, 8.0
PUBLISHED = {
    ("full", 5): 0.53, ("line", 5): 0.26, ("line", 200): 0.83, ("small world", 200): 0.71, ("random", 200): 0.65,
    ("full", 200): 0.55,
}  # fmt: skip
"""Mean value found by round."""
TOLERANCE = 0.05
SHOWN = (5, 200)
"""Rounds at which the mean is told."""


def network_search(
    net: str | nx.Graph = "line", n: int = N, k: int = K, agents: int = AGENTS, *, rounds: int = 200,
    repetitions: int = 300, rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return how good, on average, is what people hold after so many rounds of copying and trying.

    In each round everybody looks at their neighbours and copies the best of them that is better than their own; who
    sees nothing better turns one of the n bits over and keeps it if that is better. Values are of NK landscapes, scaled
    to a best of 1 and raised to the power of 8, so that most solutions are bad.

    Parameters
    ----------
    net : str or networkx.Graph
        line (a ring that is cut open), small world, random, full, or a graph of `agents` nodes.
    n, k : int
        Bits of a solution, and how many others the value of each hangs on.
    agents : int
    repetitions : int
        Each with a landscape of its own.
    """
    if agents < 2 or repetitions < 2 or rounds < 1:
        raise OutOfRange(f"agents = {agents}, repetitions = {repetitions}, rounds = {rounds}: too few")
    values = searched(net, n, k, agents, rounds, repetitions, rng)
    published = isinstance(net, str) and (n, k, agents) == (N, K, AGENTS)
    rows = []
    for at in [t for t in SHOWN if t < rounds] + [rounds]:
        known = PUBLISHED.get((net, at)) if published and isinstance(net, str) else None
        rows.append(
            estimate(f"mean value held after {at} rounds, share of the best", values[at], expected=known,
                     tolerance=TOLERANCE, source=SOURCE)
        )  # fmt: skip
    return frame(rows)


def searched(net: str | nx.Graph, n: int, k: int, agents: int, rounds: int, repetitions: int, rng: int) -> Floats:
    """Return the mean value held after each round, shape (rounds + 1, repetitions)."""
    streams = Streams.of(rng)
    land = landscapes(n, k, repetitions, streams)
    scaled = (land.values / land.values.max(1, keepdims=True)) ** SKEW
    holds, who = start(land, agents, streams)
    row = np.arange(repetitions)[:, None]
    out = np.empty((rounds + 1, repetitions))
    out[0] = scaled[row, holds].mean(1)
    padded = [seen(net, agents, streams, i) for i in range(repetitions)] if net in ("small world", "random") else None
    one = seen(net, agents, streams, 0)
    alters = np.stack(padded_to(padded)) if padded else np.broadcast_to(one, (repetitions, *one.shape))
    for turn in range(rounds):
        value = scaled[row, holds]
        if isinstance(net, str) and net == "full":
            best = np.broadcast_to(value.argmax(1)[:, None], value.shape)
        else:
            theirs = np.where(alters >= 0, value[row[:, :, None], alters], -1.0)
            best = np.take_along_axis(alters, theirs.argmax(2)[:, :, None], 2)[:, :, 0]
        copies = value[row, best] > value
        bit = np.floor(streams.at("which bit", turn).uniform(who) * n).astype(np.int64)
        tried = holds ^ (1 << bit)
        tries = ~copies & (scaled[row, tried] > value)
        holds = np.where(copies, holds[row, best], np.where(tries, tried, holds))
        out[turn + 1] = scaled[row, holds].mean(1)
    return out


def start(land: Landscapes, agents: int, streams: Streams) -> tuple[Whole, Whole]:
    """Return what everybody holds at first and their numbers for draws, shape (repetitions, agents) each."""
    repetitions, size = land.values.shape
    who = np.arange(repetitions * agents).reshape(repetitions, agents)
    lot = streams.at("what is held at first", 0).uniform(who.ravel()).reshape(who.shape)
    return np.floor(lot * size).astype(np.int64), who


def seen(net: str | nx.Graph, agents: int, streams: Streams, repetition: int) -> Whole:
    """Return whom each sees, shape (agents, most neighbours), -1 beyond.

    A small world is a ring of four neighbours each, of whose ties a tenth are turned to anybody (Watts and Strogatz
    1998); a random net has as many ties.
    """
    import networkx as nx

    if not isinstance(net, str):
        if len(net) != agents:
            raise EcologyError(f"net: has {len(net)} nodes, and there are {agents} agents")
        graph = net
    elif net == "line":
        graph = nx.path_graph(agents)
    elif net == "full":
        return np.zeros((agents, 1), dtype=np.int64)
    elif net in ("small world", "random"):
        seed = int(streams.at("ties", repetition).bits([0])[0] % (1 << 31))
        if net == "small world":
            graph = nx.watts_strogatz_graph(agents, 4, 0.1, seed=seed)
        else:
            graph = nx.gnm_random_graph(agents, 2 * agents, seed=seed)
    else:
        raise EcologyError(f"net = {net!r}: must be a networkx graph or one of {', '.join(NETS)}")
    links = neighbours(graph)
    out = np.full((agents, max(int(links.degree.max()), 1)), -1)
    place = np.arange(len(links.alter)) - links.start[links.ego]
    out[links.ego, place] = links.alter
    return out


def padded_to(lists: list[Whole]) -> list[Whole]:
    """Return neighbour lists of one width."""
    width = max(part.shape[1] for part in lists)
    return [np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=-1) for part in lists]


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the mean value held over rounds in the four nets."""
    rows = []
    for net in NETS:
        values = searched(net, N, K, AGENTS, 200, 40, 0)
        for t in (1, 2, 3, 5, 8, 12, 20, 35, 60, 100, 200):
            rows.append({**estimate("", values[t]), "line": net, "x": t})
    panel = Panel(pd.DataFrame(rows), "round (logarithmic)", "mean value held, share of the best", log_x=True)
    return curves([panel], foot)


CLASSIC = Classic(
    number=16, name="network_search", title="Searching together, fast and slow", kind="seeded", source=SOURCE,
    run=network_search, draw=draw, also=[{"net": net} for net in NETS if net != "line"],
)  # fmt: skip
