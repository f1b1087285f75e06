"""Open choices at their ends, with every expected value worked out by hand beside it."""

import math
from typing import NamedTuple

import pandas as pd
import pytest
from pytest import approx

from ecology.analysis.choices import COLUMNS, choices, verdict
from ecology.parameters import Declaration, declarations

NU = next(d for d in declarations() if d.name == "ownwork.joint_value")


class End(NamedTuple):
    declared: Declaration
    default: float
    value: float
    results: pd.DataFrame | None


def frame(a, b, metric="public_value"):
    """One month; the values of policies a and b, one a replication."""
    rows = [
        (policy, i, 1, metric, "all", "all", value, "£/month")
        for policy, values in (("a", a), ("b", b))
        for i, value in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=["policy", "replication", "month", "metric", "group", "level", "value", "unit"])


MAIN = frame([10, 10, 10, 10], [12, 14, 12, 14])
"""Differences 2, 4, 2, 4: mean 3; of the first two pairs also 3."""


def one(results, default=1.0, value=4.0):
    table = choices(MAIN, [End(NU, default, value, results)], ["a", "b"], n_pairs=2)
    assert tuple(table.columns) == COLUMNS
    assert len(table) == 1
    return table.iloc[0]


def test_a_sign_that_is_kept():
    # differences 5 and 5: mean 5, no spread, so the interval is 5 to 5
    row = one(frame([10, 10], [15, 15]))
    assert (row.parameter, row.unit, row.default, row.value) == ("ownwork.joint_value", NU.unit, 1.0, 4.0)
    assert (row.outcome, row.a, row.b, row.n_pairs) == ("public_value", "a", "b", 2)
    assert (row.difference, row.low, row.high, row.main) == (5, 5, 5, 3)
    assert row.verdict == "keeps"
    assert math.isnan(row.flip)


def test_a_sign_that_turns_and_where():
    # at the end −6, at the default 3 on the same pairs: a third of the way from 1 to 4 is 2
    row = one(frame([10, 10], [4, 4]))
    assert (row.difference, row.verdict) == (-6, "turns")
    assert row.flip == approx(2.0)


def test_the_line_is_drawn_from_the_same_pairs_not_from_all():
    # the first two pairs differ by 1 and 1, the others by 5 and 5: mean 3 in all, 1 in the first two;
    # at the end −3: a quarter of the way from 1 down to .2 is .8
    main = frame([10, 10, 10, 10], [11, 11, 15, 15])
    row = choices(main, [End(NU, 1.0, 0.2, frame([10, 10], [7, 7]))], ["a", "b"], n_pairs=2).iloc[0]
    assert row.main == 3
    assert row.flip == approx(0.8)


@pytest.mark.parametrize(
    ("b", "said"),
    [([9, 17], "leans the same way"), ([3, 11], "leans the other way")],  # ±3 with differences 8 apart: t(1) = 12.7
)
def test_few_pairs_may_only_lean(b, said):
    assert one(frame([10, 10], b)).verdict == said


def test_a_single_pair_has_no_interval_and_can_only_lean():
    table = choices(MAIN, [End(NU, 1.0, 4.0, frame([10], [15]))], ["a", "b"], n_pairs=1)
    assert table["verdict"].tolist() == ["leans the same way"]


def test_an_end_where_every_run_failed_is_not_measured():
    row = one(None)
    assert (row.n_pairs, row.verdict) == (0, "not measured")
    assert math.isnan(row.difference)


def test_no_ends_give_an_empty_table_with_its_columns():
    table = choices(MAIN, [], ["a", "b"], n_pairs=0)
    assert len(table) == 0
    assert tuple(table.columns) == COLUMNS


def test_a_main_difference_of_nothing_keeps_its_sign_only_where_there_is_none_either():
    assert verdict(0.0, 0.0, 0.0, 0.0) == "keeps"
    assert verdict(0.0, 4.0, 1.0, 7.0) == "turns"
    assert verdict(float("nan"), 4.0, 1.0, 7.0) == "not measured"
