"""The pictures of the report: what is drawn, what is left out and said, and that labels stay apart."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import said, study
from tissu import report
from tissu.report import (
    MapPicture,
    MapPoint,
    StudyResult,
    map_picture,
    markup,
    svg,
    voice,
)


def test_ties_drawn_are_the_strongest_and_their_number_is_said():
    edges = [(0, i, 1.0) for i in range(1, 90)] + [(1, i, 3.0) for i in range(2, 12)]
    assert svg.strongest(edges, 20) == ([edge for edge in edges if edge[2] == 3.0], 3.0)
    drawn, least = svg.strongest(edges[:89], 20)
    assert len(drawn) == 20 and least is None
    assert svg.strongest(edges, 500)[1] is None and len(svg.strongest(edges, 500)[0]) == len(edges)
    words = said(report.render(study(2000, 9000)))
    assert re.search(r"[\d,]+ of 9,000 ties are drawn: those of weight \d or more", words)
    words = said(report.render(study(2500, 9000)))
    assert re.search(
        r"The 2,000 actors with most partners are drawn, of 2,\d+, and the ties between them", words
    )


def test_places_far_away_are_named_and_do_not_squash_the_map():
    points = [MapPoint(f"P{i}", 2 + i / 40, 48 + (i % 7) / 20, 1) for i in range(40)]
    points += [
        MapPoint("Saint-Denis", 55.45, -20.88, 1),
        MapPoint("Unknown", None, None, 1),
        MapPoint("Broken", float("nan"), 95.0, 1),
    ]
    lines = [(0, 39, 1.0), (0, 40, 1.0), (1, 41, 1.0)]
    drawn = map_picture.draw_map(MapPicture(points, lines), markup.Html("m"), voice.Voice())
    assert (drawn.points, drawn.missing, drawn.outside) == (40, 2, ["Saint-Denis"])
    assert (drawn.lines, drawn.lines_outside) == (1, 2)
    centres = [float(x) for x in re.findall(r'cx="([\d.]+)"', drawn.svg)]
    assert max(centres) - min(centres) > 700


@settings(max_examples=50, deadline=None)
@given(st.floats(-170, 170), st.floats(-75, 75), st.floats(-2, 2), st.floats(-2, 2))
def test_projection_keeps_areas_and_short_distances(lon, lat, east, north):
    projection = map_picture._Projection(lon, lat)
    x0, y0 = projection(lon, lat)
    x, y = projection(lon + east, lat + north)
    a, b = math.radians(lat), math.radians(lat + north)
    haversine = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(east) / 2) ** 2
    assert math.hypot(x - x0, y - y0) == pytest.approx(
        2 * math.asin(math.sqrt(haversine)), rel=2e-3, abs=1e-9
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(1, 12)), max_size=60))
def test_labels_do_not_cover_one_another(places):
    spots = [svg.Spot(x, y, radius, f"Label {k}") for k, (x, y, radius) in enumerate(places)]
    drawn = svg.label_spots(spots, svg.Box(0, 0, 400, 300), 12, 40)
    boxes = []
    for label in drawn:
        x, y = (float(re.search(rf' {name}="([^"]+)"', label)[1]) for name in "xy")
        anchor = re.search(r'text-anchor="(\w+)"', label)
        text = re.search(r">([^<]+)<", label)[1]
        boxes.append(svg._label_box(x, y, anchor[1] if anchor else "start", svg.text_width(text, 12), 12))
    assert len(drawn) <= 40
    shrunk = [svg.Box(b.left + 0.1, b.top + 0.1, b.right - 0.1, b.bottom - 0.1) for b in boxes]
    assert not any(a.meets(b) for k, a in enumerate(shrunk) for b in shrunk[:k])


def test_discs_are_pushed_apart():
    places, radii = [[100.0, 100.0] for _ in range(30)], [5.0] * 30
    svg.push_apart(places, radii, svg.Box(0, 0, 400, 400), rounds=300)
    gaps = [math.dist(a, b) for k, a in enumerate(places) for b in places[:k]]
    assert min(gaps) > 9.5


def test_a_map_of_too_many_places_draws_the_heaviest_and_says_so():
    points = [MapPoint(f"P{i}", 2 + (i % 80) / 80, 48 + (i // 80) / 80, float(i)) for i in range(5000)]
    study = StudyResult(
        "Places", "folder", map=MapPicture(points, [(0, 1, 1.0), (4998, 4999, 1.0)], "networks")
    )
    page = report.render(study)
    assert page.count("<circle") == 4000 and "P4999 ·" in page and "P999 ·" not in page
    assert "The 4,000 places with most networks are drawn, of 5,000." in said(page)
    assert "1 tie to a place that is not shown is not drawn." in said(page)
