"""A lever's file: Python that the user names, and that is run for no other reason."""

from __future__ import annotations

import importlib.util
import sys
from inspect import getmembers, isclass
from pathlib import Path

from ecology.errors import BadFile
from ecology.policies.contract import place
from ecology.policies.lever import Lever


def lever_in(path: Path) -> type[Lever]:
    """Run a file, and return the lever it defines.

    Raises
    ------
    BadFile
        When it is not there, cannot be run, or defines no lever or more than one.
    """
    if not path.is_file():
        raise BadFile(f"{path}: there is no such file. To begin a lever: ecology new lever {path.stem}")
    # under a name of its own, or a file called numpy.py would take the place of numpy
    name = f"lever_file_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where pickle looks for it
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # the file is the user's own code, and may fail in any way
        raise BadFile(f"{path}: cannot be run ({type(error).__name__}: {error}{place(error)})") from None
    kinds = [kind for _, kind in getmembers(module, isclass) if issubclass(kind, Lever) and kind.__module__ == name]
    if len(kinds) != 1:
        raise BadFile(f"{path}: must define one lever, a class that is a Lever; it defines {len(kinds)}")
    return kinds[0]
