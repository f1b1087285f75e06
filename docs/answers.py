"""The page of answers: what came out for each hypothesis, made of the table that the study has saved."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

from tables import table

from ecology.experiments.cohort import FATES, START, TOLD, TRAITS
from ecology.experiments.measures import MEASURES

ANSWERS = Path(__file__).with_name("answers.csv")


def page() -> list[str]:
    """Return the table of answers, how often sources and simulator agree, and what traits, fates and measures mean."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in ("agrees", "contradicts")}
    lines = [
        f"Of {len(rows)} questions the simulator agrees with the source in {counts['agrees']}, contradicts it in "
        f"{counts['contradicts']}, and in {len(rows) - sum(counts.values())} it cannot be told.", "",
    ]  # fmt: skip
    head = ("row", "what the source says", "compared", "outcome", "with less", "with more", "difference (95 %)", "")
    lines += table(head, map(cells, rows))
    lines += [
        "", f"A partnership's traits are taken over its first {START} months, and what becomes of it from then to its "
        f"{TOLD}th month, among those that live to month {START}. More of a trait is above the median of a run, or at "
        "the top where more than half are there.", "",
    ]  # fmt: skip
    measures = [(name, f"{measure.meaning} ({measure.unit})") for name, measure in MEASURES.items()]
    return lines + table(("trait, fate or measure", "meaning"), [*TRAITS.items(), *FATES.items(), *measures])


def cells(row: dict[str, str]) -> Iterator[str]:
    """Yield the cells of one answer."""
    yield from (row[name] for name in ("row", "says", "compared", "outcome"))
    yield from (figure(row[name]) for name in ("mean_less", "mean_more"))
    yield f"{figure(row['difference'])} ({figure(row['low'])} to {figure(row['high'])})"
    yield row["verdict"]


def figure(text: str) -> str:
    """Return a number to three digits, or a dash."""
    value = float(text) if text else math.nan
    if not math.isfinite(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
