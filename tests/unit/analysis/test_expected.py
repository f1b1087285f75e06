"""What an account says against what came out, each expected verdict worked out by hand."""

import math

import pytest

from ecology.analysis.effects import effects
from ecology.analysis.expected import COLUMNS, Expected, expected, verdict

WHOLE = {"mine": 0.05, "none": 0.0, "yours": 0.05}


def said(sign, **changes):
    table = {"says": "It pays.", "metric": "public_value", "policy": "mine", "than": "none", "sign": sign}
    return Expected(**{**table, **changes})


@pytest.mark.parametrize(
    ("sign", "low", "high", "margin", "came"),
    [
        ("+", 0.1, 2, 0, "agrees"),
        ("+", -2, -0.1, 0, "contradicts"),
        ("+", -0.1, 2, 0, "cannot be told"),
        ("+", 0, 0, 0, "contradicts"),  # not once any more
        ("-", -2, -0.1, 0, "agrees"),
        ("-", 0.1, 2, 0, "contradicts"),
        ("+", 1, 2, 1.5, "cannot be told"),  # more, but perhaps not so much more
        ("+", 1, 1.4, 1.5, "contradicts"),
        ("0", -1, 1, 1, "agrees"),
        ("0", -2, 1, 1, "cannot be told"),
        ("0", -3, -1.1, 1, "contradicts"),
        ("0", math.nan, math.nan, 1, "cannot be told"),
    ],
)
def test_an_interval_agrees_contradicts_or_cannot_tell(sign, low, high, margin, came):
    assert verdict(sign, low, high, margin) == came


def test_each_line_is_judged_by_the_pairs_of_its_own_two_policies(make_results):
    # public value is the third metric, so it moves with the shift: up by 5 % of some £600,000 from month 13 on
    results = make_results(WHOLE, replications=6, months=48)
    lines = [said("+"), said("-", policy="none", than="mine"), said("-"), said("0", unless=0.2)]
    found = expected(results, lines, last_months=24)
    assert tuple(found.columns) == COLUMNS
    assert found["verdict"].tolist() == ["agrees", "agrees", "contradicts", "agrees"]
    same = (
        effects(results, ["none", "mine"], last_months=24).query("outcome == 'public_value' and group == 'all'").iloc[0]
    )
    first = found.iloc[0]
    assert [first.mean_than, first.mean_policy, first.difference, first.low, first.high, first.n_pairs] == [
        same.mean_a, same.mean_b, same.difference, same.low, same.high, same.n_pairs,
    ]  # fmt: skip
    assert found["margin"].tolist() == pytest.approx([0, 0, 0, 0.2 * first.mean_than])


def test_about_the_same_without_a_share_is_what_is_too_small_to_speak_of():
    assert said("0").margin(600_000.0) == pytest.approx(6_000.0)  # 1 % of public value
    assert said("+").margin(600_000.0) == 0.0


def test_what_was_not_measured_cannot_be_told(make_results):
    results = make_results(WHOLE, replications=6, months=48)
    results = results[results["metric"] != "public_value"]
    row = expected(results, [said("+")]).iloc[0]
    assert (row.verdict, row.n_pairs) == ("cannot be told", 0)
    assert expected(results, []).empty
