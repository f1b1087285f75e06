"""Actions: what a policy asks of its funder, in the order of its dates, with what each takes."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ecology.policies.lever import NEVER, Lever, Who
from ecology.policies.policy import Policy
from ecology.sector.categories import GROUPINGS


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do."""

    when: str
    what: str
    whom: str
    settings: tuple[str, ...]
    """Each of the lever's own values with its unit and meaning, its cost among them."""


def actions(policy: Policy) -> tuple[Action, ...]:
    """Return what the funder does under a policy, the earliest first."""
    ordered = sorted((lever for _, lever in policy.levers), key=lambda lever: (lever.start, lever.end))
    return tuple(Action(dates(lever), lever.summary, aim(lever.who), settings(lever)) for lever in ordered)


def dates(lever: Lever) -> str:
    """Return when a lever is in force, in words."""
    said = f"from month {lever.start}" + (f" to {lever.end}" if lever.end < NEVER else "")
    if lever.ramp_months:
        said += f", at full strength after {lever.ramp_months} months"
    if lever.intensity != 1:
        said += f", at {lever.intensity:.0%} of its strength"
    if lever.visibility != 1:
        said += f", known to {lever.visibility:.0%} of those it is meant for"
    if lever.credibility != 1:
        said += f", kept in {lever.credibility:.0%} of years"
    return said.replace("%", " %")


def aim(who: Who) -> str:
    """Return those a lever is meant for, in words."""
    chosen = [f"{grouping}: {', '.join(getattr(who, grouping))}" for grouping in GROUPINGS if getattr(who, grouping)]
    chosen += [f"organisations: {', '.join(who.organisation)}"] if who.organisation else []
    said = "; ".join(chosen) or "everybody"
    return said if who.share == 1 else f"{who.share:.0%} by lot of {said}".replace("%", " %")


def settings(lever: Lever) -> tuple[str, ...]:
    """Return each of a lever's own values, with unit and meaning."""
    common = {spec.name for spec in fields(Lever)}
    own = [spec for spec in fields(lever) if spec.name not in common]
    return tuple(
        f"{spec.name.replace('_', ' ')} {getattr(lever, spec.name):g} {spec.metadata['unit']} "
        f"({spec.metadata['meaning']})"
        for spec in own
    )
