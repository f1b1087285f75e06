"""What makes trust: each has something that carries it and can be left out, and a line of the table."""

import numpy as np
import pytest

from ecology.experiments.trust import LEVER, MAKERS, figure, tasks, trust
from ecology.policies.levers import LEVERS
from ecology.switches import switch_names


def test_each_of_the_eight_is_carried_by_something_that_can_be_left_out():
    """G4: clarity by a lever, the others by mechanisms that have a switch; no mechanism carries two."""
    assert [maker.name for maker in MAKERS[:8]] == [
        "clarity of purpose", "power", "leadership", "time to understand each other", "fair workload", "commitment",
        "equal ownership", "growing together",
    ]  # fmt: skip
    carried = [name for maker in MAKERS for name in maker.by]
    assert len(set(carried)) == len(carried)
    assert LEVER in LEVERS
    assert set(carried) - {LEVER} <= set(switch_names())


def test_the_sectors_and_chance_events_are_the_same_whatever_is_left_out():
    made = tasks("classroom", 2, 12, 0)
    # with all, with all and what is agreed, and without each of the others
    assert len(made) == 2 * (2 + len(MAKERS) - 1)
    assert [task.replication for task in made] == [0, 1] * (len(made) // 2)
    assert len({task.parameters for task in made}) == len(MAKERS)


@pytest.fixture(scope="module")
def found():
    return trust("classroom", runs=2, months=12)


def test_the_table_has_a_line_for_each(found):
    assert found["maker"].tolist() == [maker.name for maker in MAKERS]
    assert np.allclose(found["difference"], found["without"] - found["with"])
    assert (found["low"] <= found["difference"]).all()
    assert (found["difference"] <= found["high"]).all()
    assert (found["n_pairs"] == 2).all()
    assert (found["difference"] != 0).sum() >= len(MAKERS) - 2


def test_it_can_be_drawn(found):
    (axes,) = figure(found).axes
    assert len(axes.get_yticklabels()) == len(MAKERS)
    assert "0–1" in axes.get_xlabel()
