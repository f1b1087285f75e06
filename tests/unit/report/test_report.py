"""The report: what it says, that each sentence traces to a row of effects, and that it is one safe page."""

import dataclasses
import html
import re

import pandas as pd

from ecology.analysis.effects import COLUMNS, effects
from ecology.experiments.wording import LIMITS
from ecology.metrics.declarations import METRICS
from ecology.plots.style import blank
from ecology.policies.actions import actions
from ecology.presets.policies import load_policy
from ecology.report.page import report
from ecology.report.quantities import amount, change, level, number, scale_of, span
from ecology.report.sentences import Row, finding, group_finding, rows, runs_needed


def row(**changes):
    fields = dict(
        zip(COLUMNS, ("public_value", "£/month", "all", "none", "enabling",
                      600_000.0, 612_345.0, 12_345.0, 4_000.0, 20_690.0, 20, "clear"), strict=True)
    )  # fmt: skip
    return Row(**(fields | changes))


def test_numbers_are_said_with_their_unit():
    assert number(1_234_567.8, "£/month", 5_000) == "£1,234,568"
    assert number(-0.0213, "share of seats", 0.02, signed=True) == "−2.1 points"
    assert number(0.6213, "share of seats", 0.02) == "62.1 %"
    assert number(float("nan"), "0–1", 1) == "–"
    assert number(-0.001, "0–1", 0.2, signed=True) == "0.00"
    assert level(0.6213, "share of seats", 0.02) == "62.1 % of seats"
    assert level(0.0213, "share/month", 0.001) == "2.13 % a month"
    assert level(13.62, "hours/month per organisation", 0.2) == "13.62 hours a month per organisation"
    assert amount(-0.041, "share", 0.02) == "4.1 percentage points"
    assert amount(-12_345, "£/month", 4_000) == "£12,345 a month"
    assert change(1.2, "organisations", 0.5) == "+1.20 organisations"
    assert span(-0.004, 0.078, "share", 0.041) == "−0.4 to +7.8 points"
    assert span(float("nan"), 1, "share", 1) == "no interval"


def test_an_interval_that_leaves_out_zero_is_not_printed_as_reaching_it():
    # half the interval is 1: one decimal, and the lower end 0.02 would read 0.0
    scale = scale_of(1.02, 0.02, 2.02)
    assert span(0.02, 2.02, "organisations", scale) == "+0.02 to +2.02"


def test_a_clear_finding():
    assert finding(row()).text == (
        "Public value: higher under enabling than under none, £612,345 a month against £600,000: "
        "£12,345 a month more (95 % interval +£4,000 to +£20,690; 20 pairs of runs)."
    )
    lower = finding(row(difference=-12_345.0, low=-20_690.0, high=-4_000.0), confidence=0.9).text
    assert "lower under enabling" in lower
    assert "£12,345 a month less (90 % interval −£20,690 to −£4,000" in lower


def test_an_unclear_finding_claims_no_direction():
    assert finding(row(low=-300.0, high=24_990.0, verdict="unclear")).text == (
        "Public value: not settled whether higher or lower under enabling than under none, "
        "£612,345 a month against £600,000; the 95 % interval runs from £300 less to £24,990 more (20 pairs of runs)."
    )


def test_no_difference_one_pair_no_pair_and_identical_pairs():
    nan = float("nan")
    small = finding(row(low=-50.0, high=70.0, difference=10.0, verdict="no difference")).text
    assert "hardly differs" in small
    assert "from £50 less to £70 more, all of it too small to speak of" in small
    assert "one pair cannot say" in finding(row(low=nan, high=nan, n_pairs=1, verdict="unclear")).text
    assert "nothing to compare" in finding(row(low=nan, high=nan, difference=nan, n_pairs=0, verdict="unclear")).text
    same = finding(row(low=0.0, high=0.0, difference=0.0, verdict="no difference")).text
    assert same == "Public value: the same under enabling as under none in all 20 pairs of runs."


def test_a_sentence_carries_its_row():
    one = row(group="region: London")
    assert finding(one).row is one
    assert group_finding(one).text.startswith("London: £12,345 a month or 2.1 % more")
    assert one.key == "public_value|region: London|none|enabling"


def test_runs_needed():
    # margin 1 % of 600,000 = 6,000; half the interval 12,000, twice that: four times the 20 pairs
    unclear = row(low=-6_000.0, high=18_000.0, difference=6_000.0, verdict="unclear")
    assert "about 80 pairs instead of 20" in runs_needed(unclear).text
    assert "£6,000 a month either way" in runs_needed(unclear).text
    assert runs_needed(row()) is None
    assert "may not settle it" in runs_needed(row(low=-100.0, high=9_000.0, verdict="unclear")).text
    assert runs_needed(row(low=float("nan"), high=float("nan"), verdict="unclear")) is None


