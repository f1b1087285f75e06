"""Slow twins of what partners do to each other's money and standing: plain loops from the docstrings' equations."""

import math

import numpy as np
import pytest

from ecology import Ecology
from ecology.mechanisms.money.accounts import income_and_costs
from ecology.mechanisms.money.aid import help_partners
from ecology.mechanisms.money.audience import audience_won
from ecology.mechanisms.money.legitimacy import earn_standing, mandate
from ecology.mechanisms.money.shared_services import saved

EXACT = {"rel": 1e-12, "abs": 1e-15}


def members_of(table, p):
    return [int(firm) for firm in table.member[p] if firm >= 0]


def trusted(s, ready):
    """Return each organisation's partners in partnerships whose people trust each other that much."""
    table, ties = s.sector.partnerships, s.sector.ties
    partners = {}
    for p in table.slots().tolist():
        sitting = [(m, int(who)) for m, row in enumerate(table.person[p]) for who in row if who >= 0]
        trusts = []
        for m, a in sitting:
            for k, b in sitting:
                if m != k:
                    at = np.flatnonzero(ties.alter[a] == b)
                    trusts.append(float(ties.trust[a, at[0]]) if len(at) else s.rules.parameters.trust.initial)
        if trusts and sum(trusts) / len(trusts) >= ready:
            for a in members_of(table, p):
                partners.setdefault(a, set()).update(b for b in members_of(table, p) if b != a)
    return partners


def divided(total, weights):
    """Return whole numbers that add up to the total, in proportion: the largest remainders are rounded up."""
    whole = [math.floor(total * (w / sum(weights))) for w in weights]
    rest = [total * (w / sum(weights)) - n for w, n in zip(weights, whole, strict=True)]
    for i in sorted(range(len(weights)), key=lambda i: (-rest[i], i))[: total - sum(whole)]:
        whole[i] += 1
    return whole


def test_mutual_aid(scene):
    s = scene(money__mutual_aid=0.3, lifecycle__ready=0.3, money__floor_months=2, money__rich_months=3)
    o = s.sector.organisations
    firms = o.slots().tolist()
    cost = {f: int(o.pay[f]) * int(o.posts[f].sum()) + int(o.running[f]) for f in firms}
    # every third is in debt, deeper and deeper, the others are rich
    for i, f in enumerate(firms):
        o.reserves[f] = -(2 + i / 10) * cost[f] - 1 if i % 3 == 0 else (3 + i) * cost[f]
    before = {f: int(o.reserves[f]) for f in firms}
    partners = trusted(s, 0.3)
    lacks = {f: max(math.ceil(-2 * cost[f]) - before[f], 0) for f in firms}
    spare = {f: max(math.floor(0.3 * max(before[f] - 3 * cost[f], 0.0)), 0) for f in firms}
    offers = {}
    for giver in firms:
        needy = sorted(f for f in partners.get(giver, ()) if lacks[f] > 0)
        if spare[giver] > 0 and needy:
            for f, pence in zip(needy, divided(spare[giver], [lacks[f] for f in needy]), strict=True):
                offers.setdefault(f, []).append((giver, pence))
    after = dict(before)
    for f, rows in offers.items():
        given = [row for row in rows if row[1] > 0]
        total = min(lacks[f], sum(pence for _, pence in given))
        for (giver, _), pence in zip(given, divided(total, [pence for _, pence in given]), strict=True):
            after[giver] -= pence
            after[f] += pence
    help_partners(s.sector, s.rules)
    assert {f: int(o.reserves[f]) for f in firms} == after
    assert sum(after.values()) == sum(before.values())
    saved_whole = [f for f in offers if after[f] - before[f] == lacks[f]]
    assert after != before
    assert saved_whole
    assert (s.eco.events["event"] == "helped a partner").any()


def test_shared_services(scene):
    s = scene(money__shared_services=0.05, money__shared_setup=4)
    o, table = s.sector.organisations, s.sector.partnerships
    live = table.slots()
    table.depth[live] = np.arange(len(live)) % 4
    o.shares_services[:] = np.arange(o.capacity) % 2 == 0
    already = {f: bool(o.shares_services[f]) for f in o.slots().tolist()}
    deep = {f for p in live.tolist() if table.depth[p] >= 2 for f in members_of(table, p)}
    told = saved(s.sector, s.rules)
    for f in o.slots().tolist():
        a_month = round(0.05 * int(o.running[f]))
        wanted = 0 if f not in deep else a_month if already[f] else -round(4 * a_month)
        assert told[f] == wanted
        assert o.shares_services[f] == (f in deep)
    assert (told > 0).any()
    assert (told < 0).any()


