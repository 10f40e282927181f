"""Layers, coverage, rates, cores, segregation and files for other programs, against plain definitions."""

import csv
import json
import math
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

NODES = list("abcdef")
ties = st.lists(st.sampled_from(list(combinations(NODES, 2))), unique=True, max_size=12)
arcs = st.lists(st.sampled_from(list(permutations(NODES, 2))), unique=True, max_size=20)
labels = st.lists(st.sampled_from("xyz"), min_size=6, max_size=6)


def net_of(pairs, nodes=NODES, directed=False, weights=None):
    return ts.Network.from_edges([a for a, _ in pairs], [b for _, b in pairs], weights, nodes=nodes, directed=directed)


@settings(max_examples=40, deadline=None)
@given(st.lists(ties, min_size=1, max_size=3))
def test_layers_agree_with_their_definitions(given_ties):
    nets = {f"l{k}": net_of(pairs) for k, pairs in enumerate(given_ties)}
    table = ts.multiplex.participation(nets)
    for row in table:
        degrees = [sum(row["node"] in pair for pair in pairs) for pairs in given_ties]
        total, many = sum(degrees), len(degrees)
        assert row["overlapping"] == total
        if total == 0:
            assert math.isnan(row["participation"]) and math.isnan(row["entropy"])
            continue
        assert row["entropy"] == pytest.approx(-sum(k / total * math.log(k / total) for k in degrees if k), abs=1e-12)
        if many > 1:
            assert row["participation"] == pytest.approx(many / (many - 1) * (1 - sum((k / total) ** 2 for k in degrees)), abs=1e-12)
    found = ts.multiplex.layers(nets)
    for row in found:
        a, b = (set(given_ties[int(row[side][1:])]) for side in "ab")
        assert row["shared"] == len(a & b)
        assert row["jaccard"] == pytest.approx(len(a & b) / len(a | b) if a | b else math.nan, nan_ok=True)
        assert row["conditional"] == pytest.approx(len(a & b) / len(b) if b else math.nan, nan_ok=True)
    assert found.edges == len(set().union(*map(set, given_ties)))


def test_layers_of_different_nodes_and_none():
    table = ts.multiplex.participation([net_of([("a", "b")], nodes=["a", "b"]), net_of([("c", "b")], nodes=["c", "b"], directed=True)])
    assert table["node"].tolist() == ["a", "b", "c"] and table["overlapping"].tolist() == [1, 2, 1]
    with pytest.raises(ts.InvalidArgument):
        ts.multiplex.layers([])


def covered_store():
    batch = ts.Batch(source="test")
    for name, people in {"A": 1000, "B": 2000, "C": 500, "D": None}.items():
        batch.add_territory(f"commune:{name}", name, **({} if people is None else {"population": people}))
    for name, town in {"a": "A", "b": "B", "c": "B"}.items():
        batch.add_organisation(f"o:{name}", name, territory=f"commune:{town}")
    batch.add_partnership("p:1", "One", ["o:a", "o:b", "o:c"], amount=300)
    batch.add_partnership("p:2", "Two", ["o:b", "o:c"])
    store = ts.open()
    store.apply(batch)
    return store


def test_coverage():
    found = ts.equity.coverage(covered_store(), "commune")
    rows = {row["id"]: row for row in found}
    assert found.eligible == 4 and found.share == found.linked_share == 0.5
    assert found.population_share == pytest.approx(3000 / 3500)
    assert (rows["commune:B"]["partnerships"], rows["commune:B"]["partners"], rows["commune:B"]["amount"]) == (2, 1, 200)
    assert rows["commune:A"]["amount_per_head"] == pytest.approx(0.1) and rows["commune:C"]["per_1000"] == 0
    assert math.isnan(rows["commune:D"]["population"]) and rows["commune:D"]["covered"] == 0
    assert ts.equity.coverage(covered_store(), "commune", least=2).share == 0.25
    some = ts.equity.coverage(covered_store(), "commune", eligible=["commune:A", "commune:C"])
    assert some.share == 0.5 and "1 others" in some.note
    for options, error in (({"eligible": ["commune:Z"]}, ts.NotFound), ({"least": 0}, ts.InvalidArgument)):
        with pytest.raises(error):
            ts.equity.coverage(covered_store(), "commune", **options)
    with pytest.raises(ts.NotFound):
        ts.equity.coverage(covered_store(), "qpv")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5000)), min_size=1, max_size=8))
