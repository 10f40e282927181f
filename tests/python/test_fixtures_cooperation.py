"""Reference values for measures of cooperation, in ../shared/fixtures/cooperation beside the project."""

import json
import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import tissu as ts

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "cooperation"


def fixture(name):
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"skipped: {name} is not beside the project")
    found = json.loads(path.read_text(encoding="utf-8"))
    return found["input"], found["output"]


def network(given, directed=False):
    names = given.get("node_names") or [str(i + 1) for i in range(given["n"])]
    ends = given.get("arcs_1based") or given.get("edges_1based") or []
    edges = [(names[a - 1], names[b - 1]) for a, b in ends] or [tuple(edge) for edge in given["edges"]]
    return ts.Network.from_edges([a for a, _ in edges], [b for _, b in edges], nodes=names, directed=directed)


def two_mode(given):
    rows = given.get("row_names") or [f"r{i}" for i in range(len(given.get("incidence") or given["weights"]))]
    if "edges_1based" in given:
        entries = [(a - 1, b - 1, 1) for a, b in given["edges_1based"]]
        columns = given["col_names"]
    else:
        matrix = given.get("incidence") or given["weights"]
        entries = [(i, j, w) for i, row in enumerate(matrix) for j, w in enumerate(row) if w]
        columns = given.get("col_names") or [f"c{j}" for j in range(len(matrix[0]))]
    return ts.TwoMode.from_edges([rows[i] for i, _, _ in entries], [columns[j] for _, j, _ in entries],
                                 [float(w) for _, _, w in entries], rows=rows, columns=columns)


def same(found, expected, tolerance=1e-9):
    wanted = [math.nan if value is None else value for value in np.asarray(expected, dtype=object).ravel().tolist()]
    np.testing.assert_allclose(np.asarray(found, float).ravel(), np.array(wanted, float), atol=tolerance, rtol=1e-9)


def cells(table, ids, value):
    row = {id: i for i, id in enumerate(ids)}
    matrix = np.zeros((len(ids), len(ids)))
    for found in table:
        i, j = row[found["a"]], row[found["b"]]
        matrix[i, j] = matrix[j, i] = found[value]
    return matrix


def test_association_on_occurrences():
    given, expected = fixture("association_occurrence_based_davis")
    net = two_mode(given).project()
    names = {"jaccard": "jaccard", "salton": "salton_ochiai_cosine", "equivalence": "equivalence_salton_squared",
             "inclusion": "inclusion_simpson", "dice": "dice", "affinity": "lift", "association": "association_strength_raw",
             "phi": "phi", "pmi": "pmi_ln"}
    for index, name in names.items():
        found = cells(ts.cooperation.association(net, index, basis="occurrences"), net.ids, index)
        wanted = np.array([[math.nan if v is None else v for v in row] for row in expected[name]], float)
        tied = cells(ts.cooperation.association(net, "jaccard"), net.ids, "shared") > 0
        np.testing.assert_allclose(found[tied], wanted[tied], atol=1e-9)


def test_association_on_cooccurrences():
    given, expected = fixture("association_econgeo_example")
    matrix = given["cooccurrence"]
    n = len(matrix)
    pairs = [(i, j) for i, j in combinations(range(n), 2) if matrix[i][j]]
    net = ts.Network.from_edges([str(i) for i, _ in pairs], [str(j) for _, j in pairs], [float(matrix[i][j]) for i, j in pairs],
                                nodes=[str(i) for i in range(n)])
    for index, name in {"affinity": "association", "steijn": "probability", "salton": "cosine", "jaccard": "jaccard"}.items():
        same(cells(ts.cooperation.association(net, index), net.ids, index), expected[name], 1e-8)


def test_cooccurrence():
    given, expected = fixture("cooccurrence_econgeo_example")
    net = two_mode(given).project()
    same(cells(ts.cooperation.association(net, "jaccard"), net.ids, "shared"), expected["cooc"])


@pytest.mark.parametrize("name", ["segregation_ef3_spectral", "segregation_white_kinship"])
def test_segregation(name):
    given, expected = fixture(name)
    net, group = network(given), given["group"]
    found = ts.cooperation.segregation(net, group)
    assert found.freeman == pytest.approx(expected["freeman"], abs=1e-8)
    assert found.odds_ratio == pytest.approx(expected["orwg"], abs=1e-8)
    coleman = {row["group"]: row["coleman"] for row in ts.cooperation.coleman(net, group)}
    assert coleman == pytest.approx(expected["coleman"], abs=1e-8)
    same(ts.cooperation.spectral_segregation(net, group)["segregation"], expected["ssi_by_node"], 1e-7)
    assert ts.graph.assortativity(net, group) == pytest.approx(expected["assortativity"], abs=1e-8)
    index = ts.cooperation.e_i_index(net, group)
    assert (index.value, index.expected) == pytest.approx((expected["ei"], expected["ei_expected_label_permutation"]), abs=1e-8)


