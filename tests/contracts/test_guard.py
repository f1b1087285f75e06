"""No lever writes anything but terms: not one column, metric or number of the sector, in place or by another."""

from dataclasses import dataclass, fields, replace
from typing import ClassVar

import numpy as np
import pytest

from ecology import Ecology, Policy
from ecology.errors import OutcomeWrite, OutOfRange
from ecology.mechanisms.policy import apply_policies
from ecology.metrics.declarations import METRICS
from ecology.policies.lever import Lever
from ecology.sector.funders import Funders, Grants
from ecology.sector.organisations import Organisations
from ecology.sector.partnerships import Partnerships
from ecology.sector.people import People
from ecology.sector.sector import Environment, Tally
from ecology.sector.ties import Hearsay, Ties

TABLES = {
    "people": People, "organisations": Organisations, "funders": Funders, "grants": Grants, "ties": Ties,
    "hearsay": Hearsay, "partnerships": Partnerships,
}  # fmt: skip
COLUMNS = [f"{table}.{spec.name}" for table, kind in TABLES.items() for spec in fields(kind)]
ARRAYS = [*COLUMNS, "environment.demand_region", "environment.demand_domain", "tally.game_mix"]
NUMBERS = [f"{part}.{s.name}" for part, kind in (("environment", Environment), ("tally", Tally)) for s in fields(kind)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rogue(Lever):
    """A lever that is up to no good."""

    code: ClassVar[str] = "P0"
    summary: ClassVar[str] = "It cheats."
    source: ClassVar[str] = "test"
    does: object = None

    def amend(self, terms, month):
        return self.does(terms) or terms


@pytest.fixture(scope="module")
def eco():
    eco = Ecology("classroom", rng=1)
    eco.run(2)
    return eco


@pytest.fixture
def crooked(eco):
    """Return what lets a lever do something to the sector in the policy phase."""

    def act(does):
        lever = Rogue(start=1, does=lambda terms: does(eco.sector, terms))
        policies = (Policy("crooked", "", "", (("rogue", lever),)),)
        return apply_policies(eco.sector, replace(eco.rules, policies=policies, in_force=()), eco.streams)

    return act


def refused(name):
    return pytest.raises(OutcomeWrite, match=rf"policy crooked, lever rogue, month 2: .*{name}\b.*phase apply_policies")


@pytest.mark.parametrize("name", ARRAYS)
def test_no_array_is_written_in_place(eco, crooked, name):
    part, _, key = name.partition(".")

    def write(sector, terms):
        array = getattr(getattr(sector, part), key)
        array[...] = ~array if array.dtype == bool else np.nan_to_num(array) + 1

    before = getattr(getattr(eco.sector, part), key).copy()
    with refused(name):
        crooked(write)
    after = getattr(getattr(eco.sector, part), key)
    assert after.tobytes() == before.tobytes()
    assert after.flags.writeable


@pytest.mark.parametrize("name", [*COLUMNS, *NUMBERS])
def test_nothing_is_put_in_place_of_a_column_or_a_number(eco, crooked, name):
    part, _, key = name.partition(".")
    owner = getattr(eco.sector, part)
    before = getattr(owner, key)
    other = before.copy() if isinstance(before, np.ndarray) else 7.5
    with refused(name):
        crooked(lambda sector, terms: setattr(owner, key, other))
    setattr(owner, key, before)


@pytest.mark.parametrize("name", METRICS)
def test_no_metric_is_written(eco, crooked, name):
    before = eco.sector.measured[name]
    with refused(f"measured of {name}"):
        crooked(lambda sector, terms: sector.measured.update({name: 0.123}))
    eco.sector.measured[name] = before


WHOLE = {
    "ties": lambda s: setattr(s, "ties", Ties.empty(s.ties.capacity)),
    "environment": lambda s: setattr(s, "environment", Environment()),
    "tally": lambda s: setattr(s, "tally", Tally()),
    "measured_groups": lambda s: s.measured_groups.clear(),
    "measured_groups of joint_surplus by size": lambda s: s.measured_groups["joint_surplus", "size"].fill(1),
    "organisation_names": lambda s: s.organisation_names.update({0: "Ours"}),
    "labels": lambda s: s.labels.clear(),
    "people.n_entered": lambda s: setattr(s.people, "n_entered", 10**6),
    "spells": lambda s: s.spells.append(None),
    "events.chunks": lambda s: s.events.add(2, "left post"),
    "events.keep": lambda s: setattr(s.events, "keep", False),
    "scale": lambda s: setattr(s, "scale", 2.0),
    "month": lambda s: setattr(s, "month", 99),
    "luck": lambda s: setattr(s, "luck", 1),
}


@pytest.mark.parametrize("name", WHOLE)
def test_no_other_part_of_the_sector_is_written(name):
    eco = Ecology("classroom", rng=1)
    eco.run(2)
    lever = Rogue(start=3, does=lambda terms: WHOLE[name](eco.sector))
    eco.rules = replace(eco.rules, policies=(Policy("crooked", "", "", (("rogue", lever),)),))
    with pytest.raises(OutcomeWrite, match=rf"policy crooked, lever rogue, month 3: .*\b{name}\b"):
        eco.step()


def test_several_writes_are_told_and_a_stubborn_lever_is_too(crooked):
    def write(sector, terms):
        try:
            sector.ties.trust.fill(1)
        finally:
            sector.partnerships.energy.fill(1)

    with refused("ties.trust"):
        crooked(write)
    with pytest.raises(OutcomeWrite, match="energy"):
        crooked(write)


def other_labels(terms):
    object.__setattr__(terms, "labels", None)


def other_term(terms):
    object.__setattr__(terms, "renewal", np.full_like(terms.renewal, 0.1))


@pytest.mark.parametrize(
    ("does", "error", "said"),
    [
        (lambda t: replace(t, renewal=np.full_like(t.renewal, 7.0)), OutOfRange, "renewal would be 7 to 7"),
        (lambda t: replace(t, renewal=np.full_like(t.renewal, np.nan)), OutOfRange, "renewal would be nan"),
        (lambda t: replace(t, renewal=np.full((1, 3), 0.5)), OutOfRange, r"renewal has shape \(1, 3\)"),
        (other_term, OutcomeWrite, r"changed the terms it was given \(renewal\)"),
        (other_labels, OutcomeWrite, r"changed the terms it was given \(labels\)"),
        (lambda t: t.renewal.fill(0.1), OutcomeWrite, "what it was given"),
        (lambda t: t.labels.alive.fill(False), OutcomeWrite, "what it was given"),
    ],
)
def test_terms_cannot_be_changed_round_their_bounds_or_in_place(crooked, does, error, said):
    with pytest.raises(error, match=f"policy crooked, lever rogue, month 2: .*{said}"):
        crooked(lambda sector, terms: does(terms))


@pytest.mark.parametrize(
    ("does", "said"),
    [
        pytest.param(lambda s, terms: s.organisations.grow(40), "organisations.alive", id="more slots"),
        pytest.param(lambda s, terms: s.organisations.vacate(s.organisations.slots()), "alive", id="survival"),
        pytest.param(lambda s, terms: setattr(s.ties.trust.flags, "writeable", True), "ties.trust", id="the lock"),
        pytest.param(lambda s, terms: terms.replace(cooperation=1), "'cooperation' is not a term", id="no term"),
        pytest.param(lambda s, terms: 7, "must return terms", id="not terms"),
    ],
)
def test_a_lever_cannot_go_round_the_guard(crooked, does, said):
    with pytest.raises(OutcomeWrite, match=f"policy crooked, lever rogue, month 2: .*{said}"):
        crooked(does)


def test_after_a_refusal_the_sector_lives_on():
    eco = Ecology("classroom", rng=1)
    honest = eco.rules
    lever = Rogue(start=1, does=lambda terms: eco.sector.ties.trust.fill(1))
    eco.rules = replace(eco.rules, policies=(Policy("crooked", "", "", (("rogue", lever),)),))
    with pytest.raises(OutcomeWrite):
        eco.step()
    eco.rules = honest
    eco.step()


def test_a_lever_that_only_looks_is_let_be(crooked):
    assert crooked(lambda sector, terms: float(sector.ties.trust.sum()) and None).asked is not None


def test_a_mistake_of_the_levers_own_is_not_taken_for_a_write(crooked):
    with pytest.raises(ValueError, match="broadcast"):
        crooked(lambda sector, terms: np.ones(3) + np.ones(4))
