"""Choices: what becomes of an answer when an open choice is moved to either end of what can be defended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ecology.analysis.choices import KEEPS, LEANS_OTHER, LEANS_SAME, NOT_MEASURED, TURNS
from ecology.errors import EcologyError
from ecology.metrics.declarations import METRICS
from ecology.plots.differences import axis_reach, pair_title
from ecology.plots.forest import ROW, Interval, axis_numbers, draw_rows, verdict_marks
from ecology.plots.lettering import literal, plain, shown, wrapped
from ecology.plots.style import INK, TEXT, blank, legend, settled
from ecology.report.quantities import is_share, number, scale_of

VERDICTS = {
    KEEPS: ("o", True, "keeps: same sign, clear"),
    LEANS_SAME: ("o", False, LEANS_SAME),
    LEANS_OTHER: ("s", False, LEANS_OTHER),
    TURNS: ("s", True, "turns: opposite sign, clear"),
    NOT_MEASURED: ("o", False, NOT_MEASURED),
}
"""Verdict → marker, whether it is filled, and words in the legend."""
TURNED = "#D55E00"
"""Colour of what points the other way; its mark is a square as well."""

UNITLESS = frozenset({"", "ratio", "exponent", "0–1", "index"})
"""Units that say nothing beside a number."""


class Choice(NamedTuple):
    """One open choice moved to one end: what the difference of one outcome becomes there."""

    parameter: str
    meaning: str
    unit: str
    default: float
    value: float
    outcome: str
    a: str
    b: str
    n_pairs: int
    difference: float
    low: float
    high: float
    main: float
    verdict: str
    flip: float

    @property
    def key(self) -> str:
        """What the row is found by in choices.csv: parameter|value|outcome|a|b."""
        return f"{self.parameter}|{self.value:g}|{self.outcome}|{self.a}|{self.b}"

    @property
    def words(self) -> str:
        """What is chosen, in words, without the letter it has in equations."""
        return plain(self.meaning).split(": ")[-1]

    @property
    def label(self) -> str:
        """Label of the outcome."""
        return METRICS[self.outcome].label

    @property
    def outcome_unit(self) -> str:
        """Unit of the difference."""
        return METRICS[self.outcome].unit

    @property
    def scale(self) -> float:
        """The size its numbers are read for, in the unit of the outcome."""
        return scale_of(self.difference, self.low, self.high)

    def said(self, value: float, *, most: int = 30) -> str:
        """Return a value of the parameter with its unit, where the unit says something: '30 %', '2 hours', '0.2'."""
        if is_share(self.unit):
            return f"{_digits(100 * value)} %"
        unit = plain(self.unit)
        return _digits(value) if unit in UNITLESS else f"{_digits(value)} {unit[:most]}"


def _digits(value: float) -> str:
    """Return a number to two digits, or to its last whole one: '0.58', '30', '1,200'."""
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"


def read_choices(choices: pd.DataFrame) -> list[Choice]:
    """Return the rows of a frame of choices."""
    return [Choice(*fields) for fields in choices[list(Choice._fields)].itertuples(index=False, name=None)]


def open_choices(choices: pd.DataFrame, outcome: str = "public_value", *, foot: str = "") -> Figure:
    """Draw the difference of one outcome with each open choice at either end of what can be defended.

    Parameters
    ----------
    choices : DataFrame
        As returned by `ecology.analysis.choices.choices`.
    outcome : str
        Name of a metric.
    foot : str
        Citation or version line at the foot of the figure.

    Returns
    -------
    Figure
        A panel per pair of policies, two rows per choice, in the outcome's unit; the dashed line is the
        difference with every choice as in the main comparison.

    Raises
    ------
    EcologyError
        When the choices were not varied for this outcome.
    """
    found = [row for row in read_choices(choices) if row.outcome == outcome]
    if not found:
        raise EcologyError(f"no open choice was varied for {outcome}: run the comparison with its open choices swept")
    unit = METRICS[outcome].unit
    panels = [[row for row in found if row.b == b] for b in dict.fromkeys(row.b for row in found)]
    lengths = [len(panel) for panel in panels]
    used = {name: look for name, look in VERDICTS.items() if any(row.verdict == name for row in found)}
    marks = [*verdict_marks(used), Line2D([], [], color=INK, linestyle=(0, (4, 2)), linewidth=1, label="as compared")]
    figure = blank(ROW * sum(lengths) + 0.4 * len(panels) + 0.45 + 0.2 * -(-len(marks) // 3), foot)
    reach = axis_reach([bound for row in found for bound in (row.low, row.high, row.difference, row.main)])
    grid = figure.subplots(len(panels), 1, squeeze=False, height_ratios=lengths, sharex=True)
    for axes, panel in zip(grid[:, 0], panels, strict=True):
        draw_rows(axes, list(_intervals(panel, unit)), reach, VERDICTS)
        _words(axes, panel)
        axes.axvline(panel[0].main, color=INK, linestyle=(0, (4, 2)), linewidth=1, zorder=0)
        if len(panels) > 1:
            axes.set_title(pair_title([panel[0].b], panel[0].a), size=TEXT + 1, loc="left")
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(axis_numbers(unit))
    a, b = (shown(name) for name in (found[0].a, found[0].b))
    pair = f"{b} against {a}, " if len(panels) == 1 else ""
    legend(figure, marks, wrapped(f"{METRICS[outcome].label}: difference, {pair}with its 95 % interval, {unit}", 100))
    return settled(figure)


def _intervals(panel: Iterable[Choice], unit: str) -> Iterable[Interval]:
    """Yield the rows of one pair, the ends of a choice below one another."""
    shaded, last = False, ""
    for row in panel:
        shaded, last = shaded ^ (row.parameter != last), row.parameter
        scale = scale_of(row.difference, row.low, row.high)
        has_turned = row.verdict in {TURNS, LEANS_OTHER}
        yield Interval(
            literal(row.said(row.value)), row.difference, row.low, row.high, row.verdict,
            literal(number(row.difference, unit, scale, signed=True)), TURNED if has_turned else INK, shaded,
        )  # fmt: skip


def _words(axes: Axes, panel: Sequence[Choice]) -> None:
    """Write what is chosen at the left of its ends."""
    room = 6.0 * max(len(row.said(row.value)) for row in panel) + 10
    for parameter in dict.fromkeys(row.parameter for row in panel):
        places = [y for y, row in enumerate(panel) if row.parameter == parameter]
        row = panel[places[0]]
        words = f"{row.words[:1].upper()}{row.words[1:]}"
        axes.annotate(
            wrapped(f"{shown(words, 72)} ({row.said(row.default)} here)", 44), (0, sum(places) / len(places)),
            xycoords=("axes fraction", "data"), xytext=(-room, 0), textcoords="offset points", size=TEXT,
            va="center", ha="right", annotation_clip=False, linespacing=1.05,
        )  # fmt: skip
