"""Slow twin of taking part unapproved: who goes ahead, whose house refused, and the hours that takes."""

import numpy as np
import pytest

from ecology.mechanisms.partners.unapproved import count_unapproved, go_ahead


def test_who_goes_ahead(scene):
    s = scene(choice__unapproved=0.5, choice__approval=0.6)
    people, o, month = s.sector.people, s.sector.organisations, s.sector.month
    staff = s.sector.staff()
    initiator, asked = staff[:40], staff[-40:]
    refused = np.arange(40) % 4 != 0
    ahead, theirs = go_ahead(s.sector, s.rules, s.streams, initiator, asked, refused)
    for i in range(40):
        pair = [people.entry[initiator[i]]], [people.entry[asked[i]]]
        goes, whose = (
            float(s.streams.at(name, month).uniform(*pair)[0])
            for name in ("take part unapproved", "whose house refused")
        )
        h, k = (round(2 * float(o.hierarchy[people.employer[who[i]]])) for who in (asked, initiator))
        expected = bool(refused[i]) and goes < 0.5
        assert bool(ahead[i]) == expected
        if expected and h + k:
            assert bool(theirs[i]) == (whose < (1 - 0.6**h) / (1 - 0.6 ** (h + k)))
    assert 0 < theirs.sum() < ahead.sum()
    assert not go_ahead(s.sector, scene(choice__unapproved=0).rules, s.streams, initiator, asked, refused)[0].any()


def test_hours_without_leave_are_counted_separately(scene):
    s = scene(choice__unapproved=1, choice__approval=0.3)
    people, table = s.sector.people, s.sector.partnerships
    hours = np.linspace(1, 2, len(s.seats.person))
    count_unapproved(s.sector, s.rules, s.seats, hours)
    expected = [0.0] * people.capacity
    for i, person in enumerate(s.seats.person.tolist()):
        if table.unapproved[s.seats.partnership[i], s.seats.member[i]]:
            expected[person] += hours[i]
    assert people.hours_unapproved == pytest.approx(expected)
    assert sum(expected) > 0


def test_what_is_kept_is_what_is_logged(scene):
    s = scene(choice__unapproved=1, choice__approval=0.3)
    table, log = s.sector.partnerships, s.sector.events.columns()
    rows = [i for i, what in enumerate(log["event"]) if what == "took part unapproved"]
    told = {(log["partnership"][i], log["organisation"][i]) for i in rows}
    o = s.sector.organisations
    for slot in table.slots().tolist():
        for m in np.flatnonzero(table.member[slot] >= 0).tolist():
            firm = int(o.entry[table.member[slot, m]])
            assert bool(table.unapproved[slot, m]) == ((int(table.entry[slot]), firm) in told)
            # nobody else of that house is there
            assert not table.unapproved[slot, m] or (table.person[slot, m] >= 0).sum() == 1
    # a house that gave no leave sends no successor
    heirs = {
        log["person"][i]
        for i, what in enumerate(log["event"])
        if what == "seat handed over" and (log["partnership"][i], log["organisation"][i]) in told
    }
    assert heirs == {-1}
    assert (s.sector.people.hours_unapproved <= s.sector.people.hours_joint + 1e-9).all()
    assert s.sector.people.hours_unapproved.sum() > 0
