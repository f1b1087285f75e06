"""Slow twins of what funders add to what people and partnerships do anyway: plain loops from the docstrings.

Every offer is made to some organisations and not to others, so that each twin sees both.
"""

from dataclasses import replace

import numpy as np
import pytest

from ecology.mechanisms.game.play import delivery
from ecology.mechanisms.game.stakes import stakes_of
from ecology.mechanisms.jobs.handover import hand_over
from ecology.mechanisms.likeness import rivalry
from ecology.mechanisms.lives.gates import early_support, late_pressure
from ecology.mechanisms.lives.leading import take_the_lead
from ecology.mechanisms.lives.lifecycle import leave_and_end, trust_by_member
from ecology.mechanisms.minds.absorption import frankness
from ecology.mechanisms.minds.training import train
from ecology.mechanisms.money.seeds import in_pledges, partner_pay_of
from ecology.mechanisms.money.shared_services import COORDINATION, saved
from ecology.mechanisms.partners.asking import lean
from ecology.mechanisms.sight.norms import readiness_to_ask
from ecology.mechanisms.sight.observation import note

EXACT = {"rel": 1e-12, "abs": 1e-15}


def offered(s, **terms):
    """Return rules that offer each term to every second organisation, and the offers, by organisation."""
    n = s.sector.organisations.capacity
    some = np.arange(n) % 2
    given = {name: (value * some)[None] for name, value in terms.items()}
    return replace(s.rules, terms=s.rules.asked.replace(**given)), {name: of[0] for name, of in given.items()}


def members_of(table, slot):
    return [(m, int(firm)) for m, firm in enumerate(table.member[slot]) if firm >= 0]


def test_who_is_helped_to_hand_over_loses_less(scene):
    s = scene(mobility__handover=0.1, trust__initial=0.3)
    rules, terms = offered(s, handover=0.8)
    people, ties, table = s.sector.people, s.sector.ties, s.sector.partnerships
    # every fourth contact leaves their organisation
    gone = np.unique(s.seats.person)[::4]
    people.employer[gone] = -1
    trust, familiarity, alter = (s.before("ties", name) for name in ("trust", "familiarity", "alter"))
    seats = {(int(p), int(m), int(k)): int(w) for p, m, k, w in zip(*s.seats.at, s.seats.person, strict=True)}
    hand_over(s.sector, rules, s.streams)
    checked = set()
    for (p, m, level), old in seats.items():
        heir = int(table.person[p, m, level])
        if old not in gone.tolist() or heir < 0 or sum(heir == int(table.person[q]) for q in seats) > 1:
            continue
        share = max(0.1, float(terms["handover"][int(table.member[p, m])]))
        for (q, n, _), them in seats.items():
            if q != p or n == m or them in gone.tolist() or not s.sector.people.alive[them]:
                continue
            known = np.flatnonzero(alter[old] == them)
            now = np.flatnonzero(ties.alter[heir] == them)
            if not len(known) or not len(now) or (alter[heir] == them).any():
                continue
            wanted = 0.3 + share * (float(trust[old, known[0]]) - 0.3)
            assert ties.trust[heir, now[0]] == pytest.approx(wanted, rel=1e-5)
            assert ties.familiarity[heir, now[0]] == pytest.approx(share * float(familiarity[old, known[0]]), rel=1e-5)
            checked.add(share)
    assert checked == {0.1, 0.8}


def test_fewer_approvals_where_staff_may_agree_themselves(scene):
    s = scene(choice__approval=0.7)
    rules, terms = offered(s, delegation=0.6)
    people, o = s.sector.people, s.sector.organisations
    staff = s.sector.staff()
    initiator, asked = staff[:20], staff[20:80].reshape(20, 3)
    found = lean(s.sector, rules, s.streams, initiator, asked, np.zeros(o.capacity), np.zeros(20)).approval
    seen = set()
    for i, person in enumerate(initiator.tolist()):
        for j, them in enumerate(asked[i].tolist()):
            levels = 0
            for firm in (int(people.employer[person]), int(people.employer[them])):
                levels += int(np.rint(2 * float(o.hierarchy[firm]) * (1 - float(terms["delegation"][firm]))))
            assert found[i, j] == pytest.approx(0.7**levels, **EXACT)
            seen.add(levels)
    assert len(seen) > 1


