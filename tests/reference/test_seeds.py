"""Slow twins of seeds for small partnerships and of a community's partner: plain loops from the docstrings."""

from dataclasses import replace

import numpy as np
import pytest

from ecology.mechanisms.money.funding import due_to_members, pay
from ecology.mechanisms.money.legitimacy import earn_standing
from ecology.mechanisms.money.seeds import in_pledges, seeds_of

EXACT = {"rel": 1e-12, "abs": 1e-15}


def with_terms(rules, **terms):
    return replace(rules, terms=rules.asked.replace(**terms))


def sown(s):
    """Return rules that offer seeds to every second organisation, in pairs or threes."""
    n = s.sector.organisations.capacity
    members = np.where(np.arange(n) % 4 < 2, 2, 3)[None]
    return with_terms(s.rules, seed=40.0 * (np.arange(n) % 2)[None], seed_growth=0.5, seed_members=members)


def test_seeds(scene):
    s = scene(choice__more_members=0.5)
    rules, p = sown(s), s.sector.partnerships
    live = p.slots()
    p.renewals[live[::2]] = 2
    found, pledges = seeds_of(s.sector, rules, live), in_pledges(s.sector, rules, live)
    kinds = set()
    for i, slot in enumerate(live.tolist()):
        members = [int(o) for o in p.member[slot] if o >= 0]
        done = min(int(p.stage[slot]) - 1 + int(p.renewals[slot]), 3)
        for m, firm in enumerate(p.member[slot].tolist()):
            limit = 2 if firm % 4 < 2 else 3
            due = 40 * (1 + 0.5 * done) if firm >= 0 and firm % 2 and len(members) <= limit else 0.0
            assert found[0, i, m] == pytest.approx(due, **EXACT)
            hours = float(p.pledge[slot, m].sum()) if firm >= 0 else 0.0
            price = s.rules.parameters.ownwork.value_per_hour
            assert pledges[i, m] == pytest.approx(due / (hours * price) if hours else 0.0, **EXACT)
            kinds.add((len(members), done, due > 0))
    assert {done for _, done, paid in kinds if paid} > {1}
    assert {(3, True), (2, True)} <= {(n, paid) for n, _, paid in kinds}


def test_seeds_are_paid_out_of_what_grants_would_get(scene):
    s = scene()
    o, funders = s.sector.organisations, s.sector.funders
    before, budget = int(o.reserves.sum()), 10**9
    plain = [int(x) for x in o.reserves]
    funders.balance[0] = budget
    live = s.sector.partnerships.slots()
    who, pence = due_to_members(s.sector, live, seeds_of(s.sector, sown(s), live)[0])
    assert pence.sum() > 0
    pay(s.sector, sown(s), 0)
    cost = int(funders.lever_cost[0])
    assert int(o.reserves.sum()) - before == budget - cost == int(funders.grants_paid[0])
    assert all(int(o.reserves[f]) > plain[f] for f in set(who.tolist()))


def test_a_partner_of_the_community_counts_as_one_more_member(scene):
    s = scene(lifecycle__legitimacy_rate=0.2)
    o, p = s.sector.organisations, s.sector.partnerships
    rules = with_terms(s.rules, community_standing=0.9 * (np.arange(o.capacity) % 3 == 0)[None])
    o.legitimacy[:] = np.linspace(0.2, 0.8, o.capacity)
    before = o.legitimacy.copy()
    earned = {}
    for slot in np.flatnonzero(p.alive & (p.stage == 3)).tolist():
        members = [int(f) for f in p.member[slot] if f >= 0]
        guest = [0.9] if any(f % 3 == 0 for f in members) else []
        for f in members:
            others = [float(before[g]) for g in members if g != f] + guest
            delivered = min(float(p.value[slot]) / len(members), 1)
            earned.setdefault(f, []).append(0.5 * delivered + 0.5 * sum(others) / len(others))
    earn_standing(s.sector, rules)
    assert earned
    for f in o.slots().tolist():
        towards = sum(earned[f]) / len(earned[f]) if f in earned else 0.5
        assert o.legitimacy[f] == pytest.approx(before[f] + 0.2 * (towards - before[f]), **EXACT)
