"""What every lever promises: it changes terms only, by its dates, its targets and its strength, and at a cost."""

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import ClassVar

import numpy as np
import pytest

from ecology import Ecology, Policy
from ecology.errors import OutcomeWrite, OutOfRange, UnknownName
from ecology.parameters import Parameters
from ecology.policies.lever import NEVER, Lever, Who
from ecology.policies.levers import LEVERS
from ecology.policies.terms import FIELDS, Labels, Terms

each = pytest.mark.parametrize("make", LEVERS.values(), ids=LEVERS)
LABELS = Labels(
    alive=np.array([True, True, True, True, False, True]),
    domain=np.array([0, 0, 1, 2, 0, 3], np.int8),
    region=np.array([0, 10, 0, 10, 0, 1], np.int8),
    size=np.array([0, 1, 2, 0, 1, 2], np.int8),
    entry=np.arange(6),
    name=np.array(["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir"], dtype=object),
)
BASELINE = Terms.baseline(1, LABELS, Parameters())
SOME_CONTROL = BASELINE.replace(target=0.3, control=0.2, report_hours=4, organisation_cost=50, channel_sight=0.1)
BASES = [BASELINE, SOME_CONTROL]
MONTH = 20


def same(a, b):
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in FIELDS)


COSTS = ("organisation_cost", "grant_cost")
"""Terms that say what a lever costs the funder."""


def cost_of(terms):
    """Return what a funder spends on levers for an organisation with one grant, £/month."""
    return sum(getattr(terms, name) for name in COSTS)[0]


def changed_terms(old, new):
    return {name for name in FIELDS if not np.array_equal(getattr(old, name), getattr(new, name))}


@each
@pytest.mark.parametrize("base", BASES)
def test_it_is_deterministic_and_leaves_the_old_terms_alone(make, base):
    before = {name: getattr(base, name).copy() for name in FIELDS}
    assert same(make().amend(base, MONTH), make().amend(base, MONTH))
    assert all(np.array_equal(before[name], getattr(base, name)) for name in FIELDS)


@each
@pytest.mark.parametrize("base", BASES)
def test_intensity_nought_is_no_lever_bit_for_bit(make, base):
    assert same(make(intensity=0).amend(base, MONTH), base)


@each
def test_it_changes_something_besides_its_cost(make):
    assert changed_terms(BASELINE, make().amend(BASELINE, MONTH)) - set(COSTS)


@each
def test_it_does_nothing_outside_its_dates(make):
    lever = make(start=5, end=8)
    acts = [not same(lever.amend(BASELINE, month), BASELINE) for month in range(1, 13)]
    assert acts == [5 <= month <= 8 for month in range(1, 13)]


@each
def test_it_ramps_up(make):
    # strength 1/4, 2/4, 3/4, 4/4 in the first four months with a ramp of three: every term moves in proportion
    lever = make(start=1, ramp_months=3)
    full = make(start=1).amend(BASELINE, 1)
    for month, part in ((1, 0.25), (2, 0.5), (3, 0.75), (4, 1.0), (9, 1.0)):
        terms = lever.amend(BASELINE, month)
        for name in FIELDS:
            old, new = getattr(BASELINE, name), getattr(full, name)
            assert getattr(terms, name) == pytest.approx(old + part * (new - old))


@each
@pytest.mark.parametrize(
    "who", [Who(region=("Wales",)), Who(domain=("theatre",), size=("small",)), Who(size=("medium", "large"))]
)
def test_only_those_meant_are_changed(make, who):
    terms = make(who=who).amend(SOME_CONTROL, MONTH)
    meant = who.mask(LABELS)
    for name in FIELDS:
        assert np.array_equal(getattr(terms, name)[:, ~meant], getattr(SOME_CONTROL, name)[:, ~meant])
    assert not same(terms, SOME_CONTROL)


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
def test_it_costs_the_funder_and_the_more_the_stronger(make):
    cost = [cost_of(make(intensity=i).amend(BASELINE, MONTH)) for i in (0, 0.25, 0.5, 0.75, 1)]
    assert (cost[0] == 0).all()
    for weaker, stronger in pairwise(cost):
        assert (stronger >= weaker).all()
        assert stronger[LABELS.alive].sum() > weaker[LABELS.alive].sum()


@each
def test_its_values_have_bounds(make):
    for spec in fields(make):
        if "bounds" not in spec.metadata:
            continue
        low, high = spec.metadata["bounds"]
        assert low <= spec.default <= high
        for key in ("unit", "meaning", "source"):
            assert spec.metadata[key].strip()
        for beyond in (low - 1, high + 1):
            with pytest.raises(OutOfRange) as error:
                make(**{spec.name: beyond})
            assert spec.name in str(error.value)
            assert spec.metadata["unit"] in str(error.value)


