"""`ecology classics`: published results that the simulator's parts must reproduce."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ecology import __version__
from ecology.classics import CLASSICS
from ecology.classics.scoreboard import (
    Score,
    arranged,
    by_chance,
    classic_of,
    least_steady,
    markdown,
    score,
    steadiness,
    steadiness_markdown,
    told,
)
from ecology.cli.console import remarks, results, say, say_json
from ecology.cli.progress import Progress, duration
from ecology.cli.records import records_table
from ecology.errors import EcologyError
from ecology.experiments.crew import Crew
from ecology.plots.style import png
from ecology.storage import write_bytes


def list_classics(*, as_json: bool) -> None:
    """Print every classic: its place, name, kind and what it is about."""
    records = [{"#": c.number, "name": c.name, "kind": c.kind, "about": c.title, "source": c.source}
               for c in CLASSICS.values()]  # fmt: skip
    if as_json:
        say_json(records)
        return
    results().print(records_table(records, wide="source"))
    say("\nTo run one: ecology classics match    All of them: ecology classics --all")


def show_classic(name: str, settings: Sequence[str], rng: int | None, figure: Path | None, *, as_json: bool) -> None:
    """Run one classic, as published or at other values, and print its quantities with a verdict."""
    classic = classic_of(name)
    if settings:
        given = arguments(settings)
        found = Score(name, arranged(name, given, rng), 0.0)
    else:
        found = score(name, rng)
    if figure:
        foot = f"ecology {__version__} · ecology classics {name}"
        write_bytes(png(classic.draw(found.found, foot)), figure)
    if as_json:
        say_json({"name": name, "verdict": found.verdict, "quantities": plain(found.found)})
        return
    say(f"{classic.title} ({classic.kind}). {classic.source}\n")
    results().print(records_table([line(row) for row in found.found.to_dict("records")], wide="quantity"))
    counted = f": {found.kept} of {found.expected} quantities held" if found.expected else ""
    say(f"\n{found.verdict.capitalize()}{counted}.")
    if figure:
        say(f"Figure: {figure}")


def show_all(rng: int | None, workers: int, table: Path | None, *, as_json: bool) -> None:
    """Run every classic as published and print the scoreboard."""
    scores: list[Score] = []
    with Progress(remarks(), of="classics") as progress, Crew(workers) as crew:
        progress.begin(len(CLASSICS))
        for done in crew.each(score_at, [(name, rng) for name in CLASSICS]):
            scores.append(done)
            progress.advance(len(scores))
    scores.sort(key=lambda s: CLASSICS[s.name].number)
    if table:
        write_bytes(markdown(scores).encode(), table)
    if as_json:
        say_json([{"name": s.name, "verdict": s.verdict, "held": s.kept, "expected": s.expected} for s in scores])
        return
    records = [
        {"#": CLASSICS[s.name].number, "name": s.name, "kind": CLASSICS[s.name].kind,
         "held": f"{s.kept} of {s.expected}", "time": duration(s.seconds), "so it is": s.verdict}
        for s in scores
    ]  # fmt: skip
    results().print(records_table(records, wide="so it is"))
    good = sum(s.verdict == "reproduced" for s in scores)
    say(f"\n{good} of {len(scores)} are reproduced.")


def show_seeds(name: str | None, n: int, workers: int, table: Path | None, *, as_json: bool) -> None:
    """Run one classic, or all that hang on chance, as published at other seeds; print how often quantities held."""
    names = [classic_of(name).name] if name else by_chance()
    if name and name not in by_chance():
        raise EcologyError(f"classic {name}: does not hang on chance, so other seeds change nothing")
    scores: list[Score] = []
    runs = [(one, seed) for one in names for seed in range(1, n + 1)]
    with Progress(remarks(), of="runs") as progress, Crew(workers) as crew:
        progress.begin(len(runs))
        for done in crew.each(score_at, runs):
            scores.append(done)
            progress.advance(len(scores))
    scores.sort(key=lambda s: CLASSICS[s.name].number)
    found = steadiness(scores)
    if table:
        write_bytes(steadiness_markdown(found).encode(), table)
    if as_json:
        say_json(found.to_dict("records"))
        return
    shown = found if name else least_steady(found)
    records = [
        {"classic": row["classic"], "quantity": told(row), "held": f"{row['held']} of {row['runs']}"}
        for row in shown.to_dict("records")
    ]
    results().print(records_table(records, wide="quantity"))
    say(
        f"\nRuns as published at seeds 1 to {n}."
        + ("" if name else " Of each classic, the quantity that held least often.")
    )


def score_at(run: tuple[str, int | None]) -> Score:
    """Return the score of one classic with a seed."""
    return score(*run)


def arguments(settings: Sequence[str]) -> dict[str, Any]:
    """Return arguments of texts such as 'a=TFT', 'w=0.9' or 'strategies=TFT,ALLD'.

    Raises
    ------
    EcologyError
        For a text of another form.
    """
    out: dict[str, Any] = {}
    for text in settings:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise EcologyError(f"--set {text}: must be NAME=VALUE, as in --set w=0.9")
        out[name] = tuple(map(read, value.split(","))) if "," in value else read(value)
    return out


def read(text: str) -> Any:
    """Return a whole number, a number, yes or no, or the text itself."""
    text = text.strip()
    if text in {"true", "false"}:
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def line(row: dict[Any, Any]) -> dict[str, Any]:
    """Return one quantity as it is printed."""
    interval = "" if np.isnan(row["low"]) else f"{row['low']:.4g} to {row['high']:.4g}"
    expected = "" if np.isnan(row["expected"]) else f"{row['expected']:.6g}"
    if expected and row["tolerance"] > 0:
        expected += f" ± {row['tolerance']:.2g}"
    held = "" if pd.isna(row["held"]) else ("yes" if row["held"] else "NO")
    return {"quantity": told(row), "value": f"{row['value']:.6g}", "95 %": interval,
            "expected": expected, "held": held}  # fmt: skip


def plain(found: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain values, with nothing where there is none."""
    return [
        {str(k): None if pd.isna(v) else v for k, v in row.items()} for row in found.astype(object).to_dict("records")
    ]
