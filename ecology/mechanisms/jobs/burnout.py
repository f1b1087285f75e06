"""Burnout: people who work too much, or no longer care, leave sooner."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

NOTABLE = 0.1
"""Overtime, as a share of contracted hours, that counts as one."""


def burnout(sector: Sector, rules: Rules, who: Slots) -> npt.NDArray[np.float64]:
    """Return by how much last month's overtime and worn motivation raise ξ: (1 + b o / .1)(1 + b (1 − μ)).

    o is overtime as a share of contracted hours.

    Parameters
    ----------
    who : shape (n,)

    Returns
    -------
    shape (n,), ratio

    Sources
        Assumption; Maslach and Leiter 2016 name workload and values among the causes of burnout
    """
    rate, people = rules.parameters.mobility.burnout, sector.people
    if not rate:
        return np.ones(len(who))
    overtime = people.overtime[who] / np.maximum(people.hours[who], 1.0)
    out: npt.NDArray[np.float64] = (1.0 + rate * overtime / NOTABLE) * (1.0 + rate * (1.0 - people.motivation[who]))
    return out
