"""Over random sectors, policies and parameters: money to the penny, hours to 1e-9, everything within its bounds."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ecology import Ecology, Policy
from ecology.errors import EcologyError
from ecology.parameters import Parameters, declarations
from ecology.policies.levers import LEVERS
from ecology.presets.policies import load_policy, policy_names
from ecology.presets.sectors import synthetic

MONTHS = 16
DECLARED = {d.name: d for d in declarations()}
WHOLE = {
    f"{group.name}.{spec.name}"
    for group in fields(Parameters)
    for spec in fields(group.default_factory())
    if spec.type == "int"
}
"""Parameters that are counted, such as tries and seats."""
UNIT = {
    "people": ("patience", "values", "knowledge"),
    "organisations": (
        "hierarchy", "challenge", "capability", "memory", "control", "misreport", "funder_trust", "trust_in_funder",
        "legitimacy",
    ),
    "ties": ("familiarity", "trust", "competence", "stakes"),
    "hearsay": ("repute",),
    "partnerships": ("common_ground", "consent", "share", "energy", "given", "delivered", "recognised", "contribution"),
}  # fmt: skip
"""Columns that are shares, probabilities or indices: between 0 and 1."""


@st.composite
def parameters(draw):
    """A few parameters anywhere within their bounds, the others as declared."""
    names = draw(st.lists(st.sampled_from(sorted(DECLARED)), max_size=8, unique=True))
    values = {}
    for name in names:
        d = DECLARED[name]
        part = draw(st.floats(0, 1))
        value = d.low + part * (d.high - d.low)
        values[name] = round(value) if name in WHOLE else value
    return values


@st.composite
def policies(draw):
    """A policy that comes with the package, or a few levers at any strength from the third month on."""
    if draw(st.booleans()):
        return load_policy(draw(st.sampled_from(policy_names())))
    names = draw(st.lists(st.sampled_from(sorted(LEVERS)), min_size=1, max_size=4, unique=True))
    levers = tuple(
        (n, LEVERS[n](start=3, intensity=draw(st.floats(0, 1)), ramp_months=draw(st.integers(0, 6)))) for n in names
    )
    return Policy("drawn", "", "", levers)


@st.composite
def models(draw):
    n = draw(st.integers(2, 9))
    sector = synthetic("small", n, n + draw(st.integers(0, 30)))
    funders = draw(st.integers(1, 2))
    held = {f"funder {i}": draw(policies()) for i in range(funders)}
    return Ecology(sector, funders=held, parameters=draw(parameters()), rng=draw(st.integers(0, 2**32)))


def live(eco):
    """Live one month; a bundle that costs more than its funder has is refused, and not of interest here."""
    try:
        eco.step()
    except EcologyError as error:
        assume("its levers and seeds cost" not in str(error))
        raise


def wealth(sector):
    o, funders = sector.organisations, sector.funders
    return int(o.reserves[o.alive].sum()) + int(funders.balance.sum())


every_model = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@given(eco=models())
@every_model
def test_money_and_hours_and_bounds(eco):
    for _ in range(MONTHS):
        before = wealth(eco.sector)
        live(eco)
        tally = eco.sector.tally
        assert wealth(eco.sector) - before == tally.money_in - tally.money_out
        check_hours(eco.sector)
        check_bounds(eco.sector)
        check_links(eco.sector)


def check_hours(sector):
    people = sector.people
    staff = sector.staff()
    there = people.hours[staff] + people.overtime[staff]
    spent = sum(
        getattr(people, f"hours_{what}")[staff]
        for what in ("ties", "admin", "joint", "bank", "measured", "unmeasured", "idle")
    )
    assert spent == pytest.approx(there, rel=1e-9)
    for name in (
        "overtime",
        "hours_ties",
        "hours_admin",
        "hours_joint",
        "hours_measured",
        "hours_unmeasured",
        "hours_idle",
    ):
        assert (getattr(people, name) >= 0).all()


def check_bounds(sector):
    for table, names in UNIT.items():
        for name in names:
            values = getattr(getattr(sector, table), name)
            assert np.isfinite(values).all(), name
            assert values.min(initial=0) >= -1e-9, name
            assert values.max(initial=0) <= 1 + 1e-6, name
    p = sector.partnerships
    played = p.alive & (p.share.sum(1) > 0)
    assert p.share[played].sum(1) == pytest.approx(1, abs=1e-9)
    motivation = sector.people.motivation[sector.people.alive]
    assert (motivation >= 0).all()
    assert (motivation <= 1 + 1e-9).all()
    for value in sector.measured.values():
        assert not np.isinf(value)


def check_links(sector):
    """Nobody remembers, employs or funds somebody who is not there, and nobody remembers themselves twice or at all."""
    people, o, ties = sector.people, sector.organisations, sector.ties
    rows, columns = np.nonzero((ties.alter >= 0) & people.alive[:, None])
    alters = ties.alter[rows, columns]
    assert people.alive[alters].all()
    assert (alters != rows).all()
    assert len(np.unique(rows.astype(np.int64) * people.capacity + alters)) == len(rows)
    employer = people.employer[people.alive]
    assert o.alive[employer[employer >= 0]].all()
    assert o.alive[sector.grants.organisation[sector.grants.alive]].all()
    assert not people.seeking[sector.staff()].any()


@pytest.mark.parametrize("rival", [False, True])
def test_every_policy_spends_the_same(rival):
    """To the penny, month by month and funder by funder, grants and levers together."""
    spent = {}
    for name in policy_names():
        funders = {"A": name, "B": "none"} if rival else {"A": name}
        eco = Ecology("classroom", funders=funders, rng=5)
        rows = []
        for _ in range(36):
            eco.step()
            f = eco.sector.funders
            rows.append((f.grants_paid + f.lever_cost).tolist())
            assert f.balance.tolist() == [0] * len(funders)
        spent[name] = rows
    assert all(rows == spent["none"] for rows in spent.values())


@given(seed=st.integers(0, 2**32), name=st.sampled_from(policy_names()))
@settings(max_examples=8, deadline=None, derandomize=True)
def test_a_funder_spends_what_it_receives(seed, name):
    eco = Ecology(synthetic("small", 6, 30), name, rng=seed)
    received = spent = 0
    for _ in range(18):
        before = int(eco.sector.funders.balance.sum())
        eco.step()
        f, here = eco.sector.funders, eco.sector.environment
        monthly = round(int(f.budget[0]) * float(np.exp(here.funding)) / 12)
        received += monthly
        spent += int((f.grants_paid + f.lever_cost).sum())
        assert int(f.balance.sum()) - before == monthly - int((f.grants_paid + f.lever_cost).sum())
    assert spent == received - int(eco.sector.funders.balance.sum())
