"""Graphs for the classics: by name, from networkx, or as neighbours in arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from ecology.errors import EcologyError, OutOfRange

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Neighbours(NamedTuple):
    """A graph as arrays: the neighbours of node i are `alter[start[i]:start[i + 1]]`."""

    start: Whole
    """Shape (n + 1,)."""
    alter: Whole
    """Shape (2 × edges,)."""

    @property
    def degree(self) -> Whole:
        """Neighbours of each node, shape (n,)."""
        return np.diff(self.start)

    @property
    def ego(self) -> Whole:
        """The node each entry of `alter` is a neighbour of, shape (2 × edges,)."""
        return np.repeat(np.arange(len(self.start) - 1), self.degree)

    def pick(self, node: Whole, lot: Floats) -> Whole:
        """Return one neighbour of each node, drawn evenly by numbers in [0, 1); nodes need one at least."""
        return self.alter[self.start[node] + np.floor(lot * self.degree[node]).astype(np.int64)]


def neighbours(graph: nx.Graph) -> Neighbours:
    """Return a graph as arrays; nodes are numbered in the graph's own order, loops and double edges left out."""
    place = {node: i for i, node in enumerate(graph)}
    ends = [(place[a], place[b]) for a, b in graph.edges() if a != b]
    pairs = np.array(ends, dtype=np.int64).reshape(-1, 2)
    both = np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0)
    start = np.concatenate([[0], np.cumsum(np.bincount(both[:, 0], minlength=len(place)))])
    return Neighbours(start.astype(np.int64), both[:, 1])


def named_graph(net: str | nx.Graph, n: int) -> nx.Graph:
    """Return a graph by name with n nodes, or the graph given.

    Parameters
    ----------
    net : str or networkx.Graph
        alone (no ties), pair, line, ring, star, wheel, full, or "4-cycle" and "complete 4", which have four nodes.

    Raises
    ------
    EcologyError
        When there is none of that name.
    OutOfRange
        With fewer than one node.
    """
    import networkx as nx

    if not isinstance(net, str):
        return net
    if n < 1:
        raise OutOfRange(f"n = {n}: a graph has at least one node")
    made = {
        "alone": lambda: nx.empty_graph(1), "pair": lambda: nx.complete_graph(2), "4-cycle": lambda: nx.cycle_graph(4),
        "complete 4": lambda: nx.complete_graph(4), "line": lambda: nx.path_graph(n), "ring": lambda: nx.cycle_graph(n),
        "star": lambda: nx.star_graph(n - 1), "full": lambda: nx.complete_graph(n),
        "wheel": lambda: nx.wheel_graph(n),
    }  # fmt: skip
    if net not in made:
        raise EcologyError(f"net = {net!r}: must be a networkx graph or one of {', '.join(made)}")
    return made[net]()
