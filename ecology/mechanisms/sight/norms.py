"""Norms: partners who have talked through what they expect of each other ask when it is not met."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def agree_on_norms(sector: Sector, rules: Rules) -> None:
    """Let partnerships talk their expectations through where a funder of any member asks for it; what is agreed stays.

    Sources
        Clore report §4.3.2 (explicit expectations let a group police itself); Perfect fit (Hartford: revised
        expectations)
    """
    asked = rules.asked.norms
    if not asked.any():
        return
    partnerships = sector.partnerships
    live = partnerships.slots()
    member = partnerships.member.take(live, axis=0)
    by_firm = (sector.grants.held(asked.shape) * asked).max(0)
    talked = np.where(member >= 0, by_firm[member], 0.0).max(1)
    new = talked > partnerships.agreed[live]
    sector.events.add(sector.month, "expectations agreed", partnership=partnerships.entry[live[new]])
    partnerships.agreed[live] = np.maximum(partnerships.agreed[live], talked)


def readiness_to_ask(sector: Sector, rules: Rules, firm: Slots, partnership: Slots) -> Floats:
    """Return c + a (1 − c): how readily people question what they see, with a how explicit their expectations are.

    Where a funder pays by the number of partners, less readily: times b / (b + p), with p what the loss of a partner
    would cost a month and b what the hours pledged to the partnership are worth.

    Parameters
    ----------
    firm, partnership : shape (n,)

    Returns
    -------
    shape (n,), probability where nobody is trusted and all is at stake
    """
    challenge = sector.organisations.challenge[firm]
    ready: Floats = challenge + sector.partnerships.agreed[partnership] * (1.0 - challenge)
    pay = rules.asked.partner_pay
    if pay.any():
        each = (pay * sector.grants.held(pay.shape)).sum(0)[firm]
        partnerships = sector.partnerships
        members = np.maximum(partnerships.n_members(), 1)
        pledged = (partnerships.pledge.sum((1, 2)) / members)[partnership] * rules.parameters.ownwork.value_per_hour
        ready = ready * pledged / np.maximum(pledged + each, 1e-12)
    return ready
