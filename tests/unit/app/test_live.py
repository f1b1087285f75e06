"""A live run: its numbers are those of a comparison's first pair, and moves are those the log tells of."""

import numpy as np
import pytest

from ecology import compare
from ecology.app.choices import Choices
from ecology.app.live import Live
from ecology.app.picture import GIVE, HOLD_BACK, HOW, NOT_YET, cooperation, month, picture, touched
from ecology.presets.sectors import load_sector


@pytest.fixture
def choices():
    return Choices(sector=load_sector("classroom"), seed=5, months=24)


def lived(choices, months):
    live = Live.of(choices, choices.policies[0])
    for _ in range(months):
        live.step()
    return live


def test_the_run_on_the_screen_is_the_first_pair_of_the_comparison(choices):
    live = lived(choices, 24)
    found = compare(["targets", "enabling"], sector="classroom", runs=1, months=24, rng=5, ends=0).frame
    run = found[(found["policy"] == "targets") & (found["group"] == "all") & (found["metric"] == "public_value")]
    assert live.series("public_value") == run.sort_values("month")["value"].tolist()


def test_a_run_ends_at_its_horizon(choices):
    live = lived(choices, 30)
    assert live.is_over
    assert live.eco.month == 24


def test_moves_are_those_who_took_a_post_elsewhere(choices):
    live = lived(choices, 0)
    seen = 0
    for _ in range(24):
        before = dict(live.employers)
        live.step()
        log = live.eco.events
        taken = log[(log["month"] == live.eco.month) & (log["event"] == "took post")]
        last = {row.person: row.organisation for row in taken.itertuples()}
        expected = {p: (before[p], firm) for p, firm in last.items() if p in before and before[p] != firm}
        moves = live.moves
        told = zip(moves.person.tolist(), moves.origin.tolist(), moves.destination.tolist(), strict=True)
        assert {person: (a, b) for person, a, b in told} == expected
        seen += len(expected)
    assert seen > 5


def test_everyone_and_everything_is_in_the_picture_once(choices):
    live = lived(choices, 12)
    sector = live.eco.sector
    layers = {layer["id"]: layer["data"] for layer in month(live)}
    staff = sector.people.entry[sector.staff()]
    assert sorted(item[2] for item in layers["person"]) == sorted(staff.tolist())
    assert len(layers["organisation"]) == int(sector.organisations.alive.sum())
    marks = [item[2] for key, items in layers.items() if key.startswith("partnership") for item in items]
    assert sorted(marks) == sorted(sector.partnerships.entry[sector.partnerships.slots()].tolist())
    assert {layer["id"] for layer in picture(live)["series"]} == {*layers, "titles"}


def test_what_is_clicked_says_who_it_is(choices):
    live = lived(choices, 12)
    for layer in picture(live)["series"]:
        if layer["id"] in ("titles", "moves") or layer["id"].startswith("links"):
            continue
        for item in layer["data"]:
            kind, entry = touched(layer["name"], item)
            table = {"person": "people", "organisation": "organisations", "partnership": "partnerships"}[kind]
            assert entry in getattr(live.eco.sector, table).entry
    assert touched("titles", {"name": "music", "value": [0, 0]}) is None
    assert touched("person", {"id": "<script>"}) is None


def test_how_partners_act_is_what_at_least_half_did():
    cases = [
        ([-1, -1, -1], NOT_YET),
        ([1, 0, -1], GIVE),
        ([1, -1, 1], GIVE),
        ([0, 0, 1], HOLD_BACK),
        ([0, -1, 1], GIVE),
    ]
    action = np.array([actions for actions, _ in cases])[:, None, :]
    found = cooperation(action, np.ones_like(action, dtype=bool))
    assert [HOW[i] for i in found] == [expected for _, expected in cases]
    # an action left behind in an empty seat does not count
    assert HOW[cooperation(np.array([[[1, 0]]]), np.array([[[False, True]]]))[0]] is HOLD_BACK


def test_partners_are_joined_and_marked_in_their_middle(choices):
    live = lived(choices, 12)
    layers = {layer["id"]: layer["data"] for layer in month(live)}
    marks = {item[2]: item[:2] for key, items in layers.items() if key.startswith("partnership") for item in items}
    lines = [item["coords"] for key, items in layers.items() if key.startswith("links") for item in items]
    members = live.eco.partnerships[[f"member_{i}" for i in range(4)]]
    assert len(lines) == sum(n * (n - 1) // 2 for n in (members >= 0).sum(axis=1))
    for entry, row in members.iterrows():
        spots = np.array([live.placement.places[firm] for firm in row if firm >= 0])
        assert marks[entry] == pytest.approx(spots.mean(0), abs=0.011)
