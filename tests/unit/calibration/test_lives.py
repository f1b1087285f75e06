"""What the observer counts, on sectors put together by hand, month by month."""

import numpy as np
import pytest

from ecology import Ecology
from ecology.calibration.lives import Lives
from ecology.parameters import Parameters
from ecology.sector.ties import CONTRIBUTED, HELD_BACK, UNSEEN

MONTHS = 4
"""Of the runs below: months 3 and 4 are the second half."""


@pytest.fixture
def sector():
    out = Ecology("classroom", rng=1).sector
    assert not out.partnerships.alive.any()
    return out


@pytest.fixture
def lives(sector):
    out = Lives(Parameters(), MONTHS)
    out.begin(sector)
    return out


def begin(sector, month, *, prior=True):
    """Let two organisations begin a partnership, with one seat each; return its slot and the two people."""
    p, people = sector.partnerships, sector.people
    sector.month = month
    slot = p.occupy(1)
    firms = sector.organisations.slots()[:2]
    pair = [int(np.flatnonzero(people.alive & (people.employer == firm))[0]) for firm in firms]
    p.member[slot, :2] = firms
    p.person[slot, 0, 0], p.person[slot, 1, 0] = pair
    p.pledge[slot, :2, 0] = 9.0
    p.began[slot], p.prior_tie[slot] = month, prior
    trust_each_other(sector, pair, 0.3)
    return int(slot[0]), pair


def trust_each_other(sector, pair, *values, seen=UNSEEN):
    """Set the trust the first holds in the second, and the second in the first; and what the first saw."""
    ties = sector.ties
    values = values * 2 if len(values) == 1 else values
    for (own, other), value in zip((pair, pair[::-1]), values, strict=True):
        at = own, 0
        ties.alter[own][ties.alter[own] == other] = -1
        ties.alter[at], ties.trust[at], ties.seen[at] = other, value, UNSEEN
    ties.seen[pair[0], 0] = seen


def look(lives, sector, month):
    sector.month = month
    lives.look(sector)


def test_a_partnership_that_cost_one_member_more_than_it_gave(sector, lives):
    slot, _ = begin(sector, 3)
    look(lives, sector, 3)
    sector.partnerships.ledger[slot, :2] = 2.0, -0.1
    sector.partnerships.output[slot] = 5.0
    sector.partnerships.vacate(np.array([slot]))
    look(lives, sector, 4)
    counts = lives.counts()
    assert counts["out_of_pocket"] == ([1], [1])
    assert counts["fruitless"] == ([0], [1])


def test_a_member_that_left_is_judged_by_its_ledger_then(sector, lives):
    slot, _ = begin(sector, 2)
    look(lives, sector, 2)
    p = sector.partnerships
    p.ledger[slot, :2] = 1.0, -1.0
    p.member[slot, 1] = p.person[slot, 1, 0] = -1
    p.vacate(np.array([slot]))
    look(lives, sector, 3)
    assert lives.counts()["out_of_pocket"] == ([1], [1])


def test_a_partnership_in_which_nobody_lost_and_nothing_was_made(sector, lives):
    slot, _ = begin(sector, 3)
    look(lives, sector, 3)
    sector.partnerships.output[slot] = 0.99
    sector.partnerships.vacate(np.array([slot]))
    look(lives, sector, 4)
    assert lives.counts()["out_of_pocket"] == ([0], [1])
    assert lives.counts()["fruitless"] == ([1], [1])


def test_what_ended_in_the_first_half_is_not_judged(sector, lives):
    slot, _ = begin(sector, 1)
    sector.partnerships.vacate(np.array([slot]))
    look(lives, sector, 1)
    look(lives, sector, 2)
    assert lives.counts()["out_of_pocket"] == ([0], [0])


def test_one_that_begins_and_ends_in_one_month_is_judged_once(sector, lives):
    slot, _ = begin(sector, 3, prior=False)
    sector.partnerships.vacate(np.array([slot]))
    look(lives, sector, 3)
    look(lives, sector, 4)
    assert lives.counts()["fruitless"] == ([1], [1])
    assert lives.counts()["prior_tie"] == ([0], [1])


def test_a_slot_that_is_used_again_is_another_partnership(sector, lives):
    first, _ = begin(sector, 3)
    sector.partnerships.vacate(np.array([first]))
    look(lives, sector, 3)
    second, _ = begin(sector, 4)
    assert first == second
    look(lives, sector, 4)
    assert lives.counts()["prior_tie"] == ([2], [2])
    assert lives.counts()["fruitless"] == ([1], [1])


