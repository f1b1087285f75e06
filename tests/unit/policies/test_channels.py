"""Kinds of channel: what each shows and takes, worked out by hand from the table; the ranking as it is told."""

import numpy as np
import pandas as pd
import pytest

from ecology import Ecology
from ecology.errors import OutOfRange
from ecology.experiments.channels import figure, told
from ecology.policies.kinds import KINDS
from ecology.policies.levers.channels import Channels

MEETINGS, MEMORANDUM, PERK = 1, 6, 9


@pytest.fixture(scope="module")
def terms():
    eco = Ecology("classroom", rng=1)
    eco.run(1)
    return eco.rules.terms


def asked(lever, terms, month):
    amended = lever.amend(terms, month)
    return {name: float(getattr(amended, name)[0, 0])
            for name in ("channel_sight", "channel_hours", "control", "organisation_cost")}  # fmt: skip


def test_there_are_nine_and_each_is_a_sound_row():
    assert len(KINDS) == len({kind.name for kind in KINDS}) == 9
    for kind in KINDS:
        assert 0 < kind.reach <= 1
        assert 0 < kind.accuracy <= 1
        assert kind.every >= 1
        assert kind.hours > 0
        assert kind.cost > 0
        assert 0 <= kind.intrusiveness < 0.5
    with pytest.raises(OutOfRange):
        Channels(kind=10)


def test_a_kind_brings_its_own_figures(terms):
    # a perk for reporting: .8 of partners, .7 of acts, 1.5 hours, £60, control .1
    perk = asked(Channels(kind=PERK, start=1, reach=0.1, hours=50), terms, 5)
    assert perk == pytest.approx(
        {"channel_sight": 0.56, "channel_hours": 1.5, "control": 0.1, "organisation_cost": 60}
    )  # fmt: skip
    own = asked(Channels(start=1, reach=0.5, accuracy=0.5, hours=2, cost=7, intrusiveness=0.3), terms, 5)
    assert own == pytest.approx({"channel_sight": 0.25, "channel_hours": 2, "control": 0.3, "organisation_cost": 7})


def test_what_shows_once_in_so_many_months_shows_so_much_the_less(terms):
    # meetings: .8 × .7 every third month; the memorandum: .9 every twelfth
    assert asked(Channels(kind=MEETINGS, start=1), terms, 5)["channel_sight"] == pytest.approx(0.56 / 3)
    assert asked(Channels(kind=MEMORANDUM, start=1), terms, 5)["channel_sight"] == pytest.approx(0.9 / 12)
    assert asked(Channels(kind=MEETINGS, start=6), terms, 5) == asked(Channels(kind=PERK, start=6), terms, 5)


def test_the_ranking_is_told_and_drawn():
    found = pd.DataFrame(
        [
            ("a newsletter", 537.0, 0.052, 0.041, 0.064, 9.78, 7.55, 12.01, 16),
            ("a wall", 10.0, -0.006, -0.02, 0.01, -6, -20, 8, 16),
        ],
        columns=["kind", "cost", "difference", "low", "high", "for_a_pound", "pound_low", "pound_high", "n_pairs"],
    )  # fmt: skip
    assert told(found).splitlines()[2] == "| a newsletter | 537 | +5.2 (+4.1 to +6.4) | +9.78 (+7.55 to +12.01) |"
    (axes,) = figure(found).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a newsletter", "a wall"]
    assert "£1,000 a month" in axes.get_xlabel()
    assert np.allclose(axes.lines[1].get_xdata(), [9.78, -6])
