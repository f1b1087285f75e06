"""Parameters of partnerships' lives, money, funders, and what nobody chooses."""

from __future__ import annotations

from dataclasses import dataclass

from ecology.declared import ASSUMED, CALIBRATED, Declared, parameter


@dataclass(frozen=True, slots=True)
class LifeCycle(Declared):
    """How partnerships advance, slip, and end."""

    define_months: float = parameter(
        1.11, "months", (0.1, 24), "of full contributions to define the problem", CALIBRATED
    )
    direct_months: float = parameter(1.19, "months", (0.1, 24), "of full contributions to set direction", CALIBRATED)
    hub_speed: float = parameter(
        0.3, "ratio", (0, 3), "by which three or more round a hub get through the first two stages faster", ASSUMED
    )
    head_start: float = parameter(
        1, "ratio", (0, 5), "by which those who share all ground get through the first two stages faster", ASSUMED
    )
    leaderless: float = parameter(
        0.3, "share", (0, 1), "of the usual pace in the first two stages where nobody has taken the lead", ASSUMED
    )
    lead_first: float = parameter(0.3, "share", (0, 1), "of people who lead before the worth is proven", ASSUMED)
    worth_seen: float = parameter(0.5, "share", (0, 1), "of what partnerships get done that others hear of", ASSUMED)
    slip_months: int = parameter(
        6, "months", (1, 36), "with next to no contribution after which a stage is lost", ASSUMED
    )
    inertia_months: int = parameter(12, "months", (3, 60), "with next to no output after which it is dead", ASSUMED)
    distrust: float = parameter(0.12, "0–1", (0, 1), "trust below which a member thinks of leaving", ASSUMED)
    leave_distrust: float = parameter(0.1, "hazard a month", (0, 1), "that it then leaves", ASSUMED)
    patience_months: int = parameter(13, "months", (1, 60), "before a member counts cost against benefit", CALIBRATED)
    leave_loss: float = parameter(
        0.093, "hazard a month", (0, 1), "that a member who is out of pocket leaves", CALIBRATED
    )
    unfair: float = parameter(
        0.2, "pledges", (0, 1), "by which a member gives more than the others before it minds", ASSUMED
    )
    leave_unfair: float = parameter(
        0.0381, "hazard a month", (0, 1), "that a member who gives more than its part leaves", CALIBRATED
    )
    shock: float = parameter(
        0.00817, "hazard a month", (0, 1), "of an event that makes or breaks a partnership", CALIBRATED
    )
    glue: float = parameter(
        0.5, "share", (0, 1), "of what holds in a shock that is trust and common ground; the rest is the pie", ASSUMED
    )
    force: float = parameter(
        0, "probability a month", (0, 1), "that the lead pushes a partnership that does not implement yet", ASSUMED
    )
    force_gain: float = parameter(0.3, "share", (0, 1), "of a stage that a push gets done", ASSUMED)
    force_cost: float = parameter(0.1, "share", (0, 1), "of partners' trust in the lead that a push costs", ASSUMED)
    style: float = parameter(
        0,
        "ratio",
        (0, 1),
        "by which partnerships get on, and find common ground, faster under full balance",
        ASSUMED,
    )
    adapt: float = parameter(0.5, "share", (0, 1), "of shocks that agreements are made to adapt to", ASSUMED)
    race_gap: float = parameter(
        0.1, "index 0–1", (0, 1), "complementarity below which nothing is left to learn", ASSUMED
    )
    leave_race: float = parameter(0.1, "hazard a month", (0, 1), "that a member with nothing to learn leaves", ASSUMED)
    amicable: float = parameter(
        0.004, "hazard a month", (0, 1), "that a partnership ends because interests change", ASSUMED
    )
    deepen_months: int = parameter(12, "months", (1, 60), "at stage 3 between steps of depth", ASSUMED)
    over_depth: float = parameter(
        0.1, "share a step", (0, 1), "of value lost when depth goes beyond readiness", ASSUMED
    )
    skipping: float = parameter(
        0.25, "share a stage", (0, 0.5), "of value lost for a stage skipped under a deadline, until made good", ASSUMED
    )
    token: float = parameter(0.15, "pledges", (0, 1), "contribution, or value, that counts as next to nothing", ASSUMED)
    ready: float = parameter(
        0.6, "0–1", (0, 1), "trust between partners at which they bind themselves further", ASSUMED
    )
    legitimacy_rate: float = parameter(
        0.05, "share a month", (0, 1), "step of standing with the public, where it counts", ASSUMED
    )
    readiness: float = parameter(4.0, "steps", (0, 10), "of depth that full trust makes ready for", ASSUMED)


