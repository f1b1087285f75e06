"""Every way a partnership can end is reached by some sector, each where its cause is made common."""

import pytest

from ecology import Ecology
from ecology.mechanisms.lives.lifecycle import ENDINGS

COMMON = {
    "completed": {"shadow.renewal": 0.0},
    "relationship failure": {"lifecycle.distrust": 0.9, "lifecycle.leave_distrust": 0.5},
    "productivity failure": {"game.cost": 2.0, "lifecycle.leave_loss": 0.5},
    # nobody can define the problem in the time money gives them
    "outcome failure": {"lifecycle.define_months": 24.0},
    "inertia": {"lifecycle.token": 1.0, "game.synergy": 0.0},
    "dissolved amicably": {"lifecycle.amicable": 0.3},
    "member closed": {"money.closure_small": 0.9, "money.closure_medium": 0.9, "money.closure_large": 0.9},
    "learning race": {"lifecycle.race_gap": 0.99, "lifecycle.leave_race": 0.5},
}
"""Ending → parameters under which it must occur within four years."""


def test_there_is_a_case_for_every_ending():
    assert set(COMMON) == set(ENDINGS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_happens(ending):
    eco = Ecology("standard", parameters=COMMON[ending], rng=1)
    eco.run(48)
    assert ending in {spell.reason for spell in eco.sector.spells}
    told = eco.events
    assert ending in set(told.loc[told["event"] == "partnership ended", "reason"])
