"""R, S, T and P in closed form equal what the play phase pays; the map of the four games."""

import itertools

import numpy as np
import pytest

from ecology import Ecology
from ecology.games.coopetition import GAMES, corners
from ecology.mechanisms.game.play import play
from ecology.mechanisms.policy import apply_policies
from ecology.presets.sectors import synthetic
from ecology.strategies import NAMES

RIVALRY = {0.0: (0, 0, 0), 0.2: (0, 0, 1), 0.5: (1, 0, 0), 0.8: (1, 1, 0), 1.0: (1, 1, 1)}
"""ρ from the same domain (.5), the same region (.3), and two buildings (.2)."""

SETTINGS = [
    # own posts of 4, γ, ρ, λ, η, c, k
    (2, 0.0, 0.0, 1.0, 1.0, 0.45, 0.035),
    (2, 1.0, 0.5, 1.0, 1.0, 0.45, 0.035),
    (3, 2.5, 0.8, 2.0, 0.25, 0.35, 0.0),
    (1, 0.4, 1.0, 0.6, 1.5, 0.6, 0.05),
    (3, 4.0, 0.2, 1.5, 0.5, 0.2, 0.1),
    (1, 0.0, 1.0, 4.0, 1.0, 0.0, 0.0),
]


def two_who_play(posts, gamma, rho, lam, eta, c, k, strategies, extra=None, stage=3):
    """Return a sector of two organisations with one seat each after one round, at stage 3 and E = d = 1."""
    eco = Ecology(
        synthetic("two", 2, 2), rng=1,
        parameters={
            "game.rivalry_gain": lam, "game.loss_ratio": eta, "game.cost": c, "game.transaction_cost": k,
            "game.cost_overrun": 1, "game.trust_weight": 0, "game.slip": 0, "game.split_exponent": 1, "game.synergy": 5,
            "decision.calculation": 0,
        } | (extra or {}),
    )  # fmt: skip
    sector = eco.sector
    o, people, p = sector.organisations, sector.people, sector.partnerships
    first, second = o.slots()
    domain, region, building = RIVALRY[rho]
    o.domain[first], o.domain[second] = 0, 0 if domain else 1
    o.region[first], o.region[second] = 0, 0 if region else 1
    # shares go by posts alone, and so the other's building must not weigh: both have one or neither
    o.building[[first, second]] = bool(building)
    o.posts[first], o.posts[second] = (0, 0, posts), (0, 0, 4 - posts)
    # nothing in common: complementarity 1, so that γ = γ₀ · common ground = 5 · γ/5
    o.capability[:] = 0
    o.capability[first, 0] = o.capability[second, 1] = 1
    slot = p.occupy(1)[0]
    staff = sector.staff()
    p.member[slot, :2] = people.employer[staff]
    p.person[slot, [0, 1], 2] = staff
    p.energy[slot, [0, 1], 2] = 1
    p.pledge[slot, [0, 1], 2] = 9
    p.stage[slot], p.months[slot], p.common_ground[slot] = stage, 24, gamma / 5
    people.strategy[staff] = [NAMES.index(name) for name in strategies]
    sector.month = 1
    rules = apply_policies(sector, eco.rules, eco.streams)
    play(sector, rules, eco.streams)
    return sector, slot, staff


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("own", ["ALLC", "ALLD"])
@pytest.mark.parametrize("other", ["ALLC", "ALLD"])
def test_payoffs_of_the_play_phase_are_the_corners(setting, own, other):
    posts, gamma, rho, lam, eta, c, k = setting
    sector, slot, staff = two_who_play(*setting, (own, other))
    sigma = posts / 4
    closed_form = {
        ("ALLC", "ALLC"): 2 * sigma * (1 + gamma) - c - k,
        ("ALLC", "ALLD"): sigma - eta * lam * rho - c - k,
        ("ALLD", "ALLC"): sigma + lam * rho - k,
        ("ALLD", "ALLD"): -k,
    }[own, other]
    assert sector.partnerships.payoff[slot, 0] == pytest.approx(closed_form, abs=1e-12)
    # with one seat each the person has what the member has
    assert sector.people.payoff[staff[0]] == pytest.approx(closed_form, abs=1e-12)
    here = corners(sigma, gamma, rho, gain=lam, loss_ratio=eta, cost=c, transaction=k)
    corner = {"CC": here.reward, "CD": here.sucker, "DC": here.temptation, "DD": here.punishment}[own[-1] + other[-1]]
    assert corner == pytest.approx(closed_form, abs=1e-12)


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0])
def test_the_pie_does_not_depend_on_its_division(exponent):
    # 2 (1 + γ) whoever gets what; shares 3^ζ : 1^ζ
    sector, slot, _ = two_who_play(3, 1.5, 0.5, 1, 1, 0.45, 0.035, ("ALLC", "ALLC"), {"game.split_exponent": exponent})
    p = sector.partnerships
    assert p.value[slot] == pytest.approx(5)
    assert p.share[slot] == pytest.approx([3**exponent / (1 + 3**exponent), 1 / (1 + 3**exponent), 0, 0])
    assert p.payoff[slot].sum() == pytest.approx(5 - 2 * 0.45 - 2 * 0.035)


