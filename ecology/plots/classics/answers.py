"""What is given in the long run, by how strong the answer is."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ecology.plots.classics.panels import panels
from ecology.plots.style import TEXT, looks, settled


def by_slope(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw long-run contributions over the slope of the answer, a line for each noise.

    Parameters
    ----------
    found : DataFrame
        Columns slope, noise, value, low, high.
    """
    figure, (axes,) = panels(1, 3.2, foot)
    noises = found["noise"].unique().tolist()
    for noise, look in zip(noises, looks([str(n) for n in noises]).values(), strict=True):
        rows = found[found["noise"] == noise]
        bars = [rows["value"] - rows["low"], rows["high"] - rows["value"]]
        axes.errorbar(
            rows["slope"], rows["value"], bars, color=look.colour, linestyle=look.line, marker=look.marker,
            markersize=4, capsize=2, linewidth=1.2, label=f"noise {noise:g}",
        )  # fmt: skip
    axes.axvline(1, color="0.6", linewidth=0.8, linestyle=":")
    axes.set_ylim(-0.03, 1.03)
    axes.set_xlabel("k, strength of the answer (1: in kind)")
    axes.set_ylabel("contribution in the long run,\nshare of what could be")
    axes.legend(fontsize=TEXT, frameon=False)
    return settled(figure)
