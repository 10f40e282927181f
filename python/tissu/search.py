"""Answers of the catalogue: hits of a search, and recommendations with their reasons."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tissu import _core
from tissu._core import Table

__all__ = ["Hit", "Hits", "Recommendation"]


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    id: str
    kind: str
    type: str
    title: str
    score: float
    snippet: str


class Hits:
    """What a search found: iterate over it, or take `table`, `total` and `facets`.

    Attributes
    ----------
    table
        id, kind, type, title, score, snippet; best first.
    total
        How many were found, whatever the limit.
    understood
        How the theme asked was read, and what else it may be; empty if there was no doubt.
    facets
        By name ("theme", "territory", "kind", "type", "year") a Table: id, label, count. Counts of themes and
        territories include what lies below.
    """

    def __init__(self, core: _core.Hits) -> None:
        self.table: Table = core.table
        self.total: int = core.total
        self.understood: str = core.understood
        self._core = core

    @functools.cached_property
    def facets(self) -> Mapping[str, Table]:
        """Counts of all that was found, by name; made when first asked."""
        return self._core.facets()

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[Hit]:
        return (Hit(**row) for row in self.table)

    def __getitem__(self, i: int) -> Hit:
        return Hit(**self.table[i])

    def __repr__(self) -> str:
        return f"{self._heading()}\n" + self.table.filter(range(len(self.table))).to_text()

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(self._heading())}</p>" + self.table._repr_html_()

    def _heading(self) -> str:
        return f"{self.total:,} found" + (f"; {self.understood}" if self.understood else "")


class Recommendation:
    """What to look at next, and why.

    Attributes
    ----------
    table
        rank, kind, id, title, score, scope, reasons. `scope`: the level of territory that was needed.
    notice
        To be read before the list: how the theme was read if there was doubt, and that nothing is about it. The note of
        the table begins with it. Empty: nothing to be said.
    """

    def __init__(self, core: _core.Recommendation) -> None:
        self._core = core
        self.table: Table = core.table
        self.notice: str = core.notice

    @property
    def scopes(self) -> Table:
        """The steps of widening: kind, id, name, items (found in this step or before), needed."""
        return self._core.scopes

    @property
    def parts(self) -> Table:
        """What each score is the sum of: id, signal, value, weight, contribution."""
        return self._core.parts

    def explain(self, id: str, lang: str = "fr") -> str:
        """A sentence that names what the item's score comes from, most important first. `lang`: "fr" or "en"."""
        return self._core._explain(id, lang)

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.table)

    def __repr__(self) -> str:
        before = f"{self.notice}\n" if self.notice else ""
        return before + self.table.to_text(width=60) + f"\n{self._rest_of_note()}"

    def _repr_html_(self) -> str:
        before = f"<p>{html.escape(self.notice)}</p>" if self.notice else ""
        return before + self.table._repr_html_() + f"<p><small>{html.escape(self._rest_of_note())}</small></p>"

    def _rest_of_note(self) -> str:
        return self.table.note.removeprefix(self.notice).removeprefix("; ")
