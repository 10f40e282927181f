"""Sample questions: a few searches and recommendations that show what the data can answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from tissu._core import NotFound, Table
from tissu.search import Hits, Recommendation
from tissu.store import Store

from .territories import Level

_questions, _answers = 3, 5


@dataclass(frozen=True)
class Sample:
    """A theme and a territory by code and name, and what was recommended for them."""

    theme: str
    theme_name: str
    territory: str
    territory_name: str
    answer: Recommendation

    def reasons(self, row: dict, lang: str) -> str:
        """Why an item is there, without its title, which stands beside it."""
        said = self.answer.explain(row["id"], lang)
        _, titled, reasons = said.partition(row["title"])
        return reasons.lstrip('"»\u00a0 :') if titled and reasons else said


@dataclass(frozen=True)
class Search:
    """A text and what was found."""

    text: str
    hits: Hits


def recommendations(store: Store, level: Level | None, lang: str) -> list[Sample]:
    """The most frequent theme for the territory with most activities, the second for the second, and so on."""
    if level is None:
        return []
    themes = frequent_themes(store, lang)
    return [
        Sample(
            theme,
            theme_name,
            territory,
            level.names[territory],
            store.recommend(theme, territory, limit=_answers),
        )
        for (theme, theme_name), territory in zip(
            themes[:_questions], busiest_territories(level)[:_questions]
        )
    ]


def searches(store: Store, lang: str) -> list[Search]:
    """The label of the most frequent theme as a text."""
    themes = frequent_themes(store, lang)[:1]
    return [Search(name, store.search(name, limit=_answers)) for _, name in themes]


def frequent_themes(store: Store, lang: str) -> list[tuple[str, str]]:
    """Code and label of the concepts that activities are about, most frequent first, ties by code."""
    count: Counter[str] = Counter()
    for collection in (store.partnerships, store.events, store.resources):
        for cell in collection.table()["themes"].tolist():
            count.update(code for code in cell.split("|") if code)
    labels = _labels(store.themes.table(), lang)
    return [
        (code, labels.get(code) or code)
        for code, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))
    ]


def busiest_territories(level: Level) -> list[str]:
    """Territories by the number of activities that their actors take part in, ties by code."""
    two = level.net.origin
    if two is None:
        raise NotFound("expected a network made from activities, found one made from edges")
    count = dict(zip(two._row_ids, np.diff(two._csr()[0]).tolist()))
    return sorted(count, key=lambda id: (-count[id], id))


def _labels(themes: Table, lang: str) -> dict[str, str]:
    first, second = ("label_fr", "label_en") if lang == "fr" else ("label_en", "label_fr")
    return {row["id"]: row[first] or row[second] for row in themes}
