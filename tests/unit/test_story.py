"""The story of one partnership in sentences: worked out by hand from a log written here."""

import numpy as np
import pytest

from ecology import Ecology
from ecology.errors import EcologyError
from ecology.sector.events import AROUND


@pytest.fixture
def eco():
    return Ecology(sector="classroom", rng=1)


def names(eco, *entries):
    return [eco.sector.organisation_names[entry] for entry in entries]


def test_a_story_from_beginning_to_end(eco):
    first, second, third, fourth = names(eco, 3, 5, 7, 8)
    add = eco.sector.events.add
    add(2, "proposal declined", person=1, other=[11, 12], organisation=8, reason="no seat to spare")
    add(2, "proposal declined", person=4, other=11, organisation=8, reason="somebody else's")
    add(2, "partnership begun", partnership=900, organisation=[3, 5, 7], person=[1, 2, 4], other=[-1, 1, 1],
        reason=np.array(["saw it", "known", "near"], dtype=object))  # fmt: skip
    add(2, "partnership begun", partnership=901, organisation=[3, 6], person=[1, 9], reason="to try")
    add(2, "joint work", partnership=[900, 901], amount=[0.0, 0.0])
    add(3, "questioned", partnership=[900, 901], organisation=3, person=1, other=[2, 9], reason="held back")
    add(3, "not questioned", partnership=900, organisation=7, person=4, other=2, reason="trusted")
    add(4, "not questioned", partnership=900, organisation=7, person=4, other=[1, 2], reason="polite")
    add(5, "laid off", person=[2, 77], organisation=5)
    add(5, "seat handed over", partnership=900, organisation=5, person=8, other=2, reason="contact left")
    add(5, "stage reached", partnership=900, reason="implementing")
    add(5, "joint work", partnership=900, amount=12.4)
    add(6, "seat handed over", partnership=900, organisation=7, person=[-1, -1], other=4, reason="contact left")
    add(6, "bound more closely", partnership=900, reason="cooperation")
    add(6, "joint work", partnership=900, amount=2.2)
    add(7, "organisation closed", organisation=[7, 9], reason="insolvent")
    add(7, "member left", partnership=900, organisation=7, reason="it has closed")
    add(7, "stage lost", partnership=900, reason="setting direction")
    add(7, "partnership ended", partnership=900, organisation=[3, 5], reason="completed")
    story = eco.story(900)
    assert story.title == f"Partnership 900: {first}, {second} and {third}"
    assert story.lines == [
        f"Month 2: {first}, {second} and {third} begin to work together: person 1 for {first} (saw it), "
        f"person 2 for {second} (known) and person 4 for {third} (near).",
        f"Month 2: asked too, and declined: person 11 of {fourth} and person 12 of {fourth} (no seat to spare).",
        f"Months 3 to 4: person 1 of {first} and person 2 of {second} (twice) are seen to hold back; asked why once by "
        "person 1; otherwise nobody asks: polite (twice).",
        f"Month 5: person 2, the contact at {second}, is laid off; person 8 takes over the seat.",
        "Month 5: the work enters its next stage: implementing.",
        f"Month 6: person 4, the contact at {third}, leaves the seat; nobody takes over the seats.",
        "Month 6: the members bind themselves more closely: cooperation.",
        "Month 7: the work has stalled and falls back a stage: setting direction.",
        f"Month 7: {third} leaves: it has closed (insolvent).",
        "Months 2 to 6: what they make together is worth 15 hours of pledged work in all, the most in one month, "
        "12 hours, in month 5.",
        "Month 7: the partnership has come to its planned end while implementing: it is completed.",
    ]
    assert eco.story(901).lines[-2:] == [
        f"Month 3: person 9 of {names(eco, 6)[0]} is seen to hold back; asked why by person 1.",
        "Month 2: nothing is made together.",
    ]


