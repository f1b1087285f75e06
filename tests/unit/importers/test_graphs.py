"""Graph files: whatever programs write is read, and what is hostile is refused at once."""

import time

import networkx as nx
import pytest

from ecology import Ecology
from ecology.errors import BadFile
from ecology.graph_file import read_graph_file
from ecology.importers.sector_import import read_sector
from ecology.presets.sectors import load_sector

pytest.importorskip("defusedxml")

NODES = """<node id="n0"><data key="d">Hall</data><data key="s">12</data></node>
<node id="n1"><data key="zz">1</data></node>"""
EDGES = """<edge id="e" source="n0" target="n1"><data key="w">2.5</data></edge>
<edge id="e" source="n1" target="n0"/>"""
KEYS = """<key id="d" for="node" attr.name="label" attr.type="odd"/>
<key id="s" attr.name="staff" attr.type="int"/><key id="w" attr.name="weight"/>"""
BARE = f'<graphml>{KEYS}<graph edgedefault="undirected">{NODES}{EDGES}</graph></graphml>'
GEXF = """<gexf version="1.3"><graph>
<attributes class="node"><attribute id="0" title="staff" type="integer"/></attributes>
<nodes><node id="0" label="Hall">
<attvalues><attvalue for="0" value="many"/><attvalue for="9" value="1"/></attvalues></node>
<node id="1" label="Inn"/></nodes>
<edges><edge id="0" source="0" target="1"/><edge id="0" source="1" target="0"/></edges>
</graph></gexf>"""
BOMB = "<!DOCTYPE g [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {c} '{f'&{b};' * 10}'>" for b, c in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def graph(tmp_path):
    """Write a graph file and return where it is."""

    def _graph(name, content):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name

    return _graph


def test_graphml_without_namespace_with_repeated_edge_ids_and_unknown_keys(graph):
    read, notes = read_graph_file(graph("a.graphml", BARE))
    assert dict(read.nodes(data=True)) == {"n0": {"label": "Hall", "staff": 12}, "n1": {}}
    assert sorted(data.get("weight", 0) for *_, data in read.edges(data=True)) == [0, 2.5]
    assert "1 edges repeat the id of another" in notes[0]


def test_gexf_with_labels_and_values_that_are_no_numbers(graph):
    spec = load_sector(graph("a.gexf", GEXF))
    assert spec.organisations.name == ("Hall", "Inn")  # the label, not the id
    assert spec.organisations.org_id == ("0", "1")
    assert spec.labels["staff"] == "synthetic"
    assert len(spec.ties.source) == 2


def test_pajek_with_repeated_labels(graph):
    read, notes = read_graph_file(graph("a.net", '*Vertices 3\n1 "A B" 0.1 0.2\n2 "A B"\n3 C\n*Edges\n1 2 1.5\n2 3\n'))
    assert set(read) == {"A B", "A B (2)", "C"}
    assert read.number_of_edges() == 2
    assert len(notes) == 1


@pytest.mark.parametrize("text", ["# c\nA x\nB x 2\nbroken\n", "A;x\nB;x;2\n;\n", "A\tx\nB\tx\t2\n"])
def test_edge_lists_in_any_usual_form(graph, text):
    read = read_sector(graph("a.edgelist", text))
    assert read.tables["ties"][["source", "target", "weight"]].to_numpy().tolist() == [["A", "x", ""], ["x", "B", "2"]]
    assert len(read.tables["organisations"]) == 3


def test_an_edge_list_joins_the_organisations_of_a_table(graph, tmp_path):
    (tmp_path / "orgs.csv").write_text("org_id,name\n1,Hall\n2,Inn\n")
    read = read_sector(tmp_path / "orgs.csv", graph("ties.txt", "Hall,Inn\nHall,Nowhere\n"))
    assert read.tables["ties"][["source", "target"]].to_numpy().tolist() == [["1", "2"]]
    assert len(read.tables["organisations"]) == 2
    assert read.tables["rejected"]["row"].tolist() == [2]


def test_a_sector_written_as_graphml_comes_back(graph, tmp_path):
    eco = Ecology("classroom", rng=1)
    eco.run(24)
    nx.write_graphml(eco.graph, tmp_path / "g.graphml")
    read = read_sector(tmp_path / "g.graphml")
    assert {name: len(rows) for name, rows in read.tables.items()} == {
        "organisations": len(eco.organisations), "people": len(eco.people), "ties": len(eco.ties),
        "partnerships": int((eco.partnerships.filter(like="member_") >= 0).to_numpy().sum()), "rejected": 0,
    }  # fmt: skip
    read.write(tmp_path / "back")
    back, direct = Ecology(tmp_path / "back", rng=1), Ecology(tmp_path / "g.graphml", rng=1)
    for again in (back, direct):
        assert len(again.people) == len(eco.people)
        assert len(again.partnerships) == len(eco.partnerships)
        assert again.sector.labels["people"] == again.sector.labels["ties"] == "observed"
    again.run(2)


def test_people_of_a_graph_are_numbered_unless_they_have_codes(tmp_path):
    graph = nx.Graph()
    graph.add_node("Hall", kind="organisation")
    for name in ("Quilla Feather", "Quin Feather"):
        graph.add_node(name, type="Person", name=name)
        graph.add_edge(name, "Hall")
    graph.add_edge("Quilla Feather", "Quin Feather")
    nx.write_graphml(graph, tmp_path / "g.graphml")
    read = read_sector(tmp_path / "g.graphml").write(tmp_path / "out")
    assert read.tables["people"][["person", "organisation"]].to_numpy().tolist() == [["P1", "Hall"], ["P2", "Hall"]]
    assert read.tables["ties"][["source", "target"]].to_numpy().tolist() == [["P1", "P2"]]
    assert all("eather" not in path.read_text() for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bomb.graphml", f"{BOMB}]><graphml>&i;</graphml>", "defines entities"),
        ("bomb.gexf", f"{BOMB}]><gexf>&i;</gexf>", "defines entities"),
        (
            "file.graphml",
            "<!DOCTYPE g [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><graphml>&x;</graphml>",
            "defines entities",
        ),
        ("deep.graphml", "<graphml>" + "<graph>" * 200_000, "nested deeper than 60 levels"),
        ("cut.graphml", "<graphml><graph>", "not valid XML"),
        ("page.graphml", "<html></html>", "cannot be read as a graph"),
        ("none.graphml", "<graphml><graph edgedefault='directed'/></graphml>", "without nodes"),
        ("empty.gexf", "", "is empty"),
        ("odd.net", "*Vertices x\n1\n*Edges\n1 9\n", "cannot be read as a graph"),
        ("odd.edgelist", "one\ntwo\n", "no line names two nodes"),
        ("bytes.graphml", bytes(range(256)), "not valid XML"),
    ],
)
def test_hostile_and_broken_files_are_refused_at_once(graph, name, content, message):
    begun = time.perf_counter()
    with pytest.raises(BadFile, match=message):
        read_graph_file(graph(name, content))
    assert time.perf_counter() - begun < 5


def test_a_file_that_is_too_large_is_not_read(graph, monkeypatch):
    monkeypatch.setattr("ecology.graph_file.LARGEST_FILE", 10)
    with pytest.raises(BadFile, match="is larger than"):
        read_graph_file(graph("a.graphml", BARE))
