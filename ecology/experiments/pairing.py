"""What pairing saves: the variance of a difference between policies, paired, half paired and unpaired.

Run it as `python -m ecology.experiments.pairing targets enabling`.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import pandas as pd

from ecology.analysis.effects import variance_ratio
from ecology.experiments.outcome import Outcome
from ecology.experiments.pool import run_all
from ecology.experiments.task import Task
from ecology.parameters import Parameters
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector


def pairing(
    a: str, b: str, sector: str = "standard", *, runs: int = 30, months: int = 120, rng: int = 0, workers: int = 1
) -> pd.DataFrame:
    """Return, for each headline outcome, the variance of b − a against that of independent runs.

    `same_sector` pairs runs of the same founded sector with other chance events; `paired` those with the same chance
    events as well, as every comparison does. Both are shares of the variance of unpaired runs: .5 means that half
    the runs would do.
    """
    spec, parameters = load_sector(sector), Parameters()
    first, second = load_policy(a), load_policy(b)
    tasks = []
    for i in range(runs):
        base = Task(first, i, rng, spec, months, parameters)
        tasks += [base, replace(base, policy=second), replace(base, policy=second, other_streams=True)]
    outcomes = run_all(tasks, workers)
    last = min(60, max(months // 2, 1))
    same = variance_ratio(together(outcomes[0::3] + outcomes[2::3]), first.name, second.name, last_months=last)
    out = variance_ratio(together(outcomes[0::3] + outcomes[1::3]), first.name, second.name, last_months=last)
    out = out.rename(columns={"ratio": "share_paired"})
    out.insert(5, "share_same_sector", same["paired"] / out["unpaired"])
    return out


def together(outcomes: list[Outcome]) -> pd.DataFrame:
    """Return the frames of runs that succeeded."""
    return pd.concat([outcome.frame for outcome in outcomes if outcome.frame is not None], ignore_index=True)


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description="What pairing saves.")
    parser.add_argument("policies", nargs=2)
    parser.add_argument("--runs", type=int, default=30, help="pairs")
    parser.add_argument("--months", type=int, default=120, help="length of a run")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    given = parser.parse_args()
    table = pairing(*given.policies, runs=given.runs, months=given.months, workers=given.workers)
    print("| outcome | same sector, other chance events | paired |\n|---|---|---|")
    for row in table.itertuples():
        print(f"| {row.outcome} | {row.share_same_sector:.2f} | {row.share_paired:.2f} |")


if __name__ == "__main__":
    main()
