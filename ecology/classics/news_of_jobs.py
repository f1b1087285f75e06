"""News of jobs passed on to friends: who has friends in work is less often out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.graphs import named_graph, neighbours
from ecology.classics.quantities import PRINTED, Classic, estimate, frame, quantity
from ecology.errors import OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]

SOURCE = "Calvó-Armengol and Jackson 2004, table 1"
NEWS, LOSS = 0.1, 0.015
PUBLISHED = {"alone": 0.1322, "pair": 0.0786, "4-cycle": 0.0568, "complete 4": 0.0466}
SIMULATED = 0.002
EXACT_UP_TO = 10
"""Nodes up to which all 2ⁿ states are enumerated."""


def job_contacts(
    net: str | nx.Graph = "pair", a: float = NEWS, b: float = LOSS, *, months: int = 600, repetitions: int = 4000,
    rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return the long-run share of people out of work who hear of jobs and tell friends.

    Each month everybody hears of a job with chance a. Who is out of work takes it; who has work passes it on to one of
    those neighbours who were out of work, drawn evenly, or loses it. Then everybody in work loses it with chance b.

    Parameters
    ----------
    net : str or networkx.Graph
        alone, pair, 4-cycle, complete 4, or any graph.
    a, b : 0–1
    months : int
        Simulated; the last five in six count.
    repetitions : int
        Sets of people, each on the same graph.

    Returns
    -------
    DataFrame
        The exact share (up to 10 people), the simulated one, and how alike the fates of neighbours are.
    """
    for name, chance in (("a", a), ("b", b)):
        if not 0 < chance < 1:
            raise OutOfRange(f"{name} = {chance}: must be above 0 and below 1")
    if months < 2 or repetitions < 2:
        raise OutOfRange(f"months = {months}, repetitions = {repetitions}: two or more of each are needed")
    graph = named_graph(net, 4)
    adjacency = matrix(graph)
    known = PUBLISHED.get(net) if isinstance(net, str) and (a, b) == (NEWS, LOSS) else None
    rows = []
    if len(adjacency) <= EXACT_UP_TO:
        states, share = stationary(adjacency, a, b)
        out = share @ (1 - states).mean(1)
        rows.append(quantity("unemployment, exact share", out, expected=known, tolerance=PRINTED, source=SOURCE))
        if adjacency.any():
            rows.append(quantity("correlation of work between neighbours", alike(states, share, adjacency)))
    found = lived(adjacency, a, b, months, repetitions, rng)
    rows.append(estimate("unemployment, simulated share", found, expected=known, tolerance=SIMULATED, source=SOURCE))
    return frame(rows)


def matrix(graph: nx.Graph) -> Floats:
    """Return 1 where two are neighbours, shape (n, n)."""
    links = neighbours(graph)
    out = np.zeros((len(graph), len(graph)))
    out[links.ego, links.alter] = 1.0
    return out


def stationary(adjacency: Floats, a: float, b: float) -> tuple[Floats, Floats]:
    """Return every state of work, shape (2ⁿ, n), and its share of time in the long run, shape (2ⁿ,)."""
    n = len(adjacency)
    states = ((np.arange(2**n)[:, None] >> np.arange(n)) & 1).astype(float)
    # the second half of a month: whoever has work keeps or loses it, each for themselves
    after_losses = np.ones((1, 1))
    for _ in range(n):
        after_losses = np.kron(np.array([[1.0, 0.0], [b, 1 - b]]), after_losses)
    after_news = np.zeros((2**n, 2**n))
    for i, now in enumerate(states):
        # by independence: each out of work misses every piece of news that might reach them; news goes to one of
        # several, so the fates of two who share a friend are tied, and all ways news may go are followed
        after = {0: 1.0}
        jobless = np.flatnonzero(now == 0)
        for who in range(n):
            reached = [who] if now[who] == 0 else [j for j in jobless if adjacency[who, j]]
            ways = [(0, 1 - a if reached else 1.0)] + [(1 << int(j), a / len(reached)) for j in reached]
            spread: dict[int, float] = {}
            for found, chance in after.items():
                for bit, share in ways:
                    spread[found | bit] = spread.get(found | bit, 0.0) + chance * share
            after = spread
        for found, chance in after.items():
            after_news[i, i | found] += chance
    step = after_news @ after_losses
    equations = np.vstack([step.T - np.eye(2**n), np.ones(2**n)])
    share = np.linalg.lstsq(equations, np.append(np.zeros(2**n), 1.0), rcond=None)[0]
    return states, share.astype(np.float64)


def alike(states: Floats, share: Floats, adjacency: Floats) -> float:
    """Return the correlation of being in work between neighbours, mean over ties."""
    mean = share @ states
    cov = (states * share[:, None]).T @ states - np.outer(mean, mean)
    spread = np.sqrt(np.diag(cov))
    return float((cov / np.outer(spread, spread))[adjacency > 0].mean())


def lived(adjacency: Floats, a: float, b: float, months: int, repetitions: int, rng: int) -> Floats:
    """Return the share out of work in each repetition after the first sixth of the months, shape (repetitions,)."""
    n, streams = len(adjacency), Streams.of(rng)
    ids = np.arange(repetitions * n).reshape(repetitions, n)
    work = np.ones((repetitions, n), dtype=bool)
    total = np.zeros(repetitions)
    for month in range(months):
        hears, lot, loses = streams.together(("hears of a job", "whom to tell", "loses it"), month).uniform(
            ids.ravel()
        ).reshape(3, repetitions, n)  # fmt: skip
        heard = hears < a
        can = adjacency[None] * ~work[:, None, :]
        reach = can.cumsum(2)
        which = np.floor(lot * reach[:, :, -1])
        to = (reach > which[:, :, None]).argmax(2)
        told = heard & work & (reach[:, :, -1] > 0)
        got = heard & ~work
        row, giver = np.nonzero(told)
        got[row, to[row, giver]] = True
        work = (work | got) & (loses >= b)
        if month >= months // 6:
            total += 1 - work.mean(1)
    return total / (months - months // 6)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw unemployment over the number of friends on rings and in full groups of up to six people."""
    import networkx as nx

    rows = []
    for n in range(1, 7):
        ring = nx.cycle_graph(n) if n > 2 else nx.complete_graph(n)
        for line, graph in (("everybody knows everybody", nx.complete_graph(n)), ("a ring", ring)):
            states, share = stationary(matrix(graph), NEWS, LOSS)
            rows.append({"line": line, "x": n, "value": 100 * float(share @ (1 - states).mean(1))})
    panel = Panel(pd.DataFrame(rows), "people in the group", "out of work, % of the time")
    return curves([panel], foot)


CLASSIC = Classic(
    number=20, name="job_contacts", title="Jobs heard of through friends", kind="exact", source=SOURCE,
    run=job_contacts, draw=draw, also=[{"net": net} for net in PUBLISHED if net != "pair"],
)  # fmt: skip
