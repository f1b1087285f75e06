"""Founding from what is known: people, their careers, and partnerships are taken as they are."""

import numpy as np
import pytest

from ecology import Ecology
from ecology.founding.spec import OrganisationsSpec, PartnershipsSpec, PeopleSpec, SectorSpec
from ecology.sector.categories import DEPTHS, DOMAINS, STAGES


def organisations(n, **known):
    unknown, code = np.full(n, np.nan), np.full(n, -1)
    names = tuple(f"O{i}" for i in range(n))
    columns = {"domain": code, "region": code} | dict.fromkeys(
        ("staff", "income", "has_building", "hierarchy"), unknown
    )
    return OrganisationsSpec(names, names, **columns | known)


def people(n, employers):
    return PeopleSpec(tuple(f"P{i}" for i in range(n)), np.array(employers), np.full(n, -1))


def test_organisations_of_which_nobody_is_known_are_staffed_like_the_others():
    # 3 people for the 6 staff of the first: one for two, so 5 for the 10 of the second
    spec = SectorSpec("T", organisations(2, staff=np.array([6.0, 10.0])), people=people(3, [0, 0, 0]))
    sector = Ecology(spec, rng=1).sector
    assert sector.filled_posts()[:2].sum(1).tolist() == [3, 5]
    assert sector.organisations.posts[:2].sum(1).tolist() == [3, 5]


def test_with_a_headcount_they_get_the_people_that_are_left():
    spec = SectorSpec("T", organisations(3, staff=np.array([6.0, 10.0, 30.0])), 11, people=people(3, [0, 0, 0]))
    assert Ecology(spec, rng=1).sector.filled_posts()[:3].sum(1).tolist() == [3, 2, 6]


def test_careers_are_as_known():
    nan = np.nan
    known = PeopleSpec(
        ("P0", "P1", "P2"), np.array([0, 0, 1]), np.full(3, -1), np.array([7.0, 90.0, nan]), np.array([30.0, 90.0, nan])
    )
    at = Ecology(SectorSpec("T", organisations(2), people=known), rng=1).sector.people
    assert at.tenure[:2].tolist() == [7, 90]
    assert at.entered[:2].tolist() == [-30, -90]
    assert 0 <= at.tenure[2] <= -at.entered[2]


def known_partnerships(**more):
    return PartnershipsSpec(("X", "X", "X", "Y", "Y"), np.array([2, 0, 1, 3, 1]), **more)


def test_known_partnerships_are_under_way_at_founding():
    nan = np.nan
    depth = np.array([DEPTHS.index("federation"), -1, -1, -1, -1])
    began, ends = np.array([-30, nan, nan, -1, nan]), np.array([5, nan, nan, nan, nan])
    spec = SectorSpec("T", organisations(4), 40, partnerships=known_partnerships(depth=depth, began=began, ends=ends))
    sector = Ecology(spec, rng=1).sector
    p = sector.partnerships
    assert int(p.alive.sum()) == 2
    assert p.member[:2].tolist() == [[2, 0, 1, -1], [3, 1, -1, -1]]
    assert (int(p.began[0]), int(p.ends[0]), int(p.months[0])) == (-30, 5, 36)
    assert int(p.began[1]) == -1
    assert int(p.ends[1]) >= 1
    assert [DEPTHS[d] for d in p.depth[:2]] == ["federation", "communication"]
    # two years and a half have gone by, more than the first two stages take; one month has not
    assert [STAGES[s] for s in p.stage[:2]] == ["implementing", "defining the problem"]
    assert (p.person[:2] >= 0).any(2).sum() == 5


def test_a_sector_with_known_partnerships_lives():
    eco = Ecology(SectorSpec("T", organisations(4), 40, partnerships=known_partnerships()), rng=1)
    assert len(eco.partnerships) == 2
    eco.run(12)
    assert eco.month == 12


def test_sizes_that_are_not_known_follow_the_art_form():
    # published: a quarter of museums have fewer than 140 staff, a quarter of literature organisations more than 12
    n = 400
    domain = np.repeat([DOMAINS.index("museums"), DOMAINS.index("literature")], n)
    at = Ecology(SectorSpec("T", organisations(2 * n, domain=domain), 2 * n), rng=1).sector.organisations
    weight = at.size[: 2 * n]
    assert (weight[:n] == 2).all()  # more than 24 staff: large
    # a quarter of literature has fewer than four, half eight: small is below six
    assert (weight[n:] == 0).mean() == pytest.approx(0.25 + 0.25 * np.log(6 / 4) / np.log(8 / 4), abs=0.06)
