"""Slow twins of who hears whom, who sees whom, and what checking takes: plain loops from the docstrings' equations."""

import numpy as np
import pytest

from ecology.mechanisms.game.messages import heard, hub_speed
from ecology.mechanisms.game.stakes import stakes_of
from ecology.mechanisms.lives.lifecycle import advance
from ecology.mechanisms.meeting import share_paperwork
from ecology.mechanisms.sight.checking import checks, hours_checking
from ecology.mechanisms.sight.sight import sight_of
from ecology.sector.categories import STRUCTURES

EXACT = {"rel": 1e-12, "abs": 1e-15}
CROWDED = {"choice__more_members": 0.9, "choice__accept_bar": -3}


def talks(structure, members, lead, a, b):
    """Return whether two members talk, worked out from what the structures are called."""
    place = {m: k for k, m in enumerate(members)}
    if structure == "star":
        return lead in (a, b)
    if structure == "ring":
        return abs(place[a] - place[b]) in (1, len(members) - 1)
    return True


def partnerships_of(s):
    """Yield place in the list, slot, members and structure of each live partnership."""
    table = s.sector.partnerships
    for i, slot in enumerate(table.slots().tolist()):
        members = [m for m in range(table.member.shape[1]) if table.member[slot, m] >= 0]
        yield i, slot, members, STRUCTURES[int(table.structure[slot])]


def test_messages(scene):
    s = scene(game__messages=1.2, **CROWDED)
    free = scene(game__messages=3, **CROWDED).rules
    slot = s.sector.partnerships.slots()
    share = heard(s.sector, s.rules, slot)
    trust = np.full(s.sector.partnerships.capacity, 0.5)
    scaled, whole = stakes_of(s.sector, s.rules, trust).gamma, stakes_of(s.sector, free, trust).gamma
    shares = set()
    for i, p, members, structure in partnerships_of(s):
        lead = int(s.sector.partnerships.lead[p])
        d = {a: sum(talks(structure, members, lead, a, b) for b in members if b != a) for a in members}
        for a in members:
            for b in members:
                if a != b and talks(structure, members, lead, a, b):
                    wanted = min(1, 1.2 / d[a], 1.2 / d[b])
                    shares.add(wanted)
                    assert share[i, a, b] == pytest.approx(wanted, **EXACT)
                    assert scaled[i, a, b] == pytest.approx(wanted * whole[i, a, b], **EXACT)
    assert shares == {1.0, 1.2 / 2, 1.2 / 3}


def test_hubs(scene):
    s = scene(
        lifecycle__hub_speed=0.4, lifecycle__head_start=0, lifecycle__leaderless=1, lifecycle__style=0, **CROWDED
    )  # fmt: skip
    table, p = s.sector.partnerships, s.rules.parameters.lifecycle
    speed = hub_speed(s.sector, s.rules, table.slots())
    table.progress[:], table.idle[:], before = 0.0, 0, table.stage.copy()
    table.contribution[:] = np.where(table.member >= 0, 0.3, 0.0)
    advance(s.sector, s.rules, s.streams, np.zeros(table.capacity))
    fast = 0
    for i, slot, members, structure in partnerships_of(s):
        wanted = 1.4 if structure == "star" and len(members) > 2 and before[slot] < 3 else 1.0
        fast += wanted > 1
        assert speed[i] == pytest.approx(wanted, **EXACT)
        takes = (p.define_months, p.direct_months, p.deepen_months)[before[slot] - 1]
        assert table.progress[slot] == pytest.approx(0.3 * wanted / takes, **EXACT)
    assert fast


def test_checking(scene):
    s = scene(observation__audit=0.5, observation__audit_hours=3)
    table, o, seats = s.sector.partnerships, s.sector.organisations, s.seats
    does, half = (s.streams.at(name, 0) for name in ("checks its partners", "checks this partnership"))
    hours, checked = dict.fromkeys(range(o.capacity), 0.0), set()
    for _, slot, members, _ in partnerships_of(s):
        for m in members:
            firm = int(table.member[slot, m])
            entry = int(o.entry[firm])
            if does.uniform(entry)[0] < 0.5 and half.uniform(entry, int(table.entry[slot]))[0] < 0.5:
                checked.add((firm, slot))
                hours[firm] += 3
            assert checks(s.sector, s.rules, s.streams, np.array([firm]), np.array([slot]))[0] == (
                (firm, slot) in checked
            )
    assert checked
    assert hours_checking(s.sector, s.rules, s.streams) == pytest.approx(list(hours.values()), **EXACT)
    blind = scene(observation__audit=0).rules
    sight, base = (sight_of(s.sector, rules, s.streams, s.dyads, seats) for rules in (s.rules, blind))
    for i, person, _, _ in s.pairs():
        at = int(s.sector.people.employer[person]), int(s.dyads.partnership[i])
        assert sight[i] == pytest.approx(max(base[i], 0.9) if at in checked else base[i], **EXACT)


def test_hours_of_checking_are_spent_by_staff(scene):
    s = scene(observation__audit=1, observation__audit_hours=5)
    people, o = s.sector.people, s.sector.organisations
    hours = hours_checking(s.sector, s.rules, s.streams)
    people.hours_admin[:] = 0.0
    share_paperwork(s.sector, s.rules, s.streams)
    for firm in o.slots().tolist():
        staff = [i for i in range(people.capacity) if people.alive[i] and people.employer[i] == firm]
        if staff:
            spent = sum(float(people.hours_admin[i]) for i in staff)
            assert spent == pytest.approx(float(o.admin[firm] + hours[firm]), rel=1e-12)
    assert hours.any()
