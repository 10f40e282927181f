"""Networks go to files and come back, and other programs read them."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

import tissu as ts

ENDINGS = [".graphml", ".gexf", ".net", ".gml", ".json", ".csv"]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=5)
IDS = st.lists(TEXT.map(lambda text: text + "!"), min_size=1, max_size=6, unique=True)


@st.composite
def networks(draw):
    ids = draw(IDS)
    ties = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.floats(0.1, 9)), max_size=9))
    source, target, weight = zip(*ties) if ties else ((), (), ())
    return ts.Network.from_edges(source, target, weight, directed=draw(st.booleans()), nodes=ids)


def ties_of(net):
    return sorted((*((a, b) if net.is_directed else sorted((a, b))), w) for a, b, w in
                  zip(net.edges["source"], net.edges["target"], net.edges["weight"]))


@pytest.mark.parametrize("ending", ENDINGS)
def test_round_trip(ending, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")

    @given(networks())
    def check(net):
        path = folder / f"net{ending}"
        net.write(path)
        again = ts.Network.read(path, directed=net.is_directed if ending == ".csv" else None)
        ids = [i.replace('"', "'") for i in net.ids] if ending == ".net" else net.ids
        if len(set(ids)) < len(ids) or any(not i.strip() or i != i.strip() for i in ids):
            return  # Pajek cannot tell them apart
        assert again.is_directed == net.is_directed or (ending == ".net" and net.size == 0)
        if ending == ".net":
            assert [w for _, _, w in ties_of(again)] == pytest.approx([w for _, _, w in ties_of(again)])
            assert again.ids == ids and again.size == net.size
        else:
            assert ties_of(again) == ties_of(net)
            assert ending == ".csv" or again.ids == net.ids

    check()


def test_networkx_reads_what_is_written(tmp_path):
    net = ts.Network.from_edges(["a", "b é", "<&\">"], ["b é", "<&\">", "a"], [1.5, 2, 3], nodes=["a", "b é", "<&\">", "alone"])
    for ending, read in [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf), (".gml", nx.read_gml)]:
        net.write(tmp_path / f"net{ending}")
        graph = read(tmp_path / f"net{ending}")
        assert sorted(graph) == sorted(net.ids), ending
        assert graph.edges["a", "b é"]["weight"] == 1.5
    ts.Network.from_edges(["a", "b"], ["b", "c"], directed=True).write(tmp_path / "net.net")
    assert set(nx.read_pajek(tmp_path / "net.net").edges()) == {("a", "b"), ("b", "c")}


def test_what_networkx_writes_is_read(tmp_path):
    graph = nx.les_miserables_graph()
    for name, write in [("g.graphml", nx.write_graphml), ("g.gexf", nx.write_gexf), ("g.gml", nx.write_gml), ("g.net", nx.write_pajek)]:
        write(graph, tmp_path / name)
        net = ts.Network.read(tmp_path / name)
        assert (len(net), net.size, net.is_directed) == (77, 254, False), name
        assert net.total_weight == graph.size(weight="weight"), name


@pytest.mark.parametrize("ending", [".json", ".net", ".csv"])
def test_two_mode_round_trip(ending, tmp_path):
    two = ts.TwoMode.from_edges(["a", "b", "b"], ["x", "x", "a"])
    two.write(tmp_path / f"two{ending}")
    again = ts.TwoMode.read(tmp_path / f"two{ending}")
    assert again.entries.to_dict() == two.entries.to_dict() and again.shape == two.shape


@pytest.mark.parametrize(("name", "text", "message"), [
    ("a.graphml", '<!DOCTYPE g [<!ENTITY a "b">]><graphml/>', "without DOCTYPE"),
    ("a.gexf", "<gexf><graph>", "expected XML"),
    ("a.graphml", "<graphml><graph><node/></graph></graphml>", "attribute 'id'"),
    ("a.gexf", '<gexf><edge source="a" target="b" weight="x"/></gexf>', "number as weight"),
    ("a.net", "*Vertices 2\n*Edges\n1 3\n", "line 3"),
    ("a.net", "*Vertices two\n", "line 1"),
    ("a.gml", "graph [ edge [ source 1 target 2 ] ]", "nodes with ids"),
    ("a.gml", "nothing", "expected a"),
    ("a.json", "[]", "expected HIF"),
    ("a.json", '{"incidences": [{"edge": 1, "node": 1}, {"edge": 1, "node": 2}, {"edge": 1, "node": 3}]}', "TwoMode.read"),
    ("a.csv", "source,target\na\n", "line 2"),
])
def test_bad_files(name, text, message, tmp_path):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ts.InvalidData, match=message):
        ts.Network.read(tmp_path / name)


def test_unknown_endings(tmp_path):
    with pytest.raises(ts.InvalidArgument, match=r"\.graphml"):
        ts.Network.from_edges(["a"], ["b"]).write(tmp_path / "net.txt")


@given(networks())
def test_scipy_and_back(net):
    again = ts.Network.from_scipy(net.to_scipy(), directed=net.is_directed, nodes=net.ids)
    assert again.ids == net.ids and ties_of(again) == ties_of(net)


def test_scipy_that_is_not_symmetric():
    with pytest.raises(ts.InvalidArgument, match="symmetric"):
        ts.Network.from_scipy(sparse.csr_array(np.array([[0, 1], [0, 0]])))


def test_igraph_and_back():
    pytest.importorskip("igraph")
    net = ts.Network.from_edges(["a", "b"], ["b", "c"], [1.5, 2], nodes=["a", "b", "c", "d"])
    again = ts.Network.from_igraph(net.to_igraph())
    assert again.ids == net.ids and ties_of(again) == ties_of(net)
