"""Reading what an account says, and its mistakes."""

import re

import pytest

from ecology import compare, load_scenario
from ecology.errors import EcologyError, UnknownName
from ecology.experiments.expected import read_expected

GOOD = {"claim": "J8", "says": "It pays.", "metric": "public_value", "policy": "b", "than": "a", "sign": "+"}

MISTAKES = {
    "an unknown key": ({"singn": "+"}, "unknown key 'singn'. Did you mean sign"),
    "an unknown metric": ({"metric": "public_valu"}, "unknown metric 'public_valu'. Did you mean public_value"),
    "a policy that is not compared": ({"policy": "c"}, "policy: unknown policy 'c'. Valid: a, b."),
    "twice the same policy": ({"than": "b"}, "policy and than are both 'b'"),
    "a sign that is none": (
        {"sign": "more"},
        'must be one of "+" (more), "-" (less), "0" (about the same), "either" (not the same)',
    ),
    "a number for a sign": ({"sign": 0}, "sign must be text; found 0"),
    "nothing said": ({"says": " "}, "says must be text"),
    "a claim that is no text": ({"claim": 8}, 'claim must be text, as in claim = "J8"'),
    "a share that is no number": ({"unless": "5 %"}, "unless = '5 %': must be a share"),
    "a negative share": ({"unless": -0.1}, "unless = -0.1: must be a share"),
}


def test_what_a_file_says_is_read():
    [line] = read_expected([GOOD | {"unless": 0.05}], ["a", "b"], "mine.toml")
    assert (line.claim, line.policy, line.than, line.sign, line.unless) == ("J8", "b", "a", "+", 0.05)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_says_which_line_of_which_file_is_wrong(mistake):
    changes, said = MISTAKES[mistake]
    with pytest.raises(EcologyError, match="^mine.toml, expected 2.*" + re.escape(said)):
        read_expected([GOOD, GOOD | changes], ["a", "b"], "mine.toml")


@pytest.mark.parametrize("given", ["J8", {"says": "x"}, 3, ["J8"]])
def test_what_is_no_list_of_tables_is_refused(given):
    with pytest.raises(EcologyError, match=re.escape("[[expected]]")):
        read_expected(given, ["a", "b"], "mine.toml")


def test_a_scenario_holds_what_is_expected_and_its_mistakes_name_the_file(tmp_path):
    text = 'policies = ["none", "targets"]\n[[expected]]\nsays = "x"\nmetric = "burden"\npolicy = "targets"\n'
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(text + 'than = "none"\nsign = "+"\n', encoding="utf-8")
    bad.write_text(text + 'than = "nobody"\nsign = "+"\n', encoding="utf-8")
    assert [line.metric for line in load_scenario(good).expected] == ["burden"]
    with pytest.raises(EcologyError, match=r"bad\.toml, expected 1, than: unknown policy 'nobody'"):
        load_scenario(bad)


def test_a_comparison_in_python_judges_what_it_is_given():
    line = {"says": "Targets take time.", "metric": "burden", "policy": "targets", "than": "none", "sign": "+"}
    found = compare(["none", "targets"], "classroom", runs=2, months=20, ends=0, expected=[line])
    row = found.expected.iloc[0]
    assert row.n_pairs == 2
    assert row.difference == found.table.query("outcome == 'burden'").difference.item()
    assert "Targets take time." in found.page({})


def test_a_scenario_file_is_named_once(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(
        'policies = ["none", "enabling"]\n[[expected]]\nsays = "More trust."\nmetric = "partner_trus"\n'
        'policy = "enabling"\nthan = "none"\nsign = "+"\n'
    )
    with pytest.raises(UnknownName, match="Did you mean partner_trust") as caught:
        load_scenario(file)
    assert str(caught.value).count("mine.toml") == 1
