"""Measures of questions, worked out person by person, and ties drawn anew."""

import numpy as np
import pandas as pd
import pytest

from ecology import Ecology
from ecology.errors import EcologyError
from ecology.experiments.measures import MEASURES
from ecology.experiments.questions import answered, read_questions
from ecology.experiments.rewired import draw_ties_anew

ANSWERING = {"TFT", "GTFT", "WSLS", "discriminator", "contingent cooperator"}


@pytest.fixture(scope="module")
def eco():
    model = Ecology("standard", rng=3, months=18, events=False)
    model.run()
    return model


def seats(eco):
    """Return (partnership, member, person, given) of every filled seat."""
    p = eco.sector.partnerships
    return [
        (slot, m, int(p.person[slot, m, level]), float(p.given[slot, m, level]))
        for slot in p.slots().tolist() for m in range(4) for level in range(3) if p.person[slot, m, level] >= 0
    ]  # fmt: skip


def strategy(eco, person):
    return eco.rules.strategies[int(eco.sector.people.strategy[person])].name


def test_free_riders_seats_are_counted_over_everybody_in_post(eco):
    people = eco.sector.people
    staff = np.flatnonzero(people.alive & (people.employer >= 0)).tolist()
    n = dict.fromkeys(staff, 0)
    for _, _, person, _ in seats(eco):
        n[person] += 1
    riders = [n[person] for person in staff if strategy(eco, person) == "ALLD"]
    others = [n[person] for person in staff if strategy(eco, person) != "ALLD"]
    assert riders
    assert MEASURES["free riders' seats"].of(eco) == pytest.approx(np.mean(riders) / np.mean(others))


def facing(eco):
    """Return (person, what they gave, partner, what that one gave) for every two seats of different members."""
    held = seats(eco)
    return [
        (a, gave, b, got) for slot, m, a, gave in held for other, n, b, got in held if slot == other and m != n
    ]  # fmt: skip


def test_likeness_is_the_correlation_over_pairs_that_face_each_other(eco):
    def answers(person):
        return float(strategy(eco, person) not in {"ALLC", "ALLD"})

    pairs = [(answers(a), answers(b)) for a, _, b, _ in facing(eco)]
    assert MEASURES["likeness of partners"].of(eco) == pytest.approx(np.corrcoef(np.array(pairs).T)[0, 1])


def test_given_and_received_are_ranked_over_people(eco):
    of_seat = {}
    for slot, m, person, gave in seats(eco):
        others = [got for other, n, _, got in seats(eco) if other == slot and n != m]
        if others:
            of_seat.setdefault(person, []).append((gave, np.mean(others)))
    each = pd.DataFrame([np.mean(rows, axis=0) for rows in of_seat.values()])
    expected = each.corr(method="spearman").iloc[0, 1]
    assert MEASURES["given and received"].of(eco) == pytest.approx(expected)


def test_gains_are_counted_and_divided_member_by_member(eco):
    p = eco.sector.partnerships
    ledgers = [
        [float(p.ledger[slot, m]) for m in range(4) if p.member[slot, m] >= 0] for slot in p.slots().tolist()
    ]  # fmt: skip
    gaining = [row for row in ledgers if min(row) > 0]
    assert MEASURES["all gain"].of(eco) == pytest.approx(len(gaining) / len(ledgers))
    unequal = [
        sum(abs(a - b) for a in row for b in row) / (2 * len(row) ** 2 * (sum(row) / len(row))) for row in gaining
    ]  # fmt: skip
    assert MEASURES["gains unequal"].of(eco) == pytest.approx(sum(unequal) / len(unequal))


def test_what_cannot_be_measured_is_no_number():
    model = Ecology("classroom", rng=3, months=2, parameters={"choice.opportunities": 0.0}, events=False)
    for slot in model.sector.partnerships.slots():
        model.sector.partnerships.vacate(np.array([slot]))
    assert all(np.isnan(measure.of(model)) for measure in MEASURES.values())


def test_ties_drawn_anew_keep_how_many_each_has_and_little_else():
    eco = Ecology("standard", rng=1)
    ties = eco.sector.ties
    n = (ties.alter >= 0).sum(1).copy()
    before = {(a, int(b)) for a, row in enumerate(ties.alter) for b in row if b >= 0}
    trusts = np.sort(ties.trust[ties.alter >= 0])
    draw_ties_anew(eco, 1)
    after = {(a, int(b)) for a, row in enumerate(ties.alter) for b in row if b >= 0}
    assert np.array_equal((ties.alter >= 0).sum(1), n)
    assert all((b, a) in after for a, b in after)
    assert all(a != b for a, b in after)
    assert len(before & after) < 0.05 * len(before)
    assert np.array_equal(np.sort(ties.trust[ties.alter >= 0]), trusts)


def test_ties_are_drawn_anew_the_same_way_each_time_and_nothing_else_is():
    models = [Ecology("classroom", rng=1) for _ in range(3)]
    for model in models[:2]:
        draw_ties_anew(model, 5)
    one, two, left = (model.sector for model in models)
    assert np.array_equal(one.ties.alter, two.ties.alter)
    assert not np.array_equal(one.ties.alter, left.ties.alter)
    for name, column in vars(left.people).items():
        assert np.array_equal(column, getattr(one.people, name)), name


def test_a_question_may_ask_for_ties_anew_and_for_measures(tmp_path):
    path = tmp_path / "q.toml"
    path.write_text(
        '[[raised]]\nrow = "A1"\nsays = "So."\nless = {}\nmore = { ties = "anew" }\n'
        'outcome = "free riders\' seats"\nsign = "either"\n',
        encoding="utf-8",
    )
    [question] = read_questions(path)
    assert question.more.ties_anew and not question.less.ties_anew
    assert question.unit == "ratio"
    assert question.compared == "the same people with their ties drawn anew against policy none"


def test_a_level_is_asked_against_a_number(tmp_path):
    path = tmp_path / "q.toml"
    text = '[[level]]\nrow = "A8"\nsays = "So."\noutcome = "{}"\nthan = {}\nsign = "+"\n'
    path.write_text(text.format("mean_ties", "0.5"), encoding="utf-8")
    [question] = read_questions(path)
    assert (question.kind, question.compared) == ("level", "against 0.5 (policy none)")
    [row] = answered([question], sector="classroom", runs=2, months=4).to_dict("records")
    found = []
    for rng in range(2):
        model = Ecology("classroom", "none", rng=rng, months=4)
        model.run()
        found.append(model.frame["mean_ties"].iloc[2:].mean())
    assert (row["mean_less"], row["mean_more"]) == (0.5, pytest.approx(np.mean(found)))
    for outcome, than, said in (("mean_ties", '"half"', "must be a number"), ("mean_tie", "0.5", "mean_ties")):
        path.write_text(text.format(outcome, than), encoding="utf-8")
        with pytest.raises(EcologyError, match=said):
            read_questions(path)
