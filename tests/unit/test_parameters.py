"""Parameters: each declared once, with unit, bounds, meaning and source; errors name what to do."""

import datetime as dt
from dataclasses import FrozenInstanceError

import pytest

from ecology.calibration.free import FREE, starting_values
from ecology.errors import EcologyError, OutOfRange, UnknownName
from ecology.parameters import Parameters, declarations
from ecology.policies.levers import LEVERS

DECLARED = declarations()
every = pytest.mark.parametrize("declared", DECLARED, ids=lambda d: d.name)


def test_each_is_declared_once():
    names = [d.name for d in DECLARED]
    assert len(set(names)) == len(names)
    assert names == [name for name, _ in Parameters().items()]


@every
def test_each_has_unit_bounds_meaning_and_source(declared):
    assert declared.unit.strip()
    assert declared.meaning.strip()
    assert declared.source.strip()
    assert declared.low < declared.high
    assert declared.low <= declared.default <= declared.high


@every
def test_the_ends_of_a_sweep_lie_within_the_bounds(declared):
    if declared.ends is not None:
        low, high = declared.ends
        assert declared.low <= low < high <= declared.high
        assert low <= declared.default <= high


@every
def test_both_bounds_are_allowed_and_nothing_beyond(declared):
    span = declared.high - declared.low
    for bound in (declared.low, declared.high):
        assert dict(Parameters().replace({declared.name: bound}).items())[declared.name] == bound
    for beyond in (declared.low - 1, declared.high + span):
        with pytest.raises(OutOfRange) as error:
            Parameters().replace({declared.name: beyond})
        said = str(error.value)
        assert declared.name.split(".")[1] in said
        assert declared.unit in said
        assert f"{declared.low:g}" in said
        assert f"{declared.high:g}" in said


def test_open_choices_of_the_model_are_swept():
    # ⚑ in the model: trust in commitment 0–1, consent from 0, elasticity 0–1, ψ including 0, ε ½–1, ν ¼–4
    ends = {d.name: d.ends for d in DECLARED if d.ends is not None}
    assert ends["game.trust_weight"] == (0, 1)
    assert ends["energy.consent"][0] == 0
    assert ends["hours.elasticity"] == (0, 1)
    assert ends["ownwork.crowding_out"][0] == 0
    assert ends["ownwork.exponent"] == (0.5, 1)
    assert ends["ownwork.joint_value"] == (0.25, 4)


def test_values_of_the_model_are_the_defaults_save_rates_that_are_calibrated_within_their_ranges():
    # values the model gives in its rules and in 'Trial starting values'
    expected = {
        "game.cost": 0.45,
        "game.rivalry_gain": 1,
        "game.loss_ratio": 1,
        "game.synergy": 4,
        "game.transaction_cost": 0.035,
        "game.early_value": 0.3,
        "game.early_cost": 0.35,
        "game.middle_cost": 0.6,
        "game.split_exponent": 0.5,
        "game.trust_weight": 0.5,
        "decision.intensity": 5,
        "decision.prosocial": 0.47,
        "shadow.planned_months": 24,
        "shadow.renewal": 0.5,
        "choice.opportunities": 0.04,
        "choice.trust": 3,
        "choice.repute": 2,
        "choice.complementarity": 1.5,
        "choice.distance": 1,
        "choice.cold_contact": 0.1,
        "choice.pledge": 0.06,
        "observation.sight": 0.3,
        "trust.initial": 0.3,
        "trust.gain": 0.13,
        "trust.loss": 0.2,
        "knowledge.learning": 0.02,
        "knowledge.obsolescence": 0.003,
        "ownwork.substitution": 0.2,
        "ownwork.crowding_out": 0.3,
        "revision.rate": 0.02,
        "energy.rate": 0.15,
        "mobility.portability": 0.8,
        "mobility.exit_middle": 0.012,
        "ownwork.joint_value": 1,
        "funding.grant_months": 24,
    }
    values = dict(Parameters().items())
    fixed = expected.keys() - starting_values().keys()
    assert {name: values[name] for name in fixed} == {name: expected[name] for name in fixed}
    for rate in FREE:
        assert rate.low <= rate.start <= rate.high
        assert rate.low <= values[rate.name] <= rate.high


def test_an_unknown_name_is_told_the_nearest():
    with pytest.raises(UnknownName, match=r"unknown parameter or mechanism 'trust\.gian'\. Did you mean trust\.gain"):
        Parameters().replace({"trust.gian": 0.1})


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), True, "0.1", None])
def test_what_is_not_a_number_is_refused_with_bounds_and_unit(bad):
    with pytest.raises(OutOfRange, match=r"trust\.gain = .*must be.* between 0 and 1 \(per seen act\)"):
        Parameters().replace({"trust.gain": bad})


@pytest.mark.parametrize("bad", [2.5, "three", None, True, float("nan")])
def test_what_is_counted_is_a_whole_number(bad):
    with pytest.raises(OutOfRange, match=r"choice\.tries = "):
        Parameters().replace({"choice.tries": bad})
    assert Parameters().replace({"choice.tries": 4.0}).choice.tries == 4


def test_a_change_leaves_the_original_alone():
    old = Parameters()
    new = old.replace({"trust.gain": 0.5, "game.cost": 1})
    assert (new.trust.gain, new.game.cost, new.trust.loss) == (0.5, 1, old.trust.loss)
    assert old == Parameters()
    with pytest.raises(FrozenInstanceError):
        new.trust.gain = 0.1


def test_errors_are_those_a_user_can_mend():
    assert issubclass(OutOfRange, EcologyError)
    assert issubclass(UnknownName, EcologyError)


def test_a_date_for_a_number_is_shown_as_it_was_written():
    with pytest.raises(OutOfRange, match=r"^convening\.start = 2026-04-01: must be a number"):
        LEVERS["convening"](start=dt.date(2026, 4, 1))
