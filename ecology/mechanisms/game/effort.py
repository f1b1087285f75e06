"""How people divide their effort, given what their organisation is rewarded for and how motivated they are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.games.multitask import N_TASKS, effort
from ecology.mechanisms.game.careers import ambition
from ecology.mechanisms.game.responsibility import borne
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

MEASURED, UNMEASURED, JOINT = range(N_TASKS)


def effort_of(sector: Sector, rules: Rules, who: Slots) -> npt.NDArray[np.float64]:
    """Return each person's effort on own measured, own unmeasured and joint work, 1/3 each when unworn and unrewarded.

    Control acts through motivation alone, which wears in the learning phase; it is not counted here a second time.

    Parameters
    ----------
    who : shape (n,)
        People who have an employer.

    Returns
    -------
    shape (n, 3)
    """
    o, people = sector.organisations, sector.people
    firm = people.employer[who]
    incentive = np.zeros((len(who), N_TASKS))
    incentive[:, MEASURED] = o.alpha_measured[firm] * borne(sector, rules, who) + ambition(sector, rules, who)
    incentive[:, JOINT] = o.alpha_joint[firm]
    return effort(incentive, people.motivation[who], rules.parameters.ownwork.substitution)
