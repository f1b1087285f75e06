"""The forest of open choices: what stands where, and how a turned answer looks."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from ecology.analysis.choices import COLUMNS
from ecology.errors import EcologyError
from ecology.plots.choices import TURNED, open_choices, read_choices
from ecology.plots.style import INK, svg

NAN = float("nan")


def row(parameter="pay", value=0.0, difference=80.0, half=20.0, verdict="keeps", **changes):
    fields = {
        "parameter": parameter, "meaning": f"ν: strength of {parameter}", "unit": "share", "default": 0.5,
        "value": value, "outcome": "public_value", "a": "none", "b": "enabling", "n_pairs": 5,
        "difference": difference, "low": difference - half, "high": difference + half, "main": 100.0,
        "verdict": verdict, "flip": NAN,
    }  # fmt: skip
    return fields | changes


def frame(*rows):
    return pd.DataFrame(rows, columns=list(COLUMNS))


TWO = frame(row(value=0.0, difference=-60.0, verdict="turns", flip=0.1875), row(value=1.0, difference=120.0))


def words(figure):
    return [text.get_text().replace("\n", " ") for text in figure.findobj(Text) if text.get_text()]


def test_a_choice_is_said_in_words_with_what_it_is_here_and_its_ends():
    said = words(open_choices(TWO, foot="ecology 0.1.0"))
    assert "Strength of pay (50 % here)" in said
    assert "0 %" in said
    assert "100 %" in said
    assert "−£60" in said
    assert "+£120" in said
    assert "ecology 0.1.0" in said
    assert "Public value: difference, enabling against none, with its 95 % interval, £/month" in said


def test_marks_stand_at_the_differences_and_a_dashed_line_at_the_comparison():
    axes = open_choices(TWO).axes[0]
    bars = [tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    assert (-80.0, -40.0) in bars
    assert (100.0, 140.0) in bars
    dashed = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert [list(line.get_xdata()) for line in dashed] == [[100.0, 100.0]]


def test_a_turned_answer_has_its_own_colour_and_its_own_mark():
    marks = [line for line in open_choices(TWO).axes[0].lines if line.get_marker() in {"o", "s"}]
    assert [(line.get_marker(), line.get_color()) for line in marks] == [("s", TURNED), ("o", INK)]


def test_what_was_not_measured_is_said_not_drawn():
    figure = open_choices(frame(row(difference=NAN, verdict="not measured"), row(value=1.0)))
    assert "cannot be drawn" in words(figure)
    assert np.isfinite(figure.axes[0].get_xlim()).all()


def test_policies_have_a_panel_each():
    figure = open_choices(frame(row(), row(b="targets")))
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "enabling, compared with none", "targets, compared with none",
    ]  # fmt: skip


def test_values_carry_units_that_say_something():
    (one,) = read_choices(frame(row(unit="hours a week", default=12.0)))
    assert one.said(12.0) == "12 hours a week"
    assert one._replace(unit="ratio").said(0.583) == "0.58"
    assert one._replace(unit="months").said(120.0) == "120 months"
    assert one._replace(unit="share").said(1.0) == "100 %"
    assert one.words == "strength of pay"


def test_nothing_varied_is_a_mistake_and_says_what_to_do():
    with pytest.raises(EcologyError, match="no open choice was varied for burden"):
        open_choices(TWO, "burden")


def test_the_same_choices_give_the_same_bytes():
    assert svg(open_choices(TWO)) == svg(open_choices(TWO))