def test_every_result_on_the_page_traces_to_a_row(results, found, meta, read):
    page = read(report(found, results, meta=meta, figures={}))
    keys = {one.key for one in rows(found)}
    traced = [attributes["data-row"] for _, attributes in page.tags if "data-row" in attributes]
    assert {key for key in traced if not key.startswith("*|")} <= keys
    assert {key for key in traced if key.startswith("*|")} == {"*|all|none|enabling", "*|all|none|targets"}
    for metric in METRICS.values():
        if metric.headline:
            assert traced.count(f"{metric.name}|all|none|enabling") >= 2  # its sentence and its row of the table


def test_what_is_found_is_said_whichever_way_it_goes(results, found, meta):
    text = report(found, results, meta=meta, figures={})
    for one in rows(found):
        if one.metric.headline and one.group == "all":
            said = html.escape(finding(one).text, quote=False).replace("'", "&#39;")
            assert said in text.replace("\N{WORD JOINER}", "")
    assert text.index("Clearly higher under enabling") < text.index("Hardly differs")


def test_groups_without_organisations_are_left_out(results, found, meta):
    assert (found.group == "region: Unknown").any()
    assert "region: Unknown" not in report(found, results, meta=meta, figures={})


def test_missing_pairs_are_said(results, meta):
    failed = results[(results.policy != "enabling") | (results.replication != 2)]
    text = report(effects(failed, ["none", "enabling"]), failed, meta=meta, figures={})
    assert "Public value rests on 5 of the 6 pairs" in text


def test_a_policy_identical_to_another_is_said_once(results, meta):
    twin = pd.concat([results, results[results.policy == "enabling"].assign(policy="twin")])
    names = ["none", "enabling", "targets", "twin"]
    meta = dataclasses.replace(meta, policies=dict.fromkeys(names, ""))
    text = report(effects(twin, names), twin, meta=meta, figures={})
    assert "<strong>twin</strong> gave exactly the same results as <strong>enabling</strong>" in text
    assert "|none|twin" not in text


def test_a_policy_identical_to_the_first_is_still_reported(results, meta):
    twin = pd.concat([results, results[results.policy == "none"].assign(policy="twin")])
    meta = dataclasses.replace(meta, policies=dict.fromkeys(["none", "twin"], ""))
    text = report(effects(twin, ["none", "twin"]), twin, meta=meta, figures={})
    assert "Public value: the same under twin as under none in all 6 pairs of runs." in text


def test_one_policy_alone_claims_nothing(results, meta):
    alone = results[results.policy == "none"]
    meta = dataclasses.replace(meta, policies={"none": ""})
    text = report(effects(alone, ["none"]), alone, meta=meta, figures={})
    assert "No two policies were compared" in text
    assert "data-row" not in text


def test_the_parts_of_the_page_come_in_their_order(results, found, meta):
    text = report(found, results, meta=meta, figures={})
    headings = re.findall("<h2>(.*?)</h2>", text)
    assert headings == [
        "Answer", "The numbers", "How sure this is", "What was assumed", "What is observed, inferred and synthetic",
        "Who gains and who loses", "What would change the answer", "What this cannot tell you", "What to do first",
        "Where this comes from", "In full",
    ]  # fmt: skip
    # 11 outcomes at 95 %: .05 · 11 = .55
    assert re.search(r"11 outcomes were looked at and\s+\d+ are clear.*?about\s+0\.[56] would", text, re.S)
    assert 'data-row="funder_spend|all|none|enabling"' in text


def test_the_same_results_give_the_same_page(results, found, meta):
    figures = {"differences": blank(1, "x")}
    assert report(found, results, meta=meta, figures=figures) == report(found, results, meta=meta, figures=figures)


def test_what_a_sector_gains_is_not_said_to_be_measurable():
    """K12: it is among the six limits that the page prints."""
    said = [limit for limit in LIMITS[:6] if "knowledge" in limit.lower()]
    assert len(said) == 1
    assert "measured" in said[0]


def test_it_says_how_to_do_what_was_compared(results, found, meta):
    """K9: what each funder does, when and at what cost, the earliest first."""
    told = report(found, results, meta=dataclasses.replace(meta, actions={
        "none": (), "enabling": actions(load_policy("enabling")),
    }), figures={})  # fmt: skip
    part = re.search(r"How to do it.*?</details>", told, re.S)[0]
    assert "Flat grants without conditions, and nothing else." in part
    for _, lever in load_policy("enabling").levers:
        assert html.escape(lever.summary) in part
    assert "cost 120 £/place (to the funder)" in part
