"""Mistakes a user can make in Python are said in a sentence, not met with a traceback from within or with silence."""

import copy

import networkx as nx
import pytest

from ecology import Ecology, compare, load_scenario
from ecology.errors import BadFile, EcologyError, OutOfRange, StudyExists
from ecology.policies.levers import LEVERS
from ecology.storage import check_study


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"capacity": 10**9}, "capacity = 1000000000: must be a whole number from 1 to 10,000,000"),
        ({"capacity": 10}, "capacity = 10: there are 90 people to found"),
        ({"capacity": "x"}, "capacity = 'x': must be a whole number"),
        ({"months": 0}, "months = 0: must be a whole number from 1"),
        ({"funders": ["targets"]}, "must give each funder's name its policy"),
        ({"funders": {1: "targets"}}, "must give each funder's name its policy"),
        ({"policy": None}, "policy = None: must be a built-in name, a file, or a Policy"),
        ({"policy": "targets", "funders": {"Council": "none"}}, "give either policy="),
        ({"sector": 5}, "sector = 5: must be a built-in name, a folder, or a networkx graph"),
    ],
)
def test_an_argument_that_cannot_be_is_named(arguments, said):
    with pytest.raises(EcologyError) as error:
        Ecology(**{"sector": "classroom", "rng": 1, **arguments})
    assert said in str(error.value)


def test_one_policy_is_not_a_list_of_policies():
    with pytest.raises(EcologyError, match="must be a list of two or more"):
        compare("targets", "classroom")


def test_a_lever_that_ends_before_it_starts_is_refused():
    with pytest.raises(OutOfRange, match="end = 10 is before start = 20"):
        LEVERS["convening"](start=20, end=10)


def test_a_graph_with_impossible_trust_is_refused():
    graph = nx.Graph()
    graph.add_edge("a", "b", trust=-5)
    with pytest.raises(BadFile, match=r"edge a–b: trust = -5 must be a number from 0 to 1"):
        Ecology(graph, rng=1)


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "report.html").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyExists, match="holds files that are not a study's"):
        check_study(tmp_path, {"name": "study"})
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "mine"


def test_a_shallow_copy_lives_its_own_life():
    eco = Ecology("classroom", rng=1)
    copy.copy(eco).run(3)
    assert eco.month == 0


def test_what_is_shown_at_a_prompt_is_short():
    scenario = load_scenario("first-look")
    assert repr(scenario).startswith("Scenario first-look: targets, enabling on classroom")
    result = compare(["none", "hybrid"], "classroom", runs=1, months=14, ends=0)
    assert len(repr(result)) < 300
    assert "next: table, effects" in repr(result)
