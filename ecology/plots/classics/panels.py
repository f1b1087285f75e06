"""What the figures of the classics share: an empty figure of plain panels."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ecology.plots.style import TEXT, blank


def panels(n: int, height: float, foot: str = "") -> tuple[Figure, list[Axes]]:
    """Return a figure and its n panels side by side, with text that can be read and no frames."""
    figure = blank(height, foot)
    drawn: list[Axes] = list(figure.subplots(1, n, squeeze=False)[0])
    for axes in drawn:
        axes.tick_params(labelsize=TEXT)
        axes.spines[["top", "right"]].set_visible(False)
        axes.xaxis.label.set_fontsize(TEXT)
        axes.yaxis.label.set_fontsize(TEXT)
        axes.title.set_fontsize(TEXT)
    return figure, drawn
