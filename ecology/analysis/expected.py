"""What an account says should come out, and whether it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecology.analysis.effects import ALL, effects
from ecology.metrics.declarations import METRICS

COLUMNS = (
    "claim", "says", "metric", "unit", "policy", "than", "sign", "margin", "mean_than", "mean_policy", "difference",
    "low", "high", "n_pairs", "verdict",
)  # fmt: skip
"""The columns of expected.csv, in order."""

MORE, LESS, SAME, EITHER = "+", "-", "0", "either"
SIGNS = {MORE: "more", LESS: "less", SAME: "about the same", EITHER: "not the same"}
"""What an account may say, and in words."""
THESE_SIGNS = ", ".join(f'"{sign}" ({words})' for sign, words in SIGNS.items())
AGREES, CONTRADICTS, CANNOT_BE_TOLD = "agrees", "contradicts", "cannot be told"


@dataclass(frozen=True, slots=True)
class Expected:
    """What an account says of one outcome under two policies."""

    says: str
    """The account, in one plain sentence."""
    metric: str
    policy: str
    than: str
    """The policy it is compared with."""
    sign: str
    """+ more under `policy`, - less, 0 about the same, either not the same."""
    claim: str = ""
    """Row of the register of claims, if it is one."""
    unless: float | None = None
    """Difference, as a share of the mean under `than`, up to which the two still count as about the same."""

    def margin(self, mean_than: float) -> float:
        """Return the largest difference that counts as about the same, in the unit of the outcome.

        Without `unless` it is nothing for more and less, and else the smallest difference of this outcome worth
        speaking of.
        """
        metric = METRICS[self.metric]
        if self.unless is not None:
            return self.unless * abs(mean_than)
        if self.sign not in (SAME, EITHER):
            return 0.0
        return metric.margin * (abs(mean_than) if metric.relative else 1.0)


def expected(results: pd.DataFrame, said: Sequence[Expected], *, last_months: int = 60) -> pd.DataFrame:
    """Return what came out for each thing an account says, and whether it agrees.

    Parameters
    ----------
    results : DataFrame
        As for `effects`.
    said : sequence of Expected
    last_months : int
        Length of the window at the end of a run, months.

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`, a row for each; `difference` is policy − than with its 95 % interval over pairs, in
        the outcome's unit. `verdict` is one of 'agrees', 'contradicts' and 'cannot be told'.
    """
    rows = []
    for line in said:
        whole = results[(results["group"] == ALL) & (results["metric"] == line.metric)]
        found = (
            effects(whole, [line.than, line.policy], last_months=last_months).to_dict("records") if len(whole) else []
        )
        a_row = found[0] if found else dict.fromkeys(("mean_a", "mean_b", "difference", "low", "high"), np.nan)
        margin = line.margin(float(a_row["mean_a"]))
        low, high = float(a_row["low"]), float(a_row["high"])
        rows.append((
            line.claim, line.says, line.metric, METRICS[line.metric].unit, line.policy, line.than, line.sign, margin,
            a_row["mean_a"], a_row["mean_b"], a_row["difference"], low, high, int(a_row.get("n_pairs", 0)),
            verdict(line.sign, low, high, margin),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def verdict(sign: str, low: float, high: float, margin: float = 0.0) -> str:
    """Return whether an interval agrees with what was said: it lies wholly where it should, wholly elsewhere, or both.

    Examples
    --------
    >>> verdict("+", 1.0, 3.0), verdict("+", -3.0, -1.0), verdict("+", -1.0, 3.0)
    ('agrees', 'contradicts', 'cannot be told')
    >>> verdict("0", -1.0, 1.0, margin=2.0), verdict("0", 3.0, 4.0, margin=2.0)
    ('agrees', 'contradicts')
    >>> verdict("either", 3.0, 4.0, margin=2.0), verdict("either", -1.0, 1.0, margin=2.0)
    ('agrees', 'contradicts')
    """
    if not (np.isfinite(low) and np.isfinite(high)):  # fewer than two pairs with a value
        return CANNOT_BE_TOLD
    if sign == LESS:
        low, high = -high, -low
    same, differ = -margin <= low and high <= margin, low > margin or high < -margin
    if sign in (SAME, EITHER):
        inside, outside = (same, differ) if sign == SAME else (differ, same)
    else:
        inside, outside = low > margin, high <= margin
    return AGREES if inside else CONTRADICTS if outside else CANNOT_BE_TOLD
