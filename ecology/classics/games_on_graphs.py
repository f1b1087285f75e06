"""Cooperation on graphs: when a few neighbours are enough, and whom updating favours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.coalescence import LARGEST, critical_ratio
from ecology.classics.graphs import Neighbours, neighbours
from ecology.classics.quantities import EXACT, Classic, frame, quantity
from ecology.errors import EcologyError, OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SOURCE = "Ohtsuki, Hauert, Lieberman and Nowak 2006; Allen et al. 2017"
UPDATES = ("death-birth", "birth-death")
DELTA = 0.02
N, K = 20, 2
PUBLISHED = {0.5: 0.83, 1.0: 1.00, 2.0: 1.36}
"""Nρ on a ring of 20, by b/c over the critical ratio."""
TOLERANCE = 0.04
REPETITIONS = 100_000


def graph_selection(
    graph: nx.Graph | None = None,
    b: float = 4.5,
    c: float = 1.0,
    update: str = "death-birth",
    *,
    delta: float = DELTA,
    averaged: bool = False,
    repetitions: int = REPETITIONS,
    rng: int = 0,
) -> pd.DataFrame:
    """Return the ratio b/c from which on selection favours cooperators on a graph, and how likely one is to take over.

    Everybody plays with all neighbours; fitness is 1 − δ + δ × payoff summed over them. Death–birth: one, drawn evenly,
    dies, and neighbours compete for the place by fitness. Birth–death: one, drawn by fitness, has a child, which takes
    the place of a neighbour drawn evenly.

    Parameters
    ----------
    graph : networkx.Graph, optional
        A ring of 20 by default.
    b, c : points
        Benefit and cost of contributing to one neighbour.
    update : str
        death-birth or birth-death.
    delta : 0–1
        δ: intensity of selection.
    averaged : bool
        Whether payoffs are means over neighbours instead, which matters only where some have more neighbours.
    repetitions : int
        Simulated populations, each begun by one cooperator at a place drawn evenly.

    Returns
    -------
    DataFrame
        The critical b/c of death–birth (exact for weak selection, on graphs of up to 500 people), and the simulated
        and, on a ring, exact probability to take over times N, which is 1 for a neutral mutant.
    """
    graph = _ring() if graph is None else graph
    links = checked(graph, c, update, delta, repetitions)
    n, degree = len(links.degree), links.degree
    # a mean is a sum over a part of each neighbour
    part = 1.0 / degree if averaged else np.ones(n)
    if (1 - delta) - delta * (degree * part).max() * c <= 0:
        raise OutOfRange("delta: so strong a selection makes fitness negative; lower it")
    critical, rows = np.inf, []
    if update == "death-birth" and n <= LARGEST:
        critical, k = critical_ratio(links, averaged), int(degree[0])
        formula = (n - 2) / (n / k - 2) if np.ptp(degree) == 0 and n > 2 * k else None
        rows.append(
            quantity("critical b/c, exact for weak selection", critical, expected=formula, tolerance=EXACT,
                     source=SOURCE)
        )  # fmt: skip
    share = n * taken_over(links, b, c, update, delta, part, repetitions, rng).mean()
    half = 1.96 * float(np.sqrt(share * (n - share) / repetitions))
    usual = (n, c, update, delta, averaged) == (N, 1.0, "death-birth", DELTA, False) and (degree == K).all()
    known = PUBLISHED.get(round(b / critical, 9)) if usual else None
    rows.append(
        quantity(
            "N times the probability that one cooperator takes over, simulated", share, low=share - half,
            high=share + half, expected=known if repetitions >= REPETITIONS else None, tolerance=TOLERANCE,
            source=SOURCE,
        )
    )  # fmt: skip
    if (degree == K).all():
        # a mean over the two neighbours on a ring is half their sum
        share, half = n * on_a_ring(n, b * part[0], c * part[0], update, delta), 0.0
        rows.append(quantity("the same, exact on a ring", share, expected=known, tolerance=0.01, source=SOURCE))
    if update == "birth-death":
        told = float(share - half > 1) - float(share + half < 1)
        never = -1.0 if half == 0 and delta > 0 else None
        rows.append(quantity("sign of: advantage of cooperators", told, expected=never, tolerance=0.0, source=SOURCE))
    return frame(rows)


def checked(graph: nx.Graph, c: float, update: str, delta: float, repetitions: int) -> Neighbours:
    """Return the graph as arrays, if it and the numbers can be used.

    Raises
    ------
    EcologyError
        For another way of updating.
    OutOfRange
        For a graph that is too small or in parts, or a number out of range.
    """
    import networkx as nx

    if update not in UPDATES:
        raise EcologyError(f"update = {update!r}: must be one of {', '.join(UPDATES)}")
    if len(graph) < 3 or not nx.is_connected(graph):
        raise OutOfRange("graph: must be connected, of three people or more")
    if not 0 <= delta < 1 or repetitions < 2 or c <= 0:
        raise OutOfRange(
            f"delta = {delta}, repetitions = {repetitions}, c = {c}: delta must be from 0 to below 1, repetitions 2 or "
            "more, c above 0"
        )
    return neighbours(graph)


def on_a_ring(n: int, b: float, c: float, update: str, delta: float) -> float:
    """Return the exact probability that one cooperator takes over a ring, where they always sit side by side.

    Raises
    ------
    OutOfRange
        With fewer than three people.
    """
    if n < 3:
        raise OutOfRange(f"n = {n}: a ring has three people or more")
    ratios = []
    for size in range(1, n):
        gives = np.zeros(n)
        gives[:size] = 1.0
        payoff = b * (np.roll(gives, 1) + np.roll(gives, -1)) - 2 * c * gives
        fitness = 1 - delta + delta * payoff
        up = down = 0.0
        if update == "birth-death":
            for place in range(n):
                for side in (1, -1):
                    other = (place + side) % n
                    change = gives[place] - gives[other]
                    up += fitness[place] * (change > 0)
                    down += fitness[place] * (change < 0)
        else:
            for place in range(n):
                near = [(place + 1) % n, (place - 1) % n]
                total = fitness[near].sum()
                gain = sum(fitness[m] for m in near if gives[m] == 1) / total
                up += gain * (gives[place] == 0)
                down += (1 - gain) * (gives[place] == 1)
        ratios.append(down / up)
    return float(1 / (1 + np.cumprod(ratios).sum()))


def taken_over(
    links: Neighbours, b: float, c: float, update: str, delta: float, part: Floats, repetitions: int, rng: int
) -> npt.NDArray[np.bool_]:
    """Return in which populations one cooperator took over, shape (repetitions,).

    Parameters
    ----------
    part : shape (n,)
        Of what comes of each neighbour, how much counts.
    """
    n, degree, streams = len(links.degree), links.degree, Streams.of(rng)
    padded = np.full((n, int(degree.max())), n)
    padded[links.ego, np.arange(len(links.alter)) - links.start[links.ego]] = links.alter
    populations = np.arange(repetitions)
    gives = np.zeros((repetitions, n + 1))
    gives[populations, np.floor(streams.at("where the first is", 0).uniform(populations) * n).astype(np.int64)] = 1.0
    many, parts = np.append(degree, 1), np.append(part, 1.0)
    out, going, step = np.zeros(repetitions, dtype=bool), populations, 0
    while len(going):
        lot = streams.together(("who", "from whom"), step).uniform(going)
        if update == "death-birth":
            dies = np.floor(lot[0] * n).astype(np.int64)
            near = padded[dies]
            around = padded[near.clip(max=n - 1)]
            row = np.arange(len(going))[:, None]
            payoff = b * gives[row[:, :, None], around].sum(2) - c * many[near] * gives[row, near]
            fitness = np.where(near < n, 1 - delta + delta * parts[near] * payoff, 0.0)
            total = fitness.cumsum(1)
            which = (total <= lot[1][:, None] * total[:, -1:]).sum(1)
            gives[row[:, 0], dies] = gives[row[:, 0], near[row[:, 0], which.clip(max=near.shape[1] - 1)]]
        else:
            row = np.arange(len(going))[:, None]
            payoff = b * gives[row[:, :, None], padded[None]].sum(2) - c * degree * gives[:, :n]
            total = (1 - delta + delta * part * payoff).cumsum(1)
            parent = (total <= lot[0][:, None] * total[:, -1:]).sum(1).clip(max=n - 1)
            child = padded[parent, np.floor(lot[1] * degree[parent]).astype(np.int64)]
            gives[row[:, 0], child] = gives[row[:, 0], parent]
        step += 1
        if step % 8 == 0:
            held = gives[:, :n].sum(1)
            over = (held == 0) | (held == n)
            out[going[over]] = held[over] == n
            going, gives = going[~over], gives[~over]
    return out


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw N times the exact probability on a ring over b/c, for both ways of updating."""
    rows = []
    for update in UPDATES:
        for ratio in np.linspace(1, 6, 21).tolist():
            rows.append({"line": update, "x": ratio, "value": N * on_a_ring(N, ratio, 1.0, update, DELTA)})
    at = critical_ratio(neighbours(_ring()))
    panel = Panel(
        pd.DataFrame(rows), "b/c, benefit over cost", "probability to take over, times N", at=at, level=1.0,
        bottom=None, markers=False,
    )  # fmt: skip
    return curves([panel], foot)


def _ring() -> nx.Graph:
    import networkx as nx

    return nx.cycle_graph(N)


CLASSIC = Classic(
    number=10, name="graph_selection", title="Cooperation on graphs", kind="exact", source=SOURCE, run=graph_selection,
    draw=draw,
    also=[{"b": 1.125}, {"b": 2.25}, {"update": "birth-death", "repetitions": 20_000}],
)  # fmt: skip
