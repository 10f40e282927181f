"""The map as inline SVG: places in an equal-area projection, a graticule and a scale, no tiles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .markup import Html, element, join, number
from .model import MapPicture, MapPoint
from .network_picture import draw_edges
from .svg import Box, Spot, label_spots, picture, strongest, tooltip, write
from .voice import Voice

LINE_CAP = 800
POINT_CAP = 4000
_label_count = 40
_width, _tallest, _margin = 940.0, 900.0, 34.0
_earth_km = 6371.0088
_disc, _line = "#1B5E8C", "#B0413E"


@dataclass(frozen=True)
class DrawnMap:
    """The picture and what it leaves out. `outside` are labels of places beyond the frame."""

    svg: Html
    points: int
    points_all: int
    missing: int
    outside: list[str]
    lines: int
    lines_all: int
    lines_outside: int
    least: float | None


def is_placed(point: MapPoint) -> bool:
    """Whether the point has coordinates that can be true."""
    return _place(point) is not None


def draw_map(picture_of: MapPicture, title: Html, voice: Voice) -> DrawnMap:
    """The places inside the frame, the strongest lines between them, names of the heaviest."""
    points = picture_of.points
    placed = _places(points)
    inside = _inside(placed)
    projection, height = _projection(inside)
    rows = sorted(inside, key=lambda i: (-points[i].weight, points[i].label, i))[:POINT_CAP]
    spots = _spots(points, {i: projection(*inside[i]) for i in rows})
    lines = [line for line in picture_of.lines if line[0] != line[1]]
    within = [line for line in lines if line[0] in spots and line[1] in spots]
    drawn, least = strongest(within, LINE_CAP)
    frame = Box(1, 1, _width - 1, height - 1)
    labels = label_spots([spots[i] for i in rows], Box(4, 4, _width - 4, height - 44), 12.5, _label_count)
    discs = [_disc_of(points[i], spots[i], voice) for i in reversed(rows)]
    svg = picture(
        _width,
        height,
        title,
        _frame(frame),
        _graticule(projection, frame, voice),
        draw_edges(drawn, spots, _line),
        *discs,
        *labels,
        _scale_bar(projection, frame, voice),
    )
    outside = sorted(
        (points[i] for i in placed if i not in inside), key=lambda point: (-point.weight, point.label)
    )
    return DrawnMap(
        svg,
        len(rows),
        len(inside),
        len(points) - len(placed),
        [point.label for point in outside],
        len(drawn),
        len(within),
        len(lines) - len(within),
        least,
    )


class _Projection:
    """Lambert azimuthal equal-area on the sphere, then fitted to the frame."""

    def __init__(self, lon: float, lat: float) -> None:
        self.lon, self.lat = math.radians(lon), math.radians(lat)
        self.scale, self.dx, self.dy = 1.0, 0.0, 0.0

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place in degrees is drawn."""
        turn, phi = math.radians(lon) - self.lon, math.radians(lat)
        near = 1 + math.sin(self.lat) * math.sin(phi) + math.cos(self.lat) * math.cos(phi) * math.cos(turn)
        k = math.sqrt(2 / max(near, 1e-9))
        east = k * math.cos(phi) * math.sin(turn)
        north = k * (math.cos(self.lat) * math.sin(phi) - math.sin(self.lat) * math.cos(phi) * math.cos(turn))
        return self.dx + self.scale * east, self.dy - self.scale * north


def _place(point: MapPoint) -> tuple[float, float] | None:
    lon, lat = point.lon, point.lat
    if lon is None or lat is None or not (abs(lon) <= 180 and abs(lat) <= 90):
        return None
    return lon, lat


def _places(points: Sequence[MapPoint]) -> dict[int, tuple[float, float]]:
    """Longitude and latitude of the rows that have them."""
    found = ((i, _place(point)) for i, point in enumerate(points))
    return {i: place for i, place in found if place is not None}


