"""Network files loaded into a store: the ties of the store are those of the file."""

import json

import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

ids = st.sampled_from(["a", "b", "siret:123", "d e", "é"])
edges = st.lists(st.tuples(ids, ids), max_size=12)


def code(id, scheme):
    return id if id.startswith("siret:") else f"{scheme}:{id}"


def ties(net):
    return {frozenset((row["source"], row["target"])): row["weight"] for row in net.edges}


@settings(max_examples=25, deadline=None)
@given(edges, st.booleans(), st.sampled_from([("graphml", "graphml"), ("gexf", "gexf"), ("net", "pajek")]))
def test_a_tie_is_a_partnership(tmp_path_factory, rows, directed, kind):
    ending, format = kind
    rows = list(dict.fromkeys(rows if directed else [tuple(sorted(pair)) for pair in rows]))
    source, target = zip(*rows, strict=True) if rows else ([], [])
    net = ts.Network.from_edges(source, target, directed=directed, nodes=["a", "b", "siret:123", "d e", "é"])
    path = tmp_path_factory.mktemp("net") / f"net.{ending}"
    net.write(path)
    store = ts.open()
    assert store.check(path).ok
    assert len(store.network()) == 0  # a check writes nothing
    assert store.load(path).ok
    expected = {}
    for a, b in rows:
        if a != b:
            pair = frozenset((code(a, format), code(b, format)))
            expected[pair] = expected.get(pair, 0) + 1
    found = store.network()
    assert ties(found) == expected
    assert set(found.ids) >= {id for pair in expected for id in pair}


def test_members_of_a_hyperedge_are_partners(tmp_path):
    path = tmp_path / "h.json"
    path.write_text(json.dumps({"nodes": [{"node": "x", "attrs": {"name": "Xenia"}}, {"node": 4}], "edges": [{"edge": 1}],
                                "incidences": [{"edge": 1, "node": "x"}, {"edge": 1, "node": 2}, {"edge": 1, "node": 3}]}))
    store = ts.open()
    store.load(path, format="hif", source="me")
    net = store.network()
    assert ties(net) == {frozenset(pair): 1 for pair in [("hif:x", "hif:2"), ("hif:x", "hif:3"), ("hif:2", "hif:3")]}
    assert net.labels[net.ids.index("hif:x")] == "Xenia"


def test_a_two_mode_pajek_file(tmp_path):
    two = ts.TwoMode.from_edges(["a", "b", "b", "c"], ["p", "p", "q", "q"])
    two.write(tmp_path / "two.net")
    store = ts.open()
    store.load(tmp_path / "two.net")
    assert ties(store.network()) == {frozenset(("pajek:a", "pajek:b")): 1, frozenset(("pajek:b", "pajek:c")): 1}
    again = store.load(tmp_path / "two.net")
    assert again.already_applied


def test_labels_directions_and_bad_files(tmp_path):
    path = tmp_path / "g.graphml"
    path.write_text('<graphml><key id="k" for="node" attr.name="name" attr.type="string"/><graph edgedefault="directed">'
                    '<node id="1"><data key="k">Town hall</data></node><node id="2"/><edge source="1" target="2"/></graph></graphml>')
    store = ts.open()
    store.load(path)
    net = store.network(directed=True)
    assert net.is_directed and net.edges.to_dict()["source"] == ["graphml:1"]
    assert net.labels[net.ids.index("graphml:1")] == "Town hall"
    with pytest.raises(ts.NotFound):
        store.load(tmp_path / "none.graphml")
    path.write_text("<graphml><graph><node/></graph></graphml>")
    with pytest.raises(ts.InvalidData):
        store.load(path)
    path.write_text('<!DOCTYPE x [<!ENTITY a "b">]><graphml/>')
    with pytest.raises(ts.Error):
        store.load(path)


def test_an_empty_network_is_loaded(tmp_path):
    path = tmp_path / "empty.gexf"
    ts.Network.from_edges([], []).write(path)
    assert ts.open().load(path).ok
