"""Questions and cohorts: what is read off partnerships by hand, what files may ask, and that stored answers fit."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ecology import Ecology
from ecology.errors import BadFile, EcologyError, UnknownName
from ecology.experiments.cohort import FATES, TRAITS, again, cohort, difference, follow, high
from ecology.experiments.questions import Setting, answered, read_questions
from ecology.sector.ties import find

DOCS = Path(__file__).resolve().parents[3] / "docs"
PLAIN = {
    "stage": 1, "value": 0.5, "innovation": 0.1, "trust": 0.3, "energy": 0.5, "least energy": 0.4,
    "more than two": False, "levels": 1.0, "top": 0.5, "star": False, "conditional": False, "prior tie": True,
    "newcomers": 0.0, "bridging": 1.0, "values apart": 0.2, "skills apart": 0.4, "imbalance": 0.6,
    "common ground": 0.3, "cooperation": 1.0, "gap": 0.0, "contacts": frozenset({1, 2}), "acquaintance": 0.4,
    "left to learn": 0.1, "knowledge apart": 0.2, "ledgers apart": 0.0, "least trust": 0.2, "agreed": 0.0,
    "central": 0.5, "needed": 0.4,
}  # fmt: skip


def life(entry, began, months, members=(0, 1), **changes):
    """Return the months of one partnership; a change is a value for each month, or one for all."""
    rows = []
    for age in range(1, months + 1):
        row = {"partnership": entry, "began": began, "age": age, "month": began + age - 1, **PLAIN}
        row["members_are"] = frozenset(members)
        row.update({name: value[age - 1] if isinstance(value, list) else value for name, value in changes.items()})
        rows.append(row)
    return rows


NOTHING = pd.DataFrame({"event": [], "partnership": [], "month": []})


def lives_of(*lives, events=NOTHING, months=60):
    return cohort(pd.DataFrame([row for one in lives for row in one]), events, months)


def test_traits_are_means_of_the_first_six_months_and_fates_come_after():
    energy = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] + [0.9] * 18
    found = lives_of(life(1, 5, 24, energy=energy, value=[1.0] * 6 + [0.25] * 18)).loc[1]
    assert found["energy"] == pytest.approx(0.35)
    assert found["later energy"] == pytest.approx(0.9)
    assert found["output"] == pytest.approx(0.25)
    assert found["survives"] == 1


def test_who_ends_before_the_24th_month_has_not_survived_and_makes_nothing_after():
    found = lives_of(life(1, 5, 23), life(2, 5, 15, value=[0.0] * 6 + [1.0] * 9), life(3, 5, 6, value=0.1))
    assert found["survives"].tolist() == [0, 0, 0]
    assert found.loc[2, "output"] == pytest.approx(9 / 18)
    assert found.loc[3, "output"] == 0
    # next to nothing is less than a pledge in all: .6 and .1 · 6 against 23 · .5
    assert found["fruitless"].tolist() == [0, 0, 1]


def test_gains_are_apart_by_so_much_a_month_of_what_was_lived():
    found = lives_of(
        life(1, 5, 30, **{"ledgers apart": [float(age) for age in range(1, 31)]}),
        life(2, 5, 10, **{"ledgers apart": [0.0] * 9 + [5.0]}),
    )
    assert found["gains apart"].tolist() == [1.0, 0.5]  # 24 in the 24th month; 5 in the tenth and last


def test_only_those_that_live_six_months_and_could_live_24_count():
    found = lives_of(life(1, 0, 40), life(2, 5, 5), life(3, 38, 10), life(4, 37, 10), months=60)
    assert found.index.tolist() == [4]  # founded before the run; too short; its 24th month is the 61st; the 60th


def test_implementing_means_by_the_twelfth_month():
    found = lives_of(life(1, 5, 24, stage=[1] * 11 + [3] * 13), life(2, 5, 24, stage=[1] * 12 + [3] * 12))
    assert found["implementing"].tolist() == [1, 0]


def test_a_contact_has_left_when_one_of_the_first_is_gone_in_the_sixth_month():
    one, other = frozenset({1, 2}), frozenset({1, 3})
    found = lives_of(
        life(1, 5, 24, contacts=[one] * 5 + [other] * 19), life(2, 5, 24, contacts=[one] * 6 + [other] * 18),
        life(3, 5, 24, contacts=[one] * 3 + [frozenset({1, 2, 4})] * 21),
    )  # fmt: skip
    assert found["contact left"].tolist() == [1, 0, 0]


def test_questioned_is_a_share_of_what_was_seen():
    events = pd.DataFrame({
        "event": ["questioned", "not questioned", "not questioned", "joint work"], "partnership": [1, 1, 1, 1],
        "month": [5, 6, 7, 8],
    })  # fmt: skip
    assert lives_of(life(1, 5, 24), events=events)["questioned"].tolist() == pytest.approx([1 / 3])


def test_questions_of_the_first_six_months_are_counted():
    events = pd.DataFrame({
        "event": ["questioned", "questioned", "questioned", "not questioned"], "partnership": [1, 1, 1, 1],
        "month": [5, 10, 11, 6],
    })  # fmt: skip
    found = lives_of(life(1, 5, 24), life(2, 5, 24), events=events)
    assert found["questions"].tolist() == pytest.approx([2 / 6, 0])


def test_who_comes_back_has_two_members_in_common_with_a_later_one():
    rows = [
        *life(1, 5, 3, (0, 1, 2)), *life(2, 9, 3, (1, 2)), *life(3, 12, 3, (0, 4)), *life(4, 0, 3, (1, 2)),
    ]  # fmt: skip
    assert again(pd.DataFrame(rows)).to_dict() == {1: 1.0, 2: 0.0, 3: 0.0}


def test_more_is_above_the_median_and_of_what_is_there_or_not_those_that_have_it():
    assert high(pd.Series([1.0, 2, 3, 4])).tolist() == [False, False, True, True]
    assert high(pd.Series([2.0, 2, 2, 4])).tolist() == [False, False, False, True]
    assert high(pd.Series([0.5, 1, 1, 1])).tolist() == [False, True, True, True]
    assert high(pd.Series([0.0, 1, 1, 1])).tolist() == [False, True, True, True]


def test_the_difference_is_between_the_halves_and_nothing_where_few_are():
    lives = pd.DataFrame({"trust": np.arange(10.0), "survives": [0.0] * 4 + [1.0] + [1.0] * 5})
    assert difference(lives, "trust", "survives") == (0.2, 1.0)
    assert np.isnan(difference(lives.iloc[1:], "trust", "survives")).all()
    lives["more than two"] = [0.0] * 8 + [1.0] * 2
    assert np.isnan(difference(lives, "trust", "survives", "more than two")).all()


def test_what_is_seen_is_what_the_sector_holds():
    """Trust, energy, contributions and seats of each partnership, one by one."""
    eco = Ecology("classroom", rng=2, months=8)
    seen = follow(eco)
    last = seen[seen["month"] == 8].set_index("partnership")
    s = eco.sector
    p, people = s.partnerships, s.people
    assert sorted(last.index) == sorted(p.entry[p.slots()].tolist())
    for slot in p.slots().tolist():
        row = last.loc[int(p.entry[slot])]
        seats = [
            (m, level, int(p.person[slot, m, level]))
            for m in range(4) for level in range(3) if p.person[slot, m, level] >= 0
        ]  # fmt: skip
        members = [m for m in range(4) if p.member[slot, m] >= 0]
        assert row["contacts"] == {int(people.entry[person]) for *_, person in seats}
        assert row["levels"] == pytest.approx(len(seats) / len(members))
        energy = {m: [float(p.energy[slot, a, b]) for a, b, _ in seats if a == m] for m in members}
        assert row["energy"] == pytest.approx(np.mean([one for of in energy.values() for one in of]))
        assert row["least energy"] == pytest.approx(min(np.mean(of) for of in energy.values() if of))
        given = [float(p.contribution[slot, m]) for m in members]
        assert row["gap"] == pytest.approx(max(given) - min(given))
        trust, known, to_learn = [], [], []
        for m, _, person in seats:
            for n, _, alter in seats:
                if m != n:
                    at = int(find(s.ties.alter, np.array([person]), np.array([alter]))[0])
                    trust.append(float(s.ties.trust[person, at]) if at >= 0 else 0.3)
                    known.append(float(s.ties.familiarity[person, at]) if at >= 0 else 0.0)
                    pairs = zip(people.knowledge[person], people.knowledge[alter], strict=True)
                    to_learn.append(float(np.mean([max(theirs - own, 0.0) for own, theirs in pairs])))
        assert row["trust"] == pytest.approx(np.mean(trust))
        assert row["acquaintance"] == pytest.approx(np.mean(known))
        assert row["left to learn"] == pytest.approx(np.mean(to_learn))
        knows = [
            np.mean([people.knowledge[person].mean() for of, _, person in seats if of == m])
            for m in {of for of, *_ in seats}
        ]
        assert row["knowledge apart"] == pytest.approx(max(knows) - min(knows))
        assert row["least trust"] == pytest.approx(min(trust))
        topic, firms = int(p.topic[slot]), [int(p.member[slot, m]) for m in members]
        assert row["central"] == pytest.approx(np.mean([s.organisations.domain[firm] == topic for firm in firms]))
        assert row["needed"] == pytest.approx(np.mean([s.organisations.capability[firm, topic] for firm in firms]))
        assert row["agreed"] == pytest.approx(float(p.agreed[slot]))
        ledgers = [float(p.ledger[slot, m]) for m in members]
        assert row["ledgers apart"] == pytest.approx(max(ledgers) - min(ledgers))


def written(tmp_path, text):
    path = tmp_path / "questions.toml"
    path.write_text(text, encoding="utf-8")
    return path


RAISED = (
    '[[raised]]\nrow = "K2"\nsays = "So."\nless = {{ {less} }}\nmore = {{ }}\noutcome = "{outcome}"\nsign = "{sign}"\n'
)


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"outcome": "trustt"}, UnknownName, "metric"),
        ({"sign": "up"}, BadFile, "about the same"),
        ({"less": 'policy = "nono"'}, UnknownName, "none"),
        ({"less": "set = { gosip = false }"}, UnknownName, "gossip"),
        ({"less": 'policy = "none", levers = {}'}, BadFile, "not both"),
        ({"less": "levers = { audits = {} }"}, UnknownName, "audit"),
    ],
)
def test_what_cannot_be_asked_is_said(tmp_path, given, error, said):
    text = RAISED.format(**{"less": "", "outcome": "partner_trust", "sign": "+"} | given)
    with pytest.raises(error, match=said) as caught:
        read_questions(written(tmp_path, text))
    assert isinstance(caught.value, EcologyError)


def test_a_question_about_partnerships_names_a_trait_and_a_fate(tmp_path):
    text = '[[among]]\nrow = "D2"\nsays = "So."\ntrait = "{}"\nfate = "{}"\nsign = "+"\n'
    assert read_questions(written(tmp_path, text.format("trust", "survives")))[0].trait == "trust"
    with pytest.raises(UnknownName, match="trust"):
        read_questions(written(tmp_path, text.format("trst", "survives")))
    with pytest.raises(UnknownName, match="survives"):
        read_questions(written(tmp_path, text.format("trust", "survive")))


ASKED = """
[[raised]]
row = "G14"
says = "Where less is seen less is contributed."
less = {}
more = { set = { "observation.sight" = 0.01 } }
outcome = "cooperation_rate"
sign = "-"

