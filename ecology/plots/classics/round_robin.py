"""Scores of a tournament, and ranks by the shadow of the future."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ecology.plots.classics.panels import panels
from ecology.plots.style import OKABE_ITO, TEXT, settled


def field_of_scores(found: pd.DataFrame, nice: frozenset[str], foot: str = "") -> Figure:
    """Draw the mean score of each entry with its interval, the nice ones apart.

    Parameters
    ----------
    found : DataFrame
        As `tournament` returns it.
    nice : set of names
        Those that are never the first to hold back.
    """
    rows = found[found["quantity"].str.startswith("mean score of ")]
    names = rows["quantity"].str.removeprefix("mean score of ").str.removesuffix(", points a match")
    figure, (axes,) = panels(1, 0.8 + 0.22 * len(rows), foot)
    place = pd.Series(range(len(rows), 0, -1), index=rows.index)
    for is_nice, colour, marker in ((True, OKABE_ITO[2], "o"), (False, OKABE_ITO[1], "s")):
        some = rows[names.isin(nice) == is_nice]
        bars = [some["value"] - some["low"], some["high"] - some["value"]]
        axes.errorbar(
            some["value"], place[some.index], xerr=bars, fmt=marker, color=colour, markersize=5, capsize=2,
            label="never the first to hold back" if is_nice else "the others",
        )  # fmt: skip
    axes.set_yticks(place, names, size=TEXT)
    axes.set_xlabel("mean score, points a match, with 95 % intervals over repetitions")
    axes.legend(fontsize=TEXT, frameon=False, loc="lower right")
    return settled(figure)


def ranks_by_shadow(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the rank of always holding back over the chance that a match goes on.

    Parameters
    ----------
    found : DataFrame
        Columns continuation (chance that there is a next round), value, low, high (ranks).
    """
    figure, (axes,) = panels(1, 3.0, foot)
    bars = [found["value"] - found["low"], found["high"] - found["value"]]
    axes.errorbar(found["continuation"], found["value"], bars, fmt="o-", color=OKABE_ITO[1], markersize=4, capsize=3)
    axes.invert_yaxis()
    axes.set_xlabel("chance that a match goes on after each round")
    axes.set_ylabel("rank of always holding back (1 the best)")
    return settled(figure)
