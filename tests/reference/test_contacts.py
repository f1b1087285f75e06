"""Slow twins of what happens between partners: plain loops from the equations in the docstrings."""

import numpy as np
import pytest

from ecology.mechanisms.lives.equity import gives_more
from ecology.mechanisms.lives.shocks import breaks
from ecology.mechanisms.minds.absorption import absorption, frankness
from ecology.mechanisms.minds.exchange import value_exchange
from ecology.mechanisms.minds.innovation import innovate
from ecology.mechanisms.minds.learning import trust_what_was_seen
from ecology.mechanisms.minds.values import clash, hollowness, see_through
from ecology.mechanisms.sight.evidence import ask_for_evidence, take_offence
from ecology.mechanisms.sight.gossip import covered_up, tar
from ecology.mechanisms.sight.judging import judged
from ecology.mechanisms.sight.requital import deterred, is_strong, requite

CLOSE = {"rtol": 1e-6, "atol": 1e-7}
"""Trust is kept in single precision."""


def distance(a, b):
    return sum(abs(x - y) for x, y in zip(a, b, strict=True)) / sum(max(x, y) for x, y in zip(a, b, strict=True))


def test_exchange(scene):
    s = scene(trust__exchange=0.05)
    received = np.linspace(0, 0.03, len(s.dyads.person)) ** 2
    trust = s.before("ties", "trust").astype(float)
    expected = trust.copy()
    total = {}
    for i, person, alter, _ in s.pairs():
        total[person, alter] = total.get((person, alter), 0) + received[i]
    for _, person, alter, column in s.pairs():
        most = max(total[person, alter], total[alter, person])
        if column >= 0 and most > 1e-9:
            q = min(total[person, alter], total[alter, person]) / most
            t = trust[person, column]
            expected[person, column] = t + 0.05 * (2 * q - 1) * ((1 - t) if q >= 0.5 else t)
    value_exchange(s.sector, s.rules, s.dyads, s.column, received)
    assert np.allclose(s.sector.ties.trust, expected, **CLOSE)
    assert not np.allclose(expected, trust)


def test_clash(scene):
    s = scene(trust__clash=0.1)
    trust, values = s.before("ties", "trust").astype(float), s.sector.people.values
    expected = trust.copy()
    for _, person, alter, column in s.pairs():
        if column >= 0:
            apart = (abs(values[person, 0] - values[alter, 0]) + abs(values[person, 1] - values[alter, 1])) / 2
            # who meets somebody in two partnerships clashes with them once
            expected[person, column] = trust[person, column] * (1 - 0.1 * apart)
    clash(s.sector, s.rules, s.dyads, s.column)
    assert np.allclose(s.sector.ties.trust, expected, **CLOSE)


def test_incongruence(scene):
    s = scene(trust__incongruence=0.2)
    people, o = s.sector.people, s.sector.organisations
    gap = {}
    for firm in o.slots().tolist():
        staff = [i for i in range(people.capacity) if people.alive[i] and people.employer[i] == firm]
        mean = [sum(people.values[i, k] for i in staff) / len(staff) for k in (0, 1)] if staff else o.espoused[firm]
        gap[firm] = sum(abs(o.espoused[firm, k] - mean[k]) for k in (0, 1)) / 2
    assert all(np.isclose(hollowness(s.sector)[firm], value) for firm, value in gap.items())
    trust, ties = s.before("ties", "trust").astype(float), s.sector.ties
    expected = trust.copy()
    for _, person, alter, column in s.pairs():
        if column >= 0 and ties.seen[person, column] >= 0:
            expected[person, column] = trust[person, column] * (1 - 0.2 * gap[people.employer[alter]])
    see_through(s.sector, s.rules, s.dyads, s.column)
    assert np.allclose(ties.trust, expected, **CLOSE)
    assert not np.allclose(expected, trust)


def test_repair(scene):
    s = scene(trust__repair=0.6, trust__gain=0.1, trust__loss=0.3, trust__drift=0)
    ties, skill = s.sector.ties, s.sector.people.skill
    trust = s.before("ties", "trust").astype(float)
    expected = trust.copy()
    for person, column in zip(*np.nonzero(ties.seen >= 0), strict=True):
        t, at_stake = trust[person, column], float(ties.stakes[person, column])
        if ties.seen[person, column] == 1:
            expected[person, column] = t + 0.1 * at_stake * (1 - t)
        else:
            expected[person, column] = t - 0.3 * at_stake * (1 - 0.6 * skill[ties.alter[person, column]]) * t
    trust_what_was_seen(s.sector, s.rules)
    assert np.allclose(ties.trust, expected, **CLOSE)
    assert (ties.seen == 0).any()


