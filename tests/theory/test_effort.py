"""Effort where a task is not worth any: the optimum lies on the edge, not at the clipped interior solution."""

import numpy as np
import pytest

from ecology.games.multitask import effort


def test_a_task_not_worth_any_effort_takes_none_and_weighs_on_no_other():
    # κ = ½: intrinsic b = (1 + 2κ)/3 = 2/3. With α = (2, 0, 0) the first task alone has e = α + b = 8/3; the marginal
    # worth of another is then b − κ · 8/3 = −2/3 < 0, so it gets nothing.
    assert effort(np.array([[2.0, 0.0, 0.0]]), np.ones(1), 0.5)[0] == pytest.approx([8 / 3, 0, 0])


def test_two_tasks_share_what_a_third_leaves():
    # κ = ½, α = (1, 1, 0): two active tasks have e = (5/3)/(1 + κ) = 10/9; a third is worth 2/3 − ½ · 20/9 = −4/9 < 0.
    assert effort(np.array([[1.0, 1.0, 0.0]]), np.ones(1), 0.5)[0] == pytest.approx([10 / 9, 10 / 9, 0])


def test_rows_do_not_disturb_each_other():
    both = effort(np.array([[2.0, 0.0, 0.0], [0.0, 0.0, 0.0]]), np.ones(2), 0.5)
    assert both[1] == pytest.approx([1 / 3, 1 / 3, 1 / 3])
