"""Who may talk with whom: a hub is quick at what is simple, and chokes on what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.graphs import Neighbours, named_graph, neighbours
from ecology.classics.quantities import Classic, estimate, frame, sign
from ecology.errors import OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]

SOURCE = "Leavitt 1951; Shaw 1964"
SIMPLE, COMPLEX = 1, 6
PEOPLE, CAPACITY, ERROR = 5, 4, 0.02
PIECES = "pieces of information a member begins with"


def communication_net(
    net: str | nx.Graph = "star", complexity: int = SIMPLE, capacity: int = CAPACITY, *, people: int = PEOPLE,
    error: float = ERROR, repetitions: int = 200, longest: int = 1000, rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return how long it takes until everybody knows all, and how often all of it is right, against all talking to all.

    In each round a member sends one message, to a neighbour drawn evenly of those who, as far as it knows, lack
    something: so many pieces that it has neither sent them nor got from them, `capacity` at most. What reaches a member
    in a round beyond its capacity is read in haste, and each such piece is garbled with chance `error`.

    Parameters
    ----------
    net : str or networkx.Graph
        star, wheel, line, ring, full, or any connected graph.
    complexity : int
        Pieces of information that each member begins with and all need.
    capacity : int
        Pieces that a message holds, and that a member can read in a round with care.
    people : int
        Of a net given by name.
    error : 0–1
    longest : int
        Rounds after which a task is given up.
    """
    import networkx as nx

    if complexity < 1 or capacity < 1 or repetitions < 2 or longest < 1:
        raise OutOfRange("complexity, capacity and longest must be at least 1, repetitions at least 2")
    if not 0 <= error <= 1:
        raise OutOfRange(f"error = {error}: must be from 0 to 1")
    graph = named_graph(net, people)
    if len(graph) < 2 or not nx.is_connected(graph):
        raise OutOfRange("net: must be connected, of two or more people")
    pairs = [
        solved(neighbours(g), complexity, capacity, error, repetitions, longest, rng)
        for g in (graph, nx.complete_graph(len(graph)))
    ]
    (rounds, right), (rounds_all, right_all) = pairs
    published = net == "star" and (people, capacity, error) == (PEOPLE, CAPACITY, ERROR)
    known = {SIMPLE: 1.0, COMPLEX: -1.0}.get(complexity) if published else None
    rows = [
        estimate("rounds until everybody knows all", rounds),
        estimate("share of groups that have it right", right),
        *sign("rounds that all talking to all takes longer", rounds_all - rounds, known, SOURCE),
        *sign("share that has it right, more than with all talking to all", right - right_all, known, SOURCE),
    ]
    if complexity > SIMPLE:
        simple, simple_all = (
            solved(neighbours(g), SIMPLE, capacity, error, repetitions, longest, rng)
            for g in (graph, nx.complete_graph(len(graph)))
        )
        told = 1.0 if known is not None else None
        gap, gap_right = (rounds - rounds_all, right_all - right)
        before, before_right = simple[0] - simple_all[0], simple_all[1] - simple[1]
        rows += sign("rounds by which this net falls further behind than on a simple task", gap - before, told, SOURCE)
        rows += sign("share by which it falls further behind in being right", gap_right - before_right, told, SOURCE)
    return frame(rows)


def solved(
    links: Neighbours, complexity: int, capacity: int, error: float, repetitions: int, longest: int, rng: int
) -> tuple[Floats, Floats]:
    """Return rounds until everybody knows all, and whether it is right, of each repetition, shape (repetitions,) each.

    What was garbled is passed on as it is. It is right in the end when of every piece most members hold it ungarbled.
    """
    n, row, streams = len(links.degree), np.arange(repetitions), Streams.of(rng)
    tied = np.zeros((n, n), dtype=bool)
    tied[links.ego, links.alter] = True
    knows = np.repeat(np.eye(n, dtype=bool), complexity, axis=1)[None].repeat(repetitions, 0)
    right = knows.copy()
    pieces, members = np.arange(knows.shape[2]), np.arange(n)[:, None]
    shared = np.zeros((repetitions, n, n, len(pieces)), dtype=bool)
    rounds = np.full(repetitions, float(longest))
    for turn in range(longest):
        lacking = knows[:, :, None] & ~shared & tied[:, :, None]
        useful = np.asarray(lacking.any(3))
        lot = streams.at("whom to write to", turn).uniform(row[:, None, None], members, np.arange(n))
        to = np.where(useful, lot, -1.0).argmax(2)
        # which pieces go into the message: those that come first by lot
        order = streams.at("what to write", turn).uniform(row[:, None, None], members, pieces)
        told = np.take_along_axis(lacking, to[:, :, None, None], 2)[:, :, 0] & np.asarray(useful.any(2))[:, :, None]
        told &= np.where(told, order, 2.0).argsort(2).argsort(2) < capacity
        slips = streams.at("read in haste", turn).uniform(row[:, None, None], members, pieces) < error
        known, load = knows.copy(), np.zeros((repetitions, n))
        was_right = right.copy()
        for sender in range(n):
            target, sent = to[:, sender], told[:, sender]
            new = sent & ~knows[row, target]
            in_haste = (load[row, target][:, None] + sent.cumsum(1) > capacity) & sent
            right[row, target] |= new & was_right[:, sender] & ~(in_haste & slips[:, sender])
            knows[row, target] |= sent & known[:, sender]
            shared[row, sender, target] |= sent
            shared[row, target, sender] |= sent
            load[row, target] += sent.sum(1)
        rounds[(rounds == longest) & knows.all((1, 2))] = turn + 1
        if (rounds < longest).all():
            break
    return rounds, (2 * right.sum(1) > n).all(1).astype(float)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw rounds and accuracy over complexity for four nets of five people."""
    rows = []
    for net in ("star", "line", "ring", "full"):
        for complexity in (1, 2, 3, 4, 6, 8):
            both = solved(neighbours(named_graph(net, PEOPLE)), complexity, CAPACITY, ERROR, 200, 1000, 0)
            for what, values in zip(("rounds", "right"), both, strict=True):
                rows.append({**estimate("", values), "what": what, "line": net, "x": complexity})
    data = pd.DataFrame(rows)
    return curves([
        Panel(data[data["what"] == "rounds"], PIECES, "rounds until everybody knows all"),
        Panel(data[data["what"] == "right"], PIECES, "share of groups that have it right"),
    ], foot)  # fmt: skip


CLASSIC = Classic(
    number=15, name="communication_net", title="Hubs, rings and all talking to all", kind="signature", source=SOURCE,
    run=communication_net, draw=draw, also=[{"complexity": COMPLEX}],
)  # fmt: skip
