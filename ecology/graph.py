"""The sector as a networkx graph, out at any month and in at founding; the only place that knows both forms."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from ecology.errors import BadFile
from ecology.founding.spec import OrganisationsSpec, PeopleSpec, SectorSpec, TiesSpec
from ecology.sector.categories import DEPTHS, DOMAINS, LEVELS, REGIONS, SIZE_BANDS, STAGES
from ecology.sector.sector import Sector
from ecology.strategies import NAMES

CODED = {"domain": DOMAINS, "region": REGIONS, "level": LEVELS, "size": SIZE_BANDS, "strategy": NAMES}
"""Columns of codes → their labels."""


def graph_of(sector: Sector) -> nx.MultiDiGraph:
    """Return people, organisations, funders and partnerships as nodes; employment, trust, membership, funding as edges.

    Nodes are named by kind and entry number (p12, o3, f0, c7). Every attribute is a plain number, text or truth value,
    so that the graph can be written as GraphML.
    """
    graph = nx.MultiDiGraph(sector=sector.name, month=sector.month, scale=sector.scale)
    add_people(graph, sector)
    add_organisations(graph, sector)
    add_funders(graph, sector)
    add_partnerships(graph, sector)
    add_ties(graph, sector)
    return graph


def add_people(graph: nx.MultiDiGraph, sector: Sector) -> None:
    """Add people and their employment."""
    people, o = sector.people, sector.organisations
    for slot in people.slots().tolist():
        node = f"p{people.entry[slot]}"
        graph.add_node(
            node, kind="person", **labelled(people, slot, ("level", "domain", "region", "strategy")),
            **plain(people, slot, ("tenure", "entered", "patience", "motivation", "standing", "seeking")),
            knowledge=float(people.knowledge[slot].mean()),
        )  # fmt: skip
    staff = sector.staff()
    for slot in staff.tolist():
        firm = int(people.employer[slot])
        graph.add_edge(
            f"p{people.entry[slot]}", f"o{o.entry[firm]}", kind="employment", tenure=int(people.tenure[slot])
        )


def add_organisations(graph: nx.MultiDiGraph, sector: Sector) -> None:
    """Add organisations."""
    o = sector.organisations
    for slot in o.slots().tolist():
        entry = int(o.entry[slot])
        graph.add_node(
            f"o{entry}", kind="organisation", name=sector.organisation_names.get(entry, ""),
            **labelled(o, slot, ("domain", "region", "size")),
            **plain(o, slot, ("building", "hierarchy", "control", "public_value", "joint_surplus", "admin")),
            posts=int(o.posts[slot].sum()), reserves=float(o.reserves[slot] / 100),
        )  # fmt: skip


def add_funders(graph: nx.MultiDiGraph, sector: Sector) -> None:
    """Add funders and the grants in force."""
    funders, grants, o = sector.funders, sector.grants, sector.organisations
    for slot in funders.slots().tolist():
        graph.add_node(
            f"f{slot}", kind="funder", name=sector.funder_names[slot], budget=float(funders.budget[slot] / 100)
        )
    for slot in grants.slots().tolist():
        firm = int(grants.organisation[slot])
        graph.add_edge(
            f"f{grants.funder[slot]}", f"o{o.entry[firm]}", kind="funding", months=int(grants.months[slot]),
            ends=int(grants.ends[slot]), weight=float(grants.weight[slot]),
        )  # fmt: skip


def add_partnerships(graph: nx.MultiDiGraph, sector: Sector) -> None:
    """Add live partnerships and who belongs to them."""
    partnerships, o = sector.partnerships, sector.organisations
    for slot in partnerships.slots().tolist():
        node = f"c{partnerships.entry[slot]}"
        graph.add_node(
            node, kind="partnership", stage=STAGES[partnerships.stage[slot]], depth=DEPTHS[partnerships.depth[slot]],
            **plain(partnerships, slot, ("began", "ends", "common_ground", "value")),
        )  # fmt: skip
        for m, firm in enumerate(partnerships.member[slot].tolist()):
            if firm >= 0 and o.alive[firm]:
                share = float(partnerships.share[slot, m])
                graph.add_edge(f"o{o.entry[firm]}", node, kind="membership", share=share)


def add_ties(graph: nx.MultiDiGraph, sector: Sector) -> None:
    """Add who remembers whom."""
    ties, entry = sector.ties, sector.people.entry
    alive = sector.people.slots()
    rows, columns = np.nonzero(ties.alter[alive] >= 0)
    for person, column in zip(alive[rows].tolist(), columns.tolist(), strict=True):
        at = person, column
        graph.add_edge(
            f"p{entry[person]}", f"p{entry[ties.alter[at]]}", kind="trust", trust=float(ties.trust[at]),
            familiarity=float(ties.familiarity[at]), competence=float(ties.competence[at]),
        )  # fmt: skip


def labelled(table: Any, slot: int, names: tuple[str, ...]) -> dict[str, str]:
    """Return columns of codes by their labels."""
    return {name: CODED[name][getattr(table, name)[slot]] for name in names}


def plain(table: Any, slot: int, names: tuple[str, ...]) -> dict[str, Any]:
    """Return columns as plain Python values."""
    return {name: getattr(table, name)[slot].item() for name in names}


def spec_of_graph(graph: nx.Graph) -> SectorSpec:
    """Return what a graph tells of a sector.

    A graph with nodes of kind 'organisation' and 'person' gives both, with employment edges; ties are edges of kind
    'trust' or of no kind. Any other graph is taken as organisations, with an edge where their people know each other.

    Raises
    ------
    BadFile
        When the graph has no node, or people but no organisation.
    """
    kinds = nx.get_node_attributes(graph, "kind")
    firms = [node for node in graph if kinds.get(node) == "organisation"]
    persons = [node for node in graph if kinds.get(node) == "person"]
    if not firms and not persons:
        firms = [node for node in graph if node not in kinds]
    if not firms:
        raise BadFile("graph: has no organisation. Give nodes a 'kind' of organisation or person, or none at all.")
    people, ties = None, None
    if persons:
        people, ties = people_of(graph, firms, persons), ties_of(graph, persons, "people")
    else:
        ties = ties_of(graph, firms, "organisations")
    names = tuple(str(graph.nodes[node].get("name", node)) for node in firms)
    unknown = np.full(len(firms), np.nan)
    organisations = OrganisationsSpec(
        tuple(str(node) for node in firms), names, codes(graph, firms, "domain", DOMAINS),
        codes(graph, firms, "region", REGIONS), numbers(graph, firms, "staff"),
        numbers(graph, firms, "income"), unknown, numbers(graph, firms, "hierarchy"),
    )  # fmt: skip
    labels = {"organisations": "observed", "ties": "observed"} | ({"people": "observed"} if people else {})
    return SectorSpec(str(graph.graph.get("sector", "graph")), organisations, people=people, ties=ties, labels=labels,
                      sources=("a networkx graph",))  # fmt: skip


def codes(graph: nx.Graph, nodes: list[Any], name: str, labels: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Return codes of a labelled attribute, -1 where it is missing or unknown."""
    return np.array(
        [labels.index(v) if (v := graph.nodes[node].get(name)) in labels else -1 for node in nodes], dtype=np.int64
    )


