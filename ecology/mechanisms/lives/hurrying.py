"""Hurrying: funders who ask for depth at once and for output by a date; stages are skipped, and made good later."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.policies.terms import NO_DEADLINE
from ecology.rules import Rules
from ecology.sector.categories import DEPTHS, STAGES
from ecology.sector.columns import Slots
from ecology.sector.partnerships import IMPLEMENTING
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

DEPTH_NAMES, STAGE_NAMES = np.array(DEPTHS, dtype=object), np.array(STAGES, dtype=object)
MOST = IMPLEMENTING - 1
"""Stages before the last, which can be skipped."""


def asked_of(sector: Sector, rules: Rules, live: Slots) -> tuple[Slots, Floats]:
    """Return the depth that the funders of any member ask for, and the months to output of the most impatient.

    Parameters
    ----------
    live : shape (n,)

    Returns
    -------
    shapes (n,), steps and months
    """
    terms = rules.asked
    held = sector.grants.held(terms.depth_asked.shape)
    member = sector.partnerships.member.take(live, axis=0)
    depth = np.where(member >= 0, (held * terms.depth_asked).max(0)[member], 0.0)
    months = np.where(held, terms.output_months, NO_DEADLINE).min(0)[member]
    return np.rint(depth.max(1)).astype(np.int64), np.where(member >= 0, months, NO_DEADLINE).min(1)


def hurry(sector: Sector, rules: Rules, trust: Floats, worked: Floats) -> None:
    """Bind partnerships as closely as their funders ask, and let those that are late implement, whatever they skip.

    What is skipped (0–2 stages) is made good once no deadline is in force, at the pace of setting direction. When less
    depth is asked for, members go back to what they are ready for, round(readiness × trust), but no lower than asked.

    Parameters
    ----------
    trust : shape (live,)
        Mean trust between the people of each partnership.
    worked : shape (live,)
        Share of a stage that this month's contributions would pass.

    Sources
        Perfect fit (Hartford: depth demanded of strangers, deadlines that left no time to lay the groundwork; skipped
        stages make an illusion of partnership)
    """
    partnerships, month = sector.partnerships, sector.month
    live = partnerships.slots()
    hurried = (rules.asked.depth_asked > 0).any() or (rules.asked.output_months < NO_DEADLINE).any()
    if not hurried and not (partnerships.asked[live].any() or partnerships.skipped[live].any()):
        return
    depth, months = asked_of(sector, rules, live)
    bind(sector, rules, live, depth, trust)
    stage = partnerships.stage[live].astype(np.int64)
    late = (stage < IMPLEMENTING) & (month - partnerships.began[live] + 1 >= months) & (months < NO_DEADLINE)
    left = IMPLEMENTING - stage - np.minimum(partnerships.progress[live], 1.0)
    skipped = np.minimum(partnerships.skipped[live] + late * left, MOST)
    eased = months >= NO_DEADLINE
    partnerships.skipped[live] = np.where(eased, np.maximum(skipped - worked, 0.0), skipped)
    partnerships.stage[live[late]] = IMPLEMENTING
    partnerships.progress[live[late]] = 0.0
    sector.events.add(
        month, "stage skipped", partnership=partnerships.entry[live[late]], reason=STAGE_NAMES[stage[late]]
    )


def bind(sector: Sector, rules: Rules, live: Slots, asked: Slots, trust: Floats) -> None:
    """Raise depth to what is asked; where less is asked than before, let it go back to what members are ready for."""
    partnerships = sector.partnerships
    depth, before = partnerships.depth[live].astype(np.int64), partnerships.asked[live].astype(np.int64)
    ready = np.rint(rules.parameters.lifecycle.readiness * trust).astype(np.int64)
    eased = np.where(asked < before, np.minimum(depth, ready), depth)
    new = np.maximum(eased, asked)
    partnerships.asked[live], partnerships.depth[live] = asked, new
    for what, changed in (("bound by its funder", new > depth), ("bound less closely", new < depth)):
        sector.events.add(
            sector.month, what, partnership=partnerships.entry[live[changed]], reason=DEPTH_NAMES[new[changed]]
        )


def unskipped(sector: Sector, rules: Rules, slot: Slots) -> Floats:
    """Return what is left of the value of partnerships that have skipped stages: 1 − price × stages skipped.

    Parameters
    ----------
    slot : shape (n,)

    Returns
    -------
    shape (n,), share
    """
    out: Floats = np.maximum(1.0 - rules.parameters.lifecycle.skipping * sector.partnerships.skipped[slot], 0.0)
    return out
