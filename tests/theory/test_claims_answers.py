"""Claims about how to answer what others do, held against matches worked out exactly."""

import numpy as np
import pytest

from ecology import Reactive
from ecology.games.coopetition import Corners
from ecology.games.match import PAIRS, expected_shares, long_run
from ecology.strategies import STRATEGIES

AXELROD = np.array([3.0, 0.0, 5.0, 1.0])
"""R, S, T, P, in the order of the pairs CC, CD, DC, DD."""
ROUNDS = 200
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
