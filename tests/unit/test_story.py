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
    add(5, "stage reached", partnership=900, reason="work done")
    add(6, "seat handed over", partnership=900, organisation=7, person=-1, other=4, reason="contact left")
    add(7, "member left", partnership=900, organisation=7, reason="member closed")
    add(7, "partnership ended", partnership=900, organisation=[3, 5], reason="completed")
    aim = "to do together what neither could do alone"
    assert eco.story(900).sentences == [
        f"Month 2: {first}, {second} and {third} begin, {aim}, to try; the contacts are person 1 for {first}, "
        f"person 2 for {second} and person 4 for {third}.",
        "Months 3 to 4: person 1 and person 2 are seen to hold back 4 times, and asked why once; otherwise nobody asks "
        "(held back).",
        f"Month 5: person 2, the contact at {second}, leaves the post; person 8 takes over the seat.",
        "Month 5: the work enters its next stage: work done.",
        f"Month 6: person 4, the contact at {third}, leaves the post; nobody takes over the seat.",
        f"Month 7: {third} leaves: member closed.",
        "Month 7: the partnership ends: completed.",
    ]
    assert eco.story(901).sentences[-1] == "Month 3: person 9 is seen to hold back, and asked why."
    assert eco.story(900).title == f"Partnership 900: {first}, {second} and {third}"


def test_a_live_one_says_how_it_stands(eco):
    eco.run(months=24)
    live = eco.partnerships
    entry = int(live.index[0])
    members = [name for name in (live.loc[entry, f"member_{i}"] for i in range(4)) if name >= 0]
    last = eco.story(entry).sentences[-1]
    assert last.startswith("Now, in month 24: ")
    assert all(name in last for name in names(eco, *members))
    assert f"begun in month {live.loc[entry, 'began']} and planned to month {live.loc[entry, 'ends']}" in last


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_each_sentence_is_traced_to_events_and_each_event_is_told_once(seed):
    eco = Ecology(sector="classroom", policy="enabling", rng=seed, parameters={"all": True})
    eco.run(months=120)
    log = eco.events
    for entry, own in log[log["partnership"] >= 0].groupby("partnership"):
        story = eco.story(int(entry))
        told = [row for said in story.told for row in said.rows]
        keys = [tuple(row[name] for name in log.columns) for row in told]
        assert sorted(keys) == sorted(map(tuple, own.itertuples(index=False)))
        for said in story.told:
            months = [row["month"] for row in said.rows]
            assert (said.first, said.last) == (min(months), max(months))
            assert said.text
        assert [said.first for said in story.told] == sorted(said.first for said in story.told)


def test_it_can_be_drawn():
    eco = Ecology(sector="classroom", policy="enabling", rng=3)
    eco.run(months=60)
    log = eco.events
    entry = int(log.loc[log["event"] == "seat handed over", "partnership"].iloc[0])
    axes = eco.story(entry).plot().axes[0]
    lanes = [tick.get_text() for tick in axes.get_yticklabels()]
    assert lanes[-2:] == ["seen to hold back", "stages"]
    assert len(lanes) == 2 + len(log[(log["partnership"] == entry) & (log["event"] == "partnership begun")])


def test_one_that_never_was_is_said_to_be_none(eco):
    with pytest.raises(EcologyError, match="partnership 12345: there is none of that number so far"):
        eco.story(12345)
    silent = Ecology(sector="classroom", rng=1, events=False)
    with pytest.raises(EcologyError, match="this run keeps no events"):
        silent.story(12345)