def test_partners_underestimate_the_cost_of_working_together():
    # k = .1 foreseen, 1.5 times that in fact: P = −.15
    sector, slot, _ = two_who_play(2, 1, 0, 1, 1, 0.45, 0.1, ("ALLD", "ALLD"), {"game.cost_overrun": 1.5})
    assert sector.partnerships.payoff[slot, :2] == pytest.approx([-0.15, -0.15])


@pytest.mark.parametrize(("stage", "value", "cost"), [(1, 0.0, 0.35), (2, 0.3, 0.6), (3, 1.0, 1.0)])
def test_stages_scale_value_and_cost(stage, value, cost):
    sector, slot, _ = two_who_play(2, 1, 0, 1, 1, 0.4, 0, ("ALLC", "ALLC"), stage=stage)
    # each has half of f · 2 (1 + 1), less its stage's part of c = .4
    assert sector.partnerships.payoff[slot, :2] == pytest.approx([2 * value - cost * 0.4] * 2)


def test_when_it_tempts_and_when_one_is_afraid():
    shares, gammas, rivalries = (0.2, 0.5, 0.8), (0.0, 0.3, 1.0, 4.0), (0.0, 0.21, 0.5, 1.0)
    gains, losses, costs = (0.6, 1.0, 2.0), (0.25, 1.0, 1.5), (0.35, 0.45)
    for sigma, gamma, rho, lam, eta, c in itertools.product(shares, gammas, rivalries, gains, losses, costs):
        here = corners(sigma, gamma, rho, gain=lam, loss_ratio=eta, cost=c, transaction=0.035)
        tempts, afraid = lam * rho - (sigma * (1 + 2 * gamma) - c), eta * lam * rho - (sigma - c)
        # on the line itself the last digit decides
        if abs(tempts) > 1e-9:
            assert (here.temptation > here.reward) == (tempts > 0)
        if abs(afraid) > 1e-9:
            assert (here.punishment > here.sucker) == (afraid > 0)


def test_smaller_contributions_leave_less_synergy_and_so_more_temptation():
    # at x = ½, σ = ½, c = .45, λ = 1: T > R iff ρ > ½(1 + γ) − .45; with γ = .4 iff ρ > .25, at x = 1 iff ρ > .45
    rho = np.array([0.2, 0.3, 0.5])
    at_half = corners(0.5, 0.4, rho, gain=1, loss_ratio=1, cost=0.45, transaction=0.035, x=0.5)
    at_one = corners(0.5, 0.4, rho, gain=1, loss_ratio=1, cost=0.45, transaction=0.035, x=1.0)
    assert (at_half.temptation > at_half.reward).tolist() == [False, True, True]
    assert (at_one.temptation > at_one.reward).tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("gamma", "rho", "game"),
    [
        # c = .35, η = ¼, σ = ½, λ = 1: T > R iff ρ > .15 + γ, P > S iff ρ > .6
        (0.5, 0.3, "harmony"),
        (0.5, 0.63, "stag hunt"),
        (0.1, 0.4, "chicken"),
        (0.1, 0.8, "prisoner's dilemma"),
    ],
)
def test_the_map_of_four_games(gamma, rho, game):
    here = corners(0.5, gamma, rho, gain=1, loss_ratio=0.25, cost=0.35, transaction=0.035)
    assert GAMES[int(here.game())] == game


def test_chicken_vanishes_on_the_map_at_defaults():
    # c = .45, η = 1, σ = ½: T > R iff ρ > .05 + γ, P > S iff ρ > .05: who is tempted is also afraid
    gamma, rho = np.meshgrid(np.linspace(0, 1, 41), np.linspace(0, 1, 41) + 0.001)
    code = corners(0.5, gamma, rho, gain=1, loss_ratio=1, cost=0.45, transaction=0.035).game()
    names = {GAMES[k] for k in np.unique(code)}
    assert names == {"harmony", "stag hunt", "prisoner's dilemma"}
    # areas on the unit square: harmony ρ < .05, dilemma the triangle over ρ = .05 + γ: .95²/2 = .451
    assert (code == GAMES.index("prisoner's dilemma")).mean() == pytest.approx(0.451, abs=0.03)
    assert (code == GAMES.index("harmony")).mean() == pytest.approx(0.05, abs=0.02)
