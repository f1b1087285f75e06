"""Hubs and cooperation: graphs in which a few have very many neighbours, and what a price on ties does to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.graphs import Neighbours, neighbours
from ecology.classics.quantities import Classic, estimate, frame, sign
from ecology.errors import EcologyError, OutOfRange
from ecology.games.dilemma import Dilemma
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]

SOURCE = "Santos and Pacheco 2005; Masuda 2007"
GAP = 0.5
N, Z, GENERATIONS = 2000, 4, 1500
REPETITIONS = 16


def scale_free(
    b: float = 1.4, graph: str | nx.Graph = "scale-free", cost_per_tie: float = 0.0, *, n: int = N, z: int = Z,
    generations: int = GENERATIONS, repetitions: int = REPETITIONS, rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return the share that contributes on a graph with hubs, and on a ring with as many ties.

    Everybody plays the game T = b, R = 1, P = S = 0 with all neighbours, and pays for each tie. Then everybody looks at
    one neighbour, drawn evenly, and does as they do with a chance of how much more they got, over b times the larger
    number of neighbours. Half contribute at first; the last quarter of the generations counts.

    Parameters
    ----------
    b : ≥ 1
        Temptation.
    graph : str or networkx.Graph
        scale-free (preferential attachment, another graph in each repetition) or a graph, against a ring of as many
        neighbours on average, rounded to an even number.
    cost_per_tie : points
        Paid to keep a tie, whatever comes of it.
    n, z : int
        People and mean neighbours, of a graph by name.
    """
    import networkx as nx

    if b < 1 or cost_per_tie < 0:
        raise OutOfRange(f"b = {b}, cost_per_tie = {cost_per_tie}: b must be 1 or more, and a cost not negative")
    if generations < 4 or repetitions < 2 or z < 2 or z % 2 or n <= z:
        raise OutOfRange("generations must be at least 4, repetitions 2, z even, and n above z")
    named = isinstance(graph, str)
    if named and graph != "scale-free":
        raise EcologyError(f"graph = {graph!r}: must be scale-free, or a networkx graph")
    streams, size = Streams.of(rng), n if isinstance(graph, str) else len(graph)
    links = None if isinstance(graph, str) else neighbours(graph)
    mean = z if links is None else max(2 * round(float(links.degree.mean()) / 2), 2)
    if links is not None and (mean >= size or links.degree.min() == 0):
        raise OutOfRange("graph: everybody must have a neighbour, and not everybody all others")
    ring = neighbours(nx.circulant_graph(size, list(range(1, mean // 2 + 1))))
    hubs, even = np.empty((2, repetitions))
    for i in range(repetitions):
        seed = int(streams.at("who is tied to whom", 0).bits(i)[0] >> np.uint64(32))
        grown = neighbours(nx.barabasi_albert_graph(n, z // 2, seed=seed)) if links is None else links
        hubs[i] = settled_share(grown, b, cost_per_tie, generations, streams, i)
        even[i] = settled_share(ring, b, cost_per_tie, generations, streams, i)
    enough = generations >= GENERATIONS and repetitions >= REPETITIONS
    published = named and (n, z) == (N, Z) and enough and 1.2 <= b <= 1.8
    told = "share that contributes, more with hubs than on a ring"
    difference = hubs - even
    rows = [
        estimate("share that contributes, on the graph", hubs),
        estimate("share that contributes, on a ring", even),
        estimate(told, difference),
    ]
    if cost_per_tie == 0:
        rows += sign(f"{told}, above {GAP}", difference - GAP, 1.0 if published else None, SOURCE)[1:]
    else:
        removed = published and cost_per_tie >= TIE
        rows += sign(f"{told}, above {GAP}", difference - GAP, -1.0 if removed else None, SOURCE)[1:]
    return frame(rows)


TIE = 0.4
"""Cost of a tie that is tried as published. It takes hubs' lead away at b = 1.4; at b = 1.2 that takes about 0.5, at
b = 1.8 about 0.2."""


def settled_share(
    links: Neighbours, b: float, cost: float, generations: int, streams: Streams, repetition: int
) -> float:
    """Return the mean share that contributes over the last quarter of the generations."""
    n = len(links.degree)
    ids = np.arange(n)
    gives = streams.at("contributes at first", repetition).uniform(ids) < 0.5
    degree, game = links.degree, Dilemma(b, 1.0, 0.0, 0.0).table
    total, counted = 0.0, 0
    for generation in range(generations):
        # neighbours who contribute, and those who do not
        some = np.add.reduceat(gives[links.alter], links.start[:-1], dtype=np.int64)
        giving, holding_back = game @ np.stack([some, degree - some])
        payoff = np.where(gives, giving, holding_back) - cost * degree
        lot = streams.together(("looks at whom", "does as they do"), generation).uniform(ids, repetition)
        model = links.pick(ids, lot[0])
        larger = np.maximum(degree, degree[model])
        # a cost per tie adds to how far apart payoffs may be
        chance = (payoff[model] - payoff) / ((b + cost) * larger)
        gives = np.where(lot[1] < chance, gives[model], gives)
        if generation >= generations - generations // 4:
            total, counted = total + gives.mean(), counted + 1
        if gives.all() or not gives.any():
            return float(gives[0])
    return total / counted


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the share that contributes over b, with hubs, on a ring, and with hubs where ties cost."""
    rows = []
    for b in (1.0, 1.2, 1.4, 1.6, 1.8, 2.0):
        for cost, line in ((0.0, "hubs"), (TIE, f"hubs, ties cost {TIE:g}")):
            out = scale_free(b, cost_per_tie=cost, n=1000, generations=600, repetitions=8).set_index("quantity")
            rows.append({"line": line, "x": b, **out.loc["share that contributes, on the graph"]})
            if not cost:
                rows.append({"line": "a ring", "x": b, **out.loc["share that contributes, on a ring"]})
    panel = Panel(pd.DataFrame(rows), "b, temptation (1: none)", "share that contributes")
    return curves([panel], foot)


CLASSIC = Classic(
    number=11, name="scale_free", title="Hubs and cooperation", kind="seeded", source=SOURCE, run=scale_free, draw=draw,
    also=[{"b": 1.2}, {"b": 1.8}, {"cost_per_tie": TIE}],
)  # fmt: skip
