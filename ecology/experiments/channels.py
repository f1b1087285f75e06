"""Nine kinds of channel: what each does for contributions that are seen and made, and for a pound of the funder's.

Run it as `python -m ecology.experiments.channels --workers 2 --figure channels.png`.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.effects import ALL
from ecology.analysis.intervals import half_width
from ecology.experiments.options import options, save
from ecology.experiments.outcome import Outcome
from ecology.experiments.pool import available_workers, run_all
from ecology.experiments.task import Task
from ecology.parameters import Parameters
from ecology.plots.style import FAINT, TEXT, blank, looks, settled
from ecology.policies.kinds import KINDS
from ecology.policies.levers.channels import Channels
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector

LAST = 60
"""Months at the end of a run over which is averaged, half of the run at most."""
OUTCOME, PAID = "cooperation_rate", "lever_cost"


def tasks(sector: str, runs: int, months: int, rng: int) -> list[Task]:
    """Return the runs: without channels and with each kind, on the same sectors and chance events."""
    spec, usual = load_sector(sector), Parameters()
    policies = [load_policy("none")] + [
        Policy(kind.name, "", "", (("channels", Channels(kind=i + 1)),)) for i, kind in enumerate(KINDS)
    ]
    return [Task(policy, i, rng, spec, months, usual) for policy in policies for i in range(runs)]


def of_run(outcome: Outcome, metric: str, after: int) -> float:
    """Return the mean of a metric after a month of one run, NaN if it failed."""
    if outcome.frame is None:
        return float("nan")
    frame = outcome.frame
    mine = (frame["group"] == ALL) & (frame["metric"] == metric) & (frame["month"] > after)
    return float(frame.loc[mine, "value"].mean())


def channels(
    sector: str = "standard", *, runs: int = 20, months: int = 120, rng: int = 0, workers: int = 1
) -> pd.DataFrame:
    """Return one row for each kind of channel, the one that does most for a pound first.

    Returns
    -------
    DataFrame
        Columns kind, cost (£/month), difference (share of seats that contribute, with less without), low, high (its
        95 % interval), for_a_pound, pound_low, pound_high (percentage points for £1,000 a month), n_pairs.
    """
    made = run_all(tasks(sector, runs, months, rng), workers)
    after = months - min(LAST, months // 2)
    rates, paid = (
        np.array([of_run(outcome, metric, after) for outcome in made]).reshape(-1, runs) for metric in (OUTCOME, PAID)
    )
    rows = []
    for kind, rate, cost in zip(KINDS, rates[1:], paid[1:], strict=True):
        apart = rate - rates[0]
        there = np.isfinite(apart)
        for_a_pound = 1e5 * apart[there] / cost[there]
        cells = [x for values in (apart[there], for_a_pound) for x in interval(values)]
        rows.append((kind.name, float(cost[there].mean()), *cells, int(there.sum())))
    names = ["kind", "cost", "difference", "low", "high", "for_a_pound", "pound_low", "pound_high", "n_pairs"]
    return pd.DataFrame(rows, columns=names).sort_values("for_a_pound", ascending=False, ignore_index=True)


def interval(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float, float]:
    """Return a mean and the ends of its 95 % interval."""
    mean, half = float(values.mean()), half_width(values)
    return mean, mean - half, mean + half


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw what each kind of channel changes for £1,000 a month, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `channels` returns.
    """
    out = blank(3.6, foot)
    axes, look = out.subplots(), looks(["one"])["one"]
    y = np.arange(len(found), dtype=float)[::-1]
    axes.axvline(0, color=FAINT, linewidth=0.8)
    ends = [found["for_a_pound"] - found["pound_low"], found["pound_high"] - found["for_a_pound"]]
    axes.errorbar(
        found["for_a_pound"], y, xerr=ends, linestyle="", color=look.colour, marker=look.marker, markersize=5
    )  # fmt: skip
    axes.set_yticks(y, found["kind"].tolist())
    axes.set_xlabel("seats that contribute, percentage points for £1,000 a month (mean, 95 % interval)", size=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    return settled(out)


def told(found: pd.DataFrame) -> str:
    """Return the ranking as a table in Markdown."""
    head = ("channel", "£ a month", "contributing, change in points (95 %)", "points for £1,000 (95 %)")
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for row in found.to_dict("records"):
        change = f"{100 * row['difference']:+.1f} ({100 * row['low']:+.1f} to {100 * row['high']:+.1f})"
        pound = f"{row['for_a_pound']:+.2f} ({row['pound_low']:+.2f} to {row['pound_high']:+.2f})"
        lines.append(f"| {row['kind']} | {row['cost']:,.0f} | {change} | {pound} |")
    return "\n".join(lines)


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    out = options("What nine kinds of channel do for a pound.", runs=20, months=120)
    out.add_argument("--workers", type=int, default=available_workers(), help="processes")
    return out


def main() -> None:
    """Print the table as Markdown and save the figure."""
    given = parser().parse_args()
    found = channels(given.sector, runs=given.runs, months=given.months, workers=given.workers)
    save(figure, found, given, under="policy none and one kind of channel")
    print(told(found))


if __name__ == "__main__":
    main()
