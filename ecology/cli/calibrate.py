"""`ecology calibrate`."""

from __future__ import annotations

import math
import shlex
from dataclasses import replace
from pathlib import Path

from ecology.calibration.calibrate import Calibration, Plan, calibrate, planned
from ecology.cli.command import portable
from ecology.cli.compare import check_sector
from ecology.cli.console import notes, prose, remarks, results, say
from ecology.cli.progress import Progress, duration
from ecology.cli.records import records_table
from ecology.errors import Stopped
from ecology.experiments.pool import available_workers


def calibrate_rates(
    sector: str,
    trials: int,
    runs: int,
    check_runs: int,
    months: int,
    seed: int,
    workers: int | None,
    out: Path | None,
    *,
    fresh: bool,
) -> None:
    """Plan the calibration, make it, write its folder, and print its table."""
    check_sector(sector)
    with notes():
        plan = planned(sector, trials=trials, runs=runs, check_runs=check_runs, months=months, rng=seed)
    plan = replace(plan, command=command_of(plan, sector))
    folder = out or plan.folder
    progress = Progress(remarks())

    def started(n: int, seconds: float, kept: int) -> None:
        say(
            f"{n:,} runs of {months} months on sector {plan.sector.name} ({trials} sets of rates × {runs} runs, "
            f"2 × {check_runs} to check): about {duration(seconds)}."
            + (f" {kept:,} were finished before and are kept." if kept else ""),
        )
        progress.begin(n, kept)

    try:
        with progress:
            found = calibrate(
                plan, folder, available_workers() if workers is None else workers, fresh=fresh,
                started=started, done=progress.advance,
            )  # fmt: skip
    except KeyboardInterrupt:
        raise Stopped(
            f"{progress.finished} of {progress.total} runs are kept in {folder}: the same command goes on from there."
        ) from None
    page = found.write(folder)
    show(found)
    say(f"\nPage: {page}\nFolder: {folder}")


def show(found: Calibration) -> None:
    """Print the table of targets."""
    rows = [
        {
            "target": row["label"], "accepted": f"{row['low']:g}–{row['high']:g}", "start": value(row["start"]),
            "tuned": value(row["tuned"]), "error": value(row["tuned_error"]),
            "distance": f"{row['tuned_distance']:.2f}", "": row["use"],
        }
        for row in found.table.to_dict("records")
    ]  # fmt: skip
    results().print(records_table(rows, wide="target"))
    say()
    prose(
        f"Reached in {found.plan.check_runs} runs that the search did not see, under policy none; error: Monte Carlo. "
        "Distance: how far outside the accepted range the tuned rates come out, in widths of the range. Nothing in "
        "the programme is changed; rates.csv holds the tuned rates."
    )


def value(number: float) -> str:
    """Return a number of the table, a dash if it could not be measured."""
    return "–" if math.isnan(number) else f"{number:.3f}"


def command_of(plan: Plan, sector: str) -> str:
    """Return the command that makes the calibration again."""
    numbers = {"trials": plan.trials, "runs": plan.runs, "check-runs": plan.check_runs, "months": plan.months,
               "seed": plan.seed}  # fmt: skip
    parts = ["calibrate", "--sector", portable(sector)]
    for name, number in numbers.items():
        parts += [f"--{name}", str(number)]
    return "ecology " + shlex.join(parts)
