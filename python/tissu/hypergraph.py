"""A two-mode network read as sets of members: how large they are, which come back, how far they overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from tissu._core import InvalidArgument, Network, Table, TwoMode
from tissu.tables import table

__all__ = ["Triples", "core", "line_graph", "members_of", "repeated", "sizes", "triples"]


def members_of(two: TwoMode) -> dict[str, list[str]]:
    """The rows of each column, by id; columns without rows are there too."""
    members: dict[str, list[str]] = {column: [] for column in two._column_ids}
    for entry in two.entries:
        members[entry["column"]].append(entry["row"])
    return members


def sizes(two: TwoMode) -> Table:
    """How many columns have each number of rows: columns size, columns.

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(["a", "b", "b", "c"], ["x", "x", "y", "z"])
    >>> ts.twomode.sizes(two).to_dict()
    {'size': [1, 2], 'columns': [2, 1]}
    """
    counts = sorted(Counter(len(rows) for rows in members_of(two).values()).items())
    return table({"size": [size for size, _ in counts], "columns": [n for _, n in counts]},
                 note=f"Sizes of the columns. Network: {two.note}")


def repeated(two: TwoMode, *, size: int = 2) -> Table:
    """Sets of at least `size` rows that make up more than one column exactly: columns members, size, times, columns.

    Ids in a cell are separated by ``|``.
    """
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for column, rows in members_of(two).items():
        if len(rows) >= size:
            found[tuple(sorted(rows))].append(column)
    again = sorted(((rows, columns) for rows, columns in found.items() if len(columns) > 1), key=lambda x: (-len(x[1]), x[0]))
    return table({"members": ["|".join(rows) for rows, _ in again], "size": [len(rows) for rows, _ in again],
                  "times": [len(columns) for _, columns in again], "columns": ["|".join(c) for _, c in again]},
                 note=f"Sets of rows that are a column more than once. Network: {two.note}")


def line_graph(two: TwoMode, s: int = 1) -> Network:
    """The columns as nodes, tied if they share at least `s` rows; the weight is the number shared.

    Measures of `tissu.graph` apply: components, betweenness …

    References
    ----------
    S. Aksoy et al., EPJ Data Sci. 9, 16, 2020. doi:10.1140/epjds/s13688-020-00231-0
    """
    if s < 1:
        raise InvalidArgument(f"expected 1 or more shared rows, found {s}")
    return two.project("columns", "count", min_weight=s)


@dataclass(frozen=True)
class Triples:
    """Triples of rows that are tied two by two: see `triples`."""

    together: int
    pairwise: int
    note: str = field(repr=False)

    @property
    def share(self) -> float:
        """Share of all that have a column in common; NaN without any."""
        both = self.together + self.pairwise
        return self.together / both if both else float("nan")


def triples(two: TwoMode) -> Triples:
    """Triples of rows tied two by two: together in one column at least, or only pairwise in different ones.

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(list("ababcc"), list("xxyyyz"))
    >>> ts.twomode.triples(two).together
    1
    """
    neighbours: dict[str, set[str]] = defaultdict(set)
    closed: set[tuple[str, ...]] = set()
    for rows in members_of(two).values():
        for row in rows:
            neighbours[row].update(rows)
        closed.update(combinations(sorted(rows), 3))
    triangles = 0
    for row, others in neighbours.items():
        later = sorted(other for other in others if other > row)
        triangles += sum(b in neighbours[a] for a, b in combinations(later, 2))
    return Triples(len(closed), triangles - len(closed), f"Triples of rows. Network: {two.note}")


def core(two: TwoMode, k: int = 2, s: int = 2) -> TwoMode:
    """What is left when rows of fewer than `k` columns and columns of fewer than `s` rows are taken out, again and again."""
    if k < 0 or s < 0:
        raise InvalidArgument(f"expected k and s of 0 or more, found {k} and {s}")
    columns_of: dict[str, set[str]] = {row: set() for row in two._row_ids}
    rows_of: dict[str, set[str]] = {column: set() for column in two._column_ids}
    for entry in two.entries:
        columns_of[entry["row"]].add(entry["column"])
        rows_of[entry["column"]].add(entry["row"])
    while True:
        weak_rows = [row for row, columns in columns_of.items() if len(columns) < k]
        for row in weak_rows:
            for column in columns_of.pop(row):
                rows_of[column].discard(row)
        weak_columns = [column for column, rows in rows_of.items() if len(rows) < s]
        for column in weak_columns:
            for row in rows_of.pop(column):
                columns_of[row].discard(column)
        if not weak_rows and not weak_columns:
            break
    left = [entry for entry in two.entries if entry["row"] in columns_of and entry["column"] in rows_of]
    return TwoMode.from_edges([e["row"] for e in left], [e["column"] for e in left], [e["weight"] for e in left],
                              rows=list(columns_of), columns=list(rows_of))
