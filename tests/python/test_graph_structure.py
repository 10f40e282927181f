"""Spectral measures, triads, parts, cores, equivalence and assortativity against their definitions and NetworkX."""

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_graph_measures import NAMES, graphs, network_of, plain, published, without_loops

import tissu as ts

undirected, directed = graphs(st.just(False)), graphs(st.just(True))


def matrix(graph, weight="weight"):
    return nx.to_numpy_array(graph, weight=weight)


def close(values, rel=1e-9):
    return pytest.approx(values, rel=rel, abs=1e-9, nan_ok=True)


@given(graphs(), st.booleans())
def test_edge_betweenness(graph, weighted):
    graph = without_loops(graph)
    net = network_of(graph)
    expected = nx.edge_betweenness_centrality(graph, normalized=False, weight="weight" if weighted else None)
    found = {(row["source"], row["target"]): row["betweenness"] for row in ts.graph.edge_betweenness(net, weighted=weighted)}
    assert len(found) == net.size
    for (a, b), value in expected.items():
        assert found[(a, b) if (a, b) in found else (b, a)] == close(value)
    normal = ts.graph.edge_betweenness(net, normalized=True)["betweenness"]
    pairs = len(net) * (len(net) - 1) / (1 if net.is_directed else 2)
    assert list(normal * pairs) == close(list(ts.graph.edge_betweenness(net)["betweenness"]))


def eigenvalue_of(table):
    return float(table.note.split("eigenvalue ")[1].split(",")[0])


@given(graphs())
def test_eigenvector_satisfies_its_definition(graph):
    a = matrix(graph).T
    values = np.linalg.eigvals(a)
    largest = max(abs(values))
    try:
        table = ts.graph.eigenvector(network_of(graph))
    except ts.Unsupported:  # as documented: the largest comes several times, and powers settle too slowly
        assert graph.is_directed() and (abs(values - largest) < 1e-4 * largest).sum() > 1
        return
    x = table["eigenvector"]
    if not graph.is_directed() and graph.size() > 0:
        assert a @ x == close(np.linalg.eigvalsh(a)[-1] * x)
    if nx.is_directed_acyclic_graph(graph) if graph.is_directed() else graph.size() == 0:
        assert not x.any()
    else:
        assert x.max() == 1 and (x >= 0).all()
        assert eigenvalue_of(table) == pytest.approx(largest, rel=1e-5)


def test_eigenvector_of_directed_cycles():
    net = ts.Network.from_edges(["a", "b", "c", "c"], ["b", "c", "a", "d"], directed=True)
    assert list(ts.graph.eigenvector(net)["eigenvector"]) == close([1, 1, 1, 1])


@given(graphs(), st.floats(0, 0.9), st.floats(0.5, 2))
def test_katz(graph, share, beta):
    a = matrix(graph).T
    alpha = share / max(1e-9, max(abs(np.linalg.eigvals(a)))) if graph.size() else share
    alpha = min(alpha, 10)
    expected = np.linalg.solve(np.eye(len(a)) - alpha * a, np.full(len(a), beta))
    net = network_of(graph)
    assert list(ts.graph.katz(net, alpha=alpha, beta=beta, normalized=False)["katz"]) == close(expected, 1e-8)
    assert list(ts.graph.katz(net, alpha=alpha, beta=beta)["katz"]) == close(expected / np.linalg.norm(expected), 1e-8)


def test_katz_refuses_alpha_above_the_inverse_eigenvalue():
    net = ts.Network.from_edges(["a", "b", "c"], ["b", "c", "a"])
    with pytest.raises(ts.InvalidArgument, match="alpha below 1 / the largest eigenvalue"):
        ts.graph.katz(net, alpha=0.5)


@given(graphs())
def test_hits_are_singular_vectors(graph):
    a = matrix(graph)
    table = ts.graph.hits(network_of(graph))
    hub, authority = table["hub"], table["authority"]
    if graph.size() == 0:
        assert not hub.any() and not authority.any()
        return
    assert hub.sum() == close(1) and authority.sum() == close(1)
    largest = np.linalg.norm(a, 2) ** 2
    assert a.T @ a @ authority == close(largest * authority, 1e-8)
    assert a @ a.T @ hub == close(largest * hub, 1e-8)


@given(graphs())
def test_triad_census(graph):
    expected = nx.triadic_census(without_loops(graph.to_directed()))
    assert {row["triad"]: row["count"] for row in ts.graph.triad_census(network_of(graph))} == expected


