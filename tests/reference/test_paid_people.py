"""Slow twins of people and time that funders pay for: brokers, time to get acquainted, secondments, newcomers."""

from dataclasses import replace

import numpy as np
import pytest

from ecology.mechanisms.jobs.secondment import second
from ecology.mechanisms.lives.allowance import in_time_allowed, paid_ground
from ecology.mechanisms.lives.leading import headway, take_the_lead
from ecology.mechanisms.lives.lifecycle import advance
from ecology.mechanisms.partners.newcomers import is_new, mentored, search_hours, sent_first
from ecology.mechanisms.sight.brokers import broker_at, carried

EXACT = {"rel": 1e-12, "abs": 1e-15}


def with_terms(s, **terms):
    return replace(s.rules, terms=s.rules.asked.replace(**terms))


def some(s, value):
    """Return an offer to every second organisation."""
    return (value * (np.arange(s.sector.organisations.capacity) % 2))[None]


def members_of(table, slot):
    return [int(firm) for firm in table.member[slot] if firm >= 0]


def test_brokers_look_after_some_leave_and_are_known_in_time(scene):
    s = scene(observation__broker_gap=4, observation__broker_known=10, observation__broker_sight=0.5)
    rules = with_terms(
        s, broker_cover=some(s, 0.8), broker_trust=some(s, 0.6), broker_count=some(s, 3), broker_tenure=some(s, 24)
    )
    table = s.sector.partnerships
    live = table.slots()
    entry = table.entry[live]
    covered = s.streams.at("is looked after by a broker", 0).uniform(entry)
    which = s.streams.at("which broker", 0).uniform(entry)
    came = s.streams.at("when a broker came", 0).uniform([0, 1, 2])
    seen = set()
    for month in (15, 20, 27, 33):
        s.sector.month = month
        found = broker_at(s.sector, rules, s.streams, live)
        for i, slot in enumerate(live.tolist()):
            offered = any(firm % 2 for firm in members_of(table, slot))
            wanted = 0.0
            if offered and covered[i] < 0.8:
                here = (month + 24 * came[int(3 * which[i])]) % 24
                wanted = 0.6 * min(max((here - 4) / 10, 0), 1)
            assert found[i] == pytest.approx(wanted, **EXACT)
            seen.add((offered, wanted > 0, wanted == 0.6))
        told = carried(s.sector, rules, s.streams, np.repeat(live, 2))
        assert told == pytest.approx(0.5 * np.repeat(found, 2), **EXACT)
    assert {(True, True, True), (True, True, False), (True, False, False), (False, False, False)} <= seen


def test_where_a_broker_drives_nobody_else_takes_the_lead(scene):
    s = scene(lifecycle__leaderless=0.4, lifecycle__lead_first=1)
    rules = with_terms(s, broker_cover=some(s, 1), broker_trust=0.5, broker_count=1, broker_tenure=120)
    table = s.sector.partnerships
    live = table.slots()
    table.led[:], table.stage[live] = False, 1
    has = broker_at(s.sector, rules, s.streams, live) > 0
    assert has.any()
    assert not has.all()
    take_the_lead(s.sector, rules, s.streams)
    assert (table.led[live] == ~has).all()
    assert (headway(s.sector, rules, s.streams, live) == 1).all()
    # the broker goes, and nobody leads
    assert (headway(s.sector, s.rules, s.streams, live) == np.where(has, 0.4, 1)).all()


def test_nobody_implements_before_the_time_that_is_allowed(scene):
    s = scene()
    rules = with_terms(s, time_allowed=some(s, 6), time_hours=some(s, 5))
    table, month = s.sector.partnerships, s.sector.month
    live = table.slots()
    table.began[live] = month - np.arange(len(live)) % 9
    table.stage[live], table.progress[live] = 2, 0.99
    table.contribution[live] = 1.0
    paid = paid_ground(s.sector, rules, live)
    early = in_time_allowed(s.sector, rules, live)
    kinds = set()
    for i, slot in enumerate(live.tolist()):
        members = members_of(table, slot)
        young = any(firm % 2 for firm in members) and month - int(table.began[slot]) < 6
        hours = sum(5.0 * (firm % 2) for firm in members)
        assert early[i] == young
        assert paid[i] == pytest.approx(hours / float(table.pledge[slot].sum()) * young, **EXACT)
        kinds.add(young)
    assert kinds == {True, False}
    advance(s.sector, rules, s.streams, np.full(table.capacity, 0.5))
    assert (table.stage[live] == np.where(early, 2, 3)).all()
    assert (table.progress[live][early] >= 1).all()


def test_people_change_places_and_go_back(scene):
    s = scene()
    rules = with_terms(s, secondment=some(s, 1), secondment_months=3, secondment_return=1)
    people, month = s.sector.people, s.sector.month
    before, level = people.employer.copy(), people.level.copy()
    posts = s.sector.filled_posts().copy()
    chance = s.streams.at("goes on secondment", month).uniform(people.entry)
    second(s.sector, rules, s.streams)
    away = np.flatnonzero(people.host >= 0)
    assert len(away) > 3
    by_entry = {int(people.entry[p]): p for p in away.tolist()}
    for p in away.tolist():
        other = by_entry[int(people.swapped[p])]
        assert by_entry[int(people.swapped[other])] == p
        assert (people.employer[p], people.employer[other]) == (before[other], before[p])
        assert before[p] != before[other]
        assert level[p] == level[other]
        assert before[p] % 2 == 1
        assert chance[p] < 1 / 12
        assert people.back[p] == month + 3
    unmoved = np.setdiff1d(np.arange(people.capacity), away)
    assert (people.employer[unmoved] == before[unmoved]).all()
    assert (s.sector.filled_posts() == posts).all()
    # one of a pair has found another post: the other stays too
    mover = int(away[0])
    stays = by_entry[int(people.swapped[mover])]
    people.employer[mover] = (int(people.employer[mover]) + 3) % 10
    s.sector.month = month + 3
    second(s.sector, s.rules, s.streams)
    for p in away.tolist():
        if p not in (mover, stays):
            assert people.employer[p] == before[p]
    assert people.employer[stays] == before[mover]
    assert (people.host == -1).all()


def test_newcomers_are_sent_search_and_have_a_mentor(scene):
    s = scene()
    rules = with_terms(s, entrant_seats=some(s, 0.5), entrant_hours=some(s, 4), entrant_mentor=some(s, 1.5))
    people, o, month = s.sector.people, s.sector.organisations, s.sector.month
    staff = s.sector.staff()
    people.entered[staff] = np.array([-20, 0, 1, 14])[np.arange(len(staff)) % 4]
    s.sector.month = 38
    new, sent = is_new(s.sector, staff), sent_first(s.sector, rules, s.streams, staff)
    lot = s.streams.at("sends a newcomer", 38).uniform(o.entry)
    for i, person in enumerate(staff.tolist()):
        firm, entered = int(people.employer[person]), int(people.entered[person])
        assert new[i] == (entered > 0 and entered > 38 - 36)
        assert sent[i] == (bool(new[i]) and firm % 2 == 1 and lot[firm] < 0.5)
    assert search_hours(s.sector, rules, staff) == pytest.approx(4.0 * new * (people.employer[staff] % 2))
    assert mentored(s.sector, rules, staff) == pytest.approx(1.5 * new * (people.employer[staff] % 2))
    assert sent.any()
    assert month < 38
