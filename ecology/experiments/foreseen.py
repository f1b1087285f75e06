"""What can be known of a plan before its first run: levers that start too late, and levers nobody can pay for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ecology.errors import EcologyError, IdleLever, UnknownName
from ecology.experiments.comparison import Comparison
from ecology.experiments.task import Task
from ecology.mechanisms.policy import apply_policies
from ecology.model import Ecology
from ecology.policies.policy import Policy


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
    """Raise for a policy aimed at names nobody has, or whose levers cost more in some month than a funder has to spend.

    Worked out on the sector of the first pair as founded, with budgets as they stand; what happens later may add to it.

    Raises
    ------
    UnknownName
        For an organisation that is not there, with the nearest names.
    EcologyError
        For levers that are too dear, with cost and budget.
    """
    for policy in plan.policies:
        if not policy.levers:
            continue
        first = Task(policy, 0, plan.seed, plan.sector, plan.months, plan.parameters)
        eco = Ecology(
            plan.sector, policy, months=plan.months, parameters=plan.parameters, rng=first.rng,
            sector_rng=first.sector_rng, events=False,
        )  # fmt: skip
        try:
            _nobody(eco, policy)
            _too_dear(eco, policy, plan.months)
        finally:
            eco.__dict__.clear()


def _nobody(eco: Ecology, policy: Policy) -> None:
    there = set(eco.sector.organisation_names.values())
    for name, lever in policy.levers:
        for wanted in lever.who.organisation:
            if wanted not in there:
                raise UnknownName("organisation", wanted, there, f"policy {policy.name}, lever {name}, who")


def _too_dear(eco: Ecology, policy: Policy, months: int) -> None:
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
        monthly = sector.funders.budget[: len(cost)] / 1200
        for funder in np.flatnonzero(cost > monthly):
            raise EcologyError(
                f"policy {policy.name}: its levers cost £{cost[funder]:,.0f} in month {month}, more than the "
                f"£{monthly[funder]:,.0f} a month that {sector.funder_names[funder]} has to spend "
                f"(£{12 * monthly[funder]:,.0f} a year). Bring them to {0.99 * monthly[funder] / cost[funder]:.0%} of "
                "that, by intensity or by fewer of what they pay for, or raise 'budget' in the sector's funders.csv."
            )
