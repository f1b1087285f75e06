"""Facts: of everyone and everything there is, and of those who are gone."""

import pytest

from ecology import Ecology
from ecology.app.facts import facts_of, pounds
from ecology.errors import UnknownName


@pytest.fixture(scope="module")
def eco():
    eco = Ecology(sector="classroom", policy="enabling", rng=4)
    eco.run(months=60)
    return eco


@pytest.mark.parametrize(
    ("kind", "table"), [("person", "people"), ("organisation", "organisations"), ("partnership", "partnerships")]
)
def test_facts_of_everyone(eco, kind, table):
    for entry in getattr(eco, table).index:
        facts = facts_of(eco, kind, int(entry))
        assert facts.rows
        assert all(label and value for label, value in facts.rows)


def test_an_organisation_is_told_as_the_frames_have_it(eco):
    frame = eco.organisations
    entry = int(frame.index[0])
    row, facts = frame.loc[entry], facts_of(eco, "organisation", entry)
    rows = dict(facts.rows)
    assert facts.title == row["name"]
    assert (rows["art form"], rows["region"], rows["size"]) == (row["domain"], row["region"], row["size"])
    assert rows["money in hand"] == pounds(row["reserves"])
    people = eco.people
    assert rows["posts"].endswith(f"of which filled {int((people['employer'] == entry).sum())}")


def test_a_person_is_told_as_the_frames_have_it(eco):
    frame = eco.people
    entry = int(frame.index[frame["employer"] >= 0][0])
    rows = dict(facts_of(eco, "person", entry).rows)
    assert rows["works at"] == eco.organisations.loc[frame.loc[entry, "employer"], "name"]
    assert rows["strategy"] == frame.loc[entry, "strategy"]
    ties = eco.ties
    own = ties[ties["person"] == entry]
    assert rows["remembers"].startswith(f"{len(own)} colleagues, mean trust {own['trust'].mean():.2f}")
    best = own.sort_values("trust", ascending=False).iloc[0]
    assert f"({best['trust']:.2f})" in rows["trusts most"].split(",")[0]


def test_those_who_are_gone_are_said_to_be_gone(eco):
    log = eco.events
    left = int(log.loc[log["event"] == "left the sector", "person"].iloc[0])
    assert facts_of(eco, "person", left).rows == (("now", "left the sector by month 60"),)
    ended = int(log.loc[log["event"] == "partnership ended", "partnership"].iloc[0])
    facts = facts_of(eco, "partnership", ended)
    assert facts.rows == (("now", "ended by month 60"),)
    assert "the partnership ends" in facts.sentences[-1]


def test_an_unknown_kind_is_refused(eco):
    with pytest.raises(UnknownName, match=r"unknown kind 'persn'. Did you mean person"):
        facts_of(eco, "persn", 1)


def test_money_is_whole_pounds_and_a_little_debt_is_none():
    assert [pounds(x) for x in (1234.5, -1234.5, -0.4, 0)] == ["£1,234", "−£1,234", "£0", "£0"]
