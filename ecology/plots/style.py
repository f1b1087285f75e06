"""Style: one look for every figure, in which colour is never the only cue."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from ecology.plots.lettering import literal, plain

TEXT = 9.0
"""Smallest text in a figure, points."""

WIDTH = 7.3
"""Width of a figure, inches: fits between the margins (12 mm) of an A4 page without shrinking."""

SCREEN = 100
"""Dots an inch in a notebook."""

Dash = tuple[float, Sequence[float]]
"""Where a line starts in its pattern, and the pattern: lengths drawn and left out; none is a solid line."""

INK, FAINT = "#1a1a1a", "#666666"

OKABE_ITO = ("#000000", "#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Colours of Okabe and Ito (2008) that can be told apart in all forms of colour blindness; yellow is left out
because a line of it cannot be seen on white paper."""

LINES: tuple[Dash, ...] = (
    (0, ()), (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)), (0, (9, 2)),
)  # fmt: skip
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")

# Seven colours, five lines and eight markers have no common divisor, so 280 policies pass before a look returns.


@dataclass(frozen=True, slots=True)
class Look:
    """How one policy is drawn wherever it appears."""

    colour: str
    line: Dash
    marker: str


def looks(policies: Sequence[str]) -> dict[str, Look]:
    """Return how each policy is drawn: fixed by its place in the order, the first solid black."""
    return {
        name: Look(OKABE_ITO[i % len(OKABE_ITO)], LINES[i % len(LINES)], MARKERS[i % len(MARKERS)])
        for i, name in enumerate(policies)
    }


class Shown(Figure):
    """A figure that a notebook shows as it is, whether or not pyplot has been imported there."""

    def _repr_png_(self) -> bytes:
        return png(self, SCREEN)


def blank(height: float, foot: str) -> Figure:
    """Return an empty figure with the citation or version line at its foot.

    Parameters
    ----------
    height : float
        Height, inches.
    foot : str
        Text of the line at the foot; may be empty.

    Returns
    -------
    Figure
        With a layout that keeps axes and texts apart and clear of the foot.
    """
    lines = textwrap.wrap(plain(foot), 114)
    room = (len(lines) * TEXT * 1.3 + 3) / 72 if lines else 0.0
    figure = Shown(figsize=(WIDTH, height + room), layout="constrained", facecolor="white")
    engine = figure.get_layout_engine()
    if engine is not None:
        share = room / (height + room)
        engine.set(rect=(0, share, 1, 1 - share), h_pad=0.03, w_pad=0.06)  # type: ignore[call-arg]
    if lines:
        low = min(0.005, 0.03 / (height + room))  # a share of the height; of a tall figure so much would be too high
        figure.text(0.008, low, literal("\n".join(lines)), size=TEXT, color=FAINT, va="bottom", ha="left")
    return figure


FEW, SHORT = 7, 28
"""Marks, and letters of a label, up to which three columns have room."""


def legend(figure: Figure, marks: Sequence[Artist], title: str = "") -> None:
    """Put the legend of the whole figure above its panels, under what the figure shows."""
    wide = len(marks) > FEW and max(len(str(mark.get_label())) for mark in marks) > SHORT
    figure.legend(handles=marks, loc="outside upper left", ncols=2 if wide else 3, fontsize=TEXT, frameon=False,
                  borderaxespad=0.2,
                  title=title or None, title_fontsize=TEXT + 1, alignment="left", borderpad=0.1)  # fmt: skip


def settled(figure: Figure) -> Figure:
    """Return the figure with everything in its final place.

    The layout is worked out once and then let go: worked out anew at every drawing, it would move by a hair
    each time, and a figure saved twice would give two files. Rounded, because the solver of the layout is not
    exact to the last digit, and names inside an SVG file are made from all digits.
    """
    for _ in range(2):
        figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        x, y, width, height = (round(side, 5) for side in axes.get_position().bounds)
        axes.set_position((x, y, width, height))
    return figure


def short(value: float) -> str:
    """Return a number short enough for an axis: 1.2m, 350k, 0.45."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.3g}{letter}".replace("-", "−")
    return f"{value:.3g}".replace("-", "−")


def svg(figure: Figure) -> bytes:
    """Return the figure as SVG: the same figure gives the same bytes."""
    stream = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "ecology", "svg.fonttype": "path"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    return stream.getvalue()


def png(figure: Figure, dpi: int = 150) -> bytes:
    """Return the figure as PNG, by default 150 dots an inch."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=dpi)
    return stream.getvalue()
