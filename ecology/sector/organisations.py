"""Organisations: employers, applicants for grants, members of partnerships."""

from __future__ import annotations

from dataclasses import dataclass

from ecology.sector.columns import N_LEVELS, N_TOPICS, Array, Slots, Slotted, column


@dataclass
class Organisations(Slotted):
    """Columns of organisations; shape (organisations, …). Money is in whole pence."""

    domain: Array = column("int8", "code into DOMAINS", "art form")
    region: Array = column("int8", "code into REGIONS", "where it is")
    size: Array = column("int8", "code into SIZE_BANDS", "size band when founded, by staff before scaling")
    posts: Array = column("int32", "posts", "posts at each level", shape=(N_LEVELS,))
    building: Array = column("bool", "", "whether it has a building people come to")
    espoused: Array = column("float64", "0–1", "values it preaches: rules–relationships, short–long term", shape=(2,))
    hierarchy: Array = column("float64", "0–1", "0 diffuse – 1 hierarchical; sets how many must approve")
    challenge: Array = column("float64", "0–1", "propensity to question a partner who holds back")
    founded: Array = column("int32", "month", "month of founding")
    ask: Array = column("float64", "share", "weight of the grant it would be given, relative to others")
    reserves: Array = column("int64", "pence", "money in hand; may be negative")
    earned: Array = column("int64", "pence/month", "earned income at normal demand")
    other: Array = column("int64", "pence/month", "contributed and other public income")
    pay: Array = column("int64", "pence/month", "cost of one filled post")
    running: Array = column("int64", "pence/month", "costs that do not depend on filled posts")
    demand: Array = column("float64", "log ratio", "own departure of demand from normal")
    insolvent: Array = column("int32", "months", "months in a row with reserves below the floor")
    capability: Array = column(
        "float64", "index 0–1", "½ mean + ½ best of staff by topic, with memory", shape=(N_TOPICS,)
    )
    memory: Array = column("float64", "index 0–1", "what the organisation itself keeps", shape=(N_TOPICS,))
    control: Array = column("float64", "0–1", "χ: control felt from funders")
    alpha_measured: Array = column("float64", "marginal reward", "incentive on own measured work")
    alpha_joint: Array = column("float64", "marginal reward", "incentive on joint work")
    misreport: Array = column("float64", "share", "overstatement of measured work in reports")
    admin: Array = column("float64", "hours/month", "hours taken by funders this month: bids, reports, audits, events")
    joint_value: Array = column("float64", "pledged hours", "its share of value made together this month")
    joint_surplus: Array = column("float64", "£/month", "its share of joint value less the own work displaced")
    diverted: Array = column("float64", "pledged hours", "audience gained from (+) or lost to (−) partners")
    public_value: Array = column("float64", "£/month", "value of own and joint work")
    reported: Array = column("float64", "£/month", "what targets would read, misreporting included")
    grants_paid: Array = column("int64", "pence/month", "paid by funders this month")
    funder_trust: Array = column("float64", "0–1", "each funder's trust in it", fill=0.5, shape=("funders",))
    trust_in_funder: Array = column("float64", "0–1", "its trust in each funder", fill=0.5, shape=("funders",))
    legitimacy: Array = column("float64", "0–1", "z: its standing with the public", fill=0.5)
    failing: Array = column("int32", "months", "for which a contracted service has failed unnoticed; 0 is sound")
    shares_services: Array = column("bool", "", "whether it shares a back office with partners")

    def cost(self, slots: Slots) -> Array:
        """Return what each of these organisations costs with every post filled, pence a month, shape (slots,)."""
        out: Array = self.pay[slots] * self.posts.take(slots, axis=0).sum(1) + self.running[slots]
        return out
