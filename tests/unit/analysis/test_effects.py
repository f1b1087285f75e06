"""Effects, with every expected value worked out by hand beside it."""

import math

import numpy as np
import pandas as pd
import pytest
from pytest import approx

from ecology.analysis.effects import COLUMNS, effects, identical_policies, run_values, variance_ratio, verdict
from ecology.errors import OutOfRange, UnknownName


def frame(values, metric="public_value", group="all", level="all"):
    """Rows from {policy: [[month 1, month 2, …] of replication 0, … of replication 1]}."""
    rows = [
        (policy, i, month, metric, group, level, value, "£/month")
        for policy, runs in values.items()
        for i, run in enumerate(runs)
        for month, value in enumerate(run, start=1)
    ]
    return pd.DataFrame(rows, columns=["policy", "replication", "month", "metric", "group", "level", "value", "unit"])


def only(found):
    assert len(found) == 1
    return found.iloc[0]


def test_paired_t_interval():
    # differences 1, 2, 3: mean 2, s = 1, t(.975, 2) = 4.30265, half = 4.30265 / √3 = 2.48414
    row = only(effects(frame({"a": [[10], [20], [30]], "b": [[11], [22], [33]]}), ["a", "b"]))
    assert tuple(row.index) == COLUMNS
    assert (row.mean_a, row.mean_b, row.difference) == (20, 22, 2)
    assert row.low == approx(2 - 2.484138, abs=1e-6)
    assert row.high == approx(2 + 2.484138, abs=1e-6)
    assert (row.n_pairs, row.verdict, row.unit, row.group) == (3, "unclear", "£/month", "all")


def test_a_wider_confidence_gives_a_wider_interval():
    # t(.95, 2) = 2.919986, half = 1.685855: the 90 % interval leaves out zero
    row = only(effects(frame({"a": [[10], [20], [30]], "b": [[11], [22], [33]]}), ["a", "b"], confidence=0.9))
    assert row.low == approx(2 - 1.685855, abs=1e-6)
    assert row.verdict == "clear"


def test_only_the_last_months_count_and_missing_months_are_skipped():
    # the last two of four months: (3 + 5) / 2 = 4 under a; under b the fourth month is missing: 7
    results = frame({"a": [[100, 100, 3, 5]], "b": [[100, 100, 7, math.nan]]})
    row = only(effects(results, ["a", "b"], last_months=2))
    assert (row.mean_a, row.mean_b, row.difference) == (4, 7, 3)


def test_one_pair_is_never_clear():
    row = only(effects(frame({"a": [[1]], "b": [[100]]}), ["a", "b"]))
    assert math.isnan(row.low)
    assert math.isnan(row.high)
    assert (row.n_pairs, row.verdict) == (1, "unclear")


def test_identical_pairs_do_not_differ():
    row = only(effects(frame({"a": [[0.1], [0.3]], "b": [[0.1], [0.3]]}), ["a", "b"]))
    assert (row.difference, row.low, row.high, row.verdict) == (0, 0, 0, "no difference")


def test_the_same_difference_in_every_pair_is_an_interval_of_no_width():
    row = only(effects(frame({"a": [[1], [2]], "b": [[2], [3]]}), ["a", "b"]))
    assert (row.low, row.high, row.verdict) == (1, 1, "clear")


def test_a_failed_run_takes_its_pair_with_it():
    # without replication 1: a (10 + 30)/2 = 20, b (11 + 33)/2 = 22
    results = frame({"a": [[10], [20], [30]], "b": [[11], [22], [33]]})
    results = results[(results.policy != "b") | (results.replication != 1)]
    row = only(effects(results, ["a", "b"]))
    assert (row.mean_a, row.mean_b, row.n_pairs) == (20, 22, 2)


def test_a_run_that_stopped_early_is_left_out():
    results = frame({"a": [[10, 10], [20, 20]], "b": [[11, 11], [900]]})
    row = only(effects(results, ["a", "b"], last_months=2))
    assert (row.mean_b, row.n_pairs) == (11, 1)


def test_a_policy_all_of_whose_runs_failed_has_no_pairs():
    row = only(effects(frame({"a": [[1], [2]]}), ["a", "b"]))
    assert (row.n_pairs, row.verdict) == (0, "unclear")
    assert math.isnan(row.difference)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-1, 1, "no difference"),
        (0.2, 0.9, "no difference"),
        (0.5, 1.5, "clear"),
        (-3, -0.1, "clear"),
        (-0.5, 1.5, "unclear"),
        (0, 2, "unclear"),
    ],
)
def test_verdict_with_a_margin_of_one(low, high, expected):
    assert verdict(low, high, 1) == expected


