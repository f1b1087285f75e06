"""`ecology compare`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ecology.cli.command import command_of
from ecology.cli.console import notes, remarks, results, say
from ecology.cli.settings import read_settings
from ecology.cli.study import make_study
from ecology.errors import EcologyError
from ecology.experiments.compare import planned
from ecology.experiments.comparison import Comparison
from ecology.experiments.equal import BY, made_equal
from ecology.experiments.pool import available_workers
from ecology.graph_file import SUFFIXES


def compare_policies(
    policies: Sequence[str],
    sector: str,
    runs: int,
    months: int,
    seed: int,
    ends: int,
    changes: Sequence[str],
    strategies: Sequence[str],
    workers: int | None,
    out: Path | None,
    *,
    equal: str,
    amount: float | None,
    all_events: bool,
    graphs: bool,
    fresh: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Plan the comparison, make it, and print what came of it."""
    settings = read_settings(changes)
    if amount is not None and not equal:
        raise EcologyError("--amount says what --equal brings policies to: give --equal spend, burden or both with it")
    check_sector(sector)
    with notes():
        plan = planned(
            policies, sector, runs=runs, months=months, rng=seed, ends=ends, parameters=settings, strategies=strategies,
            all_events=all_events, graphs=graphs,
        )  # fmt: skip
    given = [*policies, *(["--equal", equal] if equal else []), *(["--amount", f"{amount:g}"] if amount else [])]
    given += [word for name in strategies for word in ("--strategy", name)]
    plan = replace(plan, command=command_of(["compare", *given], plan, sector, settings))
    if equal and not dry_run:
        plan = on_equal_terms(plan, equal, amount, workers, as_json=as_json)
    make_study(plan, workers, out, fresh=fresh, dry_run=dry_run, as_json=as_json)


def on_equal_terms(
    plan: Comparison, by: str, amount: float | None, workers: int | None, *, as_json: bool
) -> Comparison:
    """Return the plan with its policies made equal, and say what was scaled."""
    to = remarks() if as_json else results()
    say(f"Measuring what each policy takes, in pilot runs on the first sectors ({BY.get(by, by)}) …", remarks())
    plan = made_equal(plan, by, available_workers() if workers is None else workers, amount=amount)
    say(f"Made equal by {by}:", to)
    for one in plan.scaled:
        say(f"  {one.sentence}", to)
    return plan


def check_sector(sector: str) -> None:
    """Raise EcologyError for a file, other than a graph's, where a folder is meant."""
    if Path(sector).is_file() and Path(sector).suffix.lower() not in SUFFIXES:
        raise EcologyError(
            f"{sector}: is a file, not a sector folder. If it holds grants or tables, first make a folder of it: "
            f"ecology import {sector} --out DIR"
        )
