"""Networks, two-mode networks and projections, against NetworkX and plain definitions."""

import math
from itertools import combinations

import networkx as nx
import pytest
import tissu as ts
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

ids = st.sampled_from("abcdefgh")
edges = st.lists(st.tuples(ids, ids, st.integers(1, 5)), max_size=40)
memberships = st.sets(st.tuples(ids, st.sampled_from([f"p{i}" for i in range(8)])), max_size=40)


def network_of(rows, directed):
    source, target, weight = zip(*rows, strict=True) if rows else ([], [], [])
    return ts.Network.from_edges(source, target, weight, directed=directed, nodes=list("abcdefgh"))


def two_mode_of(pairs):
    row, column = zip(*sorted(pairs), strict=True) if pairs else ([], [])
    return ts.TwoMode.from_edges(row, column)


def ties(net):
    """The weight of each edge, by its unordered ends."""
    return {frozenset((row["source"], row["target"])): row["weight"] for row in net.edges}


@given(edges, st.booleans())
def test_a_network_of_edges_is_the_one_of_networkx(rows, directed):
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from("abcdefgh")
    for source, target, weight in rows:
        before = graph.get_edge_data(source, target, {"weight": 0})["weight"]
        graph.add_edge(source, target, weight=before + weight)
    net = network_of(rows, directed)
    assert len(net) == len(graph) and net.size == graph.size() and net.is_directed == directed
    assert net.total_weight == graph.size(weight="weight")
    loops = nx.number_of_selfloops(graph)
    assert net.density == pytest.approx((graph.size() - loops) / (8 * 7 / (1 if directed else 2)))
    found = {(row["source"], row["target"]): row["weight"] for row in net.edges}
    if directed:
        assert found == {(s, t): data["weight"] for s, t, data in graph.edges(data=True)}
    else:
        assert ties(net) == {frozenset((s, t)): data["weight"] for s, t, data in graph.edges(data=True)}


@given(edges, st.booleans())
def test_to_networkx_and_back(rows, directed):
    net = network_of(rows, directed)
    back = ts.Network.from_networkx(net.to_networkx())
    assert sorted(map(str, back.edges)) == sorted(map(str, net.edges)) and back.ids == net.ids


def activities_of(pairs):
    activities = {}
    for actor, activity in pairs:
        activities.setdefault(activity, set()).add(actor)
    return activities


WEIGHTS = {
    "count": lambda n: 1,
    "newman": lambda n: 1 / (n - 1),
    "fractional": lambda n: 2 / (n * (n - 1)),
    "hyperbolic": lambda n: 1 / n,
    "pairs": lambda n: 1,
}


@pytest.mark.parametrize("projection", WEIGHTS)
@given(pairs=memberships)
def test_projections_agree_with_their_definition(projection, pairs):
    expected = {}
    for members in activities_of(pairs).values():
        for a, b in combinations(sorted(members), 2):
            expected[frozenset((a, b))] = expected.get(frozenset((a, b)), 0) + WEIGHTS[projection](len(members))
    assert ties(two_mode_of(pairs).project(projection=projection)) == pytest.approx(expected)


@given(memberships.filter(len), st.sampled_from(["rows", "columns"]))
def test_projections_agree_with_networkx(pairs, side):
    graph = nx.Graph([((a, 0), (p, 1)) for a, p in pairs])
    nodes = [node for node in graph if node[1] == (0 if side == "rows" else 1)]

    def expected(project, **options):
        projected = project(graph, nodes, **options)
        return {frozenset((s[0], t[0])): data["weight"] for s, t, data in projected.edges(data=True)}

    two = two_mode_of(pairs)
    assert ties(two.project(side)) == expected(bipartite.weighted_projected_graph)
    assert ties(two.project(side, "newman")) == pytest.approx(expected(bipartite.collaboration_weighted_projected_graph))
    assert ties(two.project(side, "jaccard")) == pytest.approx(expected(bipartite.overlap_weighted_projected_graph))
    assert set(ties(two.project(side, "binary")).values()) <= {1.0}


@given(memberships)
def test_cosine_is_the_angle_of_the_rows(pairs):
    activities = {a: {p for b, p in pairs if b == a} for a, _ in pairs}
    expected = {}
    for a, b in combinations(sorted(activities), 2):
        if shared := len(activities[a] & activities[b]):
            expected[frozenset((a, b))] = shared / math.sqrt(len(activities[a]) * len(activities[b]))
    assert ties(two_mode_of(pairs).project(projection="cosine")) == pytest.approx(expected)


