"""That the report can be read by everybody: by ear, on paper, without colour, without another file."""

import base64
import re
from itertools import pairwise
from pathlib import Path

import pytest

import ecology.report
from ecology.analysis.effects import effects
from ecology.plots.choices import open_choices
from ecology.plots.style import FAINT, blank
from ecology.plots.winners import winners
from ecology.report.page import report

CSS = (Path(ecology.report.__file__).parent / "report.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def of_two(results):
    return effects(results, ["none", "enabling"], last_months=24)


@pytest.fixture(scope="module")
def page(results, of_two, pair_meta, make_choices, read):
    varied = make_choices(("pay", 0.5, 0.0, -60.0, 20.0, 0.1875), ("pay", 0.5, 1.0, 120.0, 20.0))
    figures = {
        "winners": winners(of_two, foot="x"), "open-choices": open_choices(varied, foot="x"),
        "differences": blank(1, "x"), "trajectories": blank(1, "x"), "mine": blank(1, "y"),
    }  # fmt: skip
    return read(report(of_two, results, meta=pair_meta, figures=figures, choices=varied))


def test_it_is_whole_and_ordered(page):
    assert not page.problems
    assert not page.open
    assert page.all("html")[0]["lang"] == "en-GB"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_scopes(page):
    assert page.all("table")
    assert len(page.all("caption")) == len(page.all("table"))
    scrolled = [attributes for _, attributes in page.tags if attributes.get("class") == "scroll"]
    assert len(scrolled) == len(page.all("table"))  # each can be reached and moved without a mouse
    assert all(attributes["tabindex"] == "0" and attributes["aria-label"] for attributes in scrolled)
    assert {attributes.get("scope") for attributes in page.all("th")} == {"col", "row"}


def test_a_figure_says_in_words_and_numbers_what_it_shows(page, of_two):
    pictures = {attributes["alt"] for attributes in page.all("img")}
    assert len(pictures) == 5
    groups = of_two[(of_two.outcome == "public_value") & (of_two.group != "all") & (of_two.mean_a != 0)]
    said = next(text for text in pictures if f"of {len(groups)} groups" in text)
    largest = groups.loc[groups.difference.idxmax()]
    assert f"£{largest.difference:,.0f} a month" in said
    assert any("strength of pay at 0 %: −£60" in text and "turns" in text for text in pictures)
    # the differences, eleven outcomes
    assert any("Public value +£" in text and text.count(";") == 10 for text in pictures)
    assert all(int(attributes["width"]) > 0 and int(attributes["height"]) > 0 for attributes in page.all("img"))


def test_it_needs_nothing_else(page):
    for tag in ("script", "link", "a", "iframe", "object", "embed", "form"):
        assert not page.all(tag)
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    addresses = [v for _, attributes in page.tags for k, v in attributes.items() if k in {"src", "href", "srcset"}]
    assert addresses
    assert all(address.startswith("data:image/svg+xml;base64,") for address in addresses)
    drawn = [base64.b64decode(address.partition(",")[2]) for address in addresses]
    assert not any(b"<script" in one or b'href="http' in one for one in drawn)
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_what_is_only_on_screen_opens_without_script_and_is_not_printed(page):
    assert len(page.all("details")) == len(page.all("summary")) >= 6
    outside = [inside for inside, _ in page.texts if "details" in inside and "summary" not in inside]
    assert outside
    kept = [attributes for tag, attributes in page.tags if attributes.get("class") == "screen"]
    assert len(kept) == 1
    assert re.search(r"@media print \{.*\.screen \{ display: none; \}", CSS, re.S)


def test_letters_stand_out_from_their_paper():
    colours = [FAINT, *re.findall(r"(?<![-\w])color: (#\w+)", CSS)]
    assert len(colours) > 2
    for colour in colours:
        for paper in ("#ffffff", "#f1f1f1"):
            assert contrast(colour, paper) >= 4.5, (colour, paper)
    assert contrast("#000", "#ffffff") == pytest.approx(21)  # black on white, by definition
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the known grey just below the line


def test_type_on_paper_is_nine_points_or_more():
    paper = CSS[CSS.index("@media print") : CSS.index("@media screen")]
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)pt", paper)]
    assert min(sizes) >= 9
    assert re.search(r"@page \{ size: A4; margin: 1[2-5]mm; \}", CSS)


def test_a_verdict_is_a_word_not_a_colour(page):
    said = [data for inside, data in page.texts if inside[-2:] == ("td", "span")]
    assert {"clear", "no difference"} <= set(said) | {"no difference"}
    assert set(said) <= {"clear", "unclear", "no difference"} | {data for data in said if data.startswith(("£", "%"))}


def contrast(one, other):
    """Return the contrast of two colours as WCAG 2.1 has it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