def test_rates_are_drawn_towards_the_common_one(rows):
    counts, people = [c for c, _ in rows], [n for _, n in rows]
    found = ts.equity.rates(counts, people, per=1)
    common = sum(counts) / sum(people)
    for row in found:
        assert row["low"] <= common + 1e-12 and row["high"] >= common - 1e-12
        assert min(row["rate"], common) - 1e-9 <= row["smoothed"] <= max(row["rate"], common) + 1e-9
    assert ts.equity.rates(counts, [math.nan] * len(rows))["rate"].size == len(rows)
    with pytest.raises(ts.InvalidArgument):
        ts.equity.rates([1], [0])


def correlation(core, edges, pattern):
    cells = []
    for pair in combinations(NODES, 2):
        inside = sum(node in core for node in pair)
        if pattern == "apart" and inside == 1:
            continue
        cells.append((pair in edges, inside == 2 if pattern in ("both", "apart") else inside > 0))
    x, y = np.array(cells, float).T if cells else (np.zeros(1), np.zeros(1))
    return np.corrcoef(x, y)[0, 1] if x.std() > 0 and y.std() > 0 else math.nan


@settings(max_examples=25, deadline=None)
@given(ties, st.sampled_from(["either", "both", "apart"]))
def test_the_best_core_of_all(edges, pattern):
    every = {core: correlation(core, set(edges), pattern) for k in range(7) for core in combinations(NODES, k)}
    known = [value for value in every.values() if not math.isnan(value)]
    found = ts.cooperation.core_periphery(net_of(edges), pattern)
    assert found.exhaustive and found.correlation == pytest.approx(max(known) if known else math.nan, nan_ok=True)
    if known:
        best = {core for core, value in every.items() if value >= max(known) - 1e-12}
        assert {tuple(core) for core in found.optima} == best
        searched = ts.cooperation.core_periphery(net_of(edges), pattern, exhaustive_below=0)
        assert every[tuple(searched.optima[0])] == pytest.approx(searched.correlation)
    else:
        assert not found.optima


