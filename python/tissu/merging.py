"""Actors that are the same: found, made one, and made two again."""

from __future__ import annotations

from collections.abc import Callable

from tissu import _core
from tissu._core import Table

__all__ = ["Merging"]


class Merging:
    """The part of a `Store` that knows about actors that are the same."""

    _core: _core.Store

    def _snapshot(self) -> _core.Snapshot:
        return self._core.snapshot(None)

    def duplicates(self, kind: str = "actor", *, least: float = 0.7,
                   progress: bool | Callable[[float], bool | None] | None = None) -> Table:
        """Actors that may be one and the same, best first. Nothing is changed.

        Parameters
        ----------
        kind
            ``"person"``, ``"organisation"``, ``"collective"``, or ``"actor"``: each with those of its own kind.
        least
            Pairs with a lower score are left out.

        Returns
        -------
        Table
            a, b, score, reason. Score 1: the same identifier; 0.95: two establishments of one SIREN; else the likeness
            of the names, less for an unknown seat (0.9), another seat (0.6), or other numbers (0.5).

        Examples
        --------
        >>> import tissu as ts
        >>> store, batch = ts.open(), ts.Batch(source="example")
        >>> batch.add_organisation("org:1", "Association Les Amis de l'Île")
        >>> batch.add_organisation("org:2", "AMIS DE L'ILE")
        >>> report = store.apply(batch)
        >>> [(row["a"], row["b"], row["reason"]) for row in store.duplicates()]
        [('org:1', 'org:2', 'same words, place unknown')]
        >>> revision = store.merge("org:1", "org:2", "the same association")
        >>> len(store.duplicates())
        0
        >>> revision = store.unmerge("org:2")

        Notes
        -----
        Names are compared with their neighbours in the order of their words, as written, and backwards (sorted
        neighbourhood, doi:10.1145/223784.223807): O(n log n), and a pair that differs at both ends may be missed.
        """
        return _core.duplicates(self._snapshot(), kind, least, progress)

    def merge(self, keep: str, drop: str, reason: str = "") -> int:
        """Makes two actors one, in one transaction; gives the new revision.

        Every link of `drop` goes to `keep`, which gets the name and aliases of `drop` as aliases, its code and
        identifiers as identifiers, and what it lacked. Where both had the same link one is left; amounts and counts
        add up. From then on the code of `drop` stands for `keep`, also in files loaded later. An export has one actor.

        Raises
        ------
        NotFound, InvalidArgument, Conflict
        """
        return self._core.merge(keep, drop, reason)

    def unmerge(self, dropped: str) -> int:
        """Takes a merge back: `dropped` is there again with its links; gives the new revision.

        What came or changed since the merge stays with the actor that was kept. Several merges into one actor are taken
        back from the last to the first (Conflict otherwise).
        """
        return self._core.unmerge(dropped)
