"""Equity, time, sets of members, missing cooperation and exclusive mediation, against plain definitions."""

import math
from itertools import combinations

import numpy as np
import pytest
import tissu as ts
from hypothesis import given
from hypothesis import strategies as st

amounts = st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any)
waves_of = st.lists(st.sets(st.sampled_from(list(combinations("abcd", 2)))), min_size=2, max_size=4)
sets_of = st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), max_size=6)


@given(amounts)
def test_equity_agrees_with_definitions(values):
    n, mean = len(values), sum(values) / len(values)
    assert ts.equity.gini(values) == pytest.approx(sum(abs(x - y) for x in values for y in values) / (2 * n * n * mean), abs=1e-12)
    theil = sum(x / mean * math.log(x / mean) for x in values if x) / n
    groups = [i % 2 for i in range(n)]
    found = ts.equity.theil(values, None, groups, list(range(n)))
    assert found.total == pytest.approx(theil, abs=1e-12)
    assert sum(found.levels) == pytest.approx(theil, abs=1e-12)
    within = sum(row["share"] * row["within"] for row in found if row["level"] == 1)
    assert found.within == pytest.approx(within, abs=1e-12)
    assert ts.equity.hoover(values) == pytest.approx(sum(abs(x - mean) for x in values) / (2 * sum(values)))
    assert ts.equity.effective_number(values) == pytest.approx(1 / ts.equity.hhi(values))
    assert ts.equity.gini(values, [1] * n) == pytest.approx(ts.equity.gini(values))


def test_equity_without_amounts_and_bad_input():
    for measure in (ts.equity.gini, ts.equity.hhi, ts.equity.hoover, ts.equity.effective_number):
        assert math.isnan(measure([0, 0]))
    with pytest.raises(ts.InvalidArgument):
        ts.equity.gini([1, 2], [1])
    with pytest.raises(ts.InvalidArgument):
        ts.equity.hhi([-1, 2])
    with pytest.raises(ts.InvalidArgument, match="nested"):
        ts.equity.theil([1, 2], None, ["a", "b"], ["c", "c"])


def net(edges):
    return ts.Network.from_edges([a for a, _ in sorted(edges)], [b for _, b in sorted(edges)], nodes=list("abcd"))


@given(waves_of)
def test_changes_repeats_and_survival(waves):
    nets = [net(wave) for wave in waves]
    for row, old, new in zip(ts.temporal.changes(nets), waves, waves[1:], strict=False):
        assert (row["formed"], row["dissolved"], row["persisted"]) == (len(new - old), len(old - new), len(old & new))
    for k, row in enumerate(ts.temporal.repeat_share(nets)):
        assert row["repeated"] == len(waves[k] & set().union(*waves[:k]))
    for row in ts.temporal.survival(nets):
        k, age = int(row["cohort"]), row["age"]
        born = waves[k] - waves[k - 1] if k else waves[k]
        assert row["alive"] == sum(all(tie in waves[k + i] for i in range(age + 1)) for tie in born)


@given(waves_of, st.booleans())
def test_reachability_by_search_over_paths(waves, strict):
    contacts = [(a, b, t) for t, wave in enumerate(waves) for a, b in sorted(wave)]
    best = {}

    def walk(start, node, time, seen):
        for a, b, t in contacts:
            for here, there in ((a, b), (b, a)):
                if here == node and there not in seen and (t > time if strict else t >= time):
                    best[start, there] = min(best.get((start, there), math.inf), t)
                    walk(start, there, t, seen | {there})

    for start in "abcd":
        walk(start, start, -1, {start})
    found = {(row["source"], row["target"]): row["arrival"] for row in ts.temporal.reachability(contacts, strict)}
    assert found == best


def test_closure_through_a_facilitator():
    before, after = net([("a", "d"), ("b", "d"), ("c", "d")]), net([("a", "d"), ("a", "b")])
    row = ts.temporal.closure_through([before, after], "d")[0]
    assert (row["through_pairs"], row["through_formed"], row["other_pairs"]) == (3, 1, 0)
    with pytest.raises(ts.NotFound):
        ts.temporal.closure_through([before], "z")


