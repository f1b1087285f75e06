"""Slow twins of what moves people between posts, tasks and strategies: plain loops from the docstrings' equations."""

import math

import numpy as np
import pytest

from ecology.games.multitask import effort
from ecology.mechanisms.game.careers import ambition
from ecology.mechanisms.game.effort import effort_of
from ecology.mechanisms.game.responsibility import borne
from ecology.mechanisms.habits.induction import openness
from ecology.mechanisms.habits.reinforcement import try_another
from ecology.mechanisms.jobs.burnout import burnout
from ecology.mechanisms.jobs.hiring import take_after_head
from ecology.mechanisms.jobs.labour import exit_hazard
from ecology.mechanisms.minds.learning import feel
from ecology.mechanisms.partners.signature import agreed_in_person

EXACT = {"rel": 1e-12, "abs": 1e-15}
OPERATIONAL, MIDDLE, TOP = range(3)


def staff_of(s, firm):
    people = s.sector.people
    return [i for i in range(people.capacity) if people.alive[i] and people.employer[i] == firm]


def test_like_minds(scene):
    s = scene(mobility__like_minds=0.3)
    people, o = s.sector.people, s.sector.organisations
    firms = o.slots().tolist()
    without = firms[0]
    people.level[staff_of(s, without)] = MIDDLE
    where = np.array(firms)
    entrants = s.sector.add_people(len(firms))
    people = s.sector.people
    people.values[entrants] = np.linspace(0, 1, 2 * len(firms)).reshape(-1, 2)
    before = people.values.copy()
    take_after_head(s.sector, s.rules, entrants, where)
    for entrant, firm in zip(entrants.tolist(), firms, strict=True):
        heads = [i for i in staff_of(s, firm) if people.level[i] == TOP]
        longest = sorted(heads, key=lambda i: (-people.tenure[i], people.entry[i]))
        for k in (0, 1):
            own = before[entrant, k]
            wanted = 0.7 * own + 0.3 * before[longest[0], k] if longest else own
            assert people.values[entrant, k] == pytest.approx(wanted, **EXACT)
    assert not np.allclose(people.values, before)


def test_burnout(scene):
    s = scene(mobility__burnout=1.5)
    people, who = s.sector.people, s.sector.staff()
    times = burnout(s.sector, s.rules, who)
    for i, person in enumerate(who.tolist()):
        overtime = float(people.overtime[person]) / float(people.hours[person])
        worn = 1 - float(people.motivation[person])
        assert times[i] == pytest.approx((1 + 1.5 * overtime / 0.1) * (1 + 1.5 * worn), **EXACT)
    assert times.max() > 1
    hazard = exit_hazard(s.sector, s.rules, who)
    calm = scene(mobility__burnout=0).rules
    assert np.allclose(hazard, times * exit_hazard(s.sector, calm, who), rtol=1e-12)


def test_induction(scene):
    s = scene(revision__openness=2)
    who = s.sector.staff()
    for person, more in zip(who.tolist(), openness(s.sector, s.rules, who).tolist(), strict=True):
        assert more == pytest.approx(1 + 2 * math.exp(-int(s.sector.people.tenure[person]) / 12), **EXACT)


def test_incentives_by_level(scene):
    s = scene(ownwork__level_incentive=0.6, ownwork__career=0.2)
    people, o, who = s.sector.people, s.sector.organisations, s.sector.staff()
    felt, hope = {OPERATIONAL: 0.4, MIDDLE: 0.7, TOP: 1.0}, {OPERATIONAL: 0.1, MIDDLE: 0.2, TOP: 0.0}
    told = borne(s.sector, s.rules, who), ambition(s.sector, s.rules, who), effort_of(s.sector, s.rules, who)
    for i, person in enumerate(who.tolist()):
        level, firm = int(people.level[person]), int(people.employer[person])
        assert told[0][i] == pytest.approx(felt[level], **EXACT)
        assert told[1][i] == pytest.approx(hope[level], **EXACT)
        incentive = np.array([felt[level] * o.alpha_measured[firm] + hope[level], 0.0, o.alpha_joint[firm]])
        alone = effort(incentive, people.motivation[person], s.rules.parameters.ownwork.substitution)
        assert told[2][i] == pytest.approx(alone, **EXACT)


def test_level_consent(scene):
    s = scene(energy__signature=0.6, energy__consent=0.4, energy__rate=1, energy__fit=0, energy__voice=0,
              energy__progress=0, energy__recognition=0, energy__overtime=0, energy__base=0.1,
              energy__lead=0)  # fmt: skip
    table, seats = s.sector.partnerships, s.seats
    share = agreed_in_person(s.sector, s.rules, seats)
    feel(s.sector, s.rules, seats, s.dyads)
    at = zip(*(x.tolist() for x in seats.at), strict=True)
    for i, (p, m, level) in enumerate(at):
        counts = 1.0 if table.signed[p, m] == level else 0.4
        assert share[i] == pytest.approx(counts, **EXACT)
        assert table.energy[p, m, level] == pytest.approx(0.1 + 0.4 * counts * table.consent[p, m], rel=1e-12)
    assert 0 < (share == 1).sum() < len(share)


def test_who_signs_is_the_contact_and_the_others_are_told_of(scene):
    s = scene(energy__signature=0.6)
    events = s.eco.events
    begun = events[events["event"] == "partnership begun"]
    unasked = events[events["event"] == "seated without being asked"]
    assert len(unasked)
    signed = set(zip(begun["partnership"], begun["person"], strict=True))
    assert not signed & set(zip(unasked["partnership"], unasked["person"], strict=True))
    table = s.sector.partnerships
    for p in table.slots().tolist():
        for m in range(table.member.shape[1]):
            if table.member[p, m] >= 0:
                assert table.pledge[p, m, table.signed[p, m]] > 0


def test_reinforcement(scene):
    s = scene(revision__reinforcement=0.7, revision__aspiration=0.1)
    people, month = s.sector.people, s.sector.month
    played = np.array([i for i in range(people.capacity) if people.alive[i] and people.played[i]])
    people.standing[played] = np.linspace(-0.3, 0.5, len(played))
    before = people.strategy.copy()
    does, what = (s.streams.at(name, month) for name in ("do something else", "what else is done"))
    try_another(s.sector, s.rules, s.streams, played)
    n = len(s.rules.strategies)
    for person in range(people.capacity):
        entry, old = int(people.entry[person]), int(before[person])
        wanted = old
        if person in played and people.standing[person] < 0.1 and does.uniform(entry)[0] < 0.7:
            others = [k for k in range(n) if k != old]
            wanted = others[int(what.uniform(entry)[0] * len(others))]
        assert people.strategy[person] == wanted
    assert 0 < (people.strategy != before).sum() < len(played)
