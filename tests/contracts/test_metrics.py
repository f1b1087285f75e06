"""What every metric promises: declared with unit and label, recorded every month, within its obvious bounds."""

import math

import numpy as np
import pytest

from ecology import Ecology
from ecology.metrics.declarations import HEADLINE, METRICS
from ecology.metrics.groups import CATEGORIES, NOT_HELD
from ecology.metrics.record import TRUST_BANDS, of_gains
from ecology.sector.categories import GROUPINGS

MONTHS = 40
WHOLE = {"partnerships", "organisations"}
SIGNED = {"joint_surplus"}
WAITS = {
    # nothing to tell before there are partnerships, or old or ended ones
    "cooperation_rate", "partner_trust", "entrant_seats", "mean_energy", "share_cost_exceeds", "share_prior_tie",
    "share_fruitless", "partnership_survival", "share_shadow_holds", "share_all_gain", "share_some_gain",
    "share_at_cost", "trust_none", "trust_weak", "trust_some", "trust_strong", "months_hidden",
}  # fmt: skip
UNDER_CONTRACT = {"months_hidden"}
"""Only where a funder contracts services; nothing without."""
each = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)


@pytest.fixture(scope="module")
def runs():
    made = []
    for policy in ("none", "targets", "enabling", "outsourced"):
        eco = Ecology("classroom", policy, rng=4)
        eco.run(MONTHS)
        made.append(eco)
    return made


@each
def test_it_is_declared(metric):
    assert metric.label.strip()
    assert metric.unit.strip()
    assert metric.meaning.strip()
    assert metric.better in {-1, 0, 1}
    assert metric.margin > 0
    assert metric.headline == (metric in HEADLINE)


@each
def test_it_is_recorded_every_month(metric, runs):
    for eco in runs:
        values = eco.frame[metric.name]
        assert len(values) == MONTHS
        if metric.name not in WAITS:
            assert values.notna().all()
        if metric.name not in UNDER_CONTRACT:
            assert values.notna().any()
    assert any(eco.frame[metric.name].notna().any() for eco in runs)


@each
def test_it_stays_within_its_bounds(metric, runs):
    for eco in runs:
        values = eco.frame[metric.name].dropna()
        assert np.isfinite(values).all()
        if metric.name not in SIGNED:
            assert (values >= 0).all()
        if metric.unit.startswith(("share", "0–1", "index")):
            assert (values <= 1 + 1e-12).all()
        if metric.unit in WHOLE:
            assert (values == values.round()).all()


@each
def test_unit_and_label_are_in_the_frame_of_columns(metric, runs):
    row = runs[0].columns.loc[metric.name]
    assert (row["unit"], row["label"], row["meaning"]) == (metric.unit, metric.label, metric.meaning)
    assert list(runs[0].frame.columns) == list(METRICS)


