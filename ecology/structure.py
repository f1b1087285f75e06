"""Structure: how far ties keep to groups, by art form, region, size, level and employer, and to groups of their own."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np
import pandas as pd

from ecology.sector.categories import DOMAINS, LEVELS, REGIONS, SIZE_BANDS
from ecology.sector.sector import Sector

COLUMNS = ("network", "measure", "by", "value", "unit", "low", "high", "reference", "nodes", "links", "meaning")
PEOPLE, ORGANISATIONS = "people who remember each other", "organisations that work together"
MODULARITY, ASSORTATIVITY = "modularity", "assortativity"
MEANINGS = {
    MODULARITY: "share of ties within groups, less that of ties drawn by chance where everybody has as many",
    ASSORTATIVITY: "how much likelier ties are within groups than by chance: 0 not at all, 1 all are within",
}
BOUNDS = {MODULARITY: (-0.5, 1.0), ASSORTATIVITY: (-1.0, 1.0)}
FOUND = "groups found"
"""Groups that the ties themselves make (Louvain), whatever the labels."""
CHANCE = 1
"""Seed of the search for groups and of the graph drawn by chance; no run depends on it."""


def structure_of(sector: Sector) -> pd.DataFrame:
    """Return modularity and assortativity of the ties between people and between organisations, as they are now.

    Two people are tied where either remembers the other, two organisations where they are members of one partnership.
    Those without ties, and people between posts, are left out.

    Parameters
    ----------
    sector : Sector

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`, one row for each network, measure and grouping. `low` and `high` are the bounds of the
        measure; `reference` is what ties without regard to groups give: 0, or for the groups found the same search
        in a graph drawn by chance in which everybody has as many ties. NaN where there are no ties or a single group.

    Sources
        Newman 2003, Newman and Girvan 2004; Blondel and others 2008 (groups found); Clore report §2.1

    Examples
    --------
    >>> from ecology import Ecology
    >>> found = Ecology("classroom", rng=1).structure
    >>> found.set_index(["measure", "by"]).index.is_unique
    False
    """
    people, o = sector.people, sector.organisations
    staff = sector.staff()
    firm = people.employer[staff]
    of_people = {
        "domain": dict(zip(staff.tolist(), labelled(DOMAINS, people.domain[staff]), strict=True)),
        "region": dict(zip(staff.tolist(), labelled(REGIONS, people.region[staff]), strict=True)),
        "size": dict(zip(staff.tolist(), labelled(SIZE_BANDS, o.size[firm]), strict=True)),
        "level": dict(zip(staff.tolist(), labelled(LEVELS, people.level[staff]), strict=True)),
        "organisation": dict(zip(staff.tolist(), firm.tolist(), strict=True)),
    }
    alive = o.slots()
    of_firms = {
        "domain": dict(zip(alive.tolist(), labelled(DOMAINS, o.domain[alive]), strict=True)),
        "region": dict(zip(alive.tolist(), labelled(REGIONS, o.region[alive]), strict=True)),
        "size": dict(zip(alive.tolist(), labelled(SIZE_BANDS, o.size[alive]), strict=True)),
    }
    rows = rows_of(PEOPLE, acquaintances(sector), of_people) + rows_of(ORGANISATIONS, partners(sector), of_firms)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def labelled(labels: tuple[str, ...], codes: np.ndarray) -> list[str]:
    """Return the labels of codes."""
    return [labels[code] for code in codes.tolist()]


def acquaintances(sector: Sector) -> nx.Graph:
    """Return employed people by slot, joined where either remembers the other."""
    staff = sector.staff()
    employed = np.zeros(sector.people.capacity, dtype=bool)
    employed[staff] = True
    alter = sector.ties.alter[staff]
    row, column = np.nonzero((alter >= 0) & employed[alter])
    graph = nx.Graph()
    graph.add_edges_from(zip(staff[row].tolist(), alter[row, column].tolist(), strict=True))
    return graph


def partners(sector: Sector) -> nx.Graph:
    """Return organisations by slot, joined where they are members of one live partnership."""
    table = sector.partnerships
    graph = nx.Graph()
    for members in table.member[table.slots()].tolist():
        here = [firm for firm in members if firm >= 0]
        graph.add_edges_from((a, b) for i, a in enumerate(here) for b in here[i + 1 :])
    return graph


def rows_of(network: str, graph: nx.Graph, groupings: Mapping[str, Mapping[int, object]]) -> list[tuple[object, ...]]:
    """Return the rows of one network.

    Parameters
    ----------
    groupings : mapping
        Grouping → node → its group.
    """
    rows: list[tuple[object, ...]] = []
    size = graph.number_of_nodes(), graph.number_of_edges()
    for by, group_of in groupings.items():
        for measure, value in (
            (MODULARITY, modularity(graph, group_of)),
            (ASSORTATIVITY, assortativity(graph, group_of)),
        ):
            rows.append((network, measure, by, value, "index", *BOUNDS[measure], 0.0, *size, MEANINGS[measure]))
    own = found_modularity(graph), found_modularity(by_chance(graph))
    rows.append((network, MODULARITY, FOUND, own[0], "index", *BOUNDS[MODULARITY], own[1], *size, MEANINGS[MODULARITY]))
    return rows


def modularity(graph: nx.Graph, group_of: Mapping[int, object]) -> float:
    """Return Q = Σ over groups of (share of ties within − (share of ends there)²), NaN without ties."""
    if not graph.number_of_edges():
        return float("nan")
    groups: dict[object, set[int]] = {}
    for node in graph:
        groups.setdefault(group_of[node], set()).add(node)
    return float(nx.community.modularity(graph, groups.values(), weight=None))


def assortativity(graph: nx.Graph, group_of: Mapping[int, object]) -> float:
    """Return Newman's r, Q over the most that Q could be with these groups; NaN without ties or with a single group."""
    if len({group_of[node] for node in graph}) < 2:
        return float("nan")
    marked = graph.copy()
    nx.set_node_attributes(marked, {node: str(group_of[node]) for node in graph}, "group")
    return float(nx.attribute_assortativity_coefficient(marked, "group"))


def found_modularity(graph: nx.Graph) -> float:
    """Return Q of the groups that the ties themselves make, NaN without ties."""
    if not graph.number_of_edges():
        return float("nan")
    groups = nx.community.louvain_communities(graph, weight=None, seed=CHANCE)
    return float(nx.community.modularity(graph, groups, weight=None))


def by_chance(graph: nx.Graph) -> nx.Graph:
    """Return a graph drawn by chance in which everybody has as many ties, save those drawn twice or to oneself."""
    drawn = nx.Graph(nx.configuration_model([degree for _, degree in graph.degree()], seed=CHANCE))
    drawn.remove_edges_from(list(nx.selfloop_edges(drawn)))
    return drawn
