"""Slow twins of how partnerships get under way and what is made of them: plain loops from the docstrings' equations."""

import math

import numpy as np
import pytest

from ecology.mechanisms.game.binding import bound
from ecology.mechanisms.game.need import need_later
from ecology.mechanisms.game.stakes import stakes_of
from ecology.mechanisms.likeness import complementarity, distance
from ecology.mechanisms.lives.acquaintance import head_start
from ecology.mechanisms.lives.forcing import force_the_pace
from ecology.mechanisms.lives.leading import headway, proven, take_the_lead
from ecology.mechanisms.minds.outcome import compare_with_hopes
from ecology.mechanisms.partners.asking import lean
from ecology.mechanisms.partners.weighing import best_partner, weigh
from ecology.sector.ties import find

EXACT = {"rel": 1e-12, "abs": 1e-15}
STORED = {"rel": 1e-6}
"""Trust is kept in single precision."""


def test_outcomes_against_hopes(scene):
    s = scene(trust__outcome=0.1, trust__hope=0.3)
    table, trust, column = s.sector.partnerships, s.before("ties", "trust"), s.column.tolist()
    table.began[table.slots()[0]] = s.sector.month  # one has only begun
    hoped = s.before("partnerships", "expected")
    compare_with_hopes(s.sector, s.rules, s.seats, s.dyads, s.column)
    surprise = {}
    for slot in table.slots().tolist():
        for m in range(table.member.shape[1]):
            paid = float(table.payoff[slot, m])
            expected = paid if table.began[slot] == s.sector.month else float(hoped[slot, m])
            surprise[slot, m] = max(-1.0, min(1.0, paid - expected))
            assert table.expected[slot, m] == pytest.approx(expected + 0.3 * surprise[slot, m], **EXACT)
    judged = {}
    for i, person, _, c in s.pairs():
        if c >= 0:
            own = int(s.dyads.own[i])
            at = int(s.seats.partnership[own]), int(s.seats.member[own])
            judged.setdefault((person, c), []).append(surprise[at])
    assert len(judged) > 20
    assert column
    for (person, c), values in judged.items():
        step, t = 0.1 * sum(values) / len(values), float(trust[person, c])
        wanted = t + step * (1 - t) if step > 0 else t + step * t
        assert s.sector.ties.trust[person, c] == pytest.approx(wanted, **STORED)


def test_need(scene):
    s = scene(decision__need=0.7)
    stakes = stakes_of(s.sector, s.rules, np.full(s.sector.partnerships.capacity, 0.5))
    shadow = np.linspace(0.1, 0.9, len(s.seats.person))
    found = need_later(s.rules, s.seats, stakes, shadow)
    place = {int(slot): i for i, slot in enumerate(stakes.slot)}
    for k, (p, m) in enumerate(zip(s.seats.partnership.tolist(), s.seats.member.tolist(), strict=True)):
        row = place[p]
        with_others = [stakes.gamma[row, m, other] for other in range(stakes.gamma.shape[2])]
        synergy = sum(with_others) / max(int(stakes.n[row]) - 1, 1)
        assert found[k] == pytest.approx(1 - 0.7 * (1 - shadow[k] * min(synergy, 1)), **EXACT)


def test_leading(scene):
    s = scene(lifecycle__leaderless=0.4, lifecycle__lead_first=0.2, lifecycle__worth_seen=0.8)
    table, people, ties = s.sector.partnerships, s.sector.people, s.sector.ties
    table.led[:] = False
    table.stage[table.slots()[::2]] = 1
    seats = list(zip(s.seats.partnership.tolist(), s.seats.person.tolist(), strict=True))
    sits = {person for _, person in seats}
    works = {person for p, person in seats if table.stage[p] == 3}
    worth = {}
    for person in sits:
        known = [a for a in ties.alter[person].tolist() if a >= 0 and a in sits]
        worth[person] = sum(a in works for a in known) / len(known) if known else 0.0
        assert proven(s.sector, np.array([person]))[0] == pytest.approx(worth[person], **EXACT)
    boldness = s.streams.at("boldness", 0).uniform(people.entry)
    wanted = {p for p, person in seats if table.stage[p] < 3 and boldness[person] < 0.2 + 0.8 * 0.8 * worth[person]}
    take_the_lead(s.sector, s.rules, s.streams)
    assert set(np.flatnonzero(table.led).tolist()) == wanted
    live = table.slots()
    assert 0 < len(wanted) < (table.stage[live] < 3).sum()
    for slot, pace in zip(live.tolist(), headway(s.sector, s.rules, s.streams, live).tolist(), strict=True):
        assert pace == (1.0 if slot in wanted or table.stage[slot] == 3 else 0.4)


