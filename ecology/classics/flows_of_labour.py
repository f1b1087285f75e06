"""How large organisations grow that people move between: by how many others they exchange people with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.graphs import Neighbours, neighbours
from ecology.classics.quantities import Classic, estimate, frame, quantity, sign
from ecology.errors import OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SOURCE = "Guerrero and Axtell 2013"
ENOUGH = 0.95
ORGANISATIONS, LINKS = 100, 3


def labour_flow(
    graph: nx.Graph | None = None,
    hazard: float | npt.ArrayLike = 0.05,
    *,
    people: int = 20_000,
    months: int = 600,
    repetitions: int = 5,
    rng: int = 0,
) -> pd.DataFrame:
    """Return how closely the size of organisations follows their number of neighbours in the flow of labour.

    People leave their organisation with its hazard and go to one of its neighbours, drawn evenly. In the long run
    an organisation holds people in proportion to its neighbours over its hazard.

    Parameters
    ----------
    graph : networkx.Graph, optional
        Between which organisations people move; by default 100 of preferential attachment, three links each.
    hazard : 0–1, share a month; one, or one for each organisation, shape (n,)
    people, months, repetitions : int

    Returns
    -------
    DataFrame
        R² of mean size against neighbours, and against neighbours over hazard; shares of both extremes.
    """
    import networkx as nx

    between = graph if graph is not None else attached()
    links = neighbours(between)
    n = len(links.degree)
    given = np.asarray(hazard, dtype=float)
    if given.shape not in ((), (n,)):
        raise OutOfRange(f"hazard: has shape {given.shape}, must be one number or one for each of {n} organisations")
    leaves = np.broadcast_to(given, (n,))
    if not ((leaves > 0) & (leaves <= 1)).all():
        raise OutOfRange("hazard: must be above 0 and at most 1 in each organisation")
    if n < 3 or not nx.is_connected(between):
        raise OutOfRange("graph: must be connected, of three organisations or more; else sizes hang on the start")
    if people < n or months < 2 or repetitions < 2:
        raise OutOfRange(f"people = {people}, months = {months}, repetitions = {repetitions}: too few")
    size = np.array([sizes(links, leaves, people, months, Streams.of(rng), i) for i in range(repetitions)])
    published = graph is None and np.ptp(leaves) == 0
    by_degree, by_both = (np.array([fit(x, s) for s in size]) for x in (links.degree, links.degree / leaves))
    share = links.degree / leaves / (links.degree / leaves).sum()
    rows = [
        estimate("R² of size against neighbours", by_degree),
        estimate("R² of size against neighbours over hazard", by_both),
        *sign(f"R² of size against neighbours above {ENOUGH}", by_degree - ENOUGH, 1.0 if published else None, SOURCE)[
            1:
        ],
        quantity("largest organisation, exact share of people", share.max()),
        estimate("the same organisation, simulated share of people", size[:, share.argmax()] / people),
        quantity("smallest organisation, exact share of people", share.min()),
        estimate("the same organisation, simulated share of people", size[:, share.argmin()] / people),
    ]
    return frame(rows)


def attached() -> nx.Graph:
    """Return the default graph, always the same."""
    import networkx as nx

    return nx.barabasi_albert_graph(ORGANISATIONS, LINKS, seed=1)


def sizes(links: Neighbours, hazard: Floats, people: int, months: int, streams: Streams, repetition: int) -> Floats:
    """Return the mean size of each organisation over the second half of the months, shape (n,)."""
    n = len(links.degree)
    ids = np.arange(people)
    at = ids % n
    total = np.zeros(n)
    for month in range(months):
        lot = streams.together(("leave", "to which neighbour"), month).uniform(ids, repetition)
        goes = np.flatnonzero(lot[0] < hazard[at])
        at[goes] = links.pick(at[goes], lot[1][goes])
        if month >= months // 2:
            total += np.bincount(at, minlength=n)
    return total / (months - months // 2)


def fit(x: npt.ArrayLike, y: Floats) -> float:
    """Return R² of a straight line; 1 where both are all alike, 0 where only x is."""
    known = np.asarray(x, dtype=float)
    if np.ptp(known) == 0:
        return float(np.ptp(y) == 0)
    return float(np.corrcoef(known, y)[0, 1] ** 2)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw size against neighbours, with equal hazards and with hazards twice as high in every second organisation."""
    links, rows = neighbours(attached()), []
    other = np.where(np.arange(len(links.degree)) % 2 == 0, 0.1, 0.05)
    for line, hazard in (("equal hazards", np.full(len(links.degree), 0.05)), ("every second hazard doubled", other)):
        size = sizes(links, hazard, 20_000, 300, Streams.of(0), 0)
        for k in np.unique(links.degree).tolist():
            rows.append({"line": line, "x": k, "value": size[links.degree == k].mean()})
    panel = Panel(pd.DataFrame(rows), "neighbours in the flow of labour", "people in an organisation, mean")
    return curves([panel], foot)


CLASSIC = Classic(
    number=21, name="labour_flow", title="Sizes of organisations that people move between", kind="seeded",
    source=SOURCE, run=labour_flow, draw=draw,
)  # fmt: skip
