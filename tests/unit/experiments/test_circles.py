"""Circles begun with few or many: what is counted of each, and how it is told."""

import math

import numpy as np
import pandas as pd
import pytest

from ecology.experiments.circles import INVITED, SHOWN, figure, interval, one


def test_a_share_has_wilsons_interval_and_a_mean_that_of_student():
    # of 20 in 20: 1 / (1 + 1.96² / 20) = .8389; nobody can have more than all
    assert interval(np.ones(20), share=True) == pytest.approx((1, 0.8389, 1), abs=1e-4)
    # 1 and 3: 2 ± 12.706 · √2 / √2
    assert interval(np.array([1.0, 3.0]), share=False) == pytest.approx((2, 2 - 12.7062, 2 + 12.7062), abs=1e-4)
    assert interval(np.array([0.5]), share=False)[0] == 0.5
    assert all(math.isnan(x) for x in interval(np.array([]), share=False))


def test_one_circle_is_counted_from_its_sponsors_leaving():
    alive, kept, each = one(48, "classroom", 40, 1)
    # four months after the sponsor left nobody who had something back has had to go a year without
    assert alive == 1
    assert 0 < kept < 2
    assert 0 < each < 4
    assert one(0, "classroom", 40, 1)[0] == 0


def test_it_is_drawn_with_its_intervals():
    rows = [(n, what, 0.5, 0.4, 0.6, 3) for n in INVITED for what in SHOWN]
    drawn = figure(pd.DataFrame(rows, columns=["invited", "what", "mean", "low", "high", "n_runs"]))
    assert [axes.get_xlabel() for axes in drawn.axes] == ["people invited in two years"] * 3
    assert [axes.get_ylabel() for axes in drawn.axes] == ["share", "share", "hours a month"]
    assert all(len(axes.containers) == 1 for axes in drawn.axes)
