"""A study: a comparison written to a folder, each file whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from ecology.dictionary import columns_md
from ecology.experiments.comparison import Comparison
from ecology.plots.style import png, svg
from ecology.storage import (
    manifest,
    open_study,
    study_hash,
    write_bytes,
    write_frame,
    write_manifest,
    write_text,
)


def default_folder(comparison: Comparison) -> Path:
    """Return results/<policies>-<hash>."""
    return Path("results") / f"{file_name('-vs-'.join(comparison.names))}-{study_hash(comparison.config)}"


def file_name(name: str) -> str:
    """Return a name that every system takes for a file: what users call their policies may hold anything."""
    return re.sub(r"[^\w.-]+", "-", name).strip(".-")[:80] or "unnamed"


def write_study(comparison: Comparison, folder: Path) -> Path:
    """Write every file of a comparison and return the path of its report.

    Raises
    ------
    StudyExists
        When the folder holds another study; nothing is written then.
    """
    open_study(folder, comparison.config)
    # first, so that the folder is known to be this study's even if writing is interrupted
    write_manifest(manifest(comparison.config, comparison.command, [comparison.seed]), folder)
    write_frame(comparison.frame, folder / "results.csv")
    write_frame(comparison.frame, folder / "results.parquet")
    write_frame(comparison.effects, folder / "effects.csv")
    write_frame(comparison.runs_frame, folder / "runs.csv")
    write_frame(events_of(comparison), folder / "events.parquet")
    for outcome in comparison.outcomes:
        if outcome.graph:
            write_bytes(outcome.graph, folder / f"graph_{file_name(outcome.policy)}_{comparison.months}.graphml")
    figures = comparison.figures()
    (folder / "figures").mkdir(exist_ok=True)
    for name, figure in figures.items():
        write_bytes(svg(figure), folder / "figures" / f"{name}.svg")
        write_bytes(png(figure), folder / "figures" / f"{name}.png")
    write_text(comparison.page(figures), folder / "report.html")
    write_text(columns_md(), folder / "columns.md")
    return folder / "report.html"


def events_of(comparison: Comparison) -> pd.DataFrame:
    """Return the events of the first pair, by run."""
    frames = []
    for run, outcome in enumerate(comparison.outcomes):
        if outcome.events is not None:
            frame = outcome.events.copy()
            frame.insert(0, "run", run)
            frames.append(frame)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
