"""The records of a store, kind by kind: what `store.territories`, `store.actors` and the others are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tissu import _core
from tissu._core import NotFound, Table

if TYPE_CHECKING:
    from tissu.store import Store

__all__ = ["Collection", "Territories", "Themes", "Actors", "Activities"]


class Collection:
    """One kind of record: ``len``, iteration over ids, ``collection["commune:91228"]``, ``in``, `find`, `table`."""

    _name = ""

    def __init__(self, store: Store) -> None:
        self._store = store

    def table(self, **filters: Any) -> Table:
        """The records as a table, filtered."""
        raise NotImplementedError

    def find(self, text: str, limit: int = 10) -> Table:
        """Records whose code, name or other name answers `text`, best first; folds accents, case and hyphens."""
        raise NotImplementedError

    def __len__(self) -> int:
        return self._store._snapshot().counts()[self._name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.table()["id"].tolist())

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and any(row["id"] == id for row in self.find(id, 3) if row["match"] == "code")

    def __getitem__(self, id: str) -> dict[str, Any]:
        found = self.find(id, 3)
        for row in found:
            if row["match"] == "code":
                rows = self.table()
                return rows[rows["id"].tolist().index(row["id"])]
        hint = f"; did you mean {found[0]['id']!r} ({found[0].get('name', '')})?" if len(found) else ""
        raise NotFound(f"expected an id of the {self._name} of the store, found {id!r}{hint}")

    def __repr__(self) -> str:
        return f"{len(self):,} {self._name} of {self._store!r}"


class Territories(Collection):
    """The territories of a store: a dated lattice, where a place may lie in several others."""

    _name = "territories"

    def table(self, *, kind: str = "", at: Any = None) -> Table:
        """Columns id, name, kind, population, lon, lat, valid_from, valid_to, source, source_kind.

        Parameters
        ----------
        kind
            Only these: ``"commune"``, ``"epci"``, … Default: all.
        at
            Only those that exist on that day. Default: all times.
        """
        return self._store._snapshot().territories(kind, _day(at))

    def find(self, text: str, limit: int = 10) -> Table:
        """Columns id, name, kind, population, match; at equal match the more populous first.

        Examples
        --------
        >>> import tissu as ts
        >>> ts.demo(quiet=True).territories.find("evry courcouronnes")[0]["id"]
        'commune:91228'
        """
        return _core.find_territory(self._store._snapshot(), text, limit)

    def ancestors(self, id: str, kind: str = "", at: Any = None) -> Table:
        """What a territory lies in, nearest first: columns id, name, kind, share (0 to 1, of `id`)."""
        return _core.ancestors(self._store._snapshot(), id, kind or "", _day(at))

    def members(self, id: str, kind: str = "", at: Any = None) -> Table:
        """What lies in a territory: columns id, name, kind, share (0 to 1, of the member)."""
        return _core.members(self._store._snapshot(), id, kind or "", _day(at))


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
