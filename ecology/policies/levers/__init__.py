"""Every lever. To add one, write its file: a lever is found by being there, and is called what its file is called.

Another package adds levers by entry points of the group `ecology.levers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from inspect import getmembers, isclass
from pkgutil import iter_modules

from ecology.errors import EcologyError, UnknownName
from ecology.policies.contract import says_what_it_is
from ecology.policies.lever import Lever


def lever_of(module: str) -> type[Lever]:
    """Return the lever that a module defines.

    Raises
    ------
    TypeError
        When it defines none, or more than one.
    """
    held = import_module(module)
    found = [kind for _, kind in getmembers(held, isclass) if issubclass(kind, Lever) and kind.__module__ == module]
    if len(found) != 1:
        raise TypeError(f"{module} must define one lever; it defines {len(found)}")
    return found[0]


def all_levers() -> dict[str, type[Lever]]:
    """Return every lever by the name of its file, in the order of the policy vocabulary."""
    made = {module.name: lever_of(f"{__name__}.{module.name}") for module in iter_modules(__path__)}
    return dict(sorted(made.items(), key=lambda item: int(item[1].code[1:])))


GROUP = "ecology.levers"
"""Entry points by which another package adds levers: name in policy files → class."""

REFUSED: dict[str, str] = {}
"""Entry point that was left out → why."""

PACKAGES: dict[str, str] = {}
"""Lever of another package → that package."""


def from_packages(known: Mapping[str, type[Lever]]) -> dict[str, type[Lever]]:
    """Return the levers that installed packages add; one that cannot be taken is left out, and `REFUSED` says why."""
    out: dict[str, type[Lever]] = {}
    for point in entry_points(group=GROUP):
        package = point.dist.name if point.dist else point.value
        try:
            kind = point.load()
            wrong = "" if is_lever(kind) else f"{point.value} is no lever, a class that is a Lever"
            wrong = wrong or says_what_it_is(kind)
            if not wrong:
                kind()
        except (Exception, SystemExit) as error:  # it may fail in any way, and must not take us along
            wrong = f"cannot be loaded ({type(error).__name__}: {error})"
        if point.name in known or point.name in out:
            wrong = "there is a lever of that name already; the package has to give it another"
        if wrong:
            REFUSED[point.name] = f"package {package}: {wrong}"
        else:
            out[point.name] = kind
            PACKAGES[point.name] = package
    return out


def is_lever(kind: object) -> bool:
    """Return whether something is a kind of lever."""
    return isclass(kind) and issubclass(kind, Lever) and kind is not Lever


BUILT_IN = all_levers()
LEVERS = {**BUILT_IN, **from_packages(BUILT_IN)}
"""Name in a policy file → lever."""


def find_lever(name: str, where: str = "") -> type[Lever]:
    """Return a lever by its name.

    Parameters
    ----------
    name : str
    where : str
        File and table that ask for it, if any do.

    Raises
    ------
    UnknownName
        When there is none, with the nearest names.
    EcologyError
        When a package adds it, but it was left out.
    """
    if name not in LEVERS and name in REFUSED:
        raise EcologyError(f"{where + ': ' if where else ''}the lever {name} was left out. {REFUSED[name]}")
    if name not in LEVERS:
        raise UnknownName("lever", name, LEVERS, where=where)
    return LEVERS[name]


__all__ = ["BUILT_IN", "LEVERS", "PACKAGES", "REFUSED", "find_lever", "from_packages"]
