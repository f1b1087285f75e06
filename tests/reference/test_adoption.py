"""Slow twins of funders who learn from each other, and of organisations that choose whom to ask for money."""

import math
from dataclasses import replace

import numpy as np
import pytest

from ecology import Ecology, load_policy
from ecology.mechanisms.adoption import adopt, drawn_to, reported
from ecology.presets.sectors import synthetic

FUNDERS = {"Council": "targets", "Trust": "enabling", "Fund": "none"}


@pytest.fixture(scope="module")
def eco():
    made = Ecology(synthetic("rivals", 20, 120), funders=FUNDERS, rng=3, parameters={"funding.appetite": 1})
    made.run(24)
    return made


def mean_report(eco, funder):
    o, grants = eco.sector.organisations, eco.sector.grants
    firms = [int(grants.organisation[g]) for g in grants.slots().tolist() if grants.funder[g] == funder]
    return sum(float(o.reported[f]) / max(int(o.posts[f].sum()), 1) for f in firms) / len(firms)


@pytest.mark.parametrize("month", [24, 36, 48, 60, 72])
def test_who_reports_more_is_followed(eco, month):
    p = replace(eco.rules.parameters.funding, adopt=0.7, adopt_intensity=4)
    rules = replace(eco.rules, parameters=replace(eco.rules.parameters, funding=p))
    eco.sector.month = month
    seen = [mean_report(eco, funder) for funder in range(3)]
    assert reported(eco.sector, 3) == pytest.approx(seen)
    wanted = []
    for funder in range(3):
        looks, which, lot = (
            float(eco.streams.at(name, month).uniform(funder)[0])
            for name in ("funder compares", "with which funder", "funder adopts")
        )
        other = (funder + 1 + int(which * 2)) % 3
        gap = (seen[other] - seen[funder]) / ((seen[other] + seen[funder]) / 2)
        follows = looks < 0.7 and lot < 1 / (1 + math.exp(-4 * gap))
        wanted.append(rules.policies[other if follows else funder].name)
    assert [policy.name for policy in adopt(eco.sector, rules, eco.streams).policies] == wanted


def test_funders_compare_at_the_end_of_a_year_and_only_where_they_may(eco):
    p = replace(eco.rules.parameters.funding, adopt=1)
    rules = replace(eco.rules, parameters=replace(eco.rules.parameters, funding=p))
    eco.sector.month = 31
    assert adopt(eco.sector, rules, eco.streams) is rules
    eco.sector.month = 36
    assert adopt(eco.sector, eco.rules, eco.streams) is eco.rules
    alike = replace(rules, policies=(load_policy("none"),) * 3)
    assert adopt(eco.sector, alike, eco.streams) is alike


def test_organisations_come_to_whom_they_trust(eco):
    o = eco.sector.organisations
    who = o.slots()
    o.trust_in_funder[who] = np.linspace(0, 1, 3 * len(who)).reshape(-1, 3)
    for funder in range(3):
        found = drawn_to(eco.sector, eco.rules, who, funder)
        for i, firm in enumerate(who.tolist()):
            mean = sum(float(t) for t in o.trust_in_funder[firm]) / 3
            assert found[i] == pytest.approx(math.exp(2 * (float(o.trust_in_funder[firm, funder]) - mean)))


def test_with_one_funder_there_is_nothing_to_choose():
    one = Ecology("classroom", rng=1)
    assert (drawn_to(one.sector, one.rules, one.sector.organisations.slots(), 0) == 1).all()
