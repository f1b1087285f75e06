"""Placement: everybody stands somewhere of their own, and nobody's place depends on others."""

import numpy as np

from ecology import Ecology
from ecology.app.placement import FAR, NEAR, Placement, round_about


def places_of(eco, placement):
    o = eco.sector.organisations
    slots = o.slots()
    return dict(zip(o.entry[slots].tolist(), placement.place(o.entry[slots], o.domain[slots]).tolist(), strict=True))


def test_the_picture_stays_put_while_organisations_come_and_go():
    eco = Ecology(sector="standard", rng=1)
    placement = Placement.of(eco.sector)
    before = places_of(eco, placement)
    eco.run(months=120)
    after = places_of(eco, placement)
    assert set(after) - set(before), "no organisation was founded in ten years: nothing is tested"
    assert all(after[entry] == before[entry] for entry in set(before) & set(after))


def test_no_two_organisations_stand_in_one_place():
    eco = Ecology(sector="standard", rng=2)
    places = np.array(list(places_of(eco, Placement.of(eco.sector)).values()))
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    assert apart[np.triu_indices(len(places), 1)].min() > 0.5


def test_everything_is_within_the_picture():
    for sector in ("classroom", "standard"):
        eco = Ecology(sector=sector, rng=3)
        placement = Placement.of(eco.sector)
        assert np.abs(list(places_of(eco, placement).values())).max() < placement.reach


def test_people_stand_round_their_employer_each_at_an_angle_of_their_own():
    middle = np.array([3.0, -2.0])
    entries = np.arange(500)
    spots = round_about(np.tile(middle, (500, 1)), entries)
    distance = np.hypot(*(spots - middle).T)
    assert distance.min() >= NEAR and distance.max() <= FAR
    assert len(np.unique(spots.round(6), axis=0)) == 500
    # somebody's spot does not depend on who else is there
    assert np.array_equal(round_about(middle[None], entries[77:78])[0], spots[77])
