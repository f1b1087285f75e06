"""What can be known of a plan before its first run: levers that start too late, reach nobody, or cost too much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields

import numpy as np
import numpy.typing as npt

from ecology.errors import EcologyError, IdleLever, UnknownName
from ecology.experiments.comparison import Comparison
from ecology.experiments.task import Task
from ecology.mechanisms.policy import apply_policies, labels_of
from ecology.model import Ecology
from ecology.policies.lever import Who
from ecology.policies.policy import Policy

Floats = npt.NDArray[np.float64]


def too_late(policies: Sequence[Policy], months: int) -> None:
    """Raise IdleLever for a lever that starts after the last month."""
    for policy in policies:
        for name, lever in policy.levers:
            if lever.start > months and lever.intensity > 0:
                raise IdleLever(
                    f"policy {policy.name}, lever {name}: starts in month {lever.start}, but runs have {months} "
                    "months. Let it start earlier or run longer."
                )


def unworkable(plan: Comparison) -> None:
    """Raise for a policy aimed at nobody, or whose levers cost more in some month than a funder has to spend.

    Worked out on the sector of the first pair as founded, with budgets as they stand; what happens later may add to it.
    A lever that reaches nobody there is looked at in the sectors of the other pairs too, which may be others.

    Raises
    ------
    UnknownName
        For an organisation that is not there, with the nearest names.
    IdleLever
        For a lever that is meant for nobody in the sector of any pair.
    EcologyError
        For levers that are too dear, with cost and budget.
    """
    for policy in plan.policies:
        if not policy.levers:
            continue
        with founded(plan, policy, 0) as eco:
            _nobody(eco, policy)
            _too_dear(eco, policy, plan.months)
            unreached = dict(out_of_reach(eco, policy))
        for replication in range(1, plan.runs if unreached else 1):
            with founded(plan, policy, replication) as eco:
                unreached = {name: said for name, said in out_of_reach(eco, policy) if name in unreached}
            if not unreached:
                break
        if unreached:
            raise IdleLever(
                "; ".join(f"policy {policy.name}, lever {name}: {said}" for name, said in unreached.items())
                + ". Mend 'who', or set intensity = 0 on purpose. Nothing was run."
            )


@contextmanager
def founded(plan: Comparison, policy: Policy, replication: int) -> Iterator[Ecology]:
    """Found the sector of one pair, and free it afterwards."""
    task = Task(policy, replication, plan.seed, plan.sector, plan.months, plan.parameters)
    eco = Ecology(
        plan.sector, policy, months=plan.months, parameters=plan.parameters, rng=task.rng,
        sector_rng=task.sector_rng, events=False,
    )  # fmt: skip
    try:
        yield eco
    finally:
        eco.__dict__.clear()


def out_of_reach(eco: Ecology, policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield each lever that is meant for no organisation of the sector as founded, and what is said of it."""
    labels = labels_of(eco.sector)
    for name, lever in policy.levers:
        if lever.intensity > 0 and not lever.who.mask(labels).any():
            yield name, f"reaches none of the {int(labels.alive.sum()):,} organisations ({in_words(lever.who)})"


def in_words(who: Who) -> str:
    """Return those a lever is meant for, as a policy file says it.

    Examples
    --------
    >>> in_words(Who(domain=("dance",), share=0.5))
    "who: domain = ['dance'], share = 0.5"
    """
    said = [
        (field.name, getattr(who, field.name)) for field in fields(who) if getattr(who, field.name) != field.default
    ]
    parts = [f"{name} = {list(value) if isinstance(value, tuple) else value}" for name, value in said]
    return f"who: {', '.join(parts) or 'everybody'}"


def _nobody(eco: Ecology, policy: Policy) -> None:
    there = set(eco.sector.organisation_names.values())
    for name, lever in policy.levers:
        for wanted in lever.who.organisation:
            if wanted not in there:
                raise UnknownName("organisation", wanted, there, f"policy {policy.name}, lever {name}, who")


def _too_dear(eco: Ecology, policy: Policy, months: int) -> None:
    for month, cost, monthly in costs(eco, policy, months):
        for funder in np.flatnonzero(cost > monthly):
            raise EcologyError(
                f"policy {policy.name}: its levers cost £{cost[funder]:,.0f} in month {month}, more than the "
                f"£{monthly[funder]:,.0f} a month that {eco.sector.funder_names[funder]} has to spend "
                f"(£{12 * monthly[funder]:,.0f} a year). Bring them to {0.99 * monthly[funder] / cost[funder]:.0%} of "
                "that, by intensity or by fewer of what they pay for, or raise 'budget' in the sector's funders.csv."
            )


def costs(eco: Ecology, policy: Policy, months: int) -> Iterator[tuple[int, Floats, Floats]]:
    """Yield month, what levers cost and what there is to spend, £/month by funder, wherever their strength changes."""
    sector, rules = eco.sector, eco.rules
    before: tuple[float, ...] | None = None
    for month in range(1, months + 1):
        strengths = policy.strengths(month)
        if strengths == before:
            continue
        before, sector.month = strengths, month
        rules = apply_policies(sector, rules, eco.streams)
        held = sector.grants.held(rules.asked.grant_cost.shape)
        each = rules.asked.organisation_cost[:, sector.organisations.slots()].sum(1)
        cost = each + (rules.asked.grant_cost * held).sum(1)
        yield month, cost, sector.funders.budget[: len(cost)] / 1200


def foretold(plan: Comparison) -> list[str]:
    """Return, for each policy, what its levers cost at their dearest, and whom those with a `who` reach.

    On the sector of the first pair as founded.
    """
    said = []
    for policy in plan.policies:
        if not policy.levers:
            continue
        with founded(plan, policy, 0) as eco:
            month, cost, monthly = max(costs(eco, policy, plan.months), key=lambda line: float(line[1].sum()))
            said.append(
                f"{policy.name}: its levers cost £{12 * cost.sum():,.0f} a year at their dearest, in month {month}, "
                f"of £{12 * monthly.sum():,.0f} that funders have to spend"
            )
            labels = labels_of(eco.sector)
            for name, lever in policy.levers:
                if lever.who != Who():
                    meant = int(lever.who.mask(labels).sum())
                    said.append(f"{policy.name}: {name} reaches {meant:,} of {int(labels.alive.sum()):,} organisations")
    return said
