"""Communities against space and borders: definitions in plain Python, planted truth, bad input."""

import math
from itertools import combinations

import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

N = 7
NODES = [f"n{i}" for i in range(N)]
PAIRS = list(combinations(range(N), 2))
weights = st.lists(st.integers(0, 4), min_size=len(PAIRS), max_size=len(PAIRS))
places = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=N, max_size=N)


def network(values, nodes=NODES, directed=False):
    pairs = list(combinations(range(len(nodes)), 2))
    kept = [(a, b, w) for (a, b), w in zip(pairs, values, strict=True) if w]
    return ts.Network.from_edges([nodes[a] for a, _, _ in kept], [nodes[b] for _, b, _ in kept], [float(w) for *_, w in kept],
                                 nodes=nodes, directed=directed)


def distances(points):
    return np.array([[math.dist(p, q) for q in points] for p in points])


def expected_q(values, sizes, km, edges, groups, resolution=1.0):
    """The definition, pair by pair."""
    def bin_of(d):
        return max(0, min(sum(d >= edge for edge in edges) - 1, len(edges) - 2))
    seen, mass = [0.0] * (len(edges) - 1), [0.0] * (len(edges) - 1)
    for (i, j), w in zip(PAIRS, values, strict=True):
        seen[bin_of(km[i][j])] += w
        mass[bin_of(km[i][j])] += sizes[i] * sizes[j]
    total = sum(values)
    q = 0.0
    for (i, j), w in zip(PAIRS, values, strict=True):
        if groups[i] == groups[j]:
            k = bin_of(km[i][j])
            q += w - resolution * (sizes[i] * sizes[j] * seen[k] / mass[k] if mass[k] else 0)
    return q / total if total else math.nan


EDGES = [0.0, 8.0, 15.0, 60.0]


@settings(max_examples=40, deadline=None)
@given(weights, places, st.lists(st.integers(0, 5), min_size=N, max_size=N), st.lists(st.sampled_from("xyz"), min_size=N, max_size=N))
def test_spatial_modularity_agrees_with_its_definition(values, points, sizes, groups):
    km = distances(points)
    found = ts.cooperation.spatial_modularity(network(values), groups, sizes, EDGES, distance=km, resolution=1.3)
    assert found == pytest.approx(expected_q(values, sizes, km, EDGES, groups, 1.3), nan_ok=True, abs=1e-12)


def partitions(n):
    """All partitions of n things, as labels."""
    def grow(labels):
        if len(labels) == n:
            yield labels
            return
        for label in range(max(labels, default=-1) + 2):
            yield from grow([*labels, label])
    return grow([])


@settings(max_examples=12, deadline=None)
@given(weights, places)
def test_the_best_of_twenty_runs_is_the_best_of_all_partitions(values, points):
    net, km = network(values), distances(points)
    found = ts.cooperation.spatial_communities(net, bins=EDGES, distance=km)
    if sum(values) == 0:
        assert math.isnan(found.modularity)
        return
    sizes = [sum(w for pair, w in zip(PAIRS, values, strict=True) if i in pair) for i in range(N)]
    best = max(expected_q(values, sizes, km, EDGES, labels) for labels in partitions(N))
    assert found.modularity == pytest.approx(best, abs=1e-9)
    labels = [str(c) for c in found["community"]]
    assert ts.cooperation.spatial_modularity(net, labels, bins=EDGES, distance=km) == pytest.approx(best, abs=1e-9)


