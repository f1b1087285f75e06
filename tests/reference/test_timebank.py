"""Slow twin of the time bank: members one by one, by the docstrings' rules."""

import math
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from test_money import divided

from ecology.mechanisms.money.timebank import NO_LIMIT, follow_invitations, tell, trade_hours

NEED, DRAW, GIVE, ASKS, LEAD, LEARNING, PATIENCE = 0.6, 3, 4, 2, 0.1, 0.05, 12


@pytest.fixture
def bank(scene):
    """Return a scene with a time bank in which every sort of member is found."""
    s = scene(timebank__need=NEED, timebank__draw=DRAW, timebank__give=GIVE, timebank__asks=ASKS, timebank__lead=LEAD,
              timebank__learning=LEARNING, timebank__tell=0.7, timebank__patience_months=PATIENCE)  # fmt: skip
    people, n = s.sector.people, s.sector.people.capacity
    slot = np.arange(n)
    people.in_bank[:] = slot % 4 < 2
    people.credit[:] = slot % 5 - 5
    people.debt_limit[:] = np.where(slot % 7 == 0, NO_LIMIT, 5)
    people.last_drawn[:] = s.sector.month - slot % (PATIENCE + 2)
    people.hours_bank[:] = 99
    people.hours_admin[::3] = 12
    terms = s.rules.asked.replace(bank_invited=1.5, bank_debt=8, bank_sanction=0.5)
    s.rules = replace(s.rules, terms=terms)
    return s


def draw(s, decision, *ids):
    return float(s.streams.at(decision, s.sector.month).uniform(*[int(i) for i in ids]).ravel()[0])


class Wishes:
    """What each member wants and offers, worked out one by one."""

    def __init__(self, s):
        people, elasticity = s.sector.people, s.rules.parameters.hours.elasticity
        self.entry, self.knows = people.entry.tolist(), people.knowledge.copy()
        self.members = [p for p in s.sector.staff().tolist() if people.in_bank[p]]
        self.short, self.room, self.wants, self.gives, self.topic = {}, {}, {}, {}, {}
        for p in self.members:
            taken = people.hours_admin[p] + people.hours_ties[p] + people.hours_joint[p]
            over = max(elasticity * taken, taken - people.hours[p])
            self.room[p] = people.credit[p] + people.debt_limit[p]
            self.short[p] = over >= 1
            wished = DRAW * (draw(s, "wants to be coached", self.entry[p]) < NEED)
            asked = min(over, DRAW) if self.short[p] else wished
            self.wants[p] = math.floor(max(min(asked, self.room[p]), 0))
            kind = s.rules.strategies[people.strategy[p]].prosocial
            self.gives[p] = GIVE if not self.short[p] and (kind or self.room[p] < 1) else 0
            lacks, rest = 1 - self.knows[p], draw(s, "coached on what", self.entry[p])
            self.topic[p] = int(np.searchsorted(np.cumsum(lacks), rest * lacks.sum(), side="right"))

    def able(self, p):
        """Return who can help, the best coach first."""
        if self.short[p]:
            return [g for g in self.members if self.gives[g]]
        known = self.knows[:, self.topic[p]]
        there = [g for g in self.members if self.gives[g] and known[g] >= known[p] + LEAD]
        return sorted(there, key=lambda g: -known[g])

    def queue(self, s):
        """Return who asks whom, in the order of the lot that decides who has the odd hours."""
        pairs = set()
        for p in self.members:
            able = self.able(p) if self.wants[p] else []
            for i in range(ASKS if able else 0):
                pairs.add((p, able[math.floor(draw(s, "which members are asked", self.entry[p], i) * len(able))]))
        return sorted(
            pairs, key=lambda pair: draw(s, "whose request comes first", self.entry[pair[1]], self.entry[pair[0]])
        )

    def given(self, queue):
        """Return the hours given along each pair."""
        offers, out = {}, {}
        for g in self.members:
            asking = [p for p, giver in queue if giver == g]
            if asking:
                parts = divided(self.gives[g], [self.wants[p] for p in asking])
                offers.update({(p, g): h for p, h in zip(asking, parts, strict=True)})
        for p in self.members:
            rows = [(g, offers[p, g]) for taker, g in queue if taker == p and offers[p, g] > 0]
            if rows:
                parts = divided(min(self.wants[p], sum(h for _, h in rows)), [h for _, h in rows])
                out.update({(p, g): h for (g, _), h in zip(rows, parts, strict=True) if h})
        return out


