"""Equity: people want partners who put in as much as they do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def gives_more(
    contribution: npt.NDArray[np.float64], present: npt.NDArray[np.bool_], unfair: float
) -> npt.NDArray[np.bool_]:
    """Return which members contribute more than the mean of the others by over `unfair`.

    Parameters
    ----------
    contribution : shape (partnerships, members), pledges
        x of each member this month, 0 where there is none.
    present : shape (partnerships, members)
    unfair : pledges

    Sources
        Clore report §4.1.1 (partners who put in the same time and effort)

    Examples
    --------
    >>> gives_more(np.array([[0.9, 0.2]]), np.array([[True, True]]), 0.5).tolist()
    [[True, False]]
    """
    n = np.maximum(present.sum(1, keepdims=True) - 1, 1)
    others = (contribution.sum(1, keepdims=True) - contribution) / n
    out: npt.NDArray[np.bool_] = present & (contribution - others > unfair)
    return out