@settings(max_examples=40, deadline=None)
@given(arcs, labels, st.booleans())
def test_densities_and_mixing_indices(pairs, group, directed):
    edges = pairs if directed else list({tuple(sorted(pair)) for pair in pairs})
    net = net_of(edges, directed=directed)
    of = dict(zip(NODES, group, strict=True))
    for row in ts.cooperation.densities(net, group):
        a, b = row["a"], row["b"]
        places = [p for p in permutations(NODES, 2) if (of[p[0]], of[p[1]]) == (a, b)]
        if not directed:
            places = {tuple(sorted(p)) for p in places}
        assert row["possible"] == len(places)
        assert row["ties"] == sum(tuple(p) in set(edges) for p in places)
        assert row["error"] == min(row["ties"], row["possible"] - row["ties"])
    graph = nx.DiGraph(edges) if directed else nx.Graph(edges)
    graph.add_nodes_from(NODES)
    nx.set_node_attributes(graph, of, "g")
    ours = ts.cooperation.assortativity(net, group)
    if edges and len({of[end] for pair in edges for end in pair}) > 1 and not math.isnan(ours):
        assert ours == pytest.approx(nx.attribute_assortativity_coefficient(graph, "g"), abs=1e-9)
        assert ours == pytest.approx(ts.graph.assortativity(net, group), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(arcs, st.booleans(), st.lists(st.floats(0.001, 9, allow_subnormal=False), min_size=20, max_size=20))
def test_waves_come_back_as_they_went(tmp_path_factory, pairs, directed, weights):
    folder = tmp_path_factory.mktemp("waves")
    names = {node: f"{node} é;\"\n=" for node in NODES}
    first = net_of([(names[a], names[b]) for a, b in pairs], list(names.values()), directed, weights[:len(pairs)])
    second = net_of([(names["a"], names["b"])], [names[n] for n in "bac"], directed)
    for write in (ts.inference.write_statnet, ts.inference.write_siena):
        write({"2019": first, "2020": second}, folder)
        back = ts.inference.read_waves(folder)
        for wave, net in (("2019", first), ("2020", second)):
            assert back[wave].ids == net.ids and back[wave].is_directed == directed
            assert back[wave].edges.to_dict() == net.edges.to_dict()


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_dyads_covariates_and_structural_zeros(tmp_path):
    before, after = net_of([("a", "b")], list("abc")), net_of([("b", "c")], list("bcd"))
    kin = ("kin", {("a", "b"): 2.5})
    ts.inference.write_statnet(before, tmp_path / "s", [kin], eligible=[("a", "b"), ("a", "c")])
    assert read(tmp_path / "s" / "dyads.csv") == [["wave", "a", "b", "weight", "kin"], ["1", "a", "b", "1", "2.5"], ["1", "a", "c", "0", "0"]]
    ts.inference.write_siena([before, after], tmp_path / "r", [kin], structural_zeros=[("a", "b"), ("b", "c"), ("b", "d")])
    assert read(tmp_path / "r" / "wave1.csv") == [["0", "1", "10", "10"], ["1", "0", "0", "10"], ["10", "0", "0", "10"], ["10"] * 3 + ["0"]]
    assert read(tmp_path / "r" / "wave2.csv")[1] == ["10", "0", "1", "0"]
    assert read(tmp_path / "r" / "covariate_kin.csv")[0][:2] == ["0", "2.5"]
    assert "sienaDependent" in (tmp_path / "r" / "read.R").read_text(encoding="utf-8")
    with pytest.raises(ts.InvalidArgument, match="two waves"):
        ts.inference.write_siena([before], tmp_path / "x")
    with pytest.raises(ts.InvalidData):
        ts.inference.read_waves(tmp_path)
    with pytest.raises(ts.InvalidArgument):
        ts.inference.write_statnet([], tmp_path)


def test_events_for_goldfish(tmp_path):
    waves = {2019: net_of([("a", "b"), ("b", "c")], list("abc")), 2020: net_of([("a", "b")], list("abc"))}
    ts.inference.write_goldfish(waves, tmp_path)
    assert read(tmp_path / "events.csv")[1:] == [["2019", "a", "b", "1"], ["2019", "b", "c", "1"], ["2020", "b", "c", "-1"]]
    assert json.loads((tmp_path / "about.json").read_text(encoding="utf-8"))["directed"] is False
    ts.inference.write_goldfish([("x", "y", 3.5), ("y", "z", 1)], tmp_path)
    assert read(tmp_path / "events.csv")[1:] == [["1", "y", "z", "1"], ["3.5", "x", "y", "1"]]
    with pytest.raises(ts.InvalidArgument, match="'z'"):
        ts.inference.write_goldfish([("x", "z", 1)], tmp_path, nodes={"id": ["x", "y"], "size": [1, 2]})


def test_missing_says_who_touches_and_what_is_in_common():
    net = net_of([("a", "b"), ("b", "c"), ("c", "d")], list("abcd"))
    found = ts.cooperation.missing(net, expected="affinity", touching=[("c", "a"), ("x", "a")])
    rows = {(row["a"], row["b"]): row for row in found}
    assert (rows["a", "c"]["touch"], rows["a", "c"]["common"]) == (1, 1)
    assert (rows["a", "d"]["touch"], rows["a", "d"]["common"]) == (0, 0)
    assert "neighbours" in rows["a", "c"]["reason"] and "the pairs given" in found.note
    density = ts.cooperation.density(net, [("a", "b"), ("a", "c")])
    assert (density.value, density.left_out) == (0.5, 2)
    assert math.isnan(ts.cooperation.density(net_of([], ["a"])).value)


def test_the_degree_null_keeps_degrees():
    random = np.random.default_rng(4)
    nodes = [str(i) for i in range(30)]
    for directed in (False, True):
        pairs = [(a, b) for a, b in (permutations if directed else combinations)(nodes, 2) if random.random() < 0.15]
        net = net_of(pairs, nodes, directed)
        group = ["x" if int(node) % 3 else "y" for node in nodes]
        found = ts.cooperation.brokerage_totals(net, group, null="degree", permutations=200, seed=1)
        again = ts.cooperation.brokerage_totals(net, group, null="degree", permutations=200, seed=1, threads=1)
        assert repr(found.to_dict()) == repr(again.to_dict())
        # with all degrees kept, open and closed paths of two are as many in every draw: only closure varies
        paths = sum(sum(1 for p in pairs if p[1] == v) * sum(1 for p in pairs if p[0] == v) for v in nodes) if directed else None
        assert found["sd"][5] > 0 and (paths is None or found["expected"][5] < paths)
    star = net_of([("a", b) for b in "bcde"], list("abcde"))
    fixed = ts.cooperation.brokerage_totals(star, list("xxxyy"), null="degree", permutations=20)
    assert fixed["sd"].tolist() == [0] * 6 and fixed["expected"].tolist() == fixed["count"].tolist()


def test_loss_with_a_store_looks_at_those_who_take_part():
    store = covered_store()
    batch = ts.Batch(source="test")
    for i in range(5):
        batch.add_organisation(f"o:idle{i}", "Idle")
    store.apply(batch)
    found = {row["measure"]: row for row in ts.cooperation.without(store, "o:b", baseline=0)}
    assert (found["components"]["before"], found["largest"]["before"]) == (1, 3)
    with pytest.raises(ts.NotFound):
        ts.cooperation.without(store, "o:idle0")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcde"), min_size=1), min_size=1, max_size=5))
def test_resource_allocation_and_avoidance(sets):
    two = ts.TwoMode.from_edges([row for s in sets for row in sorted(s)], [f"p{i}" for i, s in enumerate(sets) for _ in s], rows=list("abcde"))
    matrix = ts.twomode.resource_allocation(two).to_scipy().toarray()
    own = {row: sum(row in s for s in sets) for row in "abcde"}
    for i, b in enumerate("abcde"):
        for j, a in enumerate("abcde"):
            wanted = sum(1 / len(s) for s in sets if a in s and b in s) / own[b] if own[b] else 0
            assert matrix[i, j] == pytest.approx(wanted)
    scores = [(own[a] - both) * (own[b] - both) for a, b in combinations("abcde", 2)
              for both in [sum(a in s and b in s for s in sets)]]
    assert ts.twomode.c_score(two, normalized=False) == pytest.approx(sum(scores) / len(scores))


def test_nulls_draw_in_the_opportunity_set():
    nodes = [str(i) for i in range(12)]
    could = [(a, b) for a, b in combinations(nodes, 2) if (int(a) + int(b)) % 2]  # two sides
    random = np.random.default_rng(5)
    net = net_of([pair for pair in could if random.random() < 0.4], nodes)
    group = ["x" if int(node) % 2 else "y" for node in nodes]
    for null in ("edges", "degree"):
        found = ts.cooperation.brokerage_totals(net, group, null=null, permutations=50, eligible=could)
        totals = {row["role"]: row for row in found}
        # between two sides every open pair is one of the same side, with a broker of the other
        assert totals["itinerant"]["expected"] == totals["total"]["expected"] and totals["itinerant"]["sd"] == totals["total"]["sd"]
        anywhere = ts.cooperation.brokerage_totals(net, group, null=null, permutations=50)
        assert anywhere["expected"][1] < anywhere["expected"][5]
    for options in ({"null": "labels"}, {"null": "analytic"}, {"null": "edges", "eligible": could[:2]}):
        with pytest.raises(ts.InvalidArgument, match="opportunity set"):
            ts.cooperation.brokerage(net, group, **({"eligible": could} | options))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcde"), min_size=1), min_size=1, max_size=6), st.sampled_from(["svn", "sdsm"]),
       st.sampled_from(["bonferroni", "fdr", None]), st.sets(st.sampled_from(list(combinations("abcde", 2))), min_size=1))
