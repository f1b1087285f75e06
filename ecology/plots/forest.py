"""Forest: rows of differences with their intervals, the numbers printed beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from ecology.analysis.effects import CLEAR, NO_DIFFERENCE, UNCLEAR
from ecology.plots.lettering import literal
from ecology.plots.style import FAINT, INK, TEXT, short
from ecology.report.quantities import is_share

BAND = "#f1f1f1"
"""Behind every other row or group, to lead the eye to the numbers."""

ROW = 0.16
"""Height of a row of one line, inches."""

VERDICTS: Mapping[str, tuple[str, bool, str]] = {
    CLEAR: ("o", True, "clear"),
    UNCLEAR: ("o", False, "unclear"),
    NO_DIFFERENCE: ("|", True, "no difference worth speaking of"),
}
"""Verdict → marker, whether it is filled, and words in the legend."""


@dataclass(frozen=True, slots=True)
class Interval:
    """One row of a forest plot, in the unit of its axis; NaN where there is nothing to draw."""

    label: str
    difference: float
    low: float
    high: float
    verdict: str
    numbers: str
    colour: str = INK
    shaded: bool = False

    @property
    def numbers_drawn(self) -> tuple[float, float, float]:
        """What the axis must reach."""
        return self.difference, self.low, self.high

    @property
    def is_drawn(self) -> bool:
        """Whether there is a difference to draw."""
        return math.isfinite(self.difference)


def draw_rows(
    axes: Axes, rows: Sequence[Interval], reach: float, verdicts: Mapping[str, tuple[str, bool, str]] = VERDICTS
) -> None:
    """Draw intervals from the top down on an axis that reaches `reach` to either side of zero.

    What lies beyond the axis ends in an arrow head at its edge; the numbers at the right say how far it goes.
    """
    axes.set_xlim(-reach, reach)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.axvline(0, color=FAINT, linewidth=0.8, zorder=0)
    for y, row in enumerate(rows):
        if row.shaded:
            axes.axhspan(y - 0.5, y + 0.5, color=BAND, linewidth=0, zorder=-1)
        if not row.is_drawn:
            axes.annotate("cannot be drawn", (0, y), xytext=(6, 0), textcoords="offset points", size=TEXT, va="center",
                          color=FAINT)  # fmt: skip
        low, high = max(row.low, -reach), min(row.high, reach)
        if low <= high:  # false when either is NaN, as it should be
            axes.plot([low, high], [y, y], color=row.colour, linewidth=1.4, solid_capstyle="butt")
        for bound, edge, head in ((row.low < -reach, -reach, "<"), (row.high > reach, reach, ">")):
            if bound:
                axes.plot(edge, y, marker=head, color=row.colour, markersize=6, clip_on=False)
        if -reach <= row.difference <= reach:
            axes.plot(row.difference, y, **_mark(verdicts[row.verdict], row.colour))
        axes.annotate(row.numbers, (1, y), xycoords=("axes fraction", "data"), xytext=(8, 0),
                      textcoords="offset points", size=TEXT, va="center", annotation_clip=False)  # fmt: skip
    axes.set_yticks(range(len(rows)), [row.label for row in rows], size=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)


def beyond_mark(panels: Sequence[Sequence[Interval]], reach: float) -> list[Line2D]:
    """Return the mark of the legend that says what an arrow head means, if any interval goes beyond the axis."""
    if not any(row.is_drawn and max(abs(row.low), abs(row.high)) > reach for rows in panels for row in rows):
        return []
    return [Line2D([], [], linewidth=1.4, marker=">", markersize=6, color=INK, label="beyond the axis: see the number")]


def verdict_marks(verdicts: Mapping[str, tuple[str, bool, str]] = VERDICTS) -> list[Line2D]:
    """Return the marks of the legend that say what each verdict looks like."""
    return [Line2D([], [], linewidth=1.4, label=look[2], **_mark(look, INK)) for look in verdicts.values()]


def axis_numbers(unit: str) -> FuncFormatter:
    """Return how the numbers of an axis of differences are written."""
    return FuncFormatter(lambda value, _: literal(difference_written(value, unit)))


def difference_written(value: float, unit: str) -> str:
    """Return a difference to three digits: '+£350k', '−4 points', '+0.2'; a dash when there is none."""
    if not math.isfinite(value):
        return "–"
    size = 100 * abs(value) if is_share(unit) else abs(value)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{'£' if unit.startswith('£') else ''}{short(size)}{' points' if is_share(unit) else ''}"


def _mark(look: tuple[str, bool, str], colour: str) -> dict[str, Any]:
    """Return the properties of the mark of a verdict."""
    marker, is_filled, _ = look
    return {
        "marker": marker,
        "markersize": 10 if marker == "|" else 6,
        "markeredgewidth": 1.5,
        "markerfacecolor": colour if is_filled else "white",
        "color": colour,
    }
