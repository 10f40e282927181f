"""What a text is about, and which events come: the part of a `Store` that classifies and looks ahead."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from tissu import _core
from tissu._core import Table

__all__ = ["CATALOGUE_FORMATS", "SUFFIXES", "Searching"]

#: Formats of resources and events that `Store.export` writes.
CATALOGUE_FORMATS = ("oai-dc", "ris", "bibtex", "jsonld", "ical")

#: What the ending of a path says about the format of an export; without an ending it is the folder of a package.
SUFFIXES = {".tissu": "sqlite", ".sqlite": "sqlite", ".db": "sqlite", ".geojson": "geojson", ".xml": "oai-dc",
            ".ris": "ris", ".bib": "bibtex", ".jsonld": "jsonld", ".ics": "ical"}


class Searching:
    """The part of a `Store` that classifies texts and lists coming events."""

    _index: Callable[[], _core.Catalogue]

    def classify(self, text: str, scheme: str = "theme", limit: int = 5) -> Table:
        """The concepts a text is about, best first, with the words that decided.

        Parameters
        ----------
        text
            Any text, French or English.
        scheme
            ``"theme"``, another scheme of the store, or ``"territory"``: the places that are named.
        limit
            At most so many.

        Returns
        -------
        Table
            theme (territory), score (0 to 1), reason, label. Nothing speaks for what is not listed.

        Raises
        ------
        NotFound
            For a scheme without concepts.

        Notes
        -----
        Words of labels and definitions, weighed by their rarity among the concepts, and the themes of the 20 items most
        like the text: the formula is in ``tissu/catalogue/classify.hpp``. Suggestions for a person to confirm.

        Examples
        --------
        >>> import tissu as ts
        >>> store = ts.open()
        >>> found = store.classify("Une soirée sur la santé mentale des jeunes", limit=1)[0]
        >>> found["theme"], found["reason"]
        ('theme:COH.SAN.MEN', 'sante, mentale ("Santé mentale")')
        """
        return self._index().classify(text, scheme, limit)

    def upcoming(self, theme: str | None = None, near: str | None = None, km: float | None = None, or_online: bool = True,
                 at: Any = None, *, limit: int = 50) -> Table:
        """Events that are not over, soonest first.

        Parameters
        ----------
        theme
            A code, a label or a sentence: about it or something below.
        near
            A territory. Without `km`: events in it, below it, or in what it lies in.
        km
            Events at most this far from `near`.
        or_online
            Also those that can be followed from afar, wherever they are.
        at
            The day it is. Default: today.
        limit
            At most so many.

        Returns
        -------
        Table
            id, title, type, start, end (last day), mode, territory (ids), km (NaN: unknown).

        Examples
        --------
        >>> import tissu as ts
        >>> batch = ts.Batch(source="example")
        >>> batch.add_event("event:1", "Atelier santé", start="2024-03-05")
        >>> batch.add_event("event:2", "Petit déjeuner", start="2024-02-01")
        >>> store = ts.open()
        >>> report = store.apply(batch)
        >>> store.upcoming(at="2024-02-10")["id"].tolist()
        ['event:1']
        """
        day = datetime.date.today() if at is None else at
        day = day.isoformat()[:10] if isinstance(day, datetime.date) else str(day)
        return self._index().upcoming(theme or "", near or "", km, or_online, day, limit)
