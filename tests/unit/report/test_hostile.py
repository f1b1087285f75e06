"""Names that were meant to do harm, or just are long: they are shown, and do nothing."""

import base64
import dataclasses
from xml.etree import ElementTree

import pytest

from ecology.analysis.effects import effects
from ecology.plots.choices import open_choices
from ecology.plots.differences import differences
from ecology.plots.style import blank
from ecology.plots.trajectories import trajectories
from ecology.plots.winners import winners
from ecology.report.page import report

NASTY = {
    "code": "'\"><script>alert(1)</script> onmouseover='alert(1)' --><!-- ]]> {{ 7 * 7 }} {% raw %} {# x #}",
    "letters": "_bell\x07 null\x00 \x1b[31m pay\u202elag\u2066 \u200f $\\frac{1}{0}$ \\$ "
    "مؤسسة 🎭 美術館 one\r\n\ttwo\u2028three",
    "length": "Consortium for the Advancement of Everything " * 20 + "x" * 900,
}


@pytest.fixture(scope="module", params=NASTY)
def nasty(request):
    return NASTY[request.param]


@pytest.fixture(scope="module")
def page(nasty, make_results, meta, make_choices, read):
    # no more than what each figure and table needs
    results = make_results({"none": 0.0, "enabling": 0.03}, replications=3, months=12)
    results = results[results.metric.isin(["public_value", "burden", "funder_spend"])]
    results = results.replace({"policy": {"enabling": nasty}, "level": {"London": nasty}})
    found = effects(results, ["none", nasty])
    varied = make_choices(("pay", 0.5, 0.0, -60.0, 20.0, 0.1875), b=nasty).assign(meaning=nasty, unit=nasty)
    half = f"{nasty} \ud800"  # half a character, which frames cannot hold and files not be written with
    meta = dataclasses.replace(
        meta, policies={"none": half, nasty: half}, sector=half, question=half, assumptions=[half],
        labels={half: half}, citation=half, command=half, open_choices=[half], limits=[half], version=half,
    )  # fmt: skip
    figures = {
        "winners": winners(found, foot=nasty), "differences": differences(found, foot=nasty),
        "trajectories": trajectories(results, foot=nasty), "open-choices": open_choices(varied, foot=nasty),
        nasty: blank(1, nasty),
    }  # fmt: skip
    text = report(found, results, meta=meta, figures=figures, choices=varied)
    text.encode("utf-8")
    return read(text)


def test_it_stays_text(page, nasty):
    assert not page.problems
    assert not page.open
    for tag in ("script", "a", "iframe"):
        assert not page.all(tag)
    known = {
        "alt", "aria-label", "charset", "class", "content", "data-choices", "data-row", "height", "http-equiv", "lang",
        "name", "role", "scope", "src", "tabindex", "width",
    }  # fmt: skip
    assert {name for _, attributes in page.tags for name in attributes} <= known
    shown = "".join(data for _, data in page.texts) + "".join(
        value or "" for _, attributes in page.tags for value in attributes.values()
    )
    forbidden = {*map(chr, range(9)), *map(chr, range(14, 32)), *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200f"}
    assert not forbidden & set(shown)
    assert ("{{ 7 * 7 }}" in page.text) == ("{{" in nasty)  # not 49


def test_figures_are_sound_and_say_the_name(page):
    for attributes in page.all("img"):
        drawn = base64.b64decode(attributes["src"].partition(",")[2])
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(drawn).iter()}
        assert "script" not in tags
        assert "svg" in tags


def test_on_paper_names_are_short(page):
    printed = ["".join(data for inside, data in page.texts if inside[-1:] == (tag,)) for tag in ("h1", "title")]
    assert all(len(text) <= 200 for text in printed)
    columns = [data for inside, data in page.texts if inside[-2:] == ("tr", "th") and "thead" in inside]
    assert max(map(len, columns)) <= 44
