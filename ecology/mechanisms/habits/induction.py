"""Induction: newcomers to a post are more open to how things are done there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

YEAR = 12.0
"""Months in which openness falls to 1/e of what it was."""


def openness(sector: Sector, rules: Rules, who: Slots) -> npt.NDArray[np.float64]:
    """Return 1 + k exp(−tenure / 12): how much more readily people compare themselves soon after taking a post.

    Parameters
    ----------
    who : shape (n,)

    Returns
    -------
    shape (n,), ratio

    Sources
        Reciprocity 2013 (set the psychological contract early: new staff learn reciprocity in socialisation)
    """
    more = rules.parameters.revision.openness
    if not more:
        return np.ones(len(who))
    out: npt.NDArray[np.float64] = 1.0 + more * np.exp(-sector.people.tenure[who] / YEAR)
    return out
