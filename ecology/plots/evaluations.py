"""Evaluations: what each design says of many sectors, beside what is true of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from ecology.plots.lettering import wrapped
from ecology.plots.style import FAINT, INK, TEXT, blank, legend, looks, settled, short

GOLDEN = 0.6180339887498949


def evaluations(found: pd.DataFrame, summed: pd.DataFrame, unit: str, foot: str = "") -> Figure:
    """Draw answers of each design over sectors as dots, their mean, and the truths; bias and coverage in words.

    Parameters
    ----------
    found : DataFrame
        Columns design, effect, on_treated, on_all; a row a sector and design.
    summed : DataFrame
        Columns design, answer, on_treated, on_all, bias, bias_low, bias_high, coverage.
    unit : str
        Of the effects.
    """
    figure = blank(3.6, foot)
    axes = figure.subplots()
    designs = summed["design"].tolist()
    look = looks(["answers", "treated", "all"])
    reach = float(np.nanpercentile(np.abs(found["effect"]), 98)) * 1.1
    for y, row in enumerate(summed.to_dict("records")):
        mine = found[found["design"] == row["design"]]
        # spread by the golden ratio, so that the same table always gives the same picture
        spread = np.arange(len(mine)) * GOLDEN % 1
        axes.plot(mine["effect"], y - 0.14 + 0.28 * spread, linestyle="", marker=".", markersize=3,
                  color=look["answers"].colour, alpha=0.35)  # fmt: skip
        axes.plot(row["answer"], y, marker="|", markersize=20, markeredgewidth=2.5, color=INK)
        axes.plot(row["on_treated"], y + 0.26, marker="^", markersize=7, color=look["treated"].colour)
        axes.plot(row["on_all"], y - 0.24, marker="v", markersize=7, color=look["all"].colour)
        said = (
            f"bias {_pounds(row['bias'])} ({_pounds(row['bias_low'])} to {_pounds(row['bias_high'])}); 95 % intervals "
            f"hold the truth in {100 * row['coverage']:.0f} % of sectors"
        )
        axes.annotate(said, (0.0, y - 0.47), xycoords=("axes fraction", "data"), xytext=(4, 0),
                      textcoords="offset points", size=TEXT - 0.5, color=FAINT, va="center")  # fmt: skip
    axes.axvline(0, color=FAINT, linewidth=0.8, zorder=0)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(len(designs) - 0.4, -0.7)
    axes.set_yticks(range(len(designs)), [wrapped(design, 14) for design in designs], size=TEXT)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _pounds(value)))
    axes.set_xlabel(f"effect of the policy, {unit}", size=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    legend(figure, [
        Line2D([], [], linestyle="", marker=".", color=look["answers"].colour, label="answer in one sector"),
        Line2D([], [], linestyle="", marker="|", markersize=12, markeredgewidth=2.5, color=INK, label="mean answer"),
        Line2D([], [], linestyle="", marker="^", color=look["treated"].colour, label="truth for those who had it"),
        Line2D([], [], linestyle="", marker="v", color=look["all"].colour, label="truth if all had it"),
    ])  # fmt: skip
    return settled(figure)


def _pounds(value: float) -> str:
    """Return an amount with its sign, '+£1.2k' or '−£300'."""
    return f"{'−' if value < 0 else '+' if value > 0 else ''}£{short(abs(value))}"
