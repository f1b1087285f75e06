"""A Python file that the user names, and that is run for no other reason."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from ecology.errors import BadFile
from ecology.policies.contract import place


def run_file(path: Path, kind: str, hint: str = "") -> ModuleType:
    """Run a file and return what it defines, as a module.

    Parameters
    ----------
    kind : str
        What it should hold, such as lever: it is run under a name of its own, or a file called numpy.py would take the
        place of numpy.
    hint : str
        What to do when it is not there.

    Raises
    ------
    BadFile
        When it is not there or cannot be run.
    """
    if not path.is_file():
        raise BadFile(f"{path}: there is no such file. {hint}".strip())
    name = f"{kind}_file_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise BadFile(f"{path}: is no Python file; its name must end in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where pickle looks for it
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # the file is the user's own code, and may fail in any way
        raise BadFile(f"{path}: cannot be run ({type(error).__name__}: {error}{place(error)})") from None
    return module
