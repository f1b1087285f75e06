"""Claims about repeated games, held against one match worked out exactly; what is expected is worked out by hand."""

import numpy as np
import pytest

from ecology import Ecology, Reactive
from ecology.games.coopetition import Corners, contribution
from ecology.games.match import PAIRS, chances, expected_shares, long_run, pairs_of
from ecology.presets.sectors import synthetic
from ecology.strategies import STRATEGIES
from ecology.strategies.reactive import REACTIVE

BY_NAME = {strategy.name: strategy for strategy in STRATEGIES}
ALLC, ALLD, TFT, GTFT = (BY_NAME[name] for name in ("ALLC", "ALLD", "TFT", "GTFT"))
SUSPICIOUS = Reactive("suspicious", 0, 1, 0, 1, 0, "Axelrod 1984")
ALTERNATING = Reactive("alternating", 0, 0, 0, 1, 1, "Axelrod 1984")
AXELROD = np.array([3.0, 0.0, 5.0, 1.0])
"""R, S, T, P, in the order of the pairs CC, CD, DC, DD."""
CASE = np.array([2.0, -1.0, 3.0, 0.0])


def score(a, b, rounds, payoff=AXELROD):
    """Return what a earns from b in a match of so many rounds."""
    return rounds * float(expected_shares(a, b, rounds) @ payoff)


def worth(a, b, w, payoff=AXELROD):
    """Return what a match is worth to a when another round follows with chance w: Σ wᵗ times the payoff of round t."""
    opening, after = chances(a, b, 0.0)
    step = np.array([pairs_of(row) for row in after])
    return float(np.linalg.solve(np.eye(len(PAIRS)) - w * step.T, pairs_of(opening)) @ payoff)


def test_what_works_depends_on_who_else_is_there():
    """A4: alone among defectors tit for tat comes last; alone among tit for tat a defector does."""
    # ten rounds: TFT meets ALLD 0 + 9 · 1 = 9, ALLD meets TFT 5 + 9 = 14, ALLD meets ALLD 10, TFT meets TFT 30
    assert [score(*pair, 10) for pair in ((TFT, ALLD), (ALLD, TFT), (ALLD, ALLD), (TFT, TFT))] == pytest.approx(
        [9, 14, 10, 30]
    )
    n = 10
    among_defectors = {"TFT": score(TFT, ALLD, 10), "ALLD": (score(ALLD, TFT, 10) + (n - 2) * 10) / (n - 1)}
    among_reciprocators = {"TFT": (score(TFT, ALLD, 10) + (n - 2) * 30) / (n - 1), "ALLD": score(ALLD, TFT, 10)}
    assert among_defectors["ALLD"] > among_defectors["TFT"]
    assert among_reciprocators["TFT"] > among_reciprocators["ALLD"]


@pytest.mark.parametrize("gain", [0.0, 1.0])
def test_partners_make_the_pie_together_and_divide_all_of_it(gain):
    """A7: shares of what is made add to one, and without rivalry nobody takes audience from a partner."""
    sector = synthetic("pie", 14, 84)
    eco = Ecology(sector, rng=1, parameters={"choice.opportunities": 0.2, "game.rivalry_gain": gain}, events=False)
    eco.run(18)
    p = eco.sector.partnerships
    live = p.slots()
    assert len(live) > 10
    assert p.share[live].sum(1) == pytest.approx(np.ones(len(live)), abs=1e-9)
    assert bool((p.diverted[live] != 0).any()) == (gain > 0)


@pytest.mark.parametrize("w", [0.9, 0.95, 0.99])
def test_it_pays_to_start_nice(w):
    """B2: over the field of built-in strategies tit for tat earns more than its suspicious variant."""
    # a round against TFT: 3 for who starts nice; 5 and 0 in turn, (5 + 0 w)/(1 + w), for who does not
    assert (1 - w) * worth(TFT, TFT, w) == pytest.approx(3)
    assert (1 - w) * worth(SUSPICIOUS, TFT, w) == pytest.approx(5 / (1 + w))
    # suspicion gains where nothing is ever answered: 5 instead of 3, once
    assert worth(SUSPICIOUS, ALLC, w) - worth(TFT, ALLC, w) == pytest.approx(2)
    assert np.mean([worth(TFT, other, w) - worth(SUSPICIOUS, other, w) for other in REACTIVE]) > 0


@pytest.mark.parametrize(("lag", "times"), [(1, 1.0), (3, 3 * (1 - (2 / 3) ** 10))])
def test_who_is_slow_to_answer_is_exploited_longer(lag, times):
    """B3: a defector takes its gain once from who answers at once, about three times from who needs three rounds."""
    # with chance 1 − 1/lag it still contributes after having been exploited; once it has answered it goes on doing so
    slow = Reactive("slow", 1, 1, 1 - 1 / lag, 1, 0, "tit for tat that takes its time")
    # Σ_{t<10} (1 − 1/lag)ᵗ rounds of 5, the others of 1
    assert score(ALLD, slow, 10) == pytest.approx(10 + 4 * times)


