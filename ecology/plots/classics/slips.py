"""What a strategy gets from its twin when actions slip."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ecology.plots.classics.panels import panels
from ecology.plots.style import OKABE_ITO, TEXT, settled


def payoffs_of_twins(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw simulated payoffs with their intervals, and what was published as rings.

    Parameters
    ----------
    found : DataFrame
        Columns strategy, value, low, high, expected; points a round.
    """
    figure, (axes,) = panels(1, 0.9 + 0.4 * len(found), foot)
    height = range(len(found), 0, -1)
    bars = [found["value"] - found["low"], found["high"] - found["value"]]
    axes.errorbar(
        found["value"], height, xerr=bars, fmt="o", color=OKABE_ITO[2], capsize=3, markersize=4,
        label="simulated, 95 % interval",
    )  # fmt: skip
    axes.plot(found["expected"], height, "o", fillstyle="none", color="black", markersize=10, label="as published")
    axes.set_yticks(height, found["strategy"], size=TEXT)
    axes.set_xlabel("points a round against its twin (3 where both contribute, 1 where neither does)")
    axes.set_xlim(0.9, 3.1)
    axes.legend(fontsize=TEXT, frameon=False, loc="lower left")
    return settled(figure)
