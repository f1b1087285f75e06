"""Figures: what they show, that nothing is cut off or printed over, and that the same frame gives the same bytes."""

import subprocess
import sys
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from ecology.analysis.effects import COLUMNS, effects
from ecology.errors import EcologyError, UnknownName
from ecology.metrics.declarations import HEADLINE
from ecology.plots.differences import differences, identical_effects
from ecology.plots.lettering import wrapped
from ecology.plots.style import looks, png, svg
from ecology.plots.trajectories import trajectories
from ecology.plots.winners import winners

FOOT = "ecology 0.1.0 · seed 1"


@pytest.fixture(scope="module")
def results(make_results):
    return make_results({"none": 0.0, "enabling": 0.03, "targets": -0.02}, replications=4, months=48)


@pytest.fixture(scope="module")
def found(results):
    return effects(results, ["none", "enabling", "targets"], last_months=24)


def words(figure):
    figure.draw_without_rendering()
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


def panels(figure):
    return [axes for axes in figure.axes if axes.axison]


def with_twin(results, policy, twin):
    return pd.concat([results, results[results.policy == policy].assign(policy=twin)], ignore_index=True)


@pytest.fixture(scope="module")
def drawn(results, found):
    return figures(results, found)


def figures(results, found):
    return [trajectories(results, starts=13, foot=FOOT), differences(found, foot=FOOT), winners(found, foot=FOOT)]


def test_every_text_can_be_read_stands_on_the_page_and_on_nothing_else(drawn):
    for figure in drawn:
        texts = words(figure)
        assert any(text.get_text() == FOOT for text in texts)
        assert min(text.get_fontsize() for text in texts) >= 9
        page = figure.bbox
        boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
        # tick labels outside the axis limits are not drawn
        boxes = [(name, box) for name, box in boxes if box.width > 0 and name in _drawn(figure, boxes, name, box)]
        for name, box in boxes:
            assert page.x0 - 1 <= box.x0 and box.x1 <= page.x1 + 1, name
            assert page.y0 - 1 <= box.y0 and box.y1 <= page.y1 + 1, name
        for (one, a), (other, b) in combinations(boxes, 2):
            overlap = min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
            assert not overlap, f"{one!r} overlaps {other!r}"


def _drawn(figure, boxes, name, box):
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if tick.label1.get_window_extent().bounds == box.bounds and tick.label1.get_text() == name:
                    return (
                        {name} if low <= tick.get_loc() <= high and axes.axison and tick.label1.get_visible() else set()
                    )
    return {name}


def test_each_panel_says_its_outcome_and_unit(results):
    found = panels(trajectories(results))
    assert len(found) == len(HEADLINE)
    for axes, metric in zip(found, HEADLINE, strict=True):
        assert axes.get_title(loc="left").replace("\n", " ") == metric.label
        share = metric.unit.startswith("share")
        unit = f"%{metric.unit[len('share') :]}" if share else metric.unit
        assert axes.get_ylabel().replace("\n", " ") == unit.replace("/", " a ")
        assert axes.get_xlabel() == "years"


def test_lines_are_means_and_bands_their_intervals():
    # two runs, 21 and 23: mean 22, half = t(.975, 1) · √2 / √2 = 12.7062
    rows = [("a", i, month, "burden", "all", "all", 21.0 + 2 * i, "") for i in (0, 1) for month in (1, 2)]
    frame = pd.DataFrame(rows, columns=["policy", "replication", "month", "metric", "group", "level", "value", "unit"])
    axes = panels(trajectories(frame, ["burden"]))[0]
    np.testing.assert_allclose(axes.lines[0].get_ydata(), [22, 22])
    band = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert band.min() == pytest.approx(22 - 12.7062, abs=1e-3)
    assert band.max() == pytest.approx(22 + 12.7062, abs=1e-3)
    assert axes.get_xlabel() == "months"


def test_a_band_ends_where_no_value_can_be():
    # the same about 2 hours: the interval would reach down to −10.7
    rows = [("a", i, month, "burden", "all", "all", 1.0 + 2 * i, "") for i in (0, 1) for month in (1, 2)]
    frame = pd.DataFrame(rows, columns=["policy", "replication", "month", "metric", "group", "level", "value", "unit"])
    band = panels(trajectories(frame, ["burden"]))[0].collections[0].get_paths()[0].vertices[:, 1]
    assert band.min() == 0
    assert band.max() == pytest.approx(2 + 12.7062, abs=1e-3)


def test_colour_is_never_the_only_cue():
    found = list(looks([str(i) for i in range(12)]).values())
    assert len({(look.line, look.marker) for look in found}) == 12


def test_identical_policies_are_drawn_once_and_named(results):
    figure = trajectories(with_twin(results, "enabling", "twin"), ["public_value"])
    names = [text.get_text() for text in words(figure)]
    assert "twin = enabling (identical)" in " ".join(names).replace("\n", " ")
    assert len(panels(figure)[0].lines) == 3  # none, enabling, targets


def test_identical_effects_share_a_panel(results):
    found = effects(with_twin(results, "enabling", "twin"), ["none", "enabling", "targets", "twin"])
    assert identical_effects(found) == [["enabling", "twin"], ["targets"]]
    titles = [axes.get_title(loc="left") for axes in panels(differences(found))]
    assert titles == ["twin = enabling (identical), compared with none", "targets, compared with none"]


