"""What is measured: name, unit, meaning, and the smallest difference worth speaking of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """One thing that is recorded every month.

    `margin` is the smallest difference worth speaking of: in the metric's own unit when `relative` is
    False, as a share of the first policy's mean when it is True. `better` says which way most readers
    would call good: +1 more, -1 less, 0 neither; it never enters the model.
    """

    name: str
    label: str
    unit: str
    meaning: str
    better: int
    margin: float
    relative: bool = False
    headline: bool = False
    grouped: bool = False
    """Whether it is also recorded by size, region and domain (a sum over, or mean of, organisations)."""


HEADLINE = (
    Metric("cooperation_rate", "Partners who contribute", "share of seats",
           "share of seats in live partnerships whose holder contributed this month", 1, 0.02, headline=True),
    Metric("joint_surplus", "Value of joint work, less its hours", "£/month",
           "value of joint work less the value of the hours it took, at the value of own work", 1,
           0.05, relative=True, headline=True, grouped=True),
    Metric("public_value", "Public value", "£/month",
           "value of own measured, own unmeasured and joint work", 1, 0.01, relative=True, headline=True, grouped=True),
    Metric("reported_performance", "Reported performance", "£/month",
           "what targets in force would read: measured own work plus what is misreported", 0, 0.01,
           relative=True, headline=True, grouped=True),
    Metric("partnership_survival", "Partnerships that last 24 months", "share",
           "share of partnerships begun 25–36 months ago that lasted at least 24 months", 1, 0.03, headline=True),
    Metric("partner_trust", "Trust between partners", "0–1",
           "mean trust in motives between people who sit in a live partnership together", 1, 0.02, headline=True),
    Metric("burden", "Time taken by funders", "hours/month per organisation",
           "hours on bids, reports, audits and funders' events, mean over organisations", -1, 0.05, relative=True,
           headline=True, grouped=True),
    Metric("mean_knowledge", "Knowledge, average", "index 0–1",
           "mean knowledge over topics and employed people", 1, 0.01, headline=True),
    Metric("expertise", "Knowledge, best in the sector", "index 0–1",
           "mean over topics of the 95th percentile of knowledge among employed people", 1, 0.01, headline=True),
    Metric("entrant_seats", "Newcomers' share of seats", "share of seats",
           "share of seats held by people who entered the sector in the last 36 months", 0, 0.02, headline=True),
    Metric("organisations_alive", "Organisations alive", "organisations",
           "organisations open at the end of the month", 1, 0.02, relative=True, headline=True, grouped=True),
)  # fmt: skip
"""The outcomes every comparison reports, in the order of the table."""

FURTHER = (
    Metric("funder_spend", "Funders' whole outlay", "£/month", "grants plus every lever's cost",
           0, 0.001, relative=True),
    Metric("grants_paid", "Grants paid", "£/month", "paid to organisations this month",
           0, 0.01, relative=True, grouped=True),
    Metric("lever_cost", "Cost of levers to funders", "£/month", "spent on anything but grants",
           0, 0.01, relative=True),
    Metric("partnerships_alive", "Live partnerships", "partnerships", "partnerships open at the end of the month",
           0, 0.02,
           relative=True),
    Metric("mean_energy", "Energy in partnerships", "0–1", "mean collaborative energy over seats", 1, 0.02),
    Metric("share_fruitless", "Endings without output", "share",
           "share of partnerships ended in the last 12 months that had made next to nothing", -1, 0.02),
    Metric("share_cost_exceeds", "Partners for whom costs outweigh benefits", "share",
           "share of members of partnerships at least 12 months old whose ledger is negative", -1, 0.02),
    Metric("share_prior_tie", "Partnerships among people who knew each other", "share",
           "share of partnerships begun in the last 12 months whose founders had a tie", 0, 0.02),
    Metric("funder_trust", "Trust in funders", "0–1", "mean trust of organisations in their funders", 1, 0.02),
    Metric("control_felt", "Control felt", "0–1", "mean control felt by organisations", -1, 0.02),
    Metric("motivation", "Motivation of staff", "index, 1 = unworn", "mean intrinsic motivation of employed people",
           1, 0.01),
    Metric("vacancy_rate", "Posts vacant", "share", "share of posts without a person", -1, 0.01),
    Metric("turnover", "People who left their job", "share/month", "share of employed people who left their job",
           0, 0.001),
    Metric("mean_ties", "Colleagues remembered", "ties per person", "mean number of remembered colleagues", 0, 0.2),
    Metric("share_shadow_holds", "Pairs in whom reciprocity can hold", "share of dyads",
           "share of partner dyads with W at or above their threshold", 1, 0.02),
    Metric("bank_members", "Members of the time bank", "people", "people in post who belong to the time bank", 0, 0.02,
           relative=True),
    Metric("bank_hours", "Hours exchanged in the time bank", "hours/month",
           "hours of help and coaching that members of the time bank gave", 0, 0.02, relative=True),
    Metric("legitimacy", "Standing with the public", "index 0–1",
           "mean standing of organisations with the public", 1, 0.01),
    Metric("share_failing", "Services that fail unnoticed", "share",
           "share of organisations whose contracted service fails without anybody having seen it", -1, 0.02),
    Metric("months_hidden", "Months a failing service has been hidden", "months",
           "mean months for which contracted services that fail have gone unnoticed", -1, 1.0),
    Metric("share_all_gain", "Partnerships good for all", "share",
           "share of live partnerships in which every member has gained more than one full contribution so far",
           1, 0.02),
    Metric("share_some_gain", "Partnerships good for some, harmful to none", "share",
           "share of live partnerships in which some have gained so far and nobody lost, beyond one full contribution",
           0, 0.02),
    Metric("share_at_cost", "Partnerships good for some at others' cost", "share",
           "share of live partnerships in which some have gained and some lost so far, beyond one full contribution",
           -1, 0.02),
    Metric("trust_none", "Distrust between partners", "share", "share of partners' trusts below .25", -1, 0.02),
    Metric("trust_weak", "Weak trust between partners", "share", "share of partners' trusts from .25 to .5", 0, 0.02),
    Metric("trust_some", "Semi-strong trust between partners", "share", "share of partners' trusts from .5 to .75",
           0, 0.02),
    Metric("trust_strong", "Strong trust between partners", "share", "share of partners' trusts of .75 or more",
           1, 0.02),
)  # fmt: skip
"""Recorded as well, and reported on request."""

METRICS = {metric.name: metric for metric in HEADLINE + FURTHER}
