"""Effects: what another policy changes, in pairs of runs that differ in nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from ecology.analysis.intervals import half_width
from ecology.errors import OutOfRange, UnknownName
from ecology.metrics.declarations import HEADLINE, METRICS, Metric
from ecology.sector.categories import GROUPINGS

COLUMNS = (
    "outcome", "unit", "group", "a", "b", "mean_a", "mean_b", "difference", "low", "high", "n_pairs", "verdict",
)  # fmt: skip
"""The columns of effects.csv, in order."""

CLEAR, UNCLEAR, NO_DIFFERENCE = "clear", "unclear", "no difference"

ALL = "all"

Floats = npt.NDArray[np.float64]


def effects(
    results: pd.DataFrame,
    policies: Sequence[str],
    *,
    last_months: int = 60,
    confidence: float = 0.95,
    declared: Mapping[str, Metric] = METRICS,
) -> pd.DataFrame:
    """Return what each other policy changes against the first, outcome by outcome and group by group.

    A run counts with its mean over its last months. Replication i of both policies is the same sector with
    the same streams, so the difference d_i = b_i − a_i is taken pair by pair:

        d̄ ± t(n − 1) · s_d / √n

    Parameters
    ----------
    results : DataFrame
        Columns policy, replication, month, metric, group, level, value; a row per run, month and metric.
    policies : sequence of str
        The first is compared with each of the others.
    last_months : int
        Length of the window at the end of the run, months.
    confidence : float
        Coverage of the interval, between 0 and 1.
    declared : mapping
        What is measured, by name, in the order of the rows; all metrics unless others are worked out from them.

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`; `difference` is b − a in the outcome's unit. A pair of which one run failed,
        stopped early or holds no value is left out, and `n_pairs` says how many are left.

    Raises
    ------
    OutOfRange
        When the window is shorter than a month or the confidence is not between 0 and 1.
    UnknownName
        When `results` holds a metric that is not declared.
    """
    if not 0 < confidence < 1:
        raise OutOfRange(f"confidence = {confidence}: must lie between 0 and 1, for example 0.95")
    tables = _tables(run_values(results, last_months, declared))
    rows = []
    for outcome, group in _in_order(tables, declared):
        metric, table = declared[outcome], tables[outcome, group]
        for b in policies[1:]:
            pair = _pairs(table, policies[0], b)
            rows.append((outcome, metric.unit, group, policies[0], b, *_compare(pair, metric, confidence)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def run_values(results: pd.DataFrame, last_months: int = 60, declared: Mapping[str, Metric] = METRICS) -> pd.DataFrame:
    """Return one value per run: the mean over its last months, months without a value left out.

    Parameters
    ----------
    results : DataFrame
        As for `effects`.
    last_months : int
        Length of the window, months.
    declared : mapping
        What is measured, by name.

    Returns
    -------
    DataFrame
        Indexed by (outcome, group, replication), a column per policy; NaN where a run has no value. A run that
        stopped before the others did is left out: its last months are not theirs.
    """
    if last_months < 1:
        raise OutOfRange(f"last_months = {last_months}: must be at least 1 month")
    for name in results["metric"].unique():
        if name not in declared:
            raise UnknownName("metric", str(name), declared, "results")
    horizon = results["month"].max()
    window = results.loc[results["month"] > horizon - last_months]
    window = window.loc[_is_finished(results, window, horizon)]
    # Sorted, so that the order of the rows cannot change the last digit of a mean.
    window = window.sort_values(["metric", "group", "level", "policy", "replication", "month"])
    group = window["group"].astype(str)
    name = (group + ": " + window["level"].astype(str)).where(group != ALL, ALL)
    means = window["value"].groupby(
        [
            window["metric"].astype(str).rename("outcome"),
            name.rename("group"),
            window["replication"],
            window["policy"].astype(str),
        ]
    )
    return means.mean().unstack("policy")


def _is_finished(results: pd.DataFrame, rows: pd.DataFrame, horizon: int) -> npt.NDArray[np.bool_]:
    """Return, for each of the rows, whether its run reached the last month of the study."""
    runs = ["policy", "replication"]
    finished = pd.MultiIndex.from_frame(results.loc[results["month"] == horizon, runs].drop_duplicates())
    return np.asarray(pd.MultiIndex.from_frame(rows[runs]).isin(finished))


def _tables(values: pd.DataFrame) -> dict[tuple[str, str], pd.DataFrame]:
    """Return (outcome, group) → the values of its runs, a row per replication and a column per policy."""
    return {(str(key[0]), str(key[1])): table for key, table in values.groupby(level=["outcome", "group"])}


def _in_order(
    present: Collection[tuple[str, str]], declared: Mapping[str, Metric] = METRICS
) -> Iterator[tuple[str, str]]:
    """Yield (outcome, group) as declared; groups that are in no declared grouping come last, by name."""
    known = [ALL, *(f"{grouping}: {level}" for grouping, levels in GROUPINGS.items() for level in levels)]
    for outcome in declared:
        groups = {group for name, group in present if name == outcome}
        others = sorted(groups.difference(known))
        yield from ((outcome, group) for group in [*known, *others] if group in groups)


def _pairs(table: pd.DataFrame, a: str, b: str) -> Floats:
    """Return the values of both policies in the replications where both have one, shape (pairs, 2)."""
    pair = table.reindex(columns=[a, b]).to_numpy(float)
    return np.asarray(pair[np.isfinite(pair).all(axis=1)])


def _compare(pair: Floats, metric: Metric, confidence: float) -> tuple[float, float, float, float, float, int, str]:
    """Return mean_a, mean_b, difference, low, high, n_pairs, verdict of paired values, shape (pairs, 2)."""
    n = len(pair)
    if n == 0:
        return np.nan, np.nan, np.nan, np.nan, np.nan, 0, UNCLEAR
    mean_a, mean_b = (float(mean) for mean in pair.mean(axis=0))
    each = pair[:, 1] - pair[:, 0]
    difference = float(each.mean())
    if n == 1:
        return mean_a, mean_b, difference, np.nan, np.nan, n, UNCLEAR
    if not each.any():
        return mean_a, mean_b, 0.0, 0.0, 0.0, n, NO_DIFFERENCE
    half = half_width(each, confidence)
    low, high = difference - half, difference + half
    margin = metric.margin * abs(mean_a) if metric.relative else metric.margin
    return mean_a, mean_b, difference, low, high, n, verdict(low, high, margin)


def verdict(low: float, high: float, margin: float) -> str:
    """Return 'no difference', 'clear' or 'unclear' for an interval and the smallest difference worth speaking of."""
    if -margin <= low and high <= margin:
        return NO_DIFFERENCE
    return CLEAR if low > 0 or high < 0 else UNCLEAR


def variance_ratio(results: pd.DataFrame, a: str, b: str, *, last_months: int = 60) -> pd.DataFrame:
    """Return how much pairing helps: the variance of the paired difference against that of an unpaired one.

    Parameters
    ----------
    results : DataFrame
        As for `effects`.
    a, b : str
        Names of the two policies.
    last_months : int
        Length of the window at the end of the run, months.

    Returns
    -------
    DataFrame
        Columns outcome, unit, n_pairs, paired (variance of b_i − a_i), unpaired (variance of a plus variance
        of b), both in the unit squared, and ratio (paired over unpaired; below 1 pairing saves runs). A row
        per headline outcome; NaN with fewer than two pairs or nothing that varies.
    """
    tables = _tables(run_values(results, last_months))
    rows = []
    for metric in HEADLINE:
        if (metric.name, ALL) not in tables:
            continue
        pair = _pairs(tables[metric.name, ALL], a, b)
        paired = unpaired = np.nan
        if len(pair) >= 2:
            paired = float((pair[:, 1] - pair[:, 0]).var(ddof=1))
            unpaired = float(pair.var(axis=0, ddof=1).sum())
        ratio = paired / unpaired if unpaired > 0 else np.nan
        rows.append((metric.name, metric.unit, len(pair), paired, unpaired, ratio))
    return pd.DataFrame(rows, columns=["outcome", "unit", "n_pairs", "paired", "unpaired", "ratio"])


def identical_policies(results: pd.DataFrame, policies: Sequence[str] | None = None) -> dict[str, list[str]]:
    """Return the policies that differ in at least one value, each with the later ones identical to it.

    Parameters
    ----------
    results : DataFrame
        As for `effects`.
    policies : sequence of str, optional
        Names in order; by default in order of appearance.

    Returns
    -------
    dict
        First of each set of identical policies → the others of the set, often none.
    """
    keys = ["replication", "month", "metric", "group", "level"]
    found: dict[str, list[str]] = {}
    columns: dict[str, pd.DataFrame] = {}
    for policy in pd.unique(results["policy"].astype(str)) if policies is None else policies:
        own = results.loc[results["policy"].astype(str) == policy, [*keys, "value"]].astype(
            dict.fromkeys(keys[2:], str)
        )
        own = own.sort_values(keys).reset_index(drop=True)
        twin = next((name for name, other in columns.items() if len(own) and own.equals(other)), None)
        if twin is None:
            found[policy], columns[policy] = [], own
        else:
            found[twin].append(policy)
    return found
