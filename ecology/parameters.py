"""Parameters of the model, in groups; each is declared once, as `declared` says.

Those with `ends` are open choices: they can change the sign of a headline result, and are swept to these values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, Self

from ecology.declared import ASSUMED, CALIBRATED, TRIAL, Declared, coerced, parameter
from ecology.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Game(Declared):
    """What joint work is worth, and to whom."""

    synergy: float = parameter(7.37, "ratio", (0, 20), "γ₀: value of joint effort at full complementarity", CALIBRATED)
    trust_weight: float = parameter(
        0.5, "share", (0, 1), "t: how much commitment depends on trust", "model", ends=(0, 1)
    )
    split_exponent: float = parameter(0.5, "exponent", (0, 1), "ζ: 0 divides evenly, 1 by power", "model")
    rivalry_gain: float = parameter(1, "pledges", (0, 4), "λ: audience won by holding back from a rival", TRIAL)
    loss_ratio: float = parameter(0.602, "ratio", (0, 2), "η: audience lost over audience won", CALIBRATED)
    cost: float = parameter(0.422, "pledges", (0, 2), "c: cost of contributing a pledge, in decisions only", CALIBRATED)
    transaction_cost: float = parameter(
        0.0223, "pledges a seat-month", (0, 1), "k: cost of working together as foreseen", CALIBRATED
    )
    cost_overrun: float = parameter(
        1.5, "ratio", (1, 4), "actual over expected transaction cost", "Clore report §2.2.2"
    )
    early_value: float = parameter(0.3, "share", (0, 1), "value at stage 2, of that at stage 3; none at stage 1", TRIAL)
    early_cost: float = parameter(0.35, "share", (0, 1), "cost at stage 1, of that at stage 3", TRIAL)
    middle_cost: float = parameter(0.6, "share", (0, 1), "cost at stage 2, of that at stage 3", TRIAL)
    slip: float = parameter(0.02, "probability", (0, 0.5), "that an action comes out as its opposite", ASSUMED)
    building_power: float = parameter(
        0.5, "ratio", (0, 5), "bargaining power that a building adds to that of staff", ASSUMED
    )
    option_power: float = parameter(0.1, "ratio", (0, 5), "bargaining power that each other partnership adds", ASSUMED)
    rivalry_domain: float = parameter(
        0.5, "share", (0, 1), "of full rivalry that comes from the same art form", ASSUMED
    )
    rivalry_region: float = parameter(0.3, "share", (0, 1), "of full rivalry that comes from the same region", ASSUMED)
    rivalry_building: float = parameter(0.2, "share", (0, 1), "of full rivalry that comes from two buildings", ASSUMED)


@dataclass(frozen=True, slots=True)
class Decision(Declared):
    """How people decide whether to contribute."""

    calculation: float = parameter(
        0.695, "probability", (0, 1), "m: of calculating rather than following habit", CALIBRATED
    )
    intensity: float = parameter(6.95, "1/pledges", (0, 100), "β of the logit choice", CALIBRATED)
    reputation_stake: float = parameter(
        0.309, "pledges", (0, 4), "value of a good name to one who depends on it", CALIBRATED
    )
    prosocial: float = parameter(
        0.47, "share", (0, 1), "of people who start with a nice strategy", "Clore report §4.5.2"
    )


@dataclass(frozen=True, slots=True)
class Shadow(Declared):
    """How likely people are to meet again."""

    patience: float = parameter(0.99, "weight a month", (0, 1), "δ: mean weight of next month", ASSUMED)
    lapse: float = parameter(0.01, "hazard a month", (0, 1), "ℓ: that a tie lapses", ASSUMED)
    planned_months: float = parameter(24, "months", (3, 120), "L where no funder sets it", TRIAL)
    renewal: float = parameter(0.341, "probability", (0, 1), "r where no funder sets it", CALIBRATED)
    replay: float = parameter(0.3, "probability", (0, 1), "u: that a tie that survived a move is played again", ASSUMED)
    patience_range: float = parameter(
        0.02, "weight a month", (0, 1), "width of the range that people's δ falls in", ASSUMED
    )


@dataclass(frozen=True, slots=True)
class Choice(Declared):
    """How opportunities are met and partners chosen."""

    opportunities: float = parameter(0.04, "per organisation and month", (0, 1), "chances to do something new", TRIAL)
    trust: float = parameter(3, "log odds", (0, 10), "b₁: weight of trust", TRIAL)
    repute: float = parameter(2, "log odds", (0, 10), "b₂: weight of repute", TRIAL)
    complementarity: float = parameter(1.5, "log odds", (0, 10), "b₃: weight of complementarity", TRIAL)
    distance: float = parameter(1, "log odds", (0, 10), "b₄: weight of distance in domain and region", TRIAL)
    cold_contact: float = parameter(0.1, "share", (0, 1), "chance that a stranger is among those considered", TRIAL)
    tries: int = parameter(3, "proposals", (1, 8), "proposals before an opportunity is let go", ASSUMED)
    accept_bar: float = parameter(
        0.877, "log odds", (-5, 5), "what a proposal must be worth to be accepted evenly", CALIBRATED
    )
    more_members: float = parameter(
        0.25, "probability", (0, 1), "of asking a third, and then a fourth, member", ASSUMED
    )
    make_bar: float = parameter(0.6, "index 0–1", (0, 1), "capability at which an organisation does it alone", ASSUMED)
    buy_months: float = parameter(6, "months", (0, 120), "of costs in hand at which it buys", ASSUMED)
    buy_price: float = parameter(4000, "£", (0, 1e6), "of buying what an opportunity needs", ASSUMED)
    approval: float = parameter(0.9, "probability", (0, 1), "that one level of an organisation approves", ASSUMED)
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
class Observation(Declared):
    """Who sees what, and what is said about it."""

    sight: float = parameter(0.471, "probability a month", (0, 1), "o: that a partner's action is seen", CALIBRATED)
    indirect: float = parameter(0.5, "ratio", (0, 1), "sight between members who do not talk directly", ASSUMED)
    gossip_reach: float = parameter(0.25, "probability a month", (0, 1), "q: of hearing about somebody", ASSUMED)
    good_news: float = parameter(0.5, "probability", (0, 1), "that good news is passed on; bad news always is", ASSUMED)
    gossip_noise: float = parameter(0.1, "0–1", (0, 1), "standard deviation of error in what is passed on", ASSUMED)
    gossip_weight: float = parameter(0.4, "share", (0, 1), "of a story in what had been heard before", ASSUMED)


@dataclass(frozen=True, slots=True)
class Trust(Declared):
    """How trust moves with what is seen."""

    initial: float = parameter(0.3, "0–1", (0, 1), "trust in a stranger of whom nothing was heard", TRIAL)
    gain: float = parameter(
        0.163, "per seen act", (0, 1), "g₊: step towards full trust when a contribution is seen", CALIBRATED
    )
    loss: float = parameter(0.189, "per seen act", (0, 1), "g₋: share lost when holding back is seen", CALIBRATED)
    competence: float = parameter(0.1, "per seen act", (0, 1), "step of trust in competence towards delivery", ASSUMED)
    drift: float = parameter(0.005, "share a month", (0, 1), "pull towards what familiarity alone supports", ASSUMED)


@dataclass(frozen=True, slots=True)
class Energy(Declared):
    """What gives a seat its energy: the level is a base plus weighted inputs, each 0–1."""

    rate: float = parameter(0.15, "share a month", (0, 1), "step towards the level", TRIAL)
    base: float = parameter(0.25, "0–1", (0, 1), "level when every input is nil", ASSUMED)
    fit: float = parameter(0.2, "0–1", (0, 1), "weight of closeness in values", ASSUMED)
    consent: float = parameter(
        0.2, "0–1", (0, 0.4), "energy that comes of having agreed freely", "model", ends=(0, 0.4)
    )
    voice: float = parameter(0.1, "0–1", (0, 1), "weight of the member's share in decisions", ASSUMED)
    progress: float = parameter(0.2, "0–1", (0, 1), "weight of felt progress", ASSUMED)
    recognition: float = parameter(0.15, "0–1", (0, 1), "weight of being seen to contribute", ASSUMED)
    overtime: float = parameter(
        0.3, "0–1", (0, 1), "loss at overtime of a tenth of hours; it rises as its square", ASSUMED
    )
    start: float = parameter(0.6, "0–1", (0, 1), "energy of a new seat", ASSUMED)
    new_contact: float = parameter(0.5, "share", (0, 1), "of a seat's energy that a successor starts with", ASSUMED)


@dataclass(frozen=True, slots=True)
class Knowledge(Declared):
    """How knowledge is learned, lost and renewed."""

    learning: float = parameter(
        0.02, "share a month", (0, 1), "of a partner's lead, per contribution and openness", TRIAL
    )
    colleagues: float = parameter(0.004, "share a month", (0, 1), "of colleagues' lead", ASSUMED)
    obsolescence: float = parameter(0.003, "share a month", (0, 1), "lost", TRIAL)
    practice: float = parameter(
        0.004, "share a month", (0, 1), "of what is missing in one's own field, by practice", ASSUMED
    )
    memory: float = parameter(
        0.01, "share a month", (0, 1), "step of an organisation's memory to its staff's mean", ASSUMED
    )
    common_ground: float = parameter(
        0.06, "share a month", (0, 1), "step towards full common ground, per contribution", ASSUMED
    )
    entry_base: float = parameter(0.25, "index 0–1", (0, 1), "most that a newcomer knows of any topic", ASSUMED)
    entry_own: float = parameter(0.6, "index 0–1", (0, 1), "most that a newcomer knows of their own on top", ASSUMED)


@dataclass(frozen=True, slots=True)
class Hours(Declared):
    """Working time and what takes it."""

    contract: float = parameter(150, "hours/month", (50, 250), "contracted hours of a post", ASSUMED)
    elasticity: float = parameter(
        0.3,
        "share",
        (0, 1),
        "time taken by others that is worked as overtime",
        "model",
        ends=(0, 1),
    )
    meeting: float = parameter(0.3, "hours", (0, 10), "spent when two people who know each other meet", ASSUMED)
    seniority: float = parameter(2, "ratio", (1, 10), "of funders' paperwork a level bears over the one below", ASSUMED)


@dataclass(frozen=True, slots=True)
class Mobility(Declared):
    """Leaving, being hired, arriving."""

    exit_operational: float = parameter(0.015, "hazard a month", (0, 0.2), "ξ of operational staff", TRIAL)
    exit_middle: float = parameter(0.012, "hazard a month", (0, 0.2), "ξ of middle staff", TRIAL)
    exit_top: float = parameter(0.008, "hazard a month", (0, 0.2), "ξ of the top", TRIAL)
    insecurity: float = parameter(1, "ratio", (0, 10), "rise of ξ when all money ends soon", ASSUMED)
    leave_sector: float = parameter(0.25, "share", (0, 1), "of leavers who leave the sector", ASSUMED)
    give_up: float = parameter(0.1, "hazard a month", (0, 1), "that a seeker leaves the sector", ASSUMED)
    referral: float = parameter(
        0.5, "probability", (0, 1), "that a post is filled by referral where one is known", ASSUMED
    )
    open_fill: float = parameter(0.5, "probability a month", (0, 1), "that an advertised post finds a seeker", ASSUMED)
    entry: float = parameter(0.3, "probability a month", (0, 1), "that a post nobody took finds an entrant", ASSUMED)
    promotion: float = parameter(
        0.3, "probability a month", (0, 1), "that a senior post nobody took goes to a colleague", ASSUMED
    )
    portability: float = parameter(0.8, "share", (0, 1), "φ: of ties that survive a move", TRIAL)
    handover: float = parameter(0.15, "share", (0, 0.2), "of a leaver's familiarity and trust a successor inherits",
                                "Clore report §4.2.1")  # fmt: skip
    likeness: float = parameter(0.5, "share", (0, 1), "of entrants who resemble a colleague in strategy", ASSUMED)
    insecure_months: int = parameter(6, "months", (0, 60), "before its money ends at which a post is insecure", ASSUMED)


@dataclass(frozen=True, slots=True)
class Meeting(Declared):
    """Meeting, introducing and forgetting."""

    colleague: float = parameter(0.5, "probability a month", (0, 1), "that a person meets one more colleague", ASSUMED)
    contact: float = parameter(
        0.35, "probability a month", (0, 1), "that people who know each other well meet", ASSUMED
    )
    introduction: float = parameter(0.06, "probability a month", (0, 1), "that a friend introduces a friend", ASSUMED)
    familiarity: float = parameter(0.12, "share a meeting", (0, 1), "step towards full familiarity", ASSUMED)
    forgetting: float = parameter(0.03, "share a month", (0, 1), "of familiarity lost without contact", ASSUMED)
    forgotten: float = parameter(0.03, "0–1", (0, 1), "familiarity below which a tie lapses", ASSUMED)
    event_conversations: int = parameter(3, "people", (0, 20), "met in line at a funder's event", ASSUMED)


@dataclass(frozen=True, slots=True)
class OwnWork(Declared):
    """Own work, its value, and what control does to it."""

    value_per_hour: float = parameter(20, "£/hour", (1, 200), "v: value of an hour of own work", ASSUMED)
    exponent: float = parameter(
        0.75,
        "exponent",
        (0.5, 1),
        "ε: how well own work keeps its worth as it grows (1 fully)",
        "model",
        ends=(0.5, 1),
    )
    joint_value: float = parameter(1, "ratio", (0.25, 4), "ν: worth of a joint hour against an own hour", "model",
                                   ends=(0.25, 4))  # fmt: skip
    crowding_out: float = parameter(
        0.3, "share", (0, 1), "ψ: motivation lost where a funder controls everything", "model", ends=(0, 1)
    )
    substitution: float = parameter(0.2, "ratio", (0, 0.9), "κ: substitution between tasks", TRIAL)
    wear: float = parameter(0.1, "share a month", (0, 1), "step of motivation down", ASSUMED)
    recovery: float = parameter(0.03, "share a month", (0, 1), "step of motivation up", ASSUMED)
    misreport_cost: float = parameter(
        1, "marginal reward", (0.1, 10), "cost of misreporting, per squared share", ASSUMED
    )


@dataclass(frozen=True, slots=True)
class LifeCycle(Declared):
    """How partnerships advance, slip, and end."""

    define_months: float = parameter(
        1.12, "months", (0.1, 24), "of full contributions to define the problem", CALIBRATED
    )
    direct_months: float = parameter(1.04, "months", (0.1, 24), "of full contributions to set direction", CALIBRATED)
    slip_months: int = parameter(
        6, "months", (1, 36), "with next to no contribution after which a stage is lost", ASSUMED
    )
    inertia_months: int = parameter(12, "months", (3, 60), "with next to no output after which it is dead", ASSUMED)
    distrust: float = parameter(0.12, "0–1", (0, 1), "trust below which a member thinks of leaving", ASSUMED)
    leave_distrust: float = parameter(0.1, "hazard a month", (0, 1), "that it then leaves", ASSUMED)
    patience_months: int = parameter(6, "months", (1, 60), "before a member counts cost against benefit", CALIBRATED)
    leave_loss: float = parameter(
        0.0974, "hazard a month", (0, 1), "that a member who is out of pocket leaves", CALIBRATED
    )
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
    token: float = parameter(0.15, "pledges", (0, 1), "contribution, or value, that counts as next to nothing", ASSUMED)
    ready: float = parameter(
        0.6, "0–1", (0, 1), "trust between partners at which they bind themselves further", ASSUMED
    )
    readiness: float = parameter(4.0, "steps", (0, 10), "of depth that full trust makes ready for", ASSUMED)


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


@dataclass(frozen=True, slots=True)
class Environment(Declared):
    """Audience demand, public funding, shocks."""

    persistence: float = parameter(0.95, "share a month", (0, 0.999), "of a departure that remains", ASSUMED)
    demand_sd: float = parameter(0.01, "log a month", (0, 0.5), "shocks to demand by region and domain", ASSUMED)
    shock: float = parameter(0.002, "probability a month", (0, 1), "of a shock to demand everywhere", ASSUMED)
    shock_size: float = parameter(0.3, "log", (0, 2), "fall of demand in a shock", ASSUMED)
    funding_sd: float = parameter(0.01, "log a year", (0, 0.5), "changes of funders' budgets", ASSUMED)


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
    forgivable: float = parameter(0.01, "share", (0, 1), "misreporting up to which a check finds nothing", ASSUMED)


@dataclass(frozen=True, slots=True)
class Revision(Declared):
    """How people change strategy."""

    rate: float = parameter(0.02, "probability a month", (0, 1), "of comparing oneself with somebody known", TRIAL)
    intensity: float = parameter(5, "1/pledges", (0, 100), "β: intensity of selection (Fermi)", TRIAL)
    mutation: float = parameter(0.001, "probability a month", (0, 1), "of trying any strategy", ASSUMED)
    memory: float = parameter(0.9, "share a month", (0, 0.999), "of standing that remains", ASSUMED)


class Declaration(NamedTuple):
    """One parameter as declared."""

    name: str
    default: float
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    ends: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters of a run, in groups; frozen."""

    game: Game = field(default_factory=Game)
    decision: Decision = field(default_factory=Decision)
    shadow: Shadow = field(default_factory=Shadow)
    choice: Choice = field(default_factory=Choice)
    observation: Observation = field(default_factory=Observation)
    trust: Trust = field(default_factory=Trust)
    energy: Energy = field(default_factory=Energy)
    knowledge: Knowledge = field(default_factory=Knowledge)
    hours: Hours = field(default_factory=Hours)
    mobility: Mobility = field(default_factory=Mobility)
    meeting: Meeting = field(default_factory=Meeting)
    ownwork: OwnWork = field(default_factory=OwnWork)
    lifecycle: LifeCycle = field(default_factory=LifeCycle)
    money: Money = field(default_factory=Money)
    environment: Environment = field(default_factory=Environment)
    funding: Funding = field(default_factory=Funding)
    revision: Revision = field(default_factory=Revision)

    def replace(self, changes: Mapping[str, float]) -> Self:
        """Return parameters with some changed, given by full name.

        Raises
        ------
        UnknownName
            For a name that is not declared, with the nearest ones.
        OutOfRange
            For a value outside its bounds, with bounds and unit.

        Examples
        --------
        >>> Parameters().replace({"trust.gain": 0.2}).trust.gain
        0.2
        """
        groups: dict[str, dict[str, float]] = {}
        declared = {f"{g.name}.{spec.name}": spec for g in fields(self) for spec in fields(getattr(self, g.name))}
        for name, value in changes.items():
            if name not in declared:
                raise UnknownName("parameter", name, declared)
            group, _, key = name.partition(".")
            groups.setdefault(group, {})[key] = coerced(name, value, declared[name])
        return replace(self, **{g: replace(getattr(self, g), **values) for g, values in groups.items()})

    def items(self) -> Iterator[tuple[str, float]]:
        """Yield full name and value of every parameter, in the order of declaration."""
        for group in fields(self):
            values = getattr(self, group.name)
            for spec in fields(values):
                yield f"{group.name}.{spec.name}", getattr(values, spec.name)


def declarations() -> list[Declaration]:
    """Return every parameter's declaration, in order."""
    rows = []
    for group in fields(Parameters):
        assert callable(group.default_factory)
        for spec in fields(group.default_factory()):
            m = spec.metadata
            name = f"{group.name}.{spec.name}"
            default: Any = spec.default
            low, high = m["bounds"]
            rows.append(Declaration(name, default, m["unit"], low, high, m["meaning"], m["source"], m["ends"]))
    return rows
