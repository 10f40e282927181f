"""Brokerage, fragmentation, loss and two-mode measures, against plain definitions on random input."""

import math
from itertools import combinations, permutations, product

import networkx as nx
import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

NODES = list("abcdef")
arcs_of = st.lists(st.sampled_from(list(permutations(NODES, 2))), unique=True, max_size=24)
edges_of = st.lists(st.sampled_from(list(combinations(NODES, 2))), unique=True, max_size=12)
labels_of = st.lists(st.sampled_from("xyz"), min_size=6, max_size=6)
entries_of = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("stuvw")), unique=True, max_size=18)
ROLES = {"coordinator": "AAA", "itinerant": "ABA", "representative": "AAB", "gatekeeper": "ABB", "liaison": "ABC"}


def network_of(edges, weights=None, directed=False):
    return ts.Network.from_edges([a for a, _ in edges], [b for _, b in edges], weights, nodes=NODES, directed=directed)


def pattern(*groups):
    names = {}
    return "".join(names.setdefault(group, "ABC"[len(names)]) for group in groups)


@settings(deadline=None)
@given(arcs_of, labels_of)
def test_partial_and_valued_brokerage(arcs, group):
    weight = {arc: 1 + i for i, arc in enumerate(arcs)}
    label = dict(zip(NODES, group, strict=True))
    net = network_of(arcs, [float(w) for w in weight.values()], directed=True)
    partial = {row["node"]: row for row in ts.cooperation.brokerage(net, group, credit="partial")}
    valued = {row["node"]: row for row in ts.cooperation.brokerage(net, group, valued=True)}
    for v in NODES:
        credit, value = dict.fromkeys(ROLES, 0.0), dict.fromkeys(ROLES, 0.0)
        names = {p: role for role, p in ROLES.items()}
        for a, b in permutations(NODES, 2):
            if v in (a, b) or (a, b) in weight or (a, v) not in weight or (v, b) not in weight:
                continue
            role = names[pattern(label[a], label[v], label[b])]
            credit[role] += 1 / sum((a, k) in weight and (k, b) in weight for k in NODES)
            value[role] += min(weight[a, v], weight[v, b])
        assert {role: partial[v][role] for role in ROLES} == pytest.approx(credit)
        assert {role: valued[v][role] for role in ROLES} == pytest.approx(value)
        assert math.isnan(partial[v]["total_z"]) and math.isnan(valued[v]["total_expected"])


@settings(deadline=None)
@given(edges_of, labels_of)
def test_an_undirected_pair_once_or_twice(edges, group):
    net = network_of(edges)
    twice, once = ts.cooperation.brokerage(net, group), ts.cooperation.brokerage(net, group, directed=False)
    for role in ("coordinator", "itinerant", "liaison", "total"):
        assert (twice[role] == 2 * once[role]).all()
        np.testing.assert_allclose(twice[f"{role}_z"], once[f"{role}_z"], atol=1e-9)
    assert (once["representative"] == once["gatekeeper"]).all()
    assert (once["representative"] == twice["gatekeeper"]).all()
    arcs = [pair for a, b in edges for pair in ((a, b), (b, a))]
    dropped = ts.cooperation.brokerage(network_of(arcs, directed=True), group, directed=False)
    for name in dropped.names[1:]:
        np.testing.assert_array_equal(dropped[name], once[name])
    for role in ROLES:
        assert once[role].sum() == ts.cooperation.brokerage_totals(net, group, False)["count"][list(ROLES).index(role)]


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("group", ["xxxx", "xxyz", "xxyy", "xxxy"])
def test_moments_over_all_networks_of_four_nodes(directed, group):
    nodes = NODES[:4]
    pairs = list(permutations(nodes, 2)) if directed else list(combinations(nodes, 2))
    d, mean, square = 0.3, np.zeros(6), np.zeros(6)
    names = [*ROLES, "total"]
    label = dict(zip(nodes, group, strict=True))
    for chosen in product((0, 1), repeat=len(pairs)):
        ties = {pair for pair, there in zip(pairs, chosen, strict=True) if there}
        ties |= set() if directed else {(b, a) for a, b in ties}
        count = dict.fromkeys(names, 0)
        for a, b, v in permutations(nodes, 3):
            if (directed or a < b) and (a, v) in ties and (v, b) in ties and (a, b) not in ties:
                role = next(r for r, p in ROLES.items() if p == pattern(label[a], label[v], label[b]))
                for name in {role} if directed or role not in ("representative", "gatekeeper") else {"representative", "gatekeeper"}:
                    count[name] += 1
                count["total"] += 1
        chance = d ** sum(chosen) * (1 - d) ** (len(pairs) - sum(chosen))
        values = np.array([count[name] for name in names], float)
        mean += chance * values
        square += chance * values**2
    sizes = [group.count(name) for name in dict.fromkeys(group)]
    found = ts.cooperation.brokerage_moments(sizes, d, directed=directed)
    np.testing.assert_allclose(found["expected"], mean, atol=1e-9)
    np.testing.assert_allclose(found["sd"], np.sqrt(np.maximum(square - mean**2, 0)), atol=1e-7)


