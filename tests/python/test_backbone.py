"""Backbones against plain definitions, exhaustive enumeration and the reference values beside the project."""

import json
import math
from itertools import combinations, permutations, product
from pathlib import Path

import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "cooperation"


def fixture(name):
    path = FIXTURES / f"{name}.json"
    if not path.exists():
        pytest.skip(f"there is no {name}.json beside the project")
    return json.loads(path.read_text())


def two_mode(incidence):
    rows, columns = np.nonzero(np.asarray(incidence))
    n, p = np.shape(incidence)
    return ts.TwoMode.from_edges(rows, columns, rows=range(n), columns=range(p))


def matrix(result, column, n):
    values = np.full((n, n), np.nan)
    for row in result:
        a, b = int(row["a"]), int(row["b"])
        values[a, b] = values[b, a] = row[column]
    return values


def upper(expected):
    expected = np.array(expected, dtype=float)
    return expected[np.triu_indices(len(expected), 1)]


incidences = st.integers(2, 5).flatmap(lambda n: st.integers(1, 6).flatmap(
    lambda p: st.lists(st.lists(st.booleans(), min_size=p, max_size=p), min_size=n, max_size=n)))


@settings(max_examples=60, deadline=None)
@given(incidences)
def test_validated_links_are_hypergeometric(incidence):
    B = np.array(incidence, dtype=int)
    found = ts.cooperation.backbone(two_mode(B), "svn", correction="fdr", alpha=0.3, every_pair=True)
    n, p = B.shape
    over, under = [], []
    for row, (i, j) in zip(found, combinations(range(n), 2), strict=True):
        shared = int(B[i] @ B[j])
        law = stats.hypergeom(p, B[i].sum(), B[j].sum())
        assert (row["a"], row["b"], row["weight"]) == (str(i), str(j), shared)
        assert row["p_over"] == pytest.approx(law.sf(shared - 1), rel=1e-9)
        assert row["p_under"] == pytest.approx(law.cdf(shared), rel=1e-9)
        assert row["expected"] == pytest.approx(law.mean())
        over.append(row["p_over"])
        under.append(row["p_under"])
    signs = np.array([row["sign"] for row in found])
    passed = [stats.false_discovery_control(values) <= 0.3 + 1e-9 for values in (over, under)]
    assert (signs == np.where(passed[0], 1, np.where(passed[1], -1, 0))).all()
    assert found.network.size == sum(row["sign"] == 1 for row in found)


def bicm_by_fixed_point(B):
    """Saracco et al.: x_i = k_i / sum_k y_k / (1 + x_i y_k), and so on, for degrees that are neither 0 nor all."""
    rows, columns = B.sum(1), B.sum(0)
    x, y = rows / math.sqrt(B.sum()), columns / math.sqrt(B.sum())
    for _ in range(20_000):
        x = rows / (y / (1 + np.outer(x, y))).sum(1)
        y = columns / (x[:, None] / (1 + np.outer(x, y))).sum(0)
    xy = np.outer(x, y)
    return xy / (1 + xy)


def poisson_binomial(chances):
    law = np.ones(1)
    for q in chances:
        law = np.append(law, 0) * (1 - q) + np.append(0, law) * q
    return law


def chances_of(two, B):
    table = {(row["row_degree"], row["column_degree"]): row["probability"] for row in ts.cooperation.bicm(two)}
    return np.array([[table[k, d] for d in B.sum(0)] for k in B.sum(1)])


@settings(max_examples=60, deadline=None)
@given(incidences)
def test_the_stochastic_degree_model_is_exact(incidence):
    B = np.array(incidence, dtype=int)
    two = two_mode(B)
    P = chances_of(two, B)
    assert P.sum(1) == pytest.approx(B.sum(1), abs=1e-7)
    assert P.sum(0) == pytest.approx(B.sum(0), abs=1e-7)
    for row, (i, j) in zip(ts.cooperation.backbone(two, "sdsm", every_pair=True), combinations(range(len(B)), 2), strict=True):
        law, shared = poisson_binomial(P[i] * P[j]), int(B[i] @ B[j])
        assert row["p_over"] == pytest.approx(law[shared:].sum(), rel=1e-9)
        assert row["p_under"] == pytest.approx(law[: shared + 1].sum(), rel=1e-9)


