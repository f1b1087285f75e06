"""Many people look for something good and copy each other: how well depends on who sees whom, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.graphs import neighbours
from ecology.classics.landscapes import Landscapes, landscapes
from ecology.classics.quantities import Classic, estimate, frame, sign
from ecology.errors import EcologyError, OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SOURCE = "Lazer and Friedman 2007, figure 3"
CONFORMITY = "Barkoczi and Galesic 2016"
BOTH = f"{SOURCE}; {CONFORMITY}"
NETS = ("line", "small world", "random", "full")
RULES = ("best", "most common")
SAMPLE = 3
"""Neighbours that who copies the most common looks at in a round."""
N, K, AGENTS = 16, 5, 100
PUBLISHED = {
    ("full", 5): 0.53, ("line", 5): 0.26, ("line", 200): 0.83, ("small world", 200): 0.71, ("random", 200): 0.65,
    ("full", 200): 0.55,
}  # fmt: skip
"""Mean value found by round."""
TOLERANCE = 0.05
ORDER = {("best", 5): 1.0, ("best", 200): -1.0, ("most common", 200): 1.0}
"""Whether those who see everybody are ahead of those on a line, by rule and round."""
SHOWN = (5, 200)
"""Rounds at which the mean is told."""


def network_search(
    net: str | nx.Graph = "line", n: int = N, k: int = K, agents: int = AGENTS, *, rule: str = "best",
    rounds: int = 200, repetitions: int = 600, rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return how good, on average, is what people hold after so many rounds of copying and trying.

    In each round everybody looks at their neighbours and copies the best of them, or what is most common among three
    of them, if it is better than their own; who sees nothing better turns one of the n bits over and keeps it if that
    is better. Values are of NK landscapes, scaled to a best of 1 and raised to the power of 8, so that most solutions
    are bad.

    Parameters
    ----------
    net : str or networkx.Graph
        line (a ring that is cut open), small world, random, full, or a graph of `agents` nodes.
    n, k : int
        Bits of a solution, and how many others the value of each hangs on.
    agents : int
    rule : str
        best, or most common.
    repetitions : int
        Each with a landscape of its own.

    Returns
    -------
    DataFrame
        Mean values; where everybody sees everybody also against the line.
    """
    if rule not in RULES:
        raise EcologyError(f"rule = {rule!r}: must be one of {', '.join(RULES)}")
    if agents < 2 or repetitions < 2 or rounds < 1:
        raise OutOfRange(f"agents = {agents}, repetitions = {repetitions}, rounds = {rounds}: too few")
    values = searched(net, n, k, agents, rounds, repetitions, rng, rule)
    published = (n, k, agents) == (N, K, AGENTS)
    rows = []
    at = [t for t in SHOWN if t < rounds] + [rounds]
    for t in at:
        known = PUBLISHED.get((net, t)) if published and rule == "best" and isinstance(net, str) else None
        rows.append(
            estimate(f"mean value held after {t} rounds, share of the best", values[t], expected=known,
                     tolerance=TOLERANCE, source=SOURCE)
        )  # fmt: skip
    if isinstance(net, str) and net == "full":
        line = searched("line", n, k, agents, rounds, repetitions, rng, rule)
        source = SOURCE if rule == "best" else CONFORMITY
        for t in at:
            told = ORDER.get((rule, t)) if published else None
            rows += sign(f"value after {t} rounds, more than on a line", values[t] - line[t], told, source)
    return frame(rows)


def searched(
    net: str | nx.Graph, n: int, k: int, agents: int, rounds: int, repetitions: int, rng: int, rule: str = "best"
) -> Floats:
    """Return the mean value held after each round, shape (rounds + 1, repetitions)."""
    streams = Streams.of(rng)
    nets = drawn_nets(net, agents, repetitions, streams)
    land = landscapes(n, k, repetitions, streams)
    scaled = land.values / land.values.max(1, keepdims=True)
    for _ in range(3):  # to the power of 8
        np.square(scaled, out=scaled)
    holds, who = start(land, agents, streams)
    row = np.arange(repetitions)[:, None]
    out = np.empty((rounds + 1, repetitions))
    out[0] = scaled[row, holds].mean(1)
    for turn in range(rounds):
        value = scaled[row, holds]
        if rule == "best":
            model = best_seen(value, nets)
        else:
            lots = streams.together(("looks at", "looks at next", "looks at last"), turn).uniform(who.ravel())
            model = most_common(holds, nets, lots.reshape(SAMPLE, *who.shape))
        copies = value[row, model] > value
        bit = np.floor(streams.at("which bit", turn).uniform(who) * n).astype(np.int64)
        tried = holds ^ (1 << bit)
        tries = ~copies & (scaled[row, tried] > value)
        holds = np.where(copies, holds[row, model], np.where(tries, tried, holds))
        out[turn + 1] = scaled[row, holds].mean(1)
    return out


