"""Differences: what another policy changes, outcome by outcome."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ecology.analysis.effects import ALL
from ecology.errors import EcologyError
from ecology.metrics.declarations import HEADLINE, METRICS
from ecology.plots.forest import Interval, beyond_mark, draw_rows, verdict_marks
from ecology.plots.lettering import literal, shown, wrapped
from ecology.plots.style import TEXT, blank, legend, settled
from ecology.report.quantities import change, scale_of, span

RUNAWAY = 5.0
"""The axis reaches at most so many times as far as the middle row: one runaway outcome must not flatten all others."""


def differences(effects: pd.DataFrame, *, foot: str = "") -> Figure:
    """Draw the paired differences of the headline outcomes, as shares of the first policy's mean.

    Parameters
    ----------
    effects : DataFrame
        As returned by `ecology.analysis.effects.effects`.
    foot : str
        Citation or version line at the foot of the figure.

    Returns
    -------
    Figure
        A panel per pair of policies; policies with identical effects share one panel. The numbers in their own
        units stand at the right.

    Raises
    ------
    EcologyError
        When there is no difference between two policies to draw.
    """
    headline = [metric.name for metric in HEADLINE]
    rows = effects.loc[(effects["group"] == ALL) & effects["outcome"].isin(headline)]
    sets = identical_effects(rows)
    if not sets:
        raise EcologyError("there is no comparison to draw: run at least two policies, for example none and enabling")
    panels = [_intervals(rows.loc[rows["b"] == names[0]]) for names in sets]
    lengths = [len(panel) for panel in panels]
    figure = blank(0.37 * sum(lengths) + 0.75 * len(sets) + 0.45, foot)
    extents = [
        np.nanmax(np.abs([row.difference, row.low, row.high])) for panel in panels for row in panel if row.is_drawn
    ]
    most = RUNAWAY * float(np.median(extents)) if extents else np.inf
    reach = axis_reach(extents, most or np.inf)
    grid = figure.subplots(len(sets), 1, squeeze=False, height_ratios=lengths, sharex=True)
    for axes, panel, names in zip(grid[:, 0], panels, sets, strict=True):
        draw_rows(axes, panel, reach)
        axes.set_title(pair_title(names, str(rows["a"].iloc[0])), size=TEXT + 1, loc="left")
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda value, _: f"{value:+g} %".replace("-", "−") if value else "0 %")
        )
    grid[-1, 0].set_xlabel(
        wrapped(f"difference with its 95 % interval, in % of {shown(rows['a'].iloc[0])}", 60), size=TEXT
    )
    legend(figure, [*verdict_marks(), *beyond_mark(panels, reach)])
    return settled(figure)


def identical_effects(rows: pd.DataFrame) -> list[list[str]]:
    """Return the compared policies in order, those with the same effects in every row together."""
    sets: dict[bytes, list[str]] = {}
    numbers = ["mean_a", "mean_b", "difference", "low", "high", "n_pairs"]
    for policy in pd.unique(rows["b"].astype(str)):
        own = rows.loc[rows["b"] == policy].sort_values(["outcome", "group"])
        sets.setdefault(own[numbers].to_numpy(float).tobytes(), []).append(policy)
    return list(sets.values())


def pair_title(names: Sequence[str], a: str) -> str:
    """Return the title of a panel: who is compared with whom, and which policies are the same."""
    return wrapped(f"{together(names)}, compared with {shown(a)}", 90)


def together(names: Sequence[str]) -> str:
    """Return the names of policies drawn as one: 'twin = enabling (identical)'."""
    said = [shown(name) for name in [*reversed(names[1:]), names[0]]]
    return f"{' = '.join(said)} (identical)" if len(said) > 1 else said[0]


def axis_reach(values: Sequence[float], most: float = np.inf) -> float:
    """Return how far an axis must reach to either side of zero to hold the values, at most `most`."""
    finite = [abs(value) for value in values if np.isfinite(value)]
    return min(max(finite, default=0.0) * 1.08, most) or 1.0


def _intervals(rows: pd.DataFrame) -> list[Interval]:
    """Return the rows of one pair as shares of the first policy's mean, in %."""
    found = []
    numeric = rows[["mean_a", "difference", "low", "high"]].to_numpy(float).tolist()
    named = zip(rows["outcome"], rows["verdict"], numeric, strict=True)
    for place, (outcome, verdict, (a, difference, low, high)) in enumerate(named):
        metric = METRICS[outcome]
        percent = 100 / abs(a) if a else np.nan
        scale = scale_of(difference, low, high)
        numbers = f"{change(difference, metric.unit, scale)}\n({span(low, high, metric.unit, scale)})"
        found.append(
            Interval(wrapped(metric.label, 28), difference * percent, low * percent, high * percent,
                     verdict, literal(numbers), shaded=place % 2 == 0)
        )  # fmt: skip
    return found
