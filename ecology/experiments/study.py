"""A study: a comparison written to a folder, each file whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from ecology.dictionary import columns_md
from ecology.experiments.comparison import Comparison
from ecology.plots.style import png, svg
from ecology.storage import claim_study, finish_study, manifest, study_hash, write_bytes, write_frame

REPORT = "report.html"


def default_folder(comparison: Comparison) -> Path:
    """Return results/<policies>-<hash>."""
    return Path("results") / f"{file_name('-vs-'.join(comparison.names))}-{study_hash(comparison.config)}"


def file_name(name: str) -> str:
    """Return a name that every system takes for a file: what users call their policies may hold anything."""
    return re.sub(r"[^\w.-]+", "-", name).strip(".-")[:80] or "unnamed"


def write_study(comparison: Comparison, folder: Path, begun: Callable[[str], None] = lambda what: None) -> Path:
    """Write every file of a comparison and return the path of its report.

    Parameters
    ----------
    comparison : Comparison
    folder : Path
    begun : callable
        Told what is being made now: tables, figures, the report.

    Raises
    ------
    StudyExists
        When the folder holds another study; nothing is written then.
    """
    claim_study(folder, comparison.config, comparison.command, [comparison.seed])
    written: list[str] = []

    def put(name: str, content: pd.DataFrame | bytes | str) -> None:
        if isinstance(content, pd.DataFrame):
            write_frame(content, folder / name)
        else:
            write_bytes(content.encode() if isinstance(content, str) else content, folder / name)
        written.append(name)

    begun("tables")
    put("results.csv", comparison.frame)
    put("results.parquet", comparison.frame)
    put("effects.csv", comparison.effects)
    put("levels.csv", comparison.levels)
    if comparison.at_ends:
        put("choices.csv", comparison.choices)
    if comparison.scaled:
        put("equal.csv", pd.DataFrame([asdict(one) for one in comparison.scaled]))
    if comparison.said:
        put("expected.csv", comparison.expected)
    put("runs.csv", comparison.runs_frame)
    put("events.parquet", events_of(comparison))
    for outcome in comparison.outcomes:
        if outcome.graph:
            put(f"graph_{file_name(outcome.policy)}_{comparison.months}.graphml", outcome.graph)
    begun("figures")
    figures = comparison.figures()
    (folder / "figures").mkdir(exist_ok=True)
    for name, figure in figures.items():
        put(f"figures/{name}.svg", svg(figure))
        put(f"figures/{name}.png", png(figure))
    begun("the report")
    put(REPORT, comparison.page(figures))
    put("columns.md", columns_md())
    about = manifest(comparison.config, comparison.command, [comparison.seed])
    finish_study(folder, about | {"wording": comparison.wording}, written)
    return folder / REPORT


def events_of(comparison: Comparison) -> pd.DataFrame:
    """Return the events that were kept, by run."""
    frames = []
    for run, outcome in enumerate(comparison.outcomes):
        if outcome.events is not None:
            frame = outcome.events.copy()
            frame.insert(0, "run", run)
            frames.append(frame)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
