"""Slow twin of styles of leading: who leads how, and what that does to pace, common ground and energy."""

import pytest

from ecology.mechanisms.lives.styles import note_styles, push, sense, style_of, warmth

NAMES = ("sovereign", "lover", "warrior", "magician")


def leader(s, slot):
    table = s.sector.partnerships
    seats = table.person[slot, table.lead[slot]].tolist()
    return next((p for p in reversed(seats) if p >= 0), -1)


def parts(s, person):
    r, long = s.sector.people.values[person].tolist()
    return [(1 - r) * long, r * (1 - long), (1 - r) * (1 - long), r * long]


def good(part):
    return max(-1, 1 - abs(4 * part - 1))


def test_styles_of_leading(scene):
    s = scene(lifecycle__style=0.4, energy__lead=0.2)
    table = s.sector.partnerships
    live = table.slots()
    table.style[:] = 0
    logged = len(s.sector.events.columns()["event"])
    note_styles(s.sector, s.rules)
    log = s.sector.events.columns()
    told = dict(zip(log["partnership"][logged:], log["reason"][logged:], strict=True))
    pace, ground = push(s.sector, s.rules, live), sense(s.sector, s.rules, live)
    by_slot = {}
    for i, slot in enumerate(live.tolist()):
        person = leader(s, slot)
        style = parts(s, person) if person >= 0 else None
        by_slot[slot] = [good(part) for part in style] if style else [0] * 4
        assert pace[i] == pytest.approx(1 + 0.4 * by_slot[slot][0 if table.stage[slot] < 3 else 2])
        assert ground[i] == pytest.approx(1 + 0.4 * by_slot[slot][3])
        if style:
            strongest = max(range(4), key=style.__getitem__)
            assert table.style[slot] == strongest + 1
            overdone = " who overdoes it" if style[strongest] > 0.5 else ""
            assert told[int(table.entry[slot])] == NAMES[strongest] + overdone
    added = warmth(s.sector, s.rules, s.seats)
    for i, (slot, member) in enumerate(zip(s.seats.partnership.tolist(), s.seats.member.tolist(), strict=True)):
        assert added[i] == pytest.approx(0 if member == table.lead[slot] else 0.2 * by_slot[slot][1])
    assert min(min(held) for held in by_slot.values()) < 0 < max(max(held) for held in by_slot.values())
    # what has been told is not told again while the same person leads
    n = len(s.sector.events.columns()["event"])
    note_styles(s.sector, s.rules)
    assert len(s.sector.events.columns()["event"]) == n


def test_four_parts_are_one_whole(scene):
    s = scene(**{"lead-styles": False})
    assert style_of(s.sector.people.values).sum(1) == pytest.approx(1)
    assert not s.sector.partnerships.style.any()
    live = s.sector.partnerships.slots()
    assert (push(s.sector, s.rules, live), sense(s.sector, s.rules, live)) == (1, 1)
    assert warmth(s.sector, s.rules, s.seats) == 0
