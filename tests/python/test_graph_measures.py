"""Classic measures against NetworkX on random networks, and against igraph's values beside the checkout."""

import csv
import json
import math
from functools import partial
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tissu as ts

SNA = Path(__file__).resolve().parents[3] / "shared" / "data" / "sna"


def graph_of(n, ties, directed):
    """Repeated ties add up, as in the library."""
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(f"n{i}" for i in range(n))
    for a, b, weight in ties:
        a, b = f"n{a}", f"n{b}"
        known = graph[a][b]["weight"] if graph.has_edge(a, b) else 0
        graph.add_edge(a, b, weight=known + weight)
    return graph


@st.composite
def graphs(draw, directed=st.booleans(), most=8):
    n = draw(st.integers(1, most))
    node = st.integers(0, n - 1)
    ties = draw(st.lists(st.tuples(node, node, st.integers(1, 4)), max_size=3 * n))
    return graph_of(n, ties, draw(directed))


def network_of(graph):
    ties = list(graph.edges(data="weight", default=1.0))
    return ts.Network.from_edges([a for a, _, _ in ties], [b for _, b, _ in ties], [float(w) for _, _, w in ties],
                                 directed=graph.is_directed(), nodes=list(graph))


def backwards(graph):
    """NetworkX measures nearness along incoming arcs, the library along outgoing ones."""
    return graph.reverse() if graph.is_directed() else graph


def plain(graph):
    """Neither directions nor loops."""
    graph = nx.Graph(graph)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def without_loops(graph):
    graph = graph.copy()
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def check(table, column, expected, tolerance=1e-9):
    """`expected`: by node. NaN equals NaN."""
    nodes = list(table["node"])
    assert nodes == sorted(expected)
    assert list(table[column]) == pytest.approx([expected[n] for n in nodes], rel=tolerance, abs=tolerance, nan_ok=True)


@given(graphs())
def test_degree_and_strength(graph):
    net = network_of(graph)
    check(ts.graph.degree(net), "degree", dict(graph.degree()))
    check(ts.graph.degree(net), "strength", dict(graph.degree(weight="weight")))
    if graph.is_directed():
        check(ts.graph.degree(net, mode="in"), "strength", dict(graph.in_degree(weight="weight")))
        check(ts.graph.degree(net, mode="out"), "degree", dict(graph.out_degree()))


@given(graphs(), st.booleans(), st.booleans())
def test_betweenness(graph, weighted, normalized):
    actual = ts.graph.betweenness(network_of(graph), weighted=weighted, normalized=normalized)
    weight = "weight" if weighted else None
    check(actual, "betweenness", nx.betweenness_centrality(graph, weight=weight, normalized=normalized))


@given(graphs())
def test_nearness(graph):
    net = network_of(graph)
    check(ts.graph.closeness(net), "closeness", nx.closeness_centrality(backwards(graph)))
    check(ts.graph.harmonic(net), "harmonic", nx.harmonic_centrality(backwards(graph)))


@given(graphs(), st.floats(0, 0.95), st.booleans(), st.data())
@settings(deadline=None)
def test_pagerank(graph, damping, weighted, data):
    weights = data.draw(st.lists(st.integers(0, 3), min_size=len(graph), max_size=len(graph)))
    jump = dict(zip(graph, weights, strict=True)) if any(weights) else None
    actual = ts.graph.pagerank(network_of(graph), damping=damping, personalization=jump, weighted=weighted)
    expected = nx.pagerank(graph, alpha=damping, personalization=jump, weight="weight" if weighted else None,
                           tol=1e-13, max_iter=5000)
    check(actual, "pagerank", expected, tolerance=2e-10)
    assert sum(actual["pagerank"]) == pytest.approx(1, abs=1e-12)


def local_effective_size(graph, node):
    """By NetworkX's own terms. Its effective_size of all nodes at once (3.6.1, with SciPy) disagrees with these."""
    p = partial(nx.algorithms.structuralholes.normalized_mutual_weight, graph, weight="weight")
    contacts = set(nx.all_neighbors(graph, node))
    return sum(1 - sum(p(node, q) * p(other, q, norm=max) for q in contacts) for other in contacts)