@pytest.mark.parametrize(("checked", "needed", "lone"), [(1.0, 2.0, 1.0), (0.5, 8 / 3, 4 / 3), (0.0, 4.0, 2.0)])
def test_a_bonus_on_what_is_achieved_together_holds_once_it_exceeds_what_holding_back_gains(checked, needed, lone):
    """K4: paid to those who made it, a bonus of T − R makes contributing an answer to itself; unchecked it takes twice.

    In Axelrod's game (5, 3, 1, 0) without synergy both contributing make 2 and one alone 1. Of the bonus b a member
    gets b when both contribute, b (1 + v)/2 alone, b (1 − v)/2 against who contributes alone. So both go on from
    3 + b = 5 + b (1 − v)/2 on, b = 4/(1 + v); and neither stays at it once b (1 + v)/2 = 1, b = 2/(1 + v).
    """
    game = Corners(*(np.array([v]) for v in AXELROD))

    def holds(b):
        paid = game.with_bonus(np.array([b * (1 - checked)]), np.array([b * checked]), np.zeros(1), np.ones(1), 2)
        return bool(paid.reward[0] >= paid.temptation[0]), bool(paid.punishment[0] >= paid.sucker[0])

    assert holds(needed + 1e-9)[0]
    assert not holds(needed - 1e-9)[0]
    assert holds(lone - 1e-9)[1]
    assert not holds(lone + 1e-9)[1]


def test_forgiveness_matters_when_there_are_mistakes():
    """B5: with one slip in a hundred generous tit for tat keeps 97 % of contributions and tit for tat half."""
    # x = (1 − 2e)(1/3 + 2x/3) + e with e = .01: x = .336667/.346667 = .97115
    generous, strict = (long_run(who, who, 0.01)[:2].sum() for who in (GTFT, TFT))
    assert generous == pytest.approx(0.336667 / 0.346667, abs=1e-5)
    assert strict == pytest.approx(0.5)
    assert generous - strict > 0.3


def test_a_cluster_of_reciprocators_invades_defectors_above_one_in_twenty_one():
    """B6: what a share p of meetings within the cluster is worth exceeds what defectors earn iff p > 1/21."""
    # w = .9: TFT with TFT 3/(1 − w) = 30, TFT with ALLD 0 + w/(1 − w) = 9, ALLD with ALLD 10: 30 p + 9 (1 − p) > 10
    w = 0.9
    within, without, defectors = worth(TFT, TFT, w), worth(TFT, ALLD, w), worth(ALLD, ALLD, w)
    assert (within, without, defectors) == pytest.approx((30, 9, 10))
    for p, invades in ((0.8 / 21, False), (1.2 / 21, True)):
        assert (p * within + (1 - p) * without > defectors) == invades


@pytest.mark.parametrize(("payoff", "threshold"), [(AXELROD, 2 / 3), (CASE, 1 / 3)])
def test_the_future_must_be_likely_enough_for_reciprocity_to_hold(payoff, threshold):
    """B7: at w* = max[(T−R)/(T−P), (T−R)/(R−S)] no invader gains on tit for tat any more."""
    corners = Corners(*(np.array([value]) for value in payoff))
    assert corners.threshold() == pytest.approx([threshold])
    for w, stable in ((threshold + 0.05, True), (threshold - 0.05, False)):
        home = worth(TFT, TFT, w, payoff)
        assert home == pytest.approx(payoff[0] / (1 - w))
        assert all(worth(invader, TFT, w, payoff) < home for invader in (ALLD, ALTERNATING)) == stable


@pytest.mark.parametrize("favoured", [0, 1])
def test_defectors_prosper_until_they_have_used_up_who_feeds_them(favoured):
    """B12: 15 who always contribute, 5 who never do and 5 tit for tat; each generation the five best replace the worst.

    Case's game: ten rounds with everybody else, payoffs 3, 2, 0, −1. Who is favoured at even scores does not matter.
    """
    field = (ALLC, ALLD, TFT) if favoured else (TFT, ALLD, ALLC)
    table = np.array([[score(a, b, 10, CASE) for b in field] for a in field])
    n = np.array([15, 5, 5]) if favoured else np.array([5, 5, 15])
    history = [n]
    for _ in range(12):
        # nobody meets themselves
        scores = np.repeat(table @ n - np.diag(table), n)
        kind = np.repeat(np.arange(3), n)
        order = np.argsort(scores, kind="stable")
        kind[order[:5]] = kind[order[-5:]]
        n = np.bincount(kind, minlength=3)
        history.append(n)
    defectors = [int(n[1]) for n in history]
    # by hand: 15, 5, 5 score 330, 465, 375; then 10, 10, 5 score 180, 315, 270
    assert defectors[:3] == [5, 10, 15]
    assert defectors[-1] == 0
    assert history[-1][field.index(TFT)] == 25


def test_who_trusts_commits_more():
    """G30: at a weight of one half, no trust commits half of what full trust does, and half of it three quarters."""
    assert contribution(1.0, 1.0, 1.0, np.array([0.0, 0.5, 1.0]), 0.5) == pytest.approx([0.5, 0.75, 1.0])