@dataclass(frozen=True, slots=True)
class Governance(Declared):
    """How partnerships are run: by a committee, by one member, or by a new joint body."""

    agree: float = parameter(0, "share", (0, 1), "of new partnerships that agree on a form of governance", ASSUMED)
    outweighs: float = parameter(
        0.7, "share", (0, 1), "of all members' posts from which one of them leads instead of a committee", ASSUMED
    )
    body_months: float = parameter(
        36, "months", (0, 240), "of planned length from which a joint body is set up, where nobody leads", ASSUMED
    )
    committee: float = parameter(
        0.25, "ratio", (0, 5), "of transaction time that a committee adds for each other member", ASSUMED
    )
    lead_load: float = parameter(
        0.5, "ratio", (0, 5), "of transaction time that the member that leads adds for each other member", ASSUMED
    )
    lead_relief: float = parameter(0.5, "share", (0, 1), "of transaction time that a lead spares the others", ASSUMED)
    lead_voice: float = parameter(0.5, "share", (0, 1), "of the others' say that the lead has", ASSUMED)
    body_setup: float = parameter(
        1, "ratio", (0, 5), "of transaction time that setting up a joint body adds for each member", ASSUMED
    )
    body_setup_months: int = parameter(12, "months", (0, 60), "that setting up a joint body takes", ASSUMED)
    body_relief: float = parameter(
        0.5, "share", (0, 1), "of transaction time that a joint body spares its members from then on", ASSUMED
    )


@dataclass(frozen=True, slots=True)
class Money(Declared):
    """Accounts, closures and foundings."""

    demand_sd: float = parameter(0.03, "log a month", (0, 0.5), "own shocks to demand", ASSUMED)
    joint_income: float = parameter(0.2, "share", (0, 1), "of joint value that is earned as income", ASSUMED)
    floor_months: float = parameter(3, "months of cost", (0, 24), "of debt an organisation can carry", ASSUMED)
    closure_months: int = parameter(6, "months", (1, 36), "below the floor after which it closes", ASSUMED)
    closure_small: float = parameter(0.0095, "a year", (0, 1), "base closures, small", "museum closures")
    closure_medium: float = parameter(0.0059, "a year", (0, 1), "base closures, medium", "museum closures")
    closure_large: float = parameter(0.0025, "a year", (0, 1), "base closures, large", "museum closures")
    adjust: float = parameter(
        0.2, "probability a month", (0, 1), "that an organisation fits its size to its money", ASSUMED
    )
    adjust_step: float = parameter(
        0.05, "share", (0, 0.5), "of posts and running costs cut or added at a time", ASSUMED
    )
    lean_months: float = parameter(
        1, "months of cost", (0, 24), "reserves below which a deficit leads to cuts", ASSUMED
    )
    rich_months: float = parameter(
        9, "months of cost", (1, 60), "reserves above which a surplus leads to growth", ASSUMED
    )
    founding: float = parameter(0.01, "per organisation and year", (0, 1), "new organisations", ASSUMED)
    new_months: float = parameter(6, "months of cost", (0, 24), "that a new organisation has in hand", ASSUMED)
    mutual_aid: float = parameter(
        0.1, "share", (0, 1), "of what rich organisations have in plenty that they give partners in need", ASSUMED
    )
    shared_services: float = parameter(
        0.03, "share", (0, 0.5), "of running costs that partners who coordinate save", ASSUMED
    )
    shared_setup: float = parameter(6, "months of saving", (0, 36), "that setting up shared services costs", ASSUMED)
    legitimacy: float = parameter(0.2, "log", (0, 2), "w: weight of standing with the public in earned income", ASSUMED)
    substitution: float = parameter(
        0.2, "exponent", (0, 1), "how far an audience goes to who does more of its own work nearby", ASSUMED
    )


