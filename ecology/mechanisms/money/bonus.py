"""Bonus: money for what partners achieve together, shared evenly or by what each is seen to have given."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.money.seeds import pledged_pounds
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Seats
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def bonus_of(sector: Sector, rules: Rules, live: Slots) -> Floats:
    """Return what each funder owes each member for the month's joint value: b Π [(1 − v)/n + v x_i/Σx], in pledges.

    Parameters
    ----------
    live : shape (n,)
        Partnerships, with the value made and contributions last booked.

    Returns
    -------
    shape (funders, n, members), pledges

    Sources
        Clore report, recommendation 4 (reward what is achieved with others); b and v are terms of the lever
    """
    partnerships, terms = sector.partnerships, rules.asked
    member = partnerships.member.take(live, axis=0)
    if not terms.bonus.any():
        return np.zeros((len(terms.bonus), *member.shape))
    present = member >= 0
    given = partnerships.contribution.take(live, axis=0)
    total = given.sum(1, keepdims=True)
    evenly = present / np.maximum(present.sum(1, keepdims=True), 1)
    # where nobody gave anything there is no value either, and nothing to share
    by_gift = np.divide(given, total, out=np.zeros_like(given), where=total > 0)
    seen = terms.bonus_checked[:, member]
    value = partnerships.value[live][:, None]
    out: Floats = terms.bonus[:, member] * value * ((1.0 - seen) * evenly + seen * by_gift) * present
    return out


def bonus_pounds(sector: Sector, rules: Rules, live: Slots) -> Floats:
    """Return the same in pounds: a pledge is what an average member has promised, at the value of own work."""
    pledged = pledged_pounds(sector, rules, live)
    members = np.maximum(sector.partnerships.n_members()[live], 1)
    out: Floats = bonus_of(sector, rules, live) * (pledged.sum(1) / members)[:, None]
    return out


def promised(sector: Sector, rules: Rules, seats: Seats) -> tuple[Floats, Floats]:
    """Return the bonus on a unit of value that each seat's organisation is promised, b (1 − v) evenly and b v by gift.

    Returns
    -------
    Two of shape (seats,), ratios; added up over funders
    """
    terms, firm = rules.asked, sector.partnerships.member[seats.partnership, seats.member]
    earned = (terms.bonus * terms.bonus_checked)[:, firm].sum(0)
    return terms.bonus[:, firm].sum(0) - earned, earned
