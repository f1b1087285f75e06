"""Shares, waiting times and their errors, worked out by hand."""

import math

import pytest

from ecology.calibration.counts import median, reached, share, share_by, standard_error, total
from ecology.calibration.targets import FIT, Target


def target(counts="x", by=None, times=1.0):
    return Target("t", "T", "share", 0.25, 0.5, FIT, counts, "", "", by=by, times=times)


def test_counts_of_runs_are_added_before_they_are_divided():
    # 1 of 2 and 0 of 6: 1 of 8, not the mean of .5 and 0
    assert reached([{"x": ([1], [2])}, {"x": ([0], [6])}], target()) == 1 / 8


def test_rows_of_different_length_are_added_month_by_month():
    assert total([{"x": ([1, 2], [3, 4])}, {"x": ([1], [5])}], "x") == ([2, 2], [8, 4])


def test_a_share_of_nobody_is_no_number():
    assert math.isnan(share([0], [0]))


@pytest.mark.parametrize(
    ("month", "expected"),
    # ten wait; one in month 1 (9/10 left), then four are lost sight of; one of five in month 2 (4/5 left); none in 3;
    # two of four in 4 (1/2 left)
    [(1, 0.1), (2, 1 - 0.9 * 0.8), (3, 1 - 0.9 * 0.8), (4, 1 - 0.9 * 0.8 * 0.5)],
)
def test_those_lost_sight_of_count_while_they_were_followed(month, expected):
    assert share_by([1, 1, 0, 2], [10, 5, 4, 4], month) == pytest.approx(expected)


def test_nobody_followed_so_long_is_no_number():
    assert math.isnan(share_by([0, 0], [5, 5], 3))
    assert math.isnan(share_by([0, 0, 0], [5, 0, 5], 3))


def test_what_has_happened_to_all_stays_so():
    assert share_by([2], [2], 5) == 1.0


def test_the_median_is_the_first_month_with_half():
    assert median([0, 1, 1, 1], [4, 4, 3, 2]) == 3.0  # 0, 1/4, 1/2
    assert math.isnan(median([0, 1], [4, 4]))


def test_a_rate_a_month_becomes_one_a_year():
    assert reached([{"x": ([1], [120])}], target(times=12.0)) == pytest.approx(0.1)


def test_the_error_is_that_of_a_jackknife():
    runs = [{"x": ([h], [4])} for h in (1, 2, 3)]
    # without one: 5/8, 4/8, 3/8; mean 1/2; 2/3 · (1/64 + 0 + 1/64) = 1/48
    assert standard_error(runs, target()) == pytest.approx(math.sqrt(1 / 48))


def test_one_run_has_no_error():
    assert math.isnan(standard_error([{"x": ([1], [4])}], target()))


def test_waiting_times_of_runs_are_pooled():
    runs = [{"x": ([0, 1], [2, 2])}, {"x": ([0], [2])}]
    assert reached(runs, target(by=2)) == pytest.approx(0.5)  # 0 of 4, then 1 of 2