def test_a_store_year_by_year():
    batch = ts.Batch(source="test")
    for town in "AB":
        batch.add_territory(f"commune:{town}", town)
        batch.add_organisation(f"o:{town}", town, territory=f"commune:{town}")
    batch.add_partnership("p:1", "One", ["o:B"], lead="o:A", since="2019-02-01", until="2020-05-01")
    store = ts.open()
    store.apply(batch)
    assert list(ts.temporal.waves(store, "commune")) == ["2019", "2020"]
    assert ts.temporal.changes(store, "commune")["persisted"].tolist() == [1]
    assert ts.temporal.waves(ts.open(), "commune") == {}


@given(sets_of)
def test_sets_of_members(sets):
    two = ts.TwoMode.from_edges([v for s in sets for v in sorted(s)], [f"e{i}" for i, s in enumerate(sets) for _ in s])
    sizes = [len(s) for s in sets]
    assert dict(zip(*ts.twomode.sizes(two).to_dict().values(), strict=True)) == {n: sizes.count(n) for n in sizes}
    again = {frozenset(s) for s in sets if len(s) > 1 and sets.count(s) > 1}
    assert {frozenset(row["members"].split("|")) for row in ts.twomode.repeated(two)} == again
    together = {t for s in sets for t in combinations(sorted(s), 3)}
    tied = {p for s in sets for p in combinations(sorted(s), 2)}
    pairwise = [t for t in combinations("abcdef", 3) if set(combinations(t, 2)) <= tied and t not in together]
    found = ts.twomode.triples(two)
    assert (found.together, found.pairwise) == (len(together), len(pairwise))
    core = ts.twomode.core(two, 2, 2)
    degrees = {}
    for entry in core.entries:
        degrees.setdefault(("row", entry["row"]), []).append(1)
        degrees.setdefault(("column", entry["column"]), []).append(1)
    assert all(len(ties) >= 2 for ties in degrees.values())


@given(sets_of, st.lists(st.sampled_from("xyz"), min_size=6, max_size=6))
def test_exclusive_mediation_by_its_definition(sets, labels):
    place = dict(zip("abcdef", labels, strict=True))
    two = ts.TwoMode.from_edges([v for s in sets for v in sorted(s)], [f"e{i}" for i, s in enumerate(sets) for _ in s],
                                rows=list("abcdef"))
    for row in ts.cooperation.exclusive_mediation(two, labels):
        alone = possible = 0
        for t, u in combinations("xyz", 2):
            common = [s for s in sets if {t, u} <= {place[v] for v in s}]
            if len(common) < 2 or place[row["node"]] in (t, u):
                continue
            possible += 1
            alone += all(row["node"] in s for s in common)
        assert (row["pairs"], row["possible"]) == (alone, possible)


@given(st.sets(st.sampled_from(list(combinations("abcd", 2))), min_size=1))
def test_missing_by_affinity(edges):
    found = ts.cooperation.missing(net(edges), expected="affinity", limit=None)
    degree = {v: sum(v in e for e in edges) for v in "abcd"}
    assert {(row["a"], row["b"]) for row in found} == set(combinations("abcd", 2)) - edges
    for row in found:
        assert row["expected"] == pytest.approx(degree[row["a"]] * degree[row["b"]] / (2 * len(edges)))
    assert (np.diff(found["expected"]) <= 1e-12).all()
    only = ts.cooperation.missing(net(edges), eligible=[("a", "b")], expected="affinity")
    assert len(only) == (("a", "b") not in edges)


def test_missing_by_gravity():
    coop = ts.demo(quiet=True).cooperation("commune")
    found = ts.cooperation.missing(coop, limit=5)
    fitted = {(row["a"], row["b"]): row["expected"] for row in ts.cooperation.gravity(coop, ["log_distance"]).pairs}
    assert "expected by gravity" in found.note
    for row in found:
        assert row["expected"] == pytest.approx(fitted[row["a"], row["b"]], abs=1e-9) and row["km"] > 0
    bare = net([("a", "b"), ("b", "c")])
    assert ts.cooperation.missing(bare)["expected"].tolist() == ts.cooperation.missing(bare, expected="affinity")["expected"].tolist()