def test_the_label_null_is_that_of_all_permutations():
    edges = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "f"), ("b", "e")]
    net, group = network_of(edges), list("xxyyzz")
    drawn = np.array([[ts.cooperation.brokerage_totals(net, list(g))["count"][k] for k in range(6)]
                      for g in sorted(set(permutations(group)))])
    found = ts.cooperation.brokerage_totals(net, group, null="labels", permutations=4000, seed=5)
    np.testing.assert_allclose(found["expected"], drawn.mean(axis=0), atol=5 * drawn.std(axis=0).max() / math.sqrt(4000) + 1e-9)
    for row, column in zip(found, drawn.T, strict=True):
        for side, share in (("p_low", (column <= row["count"]).mean()), ("p_high", (column >= row["count"]).mean())):
            assert row[side] == pytest.approx(share, abs=0.04)


def test_draws_do_not_depend_on_threads_and_keep_the_number_of_ties():
    net, group = network_of([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]), list("xxyyzz")
    for null in ("labels", "edges"):
        one, two = (ts.cooperation.brokerage(net, group, null=null, permutations=50, seed=2, threads=n) for n in (1, 3))
        np.testing.assert_array_equal(one["liaison_expected"], two["liaison_expected"])
    full = network_of(list(combinations(NODES, 2)))
    assert (ts.cooperation.brokerage(full, group, null="edges", permutations=5)["total_expected"] == 0).all()


def test_bad_brokerage():
    net = network_of([("a", "b")])
    with pytest.raises(ts.InvalidArgument, match="credit"):
        ts.cooperation.brokerage(net, list("xxyyzz"), credit="half")
    with pytest.raises(ts.InvalidArgument, match="null"):
        ts.cooperation.brokerage(net, list("xxyyzz"), null="none")
    with pytest.raises(ts.InvalidArgument, match="permutations"):
        ts.cooperation.brokerage(net, list("xxyyzz"), permutations=10)
    with pytest.raises(ts.InvalidArgument, match="made from edges"):
        ts.cooperation.brokerage(net, list("xxyyzz"), apart=True)


def test_pairs_in_one_activity_need_no_broker():
    two = ts.TwoMode.from_edges(list("abbcacx"), list("ppqqrrs"))
    heavy = ts.TwoMode.from_edges(list("abab" + "bcbc" + "ac"), list("ppqq" + "rrss" + "tt")).project(min_weight=2)
    group = ["g"] * 3
    assert ts.cooperation.brokerage(heavy, group)["total"].tolist() == [0, 2, 0]
    assert ts.cooperation.brokerage(heavy, group, apart=True)["total"].tolist() == [0, 0, 0]
    assert len(two.project()) == 4