def test_coleman_1958():
    given, expected = fixture("segregation_coleman1958")
    sizes, matrix = given["group_sizes"], given["mixing_matrix"]
    nodes = [f"{g}:{i}" for g, size in enumerate(sizes) for i in range(size)]
    arcs = []
    for g, row in enumerate(matrix):
        for h, count in enumerate(row):
            places = [(a, b) for a in nodes if a[0] == str(g) for b in nodes if b[0] == str(h) and a != b]
            arcs += places[:count]
    net = ts.Network.from_edges([a for a, _ in arcs], [b for _, b in arcs], nodes=nodes, directed=True)
    group = [node[0] for node in nodes]
    same(ts.cooperation.coleman(net, group)["coleman"], expected["coleman"], 1e-8)
    assert ts.cooperation.segregation(net, group).odds_ratio == pytest.approx(expected["orwg"], abs=1e-8)


ROLES = {"coordinator": "w_I", "itinerant": "w_O", "representative": "b_IO", "gatekeeper": "b_OI", "liaison": "b_O", "total": "t"}


@pytest.mark.parametrize("name", ["gf_toy8", "gf_flo_undirected", "gf_emon_texas", "gf_hightech_advice"])
def test_brokerage(name):
    given, expected = fixture(name)
    net = network(given, directed=True)
    group = [str(g) for g in given["group"]]
    found = ts.cooperation.brokerage(net, group)
    for k, role in enumerate(ROLES):
        same(found[role], [row[k] for row in expected["raw_by_node"]])
        same(found[f"{role}_expected"], [row[k] for row in expected["expected_by_node"]])
        same(found[f"{role}_sd"], [row[k] for row in expected["sd_by_node"]])
        z = np.array([math.nan if row[k] is None else row[k] for row in expected["z_by_node"]], float)
        same(found[f"{role}_z"][np.isfinite(z)], z[np.isfinite(z)])
    totals = {row["role"]: row for row in ts.cooperation.brokerage_totals(net, group)}
    printed = {row["role"]: row for row in ts.cooperation.brokerage_totals(net, group, sna_compat=True)}
    for role, name in ROLES.items():
        assert totals[role]["count"] == expected["raw_total"][name]
        assert totals[role]["expected"] == pytest.approx(expected["expected_total"][name])
        assert totals[role]["sd"] == pytest.approx(expected["sd_total_exact"][name])
        assert printed[role]["sd"] == pytest.approx(expected["sd_total_sna"][name])


def test_brokerage_variances():
    given, expected = fixture("gf_total_variance_exact_13")
    for row in ts.cooperation.brokerage_moments(given["group_sizes"], given["density"]):
        wanted = expected[ROLES[row["role"]]]
        assert (row["expected"], row["sd"]) == pytest.approx((wanted["expected"], wanted["sd"]))


def test_cut_points_and_fragmentation():
    given, expected = fixture("cutpoints_keyplayer_florentine")
    net = network(given)
    whole = ts.cooperation.fragmentation(net)
    base = expected["baseline"]
    assert (whole.components, whole.largest) == (base["ncomp"], base["largest"])
    assert (whole.fragmentation, whole.distance_fragmentation) == pytest.approx((base["F"], base["DF"]))
    found, after = ts.cooperation.leave_one_out(net), expected["after_removing_each_node"]
    same(found["fragmentation"], after["F"])
    same(found["distance_fragmentation"], after["DF"])
    same(found["components"], after["n_components"])
    same(found["largest"], after["largest_component"])


def test_key_players():
    given, expected = fixture("keyplayer_optimum_florentine")
    net, ids = network(given), given["node_names"]
    criteria = {"neg_F": ("fragmentation", None), "neg_DF": ("distance_fragmentation", None), "pos_DR": ("reach", None),
                "pos_reach1": ("reach", 1), "pos_reach2": ("reach", 2)}
    for k in (1, 2, 3):
        for name, (criterion, steps) in criteria.items():
            wanted = expected[f"k{k}"][name]
            sets = [[s] if isinstance(s, int) else s for s in wanted["sets_1based"]]
            found = ts.cooperation.key_players(net, k, criterion, steps=steps)
            assert found.exhaustive and found.value == pytest.approx(wanted["value"])
            assert found.optima == [[ids[i - 1] for i in s] for s in sets]
            swapped = ts.cooperation.key_players(net, k, criterion, steps=steps, limit=0)
            assert not swapped.exhaustive and swapped.value <= found.value + 1e-12


