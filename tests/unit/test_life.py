"""The life of one partnership in sentences: worked out by hand from a log written here."""

import pytest

from ecology import Ecology
from ecology.errors import EcologyError


@pytest.fixture
def eco():
    return Ecology(sector="classroom", rng=1)


def names(eco, *entries):
    return [eco.sector.organisation_names[entry] for entry in entries]


def test_a_life_from_beginning_to_end(eco):
    first, second, third = names(eco, 3, 5, 7)
    add = eco.sector.events.add
    add(2, "partnership begun", partnership=900, organisation=[3, 5, 7], person=[1, 2, 4], reason="to try")
    add(2, "partnership begun", partnership=901, organisation=[3, 6], person=[1, 9], reason="to try")
    add(3, "questioned", partnership=[900, 901], organisation=3, person=1, other=[2, 9], reason="held back")
    add(3, "not questioned", partnership=900, organisation=7, person=4, other=2, reason="held back")
    add(4, "not questioned", partnership=900, organisation=7, person=4, other=[1, 2], reason="held back")
    add(5, "seat handed over", partnership=900, organisation=5, person=8, other=2, reason="contact left")
    add(5, "stage reached", partnership=900)
    add(6, "seat handed over", partnership=900, organisation=7, person=-1, other=4, reason="contact left")
    add(7, "member left", partnership=900, organisation=7, reason="member closed")
    add(7, "partnership ended", partnership=900, organisation=[3, 5], reason="completed")
    assert eco.life(900) == [
        f"Month 2: {first}, {second} and {third} begin to work together, to try.",
        "Month 3: person 2 is seen to hold back, and asked why 1 of 2 times.",
        "Month 4: 2 people are seen to hold back; nobody asks why.",
        f"Month 5: person 2, the contact at {second}, leaves the post; person 8 takes over the seat.",
        "Month 5: the work enters its next stage.",
        f"Month 6: person 4, the contact at {third}, leaves the post; nobody takes over the seat.",
        f"Month 7: {third} leaves: member closed.",
        "Month 7: the partnership ends: completed.",
    ]
    assert eco.life(901)[-1] == "Month 3: person 9 is seen to hold back, and asked why."


def test_a_live_one_says_how_it_stands(eco):
    eco.run(months=24)
    live = eco.partnerships
    entry = int(live.index[0])
    members = [name for name in (live.loc[entry, f"member_{i}"] for i in range(4)) if name >= 0]
    last = eco.life(entry)[-1]
    assert last.startswith("Now, in month 24: ")
    assert all(name in last for name in names(eco, *members))
    assert f"begun in month {live.loc[entry, 'began']} and planned to month {live.loc[entry, 'ends']}" in last


def test_every_kind_of_event_of_a_partnership_is_told():
    eco = Ecology(sector="classroom", policy="enabling", rng=3)
    eco.run(months=120)
    log = eco.events
    of_partnerships = log[log["partnership"] >= 0]
    for (entry, month), rows in of_partnerships.groupby(["partnership", "month"]):
        told = [line for line in eco.life(entry) if line.startswith(f"Month {month}:")]
        assert (
            len(told)
            >= rows["event"].isin(["questioned", "not questioned"]).any()
            + rows.loc[~rows["event"].isin(["questioned", "not questioned"]), "event"].nunique()
        )


def test_one_that_never_was_is_said_to_be_none(eco):
    with pytest.raises(EcologyError, match="partnership 12345: there is none of that number so far"):
        eco.life(12345)
    silent = Ecology(sector="classroom", rng=1, events=False)
    with pytest.raises(EcologyError, match="this run keeps no events"):
        silent.life(12345)
