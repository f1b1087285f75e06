"""Doubts: four questions about policies that their sources do not ask.

Do targets for the whole sector let each lean on the others? What is left when a paid broker goes? Do long grants lock
partners in? Do targets look better early? Run it as `python -m ecology.experiments.doubts --figure doubts.png`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ecology.analysis.intervals import half_width
from ecology.experiments.crew import Crew
from ecology.experiments.options import options, save
from ecology.experiments.pool import available_workers
from ecology.metrics.declarations import METRICS
from ecology.model import Ecology
from ecology.plots.lettering import wrapped
from ecology.plots.style import FAINT, TEXT, blank, looks, settled
from ecology.policies.levers import LEVERS
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import synthetic

SIZES = (12, 30, 60, 120)
"""Organisations in a sector, ten people each."""
LENGTHS = (36, 48, 72, 96, 120)
"""Months of a grant; without a policy they have 24."""
BROKER_LEAVES = 60
NONE = load_policy("none")


def lever(name: str, **values: Any) -> Policy:
    """Return a policy of one lever."""
    return Policy(name, LEVERS[name].summary, "study", ((name, LEVERS[name](**values)),))


@dataclass(frozen=True, slots=True)
class Case:
    """One line of one panel: sector and policy, and what it is compared with."""

    question: str
    line: str
    at: float
    """Where on the horizontal axis it stands; nan for a course through time."""
    metric: str
    policy: Policy
    organisations: int = 60
    against: Policy = NONE


def cases() -> list[Case]:
    """Return every line and point of the figure."""
    nan = float("nan")
    broker = {"cover": 1.0, "trust": 1.0, "search_hours": 0.0, "tenure": 240.0}
    return [
        *(Case("sector targets", "joint reward shared by all", n, "cooperation_rate",
               lever("shared_evaluation", revealed=0, hours=0), n) for n in SIZES),
        *(Case("sector targets", "bonus for each partnership", n, "cooperation_rate",
               lever("joint_bonus", rate=0.3), n) for n in SIZES),
        Case("broker leaves", "broker stays", nan, "partner_trust", lever("broker", **broker)),
        Case("broker leaves", "broker leaves after month 60", nan, "partner_trust",
             lever("broker", **broker, end=BROKER_LEAVES)),
        *(Case("grant length", METRICS[name].label, months, name, lever("long_grants", months=months))
          for name in ("entrant_seats", "partnership_survival", "public_value") for months in LENGTHS),
        Case("early advantage", "targets, reported", nan, "reported_performance", load_policy("targets")),
        Case("early advantage", "targets, public value", nan, "public_value", load_policy("targets")),
        Case("early advantage", "enabling, reported", nan, "reported_performance", load_policy("enabling")),
        Case("early advantage", "enabling, public value", nan, "public_value", load_policy("enabling")),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one policy on a sector of some size."""

    policy: Policy
    organisations: int
    months: int
    rng: int


def lived(run: Run) -> pd.DataFrame:
    """Return every metric, month by month."""
    spec = synthetic("doubts", run.organisations, 10 * run.organisations)
    eco = Ecology(spec, run.policy, months=run.months, rng=run.rng, events=False)
    eco.run()
    return eco.recorder.frame()


def doubts(*, runs: int = 12, months: int = 120, workers: int = 1) -> pd.DataFrame:
    """Return what each policy changes against none, as a share of what there was, with 95 % intervals over pairs.

    Returns
    -------
    DataFrame
        Columns question, line, x (organisations, months of a grant, or year), mean, low, high (share of the mean under
        none), n_runs.
    """
    held = cases()
    wanted = dict.fromkeys((policy, case.organisations) for case in held for policy in (case.policy, case.against))
    todo = [Run(policy, n, months, rng) for policy, n in wanted for rng in range(runs)]
    with Crew(workers) as crew:
        frames = crew.make(lived, todo)
    made = {(run.policy, run.organisations, run.rng): frame for run, frame in zip(todo, frames, strict=True)}
    rows = []
    for case in held:
        n, metric = case.organisations, case.metric
        pairs = [(made[case.against, n, rng][metric], made[case.policy, n, rng][metric]) for rng in range(runs)]
        base = float(np.nanmean([one.to_numpy() for one, _ in pairs]))
        gaps = np.array([(other - one).to_numpy(float) for one, other in pairs]) / abs(base)
        if np.isnan(case.at):
            points = [(float(year + 1), gaps[:, 12 * year : 12 * year + 12]) for year in range(months // 12)]
        else:
            points = [(case.at, gaps[:, months // 2 :])]
        for x, part in points:
            values = np.nanmean(part, axis=1)
            mean, half = float(values.mean()), half_width(values)
            rows.append((case.question, case.line, x, mean, mean - half, mean + half, runs))
    return pd.DataFrame(rows, columns=["question", "line", "x", "mean", "low", "high", "n_runs"])


PANELS: Mapping[str, tuple[str, str]] = {
    "sector targets": ("Partners who contribute, by size of the sector", "organisations in the sector"),
    "broker leaves": ("Trust between partners, with a broker for all", "year"),
    "grant length": ("What grant length changes", "months of a grant"),
    "early advantage": ("What targets and enabling change", "year"),
}
"""Question → title and label of the horizontal axis."""


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the four questions, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `doubts` returns.
    """
    out = blank(6.4, foot)
    for axes, (question, (title, label)) in zip(out.subplots(2, 2).flat, PANELS.items(), strict=True):
        panel(axes, found[found["question"] == question])
        axes.set_title(wrapped(title, 44), size=TEXT + 0.5, loc="left")
        axes.set_xlabel(label, size=TEXT)
        axes.set_ylabel("difference from no policy, %", size=TEXT)
        axes.tick_params(labelsize=TEXT)
        axes.spines[["top", "right"]].set_visible(False)
    return settled(out)


def panel(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw the lines of one question."""
    axes.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
    for line, look in looks(list(dict.fromkeys(rows["line"]))).items():
        mine = rows[rows["line"] == line]
        axes.plot(mine["x"], 100 * mine["mean"], color=look.colour, linestyle=look.line, marker=look.marker,
                  markersize=4, label=line)  # fmt: skip
        axes.fill_between(mine["x"], 100 * mine["low"], 100 * mine["high"], color=look.colour, alpha=0.15, linewidth=0)
    axes.legend(fontsize=TEXT - 0.5, frameon=False)


def main() -> None:
    """Print the table as Markdown and save the figure."""
    parser = options("Four doubts about policies, with figures.", runs=12, months=120)
    parser.add_argument("--workers", type=int, default=available_workers(), help="processes")
    given = parser.parse_args()
    found = doubts(runs=given.runs, months=given.months, workers=given.workers)
    given.sector = "of sizes as said, else 60 organisations"
    save(figure, found, given, under="policies as said")
    print("| question | | at | difference from no policy (95 %) |\n|---|---|---|---|")
    for row in found.to_dict("records"):
        print(
            f"| {row['question']} | {row['line']} | {row['x']:g} | {row['mean']:+.1%} ({row['low']:+.1%} to "
            f"{row['high']:+.1%}) |"
        )


if __name__ == "__main__":
    main()
