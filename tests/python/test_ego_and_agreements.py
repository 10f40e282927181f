"""Honest brokers, constraint over all, dependency, agreements and closure, against plain definitions."""

import json
import math
from itertools import combinations, permutations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "cooperation"
NODES = list("abcdef")
ties = st.lists(st.sampled_from(list(combinations(NODES, 2))), unique=True, max_size=12)
arcs = st.lists(st.sampled_from(list(permutations(NODES, 2))), unique=True, max_size=20)


def net_of(pairs, nodes=NODES, directed=False, weights=None):
    return ts.Network.from_edges([a for a, _ in pairs], [b for _, b in pairs], weights, nodes=nodes, directed=directed)


@settings(max_examples=40, deadline=None)
@given(arcs, st.booleans())
def test_honest_brokers(pairs, directed):
    there = set(pairs) if directed else set(pairs) | {(b, a) for a, b in pairs}
    for row in ts.cooperation.honest_broker(net_of(pairs, directed=directed)):
        contacts = [x for x in NODES if (row["node"], x) in there or (x, row["node"]) in there]
        kinds = [((a, b) in there) + ((b, a) in there) for a, b in combinations(contacts, 2)]
        assert (row["pairs"], row["hbi0"], row["hbi1"], row["hbi2"]) == (len(kinds), *(kinds.count(k) for k in (0, 1, 2)))


@settings(max_examples=40, deadline=None)
@given(arcs, st.booleans(), st.lists(st.integers(1, 5), min_size=20, max_size=20))
def test_constraint_of_both_kinds(pairs, directed, weights):
    pairs = pairs if directed else list({tuple(sorted(pair)) for pair in pairs})
    net = net_of(pairs, directed=directed, weights=weights[:len(pairs)])
    direct = ts.cooperation.constraint(net)["constraint"]
    np.testing.assert_allclose(direct, ts.graph.constraint(net)["constraint"], atol=1e-12)
    a = np.zeros((6, 6))
    for (x, y), w in zip(pairs, weights, strict=False):
        a[NODES.index(x), NODES.index(y)] += w
    a = a + a.T
    with np.errstate(invalid="ignore", divide="ignore"):
        p = a / a.sum(axis=1, keepdims=True)
    expected = [math.nan if not a[i].any() else sum((p[i, j] + sum(p[i, q] * p[q, j] for q in range(6) if a[i, q] and q != j)) ** 2
                                                    for j in range(6) if j != i) for i in range(6)]
    np.testing.assert_allclose(ts.cooperation.constraint(net, "all")["constraint"], expected, atol=1e-12)


@pytest.mark.parametrize("name", ["burt_florentine", "burt_borgatti_holes", "burt_borgatti_holes_weighted"])
def test_reference_values_of_constraint(name):
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"skipped: {name} is not beside the project")
    case = json.loads(path.read_text(encoding="utf-8"))
    edges = case["input"]["edges_1based"]
    net = ts.Network.from_edges([str(e[0]) for e in edges], [str(e[1]) for e in edges], [float(e[2]) if len(e) > 2 else 1.0 for e in edges],
                                nodes=[str(i + 1) for i in range(case["input"]["n"])])
    for alters, output in (("direct", "constraint"), ("all", "constraint_all_alters")):
        wanted = [math.nan if v is None else v for v in case["output"][output]]
        np.testing.assert_allclose(ts.cooperation.constraint(net, alters)["constraint"], wanted, atol=1e-9)


def closures_of(earlier, later, actor):
    """Pair by pair."""
    old, new = ({frozenset(pair) for pair in pairs} for pairs in (earlier, later))
    pairs, formed = dict.fromkeys(("through", "other", "none"), 0), dict.fromkeys(("through", "other", "none"), 0)
    for a, b in combinations([n for n in NODES if n != actor], 2):
        if frozenset((a, b)) in old:
            continue
        common = [v for v in NODES if {frozenset((a, v)), frozenset((b, v))} <= old]
        kind = "through" if actor in common else "other" if common else "none"
        pairs[kind] += 1
        formed[kind] += frozenset((a, b)) in new
    return pairs, formed