def planted(seed=0, side=6):
    """A grid of towns whose two halves cooperate beyond distance, with positions."""
    random = np.random.default_rng(seed)
    towns = [f"commune:{x}{y}" for x in range(side) for y in range(side)]
    at = [(2 + x / 20, 48 + y / 20) for x in range(side) for y in range(side)]
    batch = ts.Batch(source="test")
    batch.add_territory("departement:W", "West")
    batch.add_territory("departement:E", "East")
    for town, (lon, lat) in zip(towns, at, strict=True):
        side_of = "departement:W" if int(town[-2]) < side // 2 else "departement:E"
        batch.add_territory(town, town, parts_of=[side_of], lon=lon, lat=lat)
        batch.add_organisation(f"o:{town[-2:]}", town, territory=town)
    number = 0
    for a, b in combinations(range(len(towns)), 2):
        far = math.dist(at[a], at[b])
        same = (a // side < side // 2) == (b // side < side // 2)
        for _ in range(random.poisson(3 * math.exp(-12 * far) * (4 if same else 1))):
            batch.add_partnership(f"p:{number}", f"P {number}", [f"o:{towns[a][-2:]}", f"o:{towns[b][-2:]}"])
            number += 1
    store = ts.open()
    store.apply(batch)
    return store.cooperation("commune")


def test_planted_halves_are_found_beyond_distance_and_their_border_is_strong():
    coop = planted()
    found = ts.cooperation.spatial_communities(coop, bins=6)
    halves = coop.group("departement")
    assert ts.cooperation.compare(found["consensus"].tolist(), halves).ari > 0.6
    strength = ts.cooperation.border_strength(coop, "departement", null="space", bins=6, resolutions=[1.0])
    assert strength.at_borders > strength.elsewhere + 0.4
    assert len(strength.borders) == 1 and strength.borders["pairs"][0] == strength["border"].sum()
    neighbours = {frozenset((row["a"], row["b"])) for row in strength}
    assert frozenset(("commune:00", "commune:01")) in neighbours and frozenset(("commune:00", "commune:02")) not in neighbours
    levels = ts.cooperation.compare_levels(coop, found["consensus"].tolist(), ["departement"])
    assert levels["ari"][0] == pytest.approx(ts.cooperation.compare(found["consensus"].tolist(), halves).ari)


def test_outlines_say_who_touches():
    batch = ts.Batch(source="test")
    for k in range(3):  # three squares in a row
        batch.add_territory(f"commune:{k}", f"T{k}", lon=2 + k / 10, lat=48.0)
        x = 2 + k / 10
        batch.add_outline(f"commune:{k}", f"POLYGON (({x} 48, {x + 0.1} 48, {x + 0.1} 48.1, {x} 48.1, {x} 48))", 2024)
        batch.add_organisation(f"o:{k}", f"O{k}", territory=f"commune:{k}")
    batch.add_partnership("p:0", "P", ["o:0", "o:1"])
    store = ts.open()
    store.apply(batch)
    coop = store.cooperation("commune")
    found = ts.cooperation.border_strength(coop, ["x", "x", "y"], touching=store, runs=2)
    assert [(row["a"], row["b"], row["border"]) for row in found] == [("commune:0", "commune:1", 0), ("commune:1", "commune:2", 1)]
    missing = {(row["a"], row["b"]): row["touch"] for row in ts.cooperation.missing(coop, expected="affinity", touching=store)}
    assert missing == {("commune:0", "commune:2"): 0, ("commune:1", "commune:2"): 1}
    with pytest.raises(ts.NotFound, match="outlines"):
        ts.cooperation.border_strength(planted().subset(["commune:00"]), ["x"], touching=ts.open())


def test_threads_and_seeds():
    coop = planted(1)
    one = ts.cooperation.spatial_communities(coop, seed=3, threads=1)
    many = ts.cooperation.spatial_communities(coop, seed=3, threads=4)
    assert one.to_dict() == many.to_dict() and (one.partitions == many.partitions).all()
    runs = ts.cooperation.communities(coop, seed=3, runs=4)
    for r in range(4):
        alone = ts.graph.leiden(coop, seed=3 + r)["community"]
        assert (runs.partitions[r] == alone).all()
    strength = ts.cooperation.border_strength(coop, "departement", touching=[(coop.ids[0], coop.ids[1])], runs=4, seed=3,
                                              resolutions=[1.0])
    assert strength["strength"][0] == np.mean(runs.partitions[:, 0] != runs.partitions[:, 1])


@settings(max_examples=25, deadline=None)
@given(weights, places)
def test_residuals_of_a_bin_sum_to_nothing_and_eligible_pairs_only_count(values, points):
    net, km = network(values), distances(points)
    rows = ts.cooperation.spatial_residuals(net, [1] * N, EDGES, distance=km)
    assert len(rows) == len(PAIRS) and rows["residual"].sum() == pytest.approx(0, abs=1e-9)
    could = [(NODES[a], NODES[b]) for a, b in PAIRS if (a + b) % 2]
    some = ts.cooperation.spatial_residuals(net, [1] * N, EDGES, distance=km, eligible=could)
    assert [(row["a"], row["b"]) for row in some] == could


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=9, unique=True))
def test_neighbours_by_position(points):
    batch = ts.Batch(source="test")
    for i, (x, y) in enumerate(points):
        batch.add_territory(f"commune:{i}", f"T{i}", lon=2 + x / 1000, lat=y / 1000)
        batch.add_organisation(f"o:{i}", f"O{i}", territory=f"commune:{i}")
    store = ts.open()
    store.apply(batch)
    coop = store.cooperation("commune")
    found = ts.cooperation.border_strength(coop, [str(i) for i in range(len(coop))], runs=1)
    at = {id: p for id, p in zip([f"commune:{i}" for i in range(len(points))], points, strict=True)}
    expected = set()
    for a, b in combinations(coop.ids, 2):
        (ax, ay), (bx, by) = at[a], at[b]
        if not any((ax - x) * (bx - x) + (ay - y) * (by - y) < 0 for id, (x, y) in at.items() if id not in (a, b)):
            expected.add((a, b))
    right_angles = {(a, b) for a, b in combinations(coop.ids, 2)
                    if any((at[a][0] - x) * (at[b][0] - x) + (at[a][1] - y) * (at[b][1] - y) == 0
                           for id, (x, y) in at.items() if id not in (a, b))}
    pairs = {(row["a"], row["b"]) for row in found}
    assert pairs - right_angles == expected - right_angles  # rounding decides right angles


