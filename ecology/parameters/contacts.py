"""Parameters of finding partners, meeting, seeing, talking and trusting."""

from __future__ import annotations

from dataclasses import dataclass

from ecology.declared import ASSUMED, CALIBRATED, TRIAL, Declared, parameter


@dataclass(frozen=True, slots=True)
class Choice(Declared):
    """How opportunities are met and partners chosen."""

    opportunities: float = parameter(0.04, "per organisation and month", (0, 1), "chances to do something new", TRIAL)
    trust: float = parameter(3, "log odds", (0, 10), "b₁: weight of trust", TRIAL)
    repute: float = parameter(2, "log odds", (0, 10), "b₂: weight of repute", TRIAL)
    complementarity: float = parameter(1.5, "log odds", (0, 10), "b₃: weight of complementarity", TRIAL)
    distance: float = parameter(1, "log odds", (0, 10), "b₄: weight of distance in domain and region", TRIAL)
    cold_contact: float = parameter(0.1, "share", (0, 1), "chance that a stranger is among those considered", TRIAL)
    come_to: float = parameter(
        0, "probability", (0, 1), "v: that a building nearby is in view of those who have none; three draws", ASSUMED
    )
    roof: float = parameter(
        0, "log odds", (0, 10), "b₅: what a partner's building adds for those who have none", ASSUMED
    )
    tries: int = parameter(3, "proposals", (1, 8), "proposals before an opportunity is let go", ASSUMED)
    accept_bar: float = parameter(
        1.21, "log odds", (-5, 5), "what a proposal must be worth to be accepted evenly", CALIBRATED
    )
    more_members: float = parameter(
        0.25, "probability", (0, 1), "of asking a third, and then a fourth, member", ASSUMED
    )
    company: float = parameter(
        0.5, "log odds", (0, 5), "by which each member that is in already makes it easier to join", ASSUMED
    )
    company_seen: float = parameter(
        1, "share", (0, 1), "of those who are in already that who is asked hears of", ASSUMED
    )
    make_bar: float = parameter(0.6, "index 0–1", (0, 1), "capability at which an organisation does it alone", ASSUMED)
    buy_months: float = parameter(6, "months", (0, 120), "of costs in hand at which it buys", ASSUMED)
    buy_price: float = parameter(4000, "£", (0, 1e6), "of buying what an opportunity needs", ASSUMED)
    weigh: float = parameter(
        0, "log odds", (0, 20), "w: weight of worth in making, buying or partnering; 0 goes by the bars alone", ASSUMED
    )
    approval: float = parameter(0.9, "probability", (0, 1), "that one level of an organisation approves", ASSUMED)
    unapproved: float = parameter(
        0, "probability", (0, 1), "that who would take part does so although those above refuse", ASSUMED
    )
    unclaimed: float = parameter(
        0, "per organisation and month", (0, 1), "opportunities between two art forms that nobody has claimed", ASSUMED
    )
    max_seats: int = parameter(4, "seats a person", (1, 20), "beyond which a person declines", ASSUMED)
    pledge: float = parameter(0.06, "share of hours", (0.01, 0.5), "working time pledged to a seat", TRIAL)
    candidate_hours: float = parameter(
        1.5, "hours", (0.1, 40), "of paid search that bring one more candidate into view", ASSUMED
    )
    many: int = parameter(4, "candidates", (1, 20), "in view that count as a full set of alternatives", ASSUMED)
    second_level: float = parameter(
        0.35, "probability", (0, 1), "that a member seats somebody at another level", ASSUMED
    )


@dataclass(frozen=True, slots=True)
class Motive(Declared):
    """Why people work with others; weights in the order of `MOTIVES`."""

    pull: float = parameter(
        0, "log odds", (0, 10), "w: by which a motive of full strength makes who is asked agree more readily", ASSUMED
    )
    money: float = parameter(1, "ratio", (0, 5), "weight of money", ASSUMED)
    sharing: float = parameter(1, "ratio", (0, 5), "weight of sharing cost and risk", ASSUMED)
    goal: float = parameter(1, "ratio", (0, 5), "weight of getting there faster", ASSUMED)
    learning: float = parameter(1, "ratio", (0, 5), "weight of learning", ASSUMED)
    compulsion: float = parameter(1, "ratio", (0, 5), "weight of compulsion", ASSUMED)
    development: float = parameter(1, "ratio", (0, 5), "weight of professional development", ASSUMED)
    connections: float = parameter(1, "ratio", (0, 5), "weight of connections", ASSUMED)
    market: float = parameter(1, "ratio", (0, 5), "weight of changing the market", ASSUMED)
    morals: float = parameter(1, "ratio", (0, 5), "weight of morals", ASSUMED)
    hidden: float = parameter(1, "ratio", (0, 5), "weight of hidden benefits", ASSUMED)


