"""Levels: effects on persons, organisations and the sector side by side, with a mark where signs differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ecology.analysis.effects import ALL, CLEAR, NO_DIFFERENCE, effects
from ecology.metrics.declarations import METRICS, Metric

LEVELS = ("person", "organisation", "sector")
BETTER, WORSE, SAME, NOT_SETTLED = "better", "worse", "no difference", "not settled"
COLUMNS = (
    "theme", "of", "outcome", "label", "unit", "a", "b", "mean_a", "mean_b", "difference", "low", "high", "n_pairs",
    "verdict", "good", "signs_differ",
)  # fmt: skip
"""The columns of levels.csv, in order."""


@dataclass(frozen=True, slots=True)
class Told:
    """What stands for a theme at one level."""

    metric: Metric
    of: str = ""
    """What was recorded, where this is worked out from it and the number of organisations."""
    each: bool = True
    """Whether that is shared out among organisations, or else added up over them."""


def _recorded(name: str) -> Told:
    return Told(METRICS[name])


def _each(name: str) -> Told:
    """Return a sum over organisations as the mean of one."""
    whole = METRICS[name]
    one = replace(whole, name=f"{name}_each", label=f"{whole.label}, each", unit=f"{whole.unit} per organisation",
                  meaning=f"{whole.meaning}, mean over organisations", headline=False, grouped=False)  # fmt: skip
    return Told(one, name)


def _in_all(name: str, unit: str) -> Told:
    """Return a mean over organisations as the sum of all."""
    one = METRICS[name]
    whole = replace(one, name=f"{name}_in_all", label=f"{one.label}, in all", unit=unit,
                    meaning=f"the sum over organisations: {one.meaning}", headline=False, grouped=False)  # fmt: skip
    return Told(whole, name, each=False)


THEMES: dict[str, tuple[Told | None, ...]] = {
    "work": (_recorded("motivation"), _each("public_value"), _recorded("public_value")),
    "joint work": (_recorded("mean_energy"), _each("joint_surplus"), _recorded("joint_surplus")),
    "partnerships": (
        _recorded("partner_trust"), _recorded("share_cost_exceeds"), _recorded("partnership_survival"),
    ),
    "knowledge": (_recorded("mean_knowledge"), None, _recorded("expertise")),
    "time for funders": (None, _recorded("burden"), _in_all("burden", "hours/month")),
}  # fmt: skip
"""Theme → what stands for it for a person, an organisation and the sector; None where nothing is recorded."""


def levels(results: pd.DataFrame, policies: Sequence[str], *, last_months: int = 60) -> pd.DataFrame:
    """Return the effects on persons, organisations and the sector, theme by theme.

    The same quantity may move one way for the sector and the other way for each organisation in it: a policy under
    which more of them survive shares the same money among more. Persons and organisations are those there are in a
    month, and nobody is followed.

    Parameters
    ----------
    results : DataFrame
        As for `ecology.analysis.effects.effects`.
    policies : sequence of str
        The first is compared with each of the others.
    last_months : int
        Length of the window at the end of a run, months.

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`. `of` is the level. `good` says whether the difference is what most readers would call
        better or worse, where it is clear. `signs_differ` is whether a theme is clearly better at one level and clearly
        worse at another.

    Sources
        Clore report §3.1.1 (recursive levels of concern: the individual, the organisation, the sector), §5.1.4
    """
    told = {cell.metric.name: cell for theme in THEMES.values() for cell in theme if cell}
    found = effects(
        _rows(results, told), policies, last_months=last_months, declared={n: cell.metric for n, cell in told.items()}
    )
    by = {(row["outcome"], row["b"]): row for row in found.to_dict("records")}
    rows = []
    for b in policies[1:]:
        for theme, cells in THEMES.items():
            here = []
            for of, cell in zip(LEVELS, cells, strict=True):
                if cell is None or (cell.metric.name, b) not in by:
                    continue
                row = by[cell.metric.name, b]
                good = judged(str(row["verdict"]), float(row["difference"]) * cell.metric.better)
                here.append({"theme": theme, "of": of, "label": cell.metric.label, "good": good, **row})
            differ = {BETTER, WORSE} <= {row["good"] for row in here}
            rows += [row | {"signs_differ": differ} for row in here]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def judged(verdict: str, towards_good: float) -> str:
    """Return whether a difference is for the better or the worse, where that is settled.

    Examples
    --------
    >>> judged("clear", -2.0), judged("unclear", 5.0)
    ('worse', 'not settled')
    """
    if verdict == NO_DIFFERENCE:
        return SAME
    if verdict != CLEAR:
        return NOT_SETTLED
    return BETTER if towards_good > 0 else WORSE


def _rows(results: pd.DataFrame, told: dict[str, Told]) -> pd.DataFrame:
    """Return the results of the sector as a whole with what is worked out from them, in the same form."""
    run = ["policy", "replication", "month"]
    needed = {cell.of or name for name, cell in told.items()} | {"organisations_alive"}
    whole = results[(results["group"].astype(str) == ALL) & results["metric"].isin(needed)]
    wide = whole.astype({"metric": str, "policy": str}).pivot_table(index=run, columns="metric", values="value")
    n = wide.get("organisations_alive", pd.Series(np.nan, wide.index)).where(lambda alive: alive > 0)
    columns = {
        name: wide[cell.of or name] if not cell.of else wide[cell.of] / n if cell.each else wide[cell.of] * n
        for name, cell in told.items()
        if (cell.of or name) in wide
    }
    long = pd.DataFrame(columns, index=wide.index).reset_index().melt(run, var_name="metric").dropna()
    return long.assign(group=ALL, level=ALL)
