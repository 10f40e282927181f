"""Network files as what goes into a store: who was tied to whom, as organisations and their partnerships."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from tissu._core import NotFound
from tissu.batch import Batch
from tissu.files import _hif, _read_gexf, _read_graphml, _read_pajek

__all__ = ["network_batch"]


def network_batch(path: str | os.PathLike, format: str | None, source: str | None = None,
                  source_kind: str | None = None) -> Batch | None:
    """The batch of a network file; None if the format, or without one the ending of the name, is of something else.

    A node is an organisation, a tie a partnership of its two ends (of an arc the source leads), a column of a two-mode
    file or an edge of a hypergraph a partnership of all its members. A weight other than 1 is kept as the attribute
    ``weight`` of the partnership, or of the partner in a two-mode file.

    An id that is no code (``scheme:value``) gets the format as scheme.
    """
    path = Path(path)
    format = format or {".graphml": "graphml", ".gexf": "gexf", ".net": "pajek"}.get(path.suffix.lower())
    if format not in _READERS:
        return None
    if not path.is_file():
        raise NotFound(f"expected a file, found {str(path)!r}")
    batch = Batch(source or path.name, source_kind or "")
    labels, rows = _READERS[format](path, batch, format)
    for node, label in labels.items():
        batch.add_organisation(_code(node, format), label or node)
    for add in rows:
        add()
    return batch


def _code(id: str, scheme: str) -> str:
    return id if re.fullmatch(r"[a-z][a-z0-9_-]*:\S.*", id) else f"{scheme}:{id}"


def _attribute(weight: float) -> dict[str, Any]:
    return {} if weight == 1 else {"weight": float(weight)}


def _ties(found: Any, batch: Batch, scheme: str) -> tuple[dict[str, str], list]:
    """One partnership for each tie; ties given twice are two, loops are nobody's partnership."""
    labels = {node: found.labels.get(node) or node for node in found.nodes}
    for a, b, _ in found.edges:
        labels.setdefault(a, a)
        labels.setdefault(b, b)

    def add(number: int, a: str, b: str, weight: float) -> None:
        lead = _code(a, scheme) if found.directed else None
        batch.add_partnership(f"{scheme}:tie-{number}", f"{labels[a]} – {labels[b]}", [_code(a, scheme), _code(b, scheme)],
                              lead=lead, **_attribute(weight))

    return labels, [lambda i=i, a=a, b=b, w=w: add(i, a, b, w) for i, (a, b, w) in enumerate(found.edges, 1) if a != b]


def _memberships(members: dict[str, dict[str, float]], titles: dict[str, str], batch: Batch, scheme: str) -> list:
    def add(column: str, of: dict[str, float]) -> None:
        code = _code(column, f"{scheme}-edge")
        batch.add("partnerships", id=code, title=titles.get(column) or column)
        for row, weight in of.items():
            batch.add_partner(code, _code(row, scheme), **_attribute(weight))

    return [lambda column=column, of=of: add(column, of) for column, of in members.items()]


def _graphml(path: Path, batch: Batch, scheme: str) -> tuple[dict[str, str], list]:
    return _ties(_read_graphml(path), batch, scheme)


def _gexf(path: Path, batch: Batch, scheme: str) -> tuple[dict[str, str], list]:
    return _ties(_read_gexf(path), batch, scheme)


def _pajek(path: Path, batch: Batch, scheme: str) -> tuple[dict[str, str], list]:
    found = _read_pajek(path)
    if not found.rows:
        return _ties(found.resolved(), batch, scheme)
    members: dict[str, dict[str, float]] = {str(at): {} for at in range(found.rows, len(found.nodes))}
    for a, b, weight in found.places:
        members.setdefault(str(max(a, b)), {})[found.nodes[min(a, b)]] = weight
    titles = {str(at): found.nodes[at] for at in range(found.rows, len(found.nodes))}
    return {node: node for node in found.nodes[: found.rows]}, _memberships(members, titles, batch, scheme)


def _hypergraph(path: Path, batch: Batch, scheme: str) -> tuple[dict[str, str], list]:
    content = _hif(path)
    labels = {str(row["node"]): _name(row, "node") for row in content.get("nodes", [])}
    titles = {str(row["edge"]): _name(row, "edge") for row in content.get("edges", [])}
    members: dict[str, dict[str, float]] = {edge: {} for edge in titles}
    for row in content["incidences"]:
        labels.setdefault(str(row["node"]), str(row["node"]))
        members.setdefault(str(row["edge"]), {})[str(row["node"])] = float(row.get("weight") or 1.0)
    return labels, _memberships(members, titles, batch, scheme)


def _name(row: dict, what: str) -> str:
    attributes = row.get("attrs") or {}
    return str(attributes.get("label") or attributes.get("name") or row[what])


_READERS = {"graphml": _graphml, "gexf": _gexf, "pajek": _pajek, "hif": _hypergraph}