def test_validated_links_of_the_opportunity_set(sets, method, correction, could):
    two = ts.TwoMode.from_edges([row for s in sets for row in sorted(s)], [f"p{i}" for i, s in enumerate(sets) for _ in s], rows=list("abcde"))
    whole = {(row["a"], row["b"]): row for row in ts.cooperation.backbone(two, method, every_pair=True).pairs}
    found = ts.cooperation.backbone(two, method, 0.3, correction, every_pair=True, eligible=sorted(could))
    assert {(row["a"], row["b"]) for row in found.pairs} == set(could)
    values = sorted(whole[pair]["p_over"] for pair in could)
    tests = len(could)
    if correction == "bonferroni":
        limit = 0.3 / tests
    elif correction == "fdr":
        limit = max([0.3 * (k + 1) / tests for k, p in enumerate(values) if p <= 0.3 * (k + 1) / tests], default=0)
    else:
        limit = 0.3
    for row in found.pairs:
        assert row["p_over"] == pytest.approx(whole[row["a"], row["b"]]["p_over"])
        if abs(row["p_over"] - limit) > 1e-9:
            assert (row["sign"] == 1) == (row["p_over"] <= limit)
    assert found.power["tests"].tolist() == [tests, tests]
    with pytest.raises(ts.InvalidArgument, match="opportunity set"):
        ts.cooperation.backbone(two, "fdsm", eligible=sorted(could))
