"""The sector as a networkx graph, out at any month and in at founding; the only place that knows both forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from ecology.errors import BadFile
from ecology.founding.labels import for_some
from ecology.founding.spec import OrganisationsSpec, PartnershipsSpec, PeopleSpec, SectorSpec, TiesSpec
from ecology.sector.categories import DEPTHS, DOMAINS, LEVELS, REGIONS, SIZE_BANDS, STAGES
from ecology.sector.sector import Sector

CODED = {"domain": DOMAINS, "region": REGIONS, "level": LEVELS, "size": SIZE_BANDS}
"""Columns of codes → their labels, the same in every sector."""


def labels_in(sector: Sector) -> dict[str, tuple[str, ...]]:
    """Return columns of codes with their labels, those of the strategies in force in a sector among them."""
    return {**CODED, "strategy": sector.strategy_names}


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
    people, o, labels = sector.people, sector.organisations, labels_in(sector)
    for slot in people.slots().tolist():
        node = f"p{people.entry[slot]}"
        graph.add_node(
            node, kind="person", **labelled(labels, people, slot, ("level", "domain", "region", "strategy")),
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
            **labelled(CODED, o, slot, ("domain", "region", "size")),
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


def labelled(labels: Mapping[str, tuple[str, ...]], table: Any, slot: int, names: tuple[str, ...]) -> dict[str, str]:
    """Return columns of codes by their labels."""
    return {name: labels[name][getattr(table, name)[slot]] for name in names}


def plain(table: Any, slot: int, names: tuple[str, ...]) -> dict[str, Any]:
    """Return columns as plain Python values."""
    return {name: getattr(table, name)[slot].item() for name in names}


def kinds_of(graph: nx.Graph) -> dict[str, list[Any]]:
    """Return the nodes of each kind in `KINDS`, as their attribute 'kind' or 'type' says.

    Where no node is said to be an organisation or a person, those of no kind are organisations.
    """
    nodes: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    other = []
    for node, data in graph.nodes(data=True):
        said = str(data.get("kind") or data.get("type") or "").strip().lower()
        kind = next((kind for kind, words in KINDS.items() if said in words), None)
        if kind:
            nodes[kind].append(node)
        elif "kind" not in data:
            other.append(node)
    if not nodes["organisation"] and not nodes["person"]:
        nodes["organisation"] = other
    return nodes


KINDS = {
    "organisation": ("organisation", "organization", "organisations", "organizations", "org"),
    "person": ("person", "people", "individual"),
    "partnership": ("partnership", "partnerships", "project", "consortium"),
    "funder": ("funder", "funders"),
}
"""Kind of node → how graphs call it."""


def name_of(graph: nx.Graph, node: Any) -> str:
    """Return what a node is called: its name, else its label, else itself."""
    data = graph.nodes[node]
    return str(data.get("name") or data.get("label") or node)


def spec_of_graph(graph: nx.Graph, name: str = "", source: str = "a networkx graph") -> SectorSpec:
    """Return what a graph tells of a sector.

    A graph with nodes of kind 'organisation' and 'person' gives both, with employment edges; ties are edges of kind
    'trust' or of no kind; nodes of kind 'partnership' join the organisations next to them. Any other graph is taken as
    organisations, with an edge where their people know each other.

    Parameters
    ----------
    graph : networkx graph
    name : str
        Of the sector; otherwise the graph's attribute 'sector', or 'graph'.
    source : str
        Where it comes from.

    Raises
    ------
    BadFile
        When the graph has no node, or people but no organisation.
    """
    nodes = kinds_of(graph)
    firms, persons = nodes["organisation"], nodes["person"]
    if not firms:
        raise BadFile(f"{source}: has no organisation. Give nodes a 'kind' of organisation or person, or none at all.")
    people = people_of(graph, firms, persons) if persons else None
    ties = ties_of(graph, persons or firms, "people" if persons else "organisations")
    unknown = np.full(len(firms), np.nan)
    organisations = OrganisationsSpec(
        tuple(str(node) for node in firms), tuple(name_of(graph, node) for node in firms),
        codes(graph, firms, "domain", DOMAINS),
        codes(graph, firms, "region", REGIONS), numbers(graph, firms, "staff"),
        numbers(graph, firms, "income"), unknown, numbers(graph, firms, "hierarchy"),
    )  # fmt: skip
    partnerships = partnerships_of(graph, firms, nodes["partnership"])
    labels = {"organisations": "observed", "ties": "observed"} | ({"people": "observed"} if people else {})
    known = {"domain": organisations.domain >= 0, "region": organisations.region >= 0}
    known |= {"staff": np.isfinite(organisations.staff), "income": np.isfinite(organisations.income)}
    labels |= {part: for_some("observed", int(there.sum()), len(firms)) for part, there in known.items()}
    labels["partnerships"] = "observed" if partnerships else "synthetic"
    title = name or str(graph.graph.get("sector") or "graph")
    return SectorSpec(
        title, organisations, people=people, ties=ties, partnerships=partnerships, labels=labels, sources=(source,)
    )


def partnerships_of(graph: nx.Graph, firms: list[Any], partnerships: list[Any]) -> PartnershipsSpec | None:
    """Return the organisations next to each node of kind 'partnership'; None without memberships."""
    row = {node: i for i, node in enumerate(firms)}
    members = [
        (str(node), row[firm])
        for node in partnerships
        for firm in dict.fromkeys(nx.all_neighbors(graph, node))
        if firm in row
    ]
    if not members:
        return None
    names, rows = zip(*members, strict=True)
    return PartnershipsSpec(names, np.array(rows, dtype=np.int64))


def codes(graph: nx.Graph, nodes: list[Any], name: str, labels: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Return codes of a labelled attribute, in any case of letters; -1 where it is missing or unknown."""
    code_of = {label.lower(): code for code, label in enumerate(labels)}
    return np.array(
        [code_of.get(str(graph.nodes[node].get(name, "")).strip().lower(), -1) for node in nodes], dtype=np.int64
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
        near = [node for node in nx.all_neighbors(graph, person) if node in row]
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
