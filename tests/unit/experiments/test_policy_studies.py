"""Studies of policies: estimators on made-up numbers, who is given what, and small runs that must come out as said."""

import numpy as np
import pandas as pd
import pytest

from ecology import Policy
from ecology.errors import EcologyError, UnknownName
from ecology.experiments import frontier as frontiers
from ecology.experiments.decomposition import ALONE, WHOLE, WITHOUT, decomposition, parts
from ecology.experiments.evaluation import (
    DESIGNS,
    WAVES,
    before_after,
    change,
    difference_of_waves,
    evaluation,
    given_to,
    matched,
    randomised,
    rolled_out,
    staggered,
    summed_up,
)
from ecology.experiments.frontier import Judge, frontier, mix, search
from ecology.experiments.rivals import WORLDS, rivals
from ecology.policies.levers import LEVERS

MONTHS, FIRMS = 60, 40


def told(effect, treated, trend=0.0, from_month=12):
    """Return made-up outcomes: a level for each organisation, a trend for all, and an effect on those treated."""
    months = np.arange(MONTHS)[:, None]
    level = np.linspace(10, 20, FIRMS)[None, :]
    noise = np.sin(np.arange(MONTHS * FIRMS)).reshape(MONTHS, FIRMS) * 1e-3
    return level + trend * months / MONTHS + effect * treated * (months >= from_month) + noise


HALF = np.arange(FIRMS) % 2 == 0


def test_before_and_after_takes_the_trend_for_the_policy():
    everybody = np.ones(FIRMS, dtype=bool)
    assert before_after(told(3, everybody), everybody)[0] == pytest.approx(3, abs=0.01)
    # the last two years lie 47.5 months in the middle, the first 5.5: 42/60 of the trend is between them
    assert before_after(told(3, everybody, trend=10), everybody)[0] == pytest.approx(3 + 10 * 42 / 60, abs=0.01)


def test_a_comparison_with_others_takes_the_trend_away():
    for estimator in (randomised, matched):
        effect, low, high = estimator(told(3, HALF, trend=10), HALF)
        assert effect == pytest.approx(3, abs=0.3)
        assert low < effect < high
    assert randomised(told(3, HALF, trend=10), HALF)[0] == pytest.approx(3, abs=0.01)


def test_a_staggered_roll_out_compares_with_those_who_wait():
    wave = np.arange(FIRMS) * len(WAVES) // FIRMS
    gap = sum(5.0 * (wave == number) * (np.arange(MONTHS)[:, None] >= start - 1) for number, start in enumerate(WAVES))
    found = told(0, HALF, trend=10) + gap
    assert rolled_out(found, wave)[0] == pytest.approx(5, abs=0.01)
    assert difference_of_waves(gap, wave) == pytest.approx(5)


def test_who_has_closed_is_left_out_and_with_too_few_nothing_is_said():
    found = told(3, HALF)
    found[-1, 0] = np.nan
    assert np.isnan(change(found)[0])
    assert randomised(found, HALF)[0] == pytest.approx(3, abs=0.01)
    assert np.isnan(randomised(found, np.arange(FIRMS) == 0)).all()


def test_a_policy_is_given_to_some_from_a_month_on():
    policy = Policy("p", "", "", (("audit", LEVERS["audit"](end=30)), ("convening", LEVERS["convening"]())))
    later = given_to(policy, ["A", "B"], 25)
    assert [lever.who.organisation for _, lever in later.levers] == [("A", "B")] * 2
    assert [(lever.start, lever.end) for _, lever in later.levers] == [(25, 30), (25, 1200)]
    assert not given_to(policy, []).levers[0][1].who.share
    waves = staggered(policy, np.array(["A", "B", "C"]), np.array([0, 1, 2]))
    assert [(lever.who.organisation, lever.start) for _, lever in waves.levers[::2]] == [
        (("A",), 13), (("B",), 25), (("C",), 37),
    ]  # fmt: skip


def test_evaluations_of_a_policy_that_does_nothing_find_nothing_true():
    nothing = Policy("nothing", "", "", (("convening", LEVERS["convening"](intensity=0)),))
    found = evaluation(nothing, sectors=2, organisations=12)
    assert set(found["design"]) == set(DESIGNS)
    assert (found[["on_treated", "on_all"]] == 0).all().all()
    summed = summed_up(found).set_index("design")
    assert (summed["bias"] == summed["answer"]).all()


def test_parts_are_the_whole_each_alone_and_all_but_each():
    policy = Policy("p", "", "", (("audit", LEVERS["audit"]()), ("convening", LEVERS["convening"]())))
    found = parts(policy)
    names = {key: [name for name, _ in one.levers] for key, one in found.items()}
    assert names == {
        (WHOLE, ""): ["audit", "convening"], (ALONE, "audit"): ["audit"], (WITHOUT, "audit"): ["convening"],
        (ALONE, "convening"): ["convening"], (WITHOUT, "convening"): ["audit"],
    }  # fmt: skip


def test_a_policy_of_one_lever_is_that_lever():
    policy = Policy("p", "", "", (("channels", LEVERS["channels"]()),))
    found = decomposition(policy, sector="classroom", runs=2, months=24, outcomes=("cooperation_rate",))
    by = found.set_index("what")["difference"]
    assert by[WHOLE] == by[ALONE] == by[WITHOUT]


def test_funders_that_may_not_change_keep_to_their_policy():
    found = rivals({"Council": "targets", "Trust": "none"}, sector="classroom", runs=2, months=24)
    assert set(found["world"]) == set(WORLDS)
    kept = found[found["world"] == "funders keep to their policy, organisations choose"]
    assert (kept["won"] == 0).all()
    both = found.groupby(["world", "year", "measure"])["mean"].sum()
    assert both.to_numpy() == pytest.approx(1)


class Landscape(Judge):
    """A judge of a made-up landscape: one lever brings trust, the other value, and each costs £1,000."""

    def differences(self, intensities, seeds):
        trust, value = intensities
        return np.array([[value, trust, 1000 * (trust + value)]] * len(list(seeds)))


def test_the_search_finds_the_frontier_within_the_budget():
    judge = Landscape(None, ("audit", "convening"), ("public_value", "partner_trust"), "classroom", 12)
    found = search(judge, 1000, 150, 1, 0)
    assert len(found) >= 5
    # the frontier is where the whole budget is spent
    assert all(sum(one) == pytest.approx(1) for one in found)


def test_a_frontier_is_told_in_words_with_its_cost(monkeypatch):
    monkeypatch.setattr(frontiers, "search", lambda *_: [(0.0, 0.0), (0.5, 1.0)])
    found = frontier(("convening", "channels"), sector="classroom", months=20, check_runs=2)
    assert sorted(found["mix"]) == ["convening 50 %, channels 100 %", "no lever"]
    bare = found[found["mix"] == "no lever"].iloc[0]
    assert (bare["cost"], bare["public_value"], bare["partner_trust"]) == (0, 0, 0)
    assert found["cost"].max() > 0
    assert isinstance(found, pd.DataFrame)
    with pytest.raises(UnknownName, match="convening"):
        frontier(("convning",))
    with pytest.raises(EcologyError, match="two or three"):
        frontier(outcomes=("public_value",))
    assert mix((0, 0.3), ("audit", "convening")).levers[0][1].intensity == 0.3
