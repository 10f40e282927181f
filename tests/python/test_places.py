"""Outlines: the definition of inside in fractions, distances point by point, borders and overlaps worked out by hand."""

import datetime
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def wkt(rings):
    return "POLYGON (" + ", ".join("(" + ", ".join(f"{x!r} {y!r}" for x, y in [*ring, ring[0]]) + ")" for ring in rings) + ")"


def store_of(outlines, kind="commune", geography="2024"):
    batch = ts.Batch(source="test")
    for name, rings in outlines.items():
        batch.add_territory(f"{kind}:{name}", name)
        batch.add_outline(f"{kind}:{name}", wkt(rings), geography)
    store = ts.open()
    assert store.apply(batch).ok
    return store


def edges(rings):
    return [(a, b) for ring in rings for a, b in zip(ring, [*ring[1:], ring[0]])]


def covers(rings, point):
    """By definition, exactly: on an edge, or an odd number of edges to the east."""
    x, y = map(Fraction, point)
    inside = False
    for (ax, ay), (bx, by) in [tuple((Fraction(u), Fraction(v)) for u, v in edge) for edge in edges(rings)]:
        cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if cross == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return True
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def metres(point, edge):
    """On the tangent plane of the ellipsoid WGS 84 at the point."""
    e2 = (2 - 1 / 298.257223563) / 298.257223563
    root = math.sqrt(1 - e2 * math.sin(math.radians(point[1])) ** 2)
    kx = math.radians(1) * 6378137 / root * math.cos(math.radians(point[1]))
    ky = math.radians(1) * 6378137 * (1 - e2) / root**3
    (ax, ay), (bx, by) = [((x - point[0]) * kx, (y - point[1]) * ky) for x, y in edge]
    length = (bx - ax) ** 2 + (by - ay) ** 2
    t = 0 if length == 0 else max(0, min(1, -(ax * (bx - ax) + ay * (by - ay)) / length))
    return math.hypot(ax + t * (bx - ax), ay + t * (by - ay))


# A coarse grid makes points fall on corners and edges; fine numbers make rounding matter.
number = st.one_of(st.integers(0, 4).map(float), st.floats(0, 4).map(lambda x: round(x, 3)))
place = st.tuples(number, number)
ring = st.lists(place, min_size=3, max_size=9, unique=True)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(ring, min_size=1, max_size=2), min_size=1, max_size=4), st.lists(place, min_size=1, max_size=12))
def test_locate_is_the_definition(polygons, points):
    outlines = {f"{i:05}": rings for i, rings in enumerate(polygons)}
    points = points + [p for rings in polygons for p in rings[0]]
    points += [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for rings in polygons for a, b in edges(rings)]
    store = store_of(outlines)
    exact = store.territories.locate(points, kind="commune", tolerance_m=0, reach_m=math.inf)
    near = store.territories.locate(points, kind="commune", geography=2024, tolerance_m=20_000, reach_m=math.inf, threads=1)
    assert near["metres"].tolist() == exact["metres"].tolist()
    for i, point in enumerate(points):
        expected = next((f"commune:{name}" for name, rings in outlines.items() if covers(rings, point)), "")
        around = [outlines[expected.removeprefix("commune:")]] if expected else polygons
        distance = min(metres(point, edge) for rings in around for edge in edges(rings))
        assert exact[i]["id"] == expected
        assert exact[i]["status"] == ("inside" if expected else "outside")
        assert exact[i]["metres"] == pytest.approx(distance, rel=1e-9, abs=1e-6)
        assert near[i]["status"] == ("uncertain" if exact[i]["metres"] < 20_000 else exact[i]["status"])
        if near[i]["status"] == "uncertain" and not expected:
            rings = outlines[near[i]["id"].removeprefix("commune:")]
            assert min(metres(point, edge) for edge in edges(rings)) == pytest.approx(distance, rel=1e-9, abs=1e-6)


SQUARE = [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]]
EAST = [[(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 0.5)]]  # a corner more on the border
CORNER = [[(2.0, 1.0), (3.0, 1.0), (3.0, 2.0), (2.0, 2.0)]]


def test_neighbours_share_a_stretch_of_border_not_a_corner():
    store = store_of({"1": SQUARE, "2": EAST, "3": CORNER})
    found = store.territories.neighbours("commune:1")
    assert found["id"].tolist() == ["commune:2"]
    assert found["border_km"][0] == pytest.approx(111.195, rel=1e-3)
    assert store.territories.neighbours("commune:2")["id"].tolist() == ["commune:1"]
    assert len(store.territories.neighbours("commune:3")) == 0


