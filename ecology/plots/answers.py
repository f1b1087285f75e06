"""Answers: what came out for each hypothesis of the sources, as a share of what there was with less."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ecology.analysis.expected import AGREES, CANNOT_BE_TOLD, CONTRADICTS
from ecology.plots.forest import ROW, Interval, beyond_mark, draw_rows, verdict_marks
from ecology.plots.lettering import wrapped
from ecology.plots.style import TEXT, blank, legend, looks, settled

REACH = 0.5
"""Where the axis ends, as a share."""
LETTERS = 54
"""Of a line of a label."""
VERDICTS: Mapping[str, tuple[str, bool, str]] = {
    AGREES: ("o", True, "as the source says"),
    CONTRADICTS: ("X", True, "against what it says"),
    CANNOT_BE_TOLD: ("o", False, "cannot be told"),
}
"""Verdict → marker, whether it is filled, and words in the legend."""


def answers(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw each difference, as a share of the mean with less, with its 95 % interval.

    Parameters
    ----------
    found : DataFrame
        Columns row, says, mean_less, difference, low, high, verdict.
    foot : str
        Line at the foot.
    """
    colours = {verdict: look.colour for verdict, look in looks(list(VERDICTS)).items()}
    rows = []
    for i, one in enumerate(found.to_dict("records")):
        size = abs(float(one["mean_less"])) or math.nan
        share, low, high = (float(one[name]) / size for name in ("difference", "low", "high"))
        label = wrapped(f"{one['row']}  {one['says']}", LETTERS)
        numbers = f"{percent(share)} ({percent(low)} to {percent(high)})" if math.isfinite(share) else ""
        verdict = str(one["verdict"])
        rows.append(Interval(label, share, low, high, verdict, numbers, colours[verdict], shaded=i % 2 == 0))
    lines = sum(row.label.count("\n") + 1.4 for row in rows)
    figure = blank(ROW * lines + 1.0, foot)
    axes = figure.subplots()
    draw_rows(axes, rows, REACH, VERDICTS)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(value)))
    axes.set_xlabel("difference, share of the mean with less; 95 % interval", size=TEXT)
    legend(figure, [*verdict_marks(VERDICTS), *beyond_mark([rows], REACH)])
    return settled(figure)


def percent(share: float) -> str:
    """Return a share with its sign, '+12%' or '−0.3%'."""
    text = f"{share:+.1%}" if 0 < abs(share) < 0.0995 else f"{share:+.0%}"
    return text.replace("-", "−") if float(text.strip("%")) else "0%"
