"""Winners: who gains and who loses, by size, region and art form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ecology.analysis.effects import ALL
from ecology.errors import EcologyError, UnknownName
from ecology.metrics.declarations import METRICS, Metric
from ecology.plots.differences import axis_reach, identical_effects, together
from ecology.plots.forest import ROW, Interval, axis_numbers, difference_written, draw_rows, verdict_marks
from ecology.plots.lettering import entry, literal, shown, wrapped
from ecology.plots.style import TEXT, Look, blank, legend, looks, settled

TITLES = {"size": "by size of organisation", "region": "by region", "domain": "by art form"}

BETWEEN = 1.9
"""Room that a panel takes for its title, rows."""


def winners(effects: pd.DataFrame, outcome: str = "public_value", *, foot: str = "") -> Figure:
    """Draw the paired differences of one outcome by size, region and art form.

    Parameters
    ----------
    effects : DataFrame
        As returned by `ecology.analysis.effects.effects`.
    outcome : str
        Name of a metric that is recorded by group.
    foot : str
        Citation or version line at the foot of the figure.

    Returns
    -------
    Figure
        A panel per grouping, in the outcome's unit: the longest at the left, the others at the right. Groups
        without organisations are left out; policies with identical effects are drawn once.

    Raises
    ------
    UnknownName
        When the outcome is not one recorded by group.
    EcologyError
        When the effects hold no group of this outcome.
    """
    grouped = [metric.name for metric in METRICS.values() if metric.grouped]
    if outcome not in grouped:
        raise UnknownName("outcome by group", outcome, grouped, "plot of winners")
    metric = METRICS[outcome]
    rows = effects.loc[(effects["outcome"] == outcome) & (effects["group"] != ALL)]
    rows = rows.loc[~is_empty(rows)]
    if rows.empty:
        raise EcologyError(
            f"no group has {metric.label.lower()}: groups are recorded once a year, so run 12 months or more"
        )
    sets = identical_effects(rows)
    order = [names[0] for names in sets]
    a = str(rows["a"].iloc[0])
    style = looks([a, *pd.unique(effects["b"].astype(str))])
    grouping = rows["group"].str.partition(": ")[0]
    panels = {name: _intervals(rows.loc[grouping == name], order, style) for name in pd.unique(grouping)}
    marks = verdict_marks()
    if len(effects["b"].unique()) > 1:
        marks += _colours(sets, style)
    return _draw(panels, metric, a, marks, foot)


def is_empty(rows: pd.DataFrame) -> pd.Series:
    """Return which rows of effects are of groups without organisations: no value, or zero under both policies."""
    means = rows[["mean_a", "mean_b"]]
    return (means.isna() | (means == 0)).all(axis=1)


def _draw(panels: Mapping[str, list[Interval]], metric: Metric, a: str, marks: list[Line2D], foot: str) -> Figure:
    """Return the figure of panels of rows: the longest panel in one column, the others in another."""
    longest = max(panels, key=lambda name: len(panels[name]))
    columns = [column for column in ([longest], [name for name in panels if name != longest]) if column]
    tallest = max(sum(len(panels[name]) + BETWEEN for name in column) for column in columns)
    figure = blank(ROW * tallest + 0.65 + 0.2 * -(-len(marks) // 3), foot)
    reach = axis_reach([bound for panel in panels.values() for row in panel for bound in row.numbers_drawn])
    parts = figure.subfigures(1, len(columns), squeeze=False)[0]
    for part, column in zip(parts, columns, strict=True):
        lengths = [len(panels[name]) for name in column]
        grid = part.subplots(len(column), 1, squeeze=False, height_ratios=lengths)
        for axes, name in zip(grid[:, 0], column, strict=True):
            _panel(axes, panels[name], TITLES.get(name, f"by {name}"), reach, metric.unit)
        for axes in grid[:-1, 0]:
            axes.tick_params(labelbottom=False)
    title = wrapped(f"{metric.label}: difference from {shown(a)} with its 95 % interval, {metric.unit}", 100)
    legend(figure, marks, title)
    return settled(figure)


def _panel(axes: Axes, panel: Sequence[Interval], title: str, reach: float, unit: str) -> None:
    """Draw the rows of one grouping."""
    draw_rows(axes, panel, reach)
    axes.set_title(wrapped(shown(title), 40), size=TEXT + 1, loc="left")
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.xaxis.set_major_formatter(axis_numbers(unit))


def _intervals(rows: pd.DataFrame, order: Sequence[str], style: Mapping[str, Look]) -> list[Interval]:
    """Return the rows of one grouping, group by group, the compared policies below one another."""
    found = []
    for turn, group in enumerate(pd.unique(rows["group"])):
        own = rows.loc[rows["group"] == group].set_index("b")
        label = str(group).partition(": ")[2]
        for place, b in enumerate(name for name in order if name in own.index):
            row = own.loc[b]
            unit = str(row["unit"])
            a, difference, low, high = (float(row[name]) for name in ("mean_a", "difference", "low", "high"))
            share = f" ({difference / abs(a):+.1%})".replace("-", "−").replace("%", " %") if a else ""
            numbers = difference_written(difference, unit) + share
            found.append(
                Interval(literal(shown(label, 22)) if place == 0 else "", difference, low, high, str(row["verdict"]),
                         literal(numbers), style[b].colour, shaded=turn % 2 == 0)
            )  # fmt: skip
    return found


def _colours(sets: Sequence[Sequence[str]], style: Mapping[str, Look]) -> list[Line2D]:
    """Return the marks of the legend that say which row of a group is which policy, top to bottom."""
    places = ["top row", "second row", "third row", *(f"row {i}" for i in range(4, 100))]
    found = []
    for place, names in enumerate(sets):
        label = f"{together(names)} ({places[place]})" if len(sets) > 1 else together(names)
        found.append(Line2D([], [], color=style[names[0]].colour, linewidth=2.5, label=entry(label, 40)))
    return found
