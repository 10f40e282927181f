"""More reference values of ../shared/fixtures/cooperation: structure, space, layers, segregation, disclosure left out."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import tissu as ts
from test_fixtures_cooperation import FOLDER, fixture, network, same, two_mode

TESTS = Path(__file__).resolve().parents[1]


def test_every_fixture_has_a_test():
    index = FOLDER / "INDEX.json"
    if not index.is_file():
        pytest.skip("skipped: the fixtures are not beside the project")
    text = "".join(path.read_text(encoding="utf-8") for path in [*TESTS.glob("python/*.py"), *TESTS.glob("cpp/*/*.cpp")])
    groups = ("ppml_separation_", "svn_sdsm_")  # read by a name that is put together
    left = [row["id"] for row in json.loads(index.read_text(encoding="utf-8")) if row["id"] not in text
            and not row["id"].startswith(groups)]
    assert left in ([], ["sdc_table_toy"])  # disclosure belongs to publishing


@pytest.mark.parametrize("name", ["spatial_modularity_14"])
def test_spatial_modularity(name):
    given, expected = fixture(name)
    weights, places, n = np.array(given["weights"]), np.array(given["xy"]), given["n"]
    i, j = np.nonzero(np.triu(weights, 1))
    ids = [str(k) for k in range(n)]
    net = ts.Network.from_edges([ids[k] for k in i], [ids[k] for k in j], weights[i, j], nodes=ids)
    options = {"importance": given["importance"], "bins": given["distance_bin_edges"],
               "distance": np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))}
    found = ts.cooperation.spatial_communities(net, **options)
    same(found.deterrence["f"], expected["f_by_bin"])
    assert found.modularity == pytest.approx(expected["Q_spatial_optimum"], abs=1e-9)
    assert ts.cooperation.compare(found["community"].tolist(), expected["membership_spatial_optimum"]).ari == pytest.approx(1)
    parity = [str(k % 2) for k in range(n)]
    assert ts.cooperation.spatial_modularity(net, parity, **options) == pytest.approx(expected["Q_spatial_parity"])
    assert ts.graph.modularity(net, parity) == pytest.approx(expected["Q_newman_girvan_parity"])
    plain = ts.cooperation.communities(net)
    assert plain.modularity == pytest.approx(expected["Q_ng_optimum"])
    assert ts.cooperation.compare(found["community"].tolist(), parity).ari == pytest.approx(expected["ari_parity_spatial"])
    assert ts.cooperation.compare(plain["community"].tolist(), parity).ari == pytest.approx(expected["ari_parity_ng"])
    rows = ts.cooperation.spatial_residuals(net, **options)
    null = np.zeros((n, n))
    null[rows["a"].astype(int), rows["b"].astype(int)] = rows["expected"]
    same(null + null.T, expected["P_spatial"])


def test_modularity_optima():
    for name in ("modularity_optimum_florentine", "modularity_optimum_karate"):
        given, expected = fixture(name)
        found = ts.cooperation.communities(network(given))
        assert found.modularity == pytest.approx(expected["max_modularity"], abs=1e-9)


def test_core_and_periphery():
    given, expected = fixture("core_periphery_florentine")
    net, ids = network(given), given["node_names"]
    for pattern, name in {"either": "core_or_any_tie_pattern", "both": "core_core_only_pattern",
                          "apart": "core_periphery_cells_missing"}.items():
        found = ts.cooperation.core_periphery(net, pattern)
        assert found.exhaustive and found.correlation == pytest.approx(expected[name]["correlation"], abs=1e-9)
        assert sorted(found.optima) == sorted([ids[i - 1] for i in core] for core in expected[name]["core_sets_1based"])
        searched = ts.cooperation.core_periphery(net, pattern, exhaustive_below=0)
        assert not searched.exhaustive and searched.correlation == pytest.approx(expected[name]["correlation"], abs=0.05)


def square(table, ids, value, diagonal):
    matrix = np.diag(np.full(len(ids), float(diagonal)))
    row = {id: i for i, id in enumerate(ids)}
    for found in table:
        i, j = row[found["a"]], row[found["b"]]
        matrix[i, j] = matrix[j, i] = found[value]
    return matrix


def test_structural_equivalence():
    given, expected = fixture("structural_equivalence_florentine")
    net = network(given)
    # sna looks at each undirected tie in a row and in a column: twice the differences
    found = {m: ts.graph.structural_equivalence(net, method=m) for m in ("hamming", "euclidean", "correlation")}
    same(2 * square(found["hamming"], net.ids, "hamming", 0), expected["hamming"])
    same(math.sqrt(2) * square(found["euclidean"], net.ids, "euclidean", 0), expected["euclidean"])
    # and has 0 where a profile is constant, which says nothing
    wanted = np.array(expected["correlation"], float)
    np.fill_diagonal(wanted, 1)
    same(np.nan_to_num(square(found["correlation"], net.ids, "correlation", 1)), wanted)


def test_layers():
    given, expected = fixture("multiplex_padgett")
    nets = [network({**given, "edges_1based": layer}) for layer in given["layers"]]
    table = ts.multiplex.participation(nets)
    same(np.column_stack([table["degree_1"], table["degree_2"]]), expected["degree_by_layer"])
    same(table["overlapping"], expected["overlapping_degree"])
    same(table["participation"], expected["participation_coefficient"], 1e-12)
    same(table["entropy"], expected["entropy"], 1e-12)
    same(table["z_overlap"], expected["z_overlap"])
    found = ts.multiplex.layers(nets)
    assert found.edges == expected["n_edges_aggregated"]
    assert {str(row["layers"]): row["edges"] for row in found.overlap} == expected["edges_by_overlap"]
    same(found["jaccard"], expected["layer_jaccard"])
    same(found["conditional"], expected["prob_edge_in_row_layer_given_col_layer"])
    same(found["degree_correlation"], expected["interlayer_degree_pearson"])


def test_segregation_of_a_mixing_matrix():
    given, expected = fixture("segregation_catania")
    matrix = np.array(given["mixing_matrix"], float)
    assert ts.cooperation.assortativity(matrix) == pytest.approx(expected["assortativity_newman_unsymmetrised"])
    assert ts.cooperation.assortativity(matrix, symmetrised=True) == pytest.approx(expected["assortativity_netseg_symmetrised"])
    nodes = [f"{g}:{side}" for g in given["group_names"] for side in "mf"]
    arcs = [(f"{g}:m", f"{h}:f", w) for g, row in zip(given["group_names"], matrix, strict=True)
            for h, w in zip(given["group_names"], row, strict=True)]
    net = ts.Network.from_edges([a for a, _, _ in arcs], [b for _, b, _ in arcs], [w for *_, w in arcs], directed=True, nodes=nodes)
    index = ts.cooperation.e_i_index(net, [node.split(":")[0] for node in nodes], weighted=True)
    assert index.value == pytest.approx(expected["ei"])


@pytest.mark.parametrize("name", ["segregation_ef3_spectral", "segregation_white_kinship"])
def test_more_of_segregation(name):
    given, expected = fixture(name)
    net, group = network(given), given["group"]
    assert ts.cooperation.gamix(net, group) == pytest.approx(expected["gamix"], abs=1e-8)
    index = {row["group"]: row["smi"] for row in ts.cooperation.smi(net, group)}
    same([index[level] for level in given.get("group_levels", sorted(index))], expected["smi"], 1e-8)
    assert ts.cooperation.assortativity(net, group) == pytest.approx(expected["assortativity"], abs=1e-8)


def test_coleman_as_in_the_paper():
    given, expected = fixture("segregation_coleman1958")
    sizes = given["group_sizes"]
    nodes = [f"{g}:{i}" for g, size in enumerate(sizes) for i in range(size)]
    arcs = []
    for g, row in enumerate(given["mixing_matrix"]):
        for h, count in enumerate(row):
            arcs += [(a, b) for a in nodes if a[0] == str(g) for b in nodes if b[0] == str(h) and a != b][:count]
    net = ts.Network.from_edges([a for a, _ in arcs], [b for _, b in arcs], nodes=nodes, directed=True)
    found = ts.cooperation.coleman(net, [node[0] for node in nodes], expected="all")["coleman"]
    same(found, expected["published_approx"], 5e-4)


def test_more_of_two_modes():
    given, expected = fixture("bipartite_indices_safariland")
    two = two_mode(given)
    assert ts.twomode.h2(two).value == pytest.approx(expected["network"]["H2"], abs=1e-9)
    assert ts.twomode.h2(two, exchanges=200).highest > ts.twomode.h2(two).highest
    assert ts.twomode.c_score(two) == pytest.approx(expected["network"]["C.score.LL"])
    assert ts.twomode.c_score(two, "columns") == pytest.approx(expected["network"]["C.score.HL"])
    given, expected = fixture("projection_davis")
    same(ts.twomode.resource_allocation(two_mode(given)).to_scipy().toarray().T, expected["resource_allocation_zhou"])


def test_more_of_hypergraphs():
    given, expected = fixture("hypergraph_xgi_edgelist8")
    sets = given["hyperedges"]
    two = ts.TwoMode.from_edges([str(v) for s in sets for v in s], [f"e{i}" for i, s in enumerate(sets) for _ in s],
                                rows=[str(v) for v in expected["nodes"]])
    found = ts.twomode.overlap_clustering(two)
    for ours, theirs in {"clustering": "local_clustering", "overlap": "two_node_clustering_union", "closed": "clustering_coefficient",
                         "eigenvector": "clique_eigenvector"}.items():
        same(found[ours], expected[theirs], 1e-6)
    simple = ts.twomode.simpliciality(two)
    assert (simple.fraction, simple.edit, simple.face_edit) == pytest.approx(
        (expected["simplicial_fraction"], expected["edit_simpliciality"], expected["face_edit_simpliciality"]))


def test_three_nested_levels_of_theil():
    given, expected = fixture("theil_gini_toy")
    halves = ["x" if group in ("A", "B") else "y" for group in given["group"]]
    found = ts.equity.theil(given["amount"], given["population"], halves, given["group"])
    assert sum(found.levels) == pytest.approx(expected["theil_T"]) and len(found.levels) == 3
    assert found.levels[0] + found.levels[1] == pytest.approx(expected["theil_between"])


@pytest.mark.parametrize(("method", "name"), [("lans", "lans_p_upper"), ("mlf", "mlf_p_upper")])
def test_more_weighted_backbones(method, name):
    given, expected = fixture("weighted_backbone_davis")
    weights = np.array(given["weights"])
    i, j = np.nonzero(np.triu(weights, 1))
    net = ts.Network.from_edges([str(a) for a in i], [str(b) for b in j], weights[i, j].astype(float))
    for row in ts.cooperation.backbone(net, method).pairs:
        assert row["p"] == pytest.approx(expected[name][int(row["a"])][int(row["b"])], abs=1e-9)


def toy_store(given):
    batch = ts.Batch(source="test")
    above = {}
    for place, levels in given["hierarchy"].items():
        for kind, code in levels.items():
            above[f"{kind}:{code}"] = None
        batch.add_territory(f"commune:{place}", place, parts_of=[f"{kind}:{code}" for kind, code in levels.items()])
    for id in above:
        batch.add_territory(id, id)
    for id, place in given["territory_of"].items():
        batch.add_organisation(f"o:{id}", id, territory=f"commune:{place}")
    for p in given["partnerships"]:
        batch.add_partnership(f"p:{p['id']}", p["id"], [f"o:{id}" for id in p["orgs"]], amount=p["amount"])
    store = ts.open()
    store.apply(batch)
    return store


@pytest.mark.parametrize("level", ["commune", "epci", "departement"])
def test_cooperation_at_every_level(level):
    given, expected = fixture("coop_matrices_toy")
    wanted = expected[level]
    coop = toy_store(given).cooperation(level)
    ids = [f"{level}:{code}" for code in wanted["territories"]]
    row = {id: i for i, id in enumerate(ids)}
    for counting, name in {"full": "full", "pairs": "org_pairs", "fractional": "fractional_per_partnership",
                           "newman": "newman_fractional", "amount": "amount_fractional"}.items():
        matrix = np.zeros((len(ids), len(ids)))
        for cell in ts.cooperation.matrix(coop, counting):
            i, j = row[cell["a"]], row[cell["b"]]
            matrix[i, j] = matrix[j, i] = cell["weight"]
        same(matrix, wanted[name])
    found = np.array([[0 if v is None else v for v in line] for line in wanted["association_strength"]], float)
    same(square(ts.cooperation.association(coop, "affinity"), ids, "affinity", 0), found)
    missing = ts.cooperation.missing(coop, expected="affinity", limit=None)
    assert {frozenset((r["a"], r["b"])) for r in missing} == {frozenset(f"{level}:{code}" for code in pair)
                                                              for pair in wanted["never_cooperated_pairs"]}
    assert ts.cooperation.density(coop).value == pytest.approx(wanted["coverage"])
    pairs = ts.TwoMode.from_edges([f"{level}:{_place(given, level, id)}" for p in given["partnerships"] for id in p["orgs"]],
                                  [p["id"] for p in given["partnerships"] for _ in p["orgs"]])
    assert pairs.shape == (len(ids), len(given["partnerships"]))


def _place(given, level, organisation):
    place = given["territory_of"][organisation]
    return place if level == "commune" else given["hierarchy"][place][level]


def test_sums_over_squared_sizes():
    given, expected = fixture("coop_matrices_toy")
    coop = toy_store(given).cooperation("commune")
    found = {(row["a"], row["b"]): row["weight"] for row in ts.cooperation.matrix(coop, "hyperbolic_squared")}
    wanted = {}
    for p in given["partnerships"]:
        seats = [f"commune:{given['territory_of'][id]}" for id in p["orgs"]]
        for a in range(len(seats)):
            for b in range(a):
                pair = tuple(sorted((seats[a], seats[b]), key=coop.ids.index))
                wanted[pair] = wanted.get(pair, 0) + 1 / len(seats) ** 2
    assert found == pytest.approx(wanted)
    assert ts.cooperation.density(coop).value == pytest.approx(expected["commune"]["coverage"])
