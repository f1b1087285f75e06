"""Agreement: in how many pairs of runs an outcome moves the way it moves on average."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ecology.analysis.effects import run_values
from ecology.report.sentences import Row


def agreement(results: pd.DataFrame, found: Iterable[Row], last_months: int) -> Mapping[str, int]:
    """Return, by the key of a row of effects, the pairs whose own difference has the sign of the mean difference.

    Parameters
    ----------
    results : DataFrame
        The results that the effects were taken from.
    found : iterable of Row
        Rows of effects.
    last_months : int
        Window at the end of each run that the effects are taken over, months.

    Returns
    -------
    mapping
        Key → number of pairs; a row without a difference has none.
    """
    values = run_values(results, last_months)
    there = dict(iter(values.groupby(level=["outcome", "group"])))
    counted = {}
    for row in found:
        table = there.get((row.outcome, row.group))
        if table is not None and row.difference and np.isfinite(row.difference) and {row.a, row.b} <= {*table.columns}:
            each = (table[row.b] - table[row.a]).to_numpy(float)
            counted[row.key] = int((np.sign(each) == np.sign(row.difference)).sum())
    return counted