def test_members_give_and_draw_learn_and_get_acquainted(bank):
    s = bank
    changed = s.rules.parameters.replace({"timebank.tell": 0})
    s.rules = replace(s.rules, terms=s.rules.asked.replace(bank_invited=0), parameters=changed)
    people, ties = s.sector.people, s.sector.ties
    wish = Wishes(s)
    given = wish.given(wish.queue(s))
    credit, learned = people.credit.copy(), wish.knows.copy()
    spent, lent = np.zeros((2, people.capacity))
    for (p, g), h in given.items():
        t = wish.topic[p]
        credit[p] -= h
        credit[g] += h
        lent[g] += h
        spent[g] += h
        spent[p] += -h if wish.short[p] else h
        learned[p, t] += 0 if wish.short[p] else LEARNING * h * (wish.knows[g, t] - wish.knows[p, t])
    helped = {p for p, _ in given}
    stays = {p: p in helped or s.sector.month - int(people.last_drawn[p]) < PATIENCE for p in wish.members}
    trade_hours(s.sector, s.rules, s.streams)
    assert people.credit == pytest.approx(credit)
    assert people.hours_bank == pytest.approx(spent)
    assert people.hours_lent == pytest.approx(lent)
    assert people.knowledge == pytest.approx(np.minimum(learned, 1))
    assert {p: bool(people.in_bank[p]) for p in wish.members} == stays
    assert all(g in ties.alter[p] or p in ties.alter[g] for p, g in given)
    # every sort of thing happened
    assert {wish.short[p] for p in helped} == {True, False}
    assert any(not s.rules.strategies[people.strategy[g]].prosocial for _, g in given)
    assert any(wish.room[p] < 1 for p in wish.members)
    assert set(stays.values()) == {True, False}
    assert len(given) > len(helped)


def test_those_join_who_are_invited(bank):
    s = bank
    people, before = s.sector.people, s.sector.people.in_bank.copy()
    entry, staff = people.entry.tolist(), s.sector.staff().tolist()
    size = defaultdict(int)
    for p in staff:
        size[people.employer[p]] += 1
    wanted = {}
    for p in staff:
        if not before[p] and draw(s, "invited to the time bank", entry[p]) < 1.5 / size[people.employer[p]]:
            wanted[p] = 8 if draw(s, "held to its limit", entry[p]) < 0.5 else NO_LIMIT
    follow_invitations(s.sector, s.rules, s.streams)
    joined = np.flatnonzero(people.in_bank & ~before).tolist()
    assert {p: people.debt_limit[p] for p in joined} == wanted
    assert set(wanted.values()) == {8, NO_LIMIT}
    assert (people.credit[joined] == 0).all()
    assert (people.last_drawn[joined] == s.sector.month).all()


def test_those_join_who_are_told_by_somebody_they_trust(bank):
    s = bank
    people, ties, before = s.sector.people, s.sector.ties, s.sector.people.in_bank.copy()
    entry = people.entry.tolist()
    helped = [p for p in range(people.capacity) if people.alive[p] and before[p]]
    wanted, shy = {}, 0
    for p in helped:
        known = [a for a in ties.alter[p].tolist() if a >= 0]
        if not known or draw(s, "tells of the time bank", entry[p]) >= 0.7:
            continue
        told = max(known, key=lambda a, p=p: draw(s, "who is told of the time bank", entry[p], entry[a]))
        if before[told] or people.employer[told] < 0:
            continue
        back = ties.alter[told].tolist()
        trust = ties.trust[told, back.index(p)] if p in back else s.rules.parameters.trust.initial
        if draw(s, "joins the time bank", entry[told], entry[p]) < trust:
            wanted.setdefault(told, people.debt_limit[p])
        else:
            shy += 1
    tell(s.sector, s.rules, s.streams, np.array(helped))
    joined = np.flatnonzero(people.in_bank & ~before).tolist()
    assert {p: people.debt_limit[p] for p in joined} == wanted
    assert wanted
    assert shy


def test_without_members_and_invitations_nothing_happens(scene):
    s = scene()
    people, log = s.sector.people, len(s.sector.events.chunks)
    kept = {name: s.before("people", name) for name in ("credit", "knowledge", "last_drawn", "in_bank")}
    trade_hours(s.sector, s.rules, s.streams)
    assert all(np.array_equal(getattr(people, name), old) for name, old in kept.items())
    assert not people.hours_bank.any()
    assert len(s.sector.events.chunks) == log