def test_robustness():
    given, expected = fixture("robustness_florentine")
    net, ids = network(given), given["node_names"]
    for order in ("degree", "betweenness"):
        for recalculated in (False, True):
            wanted = expected[f"{'recalculated' if recalculated else 'initial'}_{order}"]
            found = ts.cooperation.robustness(net, order, recalculated)
            assert [ids.index(node) + 1 for node in found["node"][1:]] == wanted["order"]
            same(found["share"], wanted["S"])
            assert found.r == pytest.approx(wanted["R"])
            again = ts.cooperation.robustness(net, found["node"][1:])
            same(again["share"], wanted["S"])
    assert ts.cooperation.fragmentation(net).efficiency == pytest.approx(expected["global_efficiency"])
    loss = ts.cooperation.leave_one_out(net)
    for row, wanted in zip(loss, expected["per_node_removal"], strict=True):
        assert (row["components"], row["largest"]) == (wanted["components_after"], wanted["lcc_after"])
        assert row["efficiency"] == pytest.approx(wanted["global_efficiency_after"])
        assert row["efficiency_drop"] == pytest.approx(wanted["vitality_efficiency_drop"], abs=1e-12)


def test_group_centrality():
    given, expected = fixture("group_centrality_florentine")
    net = network(given)
    for names, wanted in expected.items():
        group = wanted["group"] if names.startswith("best") else names.split("+")
        found = ts.cooperation.group_centrality(net, group)
        if names.startswith("best"):
            assert found.betweenness == pytest.approx(wanted["value"])
        else:
            values = (found.betweenness, found.betweenness_normalized, found.closeness, found.degree)
            assert values == pytest.approx(tuple(wanted[k] for k in ("betweenness", "betweenness_normalized", "closeness", "degree")))


def test_two_mode_centrality():
    given, expected = fixture("twomode_centrality_davis")
    two = two_mode(given)
    for measure in ("degree", "closeness", "betweenness"):
        same(getattr(ts.twomode, measure)(two)[measure], expected[measure])


def test_two_mode_clustering():
    given, expected = fixture("twomode_clustering_davis")
    two = two_mode(given)
    for kind in ("dot", "min", "max"):
        same(ts.twomode.clustering(two, kind)["clustering"], expected[f"cc_{kind}"])
    same(ts.twomode.redundancy(two)["redundancy"], expected["redundancy"])
    assert ts.twomode.robins_alexander(two) == pytest.approx(expected["robins_alexander"])


def test_opsahl():
    given, expected = fixture("twomode_opsahl_davis")
    two = two_mode(given)
    assert ts.twomode.opsahl_global(two) == pytest.approx(expected["global"])
    same(ts.twomode.opsahl_clustering(two)["clustering"], expected["local_women"])


def test_nestedness_and_specialisation():
    given, expected = fixture("bipartite_indices_safariland")
    two = two_mode(given)
    assert ts.twomode.nodf(two) == pytest.approx(expected["network"]["NODF"])
    # One cell expects over 1 / e of all counts here: bipartite then shifts some, which neither is the highest entropy.
    assert ts.twomode.h2(two).value == pytest.approx(expected["network"]["H2"], abs=1e-3)
    same(ts.twomode.specialisation(two)["d"], expected["d_prime_rows"], 1e-6)
    same(ts.twomode.specialisation(two, "columns")["d"], expected["d_prime_cols"], 1e-6)


def test_projections():
    given, expected = fixture("projection_davis")
    two = two_mode(given)
    for projection, name in {"binary": "binary", "count": "count", "newman": "newman", "hyperbolic": "hyperbolic_1_over_k"}.items():
        net = two.project("rows", projection)
        same(net.to_scipy().toarray(), expected[name])
    given, expected = fixture("twomode_projection_nx_davis")
    net = two_mode(given).project()
    same(net.to_scipy().toarray(), expected["count"])
    for index, name in {"jaccard": "jaccard", "inclusion": "overlap_min"}.items():
        same(cells(ts.cooperation.association(net, index), net.ids, index), expected[name])


