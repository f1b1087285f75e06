"""`ecology check`: whether a policy or a lever keeps what every one promises, line by line."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from inspect import getmembers, isclass
from pathlib import Path

from ecology.cli.console import results, say
from ecology.errors import BadFile, EcologyError
from ecology.model import Ecology
from ecology.policies.contract import checked
from ecology.policies.lever import Lever
from ecology.policies.levers import LEVERS
from ecology.policies.policy import Policy
from ecology.presets.files import built_in
from ecology.presets.policies import load_policy

MONTHS = 24
"""Length of the runs it is tried in."""
SECTOR = "standard"
"""What it is tried in."""
SLOWER = 2.0
"""Times as slow as with no policy that a month may be."""

Found = Iterator[tuple[str, str]]


def check(what: str) -> bool:
    """Print each promise as kept or broken, and return whether all are kept."""
    lever = lever_of(what)
    found = of_lever(lever) if lever else of_policy(load_policy(what))
    n_broken = 0
    for promise, fault in found:
        n_broken += bool(fault)
        results().print(f"[bold red]broken[/]  {promise}" if fault else f"[green]kept[/]    {promise}")
        if fault:
            say(f"        {fault}")
    say("\nAll promises are kept." if not n_broken else f"\n{n_broken} promises are broken.")
    return not n_broken


def lever_of(what: str) -> type[Lever] | None:
    """Return the lever of a file or of a name; None for what must be a policy.

    Raises
    ------
    BadFile
        When a file defines no lever, or more than one, or cannot be run.
    """
    if what in LEVERS and what not in built_in("policies"):
        return LEVERS[what]
    if not what.endswith(".py"):
        return None
    path = Path(what)
    if not path.is_file():
        raise BadFile(f"{path}: there is no such file")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # the file is the user's own code, and may fail in any way
        raise BadFile(f"{path}: cannot be run ({type(error).__name__}: {error})") from None
    kinds = [
        kind for _, kind in getmembers(module, isclass) if issubclass(kind, Lever) and kind.__module__ == path.stem
    ]
    if len(kinds) != 1:
        raise BadFile(f"{path}: must define one lever, a class that is a Lever; it defines {len(kinds)}")
    return kinds[0]


def of_lever(make: type[Lever]) -> Found:
    """Yield what is found of a lever: its contract, and how it does in a sector."""
    yield from checked(make)
    yield from in_a_sector(Policy(make.__name__.lower(), "", "", ((make.__name__.lower(), make(start=2)),)))


def of_policy(policy: Policy) -> Found:
    """Yield what is found of a policy: the contract of each lever, and how it does in a sector."""
    for name, lever in policy.levers:
        faults = [f"{promise}: {fault}" for promise, fault in checked(type(lever)) if fault]
        yield f"lever {name} keeps its contract", "; ".join(faults)
    yield from in_a_sector(policy)


def in_a_sector(policy: Policy) -> Found:
    """Yield whether a policy runs, writes no outcome, changes something, is nothing at nought and is fast enough."""
    last = max([MONTHS, *(lever.start + 6 for _, lever in policy.levers)])
    bare, plain = lived(Policy("none", "", ""), last)
    try:
        eco, taken = lived(policy, last)
    except EcologyError as error:
        yield "writes no outcome, and runs", str(error)
        return
    yield "writes no outcome, and runs", ""
    idle = [
        name for name, lever in policy.levers if lever.intensity > 0 and (policy.name, name) not in eco.rules.changed
    ]
    yield (
        "each lever changes some term",
        f"{', '.join(idle)} changed nothing in {last} months; is anybody it is meant for in the sector {SECTOR}?"
        if idle
        else "",
    )
    levers = tuple((name, replace(lever, intensity=0.0)) for name, lever in policy.levers)
    nought, _ = lived(replace(policy, levers=levers), last)
    alike = nought.recorder.frame().equals(bare.recorder.frame())
    yield "equals no policy at intensity 0, bit for bit", "" if alike else "results differ from those without a policy"
    yield "is fast enough", "" if taken < SLOWER * plain + 0.5 else f"a run takes {taken / plain:.1f} times as long"


def lived(policy: Policy, months: int) -> tuple[Ecology, float]:
    """Return a small sector that has lived under a policy, and the seconds it took."""
    eco = Ecology(SECTOR, policy, months=months, rng=1, events=False)
    began = time.perf_counter()
    eco.run()
    return eco, time.perf_counter() - began