@dataclass(frozen=True, slots=True)
class TimeBank(Declared):
    """Help and coaching by the hour among members of a time bank."""

    need: float = parameter(0.3, "probability a month", (0, 1), "that a member wants to be coached", ASSUMED)
    draw: int = parameter(3, "hours/month", (0, 40), "a member asks for at most", ASSUMED)
    give: int = parameter(4, "hours/month", (0, 40), "a member gives at most", ASSUMED)
    asks: int = parameter(3, "members", (1, 20), "that a member asks at most in a month", ASSUMED)
    lead: float = parameter(0.1, "index 0–1", (0, 1), "that a coach knows more of the topic, at least", ASSUMED)
    learning: float = parameter(0.02, "share an hour", (0, 1), "η: of the coach's lead", ASSUMED)
    tell: float = parameter(0.2, "probability a month", (0, 1), "that who was helped tells somebody of it", ASSUMED)
    patience_months: int = parameter(
        12, "months", (1, 120), "after which a member leaves to whom nothing has come back", ASSUMED
    )


@dataclass(frozen=True, slots=True)
class Environment(Declared):
    """Audience demand, public funding, shocks."""

    persistence: float = parameter(0.95, "share a month", (0, 0.999), "of a departure that remains", ASSUMED)
    demand_sd: float = parameter(0.01, "log a month", (0, 0.5), "shocks to demand by region and domain", ASSUMED)
    shock: float = parameter(0.002, "probability a month", (0, 1), "of a shock to demand everywhere", ASSUMED)
    shock_size: float = parameter(0.3, "log", (0, 2), "fall of demand in a shock", ASSUMED)
    funding_sd: float = parameter(0.01, "log a year", (0, 0.5), "changes of funders' budgets", ASSUMED)
    cut: float = parameter(0, "share", (0, 0.95), "of funders' budgets that is cut, once and for good", ASSUMED)
    cut_month: int = parameter(37, "month", (1, 1200), "in which budgets are cut, if they are", ASSUMED)


@dataclass(frozen=True, slots=True)
class Funding(Declared):
    """Grants where no policy says otherwise, and how funders judge."""

    grant_months: float = parameter(24, "months", (3, 120), "planned length of a grant", "model, policy none")
    renewal: float = parameter(0.9, "probability", (0, 1), "that a grant is renewed", "national portfolio 2015–18")
    bid_hours: float = parameter(20, "hours", (0, 500), "to write a bid, new or for renewal", ASSUMED)
    coverage: float = parameter(0.6, "share", (0, 1), "of organisations funded at a time", ASSUMED)
    appetite: float = parameter(
        0.3, "probability", (0, 1), "that an organisation without a grant answers a call", ASSUMED
    )
    report_value: float = parameter(0.1, "per report", (0, 1), "step of a funder's trust with a report", ASSUMED)
    intent: float = parameter(0.05, "share a month", (0, 1), "step of trust in a funder", ASSUMED)
    finding: float = parameter(
        0.25, "share", (0, 1), "of a funder's trust lost when a check finds misreporting", ASSUMED
    )
    failure: float = parameter(
        0.05, "probability a month", (0, 1), "that a contracted service begins to fail where nobody is able", ASSUMED
    )
    tragedy: float = parameter(
        0.01, "probability a month", (0, 1), "that a failing service comes out by a tragedy", ASSUMED
    )
    tragedy_cost: float = parameter(0.3, "share", (0, 1), "of standing with the public lost in a tragedy", ASSUMED)
    failing_loss: float = parameter(
        0.3, "share", (0, 1), "of the value of unmeasured own work lost while a service fails", ASSUMED
    )
    choice: float = parameter(
        2, "log ratio", (0, 10), "by which organisations come more readily to a funder they trust, of several", ASSUMED
    )
    adopt: float = parameter(
        0, "probability a year", (0, 1), "that a funder compares itself with another and may adopt its policy", ASSUMED
    )
    adopt_intensity: float = parameter(
        10, "1/share", (0, 100), "β: how much better another must do to be followed", ASSUMED
    )
    forgivable: float = parameter(0.01, "share", (0, 1), "misreporting up to which a check finds nothing", ASSUMED)
