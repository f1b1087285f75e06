"""Trajectories: how the outcomes move month by month under each policy."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator
from scipy.special import stdtrit  # type: ignore[import-untyped]

from ecology.analysis.effects import ALL, identical_policies
from ecology.errors import UnknownName
from ecology.metrics.declarations import HEADLINE, METRICS, Metric
from ecology.plots.lettering import entry, literal, shown, wrapped
from ecology.plots.style import FAINT, TEXT, Look, blank, looks, settled, short
from ecology.report.quantities import is_share, unit_said

COLUMNS = 3
YEARS_FROM = 36
"""Runs of at least this many months have their axis in years."""


def trajectories(
    results: pd.DataFrame,
    outcomes: Sequence[str] | None = None,
    *,
    starts: int | None = None,
    foot: str = "",
) -> Figure:
    """Draw the mean over replications of each outcome, with the 95 % interval of that mean as a band.

    Parameters
    ----------
    results : DataFrame
        Columns policy, replication, month, metric, group, value.
    outcomes : sequence of str, optional
        Names of metrics; by default the headline outcomes.
    starts : int, optional
        Month in which the policies start; a vertical hairline is drawn there.
    foot : str
        Citation or version line at the foot of the figure.

    Returns
    -------
    Figure
        A panel per outcome. Policies identical in every value are drawn once and named in the legend.

    Raises
    ------
    UnknownName
        When an outcome is not among the results.
    """
    whole = results.loc[results["group"] == ALL]
    recorded = list(pd.unique(whole["metric"].astype(str)))
    names = [metric.name for metric in HEADLINE if metric.name in recorded] if outcomes is None else outcomes
    for name in names:
        if name not in recorded:
            raise UnknownName("outcome", name, recorded, "plot of trajectories")
    policies = list(pd.unique(whole["policy"].astype(str)))
    same = identical_policies(results, policies)
    style = looks(policies)
    columns = min(COLUMNS, len(names) + 1)
    rows = math.ceil((len(names) + 1) / columns)
    figure = blank(1.95 * rows, foot)
    panels = list(figure.subplots(rows, columns, squeeze=False).flat)
    in_years = whole["month"].max() >= YEARS_FROM
    for axes, name in zip(panels, names, strict=False):
        rows_of = whole.loc[whole["metric"] == name]
        _panel(axes, rows_of, METRICS[name], {policy: style[policy] for policy in same}, 12 if in_years else 1)
        axes.set_xlabel("years" if in_years else "months", size=TEXT)
        if starts is not None:
            axes.axvline((starts - 1) / (12 if in_years else 1), color=FAINT, linewidth=0.8, zorder=0)
    for axes in panels[len(names) :]:
        axes.set_axis_off()
    _legend(panels[-1], same, style, starts is not None)
    return settled(figure)


def _panel(axes: Axes, rows: pd.DataFrame, metric: Metric, style: Mapping[str, Look], months: int) -> None:
    """Draw one outcome: a line and a band per policy; `months` to one unit of the axis."""
    for policy, look in style.items():
        run = rows.loc[rows["policy"].astype(str) == policy]
        table = run.pivot(index="month", columns="replication", values="value").to_numpy(float)
        x = np.sort(run["month"].unique()) / months
        mean, half = _mean_and_half(table)
        every = max(1, len(x) // 6)
        axes.plot(x, mean, color=look.colour, linestyle=look.line, linewidth=1.4, marker=look.marker,
                  markersize=3.5, markevery=every)  # fmt: skip
        # an interval of means does not go where no value can be
        least = 0.0 if np.nanmin(table, initial=0.0) >= 0 else -np.inf
        most = 1.0 if is_share(metric.unit) else np.inf
        axes.fill_between(
            x, np.maximum(mean - half, least), np.minimum(mean + half, most), color=look.colour, alpha=0.18, linewidth=0
        )
    axes.set_title(wrapped(metric.label, 28), size=TEXT + 0.5, loc="left")
    axes.set_ylabel(wrapped(unit_said(metric.unit), 18), size=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    factor = 100 if is_share(metric.unit) else 1
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(factor * value)))
    axes.set_xlim(0, (rows["month"].max() + 0.5) / months)


def _mean_and_half(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and half width of its 95 % interval over replications; table is (months, replications)."""
    there = np.isfinite(table)
    n = there.sum(axis=1)
    known = np.where(there, table, 0.0)
    mean = np.divide(known.sum(axis=1), n, out=np.full(len(n), np.nan), where=n > 0)
    squares = (np.where(there, table - mean[:, None], 0.0) ** 2).sum(axis=1)
    half = np.zeros(len(n))
    many = n > 1
    half[many] = stdtrit(n[many] - 1, 0.975) * np.sqrt(squares[many] / (n[many] - 1) / n[many])
    return mean, half


def _legend(axes: Axes, same: Mapping[str, Sequence[str]], style: Mapping[str, Look], has_start: bool) -> None:
    """Draw the legend in the last panel, which is left empty for it."""
    lines: list[Line2D | Patch] = []
    for policy, twins in same.items():
        look = style[policy]
        label = f"{' = '.join(map(shown, [*reversed(twins), policy]))} (identical)" if twins else shown(policy)
        lines.append(
            Line2D([], [], color=look.colour, linestyle=look.line, marker=look.marker, markersize=4.5,
                   linewidth=1.4, label=entry(label, 26))
        )  # fmt: skip
    lines.append(Patch(facecolor=FAINT, alpha=0.3, label="95 % interval of the mean"))
    if has_start:
        lines.append(Line2D([], [], color=FAINT, linewidth=0.8, label="policies start"))
    axes.legend(handles=lines, loc="upper left", fontsize=TEXT, frameon=False, handlelength=2.8,
                title=literal("mean over runs"), title_fontsize=TEXT, alignment="left", borderpad=0)  # fmt: skip
