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


def around(values: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the mean and the ends of its 95 % interval, over values that are numbers; NaN where they give none.

    Examples
    --------
    >>> around(np.array([2.0, np.nan]))
    (2.0, nan, nan)
    """
    told = values[np.isfinite(values)]
    mean = float(told.mean()) if len(told) else float("nan")
    half = half_width(told) if len(told) > 1 else float("nan")
    return mean, mean - half, mean + half
