"""Poisson regression and gravity models: against plain Newton steps, reference values, and planted parameters."""

import csv
import gzip
import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT.parent / "shared" / "fixtures" / "cooperation"


def fixture(name):
    path = FIXTURES / f"{name}.json"
    if not path.exists():
        pytest.skip(f"there is no {name}.json beside the project")
    return json.loads(path.read_text())


def columns_of(path):
    with gzip.open(path, "rt") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def newton(y, X, offset=0.0):
    """Maximum likelihood and the pieces of the sandwich, by definition."""
    beta = np.zeros(X.shape[1])
    beta[0] = math.log(y.mean())
    for _ in range(100):
        mu = np.exp(X @ beta + offset)
        step = np.linalg.solve(X.T @ (X * mu[:, None]), X.T @ (y - mu))
        while np.abs(step).max() > 3:
            step /= 2
        beta = beta + step
    mu = np.exp(X @ beta + offset)
    bread = np.linalg.inv(X.T @ (X * mu[:, None]))
    return beta, bread, X * (y - mu)[:, None]


def sandwich(bread, scores, together):
    """Sum of s_p s_q' over the rows that may go together."""
    return np.sqrt(np.diag(bread @ (scores.T @ together @ scores) @ bread))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_estimates_and_all_errors(seed, with_effects):
    rng = np.random.default_rng(seed)
    pairs = np.array(list(itertools.combinations(range(7), 2)))
    a, b = pairs.T
    x = rng.normal(size=(len(a), 2)) * [1, 50] + [0, 400]
    y = rng.poisson(np.exp(1.5 + x[:, 0] / 2)).astype(float)
    ends = np.zeros((len(a), 7))
    ends[np.arange(len(a)), a] += 1
    ends[np.arange(len(a)), b] += 1
    if with_effects and ((ends.T @ (y > 0)) < 3).any():
        return
    design = np.column_stack([ends if with_effects else np.ones(len(a)), x])
    scale = np.r_[np.ones(design.shape[1] - 1), 50]
    centred = design - np.r_[np.zeros(design.shape[1] - 1), 400] * (design == design)
    beta, bread, scores = newton(y, centred / scale)
    shared = (ends @ ends.T > 0).astype(float)
    by_a, by_b = (a[:, None] == a).astype(float), (b[:, None] == b).astype(float)
    kinds = {"hc0": (np.eye(len(a)), None), "cluster": (by_a, a), "two-way": (by_a + by_b - by_a * by_b, (a, b)),
             "dyadic": (shared, (a, b))}
    for errors, (together, clusters) in kinds.items():
        found = ts.cooperation.ppml(y, x, ["one", "two"], {"node": (a, b)} if with_effects else None, errors, clusters=clusters)
        assert not found.separated.any()
        assert found["estimate"][-2:] == pytest.approx((beta / scale)[-2:], rel=1e-6, abs=1e-9)
        meat = scores.T @ together @ scores
        variance = np.diag(bread @ meat @ bread)[-2:] / scale[-2:] ** 2
        expected = np.sqrt(np.where(variance > 0, variance, np.nan))
        assert found["se"][-2:] == pytest.approx(expected, rel=1e-5, nan_ok=True)
    if not with_effects:
        beta, bread, scores = newton(y, np.column_stack([np.ones(len(a)), x[:, 0]]))
        found = ts.cooperation.ppml(y, x[:, 0], errors="dyadic", clusters=(a, b))
        assert found["estimate"] == pytest.approx(beta, rel=1e-7)
        variance = np.diag(bread @ (scores.T @ shared @ scores) @ bread)
        assert found["se"] == pytest.approx(np.sqrt(np.where(variance > 0, variance, np.nan)), rel=1e-6, nan_ok=True)