def test_small_tails_keep_their_digits():
    n = 400
    B = np.zeros((3, n), dtype=int)
    B[0, :60] = B[1, :60] = B[2, 60:] = 1
    row = ts.cooperation.backbone(two_mode(B), "svn")[0]
    assert row["p_over"] == pytest.approx(1 / math.comb(n, 60), rel=1e-10)


@pytest.mark.parametrize("name", ["davis", "inouye", "kevan"])
def test_reference_values_of_two_mode_backbones(name):
    case = fixture(f"svn_sdsm_{name}")
    B = np.array(case["input"]["incidence"])
    two, n, out = two_mode(B), len(B), case["output"]
    corner = np.triu_indices(n, 1)
    svn = ts.cooperation.backbone(two, "svn", every_pair=True)
    assert matrix(svn, "p_over", n)[corner] == pytest.approx(upper(out["hypergeometric_p_upper"]), rel=1e-6)
    sdsm = ts.cooperation.backbone(two, "sdsm", every_pair=True)
    assert matrix(sdsm, "p_over", n)[corner] == pytest.approx(
        upper(out["sdsm_p_upper_exact_poisson_binomial"]), rel=1e-6, abs=1e-12)
    assert chances_of(two, B) == pytest.approx(np.array(out["bicm_probabilities"]), abs=1e-6)
    for correction, alpha in product(("bonferroni", "fdr"), (0.01, 0.05)):
        links = ts.cooperation.backbone(two, "svn", alpha, correction).network.edges
        found = sorted((int(e["source"]) + 1, int(e["target"]) + 1) for e in links)
        assert found == sorted(tuple(link) for link in out[f"svn_links_{correction}_{alpha}"])


def test_reference_values_of_a_toy():
    case = fixture("sdsm_toy_backbone_tests")
    B = np.array(case["input"]["bicm_input"])
    assert chances_of(two_mode(B), B) == pytest.approx(np.array(case["output"]["bicm"]), abs=1e-9)


def condensed_matter():
    case = fixture("sdsm_exact_condmat1000")
    edges = np.loadtxt(FIXTURES / case["input"]["edges_csv"], delimiter=",", skiprows=1, dtype=int)
    return case, ts.TwoMode.from_edges(edges[:, 0], edges[:, 1])


def test_a_thousand_authors():
    case, two = condensed_matter()
    out = case["output"]
    found = ts.cooperation.backbone(two, "sdsm")
    p = found.column("p_over")[found.column("weight") > 0]
    assert len(p) == out["cooccurring_pairs"]
    assert (p < 0.05).sum() == out["significant_p_lt_0_05_exact"]
    assert p.sum() == pytest.approx(out["sum_p_exact"], abs=1e-4)
    assert found.network.size == out["bonferroni_0_05_exact"]
    assert ts.cooperation.backbone(two, "sdsm", correction="fdr").network.size == out["bh_0_05_exact"]


def test_draws_agree_with_all_incidences():
    case = fixture("fdsm_exact_enumeration")
    trials = 20_000
    found = ts.cooperation.backbone(two_mode(case["input"]["incidence"]), "fdsm", trials=trials, seed=5, every_pair=True)
    for column, name in (("p_over", "p_upper"), ("p_under", "p_lower")):
        exact = upper(case["output"][name])
        assert (np.abs(found.column(column) - exact) <= 4 * np.sqrt(exact * (1 - exact) / trials) + 1 / trials).all()
    assert found.column("expected") == pytest.approx(upper(case["output"]["expected_cooccurrence"]), abs=0.03)
    assert found.rhat < 1.05 and found.perturbed > 0.2


def test_draws_agree_with_an_enumeration():
    B = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]])
    choices = [[c for c in product((0, 1), repeat=4) if sum(c) == k] for k in B.sum(1)]
    same = [M for M in map(np.array, product(*choices)) if (M.sum(0) == B.sum(0)).all()]
    trials = 20_000
    one, two = (ts.cooperation.backbone(two_mode(B), "fdsm", trials=trials, seed=1, threads=t, every_pair=True) for t in (1, 2))
    assert one.to_dict() == two.to_dict() and one.rhat == two.rhat
    for row, (i, j) in zip(one, combinations(range(4), 2), strict=True):
        exact = np.mean([M[i] @ M[j] >= B[i] @ B[j] for M in same])
        assert abs(row["p_over"] - exact) <= 4 * math.sqrt(exact * (1 - exact) / trials) + 1 / trials


