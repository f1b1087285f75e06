"""What can be known of a plan before its first run."""

from dataclasses import replace

import numpy as np
import pytest

from ecology import Ecology, Policy
from ecology.errors import EcologyError, IdleLever, UnknownName
from ecology.experiments import foreseen
from ecology.experiments.plan import planned
from ecology.mechanisms.policy import labels_of
from ecology.policies.lever import Who
from ecology.policies.levers import LEVERS
from ecology.presets.sectors import synthetic
from ecology.sector.categories import DOMAINS

SECTOR = synthetic("foreseen", 10, 60)
NONE = Policy("none at all", "", "")


def policy(**values):
    return Policy("events", "", "", (("convening", LEVERS["convening"](**values)),))


def plan(held, months=60):
    return planned([NONE, held], SECTOR, runs=1, months=months, ends=0)


def test_levers_that_nobody_can_pay_for_are_refused_before_the_first_run():
    # 96 events a year with 40 places at £5,000 each: 96 / 12 × 40 × 5,000 = £1.6 million a month
    said = (
        r"events: its levers cost £1,600,000 in month 13, more than the £[\d,]+ a month .* has to spend .*funders\.csv"
    )
    with pytest.raises(EcologyError, match=said):
        plan(policy(events_per_year=96, cost=5000))


def test_a_lever_that_starts_too_late_is_refused():
    with pytest.raises(IdleLever, match="starts in month 61"):
        plan(policy(start=61))


def test_a_lever_that_ends_before_what_is_measured_is_named():
    # the last 30 of 60 months are averaged: months 31 to 60
    said = plan(policy(end=30)).out_of_step
    assert len(said) == 1
    assert "ends with month 30" in said[0]
    assert "months 31 to 60" in said[0]
    assert plan(policy(end=31)).out_of_step == []
    assert plan(policy(end=30, intensity=0)).out_of_step == []


def test_a_lever_that_begins_or_grows_in_what_is_measured_is_named():
    # in full force from month 20 + 12 = 32, one month later than the first of months 31 to 60
    said = plan(policy(start=20, ramp_months=12)).out_of_step
    assert len(said) == 1
    assert "in full force from month 32 on" in said[0]
    assert "months 31 to 60" in said[0]
    assert plan(policy(start=20, ramp_months=11)).out_of_step == []
    assert plan(policy(start=31)).out_of_step == []
    assert len(plan(policy(start=32)).out_of_step) == 1


def test_runs_too_short_for_partnerships_to_last_are_named():
    # begun in month 13, two years old in month 37
    said = plan(policy(), months=36).out_of_step
    assert len(said) == 1
    assert "from month 13 on, are first counted in month 37, and runs end with month 36" in said[0]
    assert plan(policy(), months=37).out_of_step == []
    assert plan(policy(intensity=0), months=24).out_of_step == []


def test_what_levers_cost_and_whom_they_reach_is_foretold():
    # 12 events a year with 40 places at £10 are £4,800 a year
    there = list(Ecology(SECTOR, "none", rng=0).sector.organisation_names.values())
    said = foreseen.foretold(plan(policy(events_per_year=12, places=40, cost=10)))
    assert len(said) == 1
    assert said[0].startswith("events: its levers cost £4,800 a year at their dearest, in month 13, of £")
    assert foreseen.foretold(plan(aimed(*there[:2])))[1] == "events: convening reaches 2 of 10 organisations"


def aimed(*organisations):
    return policy(who=Who(organisation=organisations))


def test_a_name_that_nobody_has_is_refused_even_beside_one_that_somebody_has():
    there = list(Ecology(SECTOR, "none", rng=0).sector.organisation_names.values())
    plan(aimed(*there[:2]))
    wrong = there[1].replace("Organisation", "Organization")
    with pytest.raises(
        UnknownName, match=rf"events, lever convening, who: unknown organisation '{wrong}'. Did you mean"
    ):
        plan(aimed(there[0], wrong))


def test_of_very_many_valid_names_the_first_are_listed():
    names = [f"n{i:04}" for i in range(700)]
    said = str(UnknownName("organisation", "zzz", names))
    assert said.endswith("n0058, n0059 and 640 more.")


def test_a_lever_that_reaches_nobody_in_any_pair_is_refused_before_the_first_run(monkeypatch):
    monkeypatch.setattr(foreseen, "labels_of", lambda sector: without(labels_of(sector), "dance"))
    said = (
        r"events, lever convening: reaches none of the 10 organisations \(who: domain = \['dance'\]\).*Nothing was run"
    )
    with pytest.raises(IdleLever, match=said):
        plan(policy(who=Who(domain=("dance",))))
    plan(policy(who=Who(domain=("dance",)), intensity=0))


def test_a_lever_that_reaches_somebody_in_another_pair_is_not_refused(monkeypatch):
    seen = []

    def labels(sector):
        seen.append(sector)
        return without(labels_of(sector), "dance" if len(seen) == 1 else "theatre")

    monkeypatch.setattr(foreseen, "labels_of", labels)
    planned([NONE, policy(who=Who(domain=("dance",)))], SECTOR, runs=4, months=60, ends=0)
    assert len(seen) >= 2


def without(labels, domain):
    """Return labels of a sector where organisations of one art form are of the next."""
    code = DOMAINS.index(domain)
    return replace(labels, domain=np.where(labels.domain == code, (code + 1) % 3, labels.domain))