def test_a_relative_margin_is_a_share_of_the_first_mean():
    # public value: 1 % of 1,000 = 10; differences 4 and 6 lie within it: 5 ± 12.7062 · 1.41421/√2 = 5 ± 12.7
    wide = only(effects(frame({"a": [[1000], [1000]], "b": [[1004], [1006]]}), ["a", "b"]))
    assert wide.high == approx(17.7062, abs=1e-4)
    assert wide.verdict == "unclear"
    # 4.9 and 5.1: 5 ± 1.27
    narrow = only(effects(frame({"a": [[1000], [1000]], "b": [[1004.9], [1005.1]]}), ["a", "b"]))
    assert narrow.verdict == "no difference"
    # the same differences on 100, of which 1 % is 1
    small = only(effects(frame({"a": [[100], [100]], "b": [[104.9], [105.1]]}), ["a", "b"]))
    assert small.verdict == "clear"


def test_groups_are_the_means_of_their_years_in_the_window():
    rows = pd.concat(
        [
            frame({"a": [[1] * 24], "b": [[1] * 24]}),
            frame({"a": [[0] * 24], "b": [[0] * 24]}, group="region", level="London"),
        ]
    )
    london = rows.group == "region"
    rows = rows[~london | rows.month.isin([12, 24])].reset_index(drop=True)
    years = (rows.group == "region") & (rows.policy == "b")
    rows.loc[years & (rows.month == 12), "value"] = 4.0
    rows.loc[years & (rows.month == 24), "value"] = 8.0
    both = effects(rows, ["a", "b"], last_months=24).set_index("group")
    assert list(both.index) == ["all", "region: London"]
    assert both.loc["region: London", "mean_b"] == 6
    assert effects(rows, ["a", "b"], last_months=12).set_index("group").loc["region: London", "mean_b"] == 8


def test_rows_come_in_the_declared_order_whatever_the_order_of_the_results(make_results):
    results = make_results({"none": 0.0, "one": 0.02, "two": -0.02}, replications=3, months=24)
    found = effects(results, ["none", "one", "two"])
    assert list(found.outcome.unique()[:3]) == ["cooperation_rate", "joint_surplus", "public_value"]
    value = found[(found.outcome == "public_value") & (found.b == "one")]
    assert list(value.group[:5]) == ["all", "size: small", "size: medium", "size: large", "region: London"]
    assert list(found.b[:2]) == ["one", "two"]
    shuffled = results.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(effects(shuffled, ["none", "one", "two"]), found, check_exact=True)
    as_categories = results.astype(dict.fromkeys(["policy", "metric", "group", "level", "unit"], "category"))
    pd.testing.assert_frame_equal(effects(as_categories, ["none", "one", "two"]), found, check_exact=True)


def test_mistakes_are_named():
    results = frame({"a": [[1]], "b": [[1]]})
    with pytest.raises(OutOfRange, match="confidence = 95"):
        effects(results, ["a", "b"], confidence=95)
    with pytest.raises(OutOfRange, match="last_months = 0"):
        run_values(results, 0)
    with pytest.raises(UnknownName, match="Did you mean public_value"):
        effects(results.assign(metric="publc_value"), ["a", "b"])


def test_no_results_give_no_effects():
    assert effects(frame({}), ["a", "b"]).empty


def test_pairing_removes_what_pairs_share():
    # a 10, 20, 30 and b 11, 22, 33: differences 1, 2, 3 vary by 1; a by 100, b by 121; 1 / 221
    found = only(variance_ratio(frame({"a": [[10], [20], [30]], "b": [[11], [22], [33]]}), "a", "b"))
    assert (found.n_pairs, found.paired, found.unpaired) == (3, 1, 221)
    assert found.ratio == approx(1 / 221)


def test_variance_ratio_of_one_pair_or_of_constants_is_not_a_number():
    assert math.isnan(only(variance_ratio(frame({"a": [[1]], "b": [[2]]}), "a", "b")).ratio)
    assert math.isnan(only(variance_ratio(frame({"a": [[1], [1]], "b": [[2], [2]]}), "a", "b")).ratio)


def test_identical_policies_are_found_and_nearly_identical_ones_are_not():
    results = frame({"a": [[1, math.nan]], "b": [[1, math.nan]], "c": [[1, 2.0]], "d": [[1, 2 + 1e-15]]})
    assert identical_policies(results) == {"a": ["b"], "c": [], "d": []}
    assert identical_policies(results, ["d", "b", "a"]) == {"d": [], "b": ["a"]}


def test_the_interval_covers_the_truth_as_often_as_it_says():
    # 200 studies of 6 pairs with a true difference of 1: a 95 % interval misses 10 ± 3.1 times
    rng = np.random.default_rng(5)
    a = rng.normal(100, 30, (200, 6))
    b = a + 1 + rng.normal(0, 2, (200, 6))
    missed = 0
    for one, other in zip(a, b, strict=True):
        row = only(effects(frame({"a": one[:, None].tolist(), "b": other[:, None].tolist()}), ["a", "b"]))
        missed += not row.low <= 1 <= row.high
    assert 3 <= missed <= 19
