"""Circles that trade hours, begun with few people or many: which of them outlive their sponsor.

Run it as `python -m ecology.experiments.circles --figure circles.png`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator
from scipy.stats import binomtest  # type: ignore[import-untyped]

from ecology.analysis.intervals import half_width
from ecology.experiments.options import options, save
from ecology.model import Ecology
from ecology.plots.lettering import wrapped
from ecology.plots.style import TEXT, blank, looks, settled
from ecology.policies.levers.time_bank import TimeBank
from ecology.policies.policy import Policy

SPONSORED = 24
"""Months for which the sponsor invites."""
INVITED = (3, 6, 12, 24, 48, 96, 192)
"""People who follow an invitation in those months, about."""
YEAR = 12
SHOWN = {
    "alive": "circles in which hours are still given",
    "kept": "members at the end, of those when the sponsor left",
    "each": "hours that a member gave a month, last sponsored year",
}
"""Column → what it is, as panels are headed."""


def one(invited: float, sector: str, months: int, rng: int) -> tuple[float, float, float]:
    """Return whether hours were given in the last year, what share of members was kept, and hours given by each."""
    lever = TimeBank(invited=invited / SPONSORED)
    last = lever.start + SPONSORED - 1
    policy = Policy("circle", "", "", (("time_bank", TimeBank(invited=lever.invited, end=last)),))
    eco = Ecology(sector, policy, rng=rng, months=months, events=False)
    eco.run()
    members, hours = eco.frame["bank_members"], eco.frame["bank_hours"]
    sponsored, at_first = slice(last - YEAR + 1, last), float(members.loc[last])
    alive = float(hours.iloc[-YEAR:].sum() > 0)
    kept = float(members.iloc[-1]) / at_first if at_first else np.nan
    total = float(members.loc[sponsored].sum())
    return alive, kept, float(hours.loc[sponsored].sum()) / total if total else np.nan


def circles(sector: str = "standard", *, runs: int = 10, months: int = 96) -> pd.DataFrame:
    """Return what became of circles by how many were invited: mean over runs and the ends of its 95 % interval.

    The interval of a share of circles is that of Wilson (1927), of anything else that of a mean.

    Returns
    -------
    DataFrame
        Columns invited, what (a key of `SHOWN`), mean, low, high, n_runs.
    """
    out = []
    for invited in INVITED:
        found = np.array([one(invited, sector, months, rng) for rng in range(runs)])
        for i, what in enumerate(SHOWN):
            values = found[:, i][np.isfinite(found[:, i])]
            out.append((invited, what, *interval(values, share=what == "alive"), len(values)))
    return pd.DataFrame(out, columns=["invited", "what", "mean", "low", "high", "n_runs"])


def interval(values: npt.NDArray[np.float64], *, share: bool) -> tuple[float, float, float]:
    """Return the mean and the ends of its 95 % interval; a share's of what did and did not, 1 and 0."""
    if len(values) < 2:
        return float(values.sum()) if len(values) else np.nan, np.nan, np.nan
    mean = float(values.mean())
    if share:
        ends = binomtest(round(values.sum()), len(values)).proportion_ci(method="wilson")
        return mean, float(ends.low), float(ends.high)
    half = half_width(values)
    return mean, mean - half, mean + half


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw what became of circles against how many were invited, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `circles` returns.
    """
    out = blank(3.4, foot)
    look = looks(["one"])["one"]
    for axes, (what, title) in zip(out.subplots(1, len(SHOWN)), SHOWN.items(), strict=True):
        rows = found[found["what"] == what]
        bars = np.stack([rows["mean"] - rows["low"], rows["high"] - rows["mean"]])
        axes.errorbar(
            rows["invited"], rows["mean"], bars, color=look.colour, marker=look.marker, markersize=4, linewidth=1.4,
            elinewidth=1, capsize=2,
        )  # fmt: skip
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(FixedLocator(list(INVITED)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xticks(list(INVITED), [str(n) for n in INVITED])
        axes.set_title(wrapped(title, 28), size=TEXT + 0.5, loc="left")
        axes.set_xlabel("people invited in two years", size=TEXT)
        axes.set_ylabel("hours a month" if what == "each" else "share", size=TEXT)
        axes.set_ylim(bottom=0)
        axes.tick_params(labelsize=TEXT)
        axes.spines[["top", "right"]].set_visible(False)
    return settled(out)


def main() -> None:
    """Print the table as Markdown and save the figure."""
    shortest = TimeBank().start + SPONSORED + YEAR
    parser = options("Circles that trade hours, begun with few or many.", runs=10, months=96, shortest=shortest)
    given = parser.parse_args()
    found = circles(given.sector, runs=given.runs, months=given.months)
    save(figure, found, given, under=f"sponsored for {SPONSORED} months")
    print("| people invited | " + " | ".join(SHOWN.values()) + " |\n" + "|---" * (1 + len(SHOWN)) + "|")
    for invited, rows in found.groupby("invited"):
        cells = " | ".join(f"{row.mean:.2f} ({row.low:.2f}–{row.high:.2f})" for row in rows.itertuples())
        print(f"| {invited} | {cells} |")


if __name__ == "__main__":
    main()
