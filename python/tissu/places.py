"""Questions of place: which territory has a point, what is near, what has a common border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Table

if TYPE_CHECKING:
    from tissu.batch import Batch
    from tissu.store import Store

__all__ = ["Places"]


class Places:
    """What `store.territories` knows of outlines and points. The index is built when a revision is first asked."""

    _store: Store
    _outlines: tuple[int, _core.Atlas] | None = None

    def locate(self, points: Any, kind: str = "commune", geography: str | int | None = None, tolerance_m: float = 50.0, *,
               reach_m: float = 1000.0, threads: int = 0) -> Table:
        """In which territory of a kind each point lies.

        Parameters
        ----------
        points
            ``(lon, lat)`` pairs or one of them, an array of shape (n, 2), two arrays ``(lons, lats)``, or anything
            with columns ``lon`` and ``lat`` (a Table, a data frame, a dict). Degrees, WGS 84.
        kind
            ``"commune"``, ``"qpv"``, … : one that has outlines.
        geography
            The year or edition of the outlines. Default: the latest of each territory.
        tolerance_m
            Nearer than this to an edge, the answer is ``uncertain``.
        reach_m
            How far from the outlines a point outside still gets its metres; ``math.inf`` for all, which takes longer.
        threads
            0: all the machine has. The answer is the same at any number.

        Returns
        -------
        Table
            One row per point, in order. status: ``inside``, ``outside``, ``uncertain``, or ``missing`` for NaN.
            id: the territory; of an uncertain point outside, the one whose edge is nearest. metres: to the nearest
            edge, inside of the outline that has the point, outside of any; never negative; NaN for a point outside and
            out of reach.

        Raises
        ------
        NotFound
            There are no such outlines; the message says which there are.
        InvalidArgument
            A point is not on the Earth (metres, or the other order).

        Examples
        --------
        >>> import tissu as ts
        >>> batch = ts.Batch(source="example")
        >>> batch.add_territory("commune:91228", "Évry-Courcouronnes")
        >>> batch.add_outline("commune:91228", "POLYGON ((2.4 48.6, 2.5 48.6, 2.5 48.7, 2.4 48.7, 2.4 48.6))", 2024)
        >>> store = ts.open()
        >>> report = store.apply(batch)
        >>> found = store.territories.locate([(2.45, 48.65), (2.4001, 48.65), (3.0, 48.65)], kind="commune")
        >>> found["status"].tolist()
        ['inside', 'uncertain', 'outside']
        """
        lon, lat = _coordinates(points)
        return self._atlas().locate(lon, lat, kind, _text(geography), tolerance_m, reach_m, threads)

    def _atlas(self) -> _core.Atlas:
        """The outlines of this revision, read when they are first asked for."""
        snapshot = self._store._snapshot()
        if self._outlines is None or self._outlines[0] != snapshot.revision:
            self._outlines = (snapshot.revision, _core.Atlas(snapshot))
        return self._outlines[1]

    def near(self, id: str | tuple[float, float], km: float = 15.0, kind: str | None = None) -> Table:
        """Territories at most `km` away: columns id, name, kind, km, nearest first.

        `id`: a territory, or a point ``(lon, lat)``. A territory is where its lon and lat are, else at the centre of
        its outline; the note says how many have neither. Distances are great-circle distances. What others have taken
        the place of is left out.
        """
        if isinstance(id, str):
            return self._atlas().near(id, km, kind or "")
        lon, lat = _coordinates(id)
        if len(lon) != 1:
            raise InvalidArgument(f"expected a territory or one point, found {len(lon)} points")
        return self._atlas().near_point(lon[0], lat[0], km, kind or "")

    def distance(self, a: str, b: str) -> float:
        """Kilometres between the places of two territories (see `near`)."""
        return self._atlas().metres(a, b) / 1000

    def neighbours(self, id: str, geography: str | int | None = None, at: Any = None) -> Table:
        """Territories of the same kind with a common border: columns id, name, kind, border_km, longest border first.

        A border is a stretch that both outlines have, not only a corner.

        Parameters
        ----------
        geography
            The year or edition of the outlines. Default: the latest of each territory, without those that others have
            taken the place of, unless `id` itself is one of them. With a geography and without `at` all that it has count.
        at
            Only those that exist on that day, by the outlines of its year: the last up to it, else the first after.

        Raises
        ------
        NotFound
            If `id` has no such outline.

        Examples
        --------
        >>> import tissu as ts
        >>> batch = ts.Batch(source="example")
        >>> for code, west in [("commune:1", 0), ("commune:2", 1), ("commune:3", 2)]:
        ...     batch.add_territory(code, code)
        ...     batch.add_outline(code, f"POLYGON (({west} 0, {west + 1} 0, {west + 1} 1, {west} 1, {west} 0))", 2018)
        >>> for before in ("commune:2", "commune:3"):
        ...     batch.add_succession(before, "commune:3", "2019-01-01", kind="32")
        >>> store = ts.open()
        >>> report = store.apply(batch)
        >>> store.territories.neighbours("commune:3")["id"].tolist()
        []
        >>> store.territories.neighbours("commune:3", at="2018-06-01")["id"].tolist()
        ['commune:2']
        """
        return self._atlas().neighbours(id, _text(geography), None if at is None else str(at))

    def overlaps(self, kind: str, geography: str | int | None = None, other_kind: str | None = None,
                 other_geography: str | int | None = None, *, least: float = 0.001) -> Table:
        """How much of each outline lies in those of another kind or geography.

        Columns from, to, share (0 to 1, of the surface of `from`), square_metres. `other_kind` None: the same kind.
        Shares under `least` are left out.
        """
        return self._atlas().overlaps(kind, _text(geography), other_kind or kind, _text(other_geography), least)

    def crosswalk(self, kind: str, geography: str | int, other_geography: str | int, date: Any = None, *,
                  least: float = 0.01) -> Batch:
        """Successions from the territories of one geography to those of another, by overlap of their outlines.

        The shares are those of `overlaps`, as far as they are over `least`. The result is a Batch to look at, and to
        put into the store with `Store.apply`. `date`: the day of effect. Default: the first of the year
        `other_geography`.
        """
        from tissu.batch import Batch

        batch = Batch(source=f"overlap of outlines {geography} and {other_geography}", source_kind="CALCULE")
        day = str(date) if date is not None else f"{other_geography}-01-01"
        for row in self.overlaps(kind, geography, kind, other_geography, least=least):
            if row["from"] != row["to"]:
                batch.add_succession(row["from"], row["to"], day, share=row["share"])
        return batch


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _coordinates(points: Any) -> tuple[np.ndarray, np.ndarray]:
    """Two columns of numbers: longitudes and latitudes."""
    try:
        if not isinstance(points, (list, tuple, np.ndarray)):
            return _column(points["lon"]), _column(points["lat"])
        if isinstance(points, tuple) and len(points) == 2 and all(np.ndim(column) == 1 for column in points) and (
                isinstance(points[0], np.ndarray) or len(points[0]) != 2):
            return _column(points[0]), _column(points[1])
        pairs = np.asarray(points, dtype=np.float64)
    except (KeyError, TypeError, ValueError, _core.NotFound) as problem:
        raise InvalidArgument(f"expected points as (lon, lat) pairs or columns lon and lat, found {type(points).__name__}") from problem
    if pairs.size == 0:
        return np.empty(0), np.empty(0)
    if pairs.ndim == 1 and pairs.size == 2:
        pairs = pairs.reshape(1, 2)
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise InvalidArgument(f"expected points as (lon, lat) pairs, found an array of shape {pairs.shape}")
    return _column(pairs[:, 0]), _column(pairs[:, 1])


def _column(values: Any) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.float64)
