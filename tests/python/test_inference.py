"""Permutation tests against every permutation in plain Python, and the reference values beside the project."""

import json
import math
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "cooperation"


def fixture(name):
    path = FIXTURES / f"{name}.json"
    if not path.exists():
        pytest.skip(f"there is no {name}.json beside the project")
    return json.loads(path.read_text())


def cells(matrix, directed=True):
    return matrix[~np.eye(len(matrix), dtype=bool)] if directed else matrix[np.triu_indices(len(matrix), 1)]


def moved(matrix, order):
    return matrix[np.ix_(order, order)]


def tails(found, values):
    values, near = np.asarray(values), 1e-9
    return (values >= found - near).mean(), (values <= found + near).mean(), (np.abs(values) >= abs(found) - near).mean()


def matrices(n, values):
    return st.lists(values, min_size=n * n, max_size=n * n).map(lambda cells: np.array(cells, float).reshape(n, n))


@settings(max_examples=25, deadline=None)
@given(matrices(5, st.integers(0, 2)), matrices(5, st.sampled_from([0, 0, 0, 1])), st.booleans())
def test_qap_over_every_permutation(a, b, directed):
    if not directed:
        a, b = a + a.T, b + b.T
    found = ts.inference.qap(a, b, permutations="all")
    if cells(a).std() == 0 or cells(b).std() == 0:
        assert math.isnan(found.correlation) and math.isnan(found.p)
        return
    def r(x, y):
        return np.corrcoef(cells(x), cells(y))[0, 1]
    drawn = [r(a, moved(b, order)) for order in permutations(range(5))]
    assert found.correlation == pytest.approx(r(a, b))
    assert (found.mean, found.sd) == pytest.approx((np.mean(drawn), np.std(drawn)), abs=1e-9)
    assert (found.p_high, found.p_low, found.p) == pytest.approx(tails(r(a, b), drawn))
    assert found.permutations == 120


def test_reference_values_of_qap():
    case = fixture("qap_exact_7")
    out = case["output"]
    found = ts.inference.qap(np.array(case["input"]["x"]), np.array(case["input"]["y"]), permutations="all", directed=True)
    assert found.correlation == pytest.approx(out["r"], abs=1e-12)
    assert (found.p_high, found.p_low, found.p) == pytest.approx((out["p_ge"], out["p_le"], out["p_abs"]), abs=1e-12)
    assert found.sd == pytest.approx(out["perm_sd_population"], abs=1e-12)


def test_reference_values_of_florentine_families():
    case = fixture("qap_florentine")
    def network(kind):
        source, target = zip(*case["input"][f"{kind}_edges_1based"], strict=True)
        return ts.Network.from_edges(source, target, nodes=range(1, 17))
    R = 20_000
    found = ts.inference.qap(network("marriage"), network("business"), permutations=R, seed=2)
    out = case["output"]
    assert found.correlation == pytest.approx(out["r"], abs=1e-9)
    assert abs(found.p_high - out["p_ge"]) <= 4 * math.sqrt(out["p_ge"] / R) + 1 / R
    assert found.sd == pytest.approx(out["perm_sd"], rel=0.03)


def test_nodes_are_matched_by_id_and_threads_do_not_matter():
    rng = np.random.default_rng(4)
    source, target = rng.integers(0, 40, (2, 300))
    a = ts.Network.from_edges(source, target, directed=True, nodes=range(40))
    b = ts.Network.from_edges(source[:200], target[:200], directed=True, nodes=range(39, -1, -1))
    A, B = np.zeros((40, 40)), np.zeros((40, 40))
    np.add.at(A, (source, target), 1)
    np.add.at(B, (source[:200], target[:200]), 1)
    one, two = (ts.inference.qap(a, b, seed=3, threads=t) for t in (1, 2))
    assert one == two
    assert one.correlation == pytest.approx(np.corrcoef(cells(A), cells(B))[0, 1])
    assert ts.inference.qap(A, B, seed=3).p == one.p == 1 / 1001
    with pytest.raises(ts.InvalidArgument, match="same nodes"):
        ts.inference.qap(a, ts.Network.from_edges(["x"], ["y"]))


