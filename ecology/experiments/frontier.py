"""Frontier: given a budget for levers, mixes of intensities none of which does better in everything, with intervals.

Run it as `python -m ecology.experiments.frontier --budget 8000 --figure frontier.png`.

A genetic search (NSGA-II, Deb and others 2002, as in Optuna) proposes intensities, judged in a few runs on the same
sectors. What it ends with is lived through anew on other sectors, since the best of many noisy trials looks better than
it is; the frontier and its intervals are of those runs.
"""

from __future__ import annotations

import argparse
import textwrap
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.intervals import half_width
from ecology.errors import EcologyError, UnknownName, to_add
from ecology.experiments.crew import Crew
from ecology.experiments.options import options, save
from ecology.experiments.pool import available_workers
from ecology.metrics.declarations import METRICS
from ecology.model import Ecology
from ecology.plots.style import INK, TEXT, blank, looks, settled
from ecology.policies.levers import LEVERS
from ecology.policies.policy import Policy
from ecology.report.quantities import unit_said

Floats = npt.NDArray[np.float64]

MISSING = f"searching the frontier needs the package optuna. To add it: {to_add('experiments')}"
USUAL_LEVERS = (
    "long_grants", "free_choice", "convening", "broker", "joint_bonus", "seed_grants", "channels", "handover",
    "trust_first",
)  # fmt: skip
USUAL_OUTCOMES = ("public_value", "partner_trust")
STEP = 0.1
"""Intensities are searched in steps of this."""
TOO_DEAR = 1e12
OFFSET = 10_000
"""Sets the seeds of the last runs apart from those of the search."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a mix of levers."""

    policy: Policy
    sector: str
    months: int
    rng: int
    outcomes: tuple[str, ...]


