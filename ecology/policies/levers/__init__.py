"""Every lever. To add one, write its file: a lever is found by being there, and is called what its file is called.

Another package adds levers by entry points of the group `ecology.levers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from inspect import getmembers, isclass
from pkgutil import iter_modules

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


def from_packages(known: Mapping[str, type[Lever]]) -> dict[str, type[Lever]]:
    """Return the levers that installed packages add; one that cannot be taken is left out, and `REFUSED` says why."""
    out: dict[str, type[Lever]] = {}
    for point in entry_points(group=GROUP):
        package = point.dist.name if point.dist else point.value
        try:
            kind = point.load()
        except Exception as error:  # what another package holds may fail in any way, and must not take us along
            REFUSED[point.name] = f"package {package}: cannot be loaded ({type(error).__name__}: {error})"
            continue
        if not (isclass(kind) and issubclass(kind, Lever)):
            REFUSED[point.name] = f"package {package}: {point.value} is no lever"
        elif point.name in known or point.name in out:
            REFUSED[point.name] = f"package {package}: there is a lever of that name already"
        else:
            out[point.name] = kind
    return out


BUILT_IN = all_levers()
LEVERS = {**BUILT_IN, **from_packages(BUILT_IN)}
"""Name in a policy file → lever."""

__all__ = ["BUILT_IN", "LEVERS", "REFUSED", "from_packages"]
