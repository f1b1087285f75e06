"""Whether the answer keeps its sign at the ends of the open choices: what the lead says, and what it must not say."""

import pytest

from ecology.analysis.effects import COLUMNS
from ecology.plots.choices import read_choices
from ecology.report.sentences import Row
from ecology.report.turning import turning, when

NAN = float("nan")


def answer(**changes):
    fields = dict(
        zip(COLUMNS, ("public_value", "£/month", "all", "none", "enabling",
                      1_000.0, 1_100.0, 100.0, 60.0, 140.0, 30, "clear"), strict=True)
    )  # fmt: skip
    return Row(**(fields | changes))


@pytest.fixture
def lead(make_choices):
    def _lead(*ends, row=None, **more):
        return turning(row or answer(), read_choices(make_choices(*ends, **more)))

    return _lead


def test_it_keeps_its_sign_everywhere(lead):
    said = lead(("pay", 0.5, 0.0, 80.0, 20.0), ("pay", 0.5, 1.0, 120.0, 20.0), ("trust", 0.5, 1.0, 90.0, 20.0))
    assert said.lead.text == (
        "Public value is higher under enabling than under none. The answer keeps its sign in all three variations of "
        "the two assumptions that could have turned it."
    )
    assert said.lead.row.key == "public_value|all|none|enabling"
    assert said.lead.choices == (
        "pay|0|public_value|none|enabling", "pay|1|public_value|none|enabling", "trust|1|public_value|none|enabling",
    )  # fmt: skip
    assert said.conditions == []
    assert said.first == ""
    assert "the sign keeps in 3 of 3 variations" in said.rest.text
    assert "(5 pairs of runs each)" in said.rest.text


def test_a_lower_answer_is_said_as_lower(lead):
    row = answer(mean_b=900.0, difference=-100.0, low=-140.0, high=-60.0)
    said = lead(("pay", 0.5, 0.0, -80.0, 20.0), row=row, main=-100.0)
    assert said.lead.text.startswith("Public value is lower under enabling than under none. The answer keeps its sign")


def test_it_turns_round_and_the_assumption_is_named_with_its_flip(lead):
    said = lead(("trust", 0.5, 1.0, 90.0, 20.0), ("pay", 0.5, 0.0, -60.0, 20.0, 0.1875))
    assert said.lead.text == (
        "Be careful: public value is higher under enabling than under none, but the answer turns round when “strength "
        "of pay” is below about 19 % (50 % here)."
    )
    assert [one.text for one in said.conditions] == [
        "Public value turns round when “strength of pay” is below about 19 % (50 % here): −£60 a month at 0 %."
    ]
    assert said.first == "strength of pay"


def test_above_and_without_a_flip_point(make_choices):
    above, without = read_choices(make_choices(("pay", 0.5, 1.0, -60.0, 20.0, 0.8125), ("pay", 0.5, 1.0, -60.0, 20.0)))
    assert when(above) == "“strength of pay” is above about 81 % (50 % here)"
    assert when(without) == "“strength of pay” is 100 % (50 % here)"


def test_four_that_turn_are_three_named_and_one_counted(lead):
    said = lead(*[(name, 0.5, 0.0, -60.0, 20.0, 0.2) for name in ("one", "two", "three", "four")])
    assert said.lead.text.count("strength of") == 3
    assert said.lead.text.endswith(", and in one more.")
    assert len(said.conditions) == 4


def test_leaning_the_other_way_is_not_turning(lead):
    said = lead(("pay", 0.5, 0.0, -10.0, 20.0, 0.05), ("pay", 0.5, 1.0, 120.0, 20.0))
    assert "None of the two variations of the one assumption that could have turned it clearly turns" in said.lead.text
    assert "leans the other way when “strength of pay” is below about 5 % (50 % here)" in said.lead.text
    assert "keeps" not in said.lead.text


def test_few_pairs_that_settle_nothing_are_not_called_kept(lead):
    # the first leans the same way; the second the other way, but its pairs did so at the default as well: no flip
    said = lead(("pay", 0.5, 0.0, 10.0, 20.0), ("pay", 0.5, 1.0, -10.0, 20.0), ("trust", 0.5, 1.0, 90.0, 20.0))
    assert said.lead.text.endswith(
        "The answer keeps its sign in one of the three variations of the two assumptions that could have turned it; in "
        "the other two the few pairs of runs tried there do not settle it."
    )
    assert said.conditions == []


def test_what_could_not_be_measured_is_said(lead):
    some = lead(("pay", 0.5, 0.0, 80.0, 20.0), ("pay", 0.5, 1.0, NAN, NAN))
    assert some.lead.text.endswith(" One more could not be measured.")
    none = lead(("pay", 0.5, 0.0, NAN, NAN))
    assert none.lead.text.endswith("whether the open choices turn that round could not be measured.")
    assert none.rest is None


def test_nothing_varied_is_said_as_not_tested():
    said = turning(answer(), [])
    assert said.lead.text == (
        "Public value is higher under enabling than under none; whether the open choices could turn that round was "
        "not tested."
    )


def test_an_answer_that_is_not_settled_has_no_sign_to_keep(lead):
    row = answer(low=-40.0, high=240.0, verdict="unclear")
    said = lead(("pay", 0.5, 0.0, -80.0, 20.0, 0.2), ("pay", 0.5, 1.0, 120.0, 20.0), row=row)
    assert said.lead.text == (
        "These runs do not settle whether public value is higher or lower under enabling than under none. At the "
        "ends of the one assumption that could change this, the mean difference of the few pairs tried lies between "
        "−£80 a month and +£120 a month."
    )
    assert said.conditions == []
    assert "clearly above zero in 1 and clearly below it in 1 of 2" in said.rest.text
    hardly = turning(answer(low=-4.0, high=4.0, difference=1.0, verdict="no difference"), [])
    assert hardly.lead.text.startswith("Public value hardly differs between enabling and none;")


def test_one_pair_claims_nothing(lead):
    row = answer(low=NAN, high=NAN, n_pairs=1, verdict="unclear")
    assert "one pair cannot say" in lead(("pay", 0.5, 0.0, 80.0, 20.0), row=row).lead.text


def test_choices_of_other_outcomes_and_policies_do_not_count(make_choices):
    others = [*read_choices(make_choices(("pay", 0.5, 0.0, -80.0, 20.0), outcome="burden")),
              *read_choices(make_choices(("pay", 0.5, 0.0, -80.0, 20.0), b="targets"))]  # fmt: skip
    assert "was not tested" in turning(answer(), others).lead.text
