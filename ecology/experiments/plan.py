"""The plan: what is to be compared, checked before its first run, and the runs that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from ecology.analysis.expected import Expected
from ecology.errors import EcologyError
from ecology.experiments.comparison import Comparison
from ecology.experiments.expected import read_expected
from ecology.experiments.foreseen import too_late, unworkable
from ecology.experiments.task import Task
from ecology.founding.spec import SectorSpec
from ecology.model import checked
from ecology.parameters import Declaration, Parameters, declarations
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector
from ecology.strategies import STRATEGIES, Strategy
from ecology.strategies.own import with_own


def planned(
    policies: Sequence[str | Path | Policy],
    sector: str | Path | SectorSpec | nx.Graph = "standard",
    *,
    runs: int = 30,
    months: int = 120,
    rng: int = 0,
    ends: int = 5,
    parameters: Parameters | Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    strategies: Sequence[str | Strategy] = (),
    question: str = "",
    command: str = "",
    all_events: bool = False,
    graphs: bool = True,
    expected: Sequence[Expected | Mapping[str, Any]] = (),
) -> Comparison:
    """Return the comparison as it stands before its first run, all that can be wrong in it checked.

    Its name, configuration and hash are those of the finished one.
    """
    if isinstance(policies, (str, Path, Policy)):
        raise EcologyError('policies must be a list of two or more, as in ["targets", "enabling"]')
    held = distinct([load_policy(policy) for policy in policies])
    for name, value, least in (("runs", runs, 1), ("months", months, 1), ("ends", ends, 0)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
            raise EcologyError(f"{name} = {value!r}: must be a whole number, {least} or more")
    if isinstance(rng, bool) or not isinstance(rng, (int, np.integer)) or rng < 0:
        raise EcologyError(f"the seed (rng) = {rng!r}: must be a whole number of 0 or more")
    too_late(held, months)
    spec = load_sector(sector)
    chosen = parameters if isinstance(parameters, Parameters) else Parameters().replace(parameters or {})
    plan = Comparison(
        held, spec, int(runs), int(months), int(rng), chosen, (), checked(without),
        with_own(STRATEGIES, strategies)[len(STRATEGIES):], question, command,
        ends=min(int(ends), int(runs)), all_events=all_events, graphs=graphs,
        said=read_expected(expected, [policy.name for policy in held], "compare"),
    )  # fmt: skip
    unworkable(plan)
    return plan


def distinct(policies: list[Policy]) -> tuple[Policy, ...]:
    """Return the policies if they can be told apart by name and there are at least two."""
    names = [policy.name for policy in policies]
    if len(names) < 2:
        raise EcologyError("a comparison needs two policies or more, as in: ecology compare targets enabling")
    for policy in policies:
        if policies.count(policy) > 1:
            raise EcologyError(f"policy '{policy.name}' is given twice: compare it with another one")
        if names.count(policy.name) > 1:
            raise EcologyError(f"two policies are called '{policy.name}': give each its own name")
    return tuple(policies)


def tasks_of(plan: Comparison) -> list[Task]:
    """Return the runs of the comparison itself, pair by pair."""
    return [
        Task(
            policy,
            i,
            plan.seed,
            plan.sector,
            plan.months,
            plan.parameters,
            plan.without,
            plan.strategies,
            events=plan.all_events or i == 0,
            graph=plan.graphs and i == 0,
        )
        for i in range(plan.runs)
        for policy in plan.policies
    ]


def open_ends(plan: Comparison) -> Iterator[tuple[Declaration, float, float]]:
    """Yield each open choice with its value in the plan and each end that is not that value."""
    values = dict(plan.parameters.items())
    for declared in declarations():
        for end in declared.ends or ():
            if end != values[declared.name]:
                yield declared, values[declared.name], float(end)


def tasks_at_ends(plan: Comparison) -> list[Task]:
    """Return the runs at the ends: for each end the first replications of the plan, under each policy."""
    return [
        Task(policy, i, plan.seed, plan.sector, plan.months, plan.parameters.replace({declared.name: end}),
             plan.without, plan.strategies)
        for declared, _, end in open_ends(plan)
        for i in range(plan.ends)
        for policy in plan.policies
    ]  # fmt: skip


def all_tasks(plan: Comparison) -> list[Task]:
    """Return the runs of the comparison itself and those at the ends of open choices."""
    return tasks_of(plan) + tasks_at_ends(plan)
