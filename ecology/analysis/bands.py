"""Bands of trust, and how people move between them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecology.metrics.record import band_of

NAMES = ("distrust", "weak", "semi-strong", "strong")


def transitions(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return where the ties of each band of trust were found later.

    Parameters
    ----------
    before, after : frames
        `Ecology.ties` at two times.

    Returns
    -------
    frame, share
        One row a band before, one column a band after, and `gone` for ties that were forgotten; rows add to 1, and are
        missing where a band was empty.

    Sources
        Clore report §4.4.2 (Dagnino and Padula)

    Examples
    --------
    >>> from ecology import Ecology
    >>> eco = Ecology("classroom", rng=1)
    >>> start = eco.ties
    >>> eco.run(12)
    >>> transitions(start, eco.ties).shape
    (4, 5)
    """
    pair = ["person", "alter"]
    both = before[[*pair, "trust"]].merge(after[[*pair, "trust"]], on=pair, how="left", suffixes=("", "_after"))
    bands = np.array([*NAMES, "gone"], dtype=object)
    start = band_of(both["trust"].to_numpy(float))
    there = both["trust_after"].notna().to_numpy()
    end = np.where(there, band_of(both["trust_after"].fillna(0.0).to_numpy(float)), len(NAMES))
    table = pd.crosstab(pd.Series(bands[start]), pd.Series(bands[end]))
    table = table.reindex(index=list(NAMES), columns=bands.tolist(), fill_value=0)
    shares = table.div(table.sum(axis=1).where(lambda n: n > 0), axis=0)
    return shares.rename_axis(index="before", columns="after")
