"""Mobility: what it does to partnerships and to the sector that people change jobs, with their ties or without.

Run it as `python -m ecology.experiments.mobility --workers 2 --figure mobility.png`.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from ecology.analysis.effects import ALL
from ecology.analysis.intervals import half_width
from ecology.experiments.options import options, save
from ecology.experiments.pool import available_workers, run_all
from ecology.experiments.task import Task
from ecology.metrics.declarations import METRICS
from ecology.parameters import Parameters
from ecology.plots.lettering import wrapped
from ecology.plots.style import TEXT, blank, looks, settled
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector
from ecology.report.quantities import is_share, unit_said

STEPS = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Times the hazards of leaving a post as they are by default."""
TIES = {"ties move with people": 0.8, "ties stay behind": 0.0}
"""What is compared: φ, the share of ties that survive a move."""
OUTCOMES = ("partnership_survival", "partner_trust", "mean_knowledge", "expertise")
LAST = 60
"""Months at the end of a run over which outcomes are averaged."""


def tasks(sector: str, runs: int, months: int, rng: int) -> list[Task]:
    """Return the runs: every step with ties of both kinds, on the same sectors with the same chance events."""
    spec, policy, usual = load_sector(sector), load_policy("none"), Parameters()
    out = []
    for portability in TIES.values():
        for step in STEPS:
            hazards = {
                f"mobility.exit_{level}": step * getattr(usual.mobility, f"exit_{level}")
                for level in ("operational", "middle", "top")
            }
            changed = usual.replace({**hazards, "mobility.portability": portability})
            out += [Task(policy, i, rng, spec, months, changed) for i in range(runs)]
    return out


def mobility(
    sector: str = "standard", *, runs: int = 20, months: int = 120, rng: int = 0, workers: int = 1
) -> pd.DataFrame:
    """Return one row for each kind of tie, step and outcome: mean over runs and the ends of its 95 % interval.

    Returns
    -------
    DataFrame
        Columns ties, step, turnover (share a month, measured), outcome, mean, low, high, n_runs.
    """
    made = run_all(tasks(sector, runs, months, rng), workers)
    rows = []
    cells = [(ties, step) for ties in TIES for step in STEPS]
    for place, (ties, step) in enumerate(cells):
        frames = [o.frame for o in made[place * runs : (place + 1) * runs] if o.frame is not None]
        whole = pd.concat(frames)
        late = whole[(whole["group"] == ALL) & (whole["month"] > months - min(LAST, months // 2))]
        each = late.groupby(["metric", "replication"])["value"].mean()
        turnover = float(each["turnover"].mean())
        for outcome in OUTCOMES:
            values = each[outcome].dropna().to_numpy(float)
            mean = float(values.mean())
            half = half_width(values)
            rows.append((ties, step, turnover, outcome, mean, mean - half, mean + half, len(values)))
    return pd.DataFrame(rows, columns=["ties", "step", "turnover", "outcome", "mean", "low", "high", "n_runs"])


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw each outcome against turnover, for ties of both kinds, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `mobility` returns.
    """
    out = blank(4.9, foot)
    style = looks(list(TIES))
    panels = out.subplots(2, 2, squeeze=False)
    for axes, name in zip(panels.flat, OUTCOMES, strict=True):
        metric = METRICS[name]
        factor = 100 if is_share(metric.unit) else 1
        for ties, look in style.items():
            rows = found[(found["outcome"] == name) & (found["ties"] == ties)]
            x = 100 * rows["turnover"]
            axes.plot(x, factor * rows["mean"], color=look.colour, linestyle=look.line, marker=look.marker,
                      markersize=4.5, linewidth=1.4, label=ties)  # fmt: skip
            axes.fill_between(
                x, factor * rows["low"], factor * rows["high"], color=look.colour, alpha=0.18, linewidth=0
            )
        axes.set_title(wrapped(metric.label, 34), size=TEXT + 0.5, loc="left")
        axes.set_ylabel(wrapped(unit_said(metric.unit), 20), size=TEXT)
        axes.set_xlabel("people who left their job, % a month", size=TEXT)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.set_xticks([0.5, 1, 2, 5])
        axes.tick_params(labelsize=TEXT)
        axes.spines[["top", "right"]].set_visible(False)
    handles, labels = panels[0, 0].get_legend_handles_labels()
    out.legend(handles=handles, labels=labels, loc="outside upper left", ncols=2, fontsize=TEXT, frameon=False,
               title="mean over runs, and its 95 % interval", title_fontsize=TEXT, alignment="left")  # fmt: skip
    return settled(out)


def main() -> None:
    """Print the table as Markdown and save the figure."""
    parser = options("What mobility does, with portable and with unportable ties.", runs=20, months=120)
    parser.add_argument("--workers", type=int, default=available_workers(), help="processes")
    given = parser.parse_args()
    found = mobility(given.sector, runs=given.runs, months=given.months, workers=given.workers)
    save(figure, found, given)
    print("| ties | left their job, a month | " + " | ".join(METRICS[name].label for name in OUTCOMES) + " |")
    print("|---" * (2 + len(OUTCOMES)) + "|")
    for (ties, _), rows in found.groupby(["ties", "step"], sort=False):
        cells = [f"{row.mean:.3f} ({row.low:.3f}–{row.high:.3f})" for row in rows.itertuples()]
        print(f"| {ties} | {rows['turnover'].iloc[0]:.2%} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
