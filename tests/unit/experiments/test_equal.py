"""Equal terms: what is measured, how policies are scaled, and what is said of it."""

import numpy as np
import pytest

from ecology import Policy, compare
from ecology.errors import EcologyError, UnknownName
from ecology.experiments.compare import planned
from ecology.experiments.equal import Pilots, Scaled, at_share, made_equal
from ecology.experiments.wording import assumptions
from ecology.policies.levers import LEVERS

SMALL = {"sector": "classroom", "runs": 2, "months": 20, "ends": 0}


def policy(name, **levers):
    return Policy(name, f"{name}.", "test", tuple((key, LEVERS[key](**values)) for key, values in levers.items()))


HEAVY = policy("heavy", reporting={"hours": 40, "fixed_share": 1}, audit={"rate": 1})
LIGHT = policy("light", reporting={"hours": 10, "fixed_share": 1})
NOTHING = policy("nothing")


def test_the_least_demanding_sets_the_terms_and_the_others_are_scaled_to_it():
    plan = made_equal(planned([NOTHING, HEAVY, LIGHT], **SMALL), "burden")
    nothing, heavy, light = plan.scaled
    assert (nothing.share, light.share) == (1, 1)
    assert nothing.before == 0
    assert 0 < heavy.share < 1
    assert heavy.before > light.before
    assert heavy.after == pytest.approx(light.before, rel=0.02)
    assert heavy.least == light.before
    assert [lever.intensity for _, lever in plan.policies[1].levers] == [heavy.share, heavy.share]
    assert plan.policies[0] is NOTHING
    assert plan.policies[2] is LIGHT


def test_equal_spend_is_what_levers_cost_month_by_month():
    # an audit costs £1,500 · rate / 12 a grant, convening 12 · 40 / 12 places at £120 a month
    spendthrift, thrifty = policy("spendthrift", convening={"places": 10}), policy("thrifty", recognition={})
    plan = planned([spendthrift, thrifty], **SMALL)
    equal = made_equal(plan, "spend")
    spent = {
        one.name: compare([one, NOTHING], **SMALL).frame.query("metric == 'lever_cost' and month > 12")["value"].sum()
        for one in equal.policies
    }
    assert spent["spendthrift"] == pytest.approx(spent["thrifty"], rel=0.02)
    assert equal.scaled[0].before == pytest.approx(10 * 120, rel=0.1)


def test_both_adds_hours_at_the_value_of_own_work():
    plan = planned([HEAVY, LIGHT], **SMALL)
    takes = {by: Pilots(plan, by, 1, None).taken([HEAVY])["heavy"] for by in ("spend", "burden", "both")}
    firms = takes["both"] - takes["spend"]
    organisations = (
        compare([HEAVY, NOTHING], **SMALL)
        .frame.query("metric == 'organisations_alive' and month > 12 and policy == 'heavy'")["value"]
        .mean()
    )
    assert firms == pytest.approx(20 * organisations * takes["burden"])


def test_scaling_by_nought_or_one_is_what_it_says():
    assert at_share(HEAVY, 1) is HEAVY
    assert [lever.intensity for _, lever in at_share(HEAVY, 0.25).levers] == [0.25, 0.25]
    assert "25%" in at_share(HEAVY, 0.25).summary


def test_what_cannot_be_made_equal_is_said():
    plan = planned([NOTHING, HEAVY], **SMALL)
    with pytest.raises(EcologyError, match="fewer than two of these policies take anything"):
        made_equal(plan, "burden")
    with pytest.raises(UnknownName, match="burden"):
        made_equal(plan, "burdne")
    with pytest.raises(EcologyError, match=r"amount = -1: must be above 0\.05"):
        made_equal(plan, "burden", amount=-1)


def test_an_amount_may_be_given_and_who_takes_less_is_left_as_it_is():
    plan = planned([NOTHING, HEAVY, LIGHT], **SMALL)
    least = made_equal(plan, "burden").scaled[2].before
    nothing, heavy, light = made_equal(plan, "burden", amount=2 * least).scaled
    assert heavy.after == pytest.approx(2 * least, rel=0.02)
    assert (nothing.share, light.share, light.after) == (1, 1, least)


def test_the_same_study_scales_by_the_same_with_one_worker_or_two():
    plan = planned([HEAVY, LIGHT], **SMALL)
    assert made_equal(plan, "both").scaled == made_equal(plan, "both", workers=2).scaled


def test_what_was_scaled_is_said_in_the_report_and_kept(tmp_path):
    found = compare([NOTHING, HEAVY, LIGHT], **SMALL, equal="burden")
    said = assumptions(found)[0]
    assert said.startswith("Policies were made equal by hours taken from the funded")
    assert f"heavy: every lever at {found.scaled[1].share:.1%} of its strength" in said
    assert "nothing takes 0 hours a month an organisation, which is less: left as it is." in said
    burden = found.table.query("outcome == 'burden'").set_index("b")["mean_b"]
    assert np.isfinite(burden).all()
    assert said.replace("’", "'")[:40] in found.report(tmp_path / "r.html").read_text(encoding="utf-8")


def test_the_sentence_says_what_was_left_as_it_is():
    assert Scaled("spend", "x", "a", 100, 1, 100, 100).sentence == "a takes £100 a month: left as it is."
