"""Making a study: how long it will take first, then progress, then what came of it and where it is."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ecology.cli.console import prose, remarks, results, say, say_json
from ecology.cli.progress import Progress, duration
from ecology.cli.tables import effects_table
from ecology.errors import EcologyError, Stopped
from ecology.experiments.compare import carried_out
from ecology.experiments.comparison import Comparison
from ecology.experiments.pool import available_workers
from ecology.experiments.study import default_folder, write_study
from ecology.metrics.declarations import HEADLINE
from ecology.report.sentences import rows
from ecology.storage import open_study, study_hash

HOW_TO_READ = (
    "Means over the last {months} months of a run; differences in pairs of runs on the same sector (pairs: {pairs}).",
    "clear: the interval leaves out zero and is not too small to speak of. no difference: all of it is too small. "
    "unclear: neither.",
)


def make_study(plan: Comparison, workers: int | None, out: Path | None, *, as_json: bool) -> None:
    """Carry out a plan, write its folder and print its table, or all of its effects as JSON."""
    workers = available_workers() if workers is None else workers
    folder = out or default_folder(plan)
    claim(folder, plan)
    progress = Progress(remarks())
    try:
        with progress:
            comparison = carried_out(plan, workers, started=announce(progress, plan, as_json), done=progress.advance)
        say("Writing results, figures and report …", remarks())
        report = write_study(comparison, folder)
    except KeyboardInterrupt:
        raise Stopped(lost(progress, folder)) from None
    finally:
        release(folder)
    if as_json:
        say_json(content(comparison, folder, report))
    else:
        show(comparison, folder, report)


def claim(folder: Path, plan: Comparison) -> None:
    """Raise, before any run is made, when the folder holds another study or cannot be written."""
    open_study(folder, plan.config)
    if not os.access(folder, os.W_OK | os.X_OK):
        release(folder)
        raise EcologyError(f"{folder}: may not be written to. Choose another folder with --out.")


def release(folder: Path) -> None:
    """Remove the folder if nothing was written to it."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def announce(progress: Progress, plan: Comparison, as_json: bool) -> Callable[[int, float], None]:
    """Return what tells the number of runs and the time they will take, and starts the progress."""

    def started(n: int, seconds: float) -> None:
        policies = f"{len(plan.policies)} policies × {plan.runs} pairs" if plan.runs > 1 else f"{n} policies, once each"
        say(
            f"{n:,} runs of {plan.months} months ({policies}) on sector {plan.sector.name}: about {duration(seconds)}.",
            remarks() if as_json else results(),
        )
        progress.begin(n)

    return started


def lost(progress: Progress, folder: Path) -> str:
    """Return what an interruption cost."""
    if not progress.total:
        return "Nothing had been run and nothing was written."
    if progress.finished < progress.total:
        return f"{progress.finished} of {progress.total} runs were finished and are lost; nothing was written."
    return f"All runs were finished, but {folder} is incomplete: give the same command again to write it whole."


def show(comparison: Comparison, folder: Path, report: Path) -> None:
    """Print the headline outcomes, one block for each policy against the first, and where everything is."""
    console = results()
    headline = {metric.name for metric in HEADLINE}
    found = [row for row in rows(comparison.table) if row.outcome in headline]
    for name in comparison.names[1:]:
        console.print(effects_table([row for row in found if row.b == name]))
    say()
    for line in HOW_TO_READ:
        prose(line.format(months=comparison.last_months, pairs=comparison.runs))
    for line in remarkable(comparison):
        prose(line)
    say(f"\nReport: {report}\nFolder: {folder}")


def remarkable(comparison: Comparison) -> list[str]:
    """Return what a reader must know of the runs: policies that came out identical, and runs that failed."""
    lines = [
        f"Identical: {' and '.join([first, *twins])} came out the same in every number."
        for first, twins in comparison.identical.items()
        if twins
    ]
    unmeasured = comparison.table.query("n_pairs == 0")["outcome"].unique()
    labels = [metric.label for metric in HEADLINE if metric.name in unmeasured]
    if labels:
        lines.append(f"Not measured: nothing happened in these runs that would give a value to {', '.join(labels)}.")
    failed = [outcome for outcome in comparison.outcomes if outcome.error]
    if failed:
        first = failed[0]
        lines.append(
            f"Failed: {len(failed)} of {len(comparison.outcomes)} runs; their pairs are left out. The first "
            f"({first.policy}, pair {first.replication + 1}) said: {first.error}. All are in runs.csv."
        )
    return lines


def content(comparison: Comparison, folder: Path, report: Path) -> dict[str, Any]:
    """Return what --json prints."""
    return {
        "study": study_hash(comparison.config),
        "name": comparison.config["name"],
        "command": comparison.command,
        "policies": comparison.names,
        "sector": comparison.sector.name,
        "pairs": comparison.runs,
        "months": comparison.months,
        "seed": comparison.seed,
        "effects": [{str(k): v for k, v in row.items()} for row in comparison.effects.to_dict("records")],
        "identical": {first: twins for first, twins in comparison.identical.items() if twins},
        "failed": [
            {"policy": o.policy, "replication": o.replication, "error": o.error} for o in comparison.outcomes if o.error
        ],
        "folder": str(folder),
        "report": str(report),
    }
