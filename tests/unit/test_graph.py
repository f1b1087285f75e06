"""The sector as a networkx graph, out at any month and in at founding."""

import io
import pickle

import networkx as nx
import numpy as np
import pytest

from ecology import Ecology
from ecology.errors import BadFile
from ecology.graph import graph_of, spec_of_graph


@pytest.fixture(scope="module")
def eco():
    made = Ecology("standard", "enabling", rng=2)
    made.run(15)
    return made


def of_kind(graph, kind):
    return [node for node, data in graph.nodes(data=True) if data["kind"] == kind]


def edges_of_kind(graph, kind):
    return [(a, b, data) for a, b, data in graph.edges(data=True) if data["kind"] == kind]


def test_everybody_is_a_node(eco):
    s, graph = eco.sector, eco.graph
    tables = {"person": s.people, "organisation": s.organisations, "funder": s.funders, "partnership": s.partnerships}
    for kind, table in tables.items():
        assert len(of_kind(graph, kind)) == table.alive.sum() > 0
    assert (graph.graph["month"], graph.graph["sector"]) == (15, "standard")


def test_every_relation_is_an_edge(eco):
    s, graph = eco.sector, eco.graph
    assert len(edges_of_kind(graph, "employment")) == len(s.staff())
    assert len(edges_of_kind(graph, "funding")) == s.grants.alive.sum()
    assert len(edges_of_kind(graph, "trust")) == (s.ties.alter[s.people.alive] >= 0).sum()
    assert len(edges_of_kind(graph, "membership")) == (s.partnerships.member[s.partnerships.alive] >= 0).sum()
    assert {data["kind"] for *_, data in graph.edges(data=True)} == {"employment", "funding", "trust", "membership"}


def test_edges_say_what_the_columns_say(eco):
    s, graph = eco.sector, eco.graph
    entry, o = s.people.entry, s.organisations
    for slot in s.staff()[:20]:
        assert graph.has_edge(f"p{entry[slot]}", f"o{o.entry[s.people.employer[slot]]}")
        node = graph.nodes[f"p{entry[slot]}"]
        assert node["motivation"] == s.people.motivation[slot]
    for a, b, data in edges_of_kind(graph, "trust")[:50]:
        row = np.flatnonzero((entry == int(a[1:])) & s.people.alive)[0]
        cell = np.flatnonzero(entry[s.ties.alter[row]] == int(b[1:]))
        assert data["trust"] in s.ties.trust[row, cell].astype(float)


def test_it_is_written_as_graphml_and_read_again(eco):
    out = io.BytesIO()
    nx.write_graphml(eco.graph, out)
    out.seek(0)
    back = nx.read_graphml(out, force_multigraph=True)
    assert back.number_of_nodes() == eco.graph.number_of_nodes()
    assert back.number_of_edges() == eco.graph.number_of_edges()
    assert dict(back.nodes["o0"]) == dict(eco.graph.nodes["o0"])


def by_name(eco):
    """Return organisations by name: art form, region, and how many work there at each level."""
    names, staff = eco.sector.organisation_names, eco.people
    return {
        names[entry]: (row["domain"], row["region"], sorted(staff.loc[staff["employer"] == entry, "level"]))
        for entry, row in eco.organisations.iterrows()
    }


def test_a_sector_goes_out_and_comes_in_again(eco):
    graph = eco.graph
    again = Ecology(graph, rng=3)
    s = again.sector
    assert s.organisations.alive.sum() == eco.sector.organisations.alive.sum()
    assert s.people.alive.sum() == eco.sector.people.alive.sum()
    assert len(s.staff()) == len(eco.sector.staff())
    # what is known is taken as it is: art form, region, level, who works where
    assert by_name(again) == by_name(eco)
    assert again.people["level"].tolist() == [graph.nodes[node]["level"] for node in of_kind(graph, "person")]
    assert s.labels["ties"] == s.labels["people"] == "observed"
    again.run(6)
    assert again.month == 6


def test_ties_that_come_in_keep_familiarity_and_trust():
    graph = nx.DiGraph()
    graph.add_node("venue", kind="organisation", domain="theatre", region="Wales")
    graph.add_node("band", kind="organisation", domain="music", region="London")
    for name, firm in (("a", "venue"), ("b", "band")):
        graph.add_node(name, kind="person", level="top")
        graph.add_edge(name, firm, kind="employment")
    graph.add_edge("a", "b", kind="trust", trust=0.9, familiarity=0.8)
    eco = Ecology(graph, rng=1)
    assert eco.organisations["domain"].tolist() == ["theatre", "music"]
    assert eco.organisations["region"].tolist() == ["Wales", "London"]
    assert eco.people["employer"].tolist() == [0, 1]
    assert eco.people["level"].tolist() == ["top", "top"]
    # a remembers b with the trust given
    tie = eco.ties.set_index(["person", "alter"]).loc[(0, 1)]
    assert tie["trust"] == pytest.approx(0.9)
    assert tie["familiarity"] == pytest.approx(0.8)


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(nx.karate_club_graph(), id="karate club"),
        pytest.param(nx.empty_graph(3), id="no edge"),
        pytest.param(nx.path_graph(1), id="one node"),
        pytest.param(nx.MultiDiGraph([("x", "y"), ("x", "y"), ("y", "y")]), id="parallel edges and a loop"),
        pytest.param(nx.relabel_nodes(nx.cycle_graph(5), str), id="ring"),
    ],
)
def test_any_graph_founds_a_sector_that_lives(graph):
    eco = Ecology(graph, rng=1)
    assert eco.sector.organisations.alive.sum() == graph.number_of_nodes()
    eco.run(6)
    assert len(eco.frame) == 6


def test_an_edge_between_organisations_is_a_tie_between_their_most_senior_people():
    eco = Ecology(nx.path_graph(2), rng=1)
    ties = eco.ties
    people = eco.people
    across = ties[people.loc[ties["person"], "employer"].to_numpy() != people.loc[ties["alter"], "employer"].to_numpy()]
    assert len(across) == 2
    assert set(people.loc[across["person"], "level"]) == {"top"}


def test_the_original_graph_is_left_alone():
    graph = nx.karate_club_graph()
    before = nx.to_dict_of_dicts(graph)
    nodes = {node: dict(data) for node, data in graph.nodes(data=True)}
    Ecology(graph, rng=1).run(3)
    assert nx.to_dict_of_dicts(graph) == before
    assert {node: dict(data) for node, data in graph.nodes(data=True)} == nodes


@pytest.mark.parametrize("graph", [nx.Graph(), nx.DiGraph(), nx.MultiGraph()])
def test_an_empty_graph_is_refused(graph):
    with pytest.raises(BadFile, match="has no organisation"):
        Ecology(graph, rng=1)


def test_people_without_an_organisation_are_refused():
    graph = nx.Graph()
    graph.add_node("a", kind="person")
    with pytest.raises(BadFile, match="kind"):
        spec_of_graph(graph)


def test_looking_at_the_graph_changes_nothing(eco):
    before = pickle.dumps(eco.sector)
    graph_of(eco.sector)
    assert pickle.dumps(eco.sector) == before
