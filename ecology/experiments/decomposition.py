"""Decomposition: which lever of a policy does the work: each alone against nothing, and the policy without each.

Run it as `python -m ecology.experiments.decomposition --policy enabling --figure decomposition.png`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.effects import ALL, effects
from ecology.experiments.options import options, save
from ecology.experiments.pool import available_workers, run_all
from ecology.experiments.task import Task
from ecology.metrics.declarations import METRICS
from ecology.parameters import Parameters
from ecology.plots.forest import ROW, Interval, beyond_mark, draw_rows, verdict_marks
from ecology.plots.style import TEXT, blank, legend, settled
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector
from ecology.report.quantities import number, scale_of, span, unit_said

OUTCOMES = ("public_value", "cooperation_rate", "partnership_survival", "partner_trust")
ALONE, WITHOUT, WHOLE = "alone", "what the others lose without it", "the whole policy"


def parts(policy: Policy) -> dict[tuple[str, str], Policy]:
    """Return the policy whole, each of its levers alone, and all of them but each: (what, lever) → policy."""
    out = {(WHOLE, ""): policy}
    for name, lever in policy.levers:
        out[ALONE, name] = Policy(f"{name} alone", lever.summary, policy.source, ((name, lever),))
        others = tuple(one for one in policy.levers if one[0] != name)
        out[WITHOUT, name] = replace(policy, name=f"{policy.name} without {name}", levers=others)
    return out


def decomposition(
    policy: str | Policy = "enabling",
    *,
    sector: str = "standard",
    runs: int = 20,
    months: int = 120,
    rng: int = 0,
    workers: int = 1,
    outcomes: Sequence[str] = OUTCOMES,
) -> pd.DataFrame:
    """Return what the policy and each of its levers does, against nothing, and what the others lose without it.

    Returns
    -------
    DataFrame
        Columns what ('the whole policy', 'alone', 'what the others lose without it'), lever, outcome, unit, difference,
        low, high (95 % interval over pairs), verdict, n_pairs.
    """
    spec, none, held = load_sector(sector), load_policy("none"), load_policy(policy)
    cases = parts(held)
    tasks = [Task(one, i, rng, spec, months, Parameters()) for one in (none, *cases.values()) for i in range(runs)]
    frames = [outcome.frame for outcome in run_all(tasks, workers) if outcome.frame is not None]
    results = pd.concat(frames)
    results = results[(results["group"] == ALL) & results["metric"].isin(outcomes)]
    last = min(60, months // 2)
    rows = []
    for (what, lever), one in cases.items():
        first = one.name if what == WITHOUT else none.name
        second = held.name if what == WITHOUT else one.name
        found = effects(results, [first, second], last_months=last)
        rows += [
            (what, lever, row["outcome"], row["unit"], row["difference"], row["low"], row["high"], row["verdict"],
             row["n_pairs"])
            for row in found.to_dict("records")
        ]  # fmt: skip
    return pd.DataFrame(
        rows, columns=["what", "lever", "outcome", "unit", "difference", "low", "high", "verdict", "n_pairs"]
    )


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw a panel for each outcome: the whole, then lever by lever, alone and by what is lost without it.

    Parameters
    ----------
    found : DataFrame
        As `decomposition` returns.
    """
    outcomes = list(dict.fromkeys(found["outcome"]))
    panels = [rows_of(found[found["outcome"] == outcome]) for outcome in outcomes]
    out = blank(ROW * sum(len(rows) + 4 for rows in panels) + 0.6, foot)
    axes = out.subplots(len(panels), 1, squeeze=False)[:, 0]
    for one, outcome, rows in zip(axes, outcomes, panels, strict=True):
        reach = 1.15 * max((max(abs(row.low), abs(row.high)) for row in rows if row.is_drawn), default=0)
        draw_rows(one, rows, reach or 1.0)
        metric = METRICS[outcome]
        one.set_title(f"{metric.label}, {unit_said(metric.unit)}", size=TEXT + 0.5, loc="left")
    legend(out, [*verdict_marks(), *beyond_mark(panels, float("inf"))])
    return settled(out)


def rows_of(found: pd.DataFrame) -> list[Interval]:
    """Return the rows of one outcome."""
    out = []
    for i, row in enumerate(found.to_dict("records")):
        label = WHOLE if row["what"] == WHOLE else f"{row['lever']}, {'alone' if row['what'] == ALONE else 'left out'}"
        scale = scale_of(row["difference"], row["low"], row["high"])
        numbers = (
            f"{number(row['difference'], row['unit'], scale, signed=True)} "
            f"({span(row['low'], row['high'], row['unit'], scale)})"
        )
        out.append(Interval(label.replace("_", " "), row["difference"], row["low"], row["high"], row["verdict"],
                            numbers, shaded=i % 4 in (1, 2)))  # fmt: skip
    return out


def main() -> None:
    """Print the table as Markdown and save the figure."""
    parser = options("Which lever of a policy does the work.", runs=20, months=120)
    parser.add_argument("--policy", default="enabling")
    parser.add_argument("--workers", type=int, default=available_workers(), help="processes")
    given = parser.parse_args()
    found = decomposition(
        given.policy, sector=given.sector, runs=given.runs, months=given.months, workers=given.workers
    )
    save(figure, found, given, under=f"policy {given.policy} and its levers")
    print("| | lever | " + " | ".join(METRICS[name].label for name in OUTCOMES) + " |")
    print("|---" * (2 + len(OUTCOMES)) + "|")
    for (what, lever), rows in found.groupby(["what", "lever"], sort=False):
        by = {str(row["outcome"]): row for row in rows.to_dict("records")}
        rows_here = [by[name] for name in OUTCOMES if name in by]
        cells = [f"{row['difference']:+,.3g} ({row['low']:+,.3g} to {row['high']:+,.3g})" for row in rows_here]
        print(f"| {what} | {lever} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
