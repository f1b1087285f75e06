"""Trust: what each of the things that are said to make it does, by leaving one out at a time.

Run it as `python -m ecology.experiments.trust --workers 2 --figure trust.png`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.effects import ALL
from ecology.analysis.intervals import half_width
from ecology.experiments.options import options, save
from ecology.experiments.outcome import Outcome
from ecology.experiments.pool import available_workers, run_all
from ecology.experiments.task import Task
from ecology.metrics.declarations import METRICS
from ecology.parameters import Parameters
from ecology.plots.lettering import wrapped
from ecology.plots.style import FAINT, TEXT, blank, looks, settled
from ecology.policies.levers.norm_agreement import NormAgreement
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector
from ecology.switches import expanded

LAST = 60
"""Months at the end of a run over which trust is averaged."""
OUTCOME = "partner_trust"
LEVER = "norm_agreement"


@dataclass(frozen=True, slots=True)
class Maker:
    """One of the things that make trust, and what carries it here."""

    name: str
    by: tuple[str, ...]
    """Mechanisms that are switched off together; for what no mechanism carries unasked, the lever that is withdrawn."""


MAKERS = (
    Maker("clarity of purpose", (LEVER,)),
    Maker("power", ("power",)),
    Maker("leadership", ("leading",)),
    Maker("time to understand each other", ("common-ground", "head-start")),
    Maker("fair workload", ("equity", "strain")),
    Maker("commitment", ("commitment",)),
    Maker("equal ownership", ("voice",)),
    Maker("growing together", ("adaptation", "binding")),
    Maker("hanging-out time", ("acquaintance",)),
    Maker("openness", ("exchange",)),
    Maker("tangible results", ("outcome", "progress")),
)
"""The eight of Huxham and Vangen, then three that those interviewed added (Clore report §4.4.2)."""


def agreed() -> Policy:
    """Return policy `none` with partners who say from the first month what they expect of each other."""
    lever = NormAgreement(start=1, explicitness=1.0, cost=0.0)
    return Policy("none, agreed", "Flat grants, and expectations said openly.", "an experiment", ((LEVER, lever),))


def tasks(sector: str, runs: int, months: int, rng: int) -> list[Task]:
    """Return the runs: with all, with all and clarity, and without each, on the same sectors and chance events."""
    spec, none, usual = load_sector(sector), load_policy("none"), Parameters()
    settings = [(none, usual), (agreed(), usual)]
    settings += [
        (none, usual.replace(expanded(dict.fromkeys(maker.by, False)))) for maker in MAKERS if maker.by != (LEVER,)
    ]
    return [Task(policy, i, rng, spec, months, changed) for policy, changed in settings for i in range(runs)]


def trust(
    sector: str = "standard", *, runs: int = 20, months: int = 120, rng: int = 0, workers: int = 1
) -> pd.DataFrame:
    """Return one row for each maker of trust: mean trust with it and without, and the paired difference.

    Returns
    -------
    DataFrame
        Columns maker, by, with, without (mean trust between partners, 0–1), difference (without less with), low, high
        (its 95 % interval), n_pairs.
    """
    made = run_all(tasks(sector, runs, months, rng), workers)
    late = months - min(LAST, months // 2)
    means = np.array([of_run(outcome, late) for outcome in made]).reshape(-1, runs)
    usual, clear, left = means[0], means[1], iter(means[2:])
    rows = []
    for maker in MAKERS:
        have, lack = (clear, usual) if maker.by == (LEVER,) else (usual, next(left))
        there = np.isfinite(lack - have)
        apart = (lack - have)[there]
        mean, half = float(apart.mean()), half_width(apart)
        ends = mean - half, mean + half, len(apart)
        rows.append((maker.name, ", ".join(maker.by), have[there].mean(), lack[there].mean(), mean, *ends))
    return pd.DataFrame(rows, columns=["maker", "by", "with", "without", "difference", "low", "high", "n_pairs"])


def of_run(outcome: Outcome, late: int) -> float:
    """Return the mean trust between partners after a month of one run, NaN if it failed."""
    if outcome.frame is None:
        return float("nan")
    frame = outcome.frame
    mine = (frame["group"] == ALL) & (frame["metric"] == OUTCOME) & (frame["month"] > late)
    return float(frame.loc[mine, "value"].mean())


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw what trust loses or gains without each of its makers, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `trust` returns.
    """
    out = blank(4.2, foot)
    axes = out.subplots()
    look = looks(["one"])["one"]
    y = np.arange(len(found), dtype=float)[::-1]
    axes.axvline(0, color=FAINT, linewidth=0.8)
    margin = METRICS[OUTCOME].margin
    axes.axvspan(-margin, margin, color=FAINT, alpha=0.15, linewidth=0, label="too small to speak of")
    ends = [found["difference"] - found["low"], found["high"] - found["difference"]]
    axes.errorbar(found["difference"], y, xerr=ends,
                  linestyle="", color=look.colour, marker=look.marker, markersize=5,
                  label="without less with: mean and 95 % interval")  # fmt: skip
    axes.set_yticks(y, [wrapped(f"{name} ({by})", 40) for name, by in zip(found["maker"], found["by"], strict=True)])
    axes.set_xlabel("change of mean trust between partners (0–1) when it is left out", size=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    out.legend(loc="outside upper left", ncols=2, fontsize=TEXT, frameon=False)
    return settled(out)


def main() -> None:
    """Print the table as Markdown and save the figure."""
    parser = options("What each of the things that are said to make trust does.", runs=20, months=120)
    parser.add_argument("--workers", type=int, default=available_workers(), help="processes")
    given = parser.parse_args()
    found = trust(given.sector, runs=given.runs, months=given.months, workers=given.workers)
    save(figure, found, given)
    print(
        "| what makes trust | carried by | trust with it | without | difference (95 % interval) |\n" + "|---" * 5 + "|"
    )
    for row in found.to_dict("records"):
        apart = f"{row['difference']:+.3f} ({row['low']:+.3f} to {row['high']:+.3f})"
        print(f"| {row['maker']} | {row['by']} | {row['with']:.3f} | {row['without']:.3f} | {apart} |")


if __name__ == "__main__":
    main()