def test_who_is_trained_to_lead_leads_unasked(scene):
    s = scene(lifecycle__leaderless=0.4, lifecycle__lead_first=0.2, lifecycle__worth_seen=0)
    rules, terms = offered(s, lead_support=0.5)
    table, people = s.sector.partnerships, s.sector.people
    table.led[:] = False
    table.stage[:] = 1
    boldness = s.streams.at("boldness", 0).uniform(people.entry)
    wanted = set()
    for p, person in zip(s.seats.partnership.tolist(), s.seats.person.tolist(), strict=True):
        helped = float(terms["lead_support"][int(people.employer[person])])
        if boldness[person] < 1 - 0.8 * (1 - helped):
            wanted.add(p)
    take_the_lead(s.sector, rules, s.streams)
    assert set(np.flatnonzero(table.led).tolist()) == wanted
    assert 0 < len(wanted) < len(table.slots())


def test_a_voice_for_all_and_rivals_for_one_purse(scene):
    s = scene(choice__more_members=0.5)
    rules, terms = offered(s, voice_floor=0.6, bid_rivalry=0.3)
    table = s.sector.partnerships
    trust = np.full(table.capacity, 0.5)
    plain, found = stakes_of(s.sector, s.rules, trust), stakes_of(s.sector, rules, trust)
    kinds = set()
    for i, slot in enumerate(found.slot.tolist()):
        members = members_of(table, slot)
        v = sum(float(terms["voice_floor"][firm]) for _, firm in members) / len(members)
        for m, firm in members:
            wanted = (1 - v) * float(plain.share[i, m]) + v / len(members)
            assert found.share[i, m] == pytest.approx(wanted, **EXACT)
            for n, other in members:
                if n == m:
                    continue
                both = min(float(terms["bid_rivalry"][firm]), float(terms["bid_rivalry"][other]))
                own = float(rivalry(s.sector, rules, np.array([firm]), np.array([other]))[0])
                scale = float(plain.rho[i, m, n]) / own if own else None
                if scale:
                    assert found.rho[i, m, n] == pytest.approx(min(own + both, 1) * scale, **EXACT)
                kinds.add(both > 0)
        assert found.share[i].sum() == pytest.approx(1, abs=1e-12)
    assert kinds == {True, False}


def test_thanks_reach_who_contributed(scene):
    s = scene()
    rules, terms = offered(s, thanks=0.7)
    table = s.sector.partnerships
    action = table.action[s.seats.at]
    saw = np.arange(len(s.dyads.person)) % 3 == 0
    done = action[s.dyads.other]
    note(s.sector, s.rules, s.seats, s.dyads, saw, done, s.column)
    plain = table.recognised[s.seats.at].copy()
    note(s.sector, rules, s.seats, s.dyads, saw, done, s.column)
    kinds = set()
    for i, (p, m) in enumerate(zip(s.seats.partnership.tolist(), s.seats.member.tolist(), strict=True)):
        thanked = float(terms["thanks"][int(table.member[p, m])]) * (int(action[i]) == 1)
        assert table.recognised[s.seats.at][i] == pytest.approx(1 - (1 - float(plain[i])) * (1 - thanked), **EXACT)
        kinds.add((int(action[i]), thanked > 0))
    assert {(1, True), (1, False), (0, False)} <= kinds


def test_training_adds_skill_and_takes_fear(scene):
    s = scene(knowledge__fear=0.8, knowledge__reticence=0)
    rules, terms = offered(s, skill_training=0.1, fear_relief=0.5)
    people = s.sector.people
    before = people.skill.copy()
    frank = frankness(s.sector, rules, s.dyads)
    for i, (person, alter) in enumerate(zip(s.dyads.person.tolist(), s.dyads.alter.tolist(), strict=True)):
        a, b = int(people.employer[person]), int(people.employer[alter])
        rho = float(rivalry(s.sector, rules, np.array([a]), np.array([b]))[0])
        assert frank[i] == pytest.approx(1 - 0.8 * (1 - float(terms["fear_relief"][b])) * rho, **EXACT)
    train(s.sector, rules)
    for person in range(people.capacity):
        firm = int(people.employer[person])
        rate = float(terms["skill_training"][firm]) if firm >= 0 and people.alive[person] else 0.0
        k = float(before[person])
        assert people.skill[person] == pytest.approx(k + rate * (1 - k), rel=1e-6)
    assert (people.skill > before).any()


