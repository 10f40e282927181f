"""Estimates from some sources and their bounds; parts of networks; stopping."""

import math
import re

import networkx as nx
import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

pairs = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40)


def network_of(edges, directed=False):
    source, target = zip(*edges, strict=True) if edges else ([], [])
    return ts.Network.from_edges(source, target, directed=directed, nodes=range(12))


@given(pairs, st.booleans())
def test_all_nodes_as_samples_are_the_exact_values(edges, directed):
    net = network_of(edges, directed)
    for measure in (ts.graph.closeness, ts.graph.harmonic):
        name = measure.__name__
        assert measure(net, samples=12, seed=3)[name] == pytest.approx(measure(net)[name], rel=1e-12)


@settings(max_examples=30)
@given(pairs, st.booleans(), st.integers(1, 12), st.integers(0, 5))
def test_estimates_are_means_over_the_drawn(edges, directed, samples, seed):
    """By the definition: each node's mean over some set of `samples` others, the same set for all."""
    net = network_of(edges, directed)
    found = ts.graph.harmonic(net, samples=samples, seed=seed)["harmonic"]
    graph = net.to_networkx()
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    near = np.array([[1 / steps[a][b] if a != b and b in steps[a] else 0 for b in net.ids] for a in net.ids])
    one = [ts.graph.harmonic(net, samples=1, seed=s) for s in range(2)]
    for table in one:  # one source: 11 times the nearness to it, for all others
        assert any(np.allclose(table["harmonic"], np.where(np.arange(12) == drawn, 0, 11 * near[:, drawn])) for drawn in range(12))
    assert np.all(found <= 11 + 1e-9)
    assert found.tolist() == ts.graph.harmonic(net, samples=samples, seed=seed, threads=3)["harmonic"].tolist()


def test_a_long_path_is_searched_from_each_source():
    n = 300  # more levels than the searches at once go
    net = ts.Network.from_edges(range(n - 1), range(1, n), nodes=range(n))
    exact, found = (ts.graph.closeness(net, samples=k)["closeness"] for k in (None, 200))
    assert np.abs(1 / found - 1 / exact).max() < 0.1 * n
    assert ts.graph.closeness(net, samples=n)["closeness"] == pytest.approx(exact, rel=1e-12)


def bound_of(note):
    return float(re.search(r"off by more than ([0-9.e+-]+?)\.? ", note).group(1))


@pytest.mark.parametrize("directed", [False, True])
def test_the_notes_bound_holds(directed):
    graph = nx.gnp_random_graph(200, 0.03, seed=1, directed=directed)
    source, target = zip(*graph.edges, strict=True)
    net = ts.Network.from_edges(source, target, directed=directed, nodes=range(200))
    for measure in (ts.graph.betweenness, ts.graph.harmonic):
        name = measure.__name__
        exact, found = measure(net)[name], measure(net, samples=50, seed=2)
        epsilon = math.sqrt(math.log(2 * 200 / 0.05) / 100)
        bound = bound_of(found.note)
        assert bound == pytest.approx(epsilon * (199 if name == "harmonic" else 200 * 198 * (1 if directed else 0.5)), rel=1e-4)
        assert 0 < np.abs(found[name] - exact).max() < bound
    assert "of the diameter" in ts.graph.closeness(net, samples=50).note
    with pytest.raises(ts.InvalidArgument, match="expected at most 200 samples"):
        ts.graph.closeness(net, samples=201)


def test_a_part_keeps_what_its_nodes_have():
    batch = ts.Batch(source="test")
    for name, kind in [("a", "club"), ("b", "club"), ("c", "school"), ("d", "school")]:
        batch.add_organisation(f"o:{name}", name.upper(), type=kind, lon=2.0, lat=48.0)
    batch.add_partnership("p:1", "One", ["o:a", "o:b", "o:c"])
    batch.add_partnership("p:2", "Two", ["o:b", "o:c"])
    store = ts.open()
    store.apply(batch)
    net = store.network()
    part = net.subset(["o:c", "o:b"])
    assert part.ids == ["o:c", "o:b"] and part.labels == ["C", "B"]
    assert part.group_names == net.group_names
    assert part.group("type") == ["school", "club"]
    assert part.edges.to_dict() == {"source": ["o:c"], "target": ["o:b"], "weight": [2.0]}
    assert part.nodes["lon"].tolist() == [net.nodes["lon"][net.ids.index(id)] for id in part.ids] or np.isnan(part.nodes["lon"]).all()
    assert net.largest_component().group("type") == ["club", "club", "school"]
    assert part.note.endswith(f"2 of {len(net)} nodes")
    with pytest.raises(ts.NotFound, match="'o:z'"):
        net.subset(["o:z"])
    with pytest.raises(ts.InvalidArgument, match="twice"):
        net.subset(["o:a", "o:a"])


@given(pairs, st.booleans(), st.sets(st.integers(0, 11)))
def test_a_part_is_that_of_networkx(edges, directed, kept):
    net = network_of(edges, directed)
    part = net.subset([str(id) for id in sorted(kept)]).to_networkx()
    expected = net.to_networkx().subgraph({str(id) for id in kept})
    assert set(part.nodes) == set(expected.nodes)
    assert nx.utils.edges_equal(part.edges(data=True), expected.edges(data=True), directed=directed)


LONG = ["betweenness", "closeness", "constraint", "harmonic", "leiden", "louvain", "pagerank", "triangles", "clustering"]


@pytest.mark.parametrize("measure", LONG)
def test_long_work_can_be_stopped(measure):
    rng = np.random.default_rng(1)
    net = ts.Network.from_edges(rng.integers(0, 3000, 9000), rng.integers(0, 3000, 9000))

    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(ts.Cancelled):
        getattr(ts.graph, measure)(net, progress=lambda _: False)
    with pytest.raises(KeyboardInterrupt):
        getattr(ts.graph, measure)(net, progress=interrupt)
