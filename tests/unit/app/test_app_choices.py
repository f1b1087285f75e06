"""Choices: policies that differ, levers within their bounds, and a copy that later choices leave alone."""

import pytest

from ecology.app.choices import NOBODY, Choices, Levers, open_choices
from ecology.errors import EcologyError, OutOfRange, UnknownName
from ecology.presets.policies import load_policy


def test_a_preset_left_alone_is_the_preset_itself():
    assert Levers.of("enabling").policy() == load_policy("enabling")


def test_a_changed_lever_is_said_in_the_name_and_held_by_the_policy():
    levers = Levers.of("enabling")
    levers.change("long_grants", "months", 60)
    policy = levers.policy()
    assert policy.name == "enabling, changed"
    assert dict(policy.levers)["long_grants"].months == 60
    assert load_policy("enabling").levers != policy.levers


def test_a_value_out_of_bounds_changes_nothing():
    levers = Levers.of("enabling")
    with pytest.raises(OutOfRange, match="intensity"):
        levers.change("long_grants", "intensity", 1.5)
    assert not levers.is_changed


def test_levers_are_added_and_taken_out():
    levers = Levers.of("none")
    levers.add("convening")
    assert [name for name, _ in levers.policy().levers] == ["convening"]
    levers.remove("convening")
    assert levers.policy() == load_policy("none")
    with pytest.raises(UnknownName, match=r"unknown lever 'convenning'. Did you mean convening"):
        levers.add("convenning")


def test_two_equal_policies_are_no_comparison():
    choices = Choices(second=Levers.of("targets"))
    with pytest.raises(EcologyError, match="both policies are targets"):
        _ = choices.policies


def test_two_changes_of_one_preset_can_be_told_apart():
    choices = Choices(first=Levers.of("enabling"), second=Levers.of("enabling"))
    choices.first.change("long_grants", "months", 60)
    choices.second.change("long_grants", "months", 36)
    assert [policy.name for policy in choices.policies] == ["enabling, changed", "enabling, changed (second)"]


def test_without_a_second_policy_there_is_one_run():
    choices = Choices(second=Levers.of(NOBODY))
    assert [policy.name for policy in choices.policies] == ["targets"]


def test_a_copy_stays_as_it_was():
    choices = Choices()
    kept = choices.copy()
    assert not choices.differ_from(kept)
    choices.first.change("individual_targets", "intensity", 0.5)
    choices.assumptions["ownwork.joint_value"] = 2.0
    assert choices.differ_from(kept)
    assert not kept.first.is_changed and not kept.assumptions


def test_open_choices_are_those_with_ends():
    assert len(open_choices()) == 6
    assert all(declared.low <= end <= declared.high for declared in open_choices() for end in declared.ends)
