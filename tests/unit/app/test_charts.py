"""Charts: nothing beyond the month reached, and a band from the least to the greatest."""

import json

import numpy as np
import pytest

from ecology.app.charts import Course, chart
from ecology.metrics.declarations import METRICS

NAN = float("nan")


def layers(courses, months=10):
    return {layer["id"]: layer for layer in chart(METRICS["public_value"], courses, months, 13)["series"]}


def test_a_band_spans_the_others_up_to_the_month_reached():
    others = np.array([[1.0, 5.0, 99.0], [3.0, 2.0, -99.0]])
    found = layers([Course("targets", [2.0, 4.0], others)])
    assert found["line 0"]["data"] == [[1, 2.0], [2, 4.0]]
    assert found["low 0"]["data"] == [[1, 1.0], [2, 2.0]]
    # drawn on top of the lower line: 3 − 1 and 5 − 2
    assert found["high 0"]["data"] == [[1, 2.0], [2, 3.0]]


def test_what_could_not_be_measured_is_a_gap_not_a_nought():
    found = layers([Course("targets", [NAN, 4.0], np.array([[NAN, 5.0], [NAN, NAN]]))])
    assert found["line 0"]["data"] == [[1, None], [2, 4.0]]
    assert found["low 0"]["data"] == [[1, None], [2, 5.0]]
    assert found["high 0"]["data"] == [[1, None], [2, 0.0]]


def test_before_any_other_sector_is_known_there_is_no_band():
    found = layers([Course("targets", [1.0], np.zeros((0, 10)))])
    assert found["low 0"]["data"] == found["high 0"]["data"] == []


def test_two_policies_differ_in_more_than_colour_and_axes_have_units():
    none = np.zeros((0, 10))
    options = chart(METRICS["burden"], [Course("a", [1.0], none), Course("b", [2.0], none)], 10, 13)
    lines = [layer for layer in options["series"] if layer["id"].startswith("line")]
    assert len({layer["lineStyle"]["type"] for layer in lines}) == 2
    assert options["yAxis"]["name"] == METRICS["burden"].unit
    assert options["xAxis"]["name"] == "month"
    json.dumps(options, allow_nan=False)


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_every_metric_can_be_drawn(metric):
    chart(metric, [Course("a", [1.0, NAN], np.zeros((0, 10)))], 10, 13)


def test_a_chart_loses_the_bound_of_the_outcome_it_showed_before():
    # ECharts keeps what it is not told: without a word, pounds would be drawn on an axis that ends at one
    courses = [Course("targets", [0.9, 0.95], np.zeros((0, 10)))]
    assert chart(METRICS["cooperation_rate"], courses, 10, 13)["yAxis"]["max"] == 1
    assert chart(METRICS["public_value"], courses, 10, 13)["yAxis"]["max"] is None
