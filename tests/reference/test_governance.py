"""Slow twin of governance: who agrees on what form, what running it takes, and what say members have."""

import pytest

from ecology.mechanisms.partners.governance import agree_on_a_form, running, say

NUMBERS = {
    "governance__agree": 0.8, "governance__outweighs": 0.75, "governance__body_months": 24,
    "governance__committee": 0.25, "governance__lead_load": 0.5, "governance__lead_relief": 0.4,
    "governance__lead_voice": 0.3, "governance__body_setup": 0.8, "governance__body_setup_months": 3,
    "governance__body_relief": 0.2,
}  # fmt: skip
NONE, COMMITTEE, LEAD, BODY = range(4)


def agreed(s):
    """Let all live partnerships agree, every other one planned for 36 months; return form and lead of each by hand."""
    table, o = s.sector.partnerships, s.sector.organisations
    live = table.slots()
    table.form[:], table.months[live], table.months[live[::2]] = NONE, 12, 36
    before, expected = table.lead.tolist(), {}
    for slot in live.tolist():
        posts = [sum(o.posts[m].tolist()) if m >= 0 else 0 for m in table.member[slot].tolist()]
        lot = float(s.streams.at("agree on a form of governance", s.sector.month).uniform(int(table.entry[slot]))[0])
        if lot >= 0.8:
            expected[slot] = NONE, before[slot]
        elif max(posts) / sum(posts) >= 0.75:
            expected[slot] = LEAD, posts.index(max(posts))
        else:
            expected[slot] = (BODY if table.months[slot] >= 24 else COMMITTEE), before[slot]
    agree_on_a_form(s.sector, s.rules, s.streams, live)
    return expected


def test_forms_are_agreed(scene):
    s = scene(**NUMBERS)
    logged = len(s.sector.events.columns()["event"])
    expected = agreed(s)
    table = s.sector.partnerships
    assert {slot: (int(table.form[slot]), int(table.lead[slot])) for slot in expected} == expected
    assert {form for form, _ in expected.values()} == {NONE, COMMITTEE, LEAD, BODY}
    log = s.sector.events.columns()
    said = dict(zip(log["partnership"][logged:], log["reason"][logged:], strict=True))
    for slot, (form, _) in expected.items():
        why = said.get(int(table.entry[slot]), "")
        assert why.startswith(("", "a committee", "one member leads", "a new joint body")[form])
        assert bool(why) == (form != NONE)


def test_what_each_takes_and_gives(scene):
    s = scene(**NUMBERS)
    forms = agreed(s)
    table = s.sector.partnerships
    live = table.slots()
    table.began[live] = s.sector.month - 2
    table.began[live[: len(live) // 2]] = s.sector.month - 3
    found = []
    for slot, (form, lead) in forms.items():
        n = sum(m >= 0 for m in table.member[slot].tolist())
        total = 0.0
        for k in [k for k, m in enumerate(table.member[slot].tolist()) if m >= 0]:
            share = float(table.share[slot, k])
            young = s.sector.month - table.began[slot] < 3
            takes = {
                NONE: 1.0, COMMITTEE: 1 + 0.25 * (n - 1), LEAD: 1 + 0.5 * (n - 1) if k == lead else 0.6,
                BODY: 1.8 if young else 0.8,
            }[form]  # fmt: skip
            gives = {
                NONE: share, COMMITTEE: 1 / n, LEAD: 0.7 * share + 0.3 * (k == lead), BODY: (share + 1 / n) / 2,
            }[form]  # fmt: skip
            at = live[live == slot], live[live == slot] * 0 + k
            assert running(s.sector, s.rules, *at).tolist() == pytest.approx([takes])
            assert say(s.sector, s.rules, *at).tolist() == pytest.approx([gives])
            total += gives
            found.append((form, round(takes, 9)))
        if table.share[slot].sum() > 0.5:
            assert total == pytest.approx(1)
    assert {(BODY, 1.8), (BODY, 0.8), (LEAD, 0.6), (COMMITTEE, 1.25)} <= set(found)


def test_nothing_is_agreed_where_it_is_off(scene):
    s = scene(governance=False)
    table = s.sector.partnerships
    live = table.slots()
    assert not table.form.any()
    assert running(s.sector, s.rules, live, live * 0) == 1
    assert (say(s.sector, s.rules, live, live * 0) == table.share[live, 0]).all()