def test_power_says_which_pairs_could_ever_pass():
    B = np.array([[1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0]])
    power = ts.cooperation.backbone(two_mode(B), "svn").power[0]
    could = sum(stats.hypergeom(8, a, b).sf(min(a, b) - 1) <= 0.05 / 6 for a, b in combinations(B.sum(1), 2))
    assert (power["tests"], power["could_pass"], power["passed"]) == (6, could, 0)
    few = ts.cooperation.backbone(two_mode(B), "fdsm", trials=50).power[0]
    assert few["could_pass"] == 0  # one in 51 is above 0.05 / 6


weights = st.lists(st.integers(0, 9), min_size=20, max_size=20)


@given(weights, st.booleans(), st.booleans())
def test_the_disparity_filter(values, directed, both_ends):
    arcs = list(permutations(range(5), 2)) if directed else list(combinations(range(5), 2))
    W = np.zeros((5, 5))
    for (a, b), w in zip(arcs, values):
        W[a, b] = w
        if not directed:
            W[b, a] = w
    a, b = zip(*arcs, strict=True)
    net = ts.Network.from_edges(a, b, values[: len(arcs)], directed=directed, nodes=range(5))
    def p(w, line):
        k = np.count_nonzero(line)
        return (1 - w / line.sum()) ** (k - 1) if k > 1 else 1
    for row in ts.cooperation.backbone(net, "disparity", both_ends=both_ends, correction=None):
        i, j = int(row["a"]), int(row["b"])
        ends = p(W[i, j], W[i]), p(W[i, j], W[:, j])
        assert (row["p_source"], row["p_target"]) == pytest.approx(ends)
        assert row["sign"] == ((max if both_ends else min)(ends) <= 0.05)


def test_reference_values_of_weighted_backbones():
    case = fixture("weighted_backbone_davis")
    W = np.array(case["input"]["weights"], dtype=float)
    a, b = np.triu_indices(len(W), 1)
    net = ts.Network.from_edges(a, b, W[a, b], nodes=range(len(W)))
    found = matrix(ts.cooperation.backbone(net, "disparity"), "p", len(W))
    expected = np.array(case["output"]["disparity_p_upper"], dtype=float)
    tied = np.triu(W > 0, 1)
    assert found[tied] == pytest.approx(expected[tied], abs=1e-7)
    assert np.isnan(found[np.triu(W == 0, 1)]).all()


def test_reference_values_of_the_noise_corrected_backbone():
    case = fixture("noise_corrected_davis")
    W = np.array(case["input"]["weights"], dtype=float)
    a, b = np.triu_indices(len(W), 1)
    net = ts.Network.from_edges(a, b, W[a, b], nodes=range(len(W)))
    found = ts.cooperation.backbone(net, "noise", alpha=stats.norm.sf(1.64), correction=None)
    assert len(found) == len(case["output"]["edges"])
    for row, (i, j, w, score, sd) in zip(found, case["output"]["edges"], strict=True):
        assert (int(row["a"]) + 1, int(row["b"]) + 1, row["weight"]) == (i, j, w)
        assert (row["score"], row["sd"]) == pytest.approx((score, sd), abs=1e-10)
    kept = [[int(row["a"]) + 1, int(row["b"]) + 1] for row in found if row["sign"]]
    assert kept == case["output"]["kept_delta_1_64"]


def test_what_is_refused():
    net = ts.Network.from_edges(["a"], ["b"])
    with pytest.raises(ts.InvalidArgument, match="two-mode"):
        ts.cooperation.backbone(net, "svn")
    with pytest.raises(ts.InvalidArgument, match="disparity, svn"):
        ts.cooperation.backbone(net, "best")
    with pytest.raises(ts.InvalidArgument, match="alpha"):
        ts.cooperation.backbone(net, "disparity", alpha=0)
    empty = ts.TwoMode.from_edges([], [])
    for method in ("svn", "sdsm", "fdsm", "disparity", "noise"):
        assert len(ts.cooperation.backbone(empty, method)) == 0