def test_absorption_and_fear(scene):
    s = scene(knowledge__absorption=0.7, knowledge__fear=0.4, knowledge__reticence=0.6, game__rivalry_domain=0.5,
              game__rivalry_region=0.3, game__rivalry_building=0.2)  # fmt: skip
    people, o = s.sector.people, s.sector.organisations
    took, told = absorption(s.sector, s.rules, s.dyads), frankness(s.sector, s.rules, s.dyads)
    for i, person, alter, _ in s.pairs():
        knows = sum(people.knowledge[person].tolist()) / 7
        assert took[i] == pytest.approx(1 - 0.7 * (1 - knows), rel=1e-12)
        a, b = people.employer[person], people.employer[alter]
        rho = 0.5 * (o.domain[a] == o.domain[b]) + 0.3 * (o.region[a] == o.region[b])
        rho += 0.2 * (o.building[a] and o.building[b])
        reticence = {0: 0.0, 1: 0.3, 2: 0.6}[int(people.level[alter])]
        assert told[i] == pytest.approx((1 - 0.4 * rho) * (1 - reticence), rel=1e-12)


def test_innovation(scene):
    s = scene(knowledge__innovation=0.3, knowledge__quiet=0.8)
    people, o, table, ties = s.sector.people, s.sector.organisations, s.sector.partnerships, s.sector.ties
    known = s.before("people", "knowledge")
    sparks = {}
    for i, person, alter, column in s.pairs():
        x = [table.given[s.seats.partnership[k], s.seats.member[k], s.seats.level[k]]
             for k in (s.dyads.own[i], s.dyads.other[i])]  # fmt: skip
        trust = float(ties.trust[person, column]) if column >= 0 else s.rules.parameters.trust.initial
        challenge = o.challenge[people.employer[person]] * (1 - 0.8 * trust)
        spark = x[0] * x[1] * distance(known[person].tolist(), known[alter].tolist()) * challenge
        sparks.setdefault(int(s.dyads.partnership[i]), []).append(spark)
    expected = known.copy()
    for p, person in zip(s.seats.partnership.tolist(), s.seats.person.tolist(), strict=True):
        if p in sparks:
            topic = table.topic[p]
            mean = sum(sparks[p]) / len(sparks[p])
            expected[person, topic] += 0.3 * mean * (1 - known[person, topic])
    innovate(s.sector, s.rules, s.seats, s.dyads, s.column)
    for p, values in sparks.items():
        assert table.innovation[p] == pytest.approx(sum(values) / len(values), rel=1e-6)
    assert np.allclose(people.knowledge, np.minimum(expected, 1), **CLOSE)
    assert (expected > known).any()


def test_evidence(scene):
    s = scene(observation__ask=0.5, trust__offence=0.25)
    ties, entry, table = s.sector.ties, s.sector.people.entry, s.sector.partnerships
    ties.slighted[:] = False
    trust = np.where(s.column >= 0, ties.trust[s.dyads.person, s.column], 0.3)
    unseen = np.arange(len(s.dyads.person)) % 3 != 0
    lots = s.streams.at("ask for evidence", s.sector.month)
    asked = ask_for_evidence(s.sector, s.rules, s.streams, s.seats, s.dyads, unseen, trust, s.column)
    slighted = set()
    for i, person, alter, column in s.pairs():
        lot = lots.uniform(entry[person], entry[alter], table.entry[s.dyads.partnership[i]])[0]
        asks = bool(unseen[i]) and lot < 0.5 * (1 - trust[i])
        assert asked[i] == asks
        if asks and column >= 0 and ties.other_last[person, column] == 1:
            back = np.flatnonzero(ties.alter[alter] == person)
            slighted |= {(alter, int(c)) for c in back}
    assert slighted == set(zip(*(x.tolist() for x in np.nonzero(ties.slighted)), strict=True))
    assert slighted
    before = s.before("ties", "trust").astype(float)
    take_offence(s.sector, s.rules)
    for person, column in slighted:
        assert ties.trust[person, column] == pytest.approx(0.75 * before[person, column], rel=1e-6)


def test_cover_up(scene):
    s = scene(observation__cover=0.8)
    staff = s.sector.staff()
    teller, hearer = staff[:-1], s.sector.people.entry[staff[1:]]
    trust = np.linspace(0, 1, len(teller))
    lots = s.streams.at("cover up", s.sector.month)
    kept = covered_up(s.sector, s.rules, s.streams, teller, trust, hearer)
    for i, who in enumerate(teller.tolist()):
        assert kept[i] == (lots.uniform(hearer[i], s.sector.people.entry[who])[0] < 0.8 * trust[i])
    assert 0 < kept.sum() < len(kept)


