"""Mutual aid: trusted partners who have plenty help those who are about to go under."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.lives.lifecycle import trust_by_member
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.order import split_within
from ecology.sector.sector import Sector

Whole = npt.NDArray[np.int64]


def help_partners(sector: Sector, rules: Rules) -> None:
    """Let organisations below their floor be helped up to it by partners who have more than enough.

    Who has more than `rich_months` of cost gives up to a share s of the surplus above that, divided by what each of the
    partners in need lacks; who is in need takes no more than it lacks, from each in proportion to what is offered. Only
    partners in a live partnership with mean trust of `ready` or more help. What is given is received, to the penny.

    Sources
        Reciprocity 2013 (mutual aid gives resilience; under-employed resources are shared)
    """
    p, o = rules.parameters.money, sector.organisations
    if not p.mutual_aid:
        return
    cost = o.cost(np.arange(o.capacity))
    lacks = np.maximum(np.ceil(-p.floor_months * cost).astype(np.int64) - o.reserves, 0) * o.alive
    surplus = np.maximum(o.reserves - p.rich_months * cost, 0.0) * o.alive
    spare = np.floor(p.mutual_aid * surplus).astype(np.int64)
    if not (lacks.any() and spare.any()):
        return
    giver, needy = trusted_pairs(sector, rules)
    given = share_out(giver, needy, spare, lacks)
    helped = given > 0
    giver, needy, given = giver[helped], needy[helped], given[helped]
    np.subtract.at(o.reserves, giver, given)
    np.add.at(o.reserves, needy, given)
    sector.events.add(
        sector.month, "helped a partner", organisation=o.entry[giver], other=o.entry[needy],
        reason="it was in debt beyond what it can carry",
    )  # fmt: skip


def share_out(giver: Slots, needy: Slots, spare: Whole, lacks: Whole) -> Whole:
    """Return what is given along each pair: pence, hours, whatever comes in whole units.

    Each giver offers all it has to spare to those it is paired with, in proportion to what they lack; each in need
    takes no more than it lacks, from each in proportion to what is offered.

    Parameters
    ----------
    giver, needy : shape (n,)
        Pairs of slots, each pair once.
    spare, lacks : shape (slots,)
        0 or more, by slot.

    Returns
    -------
    shape (n,)
    """
    given: Whole = np.zeros(len(giver), dtype=np.int64)
    useful = np.flatnonzero((spare[giver] > 0) & (lacks[needy] > 0))
    if not len(useful):
        return given
    who, of = np.unique(giver[useful], return_inverse=True)
    offered = split_within(of, spare[who], lacks[needy[useful]].astype(np.float64))
    useful, offered = useful[offered > 0], offered[offered > 0]
    who, of = np.unique(needy[useful], return_inverse=True)
    total = np.bincount(of, weights=offered).astype(np.int64)
    given[useful] = split_within(of, np.minimum(lacks[who], total), offered.astype(np.float64))
    return given


def trusted_pairs(sector: Sector, rules: Rules) -> tuple[Slots, Slots]:
    """Return each ordered pair of organisations that share a partnership with mean trust of `ready` or more, once."""
    partnerships = sector.partnerships
    trust, count = trust_by_member(sector, rules)
    trusted = trust.sum(1) / np.maximum(count.sum(1), 1) >= rules.parameters.lifecycle.ready
    member = partnerships.member[partnerships.alive & trusted]
    there = member >= 0
    row, a, b = np.nonzero(there[:, :, None] & there[:, None, :] & ~np.eye(member.shape[1], dtype=bool))
    n = sector.organisations.capacity
    pairs = np.unique(member[row, a] * np.int64(n) + member[row, b])
    return pairs // n, pairs % n