def test_an_offset_and_what_others_determine():
    rng = np.random.default_rng(1)
    x, exposure = rng.normal(size=60), rng.uniform(1, 9, 60)
    y = rng.poisson(exposure * np.exp(x))
    found = ts.cooperation.ppml(y, {"x": x, "twice": 2 * x + 3}, offset=np.log(exposure))
    beta, _, _ = newton(y, np.column_stack([np.ones(60), x]), np.log(exposure))
    assert found["estimate"][:2] == pytest.approx(beta) and math.isnan(found["estimate"][2])
    with pytest.raises(ts.InvalidArgument, match="0 or more"):
        ts.cooperation.ppml([1, -1], [0, 1])
    with pytest.raises(ts.InvalidArgument, match="above 0"):
        ts.cooperation.ppml([0, 0], [0, 1])
    with pytest.raises(ts.InvalidArgument, match="dyadic"):
        ts.cooperation.ppml([1, 2, 3], [0, 1, 5], errors="robust")


def separated_by_programme(y, X):
    """The largest set of zeros that a combination pushes down, the others staying put: by linear programmes."""
    positive, zeros = X[y > 0], np.flatnonzero(y == 0)
    found = set()
    for row in zeros:  # is there a combination that is 0 where y > 0, 0 or more elsewhere and 1 in this row
        answer = linprog(np.zeros(X.shape[1]), A_ub=-X[zeros], b_ub=np.zeros(len(zeros)),
                         A_eq=np.vstack([positive, X[row]]), b_eq=np.r_[np.zeros(len(positive)), 1],
                         bounds=[(None, None)] * X.shape[1])
        if answer.status == 0:
            found.add(int(row))
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.booleans(), st.booleans())
def test_separation_against_linear_programmes(seed, whole, pairs):
    rng = np.random.default_rng(seed)
    n, levels = int(rng.integers(6, 40)), int(rng.integers(3, 7))
    x = rng.integers(-1, 2, (n, 2)).astype(float) if whole else rng.normal(size=(n, 2)) * (rng.random((n, 2)) < 0.4)
    a = rng.integers(0, levels, n)
    b = (a + rng.integers(1, levels, n)) % levels
    y = (rng.random(n) < rng.uniform(0.1, 0.6)) * rng.integers(1, 4, n)
    if y.sum() == 0:
        return
    at_a, at_b = a[:, None] == np.arange(levels), b[:, None] == np.arange(levels)
    X = np.column_stack([x, at_a * 1.0 + at_b] if pairs else [x, at_a, at_b])
    found = ts.cooperation.separated(y, x, effects={"node": (a, b)} if pairs else {"from": a, "to": b})
    assert set(np.flatnonzero(found)) == separated_by_programme(y, X.astype(float))


def separation_cases():
    return sorted(path.stem for path in FIXTURES.glob("ppml_separation_[0-9]*.json"))


@pytest.mark.parametrize("name", separation_cases())
def test_reference_values_of_separation(name):
    case = fixture(name)
    order = case["input"].get("column_order", case["input"]["columns"])
    data = {column: np.array([row[i] for row in case["input"]["rows"]], dtype=float) for i, column in enumerate(order)}
    X = {column: values for column, values in data.items() if column.startswith("x")}
    effects = {column: values for column, values in data.items() if column.startswith("id")}
    found = ts.cooperation.separated(data["y"], X or None, effects=effects or None)
    assert found.astype(int).tolist() == case["output"]["separated"]


def test_reference_values_of_the_log_of_gravity():
    case = fixture("ppml_log_of_gravity_table3")
    data = columns_of(FIXTURES / case["input"]["csv"])
    y = np.array(data[case["input"]["y"]], dtype=float)
    X = np.column_stack([np.array(data[name], dtype=float) for name in case["input"]["x"]])
    for rows, key in ((y >= 0, "ppml_all"), (y > 0, "ppml_positive")):
        found = ts.cooperation.ppml(y[rows], X[rows], case["input"]["x"])
        assert found["estimate"] == pytest.approx(case["output"][key]["coef"], rel=1e-6)
        assert found["se"] == pytest.approx(case["output"][key]["se_HC0"], rel=1e-6)
    assert found.rows == case["output"]["ppml_positive"]["n"]


