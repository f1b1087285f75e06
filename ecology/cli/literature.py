"""The commands on published results and on strategies that meet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ecology.cli.options import AsJson
from ecology.errors import EcologyError


def classics(
    name: Annotated[str | None, typer.Argument(help="Which one; without it, all are listed.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Run every one as published: the scoreboard.")] = False,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="An argument; lists take commas.")
    ] = None,
    rng: Annotated[int | None, typer.Option(min=0, help="Another seed, where chance matters.")] = None,
    seeds: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Run at N other seeds: how often does each quantity hold?")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes, for many runs.  [default: one a core]")] = None,
    figure: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Draw it as its paper does.")] = None,
    table: Annotated[Path | None, typer.Option(metavar="FILE.md", help="Save the table of --all or --seeds.")] = None,
    as_json: AsJson = False,
) -> None:
    """Reproduce published results from the simulator's own parts, each with a verdict."""
    from ecology.cli.classics import list_classics, show_all, show_classic, show_seeds
    from ecology.experiments.pool import available_workers

    if everything and (name or settings or figure):
        raise EcologyError("--all runs every classic as published: leave NAME, --set and --figure out")
    if seeds and (settings or figure or rng is not None or not (name or everything)):
        raise EcologyError("--seeds runs NAME, or --all, as published: leave --set, --rng and --figure out")
    if seeds:
        show_seeds(name, seeds, workers or available_workers(), table, as_json=as_json)
    elif everything:
        show_all(rng, workers or available_workers(), table, as_json=as_json)
    elif name is None:
        list_classics(as_json=as_json)
    else:
        show_classic(name, settings or [], rng, figure, as_json=as_json)


def tournament(
    strategies: Annotated[list[str] | None, typer.Argument(help="Names; without any, all there are.")] = None,
    own: Annotated[
        Path | None, typer.Option(metavar="FILE.py", help="Strategies of your own, in Python, which is run.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Of each match; both know it.")] = 200,
    repetitions: Annotated[int, typer.Option(min=1, help="Whole tournaments.")] = 5,
    noise: Annotated[float, typer.Option(min=0, max=1, help="Chance that an action slips into its opposite.")] = 0.0,
    continuation: Annotated[
        float | None, typer.Option(min=0, max=1, help="Chance that a match goes on, instead of --rounds.")
    ] = None,
    twins: Annotated[bool, typer.Option("--twins", help="Count the match against one's own twin.")] = False,
    rng: Annotated[int, typer.Option(min=0, help="Seed.")] = 0,
    figure: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Draw points and contributions.")] = None,
    as_json: AsJson = False,
) -> None:
    """Let strategies meet, each against each: ranks, scores, and who beats whom."""
    from ecology.cli.tournament import hold

    hold(strategies or [], own, rounds, repetitions, noise, continuation, rng, figure, twins=twins, as_json=as_json)
