"""Distances from targets, what is minimised, and which rates are free."""

import math

import pytest

from ecology.calibration.fit import REIN, UNMEASURED, distance, misfit, objective
from ecology.calibration.free import FREE, Free, moved, starting_values
from ecology.calibration.targets import FIT, FITTED, HELD_OUT, TARGETS, Target
from ecology.parameters import declarations

THIRD = Target("third", "Third", "share", 0.2, 0.4, FIT, "x", "", "")
OTHER = Target("other", "Other", "share", 0.5, 1.0, FIT, "y", "", "")


@pytest.mark.parametrize(
    ("value", "expected"), [(0.2, 0), (0.3, 0), (0.4, 0), (0.5, 0.5), (0.1, 0.5), (1.0, 3.0), (math.nan, UNMEASURED)]
)
def test_the_distance_is_in_widths_of_the_range(value, expected):
    assert distance(value, THIRD) == pytest.approx(expected)


def test_the_misfit_is_the_sum_of_squares():
    runs = [{"x": ([5], [10]), "y": ([1], [4])}]
    # .5 is half a width above .4; .25 is half a width below .5
    assert misfit(runs, [THIRD, OTHER]) == pytest.approx(0.25 + 0.25)


def test_staying_where_it_starts_costs_nothing():
    runs = [{"x": ([5], [10])}]
    assert objective(starting_values(), runs, [THIRD]) == pytest.approx(0.25)


def test_moving_costs_by_the_mean_square_of_the_share_of_the_range():
    name = "game.cost"  # .35 to .6: .05 is a fifth of it
    start = starting_values()
    rates = {**start, name: start[name] + 0.05}
    assert moved(rates) == pytest.approx(0.2**2 / len(FREE))
    assert objective(rates, [{"x": ([3], [10])}], [THIRD]) == pytest.approx(REIN * 0.04 / len(FREE))


def test_halving_and_doubling_count_alike():
    rate = Free("a.b", 2, 1, 4, "", is_log=True)
    assert [rate.position(v) for v in (1, 2, 4)] == pytest.approx([0, 0.5, 1])


def test_free_rates_are_declared_and_start_within_their_ranges():
    declared = {d.name: d for d in declarations()}
    for rate in FREE:
        spec = declared[rate.name]
        assert spec.low <= rate.low < rate.high <= spec.high
        assert rate.low <= rate.start <= rate.high, rate.name
        assert rate.low <= spec.default <= rate.high, rate.name
        assert rate.source
    assert len({rate.name for rate in FREE}) == len(FREE)


def test_open_choices_and_inputs_are_not_free():
    names = {rate.name for rate in FREE}
    assert not names & {d.name for d in declarations() if d.ends}
    assert not names & {"mobility.handover", "decision.prosocial", "game.cost_overrun", "trust.initial"}
    assert not {name for name in names if name.startswith(("mobility.exit", "funding.", "money.", "ownwork."))}


def test_trust_is_always_lost_faster_than_it_is_won():
    rates = {rate.name: rate for rate in FREE}
    assert rates["trust.gain"].high <= rates["trust.loss"].low


def test_what_is_held_out_is_not_fitted():
    assert {t.name for t in FITTED} == {
        "cost_exceeds", "fruitless", "prior_tie", "trust_by_24", "trust_by_48", "betrayal_by_5"
    }  # fmt: skip
    assert {t.name for t in TARGETS if t.use == HELD_OUT} == {
        "partners_out_of_pocket", "pair_trust_by_24", "pair_trust_by_48", "open_partnerships", "closures",
        "new_grantees",
    }  # fmt: skip


def test_every_target_has_a_range_a_meaning_and_a_source():
    for target in TARGETS:
        assert target.low < target.high
        assert target.meaning
        assert target.source
    assert len({t.name for t in TARGETS}) == len(TARGETS)
