"""The records of a store, kind by kind: what `store.territories`, `store.actors` and the others are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from tissu import _core
from tissu._core import NotFound, Table
from tissu.places import Places
from tissu.tables import as_table

if TYPE_CHECKING:
    from tissu.store import Store

__all__ = ["Collection", "Territories", "Themes", "Actors", "Activities"]


class Collection(ABC):
    """One kind of record: ``len``, iteration over ids, ``collection["commune:91228"]``, ``in``, `find`, `table`."""

    _name = ""

    def __init__(self, store: Store) -> None:
        self._store = store

    @abstractmethod
    def table(self, **filters: Any) -> Table:
        """The records as a table, filtered."""

    def _all(self) -> Table:
        """Every record, whatever `table` leaves out."""
        return self.table()

    @abstractmethod
    def find(self, text: str, limit: int = 10) -> Table:
        """Records whose code, name or other name answers `text`, best first; folds accents, case and hyphens."""

    def __len__(self) -> int:
        return self._store._snapshot().counts()[self._name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all()["id"].tolist())

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and any(row["id"] == id for row in self.find(id, 3) if row["match"] == "code")

    def __getitem__(self, id: str) -> dict[str, Any]:
        found = self.find(id, 3)
        for row in found:
            if row["match"] == "code":
                rows = self._all()
                return rows[rows["id"].tolist().index(row["id"])]
        hint = f"; did you mean {found[0]['id']!r} ({found[0].get('name', '')})?" if len(found) else ""
        raise NotFound(f"expected an id of the {self._name} of the store, found {id!r}{hint}")

    def __repr__(self) -> str:
        return f"{len(self):,} {self._name} of {self._store!r}"


class Territories(Places, Collection):
    """The territories of a store: a dated lattice, where a place may lie in several others."""

    _name = "territories"

    def _all(self) -> Table:
        return self._store._snapshot().territories("", None)

    def table(self, *, kind: str = "", at: Any = None) -> Table:
        """Columns id, name, kind, population, lon, lat, valid_from, valid_to, source, source_kind.

        Parameters
        ----------
        kind
            Only these: ``"commune"``, ``"epci"``, … Default: all.
        at
            Only those that exist on that day, under the names of that day: the official list, once the
            movements are loaded. Default: all but those that others have taken the place of.
        """
        return self._store._places().table(kind, _day(at))

    def find(self, text: Any, limit: int = 10, *, kind: str = "", at: Any = None) -> Table:
        """Columns id, name, kind, population, match (code, name, prefix, word, near).

        Accents, case, hyphens, ``St``, articles, elision and the word "arrondissement" do not matter; former
        names count. At equal match those that still exist come first, then communes, EPCI and so on, then
        the more populous. Names that are spelt alike only if there is nothing better.

        `text`: one name or code; or a list or column of them, which gives up to `limit` rows for each, with the text
        in a first column ``text`` (one that nothing matches: a row with an empty id). `kind`: only these. To code a
        column of names rather use `match`, which leaves the doubtful ones to you.

        `at`: names as of that day. Only territories that exist then, under their names of then: first those that bear
        the name then, last those that were to bear it later.

        Examples
        --------
        >>> import tissu as ts
        >>> t = ts.demo(quiet=True).territories
        >>> t.find("evry courcouronnes")[0]["id"]
        'commune:91228'
        >>> t.find("evry courcouronnes", at="2021-06-01")[0]["id"]
        'commune:91228'
        >>> t.find(["melun", "EVRY COURCOURONNES"], limit=1)["id"].tolist()
        ['commune:77288', 'commune:91228']
        """
        places = self._store._places()
        if isinstance(text, str):
            return places.find(text, limit, kind, _day(at))
        return places.find_all(_texts({"text": text}, "text"), "text", limit, kind, _day(at))

    def match(self, table: Any, column: str, *, context: str | None = None, kind: str = "commune", at: Any = None) -> Table:
        """Codes a column of names, and leaves the doubtful ones to you.

        Parameters
        ----------
        table
            A table, frame or mapping of columns.
        column
            The names. A département in brackets at the end ("Évry (89)") is read as context.
        context
            A column with the département of each row, as code or name.
        kind
            What the names are names of; ``""``: anything. Delegated communes and arrondissements stand in for communes.
        at
            Names as of that day: those that exist then come before others of the name, under their names of then. What
            does not exist then gives way to what is in its place.

        Returns
        -------
        Table
            One row for each: text, id (empty: doubtful), name, confidence (0 to 1), reason, candidates (ids, ``|``).

        Examples
        --------
        >>> import tissu as ts
        >>> t = ts.demo(quiet=True).territories
        >>> t.match({"ville": ["EVRY COURCOURONNES", "nowhere at all"]}, "ville")["id"].tolist()
        ['commune:91228', '']
        """
        return self._store._places().match(_texts(table, column, context), column, context or "", kind, _day(at))

    def resolve(self, id: Any, at: Any = None, *, from_date: Any = None, kind: str = "") -> Table:
        """What became of a territory: follows merges, splits, changes of code and name, in either direction.

        Parameters
        ----------
        id
            A code with or without its scheme, or an identifier; or a list or array of them.
        at
            The day of the geography wanted. Default: after all known changes.
        from_date
            The day of the geography that the code is of. Default: the last 1 January before `at`; if the
            code did not exist then, the nearest time it did.
        kind
            What codes without a scheme are codes of. Default: communes, else EPCI, and so on.

        Returns
        -------
        Table
            One row for each territory: code (as given), id, name (of that day), kind, share (of the code; NaN:
            unknown). Shares are those of the records, else by population where the parts were nothing else before.
            One id of which nothing is left gives no row; of many, each gives a row, with an empty id then.

        Raises
        ------
        NotFound
            For one id that the store does not know, with near matches.

        Examples
        --------
        >>> import tissu as ts
        >>> batch = ts.Batch(source="example")
        >>> for code, name in [("commune:1", "Alpha"), ("commune:2", "Beta")]:
        ...     batch.add_territory(code, name)
        ...     batch.add_succession(code, "commune:1", "2019-01-01", kind="32")
        >>> store = ts.open()
        >>> report = store.apply(batch)
        >>> store.territories.resolve("commune:2", at="2021-01-01")["id"].tolist()
        ['commune:1']
        """
        places = self._store._places()
        if isinstance(id, str):
            return places.resolve(id, kind, _day(from_date), _day(at))
        codes = _texts({"code": id}, "code")
        return places.resolve_all(codes, "code", kind, _day(from_date), _day(at))

    def convert(self, table: Any, column: str, from_date: Any = None, to_date: Any = None, *, kind: str = "",
                code: str | None = None, code_kind: str = "") -> Table:
        """Brings amounts coded by territory to another date, and another level, without losing any.

        Parameters
        ----------
        table
            A table, frame or mapping of columns: one of codes, one of amounts.
        column
            The amounts: whatever can be added up.
        from_date, to_date
            The geography of the codes and the one wanted. Default: see `resolve`; after all known changes.
        kind
            The level wanted (``"epci"``, ``"departement"`` …). Default: that of each code.
        code
            The column of codes. Default: ``"id"``, ``"code"`` or the first one.
        code_kind
            What codes without a scheme are codes of.

        Returns
        -------
        Table
            id, name, the amounts, reason. What cannot be placed stands at the end, under the code as given, with
            the reason (elsewhere empty). The sum is that of the amounts given: whole numbers are divided into whole
            numbers and cents into cents, by largest remainder, in proportion to inhabitants.

        Examples
        --------
        >>> import tissu as ts
        >>> t = ts.demo(quiet=True).territories
        >>> euros = {"commune": ["91228", "77296", "nowhere"], "amount": [100.10, 50.05, 1.0]}
        >>> t.convert(euros, "amount", kind="epci")["amount"].sum().round(2)
        np.float64(151.15)
        """
        table = as_table(table)
        if code is None:
            others = [name for name in table.names if name != column]
            code = next((name for name in ("id", "code") if name in others), others[0] if others else "id")
        codes = _texts(table, code)
        both = table if codes is table else as_table({code: codes[code], column: table[column]})
        return self._store._places().convert(both, code, column, _day(from_date), _day(to_date), code_kind, kind)

    def changes(self, kind: str, from_date: Any, to_date: Any, *, of: str = "commune") -> Table:
        """Territories that exist on both days and lie elsewhere at the level `kind`: communes that changed EPCI.

        Columns id, name, from, from_name, to, to_name. Those without a place on one of the days are counted in the note.
        """
        return self._store._places().changes(kind, _day(from_date), _day(to_date), of)

    def ancestors(self, id: str, kind: str | None = None, at: Any = None) -> Table:
        """What a territory lies in, nearest first: columns id, name, kind, share (0 to 1, of `id`)."""
        return self._store._places().ancestors(id, kind or "", _day(at))

    def members(self, id: str, kind: str | None = None, at: Any = None) -> Table:
        """What lies in a territory: columns id, name, kind, share (0 to 1, of the member)."""
        return self._store._places().members(id, kind or "", _day(at))


def _texts(table: Any, *columns: str | None) -> Table:
    """The columns as text: codes that were read as numbers become their digits."""
    table = as_table(table)
    if all(table._kind(name) == "text" for name in columns if name is not None):
        return table
    return as_table({name: _as_text(table[name]) for name in columns if name is not None})


def _as_text(values: np.ndarray) -> np.ndarray:
    if values.dtype.kind in "iu":
        return values.astype(str).astype(object)
    if values.dtype.kind == "f":
        return np.array(["" if np.isnan(value) else f"{value:.15g}" for value in values], dtype=object)
    return values


class Themes(Collection):
    """The concepts of a store: themes, and every other controlled list."""

    _name = "themes"

    def table(self, *, scheme: str = "") -> Table:
        """Columns id, label_fr, label_en, scheme, broader. `scheme`: only these (``"theme"``). Default: all."""
        return self._store._snapshot().themes(scheme)

    def find(self, text: str, limit: int = 10) -> Table:
        """Concepts by label in French or English, other label or code: columns id, label_fr, label_en, match."""
        return _core.find_theme(self._store._snapshot(), text, limit)


class Actors(Collection):
    """The persons, organisations and collectives of a store."""

    _name = "actors"

    def table(self, *, kind: str = "") -> Table:
        """Columns id, name, kind, type, territory, lon, lat, source, source_kind. `kind`: only these. Default: all."""
        return self._store._snapshot().actors(kind)

    def find(self, text: str, limit: int = 10) -> Table:
        """Actors by name, alias or code: columns id, name, kind, match."""
        return self._store._snapshot().find_actor(text, limit)


class Activities(Collection):
    """The partnerships, the events or the resources of a store."""

    def __init__(self, store: Store, name: str) -> None:
        super().__init__(store)
        self._name = name
        self._kind = _core.ActivityKind.__members__[name[:-1]]

    def table(self, *, type: str = "") -> Table:
        """Columns id, title, type, from, until, themes, territories, members, amount, source, source_kind.

        `type`: only these (``"CAP"``). Default: all. Lists are joined by ``|``.
        """
        return self._store._snapshot().activities(self._kind, type)

    def find(self, text: str, limit: int = 10) -> Table:
        """Activities by title or code: columns id, name, kind, match."""
        return self._store._snapshot().find_activity(self._kind, text, limit)


def _day(at: Any) -> str | None:
    return None if at is None else str(at)
