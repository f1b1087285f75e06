"""The command that makes a study again: every choice said, and nothing of the machine it ran on."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from ecology.experiments.comparison import Comparison


def command_of(words: Sequence[str], plan: Comparison, sector: str | None, settings: dict[str, float]) -> str:
    """Return the command line for a plan; the number of workers has no place in it, as results do not depend on it.

    Parameters
    ----------
    words : sequence of str
        Command and policies, or command and scenario.
    plan : Comparison
    sector : str or None
        As given, or None to leave it to the scenario.
    settings : dict
        Parameters set on the command line.
    """
    parts = [words[0], *map(portable, words[1:])]
    parts += ["--sector", portable(sector)] if sector is not None else []
    parts += ["--runs", str(plan.runs), "--months", str(plan.months), "--seed", str(plan.seed)]
    parts += ["--ends", str(plan.ends)]
    parts += ["--events", "all"] if plan.all_events else []
    parts += [] if plan.graphs else ["--no-graphs"]
    for name, value in sorted(settings.items()):
        parts += ["--set", f"{name}={value:.12g}"]
    return "ecology " + shlex.join(parts)


def portable(name: str) -> str:
    """Return a built-in name as it is, a path from here if it lies below, and else the last part of a path alone."""
    if "/" not in name and "\\" not in name:
        return name
    path = Path(name).resolve()
    try:
        return f"./{path.relative_to(Path.cwd().resolve()).as_posix()}"
    except ValueError:
        return f"./{path.name}"
