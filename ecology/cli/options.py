"""Options that several commands share, and what can be chosen by name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Kind(StrEnum):
    """What can be listed."""

    policies = "policies"
    strategies = "strategies"
    metrics = "metrics"
    parameters = "parameters"
    scenarios = "scenarios"
    sectors = "sectors"
    levers = "levers"
    phases = "phases"
    mechanisms = "mechanisms"
    mappings = "mappings"


class Begun(StrEnum):
    """What a file can be begun for."""

    policy = "policy"
    lever = "lever"


class Equal(StrEnum):
    """By what policies are made equal before they are compared."""

    spend = "spend"
    burden = "burden"
    both = "both"


class Events(StrEnum):
    """Of which pairs events are kept."""

    first = "first"
    all = "all"


Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME=VALUE", help="Change a parameter, or switch a mechanism (gossip=off); may be repeated."
    ),
]
Strategies = Annotated[
    list[str] | None,
    typer.Option(
        "--strategy", metavar="NAME", help="Let people hold a further strategy of the library too; may be repeated."
    ),
]
Workers = Annotated[int | None, typer.Option(help="Processes. Results do not depend on it.  [default: all cores]")]
Out = Annotated[Path | None, typer.Option(help="Folder for the results.  [default: results/<study>-<hash>]")]
Logged = Annotated[Events, typer.Option(help="Pairs whose events are kept: the first, or all.")]
Graphs = Annotated[
    bool, typer.Option("--graphs/--no-graphs", help="Whether to write the graph of each policy's first run (GraphML).")
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Make every run anew, also those kept from before.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what it takes in time, disk and memory; run nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
