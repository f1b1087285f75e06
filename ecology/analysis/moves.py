"""Moves: how things go from one class to another between two times."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

GONE = "gone"


def moves(before: pd.Series, after: pd.Series, classes: Sequence[str]) -> pd.DataFrame:
    """Return where those of each class were found later.

    Parameters
    ----------
    before, after : Series
        Who → class, at two times; who is only there later is left out.
    classes : sequence of str

    Returns
    -------
    frame, share
        One row a class before, one column a class after, and `gone`; rows add to 1, and are missing where a class was
        empty.

    Examples
    --------
    >>> moves(pd.Series({1: "a", 2: "a"}), pd.Series({1: "b"}), ["a", "b"]).loc["a"].tolist()
    [0.0, 0.5, 0.5]
    """
    later = after.reindex(before.index).astype(object).fillna(GONE)
    table = pd.crosstab(before.to_numpy(object), later.to_numpy(object))
    table = table.reindex(index=list(classes), columns=[*classes, GONE], fill_value=0)
    shares = table.div(table.sum(axis=1).where(lambda n: n > 0), axis=0)
    return shares.rename_axis(index="before", columns="after")