[[raised]]
row = "K2"
says = "Nothing is changed."
less = {}
more = { policy = "none" }
outcome = "public_value"
sign = "+"
"""


def test_the_same_questions_have_the_same_answers_with_one_worker_or_two(tmp_path):
    questions = read_questions(written(tmp_path, ASKED))
    one, two = (answered(questions, sector="classroom", runs=2, months=14, workers=n) for n in (1, 2))
    pd.testing.assert_frame_equal(one, two)
    found = one.set_index("row")
    eco = {
        sight: [Ecology("classroom", "none", parameters=changes, months=14, rng=rng) for rng in range(2)]
        for sight, changes in (("less", {}), ("more", {"observation.sight": 0.01}))
    }
    means = {}
    for name, runs in eco.items():
        for run in runs:
            run.run()
        means[name] = [run.recorder.frame()["cooperation_rate"].iloc[7:].mean() for run in runs]
    assert found.loc["G14", "mean_less"] == pytest.approx(np.mean(means["less"]))
    assert found.loc["G14", "difference"] == pytest.approx(np.mean(means["more"]) - np.mean(means["less"]))
    assert found.loc["K2", ["difference", "low", "high", "verdict"]].tolist() == [0, 0, 0, "contradicts"]


def test_stored_answers_are_to_the_questions_that_are_asked_now():
    with (DOCS / "answers.csv").open(encoding="utf-8", newline="") as file:
        stored = list(csv.DictReader(file))
    asked = read_questions()
    shown = [(q.row, q.says, q.compared, q.outcome, q.sign) for q in asked]
    assert [tuple(row[name] for name in ("row", "says", "compared", "outcome", "sign")) for row in stored] == shown
    assert all(isinstance(q.less, Setting) for q in asked)
    for row in stored:
        low, high = float(row["low"] or "nan"), float(row["high"] or "nan")
        if row["sign"] == "+" and np.isfinite(low):
            assert (row["verdict"] == "agrees") == (low > 0)
        if row["sign"] == "-" and np.isfinite(low):
            assert (row["verdict"] == "agrees") == (high < 0)
    assert {q.trait for q in asked if q.trait} <= set(TRAITS)
    assert {q.outcome for q in asked if q.trait} <= set(FATES)