def test_near_and_distance_go_by_places_and_centres():
    store = store_of({"1": SQUARE, "2": EAST, "3": CORNER})
    t = store.territories
    assert t.near("commune:1", 112)["id"].tolist() == ["commune:2"]
    assert t.near("commune:1", 300, kind="commune")["id"].tolist() == ["commune:2", "commune:3"]
    assert len(t.near("commune:1", 300, kind="epci")) == 0
    assert t.near((0.5, 0.5), 1)["id"].tolist() == ["commune:1"]
    assert t.distance("commune:1", "commune:2") == pytest.approx(111.19, abs=0.1)
    with pytest.raises(ts.InvalidArgument):
        t.near("commune:1", -1)


def test_neighbours_are_those_of_the_day():
    batch = ts.Batch(source="test")
    maps = {"2018": {"1": SQUARE, "2": EAST}, "2024": {"1": [[(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0)]]}}
    for code in ("1", "2", "3", "4"):
        batch.add_territory(f"commune:{code}", code)
    for geography, outlines in maps.items():
        for code, rings in outlines.items():
            batch.add_outline(f"commune:{code}", wkt(rings), geography)
    batch.add_outline("commune:3", wkt([[(2.0, 0.0), (3.0, 0.0), (3.0, 1.0), (2.0, 1.0)]]), "2018")
    batch.add_outline("commune:4", wkt([[(0.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0)]]))
    for code in ("1", "2"):
        batch.add_succession(f"commune:{code}", "commune:1", "2019-01-01", kind="32")
    store = ts.open()
    assert store.apply(batch).ok
    def around(id, *args, **options):
        return set(code.removeprefix("commune:") for code in store.territories.neighbours(f"commune:{id}", *args, **options)["id"])
    assert around("1") == {"3", "4"}
    assert around("3") == {"1"}
    assert around("2") == {"1", "3"}  # of one that was replaced: all
    assert around("1", at="2018-06-01") == {"2", "4"}
    assert around("2", at=datetime.date(2018, 12, 31)) == {"1", "3"}
    assert around("1", at="2012") == {"2", "4"}  # no map is older than that of 2018
    assert around("1", at="2019-01-01") == {"4"}  # nor was there a new one in 2019
    assert around("3", at="2025-01-01") == {"1"}
    assert around("1", 2018) == {"2", "4"}
    assert around("1", 2018, at="2020-01-01") == {"4"}
    assert "2018-06-01" in store.territories.neighbours("commune:1", at="2018-06-01").note
    with pytest.raises(ts.InvalidArgument):
        store.territories.neighbours("commune:1", at="no day")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(2010, 2020).map(str) | st.sampled_from(["", "new"]), min_size=1, max_size=4, unique=True), st.integers(2008, 2022))
def test_the_outline_of_a_year_is_the_last_up_to_it(geographies, year):
    batch = ts.Batch(source="test")
    batch.add_territory("zone:a", "a")
    for i, geography in enumerate(geographies):  # each edition has another neighbour
        batch.add_territory(f"zone:{i}", str(i))
        batch.add_outline("zone:a", wkt([[(3.0 * i, 0.0), (3.0 * i + 1, 0.0), (3.0 * i + 1, 1.0), (3.0 * i, 1.0)]]), geography)
        batch.add_outline(f"zone:{i}", wkt([[(3.0 * i + 1, 0.0), (3.0 * i + 2, 0.0), (3.0 * i + 2, 1.0), (3.0 * i + 1, 1.0)]]))
    store = ts.open()
    assert store.apply(batch).ok
    dated = sorted(int(g) for g in geographies if g.isdigit())
    before = [one for one in dated if one <= year]
    expected = str(before[-1]) if before else str(dated[0]) if dated else max(geographies)
    found = store.territories.neighbours("zone:a", at=f"{year}-07-01")["id"].tolist()
    assert found == [f"zone:{geographies.index(expected)}"]


def test_near_says_how_many_have_no_place():
    batch = ts.Batch(source="test")
    batch.add_territory("commune:1", "1", lon=2.0, lat=48.0)
    for code in ("QP1", "QP2"):
        batch.add_territory(f"qpv:{code}", code)
    store = ts.open()
    assert store.apply(batch).ok
    t = store.territories
    found = t.near("commune:1", 10, kind="qpv")
    assert len(found) == 0 and "2 of kind qpv have no place" in found.note
    assert "2 territories have no place" in t.near((2.0, 48.0), 10).note
    assert "no place" not in t.near((2.0, 48.0), 10, kind="commune").note


