"""Parameters of what people know, feel and do with their time, and how they change posts and strategies."""

from __future__ import annotations

from dataclasses import dataclass

from ecology.declared import ASSUMED, TRIAL, Declared, parameter


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
    lead: float = parameter(
        0, "0–1", (0, 1), "weight of the concern with people of who leads, in the energy of the others", ASSUMED
    )
    signature: float = parameter(
        0.7, "share", (0, 1), "of consent that does not count for those whom a colleague's signature seats", ASSUMED
    )


@dataclass(frozen=True, slots=True)
class Knowledge(Declared):
    """How knowledge is learned, lost and renewed."""

    learning: float = parameter(
        0.02, "share a month", (0, 1), "of a partner's lead, per contribution and openness", TRIAL
    )
    absorption: float = parameter(0.5, "share", (0, 1), "how far learning depends on what one knows already", ASSUMED)
    reticence: float = parameter(
        0, "share", (0, 1), "of openness lost at the top, half of it at the middle: they admit no gaps", ASSUMED
    )
    fear: float = parameter(0.5, "share", (0, 1), "of openness lost towards a full rival", ASSUMED)
    innovation: float = parameter(
        0.05, "share a month", (0, 1), "of what is missing in the topic that full innovation adds", ASSUMED
    )
    quiet: float = parameter(1, "share", (0, 1), "of readiness to challenge that full trust takes away", ASSUMED)
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
    handover: float = parameter(
        0.15,
        "share",
        (0, 1),
        "of a leaver's familiarity and trust a successor inherits; little, by the source",
        "Clore report §4.2.1",
    )
    likeness: float = parameter(0.5, "share", (0, 1), "of entrants who resemble a colleague in strategy", ASSUMED)
    like_minds: float = parameter(
        0.5, "share", (0, 1), "of entrants' values that are those of who heads their employer", ASSUMED
    )
    burnout: float = parameter(
        1, "ratio", (0, 10), "rise of ξ at overtime of a tenth of hours, and at motivation worn out", ASSUMED
    )
    insecure_months: int = parameter(6, "months", (0, 60), "before its money ends at which a post is insecure", ASSUMED)


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
    level_incentive: float = parameter(
        0.7,
        "share",
        (0, 1),
        "of the incentive on measured work that operational staff are spared; the middle half",
        ASSUMED,
    )
    career: float = parameter(
        0.1,
        "marginal reward",
        (0, 1),
        "that hope of promotion adds to measured work at the middle, half below",
        ASSUMED,
    )


@dataclass(frozen=True, slots=True)
class Revision(Declared):
    """How people change strategy."""

    rate: float = parameter(0.02, "probability a month", (0, 1), "of comparing oneself with somebody known", TRIAL)
    intensity: float = parameter(5, "1/pledges", (0, 100), "β: intensity of selection (Fermi)", TRIAL)
    mutation: float = parameter(0.001, "probability a month", (0, 1), "of trying any strategy", ASSUMED)
    memory: float = parameter(0.9, "share a month", (0, 0.999), "of standing that remains", ASSUMED)
    openness: float = parameter(
        3, "ratio", (0, 10), "by which who is new in a post compares themselves more readily", ASSUMED
    )
    reinforcement: float = parameter(
        0, "probability a month", (0, 1), "of trying another strategy when the present one does badly", ASSUMED
    )
    aspiration: float = parameter(0, "value of a pledge", (-5, 5), "standing below which it does", ASSUMED)
