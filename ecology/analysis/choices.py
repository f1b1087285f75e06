"""Open choices: whether a difference keeps its sign when a parameter that nobody knows is put to its ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import pandas as pd

from ecology.analysis.effects import ALL, effects
from ecology.metrics.declarations import HEADLINE
from ecology.parameters import Declaration

COLUMNS = (
    "parameter", "meaning", "unit", "default", "value", "outcome", "a", "b", "n_pairs", "difference", "low", "high",
    "main", "verdict", "flip",
)  # fmt: skip
"""The columns of choices.csv, in order."""

KEEPS, LEANS_SAME, LEANS_OTHER, TURNS = "keeps", "leans the same way", "leans the other way", "turns"
NOT_MEASURED = "not measured"


class AtEnd(Protocol):
    """What came of a few pairs of runs with one open choice at one of its ends."""

    @property
    def declared(self) -> Declaration:
        """The open choice."""

    @property
    def default(self) -> float:
        """What the parameter is in the main comparison."""

    @property
    def value(self) -> float:
        """The end."""

    @property
    def results(self) -> pd.DataFrame | None:
        """As for `effects`; None where no run succeeded."""


def choices(
    results: pd.DataFrame, ends: Sequence[AtEnd], policies: Sequence[str], *, n_pairs: int, last_months: int = 60
) -> pd.DataFrame:
    """Return whether each headline difference keeps its sign at each end of each open choice.

    Parameters
    ----------
    results : DataFrame
        Of the main comparison, as for `effects`.
    ends : sequence of AtEnd
    policies : sequence of str
        The first is compared with each of the others.
    n_pairs : int
        Replications at each end; they are the first ones of the main comparison.
    last_months : int
        Length of the window at the end of a run, months.

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`. `difference` (b − a), `low` and `high` are those at the end, `main` the difference
        in the main comparison, all in the outcome's unit. `verdict` is 'keeps' (the sign of the main difference, and
        the 95 % interval leaves out zero), 'leans the same way' (the interval does not), 'leans the other way',
        'turns' (the opposite sign, and the interval leaves out zero) or 'not measured'. `flip` is the value of the
        parameter at which a straight line from the same pairs at its default to those at the end crosses zero, in
        the parameter's unit; NaN where it does not.
    """
    headline = [metric.name for metric in HEADLINE]

    def differences(frame: pd.DataFrame) -> dict[tuple[str, str], Any]:
        whole = frame[(frame["group"] == ALL) & frame["metric"].isin(headline)]
        found = effects(whole, policies, last_months=last_months)
        return {(row["outcome"], row["b"]): row for row in found.to_dict("records")}

    main, same_pairs = differences(results), differences(results[results["replication"] < n_pairs])
    nothing = {"n_pairs": 0, "difference": np.nan, "low": np.nan, "high": np.nan}
    rows = []
    for end in ends:
        there = {} if end.results is None else differences(end.results)
        for (outcome, b), own in main.items():
            found, few = there.get((outcome, b), nothing), same_pairs.get((outcome, b), nothing)
            difference, low, high = (float(found[name]) for name in ("difference", "low", "high"))
            rows.append((
                end.declared.name, end.declared.meaning, end.declared.unit, end.default, end.value, outcome,
                policies[0], b, int(found["n_pairs"]), difference, low, high, own["difference"],
                verdict(own["difference"], difference, low, high), flip(end, few["difference"], difference),
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def verdict(main: float, difference: float, low: float, high: float) -> str:
    """Return what becomes of the sign of the main difference.

    Examples
    --------
    >>> verdict(10.0, 4.0, 1.0, 7.0), verdict(10.0, -4.0, -9.0, 1.0)
    ('keeps', 'leans the other way')
    """
    if not np.isfinite(main) or not np.isfinite(difference):
        return NOT_MEASURED
    if main == difference == 0:  # nothing happens here or there
        return KEEPS
    same = np.sign(main) == np.sign(difference)
    sure = low > 0 or high < 0  # never for a single pair, which has no interval
    if same:
        return KEEPS if sure else LEANS_SAME
    return TURNS if sure else LEANS_OTHER


def flip(end: AtEnd, at_default: float, at_end: float) -> float:
    """Return the parameter's value at which a straight line between two differences crosses zero; NaN if none does."""
    if not at_default * at_end < 0:
        return float("nan")
    return float(end.default + (end.value - end.default) * at_default / (at_default - at_end))
