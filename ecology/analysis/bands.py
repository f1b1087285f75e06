"""Bands of trust, and how people move between them."""

from __future__ import annotations

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
    start = pd.Categorical.from_codes(band_of(both["trust"].to_numpy(float)), NAMES)
    there = both["trust_after"].notna().to_numpy()
    end = pd.Series("gone", index=both.index)
    end[there] = [NAMES[code] for code in band_of(both.loc[there, "trust_after"].to_numpy(float))]
    table = pd.crosstab(start, pd.Categorical(end, [*NAMES, "gone"]), dropna=False)
    shares = table.div(table.sum(axis=1).where(lambda n: n > 0), axis=0)
    return shares.rename_axis(index="before", columns="after")
