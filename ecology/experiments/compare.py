"""Comparing policies: the same sectors under each, differences taken in pairs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np

from ecology.errors import EcologyError, IdleLever
from ecology.experiments.comparison import Comparison
from ecology.experiments.pool import run_all
from ecology.experiments.task import Outcome, Task
from ecology.founding.spec import SectorSpec
from ecology.model import Ecology, checked
from ecology.parameters import Parameters
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector

QUIET_MONTHS, TRIAL_MONTHS = 12, 6
GROWTH = 1.1
"""Later months against months 13 to 18, measured on the standard sector."""
GRAPH_SECONDS = 4e-5
"""To write one tie into the graphs of the first pair."""
WORKER_START, SHARING = 3.0, 1.15
"""Seconds until workers have started, and how much slower a run is beside another; measured on two cores."""


def compare(
    policies: Sequence[str | Path | Policy],
    sector: str | Path | SectorSpec | nx.Graph = "standard",
    *,
    runs: int = 30,
    months: int = 120,
    rng: int = 0,
    workers: int = 1,
    parameters: Parameters | Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    question: str = "",
    command: str = "",
    started: Callable[[int, float], None] | None = None,
    done: Callable[[int], None] | None = None,
) -> Comparison:
    """Return what comes of policies on the same sectors.

    Parameters
    ----------
    policies : sequence of str, Path or Policy
        Two or more; the others are compared with the first.
    sector : str, Path, SectorSpec or networkx graph
        A built-in name, a sector folder, or any graph.
    runs : int
        Pairs: replications of each policy. Replication i founds its own sector, the same under every policy.
    months : int
        Length of each run.
    rng : int
        Seed of the whole study.
    workers : int
        Processes; the results do not depend on it.
    parameters : Parameters or mapping, optional
    without : sequence of str
        Phases to switch off by name.
    question, command : str
        For the report.
    started, done : callables, optional
        Told the number of runs and the estimated seconds before the first run, and the runs finished after each.

    Raises
    ------
    IdleLever
        When a lever changed nothing in any run, unless its intensity is 0.
    EcologyError
        When there is nothing to compare, or every run failed.
    """
    plan = planned(
        policies, sector, runs=runs, months=months, rng=rng, parameters=parameters, without=without, question=question,
        command=command,
    )  # fmt: skip
    return carried_out(plan, workers, started=started, done=done)


def planned(
    policies: Sequence[str | Path | Policy],
    sector: str | Path | SectorSpec | nx.Graph = "standard",
    *,
    runs: int = 30,
    months: int = 120,
    rng: int = 0,
    parameters: Parameters | Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    question: str = "",
    command: str = "",
) -> Comparison:
    """Return the comparison as it stands before its first run, all that can be wrong in it checked.

    Its name, configuration and hash are those of the finished one.
    """
    if isinstance(policies, (str, Path, Policy)):
        raise EcologyError('policies must be a list of two or more, as in ["targets", "enabling"]')
    held = distinct([load_policy(policy) for policy in policies])
    for name, value in (("runs", runs), ("months", months)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            raise EcologyError(f"{name} = {value!r}: must be a whole number, 1 or more")
    if isinstance(rng, bool) or not isinstance(rng, (int, np.integer)) or rng < 0:
        raise EcologyError(f"the seed (rng) = {rng!r}: must be a whole number of 0 or more")
    too_late(held, months)
    spec = load_sector(sector)
    chosen = parameters if isinstance(parameters, Parameters) else Parameters().replace(parameters or {})
    return Comparison(held, spec, int(runs), int(months), int(rng), chosen, (), checked(without), question, command)


def carried_out(
    plan: Comparison,
    workers: int = 1,
    *,
    started: Callable[[int, float], None] | None = None,
    done: Callable[[int], None] | None = None,
) -> Comparison:
    """Return a planned comparison with its runs made."""
    if isinstance(workers, bool) or not isinstance(workers, (int, np.integer)) or workers < 1:
        raise EcologyError(f"workers = {workers!r}: must be a whole number, 1 or more")
    tasks = [
        Task(policy, i, plan.seed, plan.sector, plan.months, plan.parameters, plan.without, keep=i == 0)
        for i in range(plan.runs)
        for policy in plan.policies
    ]
    if started:
        started(len(tasks), estimate(tasks[-1], len(tasks), len(plan.policies), workers))
    outcomes = run_all(tasks, int(workers), done)
    idle_levers(plan.policies, outcomes)
    nothing_to_compare(plan.names, outcomes)
    return replace(plan, outcomes=tuple(outcomes))


def distinct(policies: list[Policy]) -> tuple[Policy, ...]:
    """Return the policies if they can be told apart by name and there are at least two."""
    names = [policy.name for policy in policies]
    if len(names) < 2:
        raise EcologyError("a comparison needs two policies or more, as in: ecology compare targets enabling")
    for name in names:
        if names.count(name) > 1:
            raise EcologyError(f"two policies are called '{name}': give each its own name")
    return tuple(policies)


def too_late(policies: Sequence[Policy], months: int) -> None:
    """Raise IdleLever for a lever that starts after the last month."""
    for policy in policies:
        for name, lever in policy.levers:
            if lever.start > months and lever.intensity > 0:
                raise IdleLever(
                    f"policy {policy.name}, lever {name}: starts in month {lever.start}, but runs have {months} "
                    "months. Let it start earlier or run longer."
                )


def idle_levers(policies: Sequence[Policy], outcomes: Sequence[Outcome]) -> None:
    """Raise IdleLever for a lever that changed nothing in any run that succeeded."""
    changed = frozenset().union(*(outcome.changed for outcome in outcomes))
    succeeded = {outcome.policy for outcome in outcomes if not outcome.error}
    for policy in policies:
        for name, lever in policy.levers:
            if policy.name in succeeded and lever.intensity > 0 and (policy.name, name) not in changed:
                raise IdleLever(
                    f"policy {policy.name}, lever {name}: changed nothing in any run. Its values may equal what holds "
                    "anyway, or nobody it is meant for is in the sector. Mend it, or set intensity = 0 on purpose."
                )


def nothing_to_compare(names: Sequence[str], outcomes: Sequence[Outcome]) -> None:
    """Raise EcologyError when no run succeeded under the first policy, or under all of the others."""
    succeeded = {outcome.policy for outcome in outcomes if not outcome.error}
    for needed in (names[:1], names[1:]):
        if succeeded.isdisjoint(needed):
            first = next(outcome.error for outcome in outcomes if outcome.policy in needed)
            raise EcologyError(f"every run of {' and '.join(needed)} failed; the first said: {first}")


def estimate(task: Task, n: int, n_policies: int, workers: int) -> float:
    """Return about how many seconds n runs will take, from months 13 to 18 of one of them.

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
    run = founding + GROWTH * (time.perf_counter() - begun) / TRIAL_MONTHS * task.months
    graphs = GRAPH_SECONDS * int((eco.sector.ties.alter >= 0).sum()) * n_policies
    side_by_side = min(workers, n)
    total = n * run + graphs
    return total if side_by_side == 1 else WORKER_START + SHARING * total / side_by_side
