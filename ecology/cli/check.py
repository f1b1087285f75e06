"""`ecology check`: whether a policy or a lever keeps what every one promises, line by line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from ecology.cli.console import notes, results, say
from ecology.cli.lever_file import lever_in
from ecology.errors import EcologyError, UnknownName
from ecology.founding.spec import SectorSpec
from ecology.model import Ecology
from ecology.policies.contract import checked, place
from ecology.policies.lever import Lever
from ecology.policies.levers import LEVERS, find_lever
from ecology.policies.policy import Policy
from ecology.presets.files import built_in
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector

MONTHS = 24
"""Shortest run it is tried in."""
LATEST = 60
"""A lever that starts later is tried from this month on."""
SECTOR = "standard"
"""What it is tried in unless another is named."""
SLOWER = 1.5
"""Times as slow as with no policy that a month may be."""
TRIES = 3
"""Times that speed is measured before it is called too low: other work on the machine disturbs it."""

Found = Iterator[tuple[str, str]]


def check(what: str, sector: str = SECTOR) -> bool:
    """Print what something is, and each promise as kept or broken in a sector; return whether all are kept."""
    told: set[str] = set()
    n_broken = 0
    with notes():
        spec = load_sector(sector)
    for promise, fault in found_of(what, spec):
        n_broken += bool(fault)
        results().print(f"[bold red]broken[/]  {promise}" if fault else f"[green]kept[/]    {promise}")
        if fault:
            say("        the same as above" if fault in told else f"        {fault}")
            told.add(fault)
    broken = "1 promise is broken" if n_broken == 1 else f"{n_broken} promises are broken"
    say("\nAll promises are kept." if not n_broken else f"\n{broken}.")
    return not n_broken


def found_of(what: str, sector: SectorSpec) -> Found:
    """Say what something is, and return what is found of it.

    Raises
    ------
    UnknownName
        For a name of neither a policy nor a lever, with the nearest of both.
    BadFile
        For a file that holds neither.
    """
    known = built_in("policies")
    if what.endswith(".py"):
        return of_lever(Path(what).stem, lever_in(Path(what)), sector)
    if what not in known and not Path(what).is_file() and "/" not in what and not what.endswith(".toml"):
        try:
            return of_lever(what, find_lever(what), sector)
        except UnknownName:
            raise UnknownName("policy or lever", what, [*known, *LEVERS]) from None
    return of_policy(load_policy(what), sector)


def of_lever(name: str, make: type[Lever], sector: SectorSpec) -> Found:
    """Yield what is found of a lever: its contract, and how it does in a sector."""
    say(f"lever {name} ({getattr(make, 'code', 'no code')}): {getattr(make, 'summary', 'no summary')}\n")
    n_broken = 0
    for promise, fault in checked(make):
        n_broken += bool(fault)
        yield promise, fault
    try:
        tried = make(start=2)
    except Exception as error:  # whatever a lever of somebody else's may do
        if not n_broken:
            yield "can be put into a policy", f"it fails with {type(error).__name__}: {error}{place(error)}"
        return
    yield from in_a_sector(Policy(name, "", "", ((name, tried),)), sector)


def of_policy(policy: Policy, sector: SectorSpec) -> Found:
    """Yield what is found of a policy: the contract of each lever, and how it does in a sector."""
    names = ", ".join(name for name, _ in policy.levers) or "none"
    say(f"policy {policy.name}: {policy.summary}\nLevers: {names}\n")
    for name, lever in policy.levers:
        faults = [f"{promise}: {fault}" for promise, fault in checked(type(lever)) if fault]
        yield f"lever {name} keeps its contract", "; ".join(faults)
    yield from in_a_sector(policy, sector)


def in_a_sector(policy: Policy, sector: SectorSpec) -> Found:
    """Yield whether a policy runs, writes no outcome, changes something, is nothing at nought and is fast enough."""
    levers = tuple((name, earlier(lever)) for name, lever in policy.levers)
    policy = replace(policy, levers=levers)
    idle = replace(policy, levers=tuple((name, replace(lever, intensity=0.0)) for name, lever in levers))
    months = max([MONTHS, *(lever.start + 11 for _, lever in levers)])
    lives = [model(held, months, sector) for held in (Policy("none", "", ""), policy, idle)]
    try:
        seconds = lived(lives, months)
    except EcologyError as error:
        yield "writes no outcome, and runs", str(error)
        return
    except Exception as error:  # whatever a lever of somebody else's may do
        yield "writes no outcome, and runs", f"it fails with {type(error).__name__}: {error}{place(error)}"
        return
    yield "writes no outcome, and runs", ""
    bare, eco, nought = lives
    dead = [name for name, lever in levers if lever.intensity > 0 and (policy.name, name) not in eco.rules.changed]
    said = (
        f"{', '.join(dead)} changed nothing in {months} months; is anybody it is meant for in the sector {sector.name}?"
    )
    yield "each lever changes some term", said if dead else ""
    alike = nought.recorder.frame().equals(bare.recorder.frame())
    yield "equals no policy at intensity 0, bit for bit", "" if alike else "results differ from those without a policy"
    yield "is fast enough", too_slow(policy, months, seconds, sector)


def earlier(lever: Lever) -> Lever:
    """Return a lever that starts late as one that starts sooner and lasts as long."""
    late = max(lever.start - LATEST, 0)
    return replace(lever, start=lever.start - late, end=lever.end - late)


def model(policy: Policy, months: int, sector: SectorSpec) -> Ecology:
    """Return a sector, not yet lived in."""
    return Ecology(sector, policy, months=months, rng=1, events=False)


def lived(lives: list[Ecology], months: int) -> np.ndarray:
    """Live month by month in turn, and return the processor seconds of each life's months, (months, lives)."""
    seconds = np.zeros((months, len(lives)))
    for month in range(months):
        for n, eco in enumerate(lives):
            began = time.process_time()
            eco.step()
            seconds[month, n] = time.process_time() - began
    return seconds


def too_slow(policy: Policy, months: int, seconds: np.ndarray, sector: SectorSpec) -> str:
    """Return what is said of a policy under which months are slower than they may be, from the first in force on."""
    first = min((lever.start for _, lever in policy.levers), default=1)
    slower = float("inf")
    for n in range(TRIES):
        if n:
            seconds = lived([model(held, months, sector) for held in (Policy("none", "", ""), policy)], months)
        plain, under = seconds[first - 1 :, :2].sum(0)
        slower = min(slower, float(under / plain))
        if slower <= SLOWER:
            return ""
    return (
        f"months take {slower:.1f} times as long as without it, more than {SLOWER:g}: work with whole arrays in "
        "at_full, never with a loop over organisations"
    )
