"""Slow twin of the bonus on joint work: plain loops from the docstrings, and the same game told seat by seat."""

from dataclasses import replace

import numpy as np
import pytest

from ecology.games.coopetition import Corners
from ecology.mechanisms.game.play import play
from ecology.mechanisms.money.bonus import bonus_of, bonus_pounds, promised
from ecology.mechanisms.money.funding import pay
from ecology.sector.partnerships import seats_of

EXACT = {"rel": 1e-12, "abs": 1e-15}


def with_bonus(s):
    """Return rules that pay three in four organisations, checked to a different degree by each."""
    n = s.sector.organisations.capacity
    terms = {"bonus": 0.4 * (np.arange(n) % 4 > 0)[None], "bonus_checked": np.linspace(0, 1, n)[None]}
    return replace(s.rules, terms=s.rules.asked.replace(**terms, organisation_cost=0, grant_cost=0))


def test_bonus(scene):
    s = scene(choice__more_members=0.5)
    play(s.sector, s.rules, s.streams)
    rules, p = with_bonus(s), s.sector.partnerships
    live = p.slots()
    found, pounds = bonus_of(s.sector, rules, live), bonus_pounds(s.sector, rules, live)
    rate, seen = rules.asked.bonus[0], rules.asked.bonus_checked[0]
    price = rules.parameters.ownwork.value_per_hour
    paid = set()
    for i, slot in enumerate(live.tolist()):
        members = [m for m, firm in enumerate(p.member[slot]) if firm >= 0]
        given = {m: float(p.contribution[slot, m]) for m in members}
        hours = sum(float(p.pledge[slot, m].sum()) for m in members) / len(members)
        for m in range(p.member.shape[1]):
            due = 0.0
            if m in members and sum(given.values()) > 0:
                firm = int(p.member[slot, m])
                part = (1 - seen[firm]) / len(members) + seen[firm] * given[m] / sum(given.values())
                due = rate[firm] * float(p.value[slot]) * part
            assert found[0, i, m] == pytest.approx(due, **EXACT)
            assert pounds[0, i, m] == pytest.approx(due * hours * price, **EXACT)
            paid.add((len(members), due > 0))
    assert {(2, True), (2, False), (3, True)} <= paid


def test_what_is_foreseen_is_what_is_paid_when_others_do_the_same(scene):
    """The corners of the game with a bonus, from the value made by n members of whom one may hold back."""
    s = scene(choice__more_members=0.5)
    rules, p = with_bonus(s), s.sector.partnerships
    seats = seats_of(p)
    n = p.n_members()[seats.partnership]
    m = len(n)
    gamma, x = np.linspace(0, 1, m), np.linspace(0.2, 1, m)
    plain = Corners(*(np.full(m, v) for v in (3.0, 0.0, 5.0, 1.0)))
    found = plain.with_bonus(*promised(s.sector, rules, seats), gamma, x, n)
    rate, seen = rules.asked.bonus[0], rules.asked.bonus_checked[0]
    for k in range(m):
        firm = int(p.member[seats.partnership[k], seats.member[k]])

        def due(mine, others, k=k, firm=firm):
            gifts = [mine] + [others] * (int(n[k]) - 1)
            pairs = sum(a * b for i, a in enumerate(gifts) for b in gifts[i + 1 :])
            value = sum(gifts) + gamma[k] * 2 / (int(n[k]) - 1) * pairs
            of_gifts = mine / sum(gifts) if sum(gifts) else 0.0
            return rate[firm] * value * ((1 - seen[firm]) / int(n[k]) + seen[firm] * of_gifts)

        assert found.reward[k] == pytest.approx(3 + due(x[k], x[k]), **EXACT)
        assert found.sucker[k] == pytest.approx(0 + due(x[k], 0), **EXACT)
        assert found.temptation[k] == pytest.approx(5 + due(0, x[k]), **EXACT)
        assert found.punishment[k] == 1


@pytest.mark.parametrize("budget", [10**9, 20_000])
def test_a_bonus_is_paid_out_of_what_grants_would_get_and_as_far_as_the_money_goes(scene, budget):
    s = scene()
    play(s.sector, s.rules, s.streams)
    rules, o, funders = with_bonus(s), s.sector.organisations, s.sector.funders
    owed = 100 * float(bonus_pounds(s.sector, rules, s.sector.partnerships.slots()).sum())
    assert (owed > budget) == (budget == 20_000)
    before = int(o.reserves.sum())
    funders.balance[0] = budget
    pay(s.sector, rules, 0)
    assert int(o.reserves.sum()) - before == budget == int(funders.grants_paid[0])
    assert int(funders.balance[0]) == 0
