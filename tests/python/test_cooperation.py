"""Cooperation matrices, openness, segregation, brokerage and comparison, against plain definitions and real data."""

import math
from itertools import combinations, permutations
from pathlib import Path

import networkx as nx
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

URBACT = Path(__file__).resolve().parents[3] / "shared" / "data" / "networks" / "urbact"

TOWNS = ["commune:A", "commune:B", "commune:C"]
partnerships = st.lists(st.tuples(st.sets(st.integers(0, 6), min_size=1), st.integers(0, 900)), max_size=6)


def seat(organisation):
    return TOWNS[organisation % 3]


def cooperation_of(partners):
    batch = ts.Batch(source="test")
    for town in TOWNS:
        batch.add_territory(town, town)
    for i in range(7):
        batch.add_organisation(f"o:{i}", f"Organisation {i}", territory=seat(i))
    for p, (members, amount) in enumerate(partners):
        names = [f"o:{i}" for i in sorted(members)]
        batch.add_partnership(f"p:{p}", f"Partnership {p}", names[1:], lead=names[0], amount=amount)
    store = ts.open()
    store.apply(batch)
    return store.cooperation("commune")


PAIR_WEIGHT = {
    "pairs": lambda n, amount: 1,
    "fractional": lambda n, amount: 2 / (n * (n - 1)),
    "newman": lambda n, amount: 1 / (n - 1),
    "hyperbolic": lambda n, amount: 1 / n,
    "amount": lambda n, amount: amount * 2 / (n * (n - 1)),
}


def expected_matrix(partners, counting):
    matrix = {}
    for members, amount in partners:
        cells = {}
        for i, j in combinations(sorted(members), 2):
            if counting == "lead" and i != min(members):
                continue
            weight = PAIR_WEIGHT.get(counting, lambda n, amount: 1)(len(members), amount)
            pair = frozenset((seat(i), seat(j)))
            cells[pair] = cells.get(pair, 0) + weight
        for pair, weight in cells.items():
            matrix[pair] = matrix.get(pair, 0) + (1 if counting == "full" else weight)
    return matrix


@pytest.mark.parametrize("counting", ["full", "lead", *PAIR_WEIGHT])
@settings(max_examples=20, deadline=None)
@given(partners=partnerships)
def test_matrices_agree_with_their_definition(counting, partners):
    table = ts.cooperation.matrix(cooperation_of(partners), counting)
    found = {frozenset((row["a"], row["b"])): row["weight"] for row in table if row["weight"]}
    expected = {pair: weight for pair, weight in expected_matrix(partners, counting).items() if weight}
    assert found == pytest.approx(expected)
    full = expected_matrix(partners, "full")
    assert {frozenset((row["a"], row["b"])): row["partnerships"] for row in table} == full


nodes = list("abcdef")
graphs = st.lists(st.sampled_from(list(combinations(nodes, 2))), unique=True, max_size=15)
labels = st.lists(st.sampled_from("xyz"), min_size=6, max_size=6)


def network_of(edges, directed=False):
    source, target = zip(*edges, strict=True) if edges else ([], [])
    return ts.Network.from_edges(source, target, nodes=nodes, directed=directed)


def index_of(edges, group):
    internal = sum(group[a] == group[b] for a, b in edges)
    return (len(edges) - 2 * internal) / len(edges)


@settings(max_examples=25, deadline=None)
@given(graphs.filter(len), labels)
def test_the_e_i_index_and_its_moments(edges, group):
    found = ts.cooperation.e_i_index(network_of(edges), group)
    assert found.value == pytest.approx(index_of(edges, dict(zip(nodes, group, strict=True))))
    drawn = [index_of(edges, dict(zip(nodes, order, strict=True))) for order in permutations(group)]
    mean = sum(drawn) / len(drawn)
    assert found.expected == pytest.approx(mean)
    assert found.sd == pytest.approx(math.sqrt(sum((d - mean) ** 2 for d in drawn) / len(drawn)), abs=1e-6)


def test_p_values_do_not_depend_on_threads():
    net = network_of([("a", "b"), ("b", "c"), ("d", "e"), ("a", "f")])
    one, two = (ts.cooperation.e_i_index(net, list("xxxyyy"), permutations=5000, seed=3, threads=n) for n in (1, 2))
    assert one == two and 1 / 5001 <= one.p_low <= 1
    assert math.isnan(ts.cooperation.e_i_index(network_of([]), list("xxxyyy"), permutations=10).p)


