"""Consent: whether the levels of those who work together are of one mind, and how many partnerships are not."""

from __future__ import annotations

import pandas as pd

TOP, FRONT_LINE = "top", "operational"
MEASURES = {"consent": "agreed to it", "contributed": "put in effort", "energy": "have energy for it"}
"""What a level can be of one mind in: column of `Ecology.seats` → what it says of people."""
HALF = 0.5
"""A level goes along where the mean over its seats is at least this."""
KINDS = {
    (True, True): "both go along",
    (True, False): "top alone",
    (False, True): "front line alone",
    (False, False): "neither goes along",
}
"""Whether the top goes along, whether the front line does → what that is called."""


def by_level(seats: pd.DataFrame) -> pd.DataFrame:
    """Return the mean consent, share that contributed, and energy of the seats at each level.

    Parameters
    ----------
    seats : DataFrame
        `Ecology.seats`.

    Returns
    -------
    DataFrame
        One row a level that has seats: the means, each 0–1, and `seats`, their number.
    """
    groups = seats.groupby("level")
    return groups[list(MEASURES)].mean().assign(seats=groups.size())


def mind(seats: pd.DataFrame, measure: str = "consent") -> pd.Series:
    """Return of each partnership with people of both levels whether its top and its front line go along.

    Parameters
    ----------
    seats : DataFrame
        `Ecology.seats`; those without a value yet are left out.
    measure : str
        One of `MEASURES`.

    Returns
    -------
    Series
        Partnership's entry number → one of `KINDS`.

    Sources
        Clore report §4.5.1; Perfect fit (links without support above, support above without links)
    """
    mean = seats.dropna(subset=[measure]).groupby(["partnership", "level"])[measure].mean().unstack("level")
    both = mean.reindex(columns=[TOP, FRONT_LINE]).dropna() >= HALF
    kinds = [KINDS[bool(top), bool(front)] for top, front in both.itertuples(index=False)]
    return pd.Series(kinds, index=both.index, name=measure, dtype=object)


def mismatches(seats: pd.DataFrame) -> pd.DataFrame:
    """Return in how many partnerships top and front line are of one mind, and in how many not, by what they are asked.

    Returns
    -------
    DataFrame, partnerships
        One row for each of `MEASURES`, one column for each of `KINDS`.

    Examples
    --------
    >>> from ecology import Ecology
    >>> eco = Ecology("classroom", rng=1)
    >>> eco.run(24)
    >>> mismatches(eco.seats).shape
    (3, 4)
    """
    rows = {
        measure: mind(seats, measure).value_counts().reindex(list(KINDS.values()), fill_value=0) for measure in MEASURES
    }
    return pd.DataFrame(rows).T.astype(int)
