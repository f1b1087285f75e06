"""Calibrating: search for rates that meet the targets, then judge them on runs the search has not seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ecology import __version__
from ecology.calibration import tables
from ecology.calibration.counts import Counts
from ecology.calibration.evaluation import Run, lived
from ecology.calibration.fit import REIN, UNMEASURED, objective
from ecology.calibration.free import FREE, starting_values
from ecology.calibration.kept import FILE, Kept
from ecology.calibration.search import MISSING, Trial, search
from ecology.calibration.targets import TARGETS
from ecology.errors import EcologyError
from ecology.experiments.crew import Crew
from ecology.founding.spec import SectorSpec, describe
from ecology.presets.sectors import load_sector
from ecology.storage import (
    claim_study,
    finish_study,
    made_by,
    manifest,
    study_hash,
    write_frame,
    write_text,
)

PAGE = "calibration.md"
TRIAL_MONTHS = 24
"""Of the run whose time tells how long the others will take."""
GROWTH = 1.3
"""Later months against the first 24, for partnerships grow in number and some rates make more of them."""


@dataclass(frozen=True)
class Plan:
    """What a calibration is to be."""

    sector: SectorSpec
    trials: int
    """Sets of rates to try, the starting values first."""
    runs: int
    """Runs of each set; the same sectors and chances for all sets."""
    check_runs: int
    """Further runs, with other sectors and chances, of the start and of the best set; the table is made of these."""
    months: int
    seed: int
    command: str = ""

    @property
    def config(self) -> dict[str, Any]:
        """What makes the calibration what it is; the number of trials only decides how far it goes."""
        return {
            "name": f"calibration on {self.sector.name}", **self.common, "runs": self.runs,
            "check_runs": self.check_runs, "targets": [asdict(t) for t in TARGETS], "free": [asdict(f) for f in FREE],
            "unmeasured": UNMEASURED, "rein": REIN,
        }  # fmt: skip

    @property
    def common(self) -> dict[str, Any]:
        """What all evaluations have in common."""
        return {
            "sector": study_hash({"spec": describe(self.sector)}), "months": self.months, "seed": self.seed,
            "version": __version__,
        }  # fmt: skip

    @property
    def n_runs(self) -> int:
        """Runs there are to make in all."""
        return self.trials * self.runs + 2 * self.check_runs

    @property
    def folder(self) -> Path:
        """Return results/calibration-<hash>."""
        return Path("results") / f"calibration-{study_hash(self.config)}"


@dataclass(frozen=True, repr=False)
class Calibration:
    """What came of a calibration."""

    plan: Plan
    trials: tuple[Trial, ...]
    counted: tuple[list[Counts], ...]
    """Of each trial, the counts of its runs."""
    at_start: list[Counts]
    """Counts of the check runs."""
    at_best: list[Counts]

    @property
    def best(self) -> Trial:
        """The trial with the smallest objective, the first of equals."""
        return min(self.trials, key=lambda trial: trial.objective)

    @cached_property
    def table(self) -> pd.DataFrame:
        """Targets: range, what was reached at the start and at the best rates, error, distance, met or not."""
        return tables.of_targets(self.at_start, self.at_best)

    @cached_property
    def rates(self) -> pd.DataFrame:
        """Free rates: range, start, tuned."""
        return tables.of_rates(self.best.rates)

    @cached_property
    def pulls(self) -> pd.DataFrame:
        """Pairs of targets that are fitted: how many of the trials met one, the other, and both."""
        return tables.of_pulls(self.counted)

    @property
    def text(self) -> str:
        """All of it as Markdown."""
        return tables.markdown(self)

    def write(self, folder: Path) -> Path:
        """Write every file and return the path of the page; the same calibration gives the same bytes."""
        for name, frame in (("calibration", self.table), ("rates", self.rates), ("pulls", self.pulls)):
            write_frame(frame, folder / f"{name}.csv")
        write_text(self.text, folder / PAGE)
        finish_study(folder, self.manifest, ["calibration.csv", "rates.csv", "pulls.csv", PAGE, FILE])
        return folder / PAGE

    @property
    def manifest(self) -> dict[str, Any]:
        """What is needed to make it again."""
        made = manifest(self.plan.config, self.plan.command, [self.plan.seed])
        made["versions"]["optuna"] = metadata.version("optuna")
        return made

    def __repr__(self) -> str:
        return (
            f"Calibration on {self.plan.sector.name}: {len(self.trials)} trials of {self.plan.runs} runs, "
            f"best objective {self.best.objective:.3f}\n  next: table, rates, pulls, text, write(folder)"
        )


def planned(
    sector: str | Path | SectorSpec = "standard",
    *,
    trials: int = 120,
    runs: int = 4,
    check_runs: int = 12,
    months: int = 120,
    rng: int = 0,
    command: str = "",
) -> Plan:
    """Return a calibration before its first run, all that can be wrong in it checked."""
    for name, value in (("trials", trials), ("runs", runs), ("check_runs", check_runs), ("months", months)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            raise EcologyError(f"{name} = {value!r}: must be a whole number, 1 or more")
    if isinstance(rng, bool) or not isinstance(rng, (int, np.integer)) or rng < 0:
        raise EcologyError(f"the seed (rng) = {rng!r}: must be a whole number of 0 or more")
    try:
        metadata.version("optuna")
    except metadata.PackageNotFoundError:
        raise EcologyError(MISSING) from None
    return Plan(load_sector(sector), int(trials), int(runs), int(check_runs), int(months), int(rng), command)


def calibrate(
    plan: Plan,
    folder: Path,
    workers: int = 1,
    *,
    fresh: bool = False,
    started: Callable[[int, float, int], None] | None = None,
    done: Callable[[int], None] | None = None,
) -> Calibration:
    """Return what comes of a plan, with every evaluation kept in a folder as soon as it is finished.

    Parameters
    ----------
    plan : Plan
    folder : Path
        Of this calibration; what is found there is not run again, so an interrupted one goes on where it was.
    workers : int
        Processes; the results do not depend on it.
    fresh : bool
        Whether to forget what is there.
    started : callable, optional
        Told, before the first run, the number of runs, about how many seconds they would take, and how many are there.
    done : callable, optional
        Told the runs finished so far after each evaluation.

    Raises
    ------
    StudyExists
        When the folder holds another study.
    EcologyError
        When Optuna is not installed, or a worker was killed.
    """
    if isinstance(workers, bool) or not isinstance(workers, (int, np.integer)) or workers < 1:
        raise EcologyError(f"workers = {workers!r}: must be a whole number, 1 or more")
    claim_study(folder, plan.config, plan.command, [plan.seed])
    kept = Kept(folder, {**plan.common, "made by": made_by()}, fresh=fresh)
    if started:
        started(plan.n_runs, seconds_of(plan, int(workers)), min(kept.n_runs, plan.n_runs))
    wanted: list[tuple[Mapping[str, float], Sequence[int]]] = []
    counted: list[list[Counts]] = []
    finished = 0
    tuning, checking = range(plan.runs), range(plan.runs, plan.runs + plan.check_runs)

    with Crew(int(workers)) as crew:

        def evaluated(rates: Mapping[str, float], replications: Sequence[int]) -> list[Counts]:
            nonlocal finished
            found = kept.get(rates, replications)
            if found is None:
                found = crew.make(lived, [Run(plan.sector, rates, plan.months, plan.seed, i) for i in replications])
                kept.put(rates, replications, found)
            wanted.append((rates, replications))
            finished += len(replications)
            if done:
                done(finished)
            return found

        def judge(rates: Mapping[str, float]) -> float:
            counted.append(evaluated(rates, tuning))
            return objective(rates, counted[-1])

        trials = tuple(search(judge, plan.trials, plan.seed))
        at_start = evaluated(starting_values(), checking)
        best = min(trials, key=lambda trial: trial.objective)
        at_best = evaluated(best.rates, checking)
    kept.settle(wanted)
    return Calibration(plan, trials, tuple(counted), at_start, at_best)


def seconds_of(plan: Plan, workers: int) -> float:
    """Return about how many seconds all runs will take, from the first two years of one at the start."""
    months = min(TRIAL_MONTHS, plan.months)
    begun = time.perf_counter()
    lived(Run(plan.sector, {}, months, plan.seed, 0))
    each = (time.perf_counter() - begun) * plan.months / months * (GROWTH if plan.months > months else 1.0)
    side_by_side = min(workers, plan.runs)
    return each * plan.n_runs / side_by_side
