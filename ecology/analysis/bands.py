"""Bands of trust, and how people move between them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecology.analysis.moves import moves
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
    return moves(bands(before), bands(after), NAMES)


def bands(ties: pd.DataFrame) -> pd.Series:
    """Return the band of each tie, by person and alter."""
    names = np.array(NAMES, dtype=object)[band_of(ties["trust"].to_numpy(float))]
    return pd.Series(names, index=pd.MultiIndex.from_frame(ties[["person", "alter"]]), dtype=object)