@given(graphs, labels)
def test_openness_and_mixing_agree_with_a_count(edges, group):
    net = network_of(edges)
    label = dict(zip(nodes, group, strict=True))
    for row in ts.cooperation.openness(net, group):
        inside = sum(label[a] == label[b] == row["group"] for a, b in edges)
        outside = [label[b] if label[a] == row["group"] else label[a] for a, b in edges
                   if label[a] != label[b] and row["group"] in (label[a], label[b])]
        assert (row["internal"], row["external"], row["partners"]) == (inside, len(outside), len(set(outside)))
        assert 0 <= row["openness"] <= 1 or math.isnan(row["openness"]) and not inside and not outside
    mixing = {frozenset((row["a"], row["b"])): row["ties"] for row in ts.cooperation.mixing(net, group)}
    expected = {}
    for a, b in edges:
        expected[frozenset((label[a], label[b]))] = expected.get(frozenset((label[a], label[b])), 0) + 1
    assert mixing == expected


ROLES = {"coordinator": "AAA", "itinerant": "ABA", "representative": "AAB", "gatekeeper": "ABB", "liaison": "ABC"}


def pattern(a, v, b):
    names = {}
    return "".join(names.setdefault(group, "ABC"[len(names)]) for group in (a, v, b))


@given(st.lists(st.sampled_from(list(permutations(nodes, 2))), unique=True, max_size=30), labels)
def test_brokerage_roles_agree_with_a_walk_over_triads(arcs, group):
    graph = nx.DiGraph(arcs)
    label = dict(zip(nodes, group, strict=True))
    for row in ts.cooperation.brokerage(network_of(arcs, directed=True), group):
        v = row["node"]
        open_triads = [(a, b) for a, b in permutations(nodes, 2) if v not in (a, b) and graph.has_edge(a, v)
                       and graph.has_edge(v, b) and not graph.has_edge(a, b)]
        patterns = [pattern(label[a], label[v], label[b]) for a, b in open_triads]
        assert {role: row[role] for role in ROLES} == {role: patterns.count(p) for role, p in ROLES.items()}
        assert row["total"] == len(open_triads)


def information(a, b):
    n = len(a)
    pairs = list(zip(a, b, strict=True))
    return sum(pairs.count((x, y)) / n * math.log(pairs.count((x, y)) * n / (a.count(x) * b.count(y))) for x, y in set(pairs))


@given(labels, labels)
def test_comparison_agrees_with_its_definition(a, b):
    found = ts.cooperation.compare(a, b)
    h_a, h_b, shared = information(a, a), information(b, b), information(a, b)
    assert found.vi == pytest.approx(h_a + h_b - 2 * shared, abs=1e-12)
    if h_a + h_b > 0:
        assert found.nmi == pytest.approx(2 * shared / (h_a + h_b), abs=1e-12)

    def together(x, y):
        return sum(x[i] == x[j] and y[i] == y[j] for i, j in combinations(range(6), 2))

    expected, most = together(a, a) * together(b, b) / 15, (together(a, a) + together(b, b)) / 2
    if most != pytest.approx(expected):
        assert found.ari == pytest.approx((together(a, b) - expected) / (most - expected))
    assert ts.cooperation.compare(b, a).ami == pytest.approx(found.ami)


def test_empty_isolated_and_bad():
    assert len(ts.cooperation.openness(ts.Network.from_edges([], []), [])) == 0
    alone = ts.Network.from_edges([], [], nodes=["a"])
    assert math.isnan(ts.cooperation.openness(alone, ["x"])[0]["openness"])
    assert math.isnan(ts.cooperation.external_share(alone, ["x"]))
    assert math.isnan(ts.cooperation.compare([], []).ari)
    with pytest.raises(ts.InvalidArgument, match="made from edges"):
        ts.cooperation.matrix(alone)
    with pytest.raises(ts.InvalidArgument, match="expected a counting"):
        ts.cooperation.matrix(cooperation_of([]), "all")
    with pytest.raises(ts.InvalidArgument):
        ts.cooperation.e_i_index(alone, ["x", "y"])
    with pytest.raises(ts.NotFound, match="expected a partition"):
        ts.cooperation.openness(alone, "epci")


@pytest.fixture(scope="module")
def urbact():
    if not URBACT.is_dir():
        pytest.skip("skipped: the URBACT networks are not beside the project")
    store = ts.open()
    store.load(URBACT)
    return store


def test_urbact_cities(urbact):
    coop = urbact.cooperation("city")
    weights = coop.edges["weight"]
    assert (len(coop), coop.size, weights.sum(), weights.max()) == (591, 5826, 6526, 5)
    assert round(ts.cooperation.external_share(coop, "country"), 3) == 0.950


def test_urbact_countries(urbact):
    table = ts.cooperation.matrix(urbact.cooperation("country"), "full").sort("weight", descending=True)
    between = [row for row in table if row["a"] != row["b"]]
    assert len(between) == 389
    assert {between[0]["a"], between[0]["b"]} == {"country:ES", "country:IT"} and between[0]["weight"] == 90
    pairs = ts.cooperation.matrix(urbact.cooperation("country"), "pairs")
    inside = sum(row["weight"] for row in pairs if row["a"] == row["b"])
    assert round(1 - inside / pairs["weight"].sum(), 3) == 0.950  # the same share, rolled up
