"""`ecology run`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ecology.cli.command import command_of
from ecology.cli.compare import check_sector
from ecology.cli.console import notes
from ecology.cli.settings import read_settings
from ecology.cli.study import make_study
from ecology.experiments.compare import planned
from ecology.scenario import load_scenario


def run_scenario(
    name: str,
    sector: str | None,
    runs: int | None,
    months: int | None,
    seed: int | None,
    ends: int | None,
    changes: Sequence[str],
    workers: int | None,
    out: Path | None,
    *,
    all_events: bool,
    graphs: bool,
    fresh: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Plan what a scenario asks for, with what is said otherwise here, make it, and print what came of it."""
    settings = read_settings(changes)
    if sector is not None:
        check_sector(sector)
    with notes():
        scenario = load_scenario(name)
        plan = planned(
            scenario.policies,
            scenario.sector if sector is None else sector,
            runs=scenario.runs if runs is None else runs,
            months=scenario.months if months is None else months,
            rng=scenario.seed if seed is None else seed,
            ends=scenario.ends if ends is None else ends,
            parameters=scenario.parameters.replace(settings),
            without=scenario.without,
            strategies=scenario.strategies,
            question=scenario.question,
            all_events=all_events,
            graphs=graphs,
            expected=scenario.expected,
        )
    plan = replace(plan, command=command_of(["run", name], plan, sector, settings))
    make_study(plan, workers, out, fresh=fresh, dry_run=dry_run, as_json=as_json)
