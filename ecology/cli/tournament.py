"""`ecology tournament`: strategies, built in and one's own, each against each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np

from ecology import __version__
from ecology.cli.console import prose, results, say, say_json
from ecology.cli.python_file import run_file
from ecology.cli.records import records_table
from ecology.errors import BadFile
from ecology.games.tournament import Standings, tournament
from ecology.plots.classics.heat import heat_maps
from ecology.plots.style import png
from ecology.storage import write_bytes
from ecology.strategies.library import LIBRARY, AnyStrategy, FromFunction, chosen


def hold(
    names: Sequence[str], own: Path | None, rounds: int, repetitions: int, noise: float, continuation: float | None,
    rng: int, figure: Path | None, *, twins: bool, as_json: bool,
) -> None:  # fmt: skip
    """Hold a tournament and print ranks, scores, and who beats whom."""
    entries = [*chosen(names or tuple(LIBRARY)), *(strategies_in(own) if own else [])]
    found = tournament(entries, rounds, repetitions, slip=noise, continuation=continuation, twins=twins, rng=rng)
    records = table(found)
    if figure:
        ending = f"{rounds} rounds" if continuation is None else f"going on with chance {continuation:g}"
        size = f"{len(entries)} strategies · {repetitions} repetitions"
        foot = f"ecology {__version__} · {size} · {ending} · noise {noise:g}"
        order = [found.names.index(str(r["name"])) for r in records]
        write_bytes(png(heat_maps(found.names, found.points.mean(0), found.contributions.mean(0), order, foot)), figure)
    if as_json:
        say_json({
            "entries": records, "names": list(found.names), "points": found.points.mean(0).tolist(),
            "contributions": found.contributions.mean(0).tolist(),
        })  # fmt: skip
        return
    results().print(records_table(records, wide="beats"))
    prose(
        "\nscore: points a round, a mean over matches; 3 where both contribute, 1 where neither does. rank: mean over "
        f"{repetitions} repetitions. beats: gets more points than these in more than half of the repetitions."
    )
    if figure:
        say(f"Figure: {figure}")


def table(found: Standings) -> list[dict[str, Any]]:
    """Return a record for each entry, the best first."""
    scores, ranks, wins = found.scores, found.ranks, found.wins
    gave = (found.contributions * found.rounds).sum((0, 2)) / found.rounds.sum((0, 2))
    return [
        {
            "rank": float(ranks[:, i].mean()), "name": found.names[i], "score": float(scores[:, i].mean()),
            "contributes": f"{100 * gave[i]:.0f} %",
            "beats": [found.names[j] for j in np.flatnonzero(wins[i] > 0.5)],
        }
        for i in (-scores.mean(0)).argsort(kind="stable").tolist()
    ]  # fmt: skip


def strategies_in(path: Path) -> list[AnyStrategy]:
    """Run a file, and return every strategy it defines: objects with a name, and functions of two histories.

    Raises
    ------
    BadFile
        When it defines none.
    """
    module = run_file(path, "strategy")
    found: list[AnyStrategy] = []
    for name, thing in vars(module).items():
        if isinstance(thing, FunctionType):
            if thing.__module__ == module.__name__ and not name.startswith("_"):
                found.append(FromFunction(name, thing))
        elif not isinstance(thing, type) and hasattr(thing, "name") and hasattr(thing, "source"):
            found.append(thing)
    if not found:
        raise BadFile(
            f"{path}: defines no strategy: a function of own and the other's actions so far (lists of 1 and 0) that "
            "returns whether to contribute, or an object such as Reactive('mine', 1, 1, 0, 1, 0.5, 'my own')"
        )
    return found
