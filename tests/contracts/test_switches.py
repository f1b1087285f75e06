"""Every mechanism can be switched off by name, and is then gone: its switch is no dead letter."""

import hashlib
import math
from functools import cache

import pytest

from ecology import Ecology, Parameters
from ecology.errors import EcologyError, OutOfRange, UnknownName
from ecology.parameters import declarations
from ecology.presets.sectors import synthetic
from ecology.schedule import MONTH
from ecology.switches import SWITCHES, expanded, switch_names

SECTOR = synthetic("switches", 16, 120)
LIVELY = {
    "choice.opportunities": 0.4, "environment.shock": 0.2, "money.founding": 1, "money.closure_small": 0.3,
    "money.adjust": 1, "revision.rate": 0.2, "revision.mutation": 0.05, "lifecycle.distrust": 0.5,
    "lifecycle.race_gap": 0.6, "lifecycle.amicable": 0.05, "lifecycle.ready": 0.3, "lifecycle.deepen_months": 1,
    "lifecycle.define_months": 0.3, "lifecycle.direct_months": 0.3, "trust.gain": 0.3, "lifecycle.patience_months": 1,
    "meeting.introduction": 0.2, "mobility.insecure_months": 24, "mobility.insecurity": 3,
    "lifecycle.shock": 0.1, "choice.come_to": 0.2, "observation.sight": 0.5, "observation.gossip_reach": 0.6,
    "money.rich_months": 2, "money.floor_months": 0,
}  # fmt: skip
"""So much happens that each mechanism has something to do within two years."""


RIVALS = {
    "choice-of-funder": {"funding.adopt": 0, "funding.choice": 10},
    "adoption": {"funding.adopt": 1},
}
"""Mechanism that one funder alone has no use for → parameters of a sector with two."""


def lived(changes, switch=""):
    """Return the state of a sector that has lived with every mechanism on but for these changes, as a digest."""
    rivals = {"funders": {"Council": "targets", "Trust": "none"}, "months": 40}
    asked = rivals if switch in RIVALS else {"policy": "targets", "months": 24}
    more = RIVALS.get(switch, {})
    eco = Ecology(SECTOR, rng=11, parameters={**expanded({"all": True}), **LIVELY, **more, **changes}, **asked)
    eco.run()
    s = eco.sector
    parts = (s.people.knowledge, s.people.strategy, s.people.employer, s.people.motivation, s.people.standing,
             s.ties.trust, s.ties.competence, s.hearsay.repute, s.partnerships.energy, s.partnerships.ledger,
             s.partnerships.common_ground, s.organisations.reserves, s.organisations.memory)  # fmt: skip
    return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()


@cache
def whole(switch=""):
    return lived({}, switch)


def values_of(settings):
    """Return the lively sector's values of the parameters of a switch."""
    usual = {d.name: d.default for d in declarations()} | LIVELY
    return {name: usual[name] for name in settings}


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda s: s.name)
class TestSwitch:
    def test_it_changes_what_happens(self, switch):
        rivals = switch.name if switch.name in RIVALS else ""
        assert lived(dict(switch.off), rivals) != whole(rivals)

    def test_its_values_are_declared_and_within_bounds(self, switch):
        assert Parameters().replace(dict(switch.off))
        assert Parameters().replace(dict(switch.on))
        assert not switch.on or set(switch.on) >= set(switch.off)

    def test_it_is_on_or_off_by_default_as_it_says(self, switch):
        usual = {d.name: d.default for d in declarations()}
        at_rest = all(math.isclose(usual[name], value) for name, value in switch.off.items())
        assert at_rest is not switch.is_on

    def test_its_phase_is_one_of_the_month(self, switch):
        assert switch.phase in {phase.name for phase in MONTH}


def test_names_are_not_those_of_parameters():
    assert len(set(switch_names())) == len(SWITCHES)
    assert not set(switch_names()) & {d.name for d in declarations()}


def test_a_mechanism_switched_off_and_on_is_as_it_was():
    assert Parameters().replace({"gossip": False}) != Parameters()
    assert Parameters().replace({"gossip": True}) == Parameters()
    assert Parameters().replace({"all": True, **{s.name: False for s in SWITCHES if not s.is_on}}) == Parameters()


def test_what_is_given_for_a_parameter_prevails():
    assert Parameters().replace({"gossip": False, "observation.gossip_reach": 0.4}).observation.gossip_reach == 0.4
    assert expanded({"all": False, "synergy": True}) == {
        k: v for s in SWITCHES if s.name != "synergy" for k, v in s.off.items()
    }


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"gosip": False}, UnknownName), ({"gossip": 0.3}, EcologyError), ({"trust.gain": True}, OutOfRange)],
)
def test_mistakes_are_told(changes, error):
    with pytest.raises(error):
        Parameters().replace(changes)
