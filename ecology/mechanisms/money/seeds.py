"""Seeds: small sums for small partnerships, which grow with what they get done; and pay by the number of partners."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]

STEPS = 3
"""Successes after which a seed grows no more."""


def seeds_of(sector: Sector, rules: Rules, live: Slots) -> Floats:
    """Return what each funder pays each member of small partnerships this month: s (1 + g k), pounds.

    k is the number of successes so far, three at most: stages passed and renewals. A member is paid by every funder
    that offers it seeds, grant or no grant, in partnerships of no more members than that funder seeds.

    Parameters
    ----------
    live : shape (n,)

    Returns
    -------
    shape (funders, n, members), £/month

    Sources
        Perfect fit (One Church One Child: one child at a time); Clore report §4.4.2 (modest outcomes build trust)
    """
    partnerships, terms = sector.partnerships, rules.asked
    member = partnerships.member.take(live, axis=0)
    if not terms.seed.any():
        return np.zeros((len(terms.seed), *member.shape))
    done = np.minimum(partnerships.stage[live] - 1 + partnerships.renewals[live], STEPS)[:, None]
    small = partnerships.n_members()[live][:, None] <= terms.seed_members[:, member]
    out: Floats = terms.seed[:, member] * (1.0 + terms.seed_growth[:, member] * done) * small * (member >= 0)
    return out


def partner_pay_of(sector: Sector, rules: Rules, live: Slots) -> Floats:
    """Return what each funder pays each member that holds its grant for the partners it has here, £/month.

    Parameters
    ----------
    live : shape (n,)

    Returns
    -------
    shape (funders, n, members), £/month

    Sources
        Clore report §4.1.3 (funders who count partners)
    """
    terms, member = rules.asked, sector.partnerships.member.take(live, axis=0)
    if not terms.partner_pay.any():
        return np.zeros((len(terms.partner_pay), *member.shape))
    present = member >= 0
    partners = np.maximum(present.sum(1, keepdims=True) - 1, 0)
    pay = terms.partner_pay * sector.grants.held(terms.partner_pay.shape)
    out: Floats = pay[:, member] * np.minimum(partners, terms.partner_pay_cap[:, member]) * present
    return out


def sums_of(sector: Sector, rules: Rules, live: Slots) -> Floats:
    """Return all that each funder pays each member this month for a partnership itself: seeds, and pay by partners."""
    return seeds_of(sector, rules, live) + partner_pay_of(sector, rules, live)


def in_pledges(sector: Sector, rules: Rules, live: Slots) -> Floats:
    """Return the month's sums in pledged hours, at the value of own work: what they add to a member's payoff.

    Returns
    -------
    shape (n, members)
    """
    pounds, pledge = sums_of(sector, rules, live).sum(0), pledged_pounds(sector, rules, live)
    out: Floats = np.divide(pounds, pledge, out=np.zeros(pounds.shape), where=pledge > 0)
    return out


def pledged_pounds(sector: Sector, rules: Rules, live: Slots) -> Floats:
    """Return what the hours that members have pledged are worth as own work, £/month, shape (n, members)."""
    out: Floats = sector.partnerships.pledge.take(live, axis=0).sum(2) * rules.parameters.ownwork.value_per_hour
    return out