@settings(deadline=None)
@given(edges_of, st.sets(st.sampled_from(NODES), max_size=4))
def test_fragmentation_agrees_with_networkx(edges, gone):
    graph = nx.Graph(edges)
    graph.add_nodes_from(NODES)
    graph.remove_nodes_from(gone)
    found = ts.cooperation.fragmentation(network_of(edges), sorted(gone))
    pieces = [len(c) for c in nx.connected_components(graph)]
    n = len(graph)
    assert (found.nodes, found.components, found.largest) == (n, len(pieces), max(pieces))
    assert found.fragmentation == pytest.approx(1 - sum(s * (s - 1) for s in pieces) / (n * (n - 1)))
    assert found.efficiency == pytest.approx(nx.global_efficiency(graph))


@settings(deadline=None)
@given(edges_of, st.sets(st.sampled_from(NODES), min_size=1, max_size=3))
def test_group_centrality_agrees_with_networkx(edges, members):
    graph = nx.Graph(edges)
    graph.add_nodes_from(NODES)
    found = ts.cooperation.group_centrality(network_of(edges), sorted(members))
    assert found.degree == pytest.approx(nx.group_degree_centrality(graph, members))
    if nx.is_connected(graph):
        assert found.closeness == pytest.approx(nx.group_closeness_centrality(graph, members))
    between = 0.0
    for a, b in combinations(sorted(set(NODES) - members), 2):
        paths = list(nx.all_shortest_paths(graph, a, b)) if nx.has_path(graph, a, b) else []
        between += sum(bool(members & set(path)) for path in paths) / len(paths) if paths else 0
    assert found.betweenness == pytest.approx(between)


@settings(max_examples=30, deadline=None)
@given(edges_of)
def test_robustness_by_removing_one_by_one(edges):
    graph = nx.Graph(edges)
    graph.add_nodes_from(NODES)
    found = ts.cooperation.robustness(network_of(edges), recalculated=True)
    for step, node in enumerate(found["node"][1:], 1):
        assert node == max(sorted(graph), key=lambda v: graph.degree(v))
        graph.remove_node(node)
        assert found["largest"][step] == max((len(c) for c in nx.connected_components(graph)), default=0)


@settings(deadline=None)
@given(entries_of)
def test_two_mode_measures_agree_with_networkx(entries):
    rows, columns = list("abcdef"), list("stuvw")
    graph = nx.Graph(entries)
    graph.add_nodes_from(rows + columns)
    two = ts.TwoMode.from_edges([r for r, _ in entries], [c for _, c in entries], rows=rows, columns=columns)
    bipartite = nx.algorithms.bipartite
    for measure in ("degree", "closeness", "betweenness"):
        wanted = getattr(bipartite, f"{measure}_centrality")(graph, rows)
        np.testing.assert_allclose(getattr(ts.twomode, measure)(two)[measure], [wanted[v] for v in rows + columns], atol=1e-9)
    for kind in ("dot", "min", "max"):
        wanted = bipartite.latapy_clustering(graph, mode=kind)
        np.testing.assert_allclose(ts.twomode.clustering(two, kind)["clustering"], [wanted[v] for v in rows + columns], atol=1e-9)
    for row in ts.twomode.redundancy(two):
        neighbours = list(graph[row["node"]])
        if len(neighbours) < 2:
            assert math.isnan(row["redundancy"])
        else:
            linked = sum(len(set(graph[a]) & set(graph[b])) > 1 for a, b in combinations(neighbours, 2))
            assert row["redundancy"] == pytest.approx(linked / math.comb(len(neighbours), 2))
    value = ts.twomode.robins_alexander(two)
    assert math.isnan(value) or value == pytest.approx(bipartite.robins_alexander_clustering(graph))


@settings(deadline=None)
@given(entries_of)
def test_opsahl_agrees_with_a_walk_over_paths(entries):
    rows, columns = list("abcdef"), list("stuvw")
    there = set(entries)
    two = ts.TwoMode.from_edges([r for r, _ in entries], [c for _, c in entries], rows=rows, columns=columns)
    for row in ts.twomode.opsahl_clustering(two):
        v, paths, closed = row["node"], 0, 0
        for a, b in combinations([r for r in rows if r != v], 2):
            for p, q in permutations(columns, 2):
                if {(a, p), (v, p), (v, q), (b, q)} <= there:
                    paths += 1
                    closed += any((a, r) in there and (b, r) in there for r in columns if r not in (p, q))
        assert (row["paths"], row["closed"]) == (paths, closed)


