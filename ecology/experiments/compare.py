"""Comparing policies: the same sectors under each, differences taken in pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx

from ecology.analysis.expected import Expected
from ecology.errors import IdleLever, NothingToCompare
from ecology.experiments.comparison import AtEnd, Comparison
from ecology.experiments.equal import made_equal
from ecology.experiments.forecast import forecast
from ecology.experiments.outcome import Outcome
from ecology.experiments.plan import open_ends, planned, tasks_at_ends, tasks_of
from ecology.experiments.pool import check_workers, run_all
from ecology.experiments.store import Store
from ecology.founding.spec import SectorSpec
from ecology.parameters import Parameters
from ecology.policies.policy import Policy
from ecology.storage import claim_study
from ecology.strategies import Strategy


def compare(
    policies: Sequence[str | Path | Policy],
    sector: str | Path | SectorSpec | nx.Graph = "standard",
    *,
    runs: int = 30,
    months: int = 120,
    rng: int = 0,
    ends: int = 5,
    workers: int = 1,
    parameters: Parameters | Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    strategies: Sequence[str | Strategy] = (),
    question: str = "",
    command: str = "",
    all_events: bool = False,
    graphs: bool = True,
    expected: Sequence[Expected | Mapping[str, Any]] = (),
    equal: str = "",
    amount: float | None = None,
    folder: str | Path | None = None,
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
    ends : int
        Pairs at each end of each open choice, made after the others (at most `runs`); 0 leaves them out.
    workers : int
        Processes; the results do not depend on it.
    parameters : Parameters or mapping, optional
    without : sequence of str
        Phases to switch off by name.
    strategies : sequence of str or Strategy
        Further ones of the library by name, or your own, under every policy; see `Ecology`.
    question, command : str
        For the report.
    all_events : bool
        Whether the events of every pair are kept, not of the first alone.
    graphs : bool
        Whether the graph of each policy's first run is kept.
    expected : sequence of Expected or mapping
        What an account says should come out, as the `[[expected]]` lists of a scenario file say it.
    equal : str
        'spend', 'burden' or 'both': scale every policy down to what the least demanding of them takes, in pilot runs
        first; see `ecology.experiments.equal`. Empty compares policies as they are.
    amount : float, optional
        What to bring them to instead.
    folder : str or Path, optional
        Where each run is kept as soon as it is finished; the same call takes up again what was interrupted.
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
        policies, sector, runs=runs, months=months, rng=rng, ends=ends, parameters=parameters, without=without,
        strategies=strategies, question=question, command=command, all_events=all_events, graphs=graphs,
        expected=expected,
    )  # fmt: skip
    check_workers(workers)
    if equal:
        plan = made_equal(plan, equal, workers, amount=amount)
    with kept(plan, folder) as store:
        if started:
            to_come = forecast(plan, workers, store)
            started(to_come.n_runs, to_come.seconds)
        comparison = carried_out(plan, workers, store=store, done=done)
        n = len(comparison.outcomes)
        return with_ends(comparison, workers, store=store, done=done and (lambda more: done(n + more)))


@contextmanager
def kept(plan: Comparison, folder: str | Path | None, *, fresh: bool = False) -> Iterator[Store | None]:
    """Open the store of a study in its folder; None where no folder is given.

    Raises
    ------
    StudyExists
        When the folder holds another study.
    """
    if folder is None:
        yield None
        return
    claim_study(Path(folder), plan.config, plan.command, [plan.seed])
    with Store(Path(folder), plan.config["sector"], fresh=fresh) as store:
        yield store


def carried_out(
    plan: Comparison,
    workers: int = 1,
    *,
    store: Store | None = None,
    done: Callable[[int], None] | None = None,
) -> Comparison:
    """Return a planned comparison with its own runs made, and those at the ends not yet.

    Raises
    ------
    IdleLever, NothingToCompare
        When what came of the runs is no comparison.
    """
    outcomes = run_all(tasks_of(plan), workers, done, store)
    idle_levers(plan.policies, outcomes)
    nothing_to_compare(plan.names, outcomes)
    return replace(plan, outcomes=tuple(outcomes))


def with_ends(
    comparison: Comparison, workers: int = 1, *, store: Store | None = None, done: Callable[[int], None] | None = None
) -> Comparison:
    """Return a comparison with its runs at the ends made.

    Parameters
    ----------
    comparison : Comparison
        With its own runs made; `ends` says how many pairs to make at each end, and 0 none.
    workers : int
        Processes; the results do not depend on it.
    store : Store, optional
        Where finished runs are kept and found.
    done : callable, optional
        Told how many of the runs at the ends are finished, after each.
    """
    outcomes = run_all(tasks_at_ends(comparison), workers, done, store)
    each = comparison.ends * len(comparison.policies)
    found = [
        AtEnd(declared, default, end, tuple(outcomes[n * each : (n + 1) * each]))
        for n, (declared, default, end) in enumerate(open_ends(comparison) if each else ())
    ]
    return replace(comparison, at_ends=tuple(found))


def idle_levers(policies: Sequence[Policy], outcomes: Sequence[Outcome]) -> None:
    """Raise IdleLever for levers that changed nothing in any run that succeeded; every one of them is named."""
    changed = frozenset().union(*(outcome.changed for outcome in outcomes))
    succeeded = {outcome.policy for outcome in outcomes if not outcome.error}
    idle = [
        f"policy {policy.name}, lever {name}"
        for policy in policies
        for name, lever in policy.levers
        if policy.name in succeeded and lever.intensity > 0 and (policy.name, name) not in changed
    ]
    if idle:
        raise IdleLever(
            f"{'; '.join(idle)}: changed nothing in any run. Values may equal what holds anyway, or nobody they are "
            "meant for is in the sector. Mend them, or set intensity = 0 on purpose."
        )


def nothing_to_compare(names: Sequence[str], outcomes: Sequence[Outcome]) -> None:
    """Raise NothingToCompare when no run succeeded under the first policy, or under all of the others."""
    succeeded = {outcome.policy for outcome in outcomes if not outcome.error}
    for needed in (names[:1], names[1:]):
        if succeeded.isdisjoint(needed):
            first = next(outcome.error for outcome in outcomes if outcome.policy in needed)
            raise NothingToCompare(f"every run of {' and '.join(needed)} failed; the first said: {first}")
