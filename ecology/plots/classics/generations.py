"""How many play each strategy, generation by generation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from ecology.plots.classics.panels import panels
from ecology.plots.style import TEXT, looks, settled


def populations(names: Sequence[str], counts: npt.NDArray[np.int64], foot: str = "") -> Figure:
    """Draw the number of players of each strategy.

    Parameters
    ----------
    counts : shape (generations + 1, strategies)
    """
    figure, (axes,) = panels(1, 3.0, foot)
    for i, look in enumerate(looks(names).values()):
        axes.plot(
            counts[:, i], color=look.colour, linestyle=look.line, marker=look.marker, markersize=4, label=names[i]
        )
    axes.set_xlabel("generation")
    axes.set_ylabel("players")
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=TEXT, frameon=False)
    return settled(figure)