@given(graphs())
def test_bicomponents(graph):
    table = ts.graph.bicomponents(network_of(graph))
    found = [sorted(row["node"] for row in rows) for _, rows in itertools.groupby(table, lambda row: row["component"])]
    expected = [sorted(part) for part in nx.biconnected_components(plain(graph))]
    assert sorted(found) == sorted(expected)
    assert [len(part) for part in found] == sorted((len(part) for part in expected), reverse=True)


@given(graphs(most=12))
def test_distances_and_diameter(graph):
    net = network_of(graph)
    longest = 0
    for source in graph:
        steps = nx.single_source_shortest_path_length(graph, source)
        longest = max(longest, *steps.values())
        assert list(ts.graph.distances(net, source)["distance"]) == [steps.get(v, math.inf) for v in graph]
        ways = nx.single_source_dijkstra_path_length(graph, source)
        assert list(ts.graph.distances(net, source, weighted=True)["distance"]) == [ways.get(v, math.inf) for v in graph]
    assert ts.graph.diameter(net) == longest
    assert ts.graph.diameter(net, threads=1) == longest


def test_distances_over_many_levels_and_in_dense_graphs():
    for graph in (nx.path_graph(300), nx.gnm_random_graph(500, 6000, seed=1), nx.cycle_graph(301)):
        net = ts.Network.from_networkx(graph)
        steps = nx.single_source_shortest_path_length(graph, 0)
        assert list(ts.graph.distances(net, "0")["distance"]) == [steps[v] for v in graph]
        assert ts.graph.diameter(net) == nx.diameter(graph)
        expected = nx.harmonic_centrality(graph)
        assert list(ts.graph.harmonic(net)["harmonic"]) == close([expected[v] for v in graph])


def test_distances_from_nowhere():
    with pytest.raises(ts.NotFound):
        ts.graph.distances(ts.Network.from_edges(["a"], ["b"]), "x")


@given(graphs())
def test_rich_club(graph):
    graph = plain(graph)
    expected = nx.rich_club_coefficient(graph, normalized=False) if graph.size() else {}
    table = ts.graph.rich_club(network_of(graph))
    found = {row["degree"]: row["rich_club"] for row in table}
    for k, value in expected.items():
        assert found[k] == close(value)
    for row in table:
        members = [v for v in graph if graph.degree(v) > row["degree"]]
        assert row["nodes"] == len(members) and row["edges"] == graph.subgraph(members).size()


@given(graphs())
def test_core_periphery_is_the_nearest_pattern(graph):
    table = ts.graph.core_periphery(network_of(graph))
    graph = plain(graph)

    def misses(core):
        outside = [v for v in graph if v not in core]
        return math.comb(len(core), 2) - graph.subgraph(core).size() + graph.subgraph(outside).size()

    core = {row["node"] for row in table if row["core"]}
    best = min(misses(set(some)) for k in range(len(graph) + 1) for some in itertools.combinations(graph, k))
    assert misses(core) == best


@given(graphs(), st.sampled_from(["euclidean", "correlation", "jaccard"]))
def test_structural_equivalence(graph, method):
    a = matrix(without_loops(graph))
    table = ts.graph.structural_equivalence(network_of(graph), method=method)
    names = list(graph)
    rows = list(table)
    assert [(row["a"], row["b"]) for row in rows] == list(itertools.combinations(names, 2))
    for row in rows:
        i, j = names.index(row["a"]), names.index(row["b"])
        others = [k for k in range(len(a)) if k not in (i, j)]
        x, y = list(a[i, others]), list(a[j, others])
        if graph.is_directed():
            x, y = x + list(a[others, i]), y + list(a[others, j])
        p, q = np.array(x) > 0, np.array(y) > 0
        if graph.is_directed():
            x, y = x + [a[i, j], a[j, i]], y + [a[j, i], a[i, j]]
        if method == "euclidean":
            expected = math.dist(x, y)
        elif method == "jaccard":
            expected = (p & q).sum() / (p | q).sum() if (p | q).any() else math.nan
        elif len(set(x)) < 2 or len(set(y)) < 2:
            expected = math.nan
        else:
            expected = np.corrcoef(x, y)[0, 1]
        assert row[method] == pytest.approx(expected, rel=1e-7, abs=1e-7, nan_ok=True)