def _projection(places: dict[int, tuple[float, float]]) -> tuple[_Projection, float]:
    """The projection centred on the places, fitted to the width, and the height that it needs."""
    lons, lats = [lon for lon, _ in places.values()], [lat for _, lat in places.values()]
    projection = _Projection((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    drawn = [projection(lon, lat) for lon, lat in zip(lons, lats)]
    left, right = min(x for x, _ in drawn), max(x for x, _ in drawn)
    top, bottom = min(y for _, y in drawn), max(y for _, y in drawn)
    wide, tall = max(right - left, 1e-4), max(bottom - top, 1e-4)
    projection.scale = min((_width - 2 * _margin) / wide, (_tallest - 2 * _margin) / tall)
    height = max(tall * projection.scale + 2 * _margin + 24, 360.0)
    projection.dx = _width / 2 - projection.scale * (left + right) / 2
    projection.dy = (height - 24) / 2 - projection.scale * (top + bottom) / 2
    return projection, height


def _inside(places: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """Those not far beyond the middle nine tenths, so that one island does not squash all."""
    west, east = _fence([lon for lon, _ in places.values()])
    south, north = _fence([lat for _, lat in places.values()])
    return {
        i: (lon, lat) for i, (lon, lat) in places.items() if west <= lon <= east and south <= lat <= north
    }


def _fence(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    cut = math.ceil(0.05 * (len(ordered) - 1)) if len(ordered) > 4 else 0
    low, high = ordered[cut], ordered[-1 - cut]
    slack = 0.6 * (high - low) + 0.05
    return low - slack, high + slack


def _spots(points: Sequence[MapPoint], drawn: dict[int, tuple[float, float]]) -> dict[int, Spot]:
    """Discs whose area grows with the weight."""
    most = max((points[i].weight for i in drawn), default=0) or 1
    return {
        i: Spot(x, y, 2.2 + 8.8 * math.sqrt(max(points[i].weight, 0) / most), points[i].label)
        for i, (x, y) in drawn.items()
    }


def _disc_of(point: MapPoint, spot: Spot, voice: Voice) -> Html:
    return element(
        "circle",
        tooltip(point.label, voice.number(point.weight)),
        cx=spot.x,
        cy=spot.y,
        r=spot.radius,
        fill=_disc,
        fill_opacity=0.78,
        stroke="#fff",
        stroke_width=0.8,
    )


def _frame(frame: Box) -> Html:
    size = {
        "x": float(frame.left),
        "y": float(frame.top),
        "width": float(frame.right - frame.left),
        "height": float(frame.bottom - frame.top),
        "rx": 4.0,
    }
    return join(
        element("defs", element("clipPath", element("rect", **size), id="map-frame")),
        element("rect", **size, fill="#FAFBFC", stroke="#C3CCD5"),
    )


def _graticule(projection: _Projection, frame: Box, voice: Voice) -> Html:
    """Meridians and parallels at a round step, named where they leave the frame."""
    step = _degree_step(projection)
    lines, names = [], []
    count = 160
    west, east, south, north = _bounds(projection, frame)
    for k in range(math.ceil(west / step), math.floor(east / step) + 1):
        path = [projection(k * step, south + (north - south) * t / count) for t in range(count + 1)]
        lines.append(_polyline(path))
        names.append(
            _name_at_bottom(path, frame, _degrees(k * step, "EW" if voice.lang == "en" else "EO", voice))
        )
    for k in range(math.ceil(south / step), math.floor(north / step) + 1):
        path = [projection(west + (east - west) * t / count, k * step) for t in range(count + 1)]
        lines.append(_polyline(path))
        name = _degrees(k * step, "NS", voice)
        names.append(_name_at_side(path, frame, True, name) or _name_at_side(path, frame, False, name))
    grid = element("g", *lines, fill="none", stroke="#DDE3E9", stroke_width=1.0, clip_path="url(#map-frame)")
    return join(grid, element("g", *names))


def _bounds(projection: _Projection, frame: Box) -> tuple[float, float, float, float]:
    """Degrees that cover the frame, found by walking outwards from the centre."""
    lon, lat = math.degrees(projection.lon), math.degrees(projection.lat)
    half = (
        math.degrees(math.hypot(frame.right - frame.left, frame.bottom - frame.top) / 2 / projection.scale)
        * 1.15
    )
    south, north = max(lat - half, -89.0), min(lat + half, 89.0)
    widest = max(math.cos(math.radians(max(abs(south), abs(north)))), 0.2)
    return max(lon - half / widest, lon - 179), min(lon + half / widest, lon + 179), south, north


def _degree_step(projection: _Projection) -> float:
    degrees = math.degrees(_width / projection.scale)
    steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
    return next((step for step in steps if degrees / step <= 7), 30.0)


def _polyline(path: Sequence[tuple[float, float]]) -> Html:
    return element("polyline", points=" ".join(f"{number(x)},{number(y)}" for x, y in path))


def _name_at_bottom(path: Sequence[tuple[float, float]], frame: Box, name: str) -> Html:
    for (x0, y0), (x1, y1) in pairwise(path):
        if (y0 - frame.bottom) * (y1 - frame.bottom) <= 0 and y0 != y1:
            x = x0 + (x1 - x0) * (frame.bottom - y0) / (y1 - y0)
            if frame.left + 24 < x < frame.right - 24:
                return write(x + 3, frame.bottom - 5, name, 10.5, class_="soft")
    return Html("")


def _name_at_side(path: Sequence[tuple[float, float]], frame: Box, at_left: bool, name: str) -> Html:
    edge = frame.left if at_left else frame.right
    for (x0, y0), (x1, y1) in pairwise(path):
        if (x0 - edge) * (x1 - edge) <= 0 and x0 != x1:
            y = y0 + (y1 - y0) * (edge - x0) / (x1 - x0)
            if frame.top + 14 < y < frame.bottom - 60:
                return write(
                    edge + (5 if at_left else -5),
                    y - 4,
                    name,
                    10.5,
                    "start" if at_left else "end",
                    class_="soft",
                )
    return Html("")


def _degrees(value: float, letters: str, voice: Voice) -> str:
    digits = next(digits for digits in (0, 1, 2) if digits == 2 or abs(value - round(value, digits)) < 1e-9)
    side = "" if abs(value) < 1e-9 else "\u00a0" + letters[0 if value > 0 else 1]
    return voice.decimal(abs(value), digits) + "°" + side


def _scale_bar(projection: _Projection, frame: Box, voice: Voice) -> Html:
    """A bar of a round length, true at the centre of the map."""
    per_km = projection.scale / _earth_km
    steps = (m * 10.0**e for e in range(3, -3, -1) for m in (5, 2, 1))
    length = next((km for km in steps if km * per_km <= 170), 0.01)
    x, y, wide = frame.right - 20 - length * per_km, frame.bottom - 26, length * per_km
    bar = element(
        "path",
        d=f"M{number(x)} {number(y - 5)}v5h{number(wide)}v-5",
        fill="none",
        stroke="#1d2733",
        stroke_width=1.5,
    )
    return join(bar, write(x + wide / 2, y - 7, f"{voice.number(length)} km", 11.5, "middle", class_="halo"))
