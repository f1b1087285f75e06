"""A lever's file."""

from __future__ import annotations

from inspect import getmembers, isclass
from pathlib import Path

from ecology.cli.python_file import run_file
from ecology.errors import BadFile
from ecology.policies.lever import Lever


def lever_in(path: Path) -> type[Lever]:
    """Run a file, and return the lever it defines.

    Raises
    ------
    BadFile
        When it is not there, cannot be run, or defines no lever or more than one.
    """
    module = run_file(path, "lever", f"To begin a lever: ecology new lever {path.stem}")
    kinds = [
        kind
        for _, kind in getmembers(module, isclass)
        if issubclass(kind, Lever) and kind.__module__ == module.__name__
    ]
    if len(kinds) != 1:
        raise BadFile(f"{path}: must define one lever, a class that is a Lever; it defines {len(kinds)}")
    return kinds[0]
