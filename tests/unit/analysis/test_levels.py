"""Levels: the same theme for a person, an organisation and the sector, every number worked out by hand."""

import io

import pandas as pd
from pytest import approx
from rich.console import Console

from ecology.analysis.levels import COLUMNS, levels
from ecology.cli.tables import levels_table


def results(value, alive, hours, motivation):
    """Return two pairs of one month, alike but for the tenth of an organisation, from {policy: number}."""
    measured = {"public_value": value, "organisations_alive": alive, "burden": hours, "motivation": motivation}
    rows = [
        (policy, i, 1, metric, "all", "all", number)
        for metric, of in measured.items()
        for policy, number in of.items()
        for i in range(2)
    ]
    return pd.DataFrame(rows, columns=["policy", "replication", "month", "metric", "group", "level", "value"])


def test_more_for_all_may_be_less_for_each():
    """A14: 1,000 among 10 is 100 each and 1,200 among 15 is 80 each: better for the sector, worse for each in it."""
    found = levels(results({"a": 1000, "b": 1200}, {"a": 10, "b": 15}, {"a": 3, "b": 3}, {"a": 1, "b": 1}), ["a", "b"])
    assert tuple(found.columns) == COLUMNS
    work = found[found["theme"] == "work"].set_index("of")
    assert work["difference"].to_dict() == {"person": 0, "organisation": approx(-20), "sector": 200}
    assert work["good"].to_dict() == {"person": "no difference", "organisation": "worse", "sector": "better"}
    assert work["signs_differ"].all()
    assert work.loc["organisation", "unit"] == "£/month per organisation"


def test_less_time_for_each_may_be_more_in_all():
    # 4 hours × 10 = 40 and 3 hours × 20 = 60: fewer hours are better
    found = levels(results({"a": 1, "b": 1}, {"a": 10, "b": 20}, {"a": 4, "b": 3}, {"a": 1, "b": 1}), ["a", "b"])
    time = found[found["theme"] == "time for funders"].set_index("of")
    assert time["difference"].to_dict() == {"organisation": -1, "sector": 20}
    assert time["good"].to_dict() == {"organisation": "better", "sector": "worse"}
    assert time["signs_differ"].all()


def test_what_is_not_settled_or_too_small_marks_nothing():
    told = results({"a": 1000, "b": 1200}, {"a": 10, "b": 10}, {"a": 4, "b": 4}, {"a": 1, "b": 0.999})
    assert not levels(told, ["a", "b"])["signs_differ"].any()
    # one pair settles nothing
    one = results({"a": 1000, "b": 1200}, {"a": 10, "b": 15}, {"a": 3, "b": 3}, {"a": 1, "b": 1}).query(
        "replication < 1"
    )
    found = levels(one, ["a", "b"])
    assert set(found["good"]) == {"not settled"}
    assert not found["signs_differ"].any()


def test_what_was_not_recorded_is_left_out():
    told = results({"a": 1, "b": 2}, {"a": 10, "b": 10}, {"a": 4, "b": 4}, {"a": 1, "b": 1})
    assert set(levels(told[told["metric"] == "burden"], ["a", "b"])["outcome"]) == {"burden"}


def test_it_is_printed_in_eighty_columns():
    found = levels(results({"a": 1000, "b": 1200}, {"a": 10, "b": 15}, {"a": 3, "b": 3}, {"a": 1, "b": 1}), ["a", "b"])
    out = io.StringIO()
    Console(file=out, width=80).print(levels_table(found))
    said = out.getvalue()
    assert "signs differ" in said
    assert "−£20 worse" in said
    assert "+£200 better" in said
    assert max(map(len, said.splitlines())) <= 80
