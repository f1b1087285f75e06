"""Who gets what from whom, and who contributes to whom, as two maps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from ecology.plots.classics.panels import panels
from ecology.plots.style import TEXT, settled

NAMED = 40
"""Strategies up to which names have room."""


def heat_maps(
    names: Sequence[str],
    points: npt.NDArray[np.float64],
    contributions: npt.NDArray[np.float64],
    order: Sequence[int],
    foot: str = "",
) -> Figure:
    """Draw two maps, the best strategy first.

    Parameters
    ----------
    points : shape (n, n)
        Points a round of the row's strategy against the column's.
    contributions : shape (n, n)
        Share of rounds in which the row's contributed to the column's.
    order : positions, shape (n,)
    """
    figure, drawn = panels(2, 4.6, foot)
    size = max(min(TEXT, 150 / len(names)), 3.5)
    for axes, values, title, top in zip(
        drawn, (points, contributions), ("points a round", "share of rounds with a contribution"), (5, 1), strict=True
    ):
        image = axes.imshow(values[np.ix_(order, order)], cmap="cividis", vmin=0, vmax=max(top, float(values.max())))
        axes.set_title(title, size=TEXT, loc="left")
        axes.set_xticks([])
        axes.set_yticks([])
        if len(names) <= NAMED:
            axes.set_xticks(range(len(order)), [names[i] for i in order], rotation=90, size=size)
        axes.set_xlabel("against", size=TEXT)
        figure.colorbar(image, ax=axes, shrink=0.6).ax.tick_params(labelsize=TEXT)
    if len(names) <= NAMED:
        drawn[0].set_yticks(range(len(order)), [names[i] for i in order], size=size)
    drawn[0].set_ylabel("strategy, best first", size=TEXT)
    return settled(figure)