class Nets(NamedTuple):
    """Whom everybody sees in each repetition."""

    alter: Whole
    """Shape (repetitions or 1, agents, most neighbours), -1 beyond; empty where everybody sees everybody."""
    degree: Whole
    """Neighbours of each, shape (repetitions or 1, agents)."""

    def at(self, place: Whole) -> Whole:
        """Return the neighbour at a place of each one's list, shape (repetitions, agents); none gives oneself."""
        own = np.arange(self.degree.shape[1])
        if not self.alter.size:
            return np.where(place >= 0, place + (place >= own), own)
        row = np.zeros((1, 1), np.int64) if len(self.alter) == 1 else np.arange(len(self.alter))[:, None]
        found = self.alter[row, own, np.maximum(place, 0)]
        return np.where((place >= 0) & (found >= 0), found, own)


def best_seen(value: Floats, nets: Nets) -> Whole:
    """Return who of those seen holds the best, shape (repetitions, agents); oneself who sees nobody."""
    if not nets.alter.size:
        return np.broadcast_to(value.argmax(1)[:, None], value.shape)
    row = np.arange(len(value))[:, None, None]
    return nets.at(np.where(nets.alter >= 0, value[row, nets.alter], -1.0).argmax(2))


def most_common(holds: Whole, nets: Nets, lots: Floats) -> Whole:
    """Return one who holds what is most common among three seen, shape (repetitions, agents).

    Who sees fewer looks at those. Where no two of them hold the same it is oneself.

    Parameters
    ----------
    lots : shape (3, repetitions, agents), in [0, 1)
    """
    degree = np.broadcast_to(nets.degree, holds.shape)
    places = [np.where(degree > i, np.floor(lots[i] * (degree - i)).astype(np.int64), -1) for i in range(SAMPLE)]
    # without replacement: a place moves up for each of those before it that has been taken
    places[1] += (places[1] >= 0) & (places[1] >= places[0])
    least, most = np.minimum(places[0], places[1]), np.maximum(places[0], places[1])
    places[2] += (places[2] >= 0) & (places[2] >= least)
    places[2] += (places[2] >= 0) & (places[2] >= most)
    row = np.arange(len(holds))[:, None]
    one, two, three = (nets.at(place) for place in places)
    first, second, third = holds[row, one], holds[row, two], holds[row, three]
    last_agree = (degree > 2) & (second == third)
    agree = (degree > 1) & (first == second) | (degree > 2) & (first == third)
    return np.where(last_agree, two, np.where(agree, one, np.arange(holds.shape[1])))


def start(land: Landscapes, agents: int, streams: Streams) -> tuple[Whole, Whole]:
    """Return what everybody holds at first and their numbers for draws, shape (repetitions, agents) each."""
    repetitions, size = land.values.shape
    who = np.arange(repetitions * agents).reshape(repetitions, agents)
    lot = streams.at("what is held at first", 0).uniform(who.ravel()).reshape(who.shape)
    return np.floor(lot * size).astype(np.int64), who


def drawn_nets(net: str | nx.Graph, agents: int, repetitions: int, streams: Streams) -> Nets:
    """Return whom each sees; nets that hang on chance are drawn anew in each repetition."""
    if isinstance(net, str) and net == "full":
        return Nets(np.empty((1, agents, 0), np.int64), np.full((1, agents), agents - 1))
    drawn = isinstance(net, str) and net in ("small world", "random")
    lists = [seen(net, agents, streams, i) for i in range(repetitions if drawn else 1)]
    width = max(part.shape[1] for part in lists)
    alter = np.stack([np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=-1) for part in lists])
    return Nets(alter, (alter >= 0).sum(2))


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


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the mean value held over rounds in the four nets, under both rules."""
    shown = []
    for rule, title in zip(RULES, ("copying the best seen", "copying the most common of three seen"), strict=True):
        rows = []
        for net in NETS:
            values = searched(net, N, K, AGENTS, 200, 40, 0, rule)
            for t in (1, 2, 3, 5, 8, 12, 20, 35, 60, 100, 200):
                rows.append({**estimate("", values[t]), "line": net, "x": t})
        axis = "mean value held, share of the best"
        shown.append(Panel(pd.DataFrame(rows), "round (logarithmic)", axis, title, log_x=True))
    return curves(shown, foot)


CLASSIC = Classic(
    number=16, name="network_search", title="Searching together, fast and slow", kind="seeded", source=BOTH,
    run=network_search, draw=draw,
    also=[*({"net": net} for net in NETS if net != "line"), {"net": "full", "rule": "most common"}],
)  # fmt: skip
