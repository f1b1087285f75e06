"""Structure: modularity and assortativity by hand, and of the graph that a sector was founded from."""

import math

import networkx as nx
import pytest
from pytest import approx

from ecology import Ecology
from ecology.structure import COLUMNS, ORGANISATIONS, PEOPLE, assortativity, found_modularity, modularity

# two triangles with one bridge: 7 ties, 3 within each group, and 7 of 14 ends in each
TRIANGLES = nx.Graph([(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)])
SIDE = {0: "left", 1: "left", 2: "left", 3: "right", 4: "right", 5: "right"}


def test_modularity_by_hand():
    # 6/7 − 2 (7/14)² = .357; and of the most possible with these groups, 1 − 2 (7/14)² = .5, it is .714
    assert modularity(TRIANGLES, SIDE) == approx(6 / 7 - 1 / 2)
    assert assortativity(TRIANGLES, SIDE) == approx((6 / 7 - 1 / 2) / (1 / 2))
    assert found_modularity(TRIANGLES) == approx(6 / 7 - 1 / 2)


def test_ties_across_alone_are_as_low_as_it_goes():
    square = nx.Graph([(0, 1), (1, 2), (2, 3), (3, 0)])
    sides = {0: "a", 1: "b", 2: "a", 3: "b"}
    assert modularity(square, sides) == approx(-0.5)
    assert assortativity(square, sides) == approx(-1)


def test_nothing_is_said_of_a_single_group_or_without_ties(recwarn):
    for value in (assortativity(TRIANGLES, dict.fromkeys(SIDE, "one")), modularity(nx.Graph(), {})):
        assert math.isnan(value)
    assert not recwarn.list


def test_a_sector_founded_from_a_graph_has_its_structure():
    """A2: at the start, modularity by employer and of the groups found is within .1 of that of the graph."""
    blocks = nx.planted_partition_graph(4, 15, 0.4, 0.04, seed=3)
    graph = nx.Graph()
    for person in blocks:
        graph.add_node(f"p{person}", kind="person")
        graph.add_node(f"o{person // 15}", kind="organisation")
        graph.add_edge(f"p{person}", f"o{person // 15}", kind="employment")
    graph.add_edges_from((f"p{a}", f"p{b}", {"kind": "trust"}) for a, b in blocks.edges)
    found = Ecology(graph, rng=1).structure.set_index(["network", "measure", "by"])["value"]
    own = modularity(blocks, {person: person // 15 for person in blocks})
    assert own > 0.4
    assert found[PEOPLE, "modularity", "organisation"] == approx(own, abs=0.1)
    assert found[PEOPLE, "modularity", "groups found"] == approx(found_modularity(blocks), abs=0.1)


@pytest.fixture(scope="module")
def eco():
    made = Ecology("standard", rng=1, events=False)
    made.run(24)
    return made


def test_every_row_has_its_unit_range_and_reference(eco):
    found = eco.structure
    assert tuple(found.columns) == COLUMNS
    assert set(found["network"]) == {PEOPLE, ORGANISATIONS}
    assert set(found["unit"]) == {"index"}
    told = found.dropna(subset="value")
    assert len(told) == len(found)
    assert ((told["low"] <= told["value"]) & (told["value"] <= told["high"])).all()
    assert (found.loc[found["by"] != "groups found", "reference"] == 0).all()
    own = found[(found["by"] == "groups found") & (found["network"] == PEOPLE)].iloc[0]
    assert own["value"] > own["reference"] > 0


def test_looking_changes_nothing():
    looked, left = (Ecology("classroom", rng=2, events=False) for _ in range(2))
    for _ in range(6):
        looked.step()
        assert len(looked.structure)
        assert len(looked.groups)
        left.step()
    assert looked.frame.equals(left.frame)
