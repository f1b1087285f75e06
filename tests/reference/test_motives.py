"""Slow twin of motives: ten strengths by hand from what is known of a pair, what they do, and what is kept."""

from dataclasses import replace

import numpy as np
import pytest

from ecology.mechanisms.partners.asking import lean
from ecology.mechanisms.partners.motives import motives_of, moved, note_motives
from ecology.sector.categories import MOTIVES
from ecology.strategies import STRATEGIES

WEIGHTS = ("money", "sharing", "goal", "learning", "compulsion", "development", "connections", "market", "morals",
           "hidden")  # fmt: skip


def by_hand(s, person, other, compelled):
    people, o, p = s.sector.people, s.sector.organisations, s.rules.parameters
    own, theirs = int(people.employer[person]), int(people.employer[other])
    bar = p.choice.buy_months * float(o.cost(np.array([own]))[0])
    a, b = sum(o.posts[own].tolist()), sum(o.posts[theirs].tolist())
    mine, has, knows = (x.tolist() for x in (o.capability[own], o.capability[theirs], people.knowledge[person]))
    rival = p.game.rivalry_domain * (o.domain[own] == o.domain[theirs])
    rival += p.game.rivalry_region * (o.region[own] == o.region[theirs])
    rival += p.game.rivalry_building * bool(o.building[own] and o.building[theirs])
    return [
        1 - min(max(float(o.reserves[own]) / bar, 0), 1),
        b / (a + b),
        sum(abs(x - y) for x, y in zip(mine, has, strict=True)) / sum(map(max, mine, has)),
        sum(max(x - y, 0) for x, y in zip(has, knows, strict=True)) / sum(has),
        compelled,
        1 - float(people.skill[person]),
        sum(alter < 0 for alter in s.sector.ties.alter[person].tolist()) / 16,
        float(rival),
        float(people.values[person, 0] * people.values[person, 1]),
        0.0 if STRATEGIES[int(people.strategy[person])].prosocial else 0.5,
    ]


def test_ten_motives(scene):
    weights = {f"motive__{name}": 0.5 + 0.1 * i for i, name in enumerate(WEIGHTS)}
    s = scene(motive__pull=2, **weights)
    staff = s.sector.staff()
    initiator, asked = staff[:8], staff[-16:].reshape(8, 2)
    compelled = np.linspace(0, 1, s.sector.organisations.capacity)
    leaning = lean(s.sector, s.rules, s.streams, initiator, asked, compelled * 0, np.zeros(8))
    now = moved(s.sector, s.rules, leaning, initiator, asked, compelled)
    for i in range(8):
        for k in range(2):
            person, other = int(asked[i, k]), int(initiator[i])
            forced = float(compelled[s.sector.people.employer[person]])
            expected = [x * w for x, w in zip(by_hand(s, person, other, forced), weights.values(), strict=True)]
            one = np.array([person]), np.array([other]), np.array([forced])
            assert motives_of(s.sector, s.rules, *one)[0] == pytest.approx(expected)
            assert now.odds[i, k] == pytest.approx(leaning.odds[i, k] * np.exp(-2 * max(expected)))
    assert (now.lot == leaning.lot).all()


def test_each_of_the_ten_can_be_the_strongest(scene):
    s = scene(motive__pull=1)
    table, logged = s.sector.partnerships, len(s.sector.events.columns()["event"])
    slot = table.slots()[:12]
    table.motive[:] = 0
    staff = s.sector.staff()
    party = np.full((12, 4), -1)
    party[:, 0], party[:, 1] = staff[:12], staff[-12:]
    for which in range(10):
        only = {f"motive.{name}": float(i == which) for i, name in enumerate(WEIGHTS)}
        rules = replace(s.rules, parameters=s.rules.parameters.replace(only))
        note_motives(s.sector, rules, slot, party, np.ones((12, 4)))
        kept = table.motive[slot]
        assert set(kept[:, :2].ravel().tolist()) - {0} == {which + 1}
        assert not kept[:, 2:].any()
        log = s.sector.events.columns()
        assert set(log["reason"][logged:]) - {""} == {MOTIVES[which + 1]}
        logged = len(log["event"])


def test_results_are_told_by_motive(scene):
    s = scene(motives=True)
    seats, log = s.eco.seats, s.sector.events.columns()
    told = {
        (log["partnership"][i], log["organisation"][i]): log["reason"][i]
        for i, what in enumerate(log["event"])
        if what == "joined for a motive"
    }
    assert {
        (p, o): m for p, o, m in seats[["partnership", "organisation", "motive"]].to_numpy()
    }.items() <= told.items()
    assert len(seats.groupby("motive")["energy"].mean()) >= 3


def test_nobody_is_moved_where_it_is_off(scene):
    s = scene(motives=False)
    assert not s.sector.partnerships.motive.any()
    staff = s.sector.staff()
    leaning = lean(s.sector, s.rules, s.streams, staff[:2], staff[-2:].reshape(2, 1),
                   np.zeros(s.sector.organisations.capacity), np.zeros(2))  # fmt: skip
    assert moved(s.sector, s.rules, leaning, staff[:2], staff[-2:].reshape(2, 1), np.zeros(9)) is leaning