def test_differences_are_shares_of_the_first_mean_with_numbers_beside():
    # 30 on 600 is 5 %; the interval 12 to 48 is 2 % to 8 %
    row = ("public_value", "£/month", "all", "a", "b", 600.0, 630.0, 30.0, 12.0, 48.0, 5, "clear")
    found = pd.DataFrame([row], columns=list(COLUMNS))
    figure = differences(found)
    drawn = [line.get_xdata() for line in panels(figure)[0].lines]
    assert any(np.allclose(x, [2, 8]) for x in drawn)
    assert any(np.allclose(x, [5]) for x in drawn)
    assert "+£30 a month\n(+£12 to +£48)" in [text.get_text() for text in words(figure)]


def test_what_runs_off_the_axis_ends_in_an_arrow():
    # rows reach 6 %, 6 % and 600 %: the axis reaches five times the middle one, 30 %
    rows = [
        ("burden", "h", "all", "a", "b", 100.0, 105.0, 5.0, 4.0, 6.0, 5, "clear"),
        ("expertise", "h", "all", "a", "b", 100.0, 105.0, 5.0, 4.0, 6.0, 5, "clear"),
        ("public_value", "h", "all", "a", "b", 100.0, 600.0, 500.0, 400.0, 600.0, 5, "clear"),
    ]
    axes = panels(differences(pd.DataFrame(rows, columns=list(COLUMNS))))[0]
    assert axes.get_xlim() == pytest.approx((-30, 30))
    assert [line.get_marker() for line in axes.lines if line.get_marker() in {"<", ">"}] == [">"]


def test_a_share_of_nothing_is_said_not_drawn():
    row = ("burden", "h", "all", "a", "b", 0.0, 1.0, 1.0, 0.5, 1.5, 5, "clear")
    figure = differences(pd.DataFrame([row], columns=list(COLUMNS)))
    assert "cannot be drawn" in [text.get_text() for text in words(figure)]


def test_markers_follow_the_verdict():
    rows = [
        ("burden", "h", "all", "a", "b", 10.0, 11.0, 1.0, 0.5, 1.5, 5, "clear"),
        ("expertise", "h", "all", "a", "b", 10.0, 11.0, 1.0, -0.5, 1.5, 5, "unclear"),
    ]
    lines = panels(differences(pd.DataFrame(rows, columns=list(COLUMNS))))[0].lines
    assert [line.get_markerfacecolor() for line in lines if line.get_marker() == "o"] == ["#1a1a1a", "white"]


def test_winners_shows_each_grouping_and_leaves_out_empty_groups(found):
    figure = winners(found)
    assert [axes.get_title(loc="left") for axes in panels(figure)] == [
        "by region", "by size of organisation", "by art form",  # the longest has a column of its own
    ]  # fmt: skip
    labels = [label.get_text() for axes in panels(figure) for label in axes.get_yticklabels()]
    assert "London" in labels
    assert "Unknown" not in labels  # zero under both policies


def test_a_name_with_dollars_is_drawn_as_it_stands(results):
    results = results.replace({"policy": {"enabling": r"$x_1$ plan"}})
    assert svg(trajectories(results, ["burden"]))
    assert wrapped("$a$", 20) == r"\$a\$"


def test_lines_of_a_wrapped_text_are_about_equal():
    # greedy would leave one word alone: 'Partnerships that last 24' / 'months'
    assert wrapped("Partnerships that last 24 months", 28) == "Partnerships that\nlast 24 months"


def test_the_same_frame_gives_the_same_bytes(results, found, drawn):
    for one, other in zip(drawn, figures(results, found), strict=True):
        assert isinstance(one, Figure)
        first = svg(one)
        assert first == svg(other) == svg(one)
        assert b"<dc:date>" not in first
        assert png(one, 50) == png(other, 50)


@pytest.mark.usefixtures("drawn")
def test_no_global_figure_state():
    pyplot = sys.modules.get("matplotlib.pyplot")
    assert pyplot is None or not pyplot.get_fignums()


def test_mistakes_are_named(results, found):
    with pytest.raises(UnknownName, match="Did you mean public_value"):
        trajectories(results, ["public_valu"])
    with pytest.raises(UnknownName, match="outcome by group"):
        winners(found, "partner_trust")
    with pytest.raises(EcologyError, match="at least two policies"):
        differences(found.iloc[:0])
    with pytest.raises(EcologyError, match="12 months or more"):
        winners(found[found.group == "all"])


def test_a_notebook_shows_a_figure_without_pyplot():
    # what a notebook asks of the last value of a cell, in a process that knows nothing of pyplot
    code = (
        "import sys; from IPython.core.formatters import DisplayFormatter; from ecology import Ecology;"
        "eco = Ecology(sector='classroom', rng=1); eco.run(months=2);"
        "shown, _ = DisplayFormatter().format(eco.plot(['public_value']));"
        "assert 'matplotlib.pyplot' not in sys.modules; sys.stdout.buffer.write(shown['image/png'][:8])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert out.stdout == b"\x89PNG\r\n\x1a\n"
