"""With every mechanism switched off the sector is a case for pencil and paper, and equals it.

Everybody contributes out of habit (strangers are trusted, so contingent cooperators and discriminators do too),
nobody moves, learns, trusts more or less, leaves or closes. What is left is arithmetic:

- a seat gives x = E d, with its starting energy E = 0.6 and all the hours it pledged, d = 1;
- stage 1 takes one month of full contributions, so two at 0.6; stage 2 takes 1.5, so three at 0.6;
- two or more members make f Σ x: nothing in stage 1, 0.3 of it in stage 2, all of it in stage 3;
- each takes an equal share, and pays c x times 0.35, 0.6 and 1 by stage, and k;
- a partnership lives for the 24 months it was planned for, and is completed;
- what is not given to partners, colleagues or funders is own work, of which an hour is worth £20.
"""

import numpy as np
import pytest

from ecology import Ecology
from ecology.presets.sectors import synthetic

E, COST, SEAT_COST, PLEDGE = 0.6, 0.4, 0.02, 9.0
BARE = {
    "all": False, "decision.prosocial": 1, "shadow.renewal": 0, "choice.opportunities": 0.1, "hours.elasticity": 0,
    "ownwork.exponent": 1, "ownwork.joint_value": 1, "ownwork.value_per_hour": 20, "energy.start": E, "game.cost": COST,
    "game.transaction_cost": SEAT_COST, "choice.pledge": 0.06, "hours.contract": 150, "lifecycle.define_months": 1,
    "lifecycle.direct_months": 1.5, "lifecycle.inertia_months": 60, "lifecycle.slip_months": 36,
    "shadow.planned_months": 24, "funding.grant_months": 24,
    "money.floor_months": 24, "trust.initial": 1,
}  # fmt: skip
MONTHS = 57


def stage_at(age):
    """Return the stage a partnership plays in at an age of 0, 1, … months."""
    return 1 if age < 2 else 2 if age < 5 else 3


@pytest.fixture(scope="module")
def history():
    """Return a bare sector's months: the model, and for each month copies of what the test reads."""
    eco = Ecology(synthetic("bare", 20, 140), "none", parameters=BARE, rng=3)
    months = []
    first = (eco.sector.people.employer.copy(), eco.sector.people.knowledge.copy(), eco.sector.ties.trust.copy())
    for _ in range(MONTHS):
        eco.step()
        p = eco.sector.partnerships
        months.append({name: getattr(p, name).copy() for name in
                       ("alive", "member", "person", "stage", "value", "payoff", "contribution", "began", "entry",
                        "energy", "ledger")})  # fmt: skip
    return eco, months, first


def played(months):
    """Yield month, slot and state of each partnership that played in the month and lived on."""
    for month, state in enumerate(months, start=1):
        for slot in np.flatnonzero(state["alive"]).tolist():
            yield month, slot, state


def test_there_is_something_to_work_out(history):
    _, months, _ = history
    assert sum(1 for _ in played(months)) > 200


def test_nobody_moves_learns_or_changes_their_mind(history):
    eco, _, (employer, knowledge, trust) = history
    people = eco.sector.people
    assert np.array_equal(people.employer, employer)
    assert np.array_equal(people.knowledge, knowledge)
    known = eco.sector.ties.alter[:, :] >= 0
    # a tie made on the way starts with the trust in a stranger, and stays there
    same = eco.sector.ties.trust == trust
    assert (same | (eco.sector.ties.trust == np.float32(1)))[known].all()
    assert (people.motivation[people.alive] == 1).all()


def test_each_partnership_makes_and_pays_what_can_be_worked_out(history):
    _, months, _ = history
    for month, slot, state in played(months):
        age = month - int(state["began"][slot])
        n = int((state["member"][slot] >= 0).sum())
        stage = stage_at(age)
        value = (0, 0, 0.3, 1)[stage] * n * E
        cost = (0, 0.35, 0.6, 1)[stage] * COST * E + SEAT_COST
        there = state["member"][slot] >= 0
        assert state["value"][slot] == pytest.approx(value, rel=1e-12)
        assert state["contribution"][slot][there] == pytest.approx(E, rel=1e-12)
        assert state["payoff"][slot][there] == pytest.approx(value / n - cost, rel=1e-12)
        assert (state["energy"][slot][state["person"][slot] >= 0] == E).all()


def test_each_is_completed_when_it_was_planned_to_be(history):
    eco, _, _ = history
    spells = eco.sector.spells
    assert spells
    assert {spell.reason for spell in spells} == {"completed"}
    assert {spell.ended - spell.began + 1 for spell in spells} == {24}


def test_what_one_makes_in_its_life(history):
    eco, _, _ = history
    # two members: three months at 0.3 and nineteen at 1, of 1.2; three members 1.8, four 2.4
    expected = {round((3 * 0.3 + 19) * n * E, 9) for n in (2, 3, 4)}
    assert {round(spell.output, 9) for spell in eco.sector.spells} <= expected


def test_public_value_is_hours_times_their_worth(history):
    eco, _, _ = history
    s = eco.sector
    staff = s.staff()
    # nobody meets anybody, and a seat takes its pledge and k of it
    seats = s.partnerships.alive[:, None, None] & (s.partnerships.person >= 0)
    n_seats = np.bincount(s.partnerships.person[seats], minlength=s.people.capacity)[staff]
    bids = s.people.hours_admin[staff]
    own = 150.0 - bids - n_seats * PLEDGE * (1 + SEAT_COST)
    made = sum(
        (0, 0, 0.3, 1)[stage_at(s.month - int(s.partnerships.began[p]))] * n * E * PLEDGE * count / n
        for p in s.partnerships.slots().tolist()
        for n in [int((s.partnerships.member[p] >= 0).sum())]
        for count in [int(seats[p].sum())]
    )
    last = eco.frame.loc[MONTHS, "public_value"]
    ended_now = [spell for spell in s.spells if spell.ended == MONTHS]
    assert not ended_now
    assert last == pytest.approx(20 * (own.sum() + made), rel=1e-9)
