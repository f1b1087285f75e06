"""Governance: a committee, one member that leads, or a new joint body; each takes time and gives members a say."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.categories import FORMS
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

_, COMMITTEE, LEAD_AGENCY, JOINT_BODY = range(len(FORMS))
WHY = np.array([
    "", "a committee, for no member outweighs the others", "one member leads, for it outweighs the others",
    "a new joint body, for they plan for long",
], dtype=object)  # fmt: skip


def agree_on_a_form(sector: Sector, rules: Rules, streams: Streams, slot: Slots) -> None:
    """Let some new partnerships agree how they are run.

    A member with a share of all members' posts above a bar leads, whoever proposed; else those who plan for long set up
    a joint body; the others meet as a committee.

    Parameters
    ----------
    slot : shape (n,)
        New partnerships.

    Sources
        Perfect fit (Winer and Ray: an interorganizational committee, a single lead agency, a new joint organization)
    """
    p, partnerships, o = rules.parameters.governance, sector.partnerships, sector.organisations
    if not p.agree:
        return
    lot = streams.at("agree on a form of governance", sector.month).uniform(partnerships.entry[slot])
    slot = slot[lot < p.agree]
    member = partnerships.member.take(slot, axis=0)
    posts = np.where(member >= 0, o.posts.take(member, axis=0).sum(2), 0)
    leads = posts.max(1) >= p.outweighs * posts.sum(1)
    form = np.where(leads, LEAD_AGENCY, np.where(partnerships.months[slot] >= p.body_months, JOINT_BODY, COMMITTEE))
    partnerships.form[slot] = form
    partnerships.lead[slot[leads]] = posts[leads].argmax(1)
    sector.events.add(
        sector.month, "form of governance agreed", partnership=partnerships.entry[slot], reason=WHY[form]
    )  # fmt: skip


def running(sector: Sector, rules: Rules, slot: Slots, member: Slots) -> Floats | float:
    """Return what running the partnership takes of a member, as a multiple of the usual transaction time.

    With n members 1 + a (n − 1) on a committee; 1 + b (n − 1) for the member that leads and 1 − r for the others; in a
    joint body 1 + u while it is set up and 1 − s from then on. 1 where nothing was agreed.

    Parameters
    ----------
    slot, member : broadcastable
        Partnerships, and members of them by position.

    Returns
    -------
    of the broadcast shape, ratio; 1 where no partnership agrees on a form
    """
    p, partnerships = rules.parameters.governance, sector.partnerships
    if not p.agree:
        return 1.0
    form, others = partnerships.form[slot], partnerships.n_members()[slot] - 1
    young = sector.month - partnerships.began[slot] < p.body_setup_months
    agency = np.where(partnerships.lead[slot] == member, 1.0 + p.lead_load * others, 1.0 - p.lead_relief)
    body = np.where(young, 1.0 + p.body_setup, 1.0 - p.body_relief)
    return np.select(
        [form == COMMITTEE, form == LEAD_AGENCY, form == JOINT_BODY], [1.0 + p.committee * others, agency, body], 1.0
    )


def say(sector: Sector, rules: Rules, slot: Slots, member: Slots) -> Floats:
    """Return each member's share in decisions, of which all have 1 together.

    It is its share σ of the joint value where nothing was agreed; 1/n on a committee; the mean of both in a joint body;
    (1 − v) σ where another member leads, and what these lose is the lead's.

    Parameters
    ----------
    slot, member : shape (n,)

    Returns
    -------
    shape (n,), share
    """
    p, partnerships = rules.parameters.governance, sector.partnerships
    share: Floats = partnerships.share[slot, member]
    if not p.agree:
        return share
    form, even = partnerships.form[slot], 1.0 / np.maximum(partnerships.n_members()[slot], 1)
    agency = share * (1.0 - p.lead_voice) + p.lead_voice * (partnerships.lead[slot] == member)
    return np.select(
        [form == COMMITTEE, form == LEAD_AGENCY, form == JOINT_BODY], [even, agency, (share + even) / 2.0], share
    )
