"""Factorial: contrasts by hand, the same with one worker or two, and what cannot be crossed."""

import numpy as np
import pandas as pd
import pytest

from ecology import Ecology, Policy
from ecology.errors import EcologyError, UnknownName
from ecology.experiments.factorial import OUTCOMES, contrast, factorial, figure, subsets
from ecology.policies.levers import LEVERS

TWO = ("convening", "long_grants")


def test_what_a_lever_adds_is_the_mean_with_it_less_that_without():
    # made: 1 with nothing, 3 with a, 4 with b, 10 with both
    made = np.array([1.0, 3.0, 4.0, 10.0])
    assert subsets(("a", "b")) == [(), ("a",), ("b",), ("a", "b")]
    assert contrast(("a", "b"), ("a",)) @ made == pytest.approx(((3 - 1) + (10 - 4)) / 2)
    assert contrast(("a", "b"), ("b",)) @ made == pytest.approx(((4 - 1) + (10 - 3)) / 2)
    assert contrast(("a", "b"), ("a", "b")) @ made == pytest.approx(((10 - 4) - (3 - 1)) / 2)


def test_what_adds_up_has_nothing_together():
    levers = ("a", "b", "c")
    made = np.array([sum({"a": 1.0, "b": 2.0, "c": 5.0}[name] for name in held) for held in subsets(levers)])
    for term in subsets(levers)[1:]:
        alone = {("a",): 1.0, ("b",): 2.0, ("c",): 5.0}.get(term, 0.0)
        assert contrast(levers, term) @ made == pytest.approx(alone)


def test_it_is_what_single_runs_give_with_one_worker_or_two():
    asked = {"sector": "classroom", "runs": 2, "months": 20}
    (every, terms), again = (factorial(TWO, **asked, workers=n) for n in (1, 2))
    pd.testing.assert_frame_equal(every, again[0])
    pd.testing.assert_frame_equal(terms, again[1])
    by_hand = {}
    for held in subsets(TWO):
        policy = Policy("mine", "", "", tuple((name, LEVERS[name]()) for name in held))
        found = []
        for rng in range(2):
            eco = Ecology("classroom", policy, rng=rng, months=20)
            eco.run()
            found.append(eco.frame["public_value"].iloc[10:].mean())
        by_hand[held] = np.mean(found)
    of_value = every[every["outcome"] == "public_value"].set_index("levers")["mean"]
    assert of_value["none"] == pytest.approx(by_hand[()])
    assert of_value["convening + long_grants"] == pytest.approx(by_hand[TWO])
    added = terms[terms["outcome"] == "public_value"].set_index("levers")["mean"]
    expected = (by_hand[TWO] - by_hand[TWO[1:]] + by_hand[TWO[:1]] - by_hand[()]) / 2
    assert added["convening"] == pytest.approx(expected, rel=1e-6)
    assert set(every["outcome"]) == set(OUTCOMES)
    assert len(figure(terms).axes) == len(OUTCOMES)


@pytest.mark.parametrize(
    ("levers", "error", "said"),
    [
        (["convening"], EcologyError, "two to 6 different levers"),
        (["convening", "convening"], EcologyError, "different"),
        (["convening", "long_grant"], UnknownName, "long_grants"),
    ],
)
def test_what_cannot_be_crossed_is_said(levers, error, said):
    with pytest.raises(error, match=said):
        factorial(levers, sector="classroom", runs=1, months=2)