def numbers(graph: nx.Graph, nodes: list[Any], name: str) -> npt.NDArray[np.float64]:
    """Return a number attribute, NaN where it is missing or not a number."""

    def number(value: Any) -> float:
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else float("nan")

    return np.array([number(graph.nodes[node].get(name)) for node in nodes])


def people_of(graph: nx.Graph, firms: list[Any], persons: list[Any]) -> PeopleSpec:
    """Return people and their employers."""
    row = {node: i for i, node in enumerate(firms)}
    employer = []
    for person in persons:
        near = [node for node in graph[person] if node in row]
        employer.append(row[near[0]] if near else -1)
    return PeopleSpec(
        tuple(str(p) for p in persons), np.array(employer, dtype=np.int64), codes(graph, persons, "level", LEVELS)
    )


def ties_of(graph: nx.Graph, nodes: list[Any], among: str) -> TiesSpec:
    """Return ties between nodes of one kind."""
    row = {node: i for i, node in enumerate(nodes)}
    edges = [
        (row[a], row[b], data) for a, b, data in graph.edges(data=True)
        if a in row and b in row and data.get("kind", "trust") == "trust"
    ]  # fmt: skip
    nan = float("nan")
    for a, b, data in edges:
        for name in ("familiarity", "trust"):
            value = data.get(name, nan)
            if not isinstance(value, (int, float)) or value < 0 or value > 1:
                raise BadFile(f"graph, edge {nodes[a]}–{nodes[b]}: {name} = {value!r} must be a number from 0 to 1")
    return TiesSpec(
        np.array([a for a, _, _ in edges], dtype=np.int64), np.array([b for _, b, _ in edges], dtype=np.int64),
        np.array([data.get("familiarity", nan) for *_, data in edges], dtype=float),
        np.array([data.get("trust", nan) for *_, data in edges], dtype=float), among,
    )  # fmt: skip
