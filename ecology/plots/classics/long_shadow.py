"""What an invader gains over tit for tat, over the shadow of the future."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from ecology.plots.classics.panels import panels
from ecology.plots.style import TEXT, looks, settled


def gains(
    w: npt.NDArray[np.float64], gained: Mapping[str, npt.NDArray[np.float64]], critical: float, foot: str = ""
) -> Figure:
    """Draw the gain of each invader, points a round, against w.

    Parameters
    ----------
    w : shape (n,)
    gained : invader → shape (n,)
    critical : 0–1
        w from which on tit for tat is stable.
    """
    figure, (axes,) = panels(1, 3.2, foot)
    for (name, values), look in zip(gained.items(), looks(list(gained)).values(), strict=True):
        axes.plot(w, values, color=look.colour, linestyle=look.line, linewidth=1.6, label=name)
    axes.axhline(0, color="0.6", linewidth=0.8)
    axes.axvline(critical, color="0.4", linewidth=0.8, linestyle=":")
    axes.annotate(f"stable from w = {critical:.3f}", (critical, axes.get_ylim()[1] * 0.75), size=TEXT, xytext=(4, 0),
                  textcoords="offset points")  # fmt: skip
    axes.set_xlabel("w, chance that there is a next round")
    axes.set_ylabel("gain over tit for tat, points a round")
    axes.legend(fontsize=TEXT, frameon=False)
    return settled(figure)
