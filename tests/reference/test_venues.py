"""Slow twins of who is come to: plain loops from what the docstrings say."""

import numpy as np
import pytest

from ecology.mechanisms.partners.venues import MAX_OWNERS, find_owners, roof


def test_owners_in_view(scene):
    s = scene(choice__come_to=0.6)
    o, people, month = s.sector.organisations, s.sector.people, s.sector.month
    initiator = s.sector.staff()[::3]
    found = find_owners(s.sector, s.rules, s.streams, initiator)
    sees, which = s.streams.at("owner in view", month), s.streams.at("which owner", month)
    staff = s.sector.staff().tolist()
    n_seen = n_alone = 0
    for i, person in enumerate(initiator.tolist()):
        own = int(people.employer[person])
        hosts = [
            h for h in staff if o.building[people.employer[h]] and o.region[people.employer[h]] == o.region[own]
        ]  # fmt: skip
        for place in range(MAX_OWNERS):
            key = people.entry[[person]], np.array([place])
            comes = not o.building[own] and len(hosts) > 0 and float(sees.uniform(*key)[0]) < 0.6
            wanted = hosts[int(float(which.uniform(*key)[0]) * len(hosts))] if comes else -1
            assert found[i, place] == wanted
            n_seen += comes
            n_alone += not o.building[own] and not hosts
    assert n_seen >= 20
    assert n_alone


def test_nobody_is_come_to_where_it_is_off(scene):
    s = scene(choice__come_to=0)
    assert find_owners(s.sector, s.rules, s.streams, s.sector.staff()).shape == (len(s.sector.staff()), 0)


def test_a_roof_counts_for_those_without_one(scene):
    s = scene(choice__roof=1.5)
    building = s.sector.organisations.building
    own, other = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    building[:2] = [False, True]
    assert roof(s.sector, s.rules, own, other) == pytest.approx([0, 1.5, 0, 0])