@given(graphs())
def test_structural_holes(graph):
    holes, sizes = ts.graph.constraint(network_of(graph)), ts.graph.effective_size(network_of(graph))
    graph = without_loops(graph)
    constraint, size = {}, {}
    for node in graph:  # nx.constraint gives NaN where only arcs come in
        contacts = set(nx.all_neighbors(graph, node))
        local = sum(nx.local_constraint(graph, node, other, weight="weight") for other in contacts)
        constraint[node] = local if contacts else math.nan
        size[node] = local_effective_size(graph, node) if contacts else math.nan
    check(holes, "constraint", constraint)
    check(holes, "effective_size", size)
    check(sizes, "effective_size", size)


def numbered(parts, graph):
    """Largest first, equal sizes by their first node."""
    place = {node: i for i, node in enumerate(graph)}
    ordered = sorted(parts, key=lambda part: (-len(part), min(place[node] for node in part)))
    number = {node: i for i, part in enumerate(ordered) for node in part}
    return {node: number[node] for node in graph}


@given(graphs())
def test_components(graph):
    net = network_of(graph)
    weak = nx.weakly_connected_components(graph) if graph.is_directed() else nx.connected_components(graph)
    check(ts.graph.components(net), "component", numbered(weak, graph))
    if graph.is_directed():
        strong = numbered(nx.strongly_connected_components(graph), graph)
        check(ts.graph.components(net, strong=True), "component", strong)


@given(graphs())
def test_cohesion(graph):
    net, simple = network_of(graph), plain(graph)
    check(ts.graph.core_numbers(net), "core", nx.core_number(simple))
    check(ts.graph.triangles(net), "triangles", nx.triangles(simple))
    check(ts.graph.clustering(net), "clustering", nx.clustering(simple))
    if not graph.is_directed():
        check(ts.graph.clustering(net, weighted=True), "clustering", nx.clustering(simple, weight="weight"))
    if any(degree > 1 for _, degree in simple.degree()):
        assert ts.graph.transitivity(net) == pytest.approx(nx.transitivity(simple))
    else:
        assert math.isnan(ts.graph.transitivity(net))
    assert set(ts.graph.articulation_points(net)["node"]) == set(nx.articulation_points(simple))
    found = ts.graph.bridges(net)
    pairs = {frozenset(pair) for pair in zip(found["source"], found["target"], strict=True)}
    assert pairs == {frozenset(bridge) for bridge in nx.bridges(simple)}


def parts_of(labels):
    parts = {}
    for node, label in labels.items():
        parts.setdefault(label, set()).add(node)
    return list(parts.values())


@given(graphs(), st.data(), st.floats(0, 2))
def test_modularity(graph, data, resolution):
    labels = {node: f"g{data.draw(st.integers(0, 2))}" for node in graph}
    actual = ts.graph.modularity(network_of(graph), labels, resolution=resolution)
    if graph.size() == 0:
        assert math.isnan(actual)
    else:
        expected = nx.community.modularity(graph, parts_of(labels), weight="weight", resolution=resolution)
        assert actual == pytest.approx(expected, abs=1e-12)


@given(graphs(most=10), st.integers(0, 2**32))
@settings(deadline=None)
def test_communities_are_connected_and_reach_what_networkx_reaches(graph, seed):
    net = network_of(graph)
    table = ts.graph.leiden(net, seed=seed, runs=5)
    communities = dict(zip(table["node"], map(int, table["community"]), strict=True))
    parts = parts_of(communities)
    assert communities == numbered(parts, graph)
    assert all(nx.is_connected(nx.Graph(graph).subgraph(part)) for part in parts)
    if graph.size() == 0:
        return
    actual = nx.community.modularity(graph, parts, weight="weight")
    peer = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1), weight="weight")
    assert actual >= peer - 0.05