def test_what_is_lost_without_the_one_in_the_middle():
    members = {"p": "ahb", "q": "chd", "r": "ab"}
    two = ts.TwoMode.from_edges([v for m in members.values() for v in m], [p for p, m in members.items() for _ in m])
    found = {row["measure"]: row for row in ts.cooperation.without(two.project(), "h", baseline=20, seed=1)}
    assert (found["components"]["before"], found["components"]["after"]) == (1, 2)
    assert found["activities"]["lost"] == 0
    assert 1 / 21 <= found["components"]["random_p"] <= 1
    with pytest.raises(ts.NotFound):
        ts.cooperation.without(two.project(), "z")
    with pytest.raises(ts.InvalidArgument, match="made from edges"):
        ts.cooperation.without(network_of([("a", "b")]), "a", mode="vanish")


def store_of():
    batch = ts.Batch(source="test")
    for town in "ABC":
        batch.add_territory(f"commune:{town}", town)
    for name, town in {"a": "A", "b": "B", "c": "C", "h": "A"}.items():
        batch.add_organisation(f"o:{name}", name, territory=f"commune:{town}")
    batch.add_partnership("p:1", "One", ["o:a", "o:b"], lead="o:h", amount=100)
    batch.add_partnership("p:2", "Two", ["o:h"], lead="o:c", amount=50)
    store = ts.open()
    store.apply(batch)
    return store


def test_what_territories_lose():
    lost = {mode: {row["measure"]: row["lost"] for row in ts.cooperation.without(store_of(), "o:h", mode, 0, level="commune")}
            for mode in ("survive", "vanish")}
    assert (lost["survive"]["territory_pairs"], lost["vanish"]["territory_pairs"]) == (1, 2)
    assert (lost["survive"]["activities"], lost["vanish"]["activities"]) == (1, 2)
    assert (lost["survive"]["amount"], lost["vanish"]["amount"]) == (50, 150)


def test_what_is_unknown_is_not_lost():
    batch = ts.Batch(source="test")
    batch.add_territory("commune:A", "A")
    for name in "abc":
        batch.add_organisation(f"o:{name}", name, territory="commune:A")
    batch.add_partnership("p:1", "One", ["o:a", "o:b", "o:c"])
    batch.add_partnership("p:2", "Two", ["o:a", "o:b"])
    store = ts.open()
    store.apply(batch)
    unknown = ts.cooperation.without(store, "o:a", baseline=5, level="commune")
    for row in unknown:
        if row["measure"] in ("amount", "coverage"):
            assert all(math.isnan(value) for name, value in row.items() if name != "measure")
    assert "amount unknown" in unknown.note and "coverage unknown" in unknown.note
    batch = ts.Batch(source="test")
    batch.add_partnership("p:3", "Three", ["o:a", "o:b"], amount=20)
    store.apply(batch)
    some = ts.cooperation.without(store, "o:a", baseline=0)
    assert {row["measure"]: row["lost"] for row in some}["amount"] == 20
    assert "amounts of 1 of 3 activities" in some.note and "amount unknown" not in some.note


def test_empty_networks():
    none = ts.Network.from_edges([], [])
    assert len(ts.cooperation.brokerage(none, [])) == 0
    assert math.isnan(ts.cooperation.fragmentation(none).efficiency)
    assert len(ts.cooperation.robustness(none)) == 1
    with pytest.raises(ts.InvalidArgument):
        ts.cooperation.key_players(none, 1)
    assert len(ts.twomode.degree(ts.TwoMode.from_edges([], []))) == 0
    assert math.isnan(ts.twomode.robins_alexander(ts.TwoMode.from_edges([], [])))