def test_hypergraph():
    given, expected = fixture("hypergraph_xgi_edgelist8")
    sets = given["hyperedges"]
    two = ts.TwoMode.from_edges([str(v) for s in sets for v in s], [f"e{i}" for i, s in enumerate(sets) for _ in s],
                                rows=[str(v) for v in expected["nodes"]])
    same(ts.twomode.degree(two)["ties"][:len(expected["nodes"])], expected["degree"])
    for s in (1, 2, 3):
        line = ts.twomode.line_graph(two, s)
        same(ts.graph.betweenness(line)["betweenness"], expected[f"s{s}_edge_betweenness"])
        pieces = {}
        for row in ts.graph.components(line):
            pieces.setdefault(row["component"], []).append(int(row["node"][1:]))
        assert sorted(pieces.values()) == expected[f"s{s}_line_components"]


def test_theil_and_gini():
    given, expected = fixture("theil_gini_toy")
    amount, population = given["amount"], given["population"]
    found = ts.equity.theil(amount, population, given["group"])
    assert (found.total, found.between, found.within) == pytest.approx(
        (expected["theil_T"], expected["theil_between"], expected["theil_within"]))
    for row in found:
        wanted = expected["theil_by_group"][row["group"]]
        assert (row["share"], row["population_share"], row["within"]) == pytest.approx(
            (wanted["share"], wanted["pop_share"], wanted["T_within"]))
    assert math.isnan(ts.equity.mld(amount, population))
    assert ts.equity.gini(amount, population) == pytest.approx(expected["gini_population_weighted"])
    assert ts.equity.hoover(amount, population) == pytest.approx(expected["hoover"])
    assert ts.equity.hhi(amount) == pytest.approx(expected["hhi"])
    assert ts.equity.hhi(amount, normalized=True) == pytest.approx(expected["hhi_normalised"])
    assert ts.equity.effective_number(amount) == pytest.approx(expected["effective_number"])
    curve = ts.equity.lorenz(amount, population)
    same(curve["population"], expected["lorenz_cum_pop"])
    same(curve["amount"], expected["lorenz_cum_amount"])


def test_concentration():
    given, expected = fixture("concentration_econgeo")
    assert ts.equity.gini(given["ind"]) == pytest.approx(expected["gini_full_precision"])
    assert ts.equity.gini(given["ind"], unbiased=True) == pytest.approx(expected["gini_unbiased_n_over_nm1"])
    assert 100 * ts.equity.hoover(given["ind"], given["pop"]) == pytest.approx(expected["hoover_pct"])
    assert 100 * ts.equity.hoover(given["ind"]) == pytest.approx(expected["hoover_equal_pct"])
    same([ts.equity.hhi(row) for row in given["matrix"]], expected["hhi_rows"], 1e-6)
    same([math.log2(ts.equity.effective_number(row, 1)) for row in given["matrix"]], expected["entropy_rows"], 1e-3)
    same(ts.equity.location_quotient(given["matrix"]), expected["lq_full"], 1e-6)


def test_temporal():
    given, expected = fixture("temporal_toy")
    nodes = [str(i + 1) for i in range(given["n"])]
    waves = [ts.Network.from_edges([str(a) for a, _ in wave], [str(b) for _, b in wave], nodes=nodes) for wave in given["snapshots"]]
    for row, wanted in zip(ts.temporal.changes(waves), expected["transitions"], strict=True):
        assert {name: row[name] for name in ("formed", "dissolved", "persisted")} == {
            name: wanted[name] for name in ("formed", "dissolved", "persisted")}
        assert (row["jaccard"], row["persistence"], row["turnover"]) == pytest.approx(
            (wanted["jaccard"], wanted["persistence_rate"], wanted["turnover"]))
    for row, wanted in zip(ts.temporal.repeat_share(waves), expected["repeat"], strict=True):
        assert (row["ties"], row["repeated"], row["new"]) == (wanted["n"], wanted["repeated"], wanted["new"])
    contacts = [(str(a), str(b), t) for a, b, t in given["events_i_j_t"]]
    faded = {f"{row['a']}-{row['b']}": row["weight"] for row in ts.temporal.decay(contacts, given["decay_lambda"])}
    assert faded == pytest.approx(expected["decayed_weights"], abs=1e-9)
    for strict, name in ((True, "strict"), (False, "nonstrict")):
        found = ts.temporal.reachability(contacts, strict)
        arrivals = {}
        for row in found:
            arrivals.setdefault(row["source"], {})[row["target"]] = row["arrival"]
        assert arrivals == expected[f"earliest_arrival_{name}"]
        assert found.ratio == pytest.approx(expected[f"reachability_ratio_{name}"])
