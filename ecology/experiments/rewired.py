"""Ties drawn anew: the same people, each with as many ties as before, but to others."""

from __future__ import annotations

import networkx as nx
import numpy as np

from ecology.model import Ecology

SWAPS = 5
"""Swaps for each tie: enough that next to none is where it was (Maslov and Sneppen 2002)."""
TRIES = 100
"""Tries for each swap."""


def draw_ties_anew(eco: Ecology, rng: int) -> None:
    """Exchange the ends of ties, two by two, before a run begins: who has how many stays, who knows whom does not.

    What a tie carries (familiarity, trust) goes along with its first end.

    Parameters
    ----------
    eco : Ecology
        In month 0; changed in place.
    rng : int
        Seed of the exchange.
    """
    ties = eco.sector.ties
    people, column = np.nonzero(ties.alter >= 0)
    alters = ties.alter[people, column].astype(np.int64)
    held = {(int(a), int(b)): (float(ties.familiarity[a, c]), float(ties.trust[a, c]))
            for a, b, c in zip(people, alters, column, strict=True)}  # fmt: skip
    graph = nx.Graph(sorted(tuple(sorted(pair)) for pair in held))
    before = {person: sorted(graph[person]) for person in graph}
    n = SWAPS * graph.number_of_edges()
    nx.double_edge_swap(graph, nswap=n, max_tries=TRIES * n, seed=rng)
    own, other, familiarity, trust = [], [], [], []
    for person, were in before.items():
        for alter, was in zip(sorted(graph[person]), were, strict=True):
            carried = held.get((person, was)) or held[was, person]
            own.append(person)
            other.append(alter)
            familiarity.append(carried[0])
            trust.append(carried[1])
    ties.clear(np.arange(ties.capacity))
    ties.place(np.array(own), np.array(other), np.array(familiarity), np.array(trust), 0)