def test_reference_values_with_four_effects():
    case = fixture("ppml_fixest_trade_4fe")
    data = columns_of(FIXTURES / case["input"]["csv"])
    y = np.array(data["Euros"], dtype=float)
    x = np.log(np.array(data["dist_km"], dtype=float))
    effects = {name: np.array(data[name]) for name in case["input"]["fixed_effects"]}
    out = case["output"]
    found = ts.cooperation.ppml(y, x, ["log_distance"], effects)
    assert found["estimate"][0] == pytest.approx(out["coef_log_dist"], rel=1e-6)
    assert found["se"][0] == pytest.approx(out["se_HC0"], rel=1e-6)
    assert found.deviance == pytest.approx(out["deviance"], rel=1e-6)
    clustered = ts.cooperation.ppml(y, x, ["log_distance"], effects, "cluster", clusters=effects["Origin"])
    assert clustered["se"][0] == pytest.approx(out["se_cluster_origin_raw"], rel=1e-6)


def test_reference_values_of_undirected_pairs():
    case = fixture("ppml_dyadic_30")
    given_, out = case["input"], case["output"]
    a, b = np.array(given_["pairs_1based"]).T - 1
    xy, region = np.array(given_["xy"]), np.array(given_["region"])
    X = {"log_distance": np.log(np.hypot(*(xy[a] - xy[b]).T)), "same": (region[a] == region[b]).astype(float)}
    for errors, key in (("hc0", "se_HC0"), ("dyadic", "se_dyadic_robust")):
        found = ts.cooperation.ppml(given_["y"], X, effects={"region": (a, b)}, errors=errors, clusters=(a, b))
        assert found["estimate"] == pytest.approx([out["coef_log_dist"], out["coef_same_region"]], abs=1e-6)
        assert found["se"] == pytest.approx(out[key], abs=1e-6)
    assert found.deviance == pytest.approx(out["deviance"], rel=1e-6)
    assert found.effects["estimate"][np.argsort(found.effects["level"].astype(int))] == pytest.approx(out["fixed_effects"], abs=1e-5)


def test_the_planted_gravity_model_is_found_again():
    """The demo's joint projects: each parameter within two standard errors."""
    truth = json.loads((ROOT / "examples" / "data" / "demo_truth.json").read_text())["gravity"]
    coop = ts.demo().cooperation("commune", types=[truth["type"]])
    studied = set(truth["communes"])
    eligible = set(itertools.combinations([id for id in coop.ids if id in studied], 2))
    epci, ept = coop.group("epci"), coop.group("ept")
    home = [t or e for t, e in zip(ept, epci, strict=True)]
    terms = ["mass", "log_distance", "same_departement", ("same_epci_or_ept", home)]
    model = ts.cooperation.gravity(coop, terms, effects=None, eligible=eligible)
    planted = truth["coefficients"]
    for row in list(model)[1:]:
        assert abs(row["estimate"] - planted[row["term"]]) <= 2 * row["se"], row
    assert len(model.pairs) == math.comb(len(studied), 2)
    with_effects = ts.cooperation.gravity(coop, terms[1:], eligible=eligible)
    for row in with_effects:
        assert abs(row["estimate"] - planted[row["term"]]) <= 2 * row["se"], row


def test_gravity_keeps_totals_and_says_what_it_left_out():
    coop = ts.demo().cooperation("epci", types=["PROJ"])
    model = ts.cooperation.gravity(coop, ["distance"])
    observed, expected = np.zeros(len(coop)), np.zeros(len(coop))
    place = {id: i for i, id in enumerate(coop.ids)}
    for row in model.pairs:
        for end in (row["a"], row["b"]):
            observed[place[end]] += row["weight"]
            expected[place[end]] += row["expected"]
    assert expected == pytest.approx(observed, rel=1e-6, abs=1e-6)
    assert "pairs that could cooperate" in model.note
    with pytest.raises(ts.InvalidArgument, match="territory"):
        ts.cooperation.gravity(coop, ["distance"], effects="theme")


def test_no_terms_are_effects_alone():
    net = ts.Network.from_edges(list("abcab"), list("bcddd"))
    found = ts.cooperation.gravity(net, [])
    fitted = found.pairs
    for id in "abcd":
        mine = (fitted["a"] == id) | (fitted["b"] == id)
        assert fitted["expected"][mine].sum() == pytest.approx(fitted["weight"][mine].sum())
    alone = ts.cooperation.ppml([1.0, 2.0, 6.0])
    assert alone.terms[0]["estimate"] == pytest.approx(math.log(3))
