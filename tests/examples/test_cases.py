"""The cases that the sources tell: their scenarios say what is expected, of claims that there are, and can be made."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from ecology import load_policy, load_scenario
from ecology.experiments.compare import planned
from ecology.scenario import scenario_names

DOCS = Path(__file__).resolve().parents[2] / "docs"
CASES = [name for name in scenario_names() if load_scenario(name).expected]
REGISTER = tomllib.loads((DOCS / "claims.toml").read_text(encoding="utf-8"))


def test_there_are_cases():
    assert "hartford" in CASES


@pytest.mark.parametrize("name", CASES)
class TestCase:
    def test_it_can_be_made(self, name):
        s = load_scenario(name)
        plan = planned(s.policies, s.sector, runs=s.runs, months=s.months, rng=s.seed, ends=s.ends, expected=s.expected)
        assert plan.said == s.expected
        assert 20 <= s.runs <= 30

    def test_what_it_expects_is_of_claims_in_the_register(self, name):
        assert all(line.claim in REGISTER for line in load_scenario(name).expected)

    def test_it_has_a_page_with_its_command_its_sentences_and_its_sources(self, name):
        page = (DOCS / "cases" / f"{name}.md").read_text(encoding="utf-8")
        assert f"ecology run {name}" in page
        assert name in (DOCS / "cases" / "index.md").read_text(encoding="utf-8")
        for heading in (
            "What is it", "How it works", "How to use it", "Things to notice", "Things to try", "Extending the model",
            "What the account says and what came out", "Credits and sources",
        ):  # fmt: skip
            assert f"\n## {heading}\n" in page
        table = page.split("## What the account says")[1].split("## Credits")[0]
        told = [line for line in table.splitlines() if line.startswith("| ")][1:]
        assert len(told) == len(load_scenario(name).expected)


def test_hartford_compares_haste_with_what_might_have_been():
    """J8: the same demands to month 30, kept in one, dropped in another, talked through and supported in the third."""
    kept, relaxed, reset = (dict(load_policy(n).levers) for n in ("hartford-kept", "hartford-relaxed", "hartford"))
    assert kept["deadline"].depth == relaxed["deadline"].depth == reset["deadline"].depth == 3
    assert relaxed["deadline"].end == reset["deadline"].end == 30
    assert reset["norm_agreement"].start == reset["staged_support"].start == 31
    assert kept["deadline"].end > 60
    assert set(reset) - set(relaxed) == {"norm_agreement", "staged_support"}


def test_rebuild_la_differs_in_who_chooses():
    """J6: the same haste; partners named from among the largest in one, looked for under a condition in the other."""
    declared, chosen = (dict(load_policy(n).levers) for n in ("rebuild-la", "rebuild-chosen"))
    assert declared["deadline"] == chosen["deadline"]
    assert set(declared) ^ set(chosen) == {"named_partners", "required_partnership"}
    assert declared["named_partners"].rule == 1


def test_the_welsh_duty_is_the_same_law_accepted_more_or_less():
    """C16: the law is enforced alike in all three; it is accepted by more in one, and has company in another."""
    law, accepted, citizens = (dict(load_policy(f"welsh-{n}").levers) for n in ("duty", "accepted", "citizens"))
    assert law["legal_duty"] == citizens["legal_duty"]
    assert law["pooling"] == accepted["pooling"] == citizens["pooling"]
    assert law["legal_duty"].enforcement == accepted["legal_duty"].enforcement
    assert law["legal_duty"].legitimacy < accepted["legal_duty"].legitimacy == 1
    assert set(citizens) - set(law) == {"convening", "shared_evaluation"}
    assert set(accepted) == set(law)


def test_one_church_leaves_out_one_thing_at_a_time():
    """J7, J9: what the church brought and what the agency brought, each alone and both, against formal services."""
    both, agency, church = (
        dict(load_policy(n).levers) for n in ("one-church", "one-church-alone", "respected-alone")
    )  # fmt: skip
    assert both == agency | church
    assert not set(agency) & set(church)
    assert "legitimacy_partner" in church and "seed_grants" in agency
    assert not set(both) & set(dict(load_policy("formal-services").levers))


def test_the_outsourced_service_is_the_same_contract_watched_and_helped_more_or_less():
    """G37: two by two, little or much monitoring and support, and nothing else."""
    four = [dict(load_policy(n).levers) for n in (
        "outsourced", "outsourced-watched", "outsourced-supported", "outsourced-both")]  # fmt: skip
    assert [(p["audit"].rate, p["contract"].support) for p in four] == [(0.1, 0), (1, 0), (0.1, 0.1), (1, 0.1)]
    assert all(set(p) == {"contract", "audit"} for p in four)
    assert len({(p["contract"].demand, p["contract"].hours, p["audit"].accuracy) for p in four}) == 1


def test_the_coaching_circles_differ_in_one_thing_each():
    """J25: the same sponsor leaves after two years, invites fewer, stays, or sets no limit to what is drawn."""
    whole, small, kept, lenient = (
        dict(load_policy(n).levers)["time_bank"]
        for n in ("coaching", "coaching-small", "coaching-kept", "coaching-lenient")
    )  # fmt: skip
    assert whole.end - whole.start + 1 == 24
    assert replace(small, invited=whole.invited) == whole != small
    assert replace(kept, end=whole.end) == whole
    assert kept.end > load_scenario("coaching").months
    assert replace(lenient, sanction=whole.sanction) == whole
    assert (whole.sanction, lenient.sanction) == (1, 0)
