"""The forecast of a study: how many runs, how long, how much disk and memory, from the beginning of one run."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ecology.experiments.comparison import Comparison
from ecology.experiments.plan import all_tasks
from ecology.experiments.store import Store
from ecology.experiments.task import Task
from ecology.model import Ecology

QUIET_MONTHS, TRIAL_MONTHS = 12, 6
GROWTH = 1.1
"""Later months against months 13 to 18, measured on the standard sector."""
GRAPH_SECONDS, GRAPH_DISK, GRAPH_MEMORY = 4e-5, 320, 800
"""To write one tie into the graphs of the first pair, and the bytes it takes there and meanwhile; measured."""
WORKER_START, SHARING = 3.0, 1.15
"""Seconds until workers have started, and how much slower a run is beside another; measured on two cores."""
ROW_DISK, ROW_KEPT, ROW_MEMORY = 75, 9, 110
"""Bytes of one result in the tables, in the store, and in memory; measured."""
PROCESS, COPIES = 260_000_000, 3
"""Bytes of a process that has done nothing yet, and how often it holds the sector's columns at its busiest."""
PAGES = 3_000_000
"""Bytes of report and figures."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a study will take."""

    n_runs: int
    """Runs in all."""
    n_kept: int
    """Of these, finished before and kept."""
    seconds: float
    """About how long the others will take."""
    disk: float
    """Bytes of the finished folder, about."""
    memory: float
    """Bytes over all processes at their busiest, about."""
    graphs: float = 0.0
    """Bytes of the folder that are the graphs of the first pair."""


def forecast(plan: Comparison, workers: int = 1, store: Store | None = None) -> Forecast:
    """Return what a study will take, from the first year and a half of one of its runs.

    Parameters
    ----------
    plan : Comparison
    workers : int
        Processes.
    store : Store, optional
        Where finished runs are kept.
    """
    tasks = all_tasks(plan)
    n_kept = store.n_kept(tasks) if store else 0
    left = len(tasks) - n_kept
    if not left:
        return Forecast(len(tasks), n_kept, 0.0, 0.0, 0.0)
    first = try_out(tasks[len(plan.policies) - 1])
    side_by_side = min(workers, left)
    ties_written = first.n_ties * len(plan.policies) if plan.graphs else 0
    total = left * first.run + GRAPH_SECONDS * ties_written
    rows = len(tasks) * first.rows
    graphs = GRAPH_DISK * ties_written
    processes = 1 + (side_by_side if side_by_side > 1 else 0)
    return Forecast(
        len(tasks), n_kept,
        total if side_by_side == 1 else WORKER_START + SHARING * total / side_by_side,
        disk=plan.runs * len(plan.policies) * first.rows * ROW_DISK + rows * ROW_KEPT + graphs + PAGES,
        memory=processes * PROCESS + side_by_side * COPIES * first.sector_bytes + rows * ROW_MEMORY
        + 2 * GRAPH_MEMORY * ties_written,
        graphs=graphs,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """What the beginning of one run tells of the others."""

    run: float
    """Seconds of a whole run."""
    n_ties: int
    rows: float
    """Results of a whole run."""
    sector_bytes: int


def try_out(task: Task) -> Trial:
    """Run the first year and a half of a task; the time is that of months 13 to 18.

    The first year is lighter than the rest, for partnerships are few and policies have not started.
    """
    begun = time.perf_counter()
    eco = Ecology(
        task.sector, task.policy, parameters=task.parameters, without=task.without, rng=task.sector_rng, events=False
    )
    founding = time.perf_counter() - begun
    eco.run(QUIET_MONTHS)
    begun = time.perf_counter()
    eco.run(TRIAL_MONTHS)
    month = GROWTH * (time.perf_counter() - begun) / TRIAL_MONTHS
    lived = QUIET_MONTHS + TRIAL_MONTHS
    rows = len(eco.recorder.long(task.policy.name, task.replication)) * task.months / lived
    return Trial(founding + month * task.months, int((eco.sector.ties.alter >= 0).sum()), rows, eco.sector.n_bytes())
