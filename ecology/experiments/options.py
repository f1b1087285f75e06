"""Options of studies told of in `docs/findings.md` and the cases: sector, runs, length, and where the figure goes."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from ecology import __version__


def at_least(least: int) -> Callable[[str], int]:
    """Return what reads a whole number that is not less.

    Examples
    --------
    >>> at_least(2)("3")
    3
    """

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"must be a whole number of {least} or more, not {text}")
        return int(text)

    return read


def options(description: str, runs: int, months: int, shortest: int = 2) -> argparse.ArgumentParser:
    """Return what reads a study's command line, with its usual size as the defaults.

    Parameters
    ----------
    description : str
        What it asks.
    runs, months : int
        Its usual size. An interval takes two runs.
    shortest : int
        Fewest months that have something to tell.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--sector", default="standard")
    parser.add_argument("--runs", type=at_least(2), default=runs, help="runs of each kind")
    parser.add_argument("--months", type=at_least(shortest), default=months, help="length of a run")
    parser.add_argument("--figure", help="where to save the figure")
    return parser


def save(
    figure: Callable[[pd.DataFrame, str], Figure],
    found: pd.DataFrame,
    given: argparse.Namespace,
    *,
    under: str = "policy none",
) -> None:
    """Save the figure of what was found, if one was asked for, with what it was made of at its foot."""
    if given.figure:
        made_of = f"sector {given.sector} · {given.runs} runs of {given.months} months · {under}"
        figure(found, f"ecology {__version__} · {made_of}").savefig(given.figure, dpi=150)