def test_consensus_of_runs_that_agree_and_of_none():
    net = ts.Network.from_edges(list("abcdef"), list("bcaefd"), nodes=list("abcdefg"))
    found = ts.cooperation.communities(net)
    assert found["consensus"].tolist() == found["community"].tolist() == [0, 0, 0, 1, 1, 1, 2]
    assert found["stability"].tolist() == [1.0] * 7 and found.agreement == 1.0
    empty = ts.cooperation.communities(ts.Network.from_edges([], [], nodes=["a"]))
    assert empty["consensus"].tolist() == [0] and math.isnan(empty.modularity)
    assert len(ts.cooperation.communities(ts.Network.from_edges([], []))) == 0


def test_what_is_refused():
    net = network([1] * len(PAIRS))
    with pytest.raises(ts.InvalidArgument, match="position"):
        ts.cooperation.spatial_communities(net)
    for options in ({"bins": [3, 1]}, {"bins": 0}, {"importance": [1, 2]}, {"importance": [-1] * N}, {"importance": "size"},
                    {"distance": np.zeros((2, 2))}, {"resolution": -1}, {"runs": 0}, {"resolution": math.nan}):
        with pytest.raises(ts.InvalidArgument):
            ts.cooperation.spatial_communities(net, **({"distance": np.ones((N, N))} | options))
    with pytest.raises(ts.InvalidArgument):
        ts.cooperation.border_strength(net, ["x"] * N, null="nothing")
    with pytest.raises(ts.InvalidArgument):
        ts.cooperation.communities(network([1, -1] + [0] * (len(PAIRS) - 2)))
    with pytest.raises(ts.InvalidArgument):
        ts.cooperation.communities(net, threshold=2)


@settings(max_examples=25, deadline=None)
@given(weights, places, st.lists(st.sampled_from("xyz"), min_size=N, max_size=N))
def test_directions_add_up_and_loops_are_left_out(values, points, groups):
    km = distances(points)
    arcs = [(NODES[b], NODES[a], w) if k % 2 else (NODES[a], NODES[b], w) for k, ((a, b), w) in enumerate(zip(PAIRS, values, strict=True)) if w]
    arcs.append((NODES[0], NODES[0], 5))
    one_way = ts.Network.from_edges([a for a, _, _ in arcs], [b for _, b, _ in arcs], [float(w) for *_, w in arcs], nodes=NODES,
                                    directed=True)
    both = network(values)
    options = {"bins": EDGES, "distance": km}
    assert ts.cooperation.spatial_modularity(one_way, groups, **options) == pytest.approx(
        ts.cooperation.spatial_modularity(both, groups, **options), nan_ok=True)
    assert ts.cooperation.spatial_communities(one_way, **options).modularity == pytest.approx(
        ts.cooperation.spatial_communities(both, **options).modularity, nan_ok=True)
    residuals = [ts.cooperation.spatial_residuals(net, **options)["residual"] for net in (one_way, both)]
    np.testing.assert_allclose(*residuals, atol=1e-12)


def test_nothing_to_compare():
    net = network([1] * len(PAIRS))
    found = ts.cooperation.border_strength(net, ["x"] * N, runs=1)  # no positions, so nobody touches
    assert len(found) == len(found.borders) == 0 and math.isnan(found.at_borders)
    none = ts.Network.from_edges([], [])
    assert len(ts.cooperation.border_strength(none, [])) == len(ts.cooperation.spatial_communities(none)) == 0
    assert len(ts.cooperation.spatial_residuals(none)) == 0 and len(ts.cooperation.compare_levels(none, [])) == 0
    groupless = ts.cooperation.border_strength(net, ["x"] * (N - 1) + [""], touching=[(NODES[0], NODES[-1])], runs=1)
    assert len(groupless) == 0
    assert math.isnan(ts.cooperation.spatial_modularity(none, []))
