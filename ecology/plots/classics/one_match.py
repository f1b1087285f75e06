"""Points of both players, match by match, against those published."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ecology.plots.style import OKABE_ITO, TEXT, blank, settled


def points_of_matches(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the points of matches, one line each: what was played as a dot, what was published as a ring.

    Parameters
    ----------
    found : DataFrame
        Rows "points of NAME, first" and "points of NAME, second", by turns, as `match` returns them.
    """
    rows = found[found["quantity"].str.startswith("points of ")]
    out = blank(0.9 + 0.34 * (len(rows) // 2), foot)
    axes = out.subplots()
    names = rows["quantity"].str.removeprefix("points of ").str.rsplit(",", n=1).str[0].tolist()
    for i, (seat, marker) in enumerate((("first", "o"), ("second", "s"))):
        mine = rows.iloc[i::2]
        height = range(len(mine), 0, -1)
        axes.plot(
            mine["value"], height, marker, color=OKABE_ITO[i + 1], markersize=5, linestyle="", label=f"the {seat}"
        )
        axes.plot(
            mine["expected"], height, marker, color="black", markersize=10, linestyle="", fillstyle="none",
            label="as published" if i == 0 else None,
        )  # fmt: skip
    axes.set_yticks(
        range(len(rows) // 2, 0, -1), [f"{a} – {b}" for a, b in zip(names[::2], names[1::2], strict=True)], size=TEXT
    )
    axes.set_xlabel("points in the match", size=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=TEXT, frameon=False)
    return settled(out)
