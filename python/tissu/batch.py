"""Batches: what goes into a store in one go, records that name each other by code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tissu import _core

__all__ = ["Batch"]

DateLike = str | date | int | None


def _plain(value: Any) -> Any:
    """Dates as ISO text, years as text, containers as lists of text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)
    return value


class Batch(_core.Batch):
    """Records to put into a store with `Store.apply`.

    Each ``add_…`` method takes the columns of the data package as keywords (`docs/data-model.md`);
    unknown keywords are kept as attributes. Dates are ``datetime.date``, ISO text or a year.

    Parameters
    ----------
    source
        Who says so; every record without a source of its own takes it.
    source_kind
        A concept of the scheme ``source_kind``: ``REEL_SEED``, ``REEL_OUVERT``, ``CALCULE``, ``ESTIME``, ``SYNTH``.

    Raises
    ------
    InvalidArgument
        When a column has a value of the wrong type, or a required one is missing.
    InvalidData
        When a code is not written ``scheme:value``.

    Examples
    --------
    >>> import tissu as ts
    >>> batch = ts.Batch(source="example")
    >>> for name in "ABC":
    ...     batch.add_organisation(f"org:{name}", name)
    >>> batch.add_partnership("agreement:1", "Library network", ["org:A", "org:B"])
    >>> batch.add_partnership("agreement:2", "River contract", ["org:B", "org:C"])
    >>> len(batch)
    9
    """

    def __init__(self, source: str = "", source_kind: str = "") -> None:
        super().__init__(source, source_kind)

    def add(self, table: str, **columns: Any) -> None:
        """Adds one record to a table of the data package, by its name."""
        values = {name: _plain(value) for name, value in columns.items()}
        if table in _YEARS_TO_TEXT:
            values = {name: str(v) if isinstance(v, int) and name in _YEARS_TO_TEXT[table] else v for name, v in values.items()}
        self._add(table, values)

    def add_territory(self, id: str, name: str, **columns: Any) -> None:
        """Adds a territory; its kind is the scheme of its id (``commune:91228``)."""
        self.add("territories", id=id, name=name, **columns)

    def add_part(self, territory: str, part_of: str, **columns: Any) -> None:
        """Adds a dated or partial link of the lattice (share, since, until)."""
        self.add("parts", territory=territory, part_of=part_of, **columns)

    def add_succession(self, source: str, target: str, date: DateLike, **columns: Any) -> None:
        """Adds what became of a territory: `source` was merged into, split into or renamed `target`."""
        self.add("successions", **{"from": source, "to": target, "date": date}, **columns)

    def add_outline(self, territory: str, geometry: str, geography: DateLike = "", **columns: Any) -> None:
        """Adds where a territory lies: WKT, degrees east and north; `geography` is the year or edition."""
        self.add("outlines", territory=territory, geography=geography, geometry=geometry, **columns)

    def add_theme(self, id: str, label_fr: str, **columns: Any) -> None:
        """Adds a concept of a scheme (``theme:COH.SAN``)."""
        self.add("themes", id=id, label_fr=label_fr, **columns)

    def add_actor(self, id: str, name: str, kind: str, **columns: Any) -> None:
        """Adds a person, an organisation or a collective."""
        self.add("actors", id=id, name=name, kind=kind, **columns)

    def add_person(self, id: str, name: str, **columns: Any) -> None:
        """Adds a person. Any label will do for a name."""
        self.add_actor(id, name, "person", **columns)

    def add_organisation(self, id: str, name: str, **columns: Any) -> None:
        """Adds an organisation."""
        self.add_actor(id, name, "organisation", **columns)

    def add_collective(self, id: str, name: str, **columns: Any) -> None:
        """Adds a group without legal status."""
        self.add_actor(id, name, "collective", **columns)

    def add_affiliation(self, actor: str, within: str, **columns: Any) -> None:
        """Adds an actor in another: membership, employment, mandate."""
        self.add("affiliations", **{"actor": actor, "in": within}, **columns)

    def add_partnership(self, id: str, title: str, partners: Iterable[str] = (), *, lead: str | None = None,
                        **columns: Any) -> None:
        """Adds a partnership and its partners; `lead` is one of them, listed among `partners` or not."""
        self.add("partnerships", id=id, title=title, **columns)
        for actor in dict.fromkeys([*([lead] if lead else []), *partners]):
            self.add_partner(id, actor, role="lead" if actor == lead else "")

    def add_partner(self, partnership: str, actor: str, **columns: Any) -> None:
        """Adds an actor to a partnership (role, amount, since, until, territory)."""
        self.add("partners", partnership=partnership, actor=actor, **columns)

    def add_event(self, id: str, title: str, participants: Iterable[str] = (), **columns: Any) -> None:
        """Adds an event and those who took part."""
        self.add("events", id=id, title=title, **columns)
        for actor in participants:
            self.add_participation(id, actor)

    def add_participation(self, event: str, actor: str, **columns: Any) -> None:
        """Adds an actor to an event (status, category, on_behalf_of, mode, date)."""
        self.add("participations", event=event, actor=actor, **columns)

    def add_resource(self, id: str, title: str, **columns: Any) -> None:
        """Adds a catalogued work."""
        self.add("resources", id=id, title=title, **columns)

    def add_use(self, resource: str, **columns: Any) -> None:
        """Adds uses of a resource (actor, date, count, kind)."""
        self.add("uses", resource=resource, **columns)

    def add_need(self, id: str, **columns: Any) -> None:
        """Adds something somebody asked for (theme, territory, actor, date, wave, text)."""
        self.add("needs", id=id, **columns)

    def add_feedback(self, event: str, **columns: Any) -> None:
        """Adds what a participant said of an event (actor, score, comment, consent)."""
        self.add("feedback", event=event, **columns)

    def add_observation(self, indicator: str, period: DateLike, value: float, **columns: Any) -> None:
        """Adds an indicator's value (subject, channel)."""
        self.add("observations", indicator=indicator, period=period, value=value, **columns)

    def __repr__(self) -> str:
        filled = ", ".join(f"{count:,} {table}" for table, count in self.counts.items() if count)
        return f"Batch({self.source!r}: {filled or 'empty'})"


#: Date columns, where a bare year may come as a number.
_YEARS_TO_TEXT = {
    "territories": {"valid_from", "valid_to"},
    "parts": {"since", "until"},
    "successions": {"date"},
    "outlines": {"geography"},
    "actors": {"since", "until"},
    "affiliations": {"since", "until"},
    "partnerships": {"since", "until", "signed"},
    "partners": {"since", "until"},
    "events": {"start", "end"},
    "participations": {"date"},
    "resources": {"issued"},
    "uses": {"date"},
    "needs": {"date"},
    "observations": {"period"},
}
