"""Small drawing helpers: pictures, texts, colours, and labels that do not cover one another."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .markup import Html, clip, element, visible

# Paul Tol's "muted" scheme: told apart by people with any colour vision; grey is for the rest.
PALETTE = ("#332288", "#CC6677", "#44AA99", "#DDCC77", "#88CCEE", "#882255", "#117733", "#AA4499", "#999933")
GREY = "#B4BAC2"
_disc_limit = 800
_must_show = 12
_ramp = ((239, 246, 251), (186, 214, 235), (107, 174, 214), (33, 113, 181), (8, 48, 107))


def picture(width: float, height: float, title: Html | str, *content: object) -> Html:
    """An inline SVG that scales with the page and has a spoken title."""
    return element(
        "svg",
        element("title", title),
        *content,
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        role="img",
        xmlns="http://www.w3.org/2000/svg",
    )


def write(
    x: float, y: float, content: object, size: float = 12, anchor: str = "start", **attributes: object
) -> Html:
    """A line of text. `anchor` is start, middle or end."""
    return element(
        "text",
        content,
        x=float(x),
        y=float(y),
        font_size=float(size),
        text_anchor=None if anchor == "start" else anchor,
        **attributes,
    )


def text_width(content: str, size: float) -> float:
    """An upper estimate of how wide a text is drawn."""
    return size * sum(map(_advance, content))


def fit(content: object, size: float, width: float) -> str:
    """The text, cut with an ellipsis so that it is no wider than `width`."""
    shown = clip(content, 200)
    while len(shown) > 1 and text_width(shown, size) > width:
        shown = shown[:-2].rstrip() + "…"
    return shown


def shade(fraction: float) -> str:
    """A colour from pale to dark blue for a fraction from 0 to 1."""
    place = min(max(fraction, 0.0), 1.0) * (len(_ramp) - 1)
    low = min(int(place), len(_ramp) - 2)
    mixed = (a + (b - a) * (place - low) for a, b in zip(_ramp[low], _ramp[low + 1]))
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def is_dark(colour: str) -> bool:
    """Whether white text is easier to read on the colour than black text."""
    red, green, blue = (_linear(int(colour[k : k + 2], 16) / 255) for k in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.19


def strongest(
    edges: Sequence[tuple[int, int, float]], cap: int
) -> tuple[list[tuple[int, int, float]], float | None]:
    """The edges to draw, strongest first, and the least weight if the cut falls between two weights."""
    ordered = sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1]))
    if len(ordered) <= cap:
        return ordered, None
    above = [edge for edge in ordered[:cap] if edge[2] > ordered[cap][2]]
    return (above, above[-1][2]) if len(above) >= cap // 5 else (ordered[:cap], None)


def groups_by_size(groups: Iterable[str]) -> tuple[dict[str, str], bool]:
    """The colour of each of the largest groups, largest first, and whether others are left grey."""
    count: dict[str, int] = {}
    for group in groups:
        count[group] = count.get(group, 0) + 1
    ordered = sorted((group for group in count if group), key=lambda group: (-count[group], group))
    colours = dict(zip(ordered, PALETTE))
    return colours, len(colours) < len(count)


@dataclass(frozen=True)
class Box:
    """A rectangle that something occupies."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def lies_in(self, other: Box) -> bool:
        """Whether the other contains this one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Spot:
    """A disc that may get a label."""

    x: float
    y: float
    radius: float
    label: str


def push_apart(places: list[list[float]], radii: Sequence[float], frame: Box, rounds: int = 40) -> None:
    """Moves discs that cover one another until they do not, or the rounds are over; all stay in the frame."""
    cell = 2 * max(radii, default=1.0) + 1
    for _ in range(rounds):
        grid: dict[tuple[int, int], list[int]] = {}
        for k, (x, y) in enumerate(places):
            grid.setdefault((int(x // cell), int(y // cell)), []).append(k)
        moved = False
        for (column, line), members in sorted(grid.items()):
            near = [
                k for dx in (-1, 0, 1) for dy in (-1, 0, 1) for k in grid.get((column + dx, line + dy), ())
            ]
            for a in members:
                for b in near:
                    moved = (a < b and _push(places, a, b, radii[a] + radii[b] + 1)) or moved
        for place in places:
            place[0] = min(max(place[0], frame.left), frame.right)
            place[1] = min(max(place[1], frame.top), frame.bottom)
        if not moved:
            return


def _push(places: list[list[float]], a: int, b: int, apart: float) -> bool:
    dx, dy = places[b][0] - places[a][0], places[b][1] - places[a][1]
    gap = math.hypot(dx, dy)
    if gap >= apart:
        return False
    if gap < 1e-6:
        dx, dy, gap = math.cos(a + 2.4 * b), math.sin(a + 2.4 * b), 1.0
        share = apart / 2
    else:
        share = (apart - gap) / 2
    for place, sign in ((places[a], -1), (places[b], 1)):
        place[0] += sign * share * dx / gap
        place[1] += sign * share * dy / gap
    return True


def label_spots(spots: Sequence[Spot], frame: Box, size: float, most: int) -> list[Html]:
    """Labels of the first spots, each at the first free place around its disc.

    If there is none, the few first are written on their disc and the others left out.
    """
    discs = [Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots[:_disc_limit]]
    taken: list[Box] = []
    drawn: list[Html] = []
    for row, spot in enumerate(spots[: 2 * most]):
        if len(drawn) == most:
            break
        label = clip(spot.label, 28)
        if not label.strip():
            continue
        obstacles = [*taken, *discs[:row], *discs[row + 1 :]]
        place = _free_place(_places(spot, size), label, size, frame, obstacles)
        if place is None and row < _must_show:
            large = [disc for k, disc in enumerate(discs[: 3 * _must_show]) if k != row]
            on_disc = [(spot.x, spot.y + 0.35 * size, "middle")]
            place = _free_place(_places(spot, size), label, size, frame, taken + large) or _free_place(
                on_disc, label, size, frame, taken
            )
        if place is not None:
            x, y, anchor, box = place
            taken.append(box)
            drawn.append(write(x, y, label, size, anchor, class_="halo"))
    return drawn


def _free_place(
    places: Sequence[tuple[float, float, str]], label: str, size: float, frame: Box, obstacles: Sequence[Box]
) -> tuple[float, float, str, Box] | None:
    width = text_width(label, size)
    for x, y, anchor in places:
        box = _label_box(x, y, anchor, width, size)
        if box.lies_in(frame) and not any(box.meets(obstacle) for obstacle in obstacles):
            return x, y, anchor, box
    return None


def _places(spot: Spot, size: float) -> list[tuple[float, float, str]]:
    gap, slant = spot.radius + 3, 0.7 * spot.radius + 3
    return [
        (spot.x + gap, spot.y + 0.35 * size, "start"),
        (spot.x - gap, spot.y + 0.35 * size, "end"),
        (spot.x, spot.y - gap, "middle"),
        (spot.x, spot.y + gap + 0.75 * size, "middle"),
        (spot.x + slant, spot.y - slant, "start"),
        (spot.x - slant, spot.y - slant, "end"),
        (spot.x + slant, spot.y + slant + 0.7 * size, "start"),
        (spot.x - slant, spot.y + slant + 0.7 * size, "end"),
    ]


def _label_box(x: float, y: float, anchor: str, width: float, size: float) -> Box:
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
    return Box(left - 1, y - 0.85 * size, left + width + 1, y + 0.28 * size)


def _advance(character: str) -> float:
    if character in "iljt.,:;'’|!()[]fI -":
        return 0.36
    if character in "mwMW—…%@":
        return 0.92
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    return 0.68 if character.isupper() or character.isdigit() else 0.59


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def is_finite(*values: float | None) -> bool:
    """Whether all values are known and finite."""
    return all(value is not None and math.isfinite(value) for value in values)


def tooltip(*parts: object) -> Html:
    """What a browser shows under the pointer."""
    return element("title", " · ".join(visible(part) for part in parts if part not in (None, "")))
