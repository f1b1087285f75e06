"""Tables of a calibration: targets, rates, and which targets pull against which."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import permutations
from typing import TYPE_CHECKING

import pandas as pd

from ecology.calibration.counts import Counts, median, reached, standard_error, total
from ecology.calibration.fit import distance, misfit
from ecology.calibration.free import FREE, starting_values
from ecology.calibration.targets import FITTED, HELD_OUT, NOT_FITTED, TARGETS
from ecology.parameters import declarations

if TYPE_CHECKING:
    from ecology.calibration.calibrate import Calibration

WAITS = (
    ("trust", "months until partners' mean trust is built"),
    ("pair_trust", "months until trust in one partner is built"),
    ("betrayal", "months until trust is made good after a betrayal"),
)
"""Counts by month → what the median of the waiting time is."""


def of_targets(at_start: Sequence[Counts], at_best: Sequence[Counts]) -> pd.DataFrame:
    """Return one row a target: its range, and what was reached at the start and with the best rates."""
    rows = []
    for target in TARGETS:
        row: dict[str, object] = {
            "target": target.name, "label": target.label, "unit": target.unit, "low": target.low, "high": target.high,
            "use": target.use,
        }  # fmt: skip
        for name, runs in (("start", at_start), ("tuned", at_best)):
            value = reached(runs, target)
            row[name] = value
            row[f"{name}_error"] = standard_error(runs, target)
            row[f"{name}_distance"] = distance(value, target)
            row[f"{name}_met"] = target.low <= value <= target.high
        rows.append({**row, "source": target.source})
    return pd.DataFrame(rows)


def of_rates(best: dict[str, float]) -> pd.DataFrame:
    """Return one row a free rate: its range, starting and tuned value."""
    unit = {d.name: (d.unit, d.meaning) for d in declarations()}
    start = starting_values()
    return pd.DataFrame([
        {"parameter": r.name, "unit": unit[r.name][0], "low": r.low, "high": r.high, "start": start[r.name],
         "tuned": best[r.name], "meaning": unit[r.name][1], "range_from": r.source}
        for r in FREE
    ])  # fmt: skip


def of_pulls(counted: Sequence[Sequence[Counts]]) -> pd.DataFrame:
    """Return one row for each ordered pair of fitted targets: what one costs the other, over all trials.

    `n_met` trials met the target, `n_both` the other as well; `other_nearest` is the least distance of the other, in
    widths of its range, among the trials that met the target (of all trials in `other_nearest_of_all`).
    """
    far = [{t.name: distance(reached(runs, t), t) for t in FITTED} for runs in counted]
    rows = []
    for a, b in permutations((t.name for t in FITTED), 2):
        met = [d[b] for d in far if d[a] == 0.0]
        rows.append({
            "target": a, "other": b, "n_trials": len(far), "n_met": len(met), "n_both": sum(d == 0.0 for d in met),
            "other_nearest": min(met, default=math.nan), "other_nearest_of_all": min((d[b] for d in far), default=0.0),
        })  # fmt: skip
    return pd.DataFrame(rows)


def markdown(found: Calibration) -> str:
    """Return the page of a calibration."""
    plan, best = found.plan, found.best
    fitted = [row for row in found.table.itertuples() if row.use != HELD_OUT]
    held = [row for row in found.table.itertuples() if row.use == HELD_OUT]
    lines = [
        f"# Calibration on sector {plan.sector.name}", "",
        f"{len(found.trials)} sets of rates × {plan.runs} runs of {plan.months} months, seed {plan.seed}, under "
        f"policy `none` alone. The figures below come from {plan.check_runs} further runs with other sectors and "
        "chances, which the search did not see; ± is their Monte Carlo error. A distance is in widths of the accepted "
        "range, 0 inside it.",
        "", f"    {plan.command}" if plan.command else "", "",
        f"Misfit Σ d² in these runs: {misfit(found.at_start):.3f} at the start, {misfit(found.at_best):.3f} "
        f"with the tuned rates (trial {best.number}; {misfit(found.counted[best.number]):.3f} in the runs of the "
        "search, which flatter what was chosen by them).",
        "", "## Targets fitted", "", *target_lines(fitted), "", "## Held out", "", *target_lines(held), "",
        "## Waiting times", "", *waiting_lines(found.at_start, found.at_best), "", "## Rates", "",
        *rate_lines(found.rates), "", "## Which targets pull against which", "", *pull_lines(found.pulls), "",
        "## What each target is", "",
        *(f"- **{t.label}** ({t.name}): {t.meaning}. Source: {t.source}." for t in TARGETS), "",
        "## Known, but no target here", "", *(f"- {what}: {why}." for what, why in NOT_FITTED), "",
    ]  # fmt: skip
    return "\n".join(lines)


def target_lines(rows: Sequence[object]) -> list[str]:
    """Return a Markdown table of targets."""
    out = ["| target | unit | accepted | start | tuned | distance, start | distance, tuned | met |",
           "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for row in rows:
        get = row.__getattribute__
        out.append(
            f"| {get('label')} | {get('unit')} | {get('low'):g}–{get('high'):g} | "
            f"{with_error(get('start'), get('start_error'))} | {with_error(get('tuned'), get('tuned_error'))} | "
            f"{get('start_distance'):.2f} | {get('tuned_distance'):.2f} | "
            f"{'yes' if get('start_met') else 'no'} → {'yes' if get('tuned_met') else 'no'} |"
        )
    return out


def waiting_lines(at_start: Sequence[Counts], at_best: Sequence[Counts]) -> list[str]:
    """Return a Markdown table of median waiting times."""
    out = ["| median | start, months | tuned, months |", "|---|---|---|"]
    for name, label in WAITS:
        cells = [median(*total(runs, name)) for runs in (at_start, at_best)]
        out.append(f"| {label} | {' | '.join('not seen' if math.isnan(c) else f'{c:g}' for c in cells)} |")
    return out


def rate_lines(rates: pd.DataFrame) -> list[str]:
    """Return a Markdown table of rates."""
    out = ["| parameter | unit | range | start | tuned | range from |", "|---|---|---|---|---|---|"]
    out += [
        f"| {r.parameter} | {r.unit} | {r.low:g}–{r.high:g} | {r.start:g} | {r.tuned:.3g} | {r.range_from} |"
        for r in rates.itertuples()
    ]
    return out


def pull_lines(pulls: pd.DataFrame) -> list[str]:
    """Return a Markdown table of the pairs that were hard to meet together."""
    hard = pulls[(pulls["n_met"] > 0) & (pulls["other_nearest"] > pulls["other_nearest_of_all"])]
    if hard.empty:
        return ["No target that was met kept another from coming as near as it did in any trial."]
    out = ["| of the trials that met | there were | and met also | at best it missed by | in all trials by |",
           "|---|---|---|---|---|"]  # fmt: skip
    out += [
        f"| {r.target} | {r.n_met} of {r.n_trials} | {r.other}: {r.n_both} | {r.other_nearest:.2f} | "
        f"{r.other_nearest_of_all:.2f} |"
        for r in hard.itertuples()
    ]
    return out


def with_error(value: float, error: float) -> str:
    """Return a value with its error."""
    if math.isnan(value):
        return "nothing to measure"
    return f"{value:.3g}" if math.isnan(error) else f"{value:.3f} ± {error:.3f}"
