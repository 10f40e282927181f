"""Two-mode networks in files: HIF, two-mode Pajek, CSV."""

from __future__ import annotations

import csv
import json
import os

from tissu._core import InvalidData, TwoMode
from tissu.files import _chosen, _hif, _quoted, _read_csv, _read_pajek

__all__ = ["read_two_mode", "write_two_mode"]


def write_two_mode(two: TwoMode, path: str | os.PathLike) -> None:
    """Writes the memberships: .json (HIF, columns are the edges), .net (two-mode Pajek), .csv (row, column, weight)."""
    path, ending = _chosen(path, {".json": "json", ".net": "net", ".csv": "csv"})
    rows, columns, entries = two._row_ids, two._column_ids, two.entries
    triples = list(zip(entries["row"].tolist(), entries["column"].tolist(), entries["weight"].tolist()))
    with path.open("w", encoding="utf-8", newline="") as file:
        if ending == "json":
            json.dump({"network-type": "undirected", "nodes": [{"node": row} for row in rows],
                       "edges": [{"edge": column} for column in columns],
                       "incidences": [{"edge": c, "node": r, "weight": w} for r, c, w in triples]}, file, ensure_ascii=False)
        elif ending == "net":
            number = {("r", row): i for i, row in enumerate(rows, 1)}
            number.update({("c", column): i for i, column in enumerate(columns, len(rows) + 1)})
            file.write(f"*Vertices {len(number)} {len(rows)}\n")
            file.writelines(f"{i} {_quoted(name)}\n" for (_, name), i in number.items())
            file.write("*Edges\n")
            file.writelines(f"{number['r', r]} {number['c', c]} {w!r}\n" for r, c, w in triples)
        else:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["row", "column", "weight"])
            writer.writerows(triples)


def read_two_mode(path: str | os.PathLike) -> TwoMode:
    """Memberships from a file: .json (HIF), .net (two-mode Pajek), .csv (row, column, weight)."""
    path, ending = _chosen(path, {".json": "json", ".net": "net", ".csv": "csv"})
    rows: list[str] | None = None
    columns: list[str] | None = None
    if ending == "json":
        content = _hif(path)
        edges = [(str(row["node"]), str(row["edge"]), row.get("weight", 1.0)) for row in content["incidences"]]
        rows = list(dict.fromkeys([str(row["node"]) for row in content.get("nodes", [])] + [r for r, _, _ in edges]))
        columns = list(dict.fromkeys([str(row["edge"]) for row in content.get("edges", [])] + [c for _, c, _ in edges]))
    elif ending == "net":
        found = _read_pajek(path)
        if not found.rows:
            raise InvalidData(f"expected a two-mode file, '*Vertices all rows', found one number ({path})")
        rows, columns = found.nodes[: found.rows], found.nodes[found.rows:]
        pairs = [(min(a, b), max(a, b), w) for a, b, w in found.places]
        if any(b < found.rows or a >= found.rows for a, b, _ in pairs):
            raise InvalidData(f"expected ties between rows and columns, found one within a side ({path})")
        edges = [(found.nodes[a], found.nodes[b], w) for a, b, w in pairs]
    else:
        edges = _read_csv(path).edges
    row, column, weight = zip(*edges) if edges else ((), (), ())
    weights = None if all(w == 1 for w in weight) else weight
    return TwoMode.from_edges(row, column, weights, rows=rows or None, columns=columns or None)
