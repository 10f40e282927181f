"""The network as inline SVG: discs for actors, lines for ties, names of the best connected."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .charts import wrapped_legend
from .markup import Html, element, number
from .model import NetworkPicture, PictureNode
from .svg import (
    GREY,
    Box,
    Spot,
    groups_by_size,
    is_finite,
    label_spots,
    picture,
    push_apart,
    strongest,
    tooltip,
)
from .voice import Voice

NODE_CAP = 2000
EDGE_CAP = 6000
_label_count = 40
_width, _height, _margin = 940.0, 760.0, 26.0


@dataclass(frozen=True)
class DrawnNetwork:
    """The picture and what it leaves out. `least` is the smallest weight drawn, if that explains the cut."""

    svg: Html
    nodes: int
    nodes_tied: int
    edges: int
    edges_all: int
    least: float | None
    has_groups: bool


def tied_nodes(network: NetworkPicture) -> set[int]:
    """Rows of the nodes with at least one tie to another."""
    return {end for a, b, _ in network.edges if a != b for end in (a, b)}


def draw_network(network: NetworkPicture, title: Html, voice: Voice) -> DrawnNetwork:
    """The nodes with ties, best connected last so that they lie on top."""
    tied = tied_nodes(network)
    rows = sorted(
        (i for i in tied if is_finite(network.nodes[i].x, network.nodes[i].y)),
        key=lambda i: (-network.nodes[i].degree, network.nodes[i].label, i),
    )[:NODE_CAP]
    colours, has_rest = groups_by_size(network.nodes[i].group for i in rows)
    legend, top = _legend(colours, has_rest, voice)
    frame = Box(_margin, top + _margin, _width - _margin, top + _height - _margin)
    spots = _spots(network.nodes, rows, frame)
    inside = set(rows)
    wanted = [
        edge for edge in network.edges if edge[0] != edge[1] and edge[0] in inside and edge[1] in inside
    ]
    drawn, least = strongest(wanted, EDGE_CAP)
    discs = [_disc(network.nodes[i], spots[i], colours, voice) for i in reversed(rows)]
    outer = Box(2, top, _width - 2, top + _height)
    labels = label_spots([spots[i] for i in rows], outer, 12.5, _label_count)
    svg = picture(_width, top + _height, title, legend, draw_edges(drawn, spots), *discs, *labels)
    return DrawnNetwork(svg, len(rows), len(tied), len(drawn), len(wanted), least, bool(colours))


def draw_edges(
    edges: Sequence[tuple[int, int, float]], spots: dict[int, Spot], colour: str = "#41566B"
) -> Html:
    """Lines in four strengths, each one path, the strongest on top."""
    if not edges:
        return Html("")
    most = max(weight for _, _, weight in edges)
    least = min(weight for _, _, weight in edges)
    paths: list[list[str]] = [[], [], [], []]
    for a, b, weight in edges:
        strength = 1.0 if most == least and len(edges) < 60 else (weight - least) / ((most - least) or 1)
        paths[min(int(4 * strength), 3)].append(
            f"M{number(spots[a].x)} {number(spots[a].y)}L{number(spots[b].x)} {number(spots[b].y)}"
        )
    faint = 0.13 if len(edges) > 2000 else 0.2 if len(edges) > 300 else 0.35
    return element(
        "g",
        *(
            element(
                "path",
                d="".join(path),
                stroke_width=(0.5 if len(edges) > 2000 else 0.8) + 0.7 * k,
                stroke_opacity=faint + (0.7 - faint) * k / 3,
            )
            for k, path in enumerate(paths)
            if path
        ),
        stroke=colour,
        fill="none",
        stroke_linecap="round",
    )


def _legend(colours: dict[str, str], has_rest: bool, voice: Voice) -> tuple[Html, float]:
    if not colours:
        return Html(""), 0.0
    entries = [*colours.items(), *([(voice.say("other"), GREY)] if has_rest else [])]
    return wrapped_legend(entries, 8.0)


def _disc(node: PictureNode, spot: Spot, colours: dict[str, str], voice: Voice) -> Html:
    label = tooltip(node.label, node.group, f"{voice.column('degree')}: {voice.number(node.degree)}")
    return element(
        "circle",
        label,
        cx=spot.x,
        cy=spot.y,
        r=spot.radius,
        fill=colours.get(node.group, GREY),
        stroke="#fff",
        stroke_width=0.9,
    )


def _spots(nodes: Sequence[PictureNode], rows: Sequence[int], frame: Box) -> dict[int, Spot]:
    """Where the nodes are drawn: fitted to the frame, the crowded middle spread, discs pushed apart."""
    if not rows:
        return {}
    most = max(nodes[i].degree for i in rows) or 1
    largest = 13.0 if len(rows) > 150 else 20.0
    radii = [2.6 + (largest - 2.6) * min(max(nodes[i].degree / most, 0.0), 1.0) ** 0.75 for i in rows]
    xs, ys = _spread(_centred([nodes[i].x for i in rows]), _centred([nodes[i].y for i in rows]), radii)
    half_width, half_height = (frame.right - frame.left) / 2, (frame.bottom - frame.top) / 2
    places = [
        [(frame.left + frame.right) / 2 + x * half_width, (frame.top + frame.bottom) / 2 - y * half_height]
        for x, y in zip(xs, ys)
    ]
    push_apart(places, radii, frame)
    return {
        i: Spot(place[0], place[1], radius, nodes[i].label) for i, place, radius in zip(rows, places, radii)
    }


def _centred(values: Sequence[float]) -> list[float]:
    """The values from -1 to 1 around their middle; strays beyond the middle 96 percent are pulled in."""
    ordered = sorted(values)
    cut = int(0.02 * (len(ordered) - 1))
    low, high = ordered[cut], ordered[-1 - cut]
    slack = 0.25 * (high - low)
    low, high = max(ordered[0], low - slack), min(ordered[-1], high + slack)
    half = (high - low) / 2 or 1.0
    return [(min(max(value, low), high) - (low + high) / 2) / half for value in values]


def _spread(
    xs: Sequence[float], ys: Sequence[float], radii: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Moves each node along its ray, so that the area within a circle grows with the discs in it."""
    lengths = [math.hypot(x, y) for x, y in zip(xs, ys)]
    longest = max(lengths) or 1.0
    order = sorted(range(len(lengths)), key=lambda k: (lengths[k], k))
    factors = [1.0] * len(lengths)
    filled, whole = 0.0, sum((radius + 4) ** 2 for radius in radii)
    for k in order:
        filled += (radii[k] + 4) ** 2
        wanted = 0.3 * lengths[k] / longest + 0.7 * math.sqrt(filled / whole)
        factors[k] = wanted / lengths[k] if len(order) > 30 and lengths[k] > 0 else 1.0
    return [x * f for x, f in zip(xs, factors)], [y * f for y, f in zip(ys, factors)]