def test_who_is_helped_out_leaves_what_does_harm_sooner(scene):
    changes = {"leave_loss": 1.0, "leave_distrust": 0, "leave_unfair": 0, "leave_race": 0, "patience_months": 10}
    s = scene(**{f"lifecycle__{name}": value for name, value in changes.items()})
    rules, terms = offered(s, exit_support=0.5)
    table, month = s.sector.partnerships, s.sector.month
    live = table.slots()
    table.ledger[live] = -1.0
    table.payoff[live] = -1.0
    table.began[live] = month - np.array([4, 6, 11])[np.arange(len(live)) % 3]
    table.consent[live] = 1.0
    member, age = table.member.copy(), month - table.began
    trust, count = trust_by_member(s.sector, rules)
    leave_and_end(s.sector, rules, s.streams, trust / np.maximum(count, 1), count)
    kinds = set()
    for slot in live.tolist():
        for m, firm in enumerate(member[slot].tolist()):
            if firm < 0:
                continue
            patience = 10 * (1 - float(terms["exit_support"][firm]))
            leaves = int(age[slot]) >= patience
            kinds.add((patience, int(age[slot]), leaves))
            if leaves:
                assert table.member[slot, m] == -1
            elif table.alive[slot]:
                assert table.member[slot, m] == firm
    assert {(5.0, 6, True), (10.0, 6, False), (10.0, 11, True), (5.0, 4, False)} <= kinds


def test_support_early_and_pressure_late(scene):
    s = scene()
    rules, terms = offered(s, stage_support=0.5, stage_pressure=0.2)
    table = s.sector.partnerships
    live = table.slots()
    table.stage[live] = 1 + np.arange(len(live)) % 3
    support, pressure = early_support(s.sector, rules, live), late_pressure(s.sector, rules, s.seats)
    held = s.sector.grants.held(rules.asked.stage_pressure.shape)[0]
    for i, slot in enumerate(live.tolist()):
        most = max(float(terms["stage_support"][firm]) for _, firm in members_of(table, slot))
        assert support[i] == (most if table.stage[slot] < 3 else 0)
    for i, (p, m) in enumerate(zip(s.seats.partnership.tolist(), s.seats.member.tolist(), strict=True)):
        firm = int(table.member[p, m])
        wanted = float(terms["stage_pressure"][firm]) if held[firm] and table.stage[p] == 3 else 0.0
        assert pressure[i] == pytest.approx(wanted, **EXACT)
    assert {0.0, 0.5} <= set(support.tolist())
    assert {0.0, 0.2} <= set(pressure.tolist())
    more, less = delivery(s.sector, rules, s.seats), delivery(s.sector, s.rules, s.seats)
    assert (more >= less).all()
    assert ((more > less) <= (pressure > 0)).all()


def test_pooling_saves_more_and_costs_less_to_set_up(scene):
    s = scene(money__shared_services=0.03, money__shared_setup=6)
    rules, terms = offered(s, pool_saving=0.02, pool_setup=0.5)
    table, o = s.sector.partnerships, s.sector.organisations
    table.depth[table.slots()] = COORDINATION
    o.shares_services[:] = np.arange(o.capacity) % 3 == 0
    before = o.shares_services.copy()
    share = {firm for slot in table.slots().tolist() for _, firm in members_of(table, slot)}
    found = saved(s.sector, rules)
    for firm in range(o.capacity):
        wanted = 0
        if firm in share:
            wanted = int(np.rint((0.03 + float(terms["pool_saving"][firm])) * float(o.running[firm])))
            if not before[firm]:
                wanted = -int(np.rint(6 * (1 - float(terms["pool_setup"][firm])) * wanted))
        assert found[firm] == wanted
    assert (found > 0).any()
    assert (found < 0).any()


def test_pay_by_the_number_of_partners_and_what_it_does_to_asking(scene):
    s = scene(choice__more_members=0.6)
    rules, terms = offered(s, partner_pay=100.0, partner_pay_cap=1.0)
    table, o, price = s.sector.partnerships, s.sector.organisations, s.rules.parameters.ownwork.value_per_hour
    live = table.slots()
    pay, pledges = partner_pay_of(s.sector, rules, live), in_pledges(s.sector, rules, live)
    held = s.sector.grants.held(rules.asked.partner_pay.shape)[0]
    kinds = set()
    for i, slot in enumerate(live.tolist()):
        members = members_of(table, slot)
        for m, firm in members:
            due = 100.0 * (firm % 2) * bool(held[firm]) * min(len(members) - 1, 1)
            assert pay[0, i, m] == pytest.approx(due, **EXACT)
            assert pledges[i, m] == pytest.approx(due / (float(table.pledge[slot, m].sum()) * price), **EXACT)
            kinds.add((len(members), due > 0))
            worth = float(table.pledge[slot].sum()) / len(members) * price
            each = 100.0 * (firm % 2) * bool(held[firm])
            c, a = float(o.challenge[firm]), float(table.agreed[slot])
            ready = readiness_to_ask(s.sector, rules, np.array([firm]), np.array([slot]))[0]
            assert ready == pytest.approx((c + a * (1 - c)) * worth / (worth + each), **EXACT)
    assert {(2, True), (2, False), (3, True)} <= kinds
    assert terms["partner_pay"].max() == 100
