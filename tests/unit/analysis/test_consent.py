"""Consent at each level, with the kinds of mind worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from ecology import Ecology
from ecology.analysis.consent import KINDS, MEASURES, by_level, mind, mismatches


def seats(*rows):
    """Return seats from (partnership, level, consent, contributed, energy)."""
    return pd.DataFrame(rows, columns=["partnership", "level", "consent", "contributed", "energy"])


TABLE = seats(
    (1, "top", 1.0, 1, 0.8), (1, "operational", 0.3, 0, 0.8), (1, "operational", 0.5, 0, 0.4),  # .4, 0, .6 below
    (2, "top", 0.3, 0, 0.6), (2, "middle", 1.0, 1, 0.9), (2, "operational", 1.0, 1, 0.4),
    (3, "top", 0.5, 1, 0.5), (3, "operational", 0.5, np.nan, 0.5),
    (4, "top", 1.0, 1, 0.9),
)  # fmt: skip


def test_top_may_agree_while_the_front_line_does_not_and_the_reverse():
    """I4: the fourth partnership has nobody of the front line, and the third's has not acted yet."""
    assert mind(TABLE, "consent").to_dict() == {1: "top alone", 2: "front line alone", 3: "both go along"}
    assert mind(TABLE, "contributed").to_dict() == {1: "top alone", 2: "front line alone"}
    assert mind(TABLE, "energy").to_dict() == {1: "both go along", 2: "top alone", 3: "both go along"}
    counts = mismatches(TABLE)
    assert counts.loc["consent"].to_dict() == {
        "both go along": 1, "top alone": 1, "front line alone": 1, "neither goes along": 0,
    }  # fmt: skip


def test_each_level_has_its_means():
    found = by_level(TABLE)
    assert found["seats"].to_dict() == {"middle": 1, "operational": 4, "top": 4}
    assert found.loc["top", "consent"] == pytest.approx((1 + 0.3 + 0.5 + 1) / 4)
    assert found.loc["operational", "contributed"] == pytest.approx(1 / 3)


@pytest.fixture(scope="module")
def eco():
    made = Ecology("standard", rng=1, events=False)
    made.run(48)
    return made


def test_both_kinds_of_mismatch_occur(eco):
    """I4: by what they agreed to and by what they do, there are partnerships carried by one level alone."""
    counts = mismatches(eco.seats)
    for measure in ("consent", "contributed"):
        assert (counts.loc[measure, ["top alone", "front line alone"]] > 0).all()
    assert (counts.sum(axis=1) <= len(eco.partnerships)).all()
    assert list(counts.columns) == list(KINDS.values())
    assert list(counts.index) == list(MEASURES)


def test_seats_say_what_the_columns_say(eco):
    found, p = eco.seats, eco.sector.partnerships
    assert len(found) == sum(1 for slot in p.slots() for who in p.person[slot].ravel() if who >= 0)
    assert set(found["partnership"]) == set(eco.partnerships.index)
    assert set(found["person"]) <= set(eco.people.index)
    assert (found["contributed"] == 1).sum() / found["contributed"].notna().sum() == pytest.approx(
        eco.frame["cooperation_rate"].iloc[-1]
    )
    # who signed agreed as freely as the member; a colleague's signature counts for less
    lost = eco.rules.parameters.energy.signature
    one = found.groupby(["partnership", "organisation"])
    for _, rows in one:
        if rows["signed"].any() and not rows["signed"].all():
            assert rows.loc[~rows["signed"], "consent"].max() == pytest.approx(
                (1 - lost) * rows.loc[rows["signed"], "consent"].iloc[0]
            )
