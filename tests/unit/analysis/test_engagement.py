"""Charity, exchange and integration, from depth and from who has gained and lost."""

import math

import pandas as pd
import pytest

from ecology import Ecology
from ecology.analysis.engagement import KINDS, SAID, counts, kind_of, kinds, transitions


def partnerships(*rows):
    """Return partnerships from (entry, depth, ledgers of its members)."""
    made = {}
    for entry, depth, ledger in rows:
        held = {f"member_{i}": i if i < len(ledger) else -1 for i in range(4)}
        held |= {f"ledger_{i}": ledger[i] if i < len(ledger) else 0.0 for i in range(4)}
        made[entry] = {"depth": depth, **held}
    return pd.DataFrame.from_dict(made, orient="index")


BEFORE = partnerships(
    (1, "communication", [5, -2]), (2, "cooperation", [5, 0, 1]), (3, "merger", [-5, 9]), (4, "communication", [-1, 0]),
    (5, "communication", [5, -2]), (6, "communication", [1, -1, 3, 2]),
)  # fmt: skip


def test_the_three_are_told_from_depth_and_from_what_each_gives_and_takes():
    """J3: below coordination, some out of pocket is charity and nobody is exchange; integration is for the bound."""
    assert kinds(BEFORE).to_dict() == {
        1: "charity", 2: "exchange", 3: "integration", 4: "nothing yet", 5: "charity", 6: "charity",
    }  # fmt: skip
    assert counts(BEFORE).to_dict() == {"nothing yet": 1, "charity": 3, "exchange": 1, "integration": 1}


@pytest.mark.parametrize(
    ("depth", "expected"), [(0, "exchange"), (1, "exchange"), (2, "integration"), (3, "integration")]
)
def test_from_coordination_on_partners_are_integrated(depth, expected):
    assert kind_of(depth, [1.0, 1.0]) == expected


def test_they_may_be_stages_or_for_good():
    """J3: of three charities one has become an exchange, one is still charity and one has ended."""
    after = partnerships(
        (1, "communication", [6, 1]), (2, "coordination", [6, 1, 2]), (3, "merger", [1, 9]),
        (4, "communication", [-1, -1]), (6, "communication", [1, -2, 3, 2]), (7, "communication", [1, 1]),
    )  # fmt: skip
    moved = transitions(BEFORE, after)
    assert moved.loc["charity"].to_dict() == pytest.approx(
        {"nothing yet": 0, "charity": 1 / 3, "exchange": 1 / 3, "integration": 0, "gone": 1 / 3}
    )
    assert moved.loc["exchange", "integration"] == moved.loc["integration", "integration"] == 1
    assert math.isnan(transitions(BEFORE.loc[[1]], after).loc["exchange", "gone"])


def test_a_story_says_which_it_is():
    eco = Ecology("standard", rng=1)
    eco.run(36)
    mine = kinds(eco.partnerships)
    assert len(set(mine)) > 1
    assert set(mine) <= set(KINDS)
    for kind in set(mine):
        story = eco.story(int(mine.index[mine == kind][0]))
        assert SAID[kind] in story.now