@pytest.mark.parametrize(("standing", "stern"), [(0, 0), (0.6, 0), (0, 0.7), (1, 1)])
def test_norms(scene, standing, stern):
    s = scene(observation__standing=standing, observation__stern=stern, observation__bad_name=0.5)
    hearsay, entry = s.sector.hearsay, s.sector.people.entry
    hearer = np.array([p for p in s.sector.staff().tolist() if hearsay.about[p, 0] >= 0])
    teller = hearsay.about[hearer, 0].astype(np.int64)
    # some have heard nothing of who tells them
    teller[::5] = np.roll(teller, 3)[::5]
    hearsay.repute[hearer, 0] = np.linspace(0, 1, len(hearer))
    good, story = np.arange(len(hearer)) % 2 == 0, np.linspace(1, 0.2, len(hearer))
    lots = s.streams.at("judge by a norm", s.sector.month)
    counts, said = judged(s.sector, s.rules, s.streams, hearer, teller, good, story)
    passed = turned = 0
    for i, (a, b) in enumerate(zip(hearer.tolist(), teller.tolist(), strict=True)):
        heard = [c for c in range(hearsay.about.shape[1]) if hearsay.about[a, c] == b]
        bad = bool(heard) and hearsay.repute[a, heard[0]] < 0.5
        lot = lots.uniform(entry[a], entry[b])[0]
        let_pass = not good[i] and bad and lot < standing
        turn = good[i] and bad and lot < stern
        assert counts[i] == (not let_pass)
        assert said[i] == (min(story[i], 1 - story[i]) if turn else story[i])
        passed, turned = passed + let_pass, turned + turn
    assert (passed > 0) == (standing > 0)
    assert (turned > 0) == (stern > 0)


def test_requital(scene):
    s = scene(decision__requite=0.4, decision__punishment=0.7, decision__reward=0.25, decision__requital_cost=0.1)
    people = s.sector.people
    lots = s.streams.at("is a strong reciprocator", 0)
    saw = np.arange(len(s.dyads.person)) % 3 != 0
    action = (np.arange(len(s.dyads.person)) % 2).astype(np.int8)
    before = s.before("people", "payoff")
    seats = {person: s.seats.person.tolist().count(person) for person in s.seats.person.tolist()}
    expected = before.copy()
    n_acts = 0
    for i, person, alter, _ in s.pairs():
        if saw[i] and lots.uniform(people.entry[person])[0] < 0.4:
            expected[person] -= 0.1 / seats[person]
            expected[alter] += (0.25 if action[i] else -0.7) / seats[alter]
            n_acts += 1
    logged = len(s.eco.events)
    requite(s.sector, s.rules, s.streams, s.seats, s.dyads, saw, action)
    assert np.allclose(people.payoff, expected, rtol=0, atol=1e-12)
    assert n_acts > 10
    assert len(s.eco.events) - logged == n_acts
    # one who is strong is so for life, and in every month
    one = s.sector.staff()
    strong = is_strong(s.sector, s.rules, s.streams, one)
    s.sector.month += 7
    assert np.array_equal(strong, is_strong(s.sector, s.rules, s.streams, one))
    # 0.4 · 0.5 · 3 · (0.7 + 0.25)
    assert deterred(s.rules, np.array([0.5]), np.array([3.0]))[0] == pytest.approx(0.57)


def test_association(scene):
    s = scene(observation__association=0.5, observation__gossip_weight=0.4)
    hearsay, employer = s.sector.hearsay, s.sector.people.employer
    person = np.array([p for p in s.sector.staff().tolist() if (hearsay.about[p] >= 0).sum() > 1][:30])
    about = hearsay.about[person, 0].astype(np.int64)
    # everybody hears of works for the same employer, so that stories do land
    employer[hearsay.about[person[:5]].ravel()] = employer[about[0]]
    story = np.full(len(person), 0.1)
    before = s.before("hearsay", "repute").astype(float)
    expected = before.copy()
    for p, subject in zip(person.tolist(), about.tolist(), strict=True):
        for c in range(hearsay.about.shape[1]):
            other = hearsay.about[p, c]
            if other >= 0 and other != subject and employer[subject] >= 0 and employer[other] == employer[subject]:
                expected[p, c] += 0.5 * 0.4 * min(0.1 - before[p, c], 0)
    tar(s.sector, s.rules, person, about, story)
    assert np.allclose(hearsay.repute, expected, **CLOSE)
    assert not np.allclose(expected, before)


def test_equity():
    x = np.array([[0.9, 0.2, 0.1, 0.0], [0.5, 0.5, 0.0, 0.0]])
    present = np.array([[True, True, True, False], [True, True, False, False]])
    # the first gives .9 against .15; nobody else gives more than the others
    assert gives_more(x, present, 0.2).tolist() == [[True, False, False, False], [False] * 4]


def test_shocks(scene):
    s = scene()
    rules = scene(lifecycle__shock=0.9, lifecycle__adapt=0.1, lifecycle__glue=0.7).rules
    table, month = s.sector.partnerships, s.sector.month
    live = table.slots()
    trust = np.linspace(0, 1, len(live))
    broken = breaks(s.sector, rules, s.streams, live, trust)
    for i, slot in enumerate(live.tolist()):
        entry = int(table.entry[slot])
        shock, adapts, holds = (
            s.streams.at(name, month).uniform(entry)[0]
            for name in ("shock to a partnership", "adapts to a shock", "holds in a shock")
        )
        n = sum(1 for m in table.member[slot] if m >= 0)
        hold = 0.7 * (trust[i] + table.common_ground[slot]) / 2 + 0.3 * min(table.value[slot] / n, 1)
        assert broken[i] == (shock < 0.9 and adapts >= 0.1 and holds >= hold)
    assert broken.any()
