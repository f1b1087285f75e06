"""Equal terms: policies brought to the same spend, the same burden, or the same sum of both, before they are compared.

A funder's whole outlay is the same under every policy; what is made equal is what the levers themselves take. What each
takes is measured in a few pilot runs, and every lever of a policy is scaled by one factor until it takes what the least
of them takes, or a given amount. Levers are never raised above what their policy says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ecology.errors import EcologyError, UnknownName
from ecology.experiments.comparison import Comparison, Scaled
from ecology.experiments.pool import run_all
from ecology.experiments.task import Task
from ecology.policies.policy import Policy

SPEND, BURDEN, BOTH = "spend", "burden", "both"
BY = {
    SPEND: "what the levers cost the funder, £/month",
    BURDEN: "hours taken from the funded beyond those under no policy, hours/month per organisation",
    BOTH: "the cost of levers and the hours taken, these at the value of an hour of own work, £/month",
}
"""What policies can be made equal by, and what that is."""
PILOTS = 3
"""Pairs that what a policy takes is measured on."""
LEAST = {SPEND: 1.0, BURDEN: 0.05, BOTH: 1.0}
"""Below which a policy takes nothing, in the unit of what is measured."""
NEAR = 0.02
"""How far, as a share, a policy may stay from what it is scaled to."""
TRIALS = 6

BARE = Policy("no policy", "Nothing is asked.", "pilot runs")


@dataclass(frozen=True, slots=True)
class Trial:
    """A policy at a share of its strength, and what it took."""

    share: float
    takes: float


def made_equal(
    plan: Comparison,
    by: str,
    workers: int = 1,
    done: Callable[[int], None] | None = None,
    *,
    amount: float | None = None,
) -> Comparison:
    """Return the plan with its policies scaled down to what the least demanding of them takes, or to an amount.

    Parameters
    ----------
    plan : Comparison
        Before its first run.
    by : str
        'spend', 'burden' or 'both'; see `BY`.
    workers : int
        Processes; the results do not depend on it.
    done : callable, optional
        Told the number of pilot runs finished so far.
    amount : float, optional
        What to bring them to, in the unit of what is made equal; those that take less are left as they are.

    Raises
    ------
    UnknownName
        For anything else to make equal.
    EcologyError
        When fewer than two policies take anything, or the amount is not above 0.
    """
    if by not in BY:
        raise UnknownName("measure", by, BY, where="equal")
    if amount is not None and not amount > LEAST[by]:
        raise EcologyError(f"amount = {amount:g}: must be above {LEAST[by]:g} ({BY[by]})")
    pilots = Pilots(plan, by, workers, done)
    takes = pilots.taken([*plan.policies])
    active = {name: amount for name, amount in takes.items() if amount > LEAST[by]}
    if len(active) < 2:
        found = ", ".join(f"{name} {amount:,.3g}" for name, amount in takes.items())
        raise EcologyError(
            f"equal = {by}: fewer than two of these policies take anything that could be made equal ({BY[by]}: {found})"
        )
    least = min(active.values()) if amount is None else float(amount)
    scaled = [
        scale(policy, takes[policy.name], least, pilots)
        if takes[policy.name] > (1 + NEAR) * least
        else Scaled(by, BY[by], policy.name, takes[policy.name], 1.0, takes[policy.name], least)
        for policy in plan.policies
    ]
    policies = tuple(at_share(policy, one.share) for policy, one in zip(plan.policies, scaled, strict=True))
    return replace(plan, policies=policies, scaled=tuple(scaled))


def at_share(policy: Policy, share: float) -> Policy:
    """Return a policy with every lever at a share of its intensity."""
    if share == 1:
        return policy
    levers = tuple((name, replace(lever, intensity=share * lever.intensity)) for name, lever in policy.levers)
    return replace(policy, levers=levers, summary=f"{policy.summary} (Every lever at {share:.0%} of its strength.)")


def scale(policy: Policy, full: float, target: float, pilots: Pilots) -> Scaled:
    """Return the share of its strength at which a policy takes the target, by false position between two trials."""
    low, high = Trial(0.0, 0.0), Trial(1.0, full)
    now = high
    for _ in range(TRIALS):
        share = low.share + (target - low.takes) * (high.share - low.share) / (high.takes - low.takes)
        # three digits, so that the same study always scales by the same number
        share = float(np.clip(round(share, 3), 0.001, 0.999))
        now = Trial(share, pilots.taken([at_share(policy, share)])[policy.name])
        if abs(now.takes - target) <= NEAR * target or share in (low.share, high.share):
            break
        low, high = (now, high) if now.takes < target else (low, now)
    return Scaled(pilots.by, BY[pilots.by], policy.name, full, now.share, now.takes, target)


class Pilots:
    """Runs that measure what a policy takes, on the first sectors of the plan."""

    def __init__(self, plan: Comparison, by: str, workers: int, done: Callable[[int], None] | None) -> None:
        self.plan, self.by, self.workers, self.done = plan, by, workers, done
        self.n_made = 0
        self.bare = 0.0 if by == SPEND else self._hours([BARE])[BARE.name]

    def taken(self, policies: Sequence[Policy]) -> dict[str, float]:
        """Return what each policy takes, a mean over months and pilot runs."""
        frames = self._made(policies)
        out = {}
        for policy in policies:
            spend, hours = mean_of(frames[policy.name], "lever_cost"), mean_of(frames[policy.name], "burden")
            firms = mean_of(frames[policy.name], "organisations_alive")
            price = self.plan.parameters.ownwork.value_per_hour
            more = hours - self.bare
            out[policy.name] = {SPEND: spend, BURDEN: more, BOTH: spend + price * firms * more}[self.by]
        return out

    def _hours(self, policies: Sequence[Policy]) -> dict[str, float]:
        frames = self._made(policies)
        return {policy.name: mean_of(frames[policy.name], "burden") for policy in policies}

    def _made(self, policies: Sequence[Policy]) -> dict[str, pd.DataFrame]:
        plan = self.plan
        tasks = [
            Task(policy, i, plan.seed, plan.sector, plan.months, plan.parameters, plan.without, plan.strategies)
            for policy in policies for i in range(min(PILOTS, plan.runs))
        ]  # fmt: skip
        before = self.n_made
        outcomes = run_all(tasks, self.workers, self.done and (lambda n: self.done(before + n)))  # type: ignore[misc]
        self.n_made += len(tasks)
        frames: dict[str, list[pd.DataFrame]] = {}
        for outcome in outcomes:
            if outcome.frame is None:
                raise EcologyError(f"policy {outcome.policy} cannot be measured: {outcome.error}")
            frames.setdefault(outcome.policy, []).append(outcome.frame)
        return {name: pd.concat(found) for name, found in frames.items()}


def mean_of(frame: pd.DataFrame, metric: str) -> float:
    """Return the mean of a metric of the whole sector after the common first year."""
    rows = frame[(frame["metric"] == metric) & (frame["group"] == "all") & (frame["month"] > 12)]
    return float(rows["value"].mean())
