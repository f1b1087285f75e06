"""A graph → rows about organisations, people, ties and partnerships, as its tables would have them."""

from __future__ import annotations

import re
from typing import Any

import networkx as nx

from ecology.graph import kinds_of, name_of
from ecology.importers.journal import Entry, Journal
from ecology.importers.mapped import Entries
from ecology.importers.pages import cell_text

_CODE = re.compile(r"[A-Za-z]{0,6}[-_]?[0-9]+")
_OF_ORGANISATIONS = ("domain", "region", "postcode", "staff", "hierarchy", "founded", "has_building")
_OF_TIES = ("kind", "weight", "trust", "start", "end")


def graph_entries(graph: nx.Graph, file: str, journal: Journal, *, listed: bool) -> Entries:
    """Return what a graph holds, by kind of table; the row of an entry is the place of its node or edge.

    An edge list (`listed`) gives ties alone: its nodes are organisations, or people, that other files may tell of.

    Nodes are people, organisations and partnerships as `kinds_of` tells them apart. People are known by a code; where
    nodes are called anything else, they are numbered.
    """
    nodes = kinds_of(graph)
    place = {node: number for number, node in enumerate(graph, start=1)}
    coded = all(_CODE.fullmatch(str(node)) for node in nodes["person"])
    code = {node: str(node) if coded else f"P{number}" for number, node in enumerate(nodes["person"], start=1)}
    if nodes["person"] and not coded:
        journal.tolerate([f"{file}: people are numbered P1 to P{len(code)}; what their nodes are called is not kept"])
    firm = {node: _text(str(node)) for node in nodes["organisation"]}
    entries: Entries = {kind: [] for kind in ("organisations", "people", "ties", "partnerships")}
    for node in nodes["organisation"]:
        data = graph.nodes[node]
        cells = {"org_id": firm[node], "name": _text(name_of(graph, node)), **_cells(data, _OF_ORGANISATIONS)}
        cells["annual_income"] = _text(data.get("annual_income", data.get("income")))
        entries["organisations"].append(Entry(file, place[node], cells))
    for node in nodes["person"]:
        employer = next((firm[near] for near in nx.all_neighbors(graph, node) if near in firm), "")
        cells = {"person": code[node], "organisation": employer, **_cells(graph.nodes[node], ("level", "start", "end"))}
        entries["people"].append(Entry(file, place[node], cells))
    ends = code or firm
    for number, (a, b, data) in enumerate(graph.edges(data=True), start=1):
        kind = str(data.get("kind", "trust"))
        if a in ends and b in ends and kind == "trust":
            weight = _text(data.get("familiarity", data.get("weight")))
            cells = {"source": ends[a], "target": ends[b], **_cells(data, _OF_TIES), "weight": weight}
            entries["ties"].append(Entry(file, number, cells))
    for node in nodes["partnership"]:
        for near in dict.fromkeys(nx.all_neighbors(graph, node)):
            if near in firm:
                cells = {"partnership": _text(name_of(graph, node)), "organisation": firm[near]}
                cells |= _cells(graph.nodes[node], ("depth", "origin", "start", "end"))
                entries["partnerships"].append(Entry(file, place[node], cells))
    left = len(graph) - len(nodes["organisation"]) - len(nodes["person"]) - len(nodes["partnership"])
    if left:
        journal.tolerate(
            [f"{file}: {left:,} nodes are neither organisations, people nor partnerships and are left out"]
        )
    if listed:
        return {"ties": entries["ties"]}
    return {kind: rows for kind, rows in entries.items() if rows}


def _cells(data: dict[str, Any], columns: tuple[str, ...]) -> dict[str, str]:
    return {column: _text(data.get(column)) for column in columns}


def _text(value: Any) -> str:
    """Return an attribute as a cell, '' for what is no single value."""
    if not isinstance(value, str | int | float):
        return ""
    try:
        return cell_text(value)
    except ValueError:
        return ""
