"""Lines over one quantity, one for each case, with intervals; the form most of the papers use."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ecology.plots.classics.panels import panels
from ecology.plots.style import TEXT, looks, settled

LINE = 34
"""Letters of a line beside a panel."""


class Panel(NamedTuple):
    """One panel of a figure of curves."""

    curves: pd.DataFrame
    """Columns x, line, value; low and high, where there is an interval."""
    x: str
    """What runs along the axis, with its unit."""
    y: str
    """What is shown, with its unit."""
    title: str = ""
    log_x: bool = False
    at: float | None = None
    """Where a dotted line marks a threshold of x."""
    level: float | None = None
    """Where a dotted line marks a level of y."""
    bottom: float | None = 0.0
    """Least y shown."""
    markers: bool = True


def curves(drawn: Sequence[Panel], foot: str = "", height: float = 3.1) -> Figure:
    """Draw panels side by side; a line looks the same in all of them."""
    figure, axes_of = panels(len(drawn), height, foot)
    names = list(dict.fromkeys(str(name) for panel in drawn for name in panel.curves["line"]))
    look_of = looks(names)
    told = set()
    for axes, panel in zip(axes_of, drawn, strict=True):
        for name, rows in panel.curves.groupby("line", sort=False):
            look, new = look_of[str(name)], str(name) not in told
            told.add(str(name))
            bars = None
            if "low" in rows and rows["low"].notna().any():
                bars = np.nan_to_num([rows["value"] - rows["low"], rows["high"] - rows["value"]]).clip(0)
            axes.errorbar(
                rows["x"], rows["value"], bars, color=look.colour, linestyle=look.line, linewidth=1.4,
                marker=look.marker if panel.markers else "", markersize=4, capsize=2, elinewidth=1,
                label=str(name) if new else None,
            )  # fmt: skip
        if panel.log_x:
            axes.set_xscale("log")
        if panel.at is not None:
            axes.axvline(panel.at, color="0.4", linewidth=0.8, linestyle=":")
        if panel.level is not None:
            axes.axhline(panel.level, color="0.4", linewidth=0.8, linestyle=":")
        if panel.bottom is not None:
            axes.set_ylim(bottom=panel.bottom)
        axes.set_xlabel(panel.x, size=TEXT)
        axes.set_ylabel(textwrap.fill(panel.y, LINE), size=TEXT)
        axes.set_title(panel.title, size=TEXT, loc="left")
        if len(names) > 1 and axes.get_legend_handles_labels()[0]:
            axes.legend(fontsize=TEXT, frameon=False)
    return settled(figure)
