"""HTML tables: right-aligned numbers, a caption, and a word on the rows that are not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .markup import Html, clip, element, join, text
from .voice import Voice, is_number

_cell_limit = 300


@dataclass(frozen=True)
class Rows:
    """A table to show: names of columns and rows of cells. `total` counts the rows of the whole table."""

    columns: Sequence[str]
    cells: Sequence[Sequence[object]]
    caption: Html
    total: int | None = None
    file: str = ""

    @property
    def count(self) -> int:
        """Rows of the whole table, shown or not."""
        return max(len(self.cells), self.total or 0)


def table(rows: Rows, voice: Voice, limit: int = 500) -> Html:
    """The first rows as a table, and how many more there are and where."""
    shown = rows.cells[:limit]
    columns = [_column(rows, shown, k, voice) for k in range(len(rows.columns))]
    head = element(
        "tr",
        *(
            element("th", voice.column(name), scope="col", class_="num" if numeric else None)
            for name, numeric, _ in columns
        ),
    )
    body = (element("tr", *(cells[i] for _, _, cells in columns)) for i in range(len(shown)))
    grid = element("table", element("caption", rows.caption), element("thead", head), element("tbody", *body))
    return join(
        element("div", grid, class_="scroll", tabindex="0", role="group"), _rest(rows, len(shown), voice)
    )


def details(rows: Rows, voice: Voice, summary: Html | None = None, limit: int = 500) -> Html:
    """The table folded away under a line that says how many rows it has."""
    if not rows.count:
        return Html("")
    title = summary if summary is not None else voice.say("table_behind", n=rows.count)
    return element("details", element("summary", title), table(rows, voice, limit))


def _column(
    rows: Rows, shown: Sequence[Sequence[object]], k: int, voice: Voice
) -> tuple[str, bool, list[Html]]:
    name = rows.columns[k]
    values = [_clipped(row[k]) for row in shown]
    known = [value for value in values if value is not None]
    numeric = bool(known) and all(is_number(value) for value in known)
    attributes = {"class_": "num"} if numeric else {"dir": "auto"}
    return name, numeric, [element("td", cell, **attributes) for cell in voice.cells(name, values)]


def _clipped(value: object) -> object:
    if value is None or is_number(value) or isinstance(value, Html):
        return value
    return text(clip(value, _cell_limit))


def _rest(rows: Rows, shown: int, voice: Voice) -> Html:
    hidden = rows.count - shown
    if hidden > 0:
        said = voice.say("more_in", n=hidden, file=rows.file) if rows.file else voice.say("more", n=hidden)
    elif rows.file:
        said = voice.say("whole_in", file=rows.file)
    else:
        return Html("")
    return element("p", said, class_="rest")