@each
def test_its_terms_stay_in_bounds_at_the_ends_of_its_values(make):
    for spec in fields(make):
        for bound in spec.metadata.get("bounds", ()):
            if spec.name in {"start", "end"}:
                continue
            terms = make(**{spec.name: bound}).amend(SOME_CONTROL, NEVER - 1)
            for name, declared in FIELDS.items():
                low, high = declared["bounds"]
                assert getattr(terms, name).min() >= low
                assert getattr(terms, name).max() <= high


@each
def test_it_says_what_it_is(make):
    assert make.code.startswith("P")
    assert make.summary.strip()
    assert make.source.strip()
    assert make.__doc__


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rogue(Lever):
    """A lever that is up to no good."""

    code: ClassVar[str] = "P0"
    summary: ClassVar[str] = "It cheats."
    source: ClassVar[str] = "test"
    does: object = None

    def amend(self, terms, month):
        return self.does(terms) or terms


def cheat(does, month=3):
    """Run a model in whose policy a rogue lever acts from a month on."""
    eco = Ecology("classroom", rng=1, months=6)
    lever = Rogue(does=lambda terms: does(eco.sector, terms) if eco.month >= month else None, start=month)
    eco.rules = replace(eco.rules, policies=(Policy("crooked", "", "", (("rogue", lever),)),))
    eco.run()


@pytest.mark.parametrize(
    "does",
    [
        pytest.param(
            lambda s, terms: setattr(s.ties, "trust", np.ones_like(s.ties.trust)), id="another array of trust"
        ),
        pytest.param(lambda s, terms: setattr(s.organisations, "public_value", np.ones(99)), id="another public value"),
        pytest.param(lambda s, terms: setattr(s.tally, "money_in", 10**9), id="the tally"),
        pytest.param(lambda s, terms: setattr(s.environment, "funding", 3.0), id="public funding"),
        pytest.param(lambda s, terms: s.spells.clear() or s.measured.clear(), id="what was measured"),
        pytest.param(lambda s, terms: s.organisations.grow(40), id="more slots"),
        pytest.param(lambda s, terms: setattr(s.people.knowledge.flags, "writeable", True), id="the lock itself"),
        pytest.param(lambda s, terms: terms.target.fill(50), id="the old terms in place"),
        pytest.param(lambda s, terms: terms.labels.alive.fill(False), id="labels in place"),
    ],
)
def test_a_lever_cannot_go_round_the_guard(does):
    with pytest.raises(OutcomeWrite, match="policy crooked, lever rogue, month 3"):
        cheat(does)


@pytest.mark.parametrize(
    "does",
    [
        pytest.param(lambda sector, terms: terms.replace(cooperation=1), id="a term there is not"),
        pytest.param(lambda sector, terms: replace(terms, labels=terms.labels) and 7, id="not terms"),
        pytest.param(lambda sector, terms: sector.ties.trust.fill(1), id="trust"),
        pytest.param(lambda sector, terms: sector.people.knowledge.__setitem__(0, 1), id="knowledge"),
        pytest.param(
            lambda sector, terms: np.add(sector.partnerships.energy, 1, out=sector.partnerships.energy), id="energy"
        ),
        pytest.param(lambda sector, terms: sector.organisations.public_value.__iadd__(1e6), id="public value"),
        pytest.param(lambda sector, terms: sector.funders.balance.fill(0), id="money"),
        pytest.param(lambda sector, terms: sector.hearsay.repute.fill(1), id="repute"),
        pytest.param(lambda sector, terms: sector.organisations.vacate(sector.organisations.slots()), id="survival"),
        pytest.param(lambda sector, terms: sector.environment.demand_region.fill(1), id="demand"),
    ],
)
def test_a_lever_that_writes_anything_but_terms_is_refused_by_name_and_month(does):
    with pytest.raises(OutcomeWrite, match="policy crooked, lever rogue, month 3"):
        cheat(does)


def test_terms_out_of_range_are_refused_by_name_and_month():
    with pytest.raises(OutOfRange, match=r"policy crooked, lever rogue, month 3: renewal .*0–1 \(probability\)"):
        cheat(lambda sector, terms: terms.replace(renewal=3))


def test_after_a_refusal_the_sector_can_be_written_again():
    eco = Ecology("classroom", rng=1)
    lever = Rogue(does=lambda terms: eco.sector.ties.trust.fill(1), start=1)
    honest = eco.rules
    eco.rules = replace(eco.rules, policies=(Policy("crooked", "", "", (("rogue", lever),)),))
    with pytest.raises(OutcomeWrite):
        eco.step()
    assert eco.sector.ties.trust.flags.writeable
    eco.rules = honest
    eco.step()
