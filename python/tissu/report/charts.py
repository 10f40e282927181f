"""Bars and heat maps as inline SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .markup import Html, element, join
from .model import Communities, Matrix, OpennessRow, Pair
from .svg import GREY, PALETTE, fit, is_dark, picture, shade, text_width, tooltip, write
from .voice import Voice

_width = 940.0
_bar = 18.0
_step = 26.0
_outside, _inside = "#1B5E8C", "#E3A857"


def pair_bars(pairs: Sequence[Pair], title: Html, voice: Voice) -> Html:
    """One bar a pair, as long as its weight."""
    names = [f"{pair.a} – {pair.b}" for pair in pairs]
    labels = voice.cells("weight", [pair.weight for pair in pairs])
    left = _label_room(names, 340)
    most = max((pair.weight for pair in pairs), default=0) or 1
    room = _width - left - 90
    rows = []
    for row, pair in enumerate(pairs):
        y, length = row * _step, room * max(pair.weight, 0) / most
        rows += [
            write(left - 10, y + 14, fit(names[row], 13, left - 12), 13, "end"),
            element(
                "rect",
                tooltip(names[row], labels[row]),
                x=left,
                y=y,
                width=max(length, 1.0),
                height=_bar,
                rx=2.0,
                fill=_outside,
            ),
            write(left + length + 7, y + 14, labels[row], 13),
        ]
    return picture(_width, len(pairs) * _step, title, *rows)


def openness_bars(rows: Sequence[OpennessRow], title: Html, voice: Voice) -> Html:
    """One bar a territory: the share of its ties that leave it, and the share that stay."""
    left, right, top = _label_room([row.territory for row in rows], 260), 96.0, 34.0
    room = _width - left - right
    drawn = [
        _legend([(voice.say("outside"), _outside), (voice.say("inside"), _inside)], left),
        write(_width - 4, 12, voice.column("e_i"), 12, "end", class_="soft"),
    ]
    indices = voice.cells("e_i", [row.e_i for row in rows])
    for k, row in enumerate(rows):
        y, total = top + k * _step, row.internal + row.external
        drawn.append(write(left - 10, y + 14, fit(row.territory, 13, left - 12), 13, "end"))
        drawn.append(write(_width - 4, y + 14, indices[k], 13, "end"))
        if total <= 0:
            drawn.append(write(left + 4, y + 14, voice.say("no_tie"), 12, class_="soft"))
            continue
        drawn += _two_parts(left, y, room, row.external / total, row.territory, voice)
    return picture(_width, top + len(rows) * _step, title, *drawn)


def community_bars(communities: Communities, limit: int, title: Html, voice: Voice) -> Html:
    """One bar a community, as long as it is large, parted by territory."""
    rows = communities.rows[:limit]
    colours = _part_colours(communities)
    others = any(part not in colours for row in rows for part in row.parts)
    legend = [(part, colour) for part, colour in colours.items()] + (
        [(voice.say("other"), GREY)] if others else []
    )
    left, most = (
        _label_room([row.label for row in rows], 240),
        max((row.size for row in rows), default=0) or 1,
    )
    head, top = wrapped_legend(legend, left)
    room = _width - left - 60
    drawn = [head]
    for k, row in enumerate(rows):
        y = top + k * (_step + 4)
        drawn.append(write(left - 10, y + 16, fit(row.label, 13, left - 12), 13, "end"))
        drawn += _parts(row.parts, colours, left, y, room / most, voice)
        drawn.append(write(left + room * row.size / most + 8, y + 16, voice.integer(row.size), 13))
    return picture(_width, top + len(rows) * (_step + 4), title, *drawn)


def heat_map(matrix: Matrix, title: Html, voice: Voice, limit: int) -> Html:
    """A square of cells, strongest territories first; the darker, the heavier."""
    order = _strongest_rows(matrix)[:limit]
    labels = [matrix.labels[i] for i in order]
    left = top = _label_room(labels, 170) + 4
    side = min(34.0, (_width - left - 80) / max(len(order), 1))
    most = max((_weight(matrix, i, j) or 0.0 for i in order for j in order), default=0.0) or 1.0
    size = min(13.0, side * 0.62)
    drawn = [_heat_labels(labels, left, top, side, size)]
    digits_fit = side >= 15
    for r, i in enumerate(order):
        for c, j in enumerate(order):
            cell = _Cell(left + c * side, top + r * side, side, f"{labels[r]} – {labels[c]}", r == c)
            drawn.append(_heat_cell(cell, _weight(matrix, i, j), most, digits_fit, voice))
    drawn.append(_heat_legend(left + len(order) * side + 24, top, most, voice))
    return picture(_width, top + len(order) * side + 4, title, *drawn)


@dataclass(frozen=True)
class _Cell:
    x: float
    y: float
    side: float
    name: str
    is_internal: bool


def _heat_cell(cell: _Cell, weight: float | None, most: float, digits_fit: bool, voice: Voice) -> Html:
    size = cell.side - 1
    if not weight:
        return element(
            "rect",
            x=cell.x,
            y=cell.y,
            width=size,
            height=size,
            fill="#E9ECEF" if cell.is_internal else "#F8F9FA",
        )
    colour, shown = shade((weight / most) ** 0.5), voice.number(weight)
    square = element(
        "rect", tooltip(cell.name, shown), x=cell.x, y=cell.y, width=size, height=size, fill=colour
    )
    font = min(11.0, cell.side * 0.5, 0.95 * size / max(text_width(shown, 1.0), 0.1))
    if not digits_fit or font < 7:
        return square
    ink = "#fff" if is_dark(colour) else "#111"
    number = write(
        cell.x + size / 2,
        cell.y + size / 2 + 0.36 * font,
        shown,
        font,
        "middle",
        style=f"fill:{ink};pointer-events:none",
    )
    return join(square, number)


def _heat_labels(labels: Sequence[str], left: float, top: float, side: float, size: float) -> Html:
    drawn = []
    for k, label in enumerate(labels):
        shown, middle = fit(label, size, left - 12), k * side + side / 2
        drawn.append(write(left - 6, top + middle + 0.35 * size, shown, size, "end"))
        x, y = left + middle + 0.35 * size, top - 6
        drawn.append(write(x, y, shown, size, transform=f"rotate(-90 {x:.1f} {y:.1f})"))
    return join(*drawn)


def _heat_legend(x: float, y: float, most: float, voice: Voice) -> Html:
    values = [most, 0.56 * most, 0.25 * most, 0.06 * most]
    if float(most).is_integer():
        values = sorted({max(round(value), 1) for value in values}, reverse=True)
    drawn = []
    for k, (value, label) in enumerate(zip(values, voice.cells("weight", values))):
        drawn.append(
            element("rect", x=x, y=y + k * 22, width=16.0, height=20.0, fill=shade((value / most) ** 0.5))
        )
        drawn.append(write(x + 22, y + k * 22 + 14, label, 12))
    return join(*drawn)


def _strongest_rows(matrix: Matrix) -> list[int]:
    count = range(len(matrix.labels))
    total = [sum(_weight(matrix, i, j) or 0.0 for j in count if j != i) for i in count]
    return sorted(count, key=lambda i: (-total[i], matrix.labels[i]))


def _weight(matrix: Matrix, i: int, j: int) -> float | None:
    return matrix.values[i][j]


def _two_parts(left: float, y: float, room: float, share: float, name: str, voice: Voice) -> list[Html]:
    shown, width = voice.percent(share), room * share
    drawn = [
        element(
            "rect",
            tooltip(name, voice.say("outside"), shown),
            x=left,
            y=y,
            width=width,
            height=_bar,
            fill=_outside,
        ),
        element(
            "rect",
            tooltip(name, voice.say("inside"), voice.percent(1 - share)),
            x=left + width,
            y=y,
            width=room - width,
            height=_bar,
            fill=_inside,
        ),
    ]
    if width > 70:
        drawn.append(write(left + 7, y + 13.5, shown, 12, style="fill:#fff"))
    return drawn


def _parts(
    parts: Mapping[str, int], colours: dict[str, str], left: float, y: float, unit: float, voice: Voice
) -> list[Html]:
    """The segments of one bar, in the order of the legend, the rest last."""
    rest = sum(count for part, count in parts.items() if part not in colours)
    ordered = [(part, parts[part], colour) for part, colour in colours.items() if parts.get(part)]
    drawn, x = [], left
    for label, count, colour in ordered + ([(voice.say("other"), rest, GREY)] if rest else []):
        width = count * unit
        drawn.append(
            element(
                "rect",
                tooltip(label, voice.integer(count)),
                x=x,
                y=y,
                width=width,
                height=22.0,
                fill=colour,
                stroke="#fff",
            )
        )
        if text_width(label, 11) + 6 < width:
            ink = "#fff" if is_dark(colour) else "#111"
            drawn.append(
                write(x + width / 2, y + 15, label, 11, "middle", style=f"fill:{ink};pointer-events:none")
            )
        x += width
    return drawn


def _part_colours(communities: Communities) -> dict[str, str]:
    total: dict[str, int] = {}
    for row in communities.rows:
        for part, count in row.parts.items():
            total[part] = total.get(part, 0) + count
    ordered = sorted((part for part in total if part), key=lambda part: (-total[part], part))
    return dict(zip(ordered, PALETTE))


def _label_room(labels: Sequence[str], most: float) -> float:
    return min(max((text_width(fit(label, 13, most), 13) for label in labels), default=0.0) + 14, most)


def _legend(entries: Sequence[tuple[str, str]], left: float) -> Html:
    return wrapped_legend(entries, left)[0]


def wrapped_legend(
    entries: Sequence[tuple[str, str]], left: float, width: float = _width
) -> tuple[Html, float]:
    """A legend of coloured squares in lines, and where the drawing below it may begin."""
    x, y, drawn = left, 2.0, []
    for label, colour in entries:
        shown = fit(label, 12, 200)
        room = text_width(shown, 12) + 34
        if x + room > width and x > left:
            x, y = left, y + 20
        drawn.append(element("rect", x=x, y=y, width=12.0, height=12.0, rx=2.0, fill=colour))
        drawn.append(write(x + 18, y + 10.5, shown, 12))
        x += room
    return join(*drawn), y + 32