def test_forcing_the_pace(scene):
    s = scene(lifecycle__force=0.5, lifecycle__force_gain=0.4, lifecycle__force_cost=0.2)
    table, ties, month = s.sector.partnerships, s.sector.ties, s.sector.month
    live = table.slots()
    table.stage[live] = 1 + np.arange(len(live)) % 3
    trust, progress = s.before("ties", "trust"), s.before("partnerships", "progress")
    lot = s.streams.at("forces the pace", month).uniform(table.entry[live])
    pushed = {slot for slot, u in zip(live.tolist(), lot.tolist(), strict=True) if table.stage[slot] < 3 and u < 0.5}
    force_the_pace(s.sector, s.rules, s.streams)
    for slot in live.tolist():
        assert table.progress[slot] == pytest.approx(float(progress[slot]) + 0.4 * (slot in pushed), **EXACT)
    hurt = set()
    for i, person, _, c in s.pairs():
        other = int(s.dyads.other[i])
        slot = int(s.dyads.partnership[i])
        if c >= 0 and slot in pushed and int(s.seats.member[other]) == int(table.lead[slot]):
            hurt.add((person, c))
    for person, c in zip(*np.nonzero(ties.alter >= 0), strict=True):
        wanted = float(trust[person, c]) * (0.8 if (person, c) in hurt else 1.0)
        assert ties.trust[person, c] == pytest.approx(wanted, **STORED)
    assert hurt
    assert len(pushed) < len(live)


def test_what_common_ground_and_depth_do(scene):
    s = scene(lifecycle__head_start=1.5, game__depth_gain=0.2, game__depth_risk=0.3)
    table = s.sector.partnerships
    live = table.slots()
    table.depth[live] = np.arange(len(live)) % 5
    start, (gain, risk) = head_start(s.sector, s.rules, live), bound(s.sector, s.rules, live)
    for i, p in enumerate(live.tolist()):
        early = table.stage[p] in (1, 2)
        assert start[i] == pytest.approx(1 + (1.5 * float(table.common_ground[p]) if early else 0), **EXACT)
        assert gain[i] == pytest.approx(1 + 0.2 * (i % 5), **EXACT)
        assert risk[i] == pytest.approx(1 + 0.3 * (i % 5), **EXACT)


def test_weighing(scene):
    s = scene(choice__weigh=4)
    o, people, ties, p = s.sector.organisations, s.sector.people, s.sector.ties, s.rules.parameters
    who = o.slots()
    topic = np.arange(len(who)) % o.capability.shape[1]
    staff = s.sector.staff().tolist()
    initiator = np.array([next((q for q in staff if people.employer[q] == firm), -1) for firm in who.tolist()])
    initiator[::5] = -1
    best = best_partner(s.sector, topic, initiator)
    choice = weigh(s.sector, s.rules, s.streams, who, topic, initiator)
    lot = s.streams.at("make, buy or partner", s.sector.month).uniform(o.entry[who], np.arange(3)[:, None])
    for i, firm in enumerate(who.tolist()):
        asks, t = int(initiator[i]), int(topic[i])
        offers = [0.0]
        for c, alter in enumerate(ties.alter[asks].tolist() if asks >= 0 else ()):
            theirs = int(people.employer[alter])
            if alter >= 0 and theirs >= 0 and theirs != firm:
                offers.append(float(o.capability[theirs, t]) * float(ties.trust[asks, c]))
        if asks >= 0:
            assert best[i] == pytest.approx(max(offers), **STORED)
        spare = float(o.reserves[firm]) - p.choice.buy_months * float(o.cost(np.array([firm]))[0])
        price = 100 * p.choice.buy_price
        worth = [
            float(o.capability[firm, t]),
            1 - price / spare if spare > price else -math.inf,
            max(offers) - p.game.transaction_cost if asks >= 0 else -math.inf,
        ]
        wish = [4 * w - math.log(-math.log(float(lot[k, i]))) for k, w in enumerate(worth)]
        assert choice[i] == wish.index(max(wish))
    assert len(set(choice.tolist())) == 3


def test_asking(scene):
    s = scene(choice__company=0.6)
    o, people, ties, p = s.sector.organisations, s.sector.people, s.sector.ties, s.rules.parameters
    staff = s.sector.staff()
    initiator = staff[:6]
    asked = staff[-18:].reshape(6, 3)
    stake = np.linspace(0, 1, o.capacity)
    leaning = lean(s.sector, s.rules, s.streams, initiator, asked, stake, np.zeros(len(initiator)))
    everybody = np.ones(6, dtype=bool)
    for turn in range(3):
        company = np.arange(6) * 0.6
        willing, minded = leaning.towards((everybody, turn), company)
        for i in range(6):
            us, them = int(initiator[i]), int(asked[i, turn])
            own, firm = int(people.employer[us]), int(people.employer[them])
            c = int(find(ties.alter, np.array([them]), np.array([us]))[0])
            trust = float(ties.trust[them, c]) if c >= 0 else p.trust.initial
            repute = float(s.sector.hearsay.read(np.array([them]), np.array([us]), p.trust.initial)[0])
            use = float(complementarity(o.capability[[firm]], o.capability[[own]])[0])
            far = float(distance(s.sector, np.array([firm]), np.array([own]))[0])
            worth = p.choice.trust * trust + p.choice.repute * repute
            worth += p.choice.complementarity * use - p.choice.distance * far
            levels = round(2 * float(o.hierarchy[firm])) + round(2 * float(o.hierarchy[own]))
            would = 1 / (1 + math.exp(p.choice.accept_bar - worth - stake[firm] - company[i]))
            draws = s.streams.at("agree to a proposal", s.sector.month)
            lot = float(draws.uniform([people.entry[us]], [people.entry[them]])[0])
            assert bool(minded[i]) == (lot < would)
            assert bool(willing[i]) == (lot < p.choice.approval**levels * would)