@settings(max_examples=60, deadline=None)
@given(ties, ties)
def test_closure_pair_by_pair(earlier, later):
    row = ts.temporal.closure_through([net_of(earlier), net_of(later)], "a")[0]
    pairs, formed = closures_of(earlier, later, "a")
    for kind in pairs:
        assert (row[f"{kind}_pairs"], row[f"{kind}_formed"]) == (pairs[kind], formed[kind])


@settings(max_examples=40, deadline=None)
@given(st.lists(ties, min_size=2, max_size=4), st.sets(st.sampled_from(NODES)))
def test_before_and_after_an_agreement(waves, members):
    nets = {2018 + k: net_of(pairs) for k, pairs in enumerate(waves)}
    rows = {row["pairs"]: row for row in ts.temporal.before_after(nets, members, 2019)}
    for kind, inside in (("members", 2), ("one", 1), ("none", 0)):
        possible = [pair for pair in combinations(NODES, 2) if sum(n in members for n in pair) == inside]
        share = [sum(pair in set(pairs) for pair in possible) / len(possible) if possible else math.nan for pairs in waves]
        assert rows[kind]["before"] == pytest.approx(share[0], nan_ok=True)
        assert rows[kind]["after"] == pytest.approx(np.mean(share[1:]), nan_ok=True)
        assert rows[kind]["possible"] == len(possible)
    none = ts.temporal.before_after(nets, members, 2000)
    assert np.isnan(none["before"]).all()
    with pytest.raises(ts.InvalidArgument, match="'first'"):
        ts.temporal.before_after({"first": net_of([])}, [], 2000)


@settings(max_examples=30, deadline=None)
@given(st.lists(ties, min_size=1, max_size=4))
def test_ages_of_ties(waves):
    rows = {(row["a"], row["b"]): row for row in ts.temporal.ages([net_of(pairs) for pairs in waves])}
    assert set(rows) == set().union(*map(set, waves))
    for pair, row in rows.items():
        there = [k for k, pairs in enumerate(waves) if pair in pairs]
        assert (row["first"], row["last"], row["periods"]) == (str(there[0]), str(there[-1]), len(there))
        assert (row["age"], row["silent"]) == (len(waves) - 1 - there[0], len(waves) - 1 - there[-1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("rst"), st.integers(0, 9)), max_size=12))
def test_dependency(grants):
    found = ts.equity.dependency([a for a, _, _ in grants], [b for _, b, _ in grants], [w for *_, w in grants])
    assert found["recipient"].tolist() == list(dict.fromkeys(a for a, _, _ in grants))
    for row in found:
        sums = {}
        for a, b, w in grants:
            if a == row["recipient"] and w:
                sums[b] = sums.get(b, 0) + w
        total = sum(sums.values())
        assert (row["amount"], row["funders"]) == (total, len(sums))
        if total:
            assert sums[row["largest"]] == max(sums.values()) and row["share"] == pytest.approx(max(sums.values()) / total)
            assert row["hhi"] == pytest.approx(sum((w / total) ** 2 for w in sums.values()))
        else:
            assert math.isnan(row["share"]) and row["largest"] == ""
    with pytest.raises(ts.InvalidArgument):
        ts.equity.dependency(["a"], ["b", "c"], [1])