@given(graphs(), st.lists(st.sampled_from(["x", "y", "z"]), min_size=8, max_size=8))
def test_assortativity(graph, labels):
    graph = without_loops(graph)
    net = network_of(graph)
    labels = dict(zip(graph, labels))
    values = [float(len(v) + ord(labels[v])) for v in graph]
    nx.set_node_attributes(graph, labels, "label")
    nx.set_node_attributes(graph, dict(zip(graph, values)), "value")
    if graph.size() == 0:
        assert math.isnan(ts.graph.assortativity(net, labels)) and math.isnan(ts.graph.assortativity(net))
        return
    with np.errstate(all="ignore"):
        groups = nx.attribute_assortativity_coefficient(graph, "label")
    arcs = list(graph.to_directed().edges)
    out = dict(graph.out_degree if graph.is_directed() else graph.degree)
    into = dict(graph.in_degree if graph.is_directed() else graph.degree)
    number = dict(zip(graph, values))

    def correlation(first, second):
        x, y = [first[a] for a, _ in arcs], [second[b] for _, b in arcs]
        return math.nan if len(set(x)) < 2 or len(set(y)) < 2 else np.corrcoef(x, y)[0, 1]

    assert ts.graph.assortativity(net, labels) == close(groups)
    assert ts.graph.assortativity(net, "degree") == close(correlation(out, into))
    assert ts.graph.assortativity(net, values) == close(correlation(number, number))


def test_empty_networks():
    net = ts.Network.from_edges([], [])
    for name in ("eigenvector", "katz", "hits", "bicomponents", "rich_club", "core_periphery", "edge_betweenness",
                 "structural_equivalence"):
        assert len(getattr(ts.graph, name)(net)) == 0, name
    assert sum(row["count"] for row in ts.graph.triad_census(net)) == 0
    assert ts.graph.diameter(net) == 0


@pytest.mark.parametrize("name", NAMES)
def test_more_values_of_igraph(name):
    graph, values = published(name)
    net, both = network_of(graph), network_of(plain(graph))
    found = list(ts.graph.eigenvector(both)["eigenvector"])
    assert found == pytest.approx([float(v) for v in values["eigenvector_undirected_max1"]], rel=1e-9, abs=1e-9)
    if "triad_census" in values:
        assert [row["count"] for row in ts.graph.triad_census(net)] == values["triad_census"]
    if "diameter_unweighted" in values:
        assert ts.graph.diameter(net) == values["diameter_unweighted"]
    if values.get("degree_assortativity_undirected") not in (None, "NaN"):
        assert ts.graph.assortativity(both) == pytest.approx(values["degree_assortativity_undirected"], rel=1e-9)


@pytest.mark.parametrize("make", [
    list, tuple, np.array, lambda v: np.array(v, dtype=object), lambda v: __import__("pandas").Series(v),
    lambda v: __import__("polars").Series(v), lambda v: __import__("pyarrow").array(v),
    lambda v: __import__("pyarrow").chunked_array([v[:2], v[2:]])])
@pytest.mark.parametrize("values", [["é", "b", "b", "漢字🙂"], [7, -3, 7, 10**12]])
def test_columns_of_every_kind_are_ids(make, values):
    net = ts.Network.from_edges(make(values), make(list(reversed(values))))
    plain_text = [str(v) for v in values]
    again = ts.Network.from_edges(plain_text, list(reversed(plain_text)))
    assert net.ids == again.ids and net.edges.to_dict() == again.edges.to_dict()


def test_ids_that_are_none():
    for bad in ([None, "a"], ["", "a"]):
        with pytest.raises(ts.InvalidArgument, match="empty text"):
            ts.Network.from_edges(bad, ["x", "y"])
    with pytest.raises(ts.InvalidArgument, match="one text"):
        ts.Network.from_edges("ab", ["x", "y"])
    with pytest.raises(ts.InvalidArgument, match="whole numbers"):
        ts.Network.from_edges([0.5, 1.0], np.array([0.5, 1.0]))
    assert ts.Network.from_edges([1, 2], ["2", "3"]).ids == ["1", "2", "3"]


def test_many_ids_are_numbered_the_same_at_any_number_of_threads():
    rng = np.random.default_rng(5)
    numbers = rng.integers(0, 2**60, 60_000)
    source, target = numbers[rng.integers(0, 60_000, 150_000)], numbers[rng.integers(0, 60_000, 150_000)]
    order = dict.fromkeys(int(v) for pair in zip(source, target) for v in pair)
    one, two = (ts.Network.from_edges(source, target, threads=t) for t in (1, 2))
    text = ts.Network.from_edges(source.astype(str), target.astype(str), threads=8)
    assert one.ids == two.ids == text.ids == [str(v) for v in order]
    for other in (two, text):
        assert all((a == b).all() for a, b in zip(one._csr()[:2], other._csr()[:2]))