def ols_t(y, columns):
    X = np.column_stack([np.ones(len(y)), *columns])
    beta, *_ = np.linalg.lstsq(X, y, rcond=None)
    rss = ((y - X @ beta) ** 2).sum()
    se = np.sqrt(rss / (len(y) - X.shape[1]) * np.diag(np.linalg.inv(X.T @ X)))
    return beta, beta / se


def residual(x, others):
    Z = np.column_stack([np.ones(x.size), *(other.ravel() for other in others)])
    inside = ~np.eye(len(x), dtype=bool).ravel()
    gamma, *_ = np.linalg.lstsq(Z[inside], x.ravel()[inside], rcond=None)
    return (x.ravel() - Z @ gamma).reshape(x.shape)


@pytest.mark.parametrize("method", ["dsp", "y", "x"])
@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("sparse", [True, False])
def test_mrqap_over_every_permutation(method, directed, sparse):
    rng = np.random.default_rng(7)
    n = 6
    y, x1, x2 = (rng.normal(size=(n, n)).round(2) for _ in range(3))
    if sparse:
        x1, y = (rng.random((n, n)) < 0.07) * 1.0, (rng.random((n, n)) < 0.08) * 1.0
        x1[0, 1] = y[0, 1] = y[2, 3] = x2[1, 4] = 1
    if not directed:
        y, x1, x2 = y + y.T, x1 + x1.T, x2 + x2.T
    found = ts.inference.mrqap(y, [("one", x1), ("two", x2)], method, permutations="all", directed=directed)
    beta, t = ols_t(cells(y, directed), [cells(x1, directed), cells(x2, directed)])
    assert found["estimate"] == pytest.approx(beta)
    assert found["t"] == pytest.approx(t)
    drawn = {1: [], 2: []}
    for order in permutations(range(n)):
        if method == "y":
            values = ols_t(cells(moved(y, order), directed), [cells(x1, directed), cells(x2, directed)])[1]
            drawn[1].append(values[1])
            drawn[2].append(values[2])
            continue
        for term, x, other in ((1, x1, x2), (2, x2, x1)):
            source = residual(x, [other]) if method == "dsp" else x
            drawn[term].append(ols_t(cells(y, directed), [cells(moved(source, order), directed), cells(other, directed)])[1][1])
    for term in (1, 2):
        row = found[term]
        assert (row["p_high"], row["p_low"], row["p"]) == pytest.approx(tails(t[term], drawn[term]), abs=1e-9)


def test_reference_values_of_mrqap():
    case = fixture("mrqap_exact_7")
    y, x1, x2 = (np.array(case["input"][name]) for name in ("y", "x1", "x2"))
    out = case["output"]
    dsp = ts.inference.mrqap(y, [x1, x2], "dsp", permutations="all")
    assert dsp["estimate"] == pytest.approx(out["coefficients"], abs=1e-10)
    assert dsp["t"] == pytest.approx(out["t"], abs=1e-10)
    by_y = ts.inference.mrqap(y, [x1, x2], "y", permutations="all")
    for term, name in enumerate(["intercept", "x1", "x2"]):
        row = by_y[term]
        assert (row["p_high"], row["p_low"], row["p"]) == pytest.approx(out["qapy_p_ge_le_abs"][name], abs=1e-10)
        if term:
            row = dsp[term]
            assert (row["p_high"], row["p_low"], row["p"]) == pytest.approx(out[f"dsp_p_ge_le_abs_{name}"], abs=1e-10)


def hightech(case):
    def network(kind):
        source, target = zip(*case["input"][f"{kind}_arcs"], strict=True)
        return ts.Network.from_edges(source, target, directed=True, nodes=range(1, 22))
    return network("advice"), [(kind, network(kind)) for kind in ("friendship", "reports")]


def near(found, expected, R):
    p = np.clip(np.asarray(expected, dtype=float), 1 / R, None)
    return (np.abs(found - np.asarray(expected)) <= 5 * np.sqrt(2 * p * (1 - p) / R) + 2 / R).all()