def test_overlaps_and_crosswalk_by_surface():
    batch = ts.Batch(source="test")
    for code in ("qpv:QP091001", "qpv:QN09101M", "qpv:QN09102N"):
        batch.add_territory(code, code)
    batch.add_outline("qpv:QP091001", wkt(SQUARE), 2015)
    batch.add_outline("qpv:QN09101M", wkt([[(-1.0, -1.0), (0.25, -1.0), (0.25, 2.0), (-1.0, 2.0)]]), 2024)
    batch.add_outline("qpv:QN09102N", wkt([[(0.25, 0.0), (1.25, 0.0), (1.25, 1.0), (0.25, 1.0)]]), 2024)
    store = ts.open()
    store.apply(batch)
    t = store.territories
    found = t.overlaps("qpv", 2015, "qpv", 2024)
    assert found["to"].tolist() == ["qpv:QN09101M", "qpv:QN09102N"]
    assert found["share"].tolist() == pytest.approx([0.25, 0.75], rel=1e-6)
    assert found["square_metres"].sum() == pytest.approx(12_363.7e6, rel=1e-3)
    report = store.apply(t.crosswalk("qpv", 2015, 2024))
    assert report.ok
    assert store.query("SELECT share FROM succession ORDER BY share")["share"].tolist() == pytest.approx([0.25, 0.75], rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(ring, ring, st.integers(0, 2**32 - 1))
def test_overlap_is_the_share_of_random_points(one, other, seed):
    store = ts.open()
    batch = ts.Batch(source="test")
    for geography, own in (("1", one), ("2", other)):
        batch.add_territory(f"zone:{geography}", "zone")
        batch.add_outline(f"zone:{geography}", wkt([own]), geography)
    store.apply(batch)
    t = store.territories
    draws = np.random.default_rng(seed).uniform(0, 4, (4000, 2))
    inside = [np.array(t.locate(draws, "zone", geography, 0)["status"].tolist()) == "inside" for geography in ("1", "2")]
    table = t.overlaps("zone", "1", "zone", "2", least=0)
    assert t.overlaps("zone", "1", "zone", "1", least=0)["share"].tolist() in ([], [1.0])
    share = table["share"][0] if len(table) else 0.0
    n = inside[0].sum()
    if n > 100:
        assert abs((inside[0] & inside[1]).sum() / n - share) < 5 * 0.5 / math.sqrt(n)


def test_points_come_in_many_forms():
    t = store_of({"1": SQUARE}).territories
    forms = [[(0.5, 0.5), (5, 5)], np.array([(0.5, 0.5), (5, 5)]), (np.array([0.5, 5]), np.array([0.5, 5])),
             {"lon": [0.5, 5], "lat": [0.5, 5]}]
    for points in forms:
        assert t.locate(points)["status"].tolist() == ["inside", "outside"]
    assert t.locate((0.5, 0.5))["id"].tolist() == ["commune:1"]
    assert len(t.locate([])) == 0
    assert t.locate([(math.nan, 1)])["status"].tolist() == ["missing"]
    for bad in (3, "x", [(1, 2, 3)], {"x": [1]}):
        with pytest.raises(ts.InvalidArgument):
            t.locate(bad)
    with pytest.raises(ts.InvalidArgument, match="Lambert-93"):
        t.locate([(652_000, 6_862_000)])
    with pytest.raises(ts.InvalidArgument, match="other order"):
        t.locate([(48, 102)])
    with pytest.raises(ts.NotFound, match="commune 2024"):
        t.locate([(0, 0)], kind="qpv")
    with pytest.raises(ts.NotFound):
        t.locate([(0, 0)], geography=2015)
    with pytest.raises(ts.InvalidArgument):
        t.locate([(0, 0)], tolerance_m=-1)


def test_metres_are_given_within_reach():
    t = store_of({"1": SQUARE}).territories
    points = [(1.001, 0.5), (1.1, 0.5), (0.5, 0.5)]
    assert np.isnan(t.locate(points)["metres"]).tolist() == [False, True, False]
    assert t.locate(points, reach_m=math.inf)["metres"][1] == pytest.approx(11_131.5, rel=1e-3)
    assert np.isnan(t.locate(points, tolerance_m=0, reach_m=0)["metres"]).tolist() == [True, True, False]


def test_the_latest_outline_counts_and_the_index_follows_the_store():
    store = store_of({"1": SQUARE}, geography="2018")
    assert store.territories.locate([(1.5, 0.5)])["status"].tolist() == ["outside"]
    batch = ts.Batch(source="test")
    batch.add_outline("commune:1", wkt(EAST), 2024)
    store.apply(batch)
    assert store.territories.locate([(1.5, 0.5)])["status"].tolist() == ["inside"]
    assert store.territories.locate([(1.5, 0.5)], geography=2018)["status"].tolist() == ["outside"]


@pytest.mark.parametrize("geometry", ["", "POINT (1 2)", "POLYGON ((0 0, 1 1))", "POLYGON ((0 0, 1 0, 1 1", "POLYGON ((0 0, 1 0, 1 999))",
                                      "POLYGON ((0 0, 1 0, nan 1))", "POLYGON ((0 0, 1 0, 1 1)) x"])
def test_a_store_takes_no_outline_that_is_none(geometry):
    batch = ts.Batch(source="test")
    batch.add_territory("commune:1", "1")
    with pytest.raises((ts.InvalidData, ts.InvalidArgument)):
        batch.add_outline("commune:1", geometry)
        ts.open().apply(batch)


def test_geojson_there_and_back(tmp_path):
    hole = [SQUARE[0], [(0.25, 0.25), (0.5, 0.25), (0.5, 0.5)]]
    store = store_of({"91001": hole, "91002": EAST})
    store.export(tmp_path / "map.geojson")
    collection = json.loads((tmp_path / "map.geojson").read_text("utf-8"))
    assert [f["id"] for f in collection["features"]] == ["commune:91001", "commune:91002"]
    again = ts.open()
    report = again.load(tmp_path / "map.geojson")
    assert report.ok and len(report.issues) == 0
    points = np.random.default_rng(1).uniform(-0.5, 2.5, (500, 2))
    before, after = (s.territories.locate(points, reach_m=math.inf) for s in (store, again))
    assert (before["status"] == after["status"]).all() and (before["id"] == after["id"]).all()
    assert after["metres"] == pytest.approx(before["metres"])  # a ring may turn the other way round
    store.export(tmp_path / "package")
    third = ts.open()
    third.load(tmp_path / "package")
    assert (third.territories.locate(points, reach_m=math.inf)["metres"] == before["metres"]).all()


@pytest.mark.skipif(not (DATA / "qpv").exists(), reason="the data beside the project are not there")
def test_official_priority_neighbourhoods():
    store = ts.open()
    report = store.load(DATA / "qpv" / "qpv2024_qpv_commune.csv")
    assert report.ok, report
    assert len(store.territories.table(kind="qpv")) == 1493
    assert len(store.territories.table(kind="commune")) == 824
    parts = "SELECT t.code, c.code AS commune FROM territory_part p JOIN territory t ON t.id = p.territory_id JOIN territory c ON c.id = p.part_of_id"
    links = store.query(parts)
    codes = links["code"].tolist()
    assert len([code for code in set(codes) if codes.count(code) > 1]) == 148
    for departement, neighbourhoods, communes in (("91", 47, 26), ("94", 47, 26), ("77", 25, 21)):
        own = [row for row in links if row["commune"].startswith(f"commune:{departement}")]
        assert (len({row["code"] for row in own}), len({row["commune"] for row in own})) == (neighbourhoods, communes)
    assert store.load(DATA / "qpv" / "hackaviz2021" / "qp.geojson").ok
    assert store.load(DATA / "qpv" / "hackaviz2021" / "qp.csv").ok
    assert len(store.territories.table(kind="qpv")) == 1493 + 105
    found = store.territories.locate([(2.899, 42.706), (2.35, 48.85)], kind="qpv", geography="2015")
    assert found["id"].tolist() == ["qpv:QP066007", ""] or found["status"].tolist()[1] == "outside"


@pytest.mark.skipif(not (DATA / "geo").exists(), reason="the data beside the project are not there")
def test_communes_of_ile_de_france():
    store = ts.open()
    report = store.load(DATA / "geo" / "geometry" / "communes-ile-de-france.geojson")
    assert report.ok, report
    t = store.territories
    assert len(t.table(kind="commune")) == 1276
    assert t.locate([(2.3488, 48.8534)])["id"].tolist() == ["commune:75056"]
    rows = (DATA / "geo" / "geometry" / "communes_2018_adjacency.csv").read_text("utf-8").split()[1:]
    shared = {tuple(f"commune:{code}" for code in row.split(",")[:2]) for row in rows}
    around = {id for pair in shared if "commune:91228" in pair for id in pair} - {"commune:91228"}
    assert set(t.neighbours("commune:91228")["id"].tolist()) <= around
