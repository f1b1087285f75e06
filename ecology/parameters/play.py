"""Parameters of the game, how people decide in it, and how long a shadow the future throws."""

from __future__ import annotations

from dataclasses import dataclass

from ecology.declared import ASSUMED, CALIBRATED, TRIAL, Declared, parameter


@dataclass(frozen=True, slots=True)
class Game(Declared):
    """What joint work is worth, and to whom."""

    synergy: float = parameter(7.17, "ratio", (0, 20), "γ₀: value of joint effort at full complementarity", CALIBRATED)
    trust_weight: float = parameter(
        0.5, "share", (0, 1), "t: how much commitment depends on trust", "model", ends=(0, 1)
    )
    split_exponent: float = parameter(0.5, "exponent", (0, 1), "ζ: 0 divides evenly, 1 by power", "model")
    rivalry_gain: float = parameter(1, "pledges", (0, 4), "λ: audience won by holding back from a rival", TRIAL)
    loss_ratio: float = parameter(1.4, "ratio", (0, 2), "η: audience lost over audience won", CALIBRATED)
    cost: float = parameter(0.367, "pledges", (0, 2), "c: cost of contributing a pledge, in decisions only", CALIBRATED)
    transaction_cost: float = parameter(
        0.0231, "pledges a seat-month", (0, 1), "k: cost of working together as foreseen", CALIBRATED
    )
    cost_overrun: float = parameter(
        1.5, "ratio", (1, 4), "actual over expected transaction cost", "Clore report §2.2.2"
    )
    early_value: float = parameter(0.3, "share", (0, 1), "value at stage 2, of that at stage 3; none at stage 1", TRIAL)
    early_cost: float = parameter(0.35, "share", (0, 1), "cost at stage 1, of that at stage 3", TRIAL)
    middle_cost: float = parameter(0.6, "share", (0, 1), "cost at stage 2, of that at stage 3", TRIAL)
    messages: float = parameter(
        1.5,
        "messages a month",
        (0.1, 3),
        "that a member can handle in a partnership; each it talks with sends one",
        ASSUMED,
    )
    depth_gain: float = parameter(0.05, "ratio", (0, 2), "g: synergy that each depth adds", ASSUMED)
    depth_risk: float = parameter(0.05, "ratio", (0, 2), "e: audience that each depth lays open to be taken", ASSUMED)
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
        0.742, "probability", (0, 1), "m: of calculating rather than following habit", CALIBRATED
    )
    intensity: float = parameter(9.81, "1/pledges", (0, 100), "β of the logit choice", CALIBRATED)
    reputation_stake: float = parameter(
        0.194, "pledges", (0, 4), "value of a good name to one who depends on it", CALIBRATED
    )
    need: float = parameter(
        0.5,
        "share",
        (0, 1),
        "q: how far the worth of a good name depends on what is needed of the others later",
        ASSUMED,
    )
    envy: float = parameter(
        0, "ratio", (-0.5, 1), "α: weight of doing better than the other in what people want; below 0, worse", ASSUMED
    )
    requite: float = parameter(
        0, "share", (0, 1), "s: of people who pay to punish and to reward partners (strong reciprocators)", ASSUMED
    )
    punishment: float = parameter(
        0.3, "value of a pledge", (0, 5), "f: lost by a partner whom a strong reciprocator saw holding back", ASSUMED
    )
    reward: float = parameter(
        0.3, "value of a pledge", (0, 5), "r: gained by a partner whom one saw contributing", ASSUMED
    )
    requital_cost: float = parameter(
        0.1, "value of a pledge", (0, 5), "paid for each punishment or reward", "Fehr and Gächter 2002 (three for one)"
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
    renewal: float = parameter(0.445, "probability", (0, 1), "r where no funder sets it", CALIBRATED)
    replay: float = parameter(0.3, "probability", (0, 1), "u: that a tie that survived a move is played again", ASSUMED)
    patience_range: float = parameter(
        0.02, "weight a month", (0, 1), "width of the range that people's δ falls in", ASSUMED
    )