def test_reference_values_of_managers():
    case = fixture("mrqap_hightech")
    y, x = hightech(case)
    out = case["output"]
    found = ts.inference.mrqap(y, x, permutations=5000, seed=1)
    assert found["estimate"] == pytest.approx(out["coefficients"], abs=1e-8)
    assert found["t"] == pytest.approx(out["t"], abs=1e-8)
    assert (found.r_squared, found.df) == (pytest.approx(out["r_squared"], abs=1e-8), out["df_residual"])
    assert near(found["p_high"], out["dsp_p_ge"], 5000) and near(found["p"], out["dsp_p_abs"], 5000)
    by_y = ts.inference.mrqap(y, x, "y", permutations=5000, seed=1)
    assert near(by_y["p_high"], out["qapy_p_ge"], 5000) and near(by_y["p"], out["qapy_p_abs"], 5000)


def test_reference_values_of_logistic_qap():
    case = fixture("netlogit_hightech")
    y, x = hightech(case)
    out = case["output"]
    found = ts.inference.netlogit(y, x, permutations=1000, seed=1)
    assert found["estimate"] == pytest.approx(out["coefficients"], abs=1e-6)
    assert found["se"] == pytest.approx(out["se"], rel=1e-5)
    assert found["z"] == pytest.approx(out["z"], rel=1e-5)
    assert (found.deviance, found.null_deviance, found.aic) == pytest.approx(
        (out["deviance"], out["null_deviance"], out["aic"]), rel=1e-8)
    assert near(found["p_high"], out["p_ge"], 1000) and near(found["p"], out["p_abs"], 1000)


def test_strata_keep_nodes_where_they_are():
    """Ties follow the strata, nothing else: within strata there is nothing left to see."""
    rng = np.random.default_rng(0)
    place = np.repeat([0, 1, 2], 8)
    same = (place[:, None] == place).astype(float)
    a, b = (np.triu(rng.random((24, 24)) < 0.1 + 0.5 * same, 1) * 1.0 for _ in range(2))
    a, b = a + a.T, b + b.T
    free = ts.inference.qap(a, b, permutations=500)
    within = ts.inference.qap(a, b, permutations=500, strata=[str(p) for p in place])
    assert free.p_high < 0.01 < within.p_high and within.mean > 0.1
    model = ts.inference.mrqap(a, {"b": b}, strata=place, permutations=200)
    assert model.permutations == 200 and "3 strata" in model.note


def test_what_the_others_determine_is_said():
    x = np.arange(36.0).reshape(6, 6) % 7
    found = ts.inference.mrqap(x.T, {"x": x, "again": 2 * x + 1}, permutations=9)
    assert math.isnan(found["estimate"][2]) and math.isnan(found["p"][2]) and found.df == 28
    with pytest.raises(ts.InvalidArgument, match="0 and 1"):
        ts.inference.netlogit(x, {"x": x})
    with pytest.raises(ts.InvalidArgument, match="dsp, y, x"):
        ts.inference.mrqap(x, {"x": x}, "z")


def test_pairs_with_zeros_and_covariates():
    net = ts.Network.from_edges(["a", "c"], ["b", "a"], [2, 5], directed=True, nodes=list("abc"))
    flow = ts.Network.from_edges(["b"], ["a"], [7], directed=True, nodes=list("cba"))
    table = ts.inference.dyads(net, [("flow", flow), ("kin", ["x", "", "x"]), ("near", {("a", "c")})])
    rows = {(row["a"], row["b"]): (row["weight"], row["flow"], row["kin"], row["near"]) for row in table}
    assert rows == {("a", "b"): (2, 0, 0, 0), ("a", "c"): (0, 0, 1, 1), ("b", "a"): (0, 7, 0, 0), ("b", "c"): (0, 0, 0, 0),
                    ("c", "a"): (5, 0, 1, 0), ("c", "b"): (0, 0, 0, 0)}
    possible = ts.inference.dyads(net, eligible={("a", "b"), ("b", "a")})
    assert len(possible) == 2 and "1 pairs cooperate" in possible.note
    same = [lambda a, b: {a, b} == {"a", "b"}, [{"a": "a", "b": "b"}, ("b", "a"), ("z", "a")],
            np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]])]
    assert all(ts.inference.dyads(net, eligible=given).to_dict() == possible.to_dict() for given in same)
    with pytest.raises(ts.InvalidArgument, match="log_distance"):
        ts.inference.dyads(net, ["nonsense"])