def test_legitimacy(scene):
    s = scene(money__legitimacy=0.4, lifecycle__legitimacy_rate=0.25)
    o, table = s.sector.organisations, s.sector.partnerships
    o.legitimacy[:] = np.linspace(0, 1, o.capacity)
    before, expected = o.legitimacy.tolist(), o.legitimacy.tolist()
    for f in o.slots().tolist():
        parts = []
        for p in table.slots().tolist():
            members = members_of(table, p)
            if f in members and table.stage[p] == 3:
                others = [before[k] for k in members if k != f]
                parts.append(min(float(table.value[p]) / len(members), 1) / 2 + sum(others) / len(others) / 2)
        towards = sum(parts) / len(parts) if parts else 0.5
        expected[f] = before[f] + 0.25 * (towards - before[f])
    earn_standing(s.sector, s.rules)
    assert o.legitimacy.tolist() == pytest.approx(expected, **EXACT)
    assert mandate(s.sector, s.rules).tolist() == pytest.approx([math.exp(0.4 * (z - 0.5)) for z in expected], **EXACT)


def test_substitution(scene):
    s = scene(money__substitution=0.6)
    o, people = s.sector.organisations, s.sector.people
    o.region[:] = np.arange(o.capacity) % 2
    o.domain[:] = np.arange(o.capacity) % 3
    idle = o.slots()[0]
    people.hours_measured[people.employer == idle] = 0.0
    a_post = {}
    for f in o.slots().tolist():
        staff = [i for i in range(people.capacity) if people.alive[i] and people.employer[i] == f]
        a_post[f] = sum(float(people.hours_measured[i]) for i in staff) / int(o.posts[f].sum())
    won = audience_won(s.sector, s.rules)
    for f, h in a_post.items():
        like = [a_post[k] for k in a_post if (o.region[k], o.domain[k]) == (o.region[f], o.domain[f])]
        assert won[f] == pytest.approx(max(h / (sum(like) / len(like)), 0.1) ** 0.6, **EXACT)
    assert won[idle] == pytest.approx(0.1**0.6)


def test_income_is_moved_by_all_of_them(scene):
    s = scene(money__legitimacy=0.4, money__substitution=0.6, money__shared_services=0.05)
    drawn = audience_won(s.sector, s.rules) * mandate(s.sector, s.rules)
    saving = saved(s.sector, s.rules)
    o, here, p = s.sector.organisations, s.sector.environment, s.rules.parameters
    before = o.reserves.copy()
    income_and_costs(s.sector, s.rules)
    filled = s.sector.filled_posts().sum(1)
    for f in o.slots().tolist():
        log = o.demand[f] + here.demand_region[o.region[f]] + here.demand_domain[o.domain[f]] + here.demand_sector
        joint = p.money.joint_income * 100 * p.ownwork.value_per_hour
        joint *= p.ownwork.joint_value * o.joint_value[f] + o.diverted[f]
        earned = round(max(float(o.earned[f]) * math.exp(log) * float(drawn[f]) + joint, 0.0))
        cost = int(o.pay[f]) * int(filled[f]) + int(o.running[f])
        # set-up was paid above: this month it saves
        now = round(0.05 * int(o.running[f])) if saving[f] else 0
        assert int(o.reserves[f] - before[f]) == pytest.approx(earned + int(o.other[f]) - cost + now, abs=1)


def test_a_cut_takes_its_share_of_public_money_once_and_for_good():
    """Two runs with the same chance events: the month before the cut they are the same, from then on one has 70 %."""
    funding = []
    for cut in (0.0, 0.3):
        eco = Ecology("classroom", rng=4, parameters={"environment.cut": cut, "environment.cut_month": 3})
        levels = []
        for _ in range(6):
            eco.step()
            levels.append(math.exp(eco.sector.environment.funding))
        funding.append(levels)
    whole, cut = funding
    assert cut[:2] == whole[:2]
    assert cut[2:] == pytest.approx([0.7 * level for level in whole[2:]], **EXACT)
