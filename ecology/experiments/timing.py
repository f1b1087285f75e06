"""Timing: levers that act outside the months that outcomes are averaged over, and runs too short for an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from ecology.metrics.declarations import METRICS
from ecology.metrics.record import SURVIVAL_MONTHS
from ecology.policies.lever import Lever
from ecology.policies.policy import Policy


def out_of_step(policies: Sequence[Policy], first: int, last: int) -> list[str]:
    """Return a sentence for each lever whose means show something else than the lever in full force.

    Parameters
    ----------
    policies : sequence of Policy
    first, last : int
        Months that outcomes are averaged over.
    """
    return [
        f"The lever {name} of policy {policy.name} {said[0]}, and outcomes are means over months {first} to {last}: "
        f"they show {said[1]}."
        for policy in policies
        for name, lever in policy.levers
        if (said := when_and_what(lever, first))
    ]


def when_and_what(lever: Lever, first: int) -> tuple[str, str] | None:
    """Return when a lever acts and what means from the first month on show of it, None for the lever in full force."""
    full = lever.start + lever.ramp_months
    if not lever.intensity:
        return None
    if lever.end < first:
        return f"ends with month {lever.end}", "what it leaves behind, not what it does while it acts"
    if full > first:
        return f"is in full force from month {full} on", "also the time before, and so less than it does"
    return None


def too_short(policies: Sequence[Policy], months: int) -> list[str]:
    """Return a sentence where runs end before any partnership begun under the policies can be counted as lasting.

    A partnership begun in month b is counted from month b + 24 on, so those begun under a lever that starts in month s
    are counted from month s + 24 on.

    Parameters
    ----------
    policies : sequence of Policy
    months : int
        Length of each run.
    """
    starts = [lever.start for policy in policies for _, lever in policy.levers if lever.intensity]
    if not starts or months >= min(starts) + SURVIVAL_MONTHS:
        return []
    label, begun = METRICS["partnership_survival"].label, min(starts)
    return [
        f"{label}: those begun under the policies, from month {begun} on, are first counted in month "
        f"{begun + SURVIVAL_MONTHS}, and runs end with month {months}. It shows only those begun before; run longer."
    ]
