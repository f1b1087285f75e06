"""What every policy that comes with the package promises."""

import pickle

import pytest

from ecology import Ecology, Policy, compare
from ecology.errors import IdleLever
from ecology.policies.lever import Who
from ecology.policies.levers import LEVERS
from ecology.presets.policies import load_policy, policy_names

each = pytest.mark.parametrize("name", policy_names())


def test_the_four_first_policies_are_there():
    assert {"none", "targets", "enabling", "hybrid"} <= set(policy_names())


@each
def test_it_says_what_it_is(name):
    policy = load_policy(name)
    assert policy.name == name
    assert policy.summary.strip()
    assert policy.source.strip()
    assert all(key in LEVERS for key, _ in policy.levers)


@each
def test_every_lever_of_it_changes_some_term(name):
    eco = Ecology("classroom", name, rng=1)
    months = max([12, *(lever.start for _, lever in load_policy(name).levers)]) + 12
    eco.run(months)
    assert eco.rules.changed == {(name, lever) for lever, _ in load_policy(name).levers}
    assert eco.month == months


@each
def test_it_starts_after_a_common_first_year(name):
    starts = [lever.start for _, lever in load_policy(name).levers]
    assert min(starts, default=13) == 13  # a reset may come later


@each
def test_it_survives_being_packed_and_unpacked(name):
    assert pickle.loads(pickle.dumps(load_policy(name))) == load_policy(name)


@pytest.mark.parametrize(
    ("name", "levers"),
    [
        ("none", set()),
        ("targets", {"P1", "P5", "P6", "P7", "P10"}),
        ("partnership-mandate", {"P2", "P3", "P8", "P10"}),
        ("named", {"P4", "P8"}),
        ("enabling", {"P13", "P14", "P15", "P16", "P17", "P19", "P20", "P21"}),
        ("trust-then-reciprocate", {"P21"}),
        ("convene-only", {"P16"}),
        ("broker-only", {"P17"}),
        ("mobility-only", {"P23"}),
        ("small-wins-only", {"P22"}),
        ("hybrid", {"P1", "P18", "P19", "P21"}),
        ("rebuild-la", {"P4", "P8"}),
        ("one-church", {"P14", "P16", "P22", "P36"}),
        ("alianza", {"P6", "P11", "P12"}),
    ],
)
def test_bundles_of_the_issue(name, levers):
    assert {lever.code for _, lever in load_policy(name).levers} == levers


def test_targets_in_the_hybrid_are_for_the_sector_as_a_whole():
    light = dict(load_policy("hybrid").levers)["individual_targets"]
    full = dict(load_policy("targets").levers)["individual_targets"]
    assert light.scope == 2
    assert light.level < full.level


NOBODY = Who(share=0.0)
TINY = {"sector": "classroom", "runs": 1, "months": 15, "ends": 0, "rng": 1}


def of_two(**values):
    return Policy("two", "", "", tuple((name, LEVERS[name](**values)) for name in ("convening", "long_grants")))


def test_every_lever_that_changed_nothing_is_named():
    events = LEVERS["convening"](events_per_year=0)  # of three alike, the first leaves nothing to change to the others
    alike = Policy("alike", "", "", tuple((name, events) for name in ("first", "second", "third")))
    with pytest.raises(IdleLever, match=r"^policy alike, lever second; policy alike, lever third: changed nothing in"):
        compare(["none", alike], **TINY)


def test_every_lever_that_reaches_nobody_is_named():
    said = "^policy two, lever convening: reaches none.*; policy two, lever long_grants: reaches none"
    with pytest.raises(IdleLever, match=said):
        compare(["none", of_two(who=NOBODY)], **TINY)


def test_a_lever_that_reaches_nobody_is_named_beside_one_that_does():
    held = Policy("two", "", "", (("convening", LEVERS["convening"]()), ("audit", LEVERS["audit"](who=NOBODY))))
    with pytest.raises(IdleLever, match=r"^policy two, lever audit: reaches none"):
        compare(["none", held], **TINY)


def test_intensity_nought_on_purpose_is_no_error_and_no_policy_bit_for_bit():
    none, two = (o.frame.drop(columns="policy") for o in compare(["none", of_two(intensity=0)], **TINY).outcomes)
    assert none.equals(two)
    assert none["month"].max() == TINY["months"]