@given(graphs(), st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_threads_do_not_matter(graph, seed):
    net = network_of(graph)
    for measure in (ts.graph.betweenness, ts.graph.pagerank, ts.graph.closeness, ts.graph.constraint, ts.graph.triangles):
        one, two = measure(net, threads=1), measure(net, threads=2)
        for name in one.names[1:]:
            assert one[name].tobytes() == two[name].tobytes()
    one = ts.graph.leiden(net, seed=seed, runs=4, threads=1)
    assert one["community"].tobytes() == ts.graph.leiden(net, seed=seed, runs=4, threads=3)["community"].tobytes()


def test_betweenness_from_samples_is_repeatable_and_exact_with_all():
    net = network_of(nx.karate_club_graph())
    exact = ts.graph.betweenness(net)["betweenness"]
    assert ts.graph.betweenness(net, samples=34)["betweenness"] == pytest.approx(exact)
    one, two = (ts.graph.betweenness(net, samples=5, seed=seed)["betweenness"].tolist() for seed in (1, 2))
    assert one == ts.graph.betweenness(net, samples=5, seed=1)["betweenness"].tolist()
    assert one != two
    with pytest.raises(ts.InvalidArgument, match="at most 34 samples"):
        ts.graph.betweenness(net, samples=35)


def test_weights_below_zero_are_refused_with_the_names_of_the_tie():
    net = ts.Network.from_edges(["a", "b"], ["b", "c"], [1.0, -2.0])
    for measure in (ts.graph.pagerank, ts.graph.constraint, ts.graph.leiden):
        with pytest.raises(ts.InvalidArgument, match="on the tie b - c"):
            measure(net)


def test_jumps_to_nobody_are_refused():
    net = ts.Network.from_edges(["a"], ["b"])
    with pytest.raises(ts.NotFound, match="found 'z'"):
        ts.graph.pagerank(net, personalization={"a": 1, "z": 2})
    with pytest.raises(ts.InvalidArgument, match="finite sum above 0"):
        ts.graph.pagerank(net, personalization={"a": 0})


def test_a_listener_can_stop_a_measure():
    net = network_of(nx.gnm_random_graph(300, 1500, seed=1))
    for measure in (ts.graph.betweenness, ts.graph.closeness, ts.graph.leiden):
        with pytest.raises(ts.Cancelled):
            measure(net, progress=lambda fraction: False)


# igraph 1.3.5 on published data, loops and repeated ties removed.

REFERENCE = SNA / "reference_values_igraph.json"
NAMES = ["law_advice", "law_friends", "law_cowork", "ht_advice", "ht_friends", "ht_reports", "flo_business",
         "flo_marriage", "karate", "southern_women", "sampson_01", "coleman_01", "physicians"]


def published(name):
    if not REFERENCE.exists():
        pytest.skip(f"no reference values at {REFERENCE}")
    values = json.loads(REFERENCE.read_text(encoding="utf-8"))["graphs"][name]
    with open(SNA / "classic" / f"{name}.edges.csv", encoding="utf-8", newline="") as file:
        ties = {(row["source"], row["target"]) for row in csv.DictReader(file)}
    graph = nx.DiGraph() if values["directed"] else nx.Graph()
    graph.add_nodes_from(str(i) for i in range(values["n"]))
    graph.add_edges_from((a, b) for a, b in ties if a != b)
    return graph, values


@pytest.mark.parametrize("name", NAMES)
def test_values_of_igraph(name):
    graph, values = published(name)
    assert graph.size() == values["m_simple"]
    net, both = network_of(graph), network_of(plain(graph))

    def same(table, column, expected):
        numbers = [float(value) for value in values[expected]]  # "NaN" is a text there
        assert list(table[column]) == pytest.approx(numbers, rel=1e-9, abs=1e-9, nan_ok=True)

    same(ts.graph.degree(net), "degree", "degree_total")
    same(ts.graph.betweenness(net), "betweenness", "betweenness")
    same(ts.graph.pagerank(net), "pagerank", "pagerank_085")
    same(ts.graph.core_numbers(net), "core", "coreness_undirected")
    same(ts.graph.constraint(both), "constraint", "constraint_burt_undirected")
    if "closeness_undirected_norm" in values:
        same(ts.graph.closeness(both), "closeness", "closeness_undirected_norm")
    assert ts.graph.transitivity(net) == pytest.approx(values["transitivity_global_undirected"], rel=1e-9)
    assert len(set(ts.graph.components(net)["component"])) == values["components_weak"]
    if graph.is_directed():
        assert len(set(ts.graph.components(net, strong=True)["component"])) == values["components_strong"]