def lived(run: Run) -> list[float]:
    """Return the outcomes and the cost of levers, means of the second half of the run."""
    eco = Ecology(run.sector, run.policy, months=run.months, rng=run.rng, events=False)
    eco.run()
    late = eco.recorder.frame().iloc[run.months // 2 :]
    return [float(late[name].mean()) for name in (*run.outcomes, "lever_cost")]


def mix(intensities: Sequence[float], levers: Sequence[str]) -> Policy:
    """Return the policy with these levers at these intensities; a lever at nothing is left out."""
    chosen = tuple(
        (name, LEVERS[name](intensity=float(strength)))
        for name, strength in zip(levers, intensities, strict=True)
        if strength > 0
    )
    return Policy("mix", "A mix of levers.", "search", chosen)


class Judge:
    """Lives through mixes on the same sectors, against the same sectors with no lever."""

    def __init__(self, crew: Crew, levers: Sequence[str], outcomes: Sequence[str], sector: str, months: int) -> None:
        self.crew, self.levers, self.outcomes = crew, tuple(levers), tuple(outcomes)
        self.sector, self.months = sector, months
        self._bare: dict[tuple[int, ...], Floats] = {}

    def differences(self, intensities: Sequence[float], seeds: Sequence[int]) -> Floats:
        """Return what the mix changes, and what its levers cost, run by run; shape (runs, outcomes + 1)."""
        key = tuple(seeds)
        if key not in self._bare:
            self._bare[key] = self._made(mix((), ()), seeds)
        found = self._made(mix(intensities, self.levers), seeds)
        found[:, :-1] -= self._bare[key][:, :-1]
        return found

    def _made(self, policy: Policy, seeds: Sequence[int]) -> Floats:
        return np.array(
            self.crew.make(lived, [Run(policy, self.sector, self.months, seed, self.outcomes) for seed in seeds])
        )


def search(judge: Judge, budget: float, trials: int, runs: int, seed: int) -> list[tuple[float, ...]]:
    """Return the mixes that no other within the budget beats in everything, as far as the search has seen.

    Raises
    ------
    EcologyError
        When Optuna is not installed.
    """
    try:
        import optuna
    except ImportError:
        raise EcologyError(MISSING) from None
    wanted = [1.0 if METRICS[name].better >= 0 else -1.0 for name in judge.outcomes]
    n_steps = round(1 / STEP)

    def objective(trial: Any) -> tuple[float, ...]:
        strengths = tuple(round(trial.suggest_int(name, 0, n_steps) * STEP, 3) for name in judge.levers)
        found = judge.differences(strengths, range(runs)).mean(0)
        over = float(found[-1] - budget)
        trial.set_user_attr("over", over)
        trial.set_user_attr("mix", strengths)
        # beyond the budget a mix is worse than any within it, the more the further beyond
        penalty = TOO_DEAR * over / max(budget, 1.0) if over > 0 else 0.0
        return tuple(sign * value - penalty for sign, value in zip(wanted, found[:-1].tolist(), strict=True))

    loud = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            sampler = optuna.samplers.NSGAIISampler(seed=seed, population_size=min(20, trials))
            study = optuna.create_study(directions=["maximize"] * len(wanted), sampler=sampler)
            # nothing at all, and each lever alone, are where everybody would begin
            study.enqueue_trial(dict.fromkeys(judge.levers, 0))
            for name in judge.levers:
                study.enqueue_trial({**dict.fromkeys(judge.levers, 0), name: n_steps})
            study.optimize(objective, n_trials=trials)
    finally:
        optuna.logging.set_verbosity(loud)
    within = [trial for trial in study.best_trials if trial.user_attrs["over"] <= 0]
    return sorted({trial.user_attrs["mix"] for trial in within})


def frontier(
    levers: Sequence[str] = USUAL_LEVERS,
    outcomes: Sequence[str] = USUAL_OUTCOMES,
    *,
    budget: float = 8000,
    sector: str = "standard",
    months: int = 72,
    trials: int = 120,
    runs: int = 4,
    check_runs: int = 20,
    seed: int = 0,
    workers: int = 1,
) -> pd.DataFrame:
    """Return the mixes of the frontier, with what each changes on other sectors than it was found on.

    Parameters
    ----------
    levers : sequence of str
        Those whose intensity is searched.
    outcomes : sequence of str
        Two or three metrics; more of each is better, or less where the metric says so.
    budget : float
        Most that the levers may cost all funders together, £/month.
    trials, runs : int
        Mixes tried, and runs of each.
    check_runs : int
        Runs of each mix of the frontier on other sectors.

    Returns
    -------
    DataFrame
        A row for each mix: `mix` (in words), a column for each lever (intensity), `cost` (£/month), and for each
        outcome its difference from no lever, `NAME`, `NAME_low` and `NAME_high` (95 % interval), and `beaten`: whether
        another mix is better in every mean.

    Raises
    ------
    UnknownName
        For an unknown lever or metric.
    """
    for kind, names, known in (("lever", levers, LEVERS), ("metric", outcomes, METRICS)):
        for name in names:
            if name not in known:
                raise UnknownName(kind, name, known)
    if len(outcomes) < 2:
        raise EcologyError("outcomes: give two or three metrics; with one there is a best mix and no frontier")
    with Crew(workers) as crew:
        judge = Judge(crew, levers, outcomes, sector, months)
        found = search(judge, budget, trials, runs, seed)
        rows = []
        for strengths in found:
            made = judge.differences(strengths, range(OFFSET, OFFSET + check_runs))
            row: dict[str, Any] = {"mix": told(strengths, levers), **dict(zip(levers, strengths, strict=True))}
            row["cost"] = float(made[:, -1].mean())
            for i, name in enumerate(outcomes):
                mean, half = float(made[:, i].mean()), half_width(made[:, i])
                row |= {name: mean, f"{name}_low": mean - half, f"{name}_high": mean + half}
            rows.append(row)
    table = pd.DataFrame(rows)
    if len(table):
        signs = np.array([1.0 if METRICS[name].better >= 0 else -1.0 for name in outcomes])
        values = table[list(outcomes)].to_numpy(float) * signs
        table["beaten"] = [bool(((values >= own).all(1) & (values > own).any(1)).any()) for own in values]
        table = table.sort_values(outcomes[0]).reset_index(drop=True)
    return table


def told(strengths: Sequence[float], levers: Sequence[str]) -> str:
    """Return a mix in words."""
    used = [f"{name} {s:.0%}".replace("%", " %") for name, s in zip(levers, strengths, strict=True) if s > 0]
    return ", ".join(used) or "no lever"


def figure(found: pd.DataFrame, foot: str = "", outcomes: Sequence[str] = USUAL_OUTCOMES) -> Figure:
    """Draw two outcomes of the mixes against each other, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `frontier` returns.
    """
    out = blank(3.8, foot)
    axes = out.subplots()
    x, y = outcomes[:2]
    look = looks(["on the frontier", "beaten on other sectors"])
    for beaten, name in ((False, "on the frontier"), (True, "beaten on other sectors")):
        rows = found[found["beaten"] == beaten]
        axes.errorbar(
            rows[x], rows[y], [rows[y] - rows[f"{y}_low"], rows[f"{y}_high"] - rows[y]],
            [rows[x] - rows[f"{x}_low"], rows[f"{x}_high"] - rows[x]], linestyle="", marker=look[name].marker,
            color=look[name].colour, markersize=5, elinewidth=0.8, label=name, alpha=0.5 if beaten else 1.0,
        )  # fmt: skip
    for number, row in enumerate(found[~found["beaten"]].to_dict("records"), 1):
        axes.annotate(str(number), (row[x], row[y]), xytext=(5, 4), textcoords="offset points", size=TEXT, color=INK)
    for name, label in ((x, axes.set_xlabel), (y, axes.set_ylabel)):
        told = f"{METRICS[name].label}: difference from no lever, {unit_said(METRICS[name].unit)}"
        label(textwrap.fill(told, 72 if name == x else 38), size=TEXT)
    axes.axhline(0, color=INK, linewidth=0.5)
    axes.axvline(0, color=INK, linewidth=0.5)
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    out.legend(
        loc="outside upper left",
        ncols=2,
        fontsize=TEXT,
        frameon=False,
        title="mixes of levers, mean over runs and its 95 % interval",
        title_fontsize=TEXT,
        alignment="left",
    )
    return settled(out)


def arguments() -> argparse.Namespace:
    """Return what was given on the command line."""
    parser = options("Mixes of levers that no other beats within a budget.", runs=20, months=72)
    parser.add_argument("--budget", type=float, default=8000, help="£/month, for the levers of all funders")
    parser.add_argument("--levers", nargs="+", default=list(USUAL_LEVERS), metavar="LEVER")
    parser.add_argument("--outcomes", nargs="+", default=list(USUAL_OUTCOMES), metavar="METRIC")
    parser.add_argument("--trials", type=int, default=120, help="mixes to try")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=available_workers(), help="processes")
    return parser.parse_args()


def main() -> None:
    """Print the frontier as Markdown and save the figure."""
    given = arguments()
    found = frontier(
        given.levers, given.outcomes, budget=given.budget, sector=given.sector, months=given.months,
        trials=given.trials, check_runs=given.runs, seed=given.seed, workers=given.workers,
    )  # fmt: skip

    def drawn(table: pd.DataFrame, foot: str) -> Figure:
        return figure(table, foot, given.outcomes)

    save(drawn, found, given, under=f"levers for £{given.budget:,.0f} a month at most")
    best = found[~found["beaten"]].reset_index(drop=True)
    heads = [f"{METRICS[name].label} ({METRICS[name].unit})" for name in given.outcomes]
    print(f"| | levers | cost, £/month | {' | '.join(heads)} |\n" + "|---" * (3 + len(heads)) + "|")
    for number, row in enumerate(best.to_dict("records"), 1):
        cells = [
            f"{row[name]:+,.4g} ({row[f'{name}_low']:+,.4g} to {row[f'{name}_high']:+,.4g})" for name in given.outcomes
        ]
        print(f"| {number} | {row['mix']} | {row['cost']:,.0f} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