def test_a_live_one_says_how_it_stands(eco):
    eco.run(months=24)
    live = eco.partnerships
    entry = int(live.index[0])
    members = [name for name in (live.loc[entry, f"member_{i}"] for i in range(4)) if name >= 0]
    last = eco.story(entry).lines[-1]
    assert last.startswith("Now, in month 24: ")
    assert all(name in last for name in names(eco, *members))
    assert f"begun in month {live.loc[entry, 'began']} and planned to month {live.loc[entry, 'ends']}" in last


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_each_sentence_is_traced_to_events_and_each_event_is_told_once(seed):
    eco = Ecology(sector="classroom", policy="enabling", rng=seed, parameters={"all": True, "lifecycle.shock": 0.05})
    eco.run(months=120)
    log = eco.events
    logged = set(log.itertuples(index=False, name=None))
    explaining = {event for events in AROUND.values() for event in events}
    for entry, own in log[log["partnership"] >= 0].groupby("partnership"):
        story = eco.story(int(entry))
        keys = [tuple(row[name] for name in log.columns) for row in story.rows]
        assert set(keys) <= logged
        assert {key[1] for key in keys if key[4] != entry} <= explaining
        assert sorted(key for key in keys if key[4] == entry) == sorted(own.itertuples(index=False, name=None))
        for said in story.sentences:
            months = [row["month"] for row in said.rows]
            assert (said.month, said.last) == (min(months), max(months))
            assert said.text
        told = [said.month for said in story.sentences if said.rows[0]["event"] != "joint work"]
        assert told == sorted(told)


def test_those_who_declined_are_told_where_they_were_asked():
    eco = Ecology(sector="classroom", policy="enabling", rng=3)
    eco.run(months=60)
    log = eco.events
    begun = log[log["event"] == "partnership begun"]
    for entry, own in begun.groupby("partnership"):
        proposer = own.loc[own["other"] < 0, "person"].iloc[0]
        month = own["month"].iloc[0]
        declined = log[(log["event"] == "proposal declined") & (log["month"] == month) & (log["person"] == proposer)]
        told = [row["other"] for row in eco.story(int(entry)).rows if row["event"] == "proposal declined"]
        assert told == declined["other"].tolist()


def test_what_was_made_adds_up_to_the_output_of_the_model(eco):
    eco.run(months=36)
    work = eco.events[eco.events["event"] == "joint work"]
    last = work[work["month"] == 36].set_index("partnership")["amount"]
    alive = eco.partnerships.index.intersection(last.index)
    assert len(alive) > 0
    total = sum(row["joint_value"] for _, row in eco.organisations.iterrows())
    assert last.sum() == pytest.approx(total)


def test_it_can_be_drawn():
    eco = Ecology(sector="classroom", policy="enabling", rng=3)
    eco.run(months=60)
    log = eco.events
    entry = int(log.loc[log["event"] == "seat handed over", "partnership"].iloc[0])
    above, below = eco.story(entry).plot().axes
    lanes = [tick.get_text() for tick in above.get_yticklabels()]
    own = log[log["partnership"] == entry]
    assert [lane for lane in lanes if lane != "seat not known"][-1] == "stages"
    assert len([lane for lane in lanes if lane != "seat not known"]) == 1 + (own["event"] == "partnership begun").sum()
    work = own[own["event"] == "joint work"]
    assert below.lines[0].get_ydata() == pytest.approx(work["amount"])
    assert "pledged hours" in below.get_ylabel()


def test_one_that_never_was_is_said_to_be_none(eco):
    with pytest.raises(EcologyError, match="partnership 12345: there is none of that number so far"):
        eco.story(12345)
    silent = Ecology(sector="classroom", rng=1, events=False)
    with pytest.raises(EcologyError, match="this run keeps no events"):
        silent.story(12345)


def test_what_people_do_is_told_of_them_and_for_the_reason_of_each(eco):
    first, second = names(eco, 3, 5)
    add = eco.sector.events.add
    add(2, "partnership begun", partnership=900, organisation=[3, 5], person=[1, 2], reason="to try")
    add(
        2, "seated without being asked", partnership=900, organisation=5, person=[6, 7], reason="a colleague had signed"
    )
    add(2, "took the lead", partnership=900, person=1, reason="unasked")
    add(3, "asked for evidence", partnership=900, person=[2, 6], other=1, reason="to see what was done")
    add(3, "asked for evidence", partnership=900, person=1, other=[2, 6], reason="what was last seen gave no cause")
    told = eco.story(900).lines
    assert told[1:6] == [
        f"Month 2: person 6 of {second} and person 7 of {second} are seated without being asked: a colleague had "
        "signed.",
        f"Month 2: person 1 of {first} takes the lead: unasked.",
        f"Month 3: person 2 of {second} and person 6 of {second} ask person 1 of {first} for evidence: to see what was "
        "done.",
        f"Month 3: person 1 of {first} asks person 2 of {second} for evidence: what was last seen gave no cause.",
        f"Month 3: person 1 of {first} asks person 6 of {second} for evidence: what was last seen gave no cause.",
    ]
