"""What every lever promises: it changes terms only, by its dates, its targets and its strength, and at a cost."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pytest

from ecology import Policy
from ecology.declared import parameter
from ecology.errors import OutcomeWrite, OutOfRange, UnknownName
from ecology.parameters import Parameters
from ecology.policies.contract import BASELINE, LABELS, MONTH, PROMISES, checked, same
from ecology.policies.lever import Lever, Who
from ecology.policies.levers import LEVERS
from ecology.policies.terms import FIELDS, Labels, Terms

each = pytest.mark.parametrize("make", LEVERS.values(), ids=LEVERS)


@each
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.name)
def test_it_keeps_what_every_lever_promises(make, promise):
    assert promise.broken(make) == ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound(Lever):
    """A lever that is as it should be."""

    code: ClassVar[str] = "P99"
    summary: ClassVar[str] = "It pays for time to search."
    source: ClassVar[str] = "test"
    hours: float = parameter(2, "hours/month", (0, 100), "of search", "test")

    def at_full(self, terms):
        return {"search_hours": terms.search_hours + self.hours, "organisation_cost": terms.organisation_cost + 5}


def lever(**parts):
    """Return a kind of lever like the sound one but for some parts."""
    return type("Broken", (Sound,), {"__doc__": "A lever.", "__slots__": (), **parts})


FREE = {"at_full": lambda self, terms: {"search_hours": terms.search_hours + 2}}
IDLE = {"at_full": lambda self, terms: {"organisation_cost": terms.organisation_cost + 1}}
WILD = {"at_full": lambda self, terms: {"search_hours": 3 * self.hours, "organisation_cost": 5}}
CHEAT = {"at_full": lambda self, terms: {"trust": 1}}
BLUNT = {"amend": lambda self, terms, month: terms.replace(search_hours=4)}


@pytest.mark.parametrize(
    ("parts", "promise", "said"),
    [
        ({"summary": ""}, "says what it is", "it has no summary"),
        ({"code": "X1"}, "says what it is", "must be P and a number"),
        (IDLE, "changes something", "nothing but its cost"),
        (FREE, "costs the funder", "does not grow"),
        (BLUNT, "is nothing at intensity 0", "changes search_hours"),
        ({"strength": lambda self, month: self.intensity}, "keeps its dates", "it acts in months"),
        ({"meant": lambda self, labels: labels.alive}, "keeps to those", "of others"),
        (WILD, "has bounds", "hours = 100"),
        (CHEAT, "changes something", "not a term a funder can set"),
    ],
)
def test_a_broken_promise_is_told_with_what_to_do(parts, promise, said):
    found = {name: fault for name, fault in checked(lever(**parts)) if fault}
    assert any(name.startswith(promise) and said in fault for name, fault in found.items()), found


def test_a_sound_lever_breaks_no_promise():
    assert not [fault for _, fault in checked(Sound) if fault]


def test_who_is_domain_and_region_and_size_of_those_alive():
    assert Who().mask(LABELS).tolist() == [True, True, True, True, False, True]
    assert Who(region=("Wales",)).mask(LABELS).tolist() == [False, True, False, True, False, False]
    assert Who(region=("Wales", "London"), size=("small",)).mask(LABELS).tolist() == [
        True,
        False,
        False,
        True,
        False,
        False,
    ]
    with pytest.raises(UnknownName, match="Did you mean Wales"):
        Who(region=("Wails",))


def test_who_may_be_named_or_a_share_by_a_lot_that_stays():
    assert Who(organisation=("Birch", "Elm", "Yew")).mask(LABELS).tolist() == [False, True, False, False, False, False]
    many = Labels(*(np.zeros(4000, np.int8) for _ in range(4)), np.arange(4000), np.full(4000, "", dtype=object))
    many = replace(many, alive=np.ones(4000, bool))
    quarter, half = Who(share=0.25).mask(many), Who(share=0.5).mask(many)
    # 4,000 draws: three standard errors of a share of one half are 2.4 points
    assert quarter.mean() == pytest.approx(0.25, abs=0.024)
    assert half.mean() == pytest.approx(0.5, abs=0.024)
    assert (quarter <= half).all()
    assert not Who(share=0).mask(many).any()
    with pytest.raises(OutOfRange, match="share = 2"):
        Who(share=2)


@each
def test_it_reaches_those_who_know_of_it(make):
    many = Labels(*(np.zeros(400, np.int8) for _ in range(4)), np.arange(400), np.full(400, "", dtype=object))
    many = replace(many, alive=np.ones(400, bool))
    base = Terms.baseline(1, many, Parameters())
    terms = make(visibility=0.3).amend(base, MONTH)
    reached = np.any([(getattr(terms, name) != getattr(base, name))[0] for name in FIELDS], axis=0)
    assert reached.mean() == pytest.approx(0.3, abs=0.07)  # three standard errors of 400 draws
    assert same(make(visibility=0).amend(base, MONTH), base)
    assert not (reached & ~make(visibility=0.6).meant(many)).any()


@each
def test_a_funder_without_credit_keeps_its_word_in_some_years(make):
    lever = make(start=1, credibility=0.5)
    years = [{not same(lever.amend(BASELINE, 12 * year + m), BASELINE) for m in range(1, 13)} for year in range(60)]
    assert all(len(kept) == 1 for kept in years)  # a whole year, or none of it
    assert 15 < sum(kept == {True} for kept in years) < 45
    assert same(make(credibility=0).amend(BASELINE, MONTH), BASELINE)


def test_levers_compose_in_order():
    # targets then relief: .32/(1 + .3); relief then targets: 0/(1.3) + .32
    targets, relief = LEVERS["individual_targets"](), LEVERS["shared_evaluation"]()
    one = Policy("one", "", "", (("targets", targets), ("relief", relief)))
    other = Policy("other", "", "", (("relief", relief), ("targets", targets)))
    assert last(one).target[0, 0] == pytest.approx(0.32 / 1.3)
    assert last(other).target[0, 0] == pytest.approx(0.32)


def test_control_felt_from_several_levers_never_exceeds_one():
    # 1 − (1 − .2)(1 − .15)(1 − .32) = .5376: reports .2, audits .3 · .5, targets .8 · .4
    policy = Policy("p", "", "", tuple((n, LEVERS[n]()) for n in ("reporting", "audit", "individual_targets")))
    assert last(policy).control[0, 0] == pytest.approx(1 - 0.8 * 0.85 * 0.68)


def last(policy):
    return list(policy.amendments(BASELINE, MONTH))[-1][1]


def test_shares_of_a_wider_total_are_one_over_n():
    # five organisations are open; of the four art forms theatre has two
    targets = LEVERS["individual_targets"]
    alive = LABELS.alive
    assert targets(scope=2).amend(BASELINE, MONTH).target_share[0, alive] == pytest.approx([1 / 5] * 5)
    assert targets(scope=1).amend(BASELINE, MONTH).target_share[0, alive] == pytest.approx([1 / 2, 1 / 2, 1, 1, 1])
    assert LEVERS["shared_evaluation"]().amend(BASELINE, MONTH).joint_share[0, alive] == pytest.approx([1 / 5] * 5)


def test_terms_are_told_by_name_and_bounds():
    with pytest.raises(OutcomeWrite, match="'trust' is not a term a funder can set"):
        BASELINE.replace(trust=1)
    with pytest.raises(OutOfRange, match=r"renewal would be 2 to 2: must be 0–1 \(probability\)"):
        BASELINE.replace(renewal=2)
    with pytest.raises(OutOfRange):
        BASELINE.replace(target=np.nan)
    with pytest.raises(ValueError, match="read-only"):
        BASELINE.replace(target=1).target[0, 0] = 0