@given(memberships, st.sampled_from([0.3, 1, 2]))
def test_light_ties_are_left_out_at_any_number_of_threads(pairs, least):
    two = two_mode_of(pairs)
    whole = ties(two.project(projection="newman", threads=1))
    assert ties(two.project(projection="newman", min_weight=least, threads=2)) == {k: w for k, w in whole.items() if w >= least}


def test_empty_isolated_and_bad():
    assert len(ts.Network.from_edges([], [])) == 0
    alone = ts.Network.from_edges([], [], nodes=["a", "b"])
    assert len(alone) == 2 and alone.size == 0 and alone.density == 0
    assert len(ts.TwoMode.from_edges([], []).project()) == 0
    with pytest.raises(ts.InvalidArgument, match="expected columns of equal length, found 1 sources, 2 targets"):
        ts.Network.from_edges(["a"], ["b", "c"])
    with pytest.raises(ts.InvalidArgument, match='expected one of the nodes given, found "c"'):
        ts.Network.from_edges(["a"], ["c"], nodes=["a", "b"])
    with pytest.raises(ts.InvalidArgument):
        ts.Network.from_edges(["a"], ["b"], [float("nan")])
    with pytest.raises(ts.InvalidArgument, match="expected a projection .count, binary, pairs"):
        two_mode_of({("a", "p")}).project(projection="counts")


def test_a_large_projection():
    """100,000 memberships, where actor x actor would be 10^10 cells."""
    row = [i % 100_000 for i in range(300_000)]
    column = [(i * 7919) % 99_991 for i in range(300_000)]
    net = ts.TwoMode.from_edges(row, column).project(projection="newman")
    sizes = {}
    for _, activity in set(zip(row, column, strict=True)):
        sizes[activity] = sizes.get(activity, 0) + 1
    # Newman: each member of an activity of two or more has ties that sum to 1.
    assert net.total_weight == pytest.approx(sum(n / 2 for n in sizes.values() if n > 1))


def store_of_three():
    batch = ts.Batch(source="test")
    batch.add_territory("departement:91", "Essonne")
    batch.add_territory("commune:91377", "Massy", parts_of=["departement:91"])
    batch.add_territory("commune:91228", "Évry", parts_of=["departement:91"])
    batch.add_organisation("o:hall", "Town hall", territory="commune:91377")
    batch.add_organisation("o:club", "Club", territory="commune:91228")
    batch.add_person("x:ana", "Ana")
    batch.add_person("x:bob", "Bob")
    batch.add_partnership("p:1", "Contract", ["o:hall", "o:club"], since="2015", until="2018", type="contract")
    batch.add_event("e:1", "Debate", ["x:ana"], start="2020-05-01")
    batch.add_participation("e:1", "x:bob", status="ABS")
    batch.add_participation("e:1", "o:hall", status="PRE")
    batch.add_affiliation("x:bob", "o:club", role="member")
    store = ts.open()
    store.apply(batch)
    return store


def test_a_network_of_a_store():
    store = store_of_three()
    net = store.network()
    assert ties(net) == {frozenset(pair): 1 for pair in [("o:hall", "o:club"), ("x:ana", "o:hall"), ("x:bob", "o:club")]}
    assert "1 registrations without attendance" in net.note
    assert net.group("departement") == [{"o": "departement:91"}.get(id[0], "") for id in net.ids]
    assert ties(store.network(since="2019", via=("partnership", "event"))) == {frozenset(("x:ana", "o:hall")): 1}
    assert ties(store.network(types=["contract"])) == {frozenset(("o:hall", "o:club")): 1}
    assert ties(store.network(within=["departement:91"])) == {frozenset(("o:hall", "o:club")): 1}
    assert ties(store.cooperation("commune")) == {frozenset(("commune:91377", "commune:91228")): 1}
    assert store.cooperation("departement").edges[0]["source"] == "departement:91"  # a loop
    with pytest.raises(ts.NotFound, match="commune:91377"):
        store.network(within=["commune:91378"])
    with pytest.raises(ts.NotFound, match="expected a level of territory"):
        store.cooperation("commun")