def test_spectral_segregation_of_a_large_piece_agrees_with_the_small_way():
    graph = nx.random_regular_graph(4, 520, seed=2)
    graph.remove_edges_from(list(graph.edges)[::25])
    nodes = [str(i) for i in range(520)]
    net = ts.Network.from_edges([str(a) for a, _ in graph.edges], [str(b) for _, b in graph.edges], nodes=nodes)
    value = ts.cooperation.spectral_segregation(net, ["x"] * 510 + ["y"] * 10)["segregation"]
    within = nx.to_numpy_array(graph, nodelist=range(520))
    degree = within.sum(axis=1)
    part = nx.connected_components(graph.subgraph(range(510)))
    piece = sorted(max(part, key=len))
    matrix = within[np.ix_(piece, piece)] / np.sqrt(np.outer(degree[piece], degree[piece]))
    values, vectors = np.linalg.eigh(matrix)
    vector = np.abs(vectors[:, -1]) / np.sqrt(degree[piece])
    assert len(piece) > 500
    np.testing.assert_allclose(value[piece], values[-1] * vector / vector.mean(), atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(arcs, st.booleans(), st.integers(0, 5))
def test_random_networks_keep_what_they_say(pairs, directed, seed):
    pairs = pairs if directed else list({tuple(sorted(pair)) for pair in pairs})
    net = net_of(pairs, directed=directed, weights=[float(k + 1) for k in range(len(pairs))])
    for null in ("edges", "degree"):
        drawn = ts.inference.random_network(net, null, seed)
        assert drawn.ids == net.ids and drawn.size == len(pairs) and drawn.is_directed == directed
        assert sorted(drawn.edges["weight"]) == sorted(net.edges["weight"])
        assert all(row["source"] != row["target"] for row in drawn.edges)
        assert drawn.edges.to_dict() == ts.inference.random_network(net, null, seed).edges.to_dict()
        could = (permutations if directed else combinations)(NODES, 2)
        could = [pair for pair in could if pair[0] != "a" and pair[1] != "a"] + pairs
        inside = ts.inference.random_network(net, null, seed, eligible=could)
        assert {(row["source"], row["target"]) for row in inside.edges} <= set(could)
    for mode in ("in", "out"):
        assert (ts.graph.degree(ts.inference.random_network(net, seed=seed), mode=mode)["degree"]
                == ts.graph.degree(net, mode=mode)["degree"]).all()


def test_all_networks_of_the_same_degrees_come_up():
    seen = {tuple(sorted(map(tuple, zip(*ts.inference.random_network(net_of([("a", "b"), ("c", "d")], list("abcd")), seed=k).edges
                                        .to_dict().values(), strict=True)))) for k in range(40)}
    assert len(seen) == 3
    with pytest.raises(ts.InvalidArgument, match="opportunity set"):
        ts.inference.random_network(net_of([("a", "b")]), "edges", eligible=[])
    with pytest.raises(ts.InvalidArgument):
        ts.inference.random_network(net_of([]), "labels")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sets(st.sampled_from(NODES), min_size=1), max_size=6), st.integers(0, 3))
def test_random_two_mode_networks_keep_both_degrees(sets, seed):
    two = ts.TwoMode.from_edges([row for s in sets for row in sorted(s)], [f"p{i}" for i, s in enumerate(sets) for _ in s], rows=NODES,
                                columns=[f"p{i}" for i in range(len(sets))])
    drawn = ts.inference.random_two_mode(two, seed)
    assert ts.twomode.degree(drawn)["ties"].tolist() == ts.twomode.degree(two)["ties"].tolist()
    assert len(drawn.project(projection="newman")) == len(NODES)


@settings(max_examples=20, deadline=None)
@given(ties, st.lists(st.sampled_from("xy"), min_size=6, max_size=6))
def test_labels_within_strata(edges, group):
    net, strata = net_of(edges), ["p", "p", "p", "q", "q", ""]
    found = ts.cooperation.e_i_index(net, group, permutations=400, strata=strata, seed=1)
    values = []
    for first in set(permutations(group[:3])):
        for second in set(permutations(group[3:5])):
            labels = dict(zip(NODES, [*first, *second, group[5]], strict=True))
            inside = sum(labels[a] == labels[b] for a, b in edges)
            values.append((len(edges) - 2 * inside) / len(edges) if edges else math.nan)
    if edges:
        assert found.expected == pytest.approx(np.mean(values), abs=5 * np.std(values) / 20 + 1e-9)
        assert min(values) - 1e-9 <= found.expected <= max(values) + 1e-9
    with pytest.raises(ts.InvalidArgument, match="strata"):
        ts.cooperation.e_i_index(net, group, strata=strata)
    each = ts.cooperation.brokerage_totals(net, group, null="labels", permutations=30, strata=NODES)
    assert each["sd"].tolist() == [0] * 6 and each["expected"].tolist() == each["count"].tolist()
    with pytest.raises(ts.InvalidArgument, match="strata"):
        ts.cooperation.brokerage_totals(net, group, null="edges", strata=strata)
