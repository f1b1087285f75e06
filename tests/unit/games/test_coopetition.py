"""The coopetition game, the shadow of the future and the division of effort, against values worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from ecology.games.coopetition import Corners, contribution, corners, diverted, shares, value_made
from ecology.games.multitask import effort
from ecology.games.shadow import continuation, deterrence

unit = st.floats(0, 1)


def every_pair(value, n, width=4):
    """Return a table in which each two of the first n members have this value."""
    table = np.zeros((1, width, width))
    table[0, :n, :n] = value * (1 - np.eye(n))
    return table


def members(values, width=4):
    return np.array([[*values, *[0.0] * (width - len(values))]])


def test_contribution_is_action_energy_delivery_and_commitment():
    # 1 · .8 · .5 · (1 − .5 + .5 · .4) = .4 · .7 = .28
    assert contribution(1.0, 0.8, 0.5, 0.4, 0.5) == pytest.approx(0.28)
    assert contribution(0.0, 0.8, 0.5, 0.4, 0.5) == 0


@given(unit, unit, unit, unit, unit)
def test_contribution_is_in_units_of_the_pledge(a, energy, d, trust, weight):
    assert 0 <= contribution(a, energy, d, trust, weight) <= 1 + 1e-12
    # full delivery is 1, and without weight trust is of no account
    assert contribution(a, energy, d, trust, 0.0) == a * energy * d


def test_two_members_make_the_sum_and_twice_the_product():
    # .5 + .8 + 2 · 3 · .5 · .8 = 3.7; at stage 2, 30 % of it
    x, gamma = members([0.5, 0.8]), every_pair(3.0, 2)
    assert value_made(x, gamma, np.array([2]), np.array([1.0])) == pytest.approx([3.7])
    assert value_made(x, gamma, np.array([2]), np.array([0.3])) == pytest.approx([1.11])


def test_only_pairs_that_talk_have_synergy():
    # a star of three, all at 1, γ = 2 between hub and spokes: 3 + 2 · (2/2) · 2 = 7; all-channel: 3 + 2 · 3 = 9
    x, gamma = members([1, 1, 1]), every_pair(2.0, 3)
    assert value_made(x, gamma, np.array([3]), np.ones(1)) == pytest.approx([9])
    gamma[0, 1, 2] = gamma[0, 2, 1] = 0
    assert value_made(x, gamma, np.array([3]), np.ones(1)) == pytest.approx([7])


@pytest.mark.parametrize("n", [2, 3, 4])
def test_the_normaliser_gives_each_of_n_full_members_one_plus_gamma(n):
    # n + γ · 2/(n−1) · n(n−1)/2 = n (1 + γ)
    assert value_made(members([1] * n), every_pair(1.7, n), np.array([n]), np.ones(1)) == pytest.approx([n * 2.7])


def test_shares_go_by_the_root_of_power():
    # √9 : √1 : √4 = 3 : 1 : 2
    assert shares(members([9, 1, 4]), 0.5)[0] == pytest.approx([3 / 6, 1 / 6, 2 / 6, 0])
    assert shares(members([9, 1, 4]), 0.0)[0] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert shares(members([9, 1, 4]), 1.0)[0] == pytest.approx([9 / 14, 1 / 14, 4 / 14, 0])


@given(st.lists(st.floats(0.01, 1e4), min_size=1, max_size=4), unit)
def test_shares_sum_to_one(power, exponent):
    assert shares(members(power), exponent).sum() == pytest.approx(1, abs=1e-12)


def test_nobody_there_nothing_to_share():
    assert (shares(np.zeros((1, 4)), 0.5) == 0).all()


def test_whoever_holds_back_gains_from_a_partner_who_shares():
    # λ = 2, ρ = .5, x = .8: gains .8; the other loses η = ¼ of it, .2
    x, action = members([0.8, 0.0]), members([1, 0])
    moved = diverted(action, x, every_pair(0.5, 2), np.array([2]), 2.0, 0.25)
    assert moved[0] == pytest.approx([-0.2, 0.8, 0, 0])


def test_with_three_members_what_is_diverted_is_averaged_over_the_two_others():
    # one of three holds back, λρ = 1, x = 1: gains (1 + 1)/2 = 1; each other loses ½
    moved = diverted(members([1, 1, 0]), members([1, 1, 0]), every_pair(1.0, 3), np.array([3]), 1.0, 1.0)
    assert moved[0] == pytest.approx([-0.5, -0.5, 1, 0])


@given(st.integers(2, 4), st.lists(st.tuples(unit, unit), min_size=4, max_size=4), unit, st.floats(0, 4))
def test_audience_only_moves_when_the_loss_is_the_gain(n, seats, rho, gain):
    action, x = members([a for a, _ in seats[:n]]), members([v for _, v in seats[:n]])
    moved = diverted(action, x, every_pair(rho, n), np.array([n]), gain, 1.0)
    assert moved.sum() == pytest.approx(0, abs=1e-12)


@given(st.integers(2, 4), unit, st.floats(0, 5), unit, st.floats(0.05, 1))
@settings(max_examples=60)
def test_corners_of_n_members_are_those_of_the_game(n, share, gamma, rho, x):
    # worked out once more from value made and audience diverted, with member 0 judging
    lam, eta, c, k = 1.3, 0.6, 0.4, 0.03
    here = corners(share, gamma, rho, gain=lam, loss_ratio=eta, cost=c, transaction=k, x=x, n=n)

    def payoff(own, others):
        action = members([own, *[others] * (n - 1)])
        given_ = x * action
        made = value_made(given_, every_pair(gamma, n), np.array([n]), np.ones(1))[0]
        moved = diverted(action, given_, every_pair(rho, n), np.array([n]), lam, eta)[0, 0]
        return share * made + moved - c * given_[0, 0] - k

    assert here.reward == pytest.approx(payoff(1, 1))
    assert here.sucker == pytest.approx(payoff(1, 0))
    assert here.temptation == pytest.approx(payoff(0, 1))
    assert here.punishment == pytest.approx(payoff(0, 0))


def test_w_is_the_chance_that_what_was_done_is_seen_before_the_pair_parts():
    # each month they go on with w, and then the last act is seen with o: Σ wᵗ (1−o)ᵗ⁻¹ o
    w, o = 0.9, 0.3
    seen_in_time = sum(w**t * (1 - o) ** (t - 1) * o for t in range(1, 400))
    assert deterrence(np.array(w), np.array(o)) == pytest.approx(seen_in_time)
    assert deterrence(np.array(w), np.array(o)) == pytest.approx(0.27 / 0.37)


def test_what_deters_with_full_sight_is_the_shadow_and_without_sight_nothing():
    w = np.linspace(0, 0.999, 7)
    assert deterrence(w, np.ones(7)) == pytest.approx(w)
    assert (deterrence(w, np.zeros(7)) == 0).all()


def test_continuation_by_hand():
    # δ .98, ℓ .01, L 12, r ½, y = .9 · .8 = .72, φu = .8 · .3 = .24:
    # .98 · .99 · (1 − .5/12) · (.72 + .28 · .24) = .9702 · .958333 · .7872 = .731919
    w = continuation(np.array(0.98), 0.01, np.array(12.0), np.array(0.5), np.array(0.72), 0.8, 0.3)
    assert w == pytest.approx(0.9702 * (11.5 / 12) * 0.7872)
    assert w == pytest.approx(0.7319, abs=1e-4)


def test_longer_grants_and_people_who_stay_lengthen_the_shadow():
    def w(months=24.0, stays=0.97, renewal=0.5):
        return continuation(np.array(0.99), 0.01, np.array(months), np.array(renewal), np.array(stays), 0.8, 0.3)

    assert w(months=48) > w(months=24) > w(months=6)
    assert w(stays=0.99) > w(stays=0.8)
    assert w(renewal=0.9) > w(renewal=0.1)


def test_axelrods_threshold():
    # T 5, R 3, P 1, S 0: max[(5−3)/(5−1), (5−3)/(3−0)] = max[½, ⅔] = ⅔
    payoffs = Corners(*(np.array([float(v)]) for v in (3, 0, 5, 1)))
    assert payoffs.threshold() == pytest.approx([2 / 3])
    # and at w = ⅔ alternating against tit for tat earns what cooperating does: 5/(1−w²) = 3/(1−w) = 9
    w = 2 / 3
    assert sum(w**t * (0 if t % 2 else 5) for t in range(300)) == pytest.approx(3 / (1 - w)) == pytest.approx(9)


def test_without_temptation_there_is_no_threshold():
    assert Corners(*(np.array([float(v)]) for v in (5, 0, 3, 1))).threshold() == [0]


def test_where_reciprocity_cannot_help_the_threshold_is_out_of_reach():
    # R below S: nothing is won by mutual cooperation over being exploited
    assert Corners(*(np.array([float(v)]) for v in (1, 2, 5, 0))).threshold() == [np.inf]


def test_effort_is_a_third_each_when_unworn_and_unrewarded():
    for kappa in (0.0, 0.2, 0.6):
        assert effort(np.zeros((1, 3)), np.ones(1), kappa)[0] == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("kappa", [0.0, 0.2, 0.5])
@pytest.mark.parametrize("motivation", [1.0, 0.7])
@pytest.mark.parametrize("alpha", [(0.0, 0.0, 0.0), (0.3, 0.0, 0.0), (0.1, 0.0, 0.2)])
def test_effort_is_the_best_there_is_by_numerical_search(alpha, motivation, kappa):
    # max α·e + μ b·e − ½ Σ e² − κ Σ_{i<j} e_i e_j, with b = (1 + 2κ)/3 so that μ = 1 gives a third each
    b = (1 + 2 * kappa) / 3

    def loss(e):
        pairs = e[0] * e[1] + e[0] * e[2] + e[1] * e[2]
        return -(np.dot(alpha, e) + motivation * b * e.sum()) + 0.5 * (e**2).sum() + kappa * pairs

    best = minimize(
        loss, np.full(3, 0.3), method="L-BFGS-B", bounds=[(0, None)] * 3, options={"ftol": 1e-15, "gtol": 1e-12}
    )
    assert effort(np.array([alpha]), np.array([motivation]), kappa)[0] == pytest.approx(best.x, abs=1e-5)


def test_rewarding_one_task_takes_effort_from_the_others():
    # κ = .2, α = (.32, 0, 0): e = (C″)⁻¹(α + b); others' pull b = 1.4/3, total 1.72: (.46667 − .2·1.72/1.4)/.8 = .27619
    e = effort(np.array([[0.32, 0, 0]]), np.ones(1), 0.2)[0]
    assert e == pytest.approx([0.67619, 0.27619, 0.27619], abs=1e-5)
