"""Where results and remarks go: results to standard output, everything said on the way to standard error."""

from __future__ import annotations

import json
import math
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console

WIDTH = 80
"""Columns where there is no terminal to ask."""


def results() -> Console:
    """Return the console for results."""
    return _console(sys.stdout)


def remarks() -> Console:
    """Return the console for what is said on the way."""
    return _console(sys.stderr)


def _console(stream: Any) -> Console:
    width = None if stream.isatty() else WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False)


def say(text: str = "", to: Console | None = None) -> None:
    """Print text as it is: names may hold brackets, and paths must not be broken."""
    (to or results()).print(text, markup=False, soft_wrap=True)


def prose(text: str) -> None:
    """Print text broken at the width of the screen."""
    results().print(text, markup=False)


def say_json(content: Any) -> None:
    """Print JSON; a number that is none becomes null."""
    sys.stdout.write(json.dumps(_finite(content), indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _finite(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _finite(value) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [_finite(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content


@contextmanager
def notes() -> Iterator[None]:
    """Say what a file's reader warned of as notes, without the place in the program."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    for warning in caught:
        if warning.category is UserWarning:
            say(f"Note: {warning.message}", remarks())