@dataclass(frozen=True, slots=True)
class Observation(Declared):
    """Who sees what, and what is said about it."""

    sight: float = parameter(0.179, "probability a month", (0, 1), "o: that a partner's action is seen", CALIBRATED)
    indirect: float = parameter(0.5, "ratio", (0, 1), "sight between members who do not talk directly", ASSUMED)
    gossip_reach: float = parameter(0.25, "probability a month", (0, 1), "q: of hearing about somebody", ASSUMED)
    good_news: float = parameter(0.5, "probability", (0, 1), "that good news is passed on; bad news always is", ASSUMED)
    gossip_noise: float = parameter(0.1, "0–1", (0, 1), "standard deviation of error in what is passed on", ASSUMED)
    cover: float = parameter(
        0.5, "probability", (0, 1), "that bad news of a fully trusted friend is kept back", ASSUMED
    )
    association: float = parameter(
        0.3, "share", (0, 1), "of a bad story that lands on colleagues of the one it is about", ASSUMED
    )
    standing: float = parameter(
        0,
        "probability",
        (0, 1),
        "that holding back on somebody of bad name is let pass (the norm of standing)",
        ASSUMED,
    )
    stern: float = parameter(
        0, "probability", (0, 1), "that giving to somebody of bad name is held against one (stern judging)", ASSUMED
    )
    bad_name: float = parameter(0.3, "0–1", (0, 1), "repute below which a name is bad, to who judges", ASSUMED)
    ask: float = parameter(
        0.1,
        "probability a month",
        (0, 1),
        "that a partner without trust asks for evidence of what was not seen",
        ASSUMED,
    )
    audit: float = parameter(
        0.06, "share", (0, 1), "of organisations that check half of their partnerships closely", "Clore report §4.3.1"
    )
    audit_hours: float = parameter(
        2, "hours/month", (0, 40), "that it takes an organisation to check one partnership", ASSUMED
    )
    misread: float = parameter(
        0.1, "probability", (0, 1), "that a contribution is taken for holding back where nothing is shared", ASSUMED
    )
    upward: float = parameter(0.5, "probability", (0, 1), "of hearing what a colleague in the partnership saw", ASSUMED)
    close: float = parameter(0.2, "probability a month", (0, 1), "by which those who deliver see more", ASSUMED)
    stakes: float = parameter(0.5, "share", (0, 1), "weight of what is at stake in readiness to question", ASSUMED)
    broker_sight: float = parameter(
        0.5, "probability a month", (0, 1), "that a broker whom all trust tells what a partner did", ASSUMED
    )
    broker_gap: float = parameter(4, "months", (0, 60), "that the place of a broker who has left is vacant", ASSUMED)
    broker_known: float = parameter(12, "months", (0, 60), "until a broker is known to those looked after", ASSUMED)
    gossip_weight: float = parameter(0.4, "share", (0, 1), "of a story in what had been heard before", ASSUMED)


@dataclass(frozen=True, slots=True)
class Trust(Declared):
    """How trust moves with what is seen."""

    initial: float = parameter(0.3, "0–1", (0, 1), "trust in a stranger of whom nothing was heard", TRIAL)
    gain: float = parameter(
        0.163, "per seen act", (0, 1), "g₊: step towards full trust when a contribution is seen", CALIBRATED
    )
    loss: float = parameter(0.228, "per seen act", (0, 1), "g₋: share lost when holding back is seen", CALIBRATED)
    competence: float = parameter(0.1, "per seen act", (0, 1), "step of trust in competence towards delivery", ASSUMED)
    offence: float = parameter(
        0.1, "share", (0, 1), "of trust in somebody lost when they ask for evidence without cause", ASSUMED
    )
    repair: float = parameter(
        0.853, "share", (0, 1), "of the trust lost by holding back that full partnering skill saves", CALIBRATED
    )
    outcome: float = parameter(
        0.05,
        "per pledge's value",
        (0, 1),
        "step of trust when a partnership brings more than expected; back when less",
        ASSUMED,
    )
    hope: float = parameter(0.1, "share a month", (0, 1), "step of what is expected towards what came", ASSUMED)
    exchange: float = parameter(
        0.01, "per month", (0, 1), "step of trust when knowledge is exchanged at par; back when one-sided", ASSUMED
    )
    hindsight: float = parameter(
        0, "probability a month", (0, 1), "that somebody judges all they exchanged with a partner anew", ASSUMED
    )
    hindsight_weight: float = parameter(
        0.5,
        "log per pledge's value",
        (0, 5),
        "κ: by which what was given counts more where the other has done better",
        ASSUMED,
    )
    hindsight_step: float = parameter(
        0.3,
        "share",
        (0, 1),
        "of trust that goes where an exchange held to be even turns out to be all one way",
        ASSUMED,
    )
    clash: float = parameter(
        0.01, "share a month", (0, 1), "of trust lost in work with somebody of opposite values", ASSUMED
    )
    incongruence: float = parameter(
        0.02,
        "share a month",
        (0, 1),
        "of trust lost in staff whose organisation does not practise what it preaches",
        ASSUMED,
    )
    drift: float = parameter(0.005, "share a month", (0, 1), "pull towards what familiarity alone supports", ASSUMED)


@dataclass(frozen=True, slots=True)
class Meeting(Declared):
    """Meeting, introducing and forgetting."""

    colleague: float = parameter(0.5, "probability a month", (0, 1), "that a person meets one more colleague", ASSUMED)
    contact: float = parameter(
        0.35, "probability a month", (0, 1), "that people who know each other well meet", ASSUMED
    )
    courting: float = parameter(
        0, "probability a month", (0, 1), "that somebody courts a person elsewhere, to work with them later", ASSUMED
    )
    courting_hours: float = parameter(3, "hours", (0, 100), "that courting somebody takes", ASSUMED)
    introduction: float = parameter(0.06, "probability a month", (0, 1), "that a friend introduces a friend", ASSUMED)
    familiarity: float = parameter(0.12, "share a meeting", (0, 1), "step towards full familiarity", ASSUMED)
    forgetting: float = parameter(0.03, "share a month", (0, 1), "of familiarity lost without contact", ASSUMED)
    forgotten: float = parameter(0.03, "0–1", (0, 1), "familiarity below which a tie lapses", ASSUMED)
    event_conversations: int = parameter(3, "people", (0, 20), "met in line at a funder's event", ASSUMED)
