"""Intervals: how far a mean over runs is known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit  # type: ignore[import-untyped]


def half_width(values: npt.NDArray[np.float64], confidence: float = 0.95) -> float:
    """Return the half width of the interval of a mean, t(n − 1) · s / √n, in the unit of the values.

    Parameters
    ----------
    values : shape (n,)
        One value a run; two or more.
    confidence : float
        Coverage, between 0 and 1.

    Examples
    --------
    >>> round(half_width(np.array([1.0, 3.0])), 4)
    12.7062
    """
    n = len(values)
    return float(stdtrit(n - 1, (1 + confidence) / 2) * values.std(ddof=1) / np.sqrt(n))