@pytest.mark.parametrize("metric", [m for m in METRICS.values() if m.grouped], ids=lambda m: m.name)
def test_groups_add_up_to_the_whole(metric, runs):
    for eco in runs:
        for month, groups in enumerate(eco.recorder.groups, start=1):
            whole = eco.frame.loc[month, metric.name]
            for grouping, levels in GROUPINGS.items():
                values = groups[metric.name, grouping]
                assert len(values) == len(levels)
                if metric.name == "burden":
                    # a mean: weighted by organisations it is the mean of all
                    n = groups["organisations_alive", grouping]
                    total = np.nansum(values * n) / np.nansum(n)
                else:
                    total = np.nansum(values)
                assert math.isclose(total, whole, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("metric", [name for name in METRICS if name not in {*NOT_HELD, "expertise"}])
def test_every_category_makes_the_whole(metric, runs):
    """A2: told by art form, region, size and, where it belongs to people, level, groups add or average to the whole."""
    for eco in runs:
        groups, whole = eco.groups, eco.frame[metric].iloc[-1]
        mine = groups[groups["metric"] == metric]
        assert set(mine["by"]) >= set(GROUPINGS)
        assert (mine["unit"] == METRICS[metric].unit).all()
        for by, rows in mine.groupby("by"):
            assert list(rows["group"]) == list(CATEGORIES[by])
            value, n = rows["value"].fillna(0).to_numpy(), rows["n"].to_numpy()
            how = rows["adds"].iloc[0]
            if not n.sum():
                assert math.isnan(whole) or whole == 0
            elif how == "sum":
                assert math.isclose(value.sum(), whole, rel_tol=1e-9, abs_tol=1e-9)
            else:
                assert how == "mean"
                assert math.isclose((value * n).sum() / n.sum(), whole, rel_tol=1e-9, abs_tol=1e-9)


def test_the_best_of_each_group_are_its_own(runs):
    # a percentile does not average: worked out in each group anew
    eco = runs[0]
    of_size = eco.groups.query("metric == 'expertise' and by == 'size'").set_index("group")
    people, size = eco.people.query("employer >= 0"), eco.organisations["size"]
    topics = [name for name in people if name.startswith("knowledge_")]
    for group, rows in people.groupby(people["employer"].map(size)):
        assert of_size.loc[group, "value"] == pytest.approx(np.percentile(rows[topics], 95, axis=0).mean())
        assert (of_size.loc[group, "n"], of_size.loc[group, "adds"]) == (len(rows), "own")


def test_what_cannot_be_told_by_category_is_said(runs):
    told = set(runs[0].groups["metric"])
    assert told.isdisjoint(NOT_HELD)
    assert told | set(NOT_HELD) == set(METRICS)
    by_level = runs[0].groups.query("by == 'level'")["metric"].unique()
    assert {"cooperation_rate", "partner_trust", "motivation", "mean_knowledge", "vacancy_rate"} <= set(by_level)


def test_headline_outcomes_of_the_model():
    assert {m.name for m in HEADLINE} == {
        "cooperation_rate", "joint_surplus", "public_value", "reported_performance", "partnership_survival",
        "partner_trust", "burden", "mean_knowledge", "expertise", "entrant_seats", "organisations_alive",
    }  # fmt: skip


def test_funders_spend_is_grants_and_levers(runs):
    for eco in runs:
        frame = eco.frame
        assert frame["funder_spend"].to_numpy() == pytest.approx(
            (frame["grants_paid"] + frame["lever_cost"]).to_numpy()
        )


def test_metrics_say_what_the_columns_say(runs):
    # worked out once more, the slow way, in the last month
    for eco in runs:
        o, people, sector = eco.sector.organisations, eco.sector.people, eco.sector
        now = eco.frame.iloc[-1]
        open_ = [i for i in range(o.capacity) if o.alive[i]]
        staff = [i for i in range(people.capacity) if people.alive[i] and people.employer[i] >= 0]
        assert now["organisations_alive"] == len(open_)
        assert now["public_value"] == pytest.approx(sum(o.public_value[i] for i in open_))
        assert now["burden"] == pytest.approx(sum(o.admin[i] for i in open_) / len(open_))
        assert now["mean_knowledge"] == pytest.approx(sum(people.knowledge[i].mean() for i in staff) / len(staff))
        assert now["mean_ties"] == pytest.approx(sum((sector.ties.alter[i] >= 0).sum() for i in staff) / len(staff))
        assert now["expertise"] == pytest.approx(np.percentile(people.knowledge[staff], 95, axis=0).mean())
        seats = [
            int(a) for p in sector.partnerships.slots()
            for a, who in zip(sector.partnerships.action[p].ravel(), sector.partnerships.person[p].ravel(), strict=True)
            if who >= 0 and a >= 0
        ]  # fmt: skip
        assert now["cooperation_rate"] == pytest.approx(sum(seats) / len(seats))


def test_kinds_of_ties_are_told_by_who_has_gained(runs):
    """A5: all, some at nobody's cost, some at others' cost; what is below one full contribution is neither."""
    eco = runs[0]
    table = eco.sector.partnerships
    slots = np.arange(4)
    table.alive[:] = False
    table.alive[slots] = True
    table.member[slots] = [[0, 1, -1, -1]] * 4
    table.ledger[slots] = [[2, 3, 0, 0], [2, 0.5, 0, 0], [2, -2, 0, 0], [-0.5, 0.9, 0, 0]]
    shares = of_gains(eco.sector)
    assert shares == {"share_all_gain": 0.25, "share_some_gain": 0.25, "share_at_cost": 0.25}


def test_bands_of_trust_add_up(runs):
    for eco in runs:
        bands = eco.frame[list(TRUST_BANDS)].dropna()
        assert np.allclose(bands.sum(axis=1), 1)
        assert len(bands)