def test_trust_is_waited_for_until_the_mean_reaches_it(sector, lives):
    _, pair = begin(sector, 1)
    for month, trusts in ((1, (0.3, 0.3)), (2, (0.9, 0.4)), (3, (0.9, 0.6)), (4, (0.9, 0.9))):
        trust_each_other(sector, pair, *trusts)
        look(lives, sector, month)
    # mean .3, .65, .75, and nobody waits any more
    assert lives.counts()["trust"] == ([0, 0, 1], [1, 1, 1])
    # the first trusts in month 2, the second in month 4
    assert lives.counts()["pair_trust"] == ([0, 1, 0, 1], [2, 2, 1, 1])
    # of months 3 and 4, only in the last does each trust the other
    assert lives.counts()["open"] == ([1], [2])


def test_trust_that_was_there_from_the_start_is_not_waited_for(sector, lives):
    _, pair = begin(sector, 1)
    trust_each_other(sector, pair, 0.8)
    look(lives, sector, 1)
    assert lives.counts()["trust"] == ([], [])
    assert lives.counts()["pair_trust"] == ([], [])


def test_trust_is_lost_sight_of_when_the_partnership_ends(sector, lives):
    slot, _ = begin(sector, 1)
    look(lives, sector, 1)
    sector.partnerships.vacate(np.array([slot]))
    look(lives, sector, 2)
    assert lives.counts()["trust"] == ([0], [1])


def test_a_betrayal_costs_the_months_until_trust_is_back(sector, lives):
    _, pair = begin(sector, 1)
    trust_each_other(sector, pair, 0.6)
    look(lives, sector, 1)
    for month, trust, seen in ((2, 0.48, HELD_BACK), (3, 0.55, CONTRIBUTED), (4, 0.6, CONTRIBUTED)):
        trust_each_other(sector, pair, trust, 0.6, seen=seen)
        look(lives, sector, month)
    assert lives.counts()["betrayal"] == ([0, 1], [1, 1])


def test_who_is_betrayed_again_is_followed_no_further(sector, lives):
    _, pair = begin(sector, 1)
    trust_each_other(sector, pair, 0.6)
    look(lives, sector, 1)
    for month, trust, seen in ((2, 0.48, HELD_BACK), (3, 0.5, CONTRIBUTED), (4, 0.4, HELD_BACK)):
        trust_each_other(sector, pair, trust, 0.6, seen=seen)
        look(lives, sector, month)
    assert lives.counts()["betrayal"] == ([0], [1])


def test_holding_back_by_somebody_not_trusted_is_no_betrayal(sector, lives):
    _, pair = begin(sector, 1)
    trust_each_other(sector, pair, 0.5)
    look(lives, sector, 1)
    trust_each_other(sector, pair, 0.4, 0.5, seen=HELD_BACK)
    look(lives, sector, 2)
    look(lives, sector, 3)
    assert lives.counts()["betrayal"] == ([], [])


def test_partners_out_of_pocket_are_counted_in_partnerships_a_year_old(sector):
    lives = Lives(Parameters(), 26)
    lives.begin(sector)
    slot, _ = begin(sector, 2)
    sector.partnerships.ledger[slot, :2] = 1.0, -1.0
    look(lives, sector, 13)
    assert lives.counts()["partners_out_of_pocket"] == ([0], [0])  # 11 months old, and the first half
    look(lives, sector, 14)
    assert lives.counts()["partners_out_of_pocket"] == ([1], [2])


def test_closures_are_counted_among_those_open_the_month_before(sector, lives):
    look(lives, sector, 1)
    sector.organisations.vacate(sector.organisations.slots()[:1])
    look(lives, sector, 2)
    look(lives, sector, 3)
    assert lives.counts()["closures"] == ([1], [12 + 12 + 11])


def test_newcomers_among_grant_holders_are_counted_once_a_round(sector):
    lives = Lives(Parameters(), 36)
    organisations, grants = sector.organisations.slots()[:4], sector.grants
    grants.vacate(grants.slots())
    grants.organisation[grants.occupy(3)] = organisations[:3]
    lives.begin(sector)
    look(lives, sector, 35)
    grants.organisation[grants.slots()[0]] = organisations[3]
    look(lives, sector, 36)
    # one of three holds a grant that held none; an organisation with two grants would count once
    assert lives.counts()["new_grantees"] == ([1], [3])


def test_looking_changes_nothing():
    watched, alone = (Ecology("classroom", rng=3) for _ in range(2))
    lives = Lives(Parameters(), 30)
    lives.begin(watched.sector)
    for _ in range(30):
        watched.step()
        lives.look(watched.sector)
        alone.step()
    assert watched.frame.equals(alone.frame)
    for kind in ("people", "organisations", "partnerships", "ties"):
        assert getattr(watched, kind).equals(getattr(alone, kind))
    # every partnership begun in the second half has been taken up
    begun = alone.events.query("event == 'partnership begun' and month > 15")["partnership"].nunique()
    assert lives.counts()["prior_tie"][1] == [begun]
    ended = alone.events.query("event == 'partnership ended' and month > 15")["partnership"].nunique()
    assert lives.counts()["fruitless"][1] == [ended]
