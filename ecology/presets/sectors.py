"""Sectors by name, by folder, or from a graph."""

from __future__ import annotations

import os
from pathlib import Path

import networkx as nx
import numpy as np

from ecology.errors import BadFile, EcologyError, UnknownName
from ecology.founding.folder import read_sector_folder
from ecology.founding.spec import OrganisationsSpec, SectorSpec
from ecology.graph import spec_of_graph
from ecology.graph_file import SUFFIXES, read_graph_file

BUILT_IN = {"classroom": (12, 90), "standard": (60, 600)}
"""Name → organisations and people."""

SUMMARIES = {
    "classroom": "A small sector for teaching: 12 organisations, 90 people, with the published shape of the real one.",
    "standard": "60 organisations and 600 people, with the published shape of the English national portfolio.",
}


def load_sector(sector: str | Path | SectorSpec | nx.Graph) -> SectorSpec:
    """Return what is known of a sector: a built-in name, a folder, a graph or its file, or the spec itself.

    An existing folder, or anything with a separator, is a path.

    Raises
    ------
    UnknownName
        For a name that is not built in, with the nearest ones.
    BadFile
        For a path without a folder, or a folder that cannot be read.
    EcologyError
        For a name that is both built in and a folder here.
    """
    if isinstance(sector, SectorSpec):
        return sector
    if isinstance(sector, nx.Graph):
        return spec_of_graph(sector)
    if not isinstance(sector, (str, Path)):
        raise EcologyError(f"sector = {sector!r}: must be a built-in name, a folder, or a networkx graph")
    text, path = str(sector), Path(sector)
    is_path = isinstance(sector, Path) or os.sep in text or "/" in text
    if text in BUILT_IN and not is_path:
        if path.is_dir():
            raise EcologyError(f"'{text}' is both a built-in sector and a folder here: write ./{text} for the folder")
        return synthetic(text, *BUILT_IN[text])
    if path.is_dir():
        return read_sector_folder(path)
    if path.suffix.lower() in SUFFIXES and path.is_file():
        return spec_of_graph(read_graph_file(path)[0], path.stem, path.name)
    if is_path:
        raise BadFile(f"{path}: there is no such folder. Built-in sectors: {', '.join(BUILT_IN)}.")
    raise UnknownName("sector", text, BUILT_IN, also="A folder made by 'ecology import' is named by its path.")


def synthetic(name: str, n: int, headcount: int) -> SectorSpec:
    """Return a sector of n organisations of which nothing is known but the published shape."""
    unknown, code = np.full(n, np.nan), np.full(n, -1)
    names = tuple(f"Organisation {i + 1}" for i in range(n))
    organisations = OrganisationsSpec(
        tuple(f"o{i + 1}" for i in range(n)), names, code, code, unknown, unknown, unknown, unknown
    )
    labels = {"organisations": "synthetic", "domain": "synthetic", "region": "synthetic"}
    return SectorSpec(
        name, organisations, headcount=headcount, labels=labels, sources=("published shape of the national portfolio",)
    )
