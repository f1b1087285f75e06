"""Charts: an outcome month by month under each policy, as options of an ECharts chart.

A line is the sector on the screen; the band round it spans the same policy in other sectors of the same kind, so
that nobody takes one run for an answer. Nothing is shown beyond the month that has been reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ecology.metrics.declarations import Metric
from ecology.plots.style import FAINT, INK, OKABE_ITO

Options = dict[str, Any]
Floats = npt.NDArray[np.float64]

COLOURS = (OKABE_ITO[2], OKABE_ITO[1])
LINES = ("solid", "dashed")
NEAR_ONE = 0.8
"""Share from which an axis ends at one."""


@dataclass(frozen=True, slots=True)
class Course:
    """One policy in one chart."""

    policy: str
    values: Sequence[float]
    """Month by month so far, from month 1."""
    others: Floats
    """The same in other sectors, shape (sectors, months of the whole run); no rows before any is known."""


def chart(metric: Metric, courses: Sequence[Course], months: int, starts: int) -> Options:
    """Return the options of the chart of one outcome.

    Parameters
    ----------
    metric : Metric
    courses : sequence of Course
        The first is drawn solid, the second dashed.
    months : int
        Length of the axis.
    starts : int
        Month in which the policies start, which is marked.
    """
    layers: list[Options] = []
    for i, course in enumerate(courses):
        layers += [*band(i, course), line(i, course)]
    layers[-1]["markLine"] = {
        "silent": True, "symbol": "none", "data": [{"xAxis": starts}],
        "lineStyle": {"color": FAINT, "type": "dotted"},
        "label": {"formatter": "policies start", "color": INK, "position": "insideEndTop", "fontSize": 11},
    }  # fmt: skip
    tops = [value for course in courses for value in (*course.values, *course.others.ravel()) if np.isfinite(value)]
    # a share near one would get an axis that reaches to 1.2; without a bound it is said, for a chart keeps its last one
    bound = 1 if metric.unit.startswith("share") and max(tops, default=0) > NEAR_ONE else None
    return {
        "animation": False,
        "textStyle": {"fontFamily": "sans-serif"},
        "grid": {"left": 88, "right": 14, "top": 30, "bottom": 62},
        "legend": {"data": [course.policy for course in courses], "bottom": 0, "itemWidth": 34, "selectedMode": False},
        "xAxis": {"type": "value", "min": 0, "max": months, "name": "month", "nameLocation": "middle", "nameGap": 22,
                  "axisLabel": {"color": INK}, "splitLine": {"show": False}},
        "yAxis": {"type": "value", "name": metric.unit, "nameLocation": "middle", "nameGap": 66,
                  "nameTextStyle": {"color": INK}, "scale": True, "axisLabel": {"color": INK}, "splitNumber": 4,
                  "max": bound},
        "tooltip": {"trigger": "axis", "renderMode": "richText", "confine": True},
        "series": layers,
    }  # fmt: skip


def line(i: int, course: Course) -> Options:
    """Return the line of the sector on the screen."""
    return {
        "id": f"line {i}", "name": course.policy, "type": "line", "showSymbol": len(course.values) < 2,
        "data": drawn(course.values), "itemStyle": {"color": COLOURS[i]},
        "lineStyle": {"width": 2.2, "type": LINES[i], "color": COLOURS[i]}, "z": 3,
    }  # fmt: skip


def band(i: int, course: Course) -> list[Options]:
    """Return the band as ECharts draws one: an invisible line, and what lies on top of it filled."""
    low, high = spread(course)
    common = {
        "type": "line", "stack": f"band {i}", "stackStrategy": "all", "symbol": "none", "silent": True,
        "lineStyle": {"opacity": 0}, "tooltip": {"show": False}, "z": 1,
    }  # fmt: skip
    return [
        {**common, "id": f"low {i}", "name": f"least {i}", "data": drawn(low)},
        {**common, "id": f"high {i}", "name": f"spread {i}", "data": drawn(high - low),
         "areaStyle": {"color": COLOURS[i], "opacity": 0.16}},
    ]  # fmt: skip


def spread(course: Course) -> tuple[Floats, Floats]:
    """Return the least and the greatest over other sectors in each month so far; empty before any is known."""
    so_far = course.others[:, : len(course.values)]
    if not len(so_far):
        return np.zeros(0), np.zeros(0)
    known = np.isfinite(so_far)
    low = np.where(known, so_far, np.inf).min(0)
    high = np.where(known, so_far, -np.inf).max(0)
    nothing = ~known.any(0)
    low[nothing] = high[nothing] = np.nan
    return low, high


def drawn(values: Any) -> list[list[float | int | None]]:
    """Return month and value of each point, to four digits; None where there was nothing to measure."""
    return [[month, float(f"{v:.4g}") if np.isfinite(v) else None] for month, v in enumerate(values, start=1)]
