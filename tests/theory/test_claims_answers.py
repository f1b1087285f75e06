"""Claims about how to answer what others do, held against matches worked out exactly."""

import numpy as np
import pytest

from ecology import Reactive
from ecology.games.coopetition import Corners
from ecology.games.match import PAIRS, expected_shares, long_run
from ecology.strategies import STRATEGIES, View

AXELROD = np.array([3.0, 0.0, 5.0, 1.0])
"""R, S, T, P, in the order of the pairs CC, CD, DC, DD."""
ROUNDS = 200
DISCRIMINATOR = next(s for s in STRATEGIES if s.name == "discriminator")
HELD = {s.name: s for s in STRATEGIES if isinstance(s, Reactive)}


def rival(name, *answers):
    return Reactive(name, *answers, source="Axelrod 1984; Press and Dyson 2012")


NICE = (
    *(HELD[name] for name in ("ALLC", "TFT", "GTFT", "WSLS")),
    rival("grim", 1, 1, 0, 0, 0), rival("firm but fair", 1, 1, 0, 1, 1), rival("slow to anger", 1, 1, 0.1, 1, 0.1),
    rival("half forgiving", 1, 1, 0.5, 1, 0.5),
)  # fmt: skip
"""Never the first to hold back."""
OTHERS = (
    HELD["ALLD"], rival("suspicious", 0, 1, 0, 1, 0), rival("random", 0.5, 0.5, 0.5, 0.5, 0.5),
    rival("Joss", 0.9, 0.9, 0, 0.9, 0), rival("bully", 0, 0, 1, 0, 1), rival("extort", 0, 8 / 9, 0.5, 1 / 3, 0),
    rival("alternating", 0, 0, 0, 1, 1),
)  # fmt: skip
FIELD = NICE + OTHERS


def test_nice_strategies_fill_the_top_of_a_tournament_whoever_wins():
    """B1: of fifteen that meet each other and themselves, the eight that are never first to hold back come first."""
    assert len(FIELD) == 15
    mean = {a.name: np.mean([ROUNDS * expected_shares(a, b, ROUNDS) @ AXELROD for b in FIELD]) for a in FIELD}
    ranked = sorted(mean, key=mean.get, reverse=True)
    assert set(ranked[: len(NICE)]) == {s.name for s in NICE}
    # nobody is beaten by an answer in kind: against each other, tit for tat never earns more than it gives
    assert ranked[0] != "TFT"
    for other in FIELD:
        shares = expected_shares(HELD["TFT"], other, ROUNDS)
        exploited, exploits = shares[PAIRS.index("CD")], shares[PAIRS.index("DC")]
        assert exploits <= exploited + 1e-12, other.name


def test_an_answer_weaker_than_what_provoked_it_stops_the_echo():
    """B4: with slips, what two make of it falls with the strength k of their answer, and half is lost where k is 1.

    Each contributes after a contribution and, after holding back, with chance 1 − k. With slips e the share c of
    contributions settles where c = e + (1 − 2e)(1 − k + k c).
    """
    slip, strengths = 0.02, (0.8, 0.9, 0.95, 1.0)
    made = []
    for k in strengths:
        answer = rival(f"answers with {k}", 1, 1, 1 - k, 1, 1 - k)
        pairs = long_run(answer, answer, slip)
        made.append(float(pairs[PAIRS.index("CC")] + pairs[PAIRS.index("CD")]))
    wanted = [(slip + (1 - 2 * slip) * (1 - k)) / (1 - (1 - 2 * slip) * k) for k in strengths]
    assert made == pytest.approx(wanted, abs=1e-9)
    assert (np.diff(made) < 0).all()
    assert made[1] > 0.75
    assert made[-1] < 0.6


def test_who_wants_to_be_ahead_wants_less_of_what_is_good_for_both():
    """B16: the wish to do better than the other makes holding back more tempting and contributing more risky."""
    # R 2, S −1, T 3, P 0: ahead by T − S = 4
    case = Corners(*(np.array([v]) for v in (2.0, -1.0, 3.0, 0.0)))
    felt = case.felt(0.5)
    assert [float(v[0]) for v in (felt.reward, felt.sucker, felt.temptation, felt.punishment)] == [2, -3, 5, 0]
    # (T−R)/(T−P) = 1/3 and (T−R)/(R−S) = 1/3; felt: 3/5 and 3/5
    assert float(case.threshold()[0]) == pytest.approx(1 / 3)
    assert float(felt.threshold()[0]) == pytest.approx(3 / 5)
    # who counts the other's gain as much as their own is not tempted: T − 2 = 1 < R
    assert float(case.felt(-0.5).threshold()[0]) == 0


HELP = {"cost": 0.5, "benefit": 1.0}
STRANGER = 0.3
"""Repute of whom nothing is known."""


def gives(repute):
    """Return the chance that a discriminator helps those of a repute, one or many."""
    repute = np.asarray(repute, dtype=float)
    n = repute.size
    view = View(np.ones(n), np.zeros((n, 4)), np.full(n, 0.5), repute.ravel(), np.full(n, np.nan), np.zeros(n))
    return DISCRIMINATOR.contribute(view).reshape(repute.shape)


def earned(known):
    """Return what a discriminator and a lone defector earn a round among discriminators, by the chance of being known.

    In each round one is asked by a stranger for help, and asks another. Who always helps has a repute of 1, who never
    does one of 0.
    """
    helped = {name: known * gives(r) + (1 - known) * gives(STRANGER) for name, r in (("helps", 1.0), ("never", 0.0))}
    return (
        HELP["benefit"] * helped["helps"] - HELP["cost"] * (known * gives(1.0) + (1 - known) * gives(STRANGER)),
        HELP["benefit"] * helped["never"],
    )


def test_help_to_strangers_pays_only_where_records_are_known_oftener_than_cost_over_benefit():
    """B8: with b = 1 and c = 1/2, b − c against (1 − q) b: helping pays where q > c / b = 1/2, and not below."""
    assert [gives(r) for r in (1.0, STRANGER, 0.0)] == [1, 1, 0]
    for known in (0.1, 0.4, 0.49, 0.51, 0.6, 0.9):
        helps, never = earned(known)
        assert helps == pytest.approx(0.5)
        assert never == pytest.approx(1 - known)
        assert (helps > never) == (known > HELP["cost"] / HELP["benefit"])


def test_help_passed_on_comes_back_only_where_records_are_known():
    """B18: strangers help each other, never the same twice; copying the better off, all help or none does, by q."""
    left = {}
    for known in (0.2, 0.8):
        rng = np.random.default_rng(1)
        n = 200
        helps = rng.random(n) < 0.7
        record = np.full(n, STRANGER)
        for _ in range(60):
            gained = np.zeros(n)
            for _ in range(20):
                asked = rng.permutation(n)  # each asks the next in a ring drawn anew: nobody is paid back in person
                heard = np.where(rng.random(n) < known, record, STRANGER)
                help_given = helps[asked] & (gives(heard) > 0)
                gained[help_given] += HELP["benefit"]
                np.subtract.at(gained, asked[help_given], HELP["cost"])
                # a refusal of the undeserving is not held against anybody (standing)
                fair = ~help_given & (heard < STRANGER)
                record[asked[~fair]] = help_given[~fair]
            model = rng.permutation(n)
            copies = rng.random(n) < 1 / (1 + np.exp(-(gained[model] - gained)))
            helps = np.where(copies, helps[model], helps)
        left[known] = helps.mean()
    assert left[0.2] == 0
    assert left[0.8] > 0.95
