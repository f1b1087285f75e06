"""Slow twin of courting: who goes where, whom they meet there, and what it takes."""

import numpy as np
import pytest

from ecology.mechanisms.courting import court


def test_courting(scene):
    s = scene(meeting__courting=0.3, meeting__courting_hours=5)
    people, o, month = s.sector.people, s.sector.organisations, s.sector.month
    people.hours_ties[:] = 1.0
    pairs = court(s.sector, s.rules, s.streams)
    firms, found = o.slots().tolist(), {}
    by_firm = {firm: [p for p in s.sector.staff().tolist() if people.employer[p] == firm] for firm in firms}
    for person in s.sector.staff().tolist():
        entry, own = int(people.entry[person]), int(people.employer[person])
        if s.streams.at("courts", month).uniform(entry)[0] >= 0.3:
            continue
        best = None
        for k in range(3):
            lot = float(s.streams.at("whom one has in mind", month).uniform(entry, k)[0])
            firm = firms[int(lot * len(firms))]
            if firm == own:
                continue
            a, b = o.capability[own].tolist(), o.capability[firm].tolist()
            use = sum(abs(x - y) for x, y in zip(a, b, strict=True)) / sum(map(max, a, b))
            if best is None or use > best[0] + 1e-12:
                best = use, firm
        if best and by_firm[best[1]]:
            which = int(float(s.streams.at("who is courted", month).uniform(entry)[0]) * 1e6)
            found[person] = by_firm[best[1]][which % len(by_firm[best[1]])]
    assert dict(zip(*pairs.tolist(), strict=True)) == found
    assert len(found) > 10
    for person in range(people.capacity):
        assert people.hours_ties[person] == pytest.approx(1.0 + 5 * (person in found))


def test_nobody_courts_where_it_is_off(scene):
    s = scene(meeting__courting=0)
    assert court(s.sector, s.rules, s.streams).shape == (2, 0)
    assert np.isfinite(s.sector.people.hours_ties).all()
