"""Stores: one SQLite file, or memory, with everything in it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from tissu import _core
from tissu._core import InvalidArgument, Table, Unsupported
from tissu.batch import Batch
from tissu.collection import Activities, Actors, Territories, Themes
from tissu.merging import Merging
from tissu.network_batch import network_batch
from tissu.package import unpacked
from tissu.recommending import Recommending
from tissu.search import Hits
from tissu.searching import CATALOGUE_FORMATS, SUFFIXES, Searching

__all__ = ["LoadReport", "Store", "open"]

ProgressLike = bool | Callable[[float], bool | None] | None


@dataclass(frozen=True)
class LoadReport:
    """What a load found and did.

    Attributes
    ----------
    rows
        Table: table, read, kept, repaired, rejected. In every row ``read = kept + rejected``.
    issues
        Table: file, line, column, value, rule, action (noted, repaired, rejected).
    ok
        True if no row was rejected.
    already_applied
        True if a batch of the same content was in the store: nothing was done.
    revision
        Of the store, afterwards.
    files
        Name and SHA-256 of each file read.
    """

    rows: Table
    issues: Table
    ok: bool
    already_applied: bool = False
    revision: int = 0
    files: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @classmethod
    def _of(cls, report: dict[str, Any]) -> LoadReport:
        return cls(report["rows"], report["issues"], bool(report["rows"]["rejected"].sum() == 0), report["already_applied"],
                   report["revision"], tuple(tuple(pair) for pair in report["hashes"]))

    def summary(self, limit: int = 10) -> str:
        """A few lines for a terminal: rows by table, and the first issues of each rule."""
        if self.already_applied:
            return "already in the store: nothing to do"
        lines = [
            f"{row['table']}: {row['read']:,} read, {row['kept']:,} kept"
            + (f", {row['repaired']:,} repaired" if row["repaired"] else "")
            + (f", {row['rejected']:,} rejected" if row["rejected"] else "")
            for row in self.rows
        ]
        for row in self.issues.head(limit):
            place = ":".join(str(part) for part in (row["file"], row["line"] or "") if part)
            column = f" {row['column']}" if row["column"] else ""
            lines.append(f"  {row['action']} {place}{column}: {row['rule']}")
        if len(self.issues) > limit:
            lines.append(f"  … {len(self.issues) - limit:,} more issues")
        return "\n".join(lines)

    __str__ = summary
    __repr__ = summary


class Store(Merging, Recommending, Searching):
    """A base of actors, territories, themes and activities.

    Made by `tissu.open` or `tissu.demo`. Any thread may call it; calls are served one at a time, and
    every write is all or nothing.
    """

    def __init__(self, core: _core.Store) -> None:
        self._core = core
        self._catalogue: tuple[int, _core.Catalogue] | None = None
        self._place_index: tuple[int, _core.Places] | None = None
        self._recommender_index: tuple[int, _core.Recommender] | None = None
        self.territories = Territories(self)
        self.themes = Themes(self)
        self.actors = Actors(self)
        self.partnerships = Activities(self, "partnerships")
        self.events = Activities(self, "events")
        self.resources = Activities(self, "resources")

    # -- in ------------------------------------------------------------------------------------------

    def load(self, path: str | os.PathLike, *, format: str | None = None, source: str | None = None,
             source_kind: str | None = None, strict: bool = False, progress: ProgressLike = None) -> LoadReport:
        """Reads a file or folder into the store, in one transaction.

        Parameters
        ----------
        path
            A file or folder in one of ``tissu.formats()``; a zip of a data package is unpacked first. Or a network
            in a file: nodes become organisations, ties partnerships of two (of an arc the source leads), columns of
            a two-mode file and hyperedges partnerships of their members.
        format
            Default: recognised from the content; networks from the ending: ``"graphml"``, ``"gexf"``, ``"pajek"``
            (.net). ``"hif"`` is to be said.
        source, source_kind
            Who says so. Default: what the reader knows.
        strict
            True: any rejected row raises InvalidData, and nothing is written.
        progress
            True for a line on stderr, or a callable that gets the fraction done and returns False to stop.

        Returns
        -------
        LoadReport
            Rows read, kept, repaired, rejected by table, and every issue with its place.

        Raises
        ------
        NotFound, Unsupported, InvalidData, Conflict, StoreError, Cancelled
        """
        if (batch := network_batch(path, format, source, source_kind)) is not None:
            return self.apply(batch, strict=strict, progress=progress)
        with unpacked(path) as place:
            return LoadReport._of(self._core.load(str(place), format or "", source or "", source_kind or "", strict, progress))

    def check(self, path: str | os.PathLike, *, format: str | None = None, progress: ProgressLike = None) -> LoadReport:
        """What `load` would report. Writes nothing."""
        if (batch := network_batch(path, format)) is not None:
            return open().apply(batch, strict=False, progress=progress)
        with unpacked(path) as place:
            return LoadReport._of(self._core.check(str(place), format or "", progress))

    def apply(self, batch: Batch, *, strict: bool = True, progress: ProgressLike = None) -> LoadReport:
        """Puts a batch in, in one transaction. The same content a second time does nothing.

        A record whose id is already there is updated: given fields replace, empty ones leave what was.
        `strict`: a row that cannot be kept raises InvalidData and nothing is written; else it is listed.
        """
        return LoadReport._of(self._core.apply(batch, strict, progress) | {"hashes": []})

    # -- out -----------------------------------------------------------------------------------------

    def query(self, sql: str, params: Sequence[Any] = ()) -> Table:
        """The rows of one SELECT. Read-only; `params` are bound to ``?``. The schema is in docs/store-format.md."""
        return self._core.query(sql, params)

    def export(self, path: str | os.PathLike, *, format: str | None = None, progress: ProgressLike = None) -> None:
        """Writes everything: ``"package"`` (a folder, lossless) or ``"sqlite"`` (one file, a consistent copy).

        ``"geojson"`` writes the territories with their outlines or points, for a map; ``"oai-dc"``, ``"ris"``, ``"bibtex"``
        the resources, ``"jsonld"`` (schema.org) resources and events, ``"ical"`` the events.
        `format` None: from the ending: ``.tissu``, ``.sqlite``, ``.db``, ``.geojson``, ``.xml``, ``.ris``, ``.bib``,
        ``.jsonld``, ``.ics``; none: ``"package"``.
        Raises Unsupported for other endings and formats, Conflict if a package folder exists and is not empty.
        """
        if format is None:
            format = _format_of(Path(path))
        if format == "sqlite":
            self._core.copy_to(os.fspath(path))
        elif format == "package":
            _core.write_package(self._core.read(progress), os.fspath(path), progress)
        elif format == "geojson":
            _core.write_geojson(self._core.read(progress), os.fspath(path), progress)
        elif format in CATALOGUE_FORMATS:
            _core.write_catalogue(self._core.read(progress), os.fspath(path), format, progress)
        else:
            known = ", ".join(("package", "sqlite", "geojson", *CATALOGUE_FORMATS))
            raise Unsupported(f"expected one of the formats {known}, found {format!r}")

    # -- questions -----------------------------------------------------------------------------------

    def network(self, nodes: str = "actor", *, progress: ProgressLike = None, **lens: Any) -> _core.Network:
        """Who is linked to whom.

        Parameters
        ----------
        nodes
            ``"actor"``, ``"person"``, ``"organisation"``, ``"collective"``, ``"territory"`` or ``"theme"``.
        via
            Of ``("partnership", "event", "resource", "affiliation")``; default all.
        level
            With territories: the kind to roll up to (``"commune"``, ``"epci"``, ``"country"`` …).
        projection
            How shared activities become weights: ``"count"`` (default), ``"binary"``, ``"newman"``,
            ``"fractional"``, ``"hyperbolic"``, ``"pairs"``, ``"amount"``, ``"lead"``, ``"jaccard"``, ``"cosine"``.
        since, until
            Only activities of this period; a year counts whole, a day given as `until` is outside.
        within, themes, types, without
            Only actors seated in these territories; only activities about these concepts (or narrower), of
            these types; without these actors.
        min_weight, directed, threads

        Returns
        -------
        Network
            Its note says how it was made.

        Examples
        --------
        >>> import tissu as ts
        >>> batch = ts.Batch(source="example")
        >>> for name in "ABC":
        ...     batch.add_organisation(f"org:{name}", name)
        >>> batch.add_partnership("agreement:1", "Library network", ["org:A", "org:B"])
        >>> batch.add_partnership("agreement:2", "River contract", ["org:B", "org:C"])
        >>> store = ts.open()
        >>> report = store.apply(batch)
        >>> ts.graph.betweenness(store.network()).column("betweenness").tolist()
        [0.0, 1.0, 0.0]
        """
        return _core.network(self._snapshot(), _lens(nodes, lens), progress)

    def cooperation(self, level: str, *, progress: ProgressLike = None, **lens: Any) -> _core.Network:
        """The network of the territories of a level, linked by the partnerships of their actors.

        ``network(nodes="territory", level=level, via=("partnership",))``; other keywords as there. Its
        incidence feeds `tissu.cooperation`: every counting mode, openness, borders.
        """
        return self.network("territory", level=level, progress=progress, **({"via": ("partnership",)} | lens))

    def two_mode(self, rows: str = "actor", columns: str | Iterable[str] = "event", *, all: bool = False,
                 progress: ProgressLike = None, **lens: Any) -> _core.TwoMode:
        """Which nodes take part in which activities. `columns`: one kind of activity, or several.

        `all`: keep rows that take part in nothing. Other keywords as in `network`.
        """
        via = [columns] if isinstance(columns, str) else list(columns)
        return _core.two_mode(self._snapshot(), _lens(rows, {"via": via} | lens), all, progress)

    def search(self, text: str = "", *, kinds: Any = None, theme: str | None = None, territory: str | None = None,
               types: Any = None, since: Any = None, until: Any = None, language: str | None = None,
               access: str | None = None, limit: int = 20, offset: int = 0) -> Hits:
        """Resources, events, partnerships and actors that answer `text`, best first.

        French: accents, case, elisions, plurals and inclusive writing do not matter. Empty text finds
        whatever the filters leave.

        Parameters
        ----------
        kinds
            Of ``("resource", "event", "partnership", "actor")``. Default: all.
        theme, territory
            A code or a name: only what is about it or about something below it; lies in it or below. A theme may be a
            sentence; a word means the concepts of the scheme ``theme`` first. How it was read is said where there is doubt.
        types, since, until, language, access
            Only these.
        limit, offset
            How many hits, after how many.

        Raises
        ------
        NotFound
            For a theme or territory that the store does not know, with near matches.

        Notes
        -----
        BM25 over weighted fields, doi:10.1561/1500000019. The first call after a change builds the index.
        """
        core = self._index().search(text, _list(kinds), theme or "", territory or "", _list(types), _date_text(since),
                                    _date_text(until), language or "", access or "", limit, offset)
        return Hits(core)

    def similar(self, id: str, *, kinds: Any = None, limit: int = 10) -> Table:
        """Items with the same words and themes as the one called `id`: columns id, kind, type, title, score."""
        return self._index().similar(id, _list(kinds), limit)

    def _places(self) -> _core.Places:
        """The index of territories of this revision, built when it is first asked."""
        snapshot = self._snapshot()
        if self._place_index is None or self._place_index[0] != snapshot.revision:
            self._place_index = (snapshot.revision, _core.Places(snapshot))
        return self._place_index[1]

    def _index(self) -> _core.Catalogue:
        """The catalogue of this revision, made when it is first asked; from the last one if there is one."""
        snapshot = self._snapshot()
        if self._catalogue is None or self._catalogue[0] != snapshot.revision:
            previous = self._catalogue[1] if self._catalogue else None
            self._catalogue = (snapshot.revision, _core.Catalogue(snapshot, previous))
        return self._catalogue[1]

    # -- itself --------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """Grows by one with each batch that changed something."""
        return self._core.revision

    @property
    def path(self) -> str:
        """The file; empty for a store in memory."""
        return self._core.path

    @property
    def is_synthetic(self) -> bool:
        """True if any source in the store is marked synthetic (``SYNTH``)."""
        return any(kind == "SYNTH" for _, kind in self._snapshot().source_kinds())

    def close(self) -> None:
        """Releases the file. Later calls raise InvalidArgument."""
        self._core.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({self.path!r})" if self.path else "Store(in memory)"


def _format_of(path: Path) -> str:
    """What to write to a path, from its ending."""
    if path.suffix.lower() in SUFFIXES:
        return SUFFIXES[path.suffix.lower()]
    if path.suffix and not path.is_dir():
        raise Unsupported(f"expected an ending of {', '.join(SUFFIXES)}, or none for the folder of a package, found {path.suffix!r}; "
                          "format='package' writes a folder of any name")
    return "package"


def _lens(nodes: str, options: dict[str, Any]) -> dict[str, Any]:
    """The options of a lens as the core takes them."""
    lens: dict[str, Any] = {"nodes": nodes}
    since, until = (_date_text(options.pop(name, None)) for name in ("since", "until"))
    if since or until:
        lens["period"] = (since, until)
    for name, value in options.items():
        if value is None:
            continue
        if name in ("via", "within", "themes", "types", "without"):
            value = [value] if isinstance(value, str) else list(value)
        elif name not in ("level", "projection", "min_weight", "directed", "threads"):
            raise InvalidArgument(f"expected an option of a lens (see Store.network), found {name!r}")
        lens[name] = value
    return lens


def _list(values: Any) -> list[str]:
    return [] if values is None else [values] if isinstance(values, str) else list(values)


def _date_text(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, datetime.date) else str(value)


def open(path: str | os.PathLike | None = None, *, read_only: bool = False) -> Store:
    """Opens a store, or makes one.

    Parameters
    ----------
    path
        An SQLite file, made if absent. None: a store in memory.
    read_only
        True: never writes, and raises NotFound if the file is absent.

    Raises
    ------
    NotFound
        Read-only, and there is no such file.
    Unsupported
        The file is not a store of this library, or was made by a newer version; its bytes are untouched.
    StoreError
        The file cannot be read or written, or is damaged.

    Examples
    --------
    >>> import tissu as ts
    >>> with ts.open() as store:
    ...     len(store.themes) > 300
    True
    """
    if path is None:
        if read_only:
            raise InvalidArgument("expected a path for a read-only store, found None")
        return Store(_core.Store.in_memory())
    return Store(_core.Store.open(os.fspath(path), read_only))
