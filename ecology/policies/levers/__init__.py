"""Every lever. To add one, write its file: a lever is found by being there, and is called what its file is called."""

from __future__ import annotations

from importlib import import_module
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


LEVERS = all_levers()
"""Name in a policy file → lever."""

__all__ = ["LEVERS"]
