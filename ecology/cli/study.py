"""Making a study: how long it will take first, then progress, then what came of it and where it is."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from ecology.cli.console import prose, remarks, results, say, say_json
from ecology.cli.progress import Progress, duration
from ecology.cli.tables import effects_table, expected_table, levels_table
from ecology.errors import IdleLever, NothingToCompare, Stopped
from ecology.experiments.compare import carried_out, kept, with_ends
from ecology.experiments.comparison import Comparison
from ecology.experiments.forecast import Forecast, forecast
from ecology.experiments.foreseen import foretold
from ecology.experiments.plan import all_tasks, open_ends, tasks_at_ends
from ecology.experiments.pool import available_workers, check_workers
from ecology.experiments.store import FILE, Store
from ecology.experiments.study import REPORT, default_folder, write_study
from ecology.metrics.declarations import HEADLINE
from ecology.plots.choices import read_choices
from ecology.report.accounts import lines
from ecology.report.answer import ANSWER
from ecology.report.sentences import rows
from ecology.report.turning import turning
from ecology.storage import MANIFEST, check_study, is_finished, study_hash

LARGE = 50e6
"""Bytes of graphs from which it is said how to do without them."""
HOW_TO_READ = (
    "Means over the last {months} months of a run; differences in pairs of runs on the same sector (pairs: {pairs}).",
    "clear: the interval leaves out zero and is not too small to speak of. no difference: all of it is too small. "
    "unclear: neither.",
)


def make_study(
    plan: Comparison, workers: int | None, out: Path | None, *, fresh: bool, dry_run: bool, as_json: bool
) -> None:
    """Carry out a plan, write its folder and print its table, or all of its effects as JSON."""
    workers = available_workers() if workers is None else workers
    check_workers(workers)
    folder = out or default_folder(plan)
    if dry_run:
        say_forecast(plan, workers, folder)
        return
    progress = Progress(remarks())
    try:
        with kept(plan, folder, fresh=fresh) as store, progress:
            anything_left = announce(progress, plan, workers, store, as_json=as_json)
            comparison = carried_out(plan, workers, store=store, done=progress.advance)
            if not as_json:
                progress.pause()
                show(comparison)
            made = len(comparison.outcomes)
            comparison = with_ends(comparison, workers, store=store, done=lambda n: progress.advance(made + n))
            if anything_left or not is_finished(folder, comparison.wording):
                if store:
                    store.settle(all_tasks(plan))
                write_study(comparison, folder, lambda what: say(f"Writing {what} …", remarks()))
    except (IdleLever, NothingToCompare):
        abandon(folder)
        raise
    except KeyboardInterrupt:
        raise Stopped(lost(progress, folder)) from None
    if as_json:
        say_json(content(comparison, folder))
    else:
        show_levels(comparison)
        show_choices(comparison)
        show_expected(comparison)
        say(f"\nReport: {folder / REPORT}\nFolder: {folder}")


def abandon(folder: Path) -> None:
    """Remove what was kept of a study that can never be finished."""
    for name in (FILE, MANIFEST):
        (folder / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


def announce(progress: Progress, plan: Comparison, workers: int, store: Store | None, *, as_json: bool) -> bool:
    """Say how many runs there are and how long they take, start the progress; return whether any is left to make."""
    expected = forecast(plan, workers, store)
    to = remarks() if as_json else results()
    say(f"{described(plan)} on sector {plan.sector.name}: {remaining(expected)}.", to)
    progress.begin(expected.n_runs, expected.n_kept)
    return expected.n_kept < expected.n_runs


def described(plan: Comparison) -> str:
    """Return how many runs a plan asks for, and what they are."""
    n, at_ends = len(plan.policies) * plan.runs, len(tasks_at_ends(plan))
    policies = f"{len(plan.policies)} policies × {plan.runs} pairs" if plan.runs > 1 else f"{n} policies, once each"
    text = f"{n:,} runs of {plan.months} months ({policies})"
    if at_ends:
        choices = len({declared.name for declared, _, _ in open_ends(plan)})
        text += f" and {at_ends:,} with {choices} open choices at their ends"
    return text


def remaining(expected: Forecast) -> str:
    """Return how long what is left to do will take."""
    if expected.n_kept == expected.n_runs:
        return "all were made before and are kept; --fresh makes them anew"
    kept_before = f"{expected.n_kept:,} were made before and are kept, the others take " if expected.n_kept else ""
    return f"{kept_before}about {duration(expected.seconds)}"


def say_forecast(plan: Comparison, workers: int, folder: Path) -> None:
    """Say what a study would take, and make nothing."""
    if (folder / FILE).is_file():
        with kept(plan, folder) as store:
            expected = forecast(plan, workers, store)
    else:
        check_study(folder, plan.config)
        expected = forecast(plan, workers)
    say(f"{described(plan)} on sector {plan.sector.name}.")
    say(f"Runs    {expected.n_runs:,}, of which {expected.n_kept:,} are kept from before")
    say(f"Time    about {duration(expected.seconds)}, {workers} side by side" if expected.seconds else "Time    none")
    if expected.seconds:
        say(f"Disk    about {size(expected.disk)} in {folder}")
        if expected.graphs > LARGE:
            say(f"        of which graphs {size(expected.graphs)}; --no-graphs leaves them out")
        say(f"Memory  about {size(expected.memory)} over all processes")
    for said in foretold(plan):
        prose(f"{said}.")
    for said in plan.out_of_step:
        prose(f"Note: {said}")
    say("Nothing was run and nothing was written (--dry-run).")


def size(n_bytes: float) -> str:
    """Return an amount of disk or memory as one says it.

    Examples
    --------
    >>> size(31_000_000), size(2.44e9)
    ('31 MB', '2.4 GB')
    """
    return f"{n_bytes / 1e9:.2g} GB" if n_bytes >= 1e9 else f"{max(n_bytes / 1e6, 1):.0f} MB"


def lost(progress: Progress, folder: Path) -> str:
    """Return what an interruption cost: the runs under way, and no others."""
    if not progress.total:
        return "Nothing had been run."
    state = (
        f"{progress.finished} of {progress.total} runs are finished and kept in {folder}"
        if progress.finished < progress.total
        else f"All runs are finished and kept; {folder} is not written whole yet"
    )
    return f"{state}: the same command goes on from there."


def show(comparison: Comparison) -> None:
    """Print the headline outcomes, one block for each policy against the first, and how to read them."""
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


def remarkable(comparison: Comparison) -> list[str]:
    """Return what a reader must know of the runs: policies that came out identical, and runs that failed."""
    lines = [
        f"Identical: {' and '.join([first, *twins])} came out the same in every number."
        for first, twins in comparison.identical.items()
        if twins
    ]
    lines += [f"Note: {said}" for said in comparison.out_of_step]
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


def content(comparison: Comparison, folder: Path) -> dict[str, Any]:
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
        "levels": [{str(k): v for k, v in row.items()} for row in comparison.levels.to_dict("records")],
        "choices": [{str(k): v for k, v in row.items()} for row in comparison.choices.to_dict("records")],
        "expected": [{str(k): v for k, v in row.items()} for row in comparison.expected.to_dict("records")],
        "identical": {first: twins for first, twins in comparison.identical.items() if twins},
        "failed": [
            {"policy": o.policy, "replication": o.replication, "error": o.error} for o in comparison.outcomes if o.error
        ],
        "folder": str(folder),
        "report": str(folder / REPORT),
    }


def show_levels(comparison: Comparison) -> None:
    """Print the effects on persons, organisations and the sector where their signs differ anywhere."""
    found = comparison.levels
    for name in comparison.names[1:]:
        rows = found[found["b"] == name]
        if rows["signs_differ"].any():
            results().print(levels_table(rows))
            prose(
                "signs differ: clearly better at one level and clearly worse at another. All levels are in levels.csv. "
                "To see what it comes from, run it again without one mechanism, as with --set gossip=off, or "
                "without one lever of the policy."
            )


def show_choices(comparison: Comparison) -> None:
    """Print whether the answer keeps its sign at the ends of the open choices, in the words of the report."""
    varied = read_choices(comparison.choices)
    if not varied:
        return
    say()
    for row in rows(comparison.table):
        if row.outcome == ANSWER:
            said = turning(row, varied)
            prose(" ".join([said.lead.text, said.rest.text] if said.rest else [said.lead.text]))


def show_expected(comparison: Comparison) -> None:
    """Print what an account says, what came out, and whether it agrees."""
    if comparison.said:
        results().print(expected_table(lines(comparison.expected)))
