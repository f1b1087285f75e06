"""Graph files → networkx graphs: GraphML, GEXF, Pajek and edge lists, as many programs write them.

XML comes from strangers: it is parsed once, with entities refused and depth, elements and size bounded; networkx is
then given a clean copy without a document type, with the namespace it expects, and with edge ids that do not repeat.
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from ecology.errors import BadFile, to_add
from ecology.founding.emails import without_emails

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES = (".graphml", ".gexf", ".net", ".edgelist")
"""Endings of files that are taken for graphs."""
LARGEST_FILE = 50_000_000
"""Bytes."""
MOST_ELEMENTS, DEEPEST = 3_000_000, 60
"""Of an XML file: elements, and levels of nesting."""

GRAPHML, GEXF = "http://graphml.graphdrawing.org/xmlns", "http://www.gexf.net/1.2draft"
TEXTS = frozenset({"name", "label", "kind", "type", "domain", "region", "level", "postcode", "depth", "origin"})
"""Attributes that stay text even where they look like numbers."""

_DELIMITERS = ("\t", ";", ",")


def read_graph_file(path: str | Path) -> tuple[nx.Graph, tuple[str, ...]]:
    """Return the graph in a file, and what was passed over, one sentence each.

    What is not GraphML, GEXF or Pajek by its name's ending is read as an edge list: two nodes a line, and a weight
    if there is one, between tabs, semicolons, commas or spaces.

    Raises
    ------
    BadFile
        If the file cannot be used; the message says why.
    """
    path = Path(path)
    raw = _bytes(path)
    notes: list[str] = []
    readers = {".graphml": _graphml, ".gexf": _gexf, ".net": _pajek}
    try:
        graph = readers.get(path.suffix.lower(), _edge_list)(raw, path, notes)
    except BadFile:
        raise
    except Exception as error:  # whatever a reader makes of a broken file, it is the file that is broken
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        raise BadFile(
            f"{path}: cannot be read as a graph ({without_emails(reason)}). Save it again, or use GraphML."
        ) from None
    if not len(graph):
        raise BadFile(f"{path}: holds a graph without nodes.")
    for *_, data in [*graph.nodes(data=True), *graph.edges(data=True)]:
        _with_numbers(data)
    return graph, tuple(notes)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BadFile(f"{path}: there is no such file.")
        if path.stat().st_size > LARGEST_FILE:
            raise BadFile(
                f"{path}: is larger than {LARGEST_FILE / 1e6:.0f} MB. Leave out attributes that are not needed."
            )
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}).") from None
    if not raw.strip():
        raise BadFile(f"{path}: is empty.")
    return raw


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _root(raw: bytes, path: Path) -> Element:
    """Return the root of an XML document that defines no entities and is neither too deep nor too large."""
    try:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import ParseError, iterparse
    except ImportError:
        raise BadFile(f"{path}: reading it needs the package defusedxml. To add it: {to_add('import')}") from None
    depth, root = 0, None
    try:
        for number, (event, element) in enumerate(iterparse(io.BytesIO(raw), ("start", "end"))):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > DEEPEST or number > 2 * MOST_ELEMENTS:
                raise BadFile(
                    f"{path}: is nested deeper than {DEEPEST} levels or has more than {MOST_ELEMENTS:,} elements."
                )
    except DefusedXmlException:
        raise BadFile(
            f"{path}: defines entities, which no graph needs and which can choke a reader. Refused."
        ) from None
    except ParseError as error:
        raise BadFile(f"{path}: is not valid XML ({error}). It may be cut short.") from None
    if root is None:
        raise BadFile(f"{path}: is empty.")
    return root


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _renamed(root: Element, namespace: str, own: str) -> None:
    """Put every element that has no namespace, or one that holds `own`, into the namespace networkx expects."""
    for element in root.iter():
        there = str(element.tag).rpartition("}")[0]
        if not there or own in there:
            element.tag = f"{{{namespace}}}{_local(element)}"


def _fresh_edge_ids(root: Element, notes: list[str]) -> None:
    """Give each edge an id of its own: where ids repeat, networkx would take the later edge for the earlier one."""
    edges = [element for element in root.iter() if _local(element) == "edge"]
    repeated = sum(n - 1 for edge_id, n in Counter(edge.get("id") for edge in edges).items() if edge_id and n > 1)
    if repeated:
        notes.append(f"{repeated:,} edges repeat the id of another; ids of edges are passed over")
    for number, edge in enumerate(edges):
        edge.set("id", str(number))


def _remarks(root: Element, notes: list[str]) -> None:
    """Note nodes that are listed twice, and graphs beyond the first, which networkx passes over."""
    ids = Counter(element.get("id") for element in root.iter() if _local(element) == "node")
    if repeated := sum(n - 1 for n in ids.values()):
        notes.append(f"{repeated:,} nodes repeat the id of another and are taken for the same")
    if (graphs := sum(_local(element) == "graph" for element in root)) > 1:
        notes.append(f"there are {graphs} graphs; the first is read")


def _graphml(raw: bytes, path: Path, notes: list[str]) -> nx.Graph:
    from xml.etree.ElementTree import tostring

    root = _root(raw, path)
    _renamed(root, GRAPHML, "graphml")
    _fresh_edge_ids(root, notes)
    _remarks(root, notes)
    keys = {f"{{{GRAPHML}}}key", f"{{{GRAPHML}}}data"}
    known = set()
    for key in (element for element in root.iter() if element.tag == f"{{{GRAPHML}}}key"):
        known.add(key.get("id"))
        if not key.get("yfiles.type"):
            key.set("attr.type", "string")  # a number that is none must not stop the reader
            key.set("attr.name", key.get("attr.name") or key.get("id") or "")
    for element in root.iter():
        for child in [c for c in element if c.tag in keys and _local(c) == "data" and c.get("key") not in known]:
            element.remove(child)
    return nx.parse_graphml(tostring(root, encoding="unicode"))


def _gexf(raw: bytes, path: Path, notes: list[str]) -> nx.Graph:
    from xml.etree.ElementTree import tostring

    root = _root(raw, path)
    for element in root.iter():
        for child in [c for c in element if "viz" in str(c.tag).rpartition("}")[0]]:
            element.remove(child)
    _renamed(root, GEXF, "gexf")
    _fresh_edge_ids(root, notes)
    _remarks(root, notes)
    attributes = [element for element in root.iter() if _local(element) == "attribute"]
    for attribute in attributes:
        attribute.set("type", "string")  # a number that is none must not stop the reader
    known = {attribute.get("id") for attribute in attributes}
    for element in root.iter():
        for child in [c for c in element if _local(c) == "attvalue" and (c.get("for") or c.get("id")) not in known]:
            element.remove(child)
    return nx.read_gexf(io.BytesIO(tostring(root, encoding="utf-8")))


def _pajek(raw: bytes, path: Path, notes: list[str]) -> nx.Graph:
    """Return a Pajek network; vertices with the label of another are told apart by their number."""
    lines, seen = [], Counter[str]()
    vertices = False
    for line in _text(raw).splitlines():
        if line.startswith("*"):
            vertices = line.lower().startswith("*vertices")
        elif vertices and (match := re.match(r'\s*(\d+)\s+("[^"]*"|\S+)(.*)', line)):
            label = match[2].strip('"')
            seen[label] += 1
            if seen[label] > 1:
                lines.append(f'{match[1]} "{label} ({match[1]})"{match[3]}')
                continue
        if line.strip() and not line.startswith("%"):
            lines.append(line)
    if repeated := sum(n - 1 for n in seen.values()):
        notes.append(f"{repeated:,} vertices have the label of another; their numbers tell them apart")
    return nx.parse_pajek(lines)


def _edge_list(raw: bytes, path: Path, notes: list[str]) -> nx.Graph:
    graph, broken = nx.Graph(), []
    lines = _text(raw).splitlines()
    cut = next((mark for mark in _DELIMITERS if sum(mark in line for line in lines) > len(lines) / 2), None)
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith(("#", "%")):
            continue
        cells = [cell.strip().strip('"') for cell in line.split(cut)]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            broken.append(number)
            continue
        weight = {"weight": cells[2]} if len(cells) > 2 and _number(cells[2]) is not None else {}
        graph.add_edge(cells[0], cells[1], **weight)
    if broken:
        listed = ", ".join(map(str, broken[:10])) + (" …" if len(broken) > 10 else "")
        notes.append(f"{len(broken):,} lines do not name two nodes and are left out: line {listed}")
    if not len(graph):
        raise BadFile(
            f"{path}: no line names two nodes. An edge list has two names a line, with a space or comma between."
        )
    return graph


def _number(text: Any) -> float | None:
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _with_numbers(data: dict[str, Any]) -> None:
    """Turn attributes that are numbers written as text into numbers."""
    for key, value in data.items():
        if isinstance(value, str) and key not in TEXTS and (number := _number(value)) is not None:
            data[key] = number
