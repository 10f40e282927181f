"""A two-mode network read as sets of members: how large they are, which come back, how far they overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Network, Table, TwoMode
from tissu.tables import made_from, table

__all__ = ["Simpliciality", "Triples", "core", "line_graph", "members_of", "overlap_clustering", "repeated", "resource_allocation",
           "simpliciality", "sizes", "triples"]


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
                 note=f"Sizes of the columns. {made_from(two)}")


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
                 note=f"Sets of rows that are a column more than once. {made_from(two)}")


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
    return Triples(len(closed), triangles - len(closed), f"Triples of rows. {made_from(two)}")


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


def overlap_clustering(two: TwoMode) -> Table:
    """How closely the columns of a row hang together: columns node, clustering, overlap, closed, eigenvector.

    clustering: mean over pairs of the row's columns of their extra overlap, the share of what only one of them has that
    meets a row only the other has, in some column (Gallagher, Goldberg 2013); 0 with fewer than two columns. overlap: mean
    over the rows it meets of the columns in common over the columns of either; 0 without. closed: share of pairs of the
    rows it meets that meet each other; 0 with fewer than two. eigenvector: centrality in the network of shared
    columns, sum 1. Costs the square of a row's columns.

    References
    ----------
    S. R. Gallagher, D. S. Goldberg, BCB 2013. doi:10.1145/2506583.2506635

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(list("abbcca"), list("xxyyzz"))
    >>> ts.twomode.overlap_clustering(two)["clustering"].tolist()
    [1.0, 1.0, 1.0]
    """
    columns = [frozenset(rows) for rows in members_of(two).values()]
    own: dict[str, list[int]] = {row: [] for row in two._row_ids}
    for number, rows in enumerate(columns):
        for row in rows:
            own[row].append(number)
    meets = {row: set().union(*(columns[c] for c in numbers)) - {row} for row, numbers in own.items()}
    found: dict[str, list[Any]] = {"node": list(own), "clustering": [], "overlap": [], "closed": []}
    for row, numbers in own.items():
        pairs = [_extra_overlap(columns[a], columns[b], meets) for a, b in combinations(numbers, 2)]
        found["clustering"].append(sum(pairs) / len(pairs) if pairs else 0.0)
        shared = [len(set(numbers) & set(own[other])) / len(set(numbers) | set(own[other])) for other in sorted(meets[row])]
        found["overlap"].append(sum(shared) / len(shared) if shared else 0.0)
        others = sorted(meets[row])
        tied = sum(b in meets[a] for a, b in combinations(others, 2))
        found["closed"].append(2 * tied / (len(others) * (len(others) - 1)) if len(others) > 1 else 0.0)
    values = _core.eigenvector(two.project("rows", "count"), True, None)["eigenvector"]
    found["eigenvector"] = values / values.sum() if values.sum() > 0 else values
    return table(found, note=f"Clustering of sets. {made_from(two)}")


def _extra_overlap(a: frozenset[str], b: frozenset[str], meets: dict[str, set[str]]) -> float:
    only_a, only_b = a - b, b - a
    if not only_a and not only_b:
        return 0.0
    near_a = set().union(*(meets[row] for row in only_a))
    near_b = set().union(*(meets[row] for row in only_b))
    return (len(near_a & only_b) + len(near_b & only_a)) / (len(only_a) + len(only_b))


@dataclass(frozen=True)
class Simpliciality:
    """How far the sets within large columns are columns too: see `simpliciality`."""

    fraction: float
    edit: float
    face_edit: float
    note: str = field(repr=False)


def simpliciality(two: TwoMode, *, largest: int = 12) -> Simpliciality:
    """How far the smaller sets of rows within a column make columns themselves; sets of two rows or more count.

    fraction: of the columns of three rows or more, those all of whose subsets are columns. edit: these columns over
    themselves and the subsets that are missing. face_edit: mean over the columns of three or more that lie in no
    other of the share of their proper subsets that are columns. NaN without columns of three. Same columns count once.

    Raises
    ------
    InvalidArgument
        A column has more than `largest` rows: it has 2 to the power of its size of subsets.

    References
    ----------
    N. W. Landry, J.-G. Young, N. Eikmeier, EPJ Data Sci. 13, 17, 2024. doi:10.1140/epjds/s13688-024-00458-1
    """
    sets = {frozenset(rows) for rows in members_of(two).values() if rows}
    large = sorted((s for s in sets if len(s) > 2), key=lambda s: (len(s), sorted(s)))
    if any(len(s) > largest for s in large):
        raise InvalidArgument(f"expected columns of at most {largest} rows, found one of {max(map(len, large))}")
    if not large:
        return Simpliciality(float("nan"), float("nan"), float("nan"), two.note)
    subsets = {s: {frozenset(part) for k in range(2, len(s)) for part in combinations(sorted(s), k)} for s in large}
    whole = [s for s in large if not any(s < other for other in large)]
    absent = set().union(*(subsets[s] for s in whole)) - sets
    fraction = sum(subsets[s] <= sets for s in large) / len(large)
    face = sum(len(subsets[s] & sets) / len(subsets[s]) for s in whole) / len(whole)
    return Simpliciality(fraction, len(large) / (len(large) + len(absent)), face,
                         f"Simpliciality of {len(large)} columns of three rows or more. {made_from(two)}")


def resource_allocation(two: TwoMode) -> Network:
    """What each row would give to the others if it dealt out a unit over its columns, and they over their rows (Zhou et al.).

    Directed: the arc from b to a weighs the sum over columns l of both of 1 / (columns of b x rows of l). What leaves a
    row sums to 1, its own share, a loop, included. Weights do not count.

    References
    ----------
    T. Zhou, J. Ren, M. Medo, Y.-C. Zhang, Phys. Rev. E 76, 2007. doi:10.1103/PhysRevE.76.046115

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(["a", "b", "b"], ["x", "x", "y"])
    >>> ts.twomode.resource_allocation(two).to_scipy().toarray().tolist()
    [[0.5, 0.5], [0.25, 0.75]]
    """
    offsets, targets, _ = two._csr()
    n, columns = two.shape
    rows = np.repeat(np.arange(n), np.diff(offsets))
    degree = np.bincount(rows, minlength=n).astype(float)
    size = np.bincount(targets, minlength=columns).astype(float)
    own = np.bincount(rows, 1 / size[targets], n)
    plain = TwoMode.from_edges([two._row_ids[i] for i in rows], [str(j) for j in targets], rows=two._row_ids)
    a, b, shared = (part for part in _both_ways(plain.project("rows", "hyperbolic")))
    ids = two._row_ids
    source = np.concatenate([b, np.flatnonzero(degree)])
    target = np.concatenate([a, np.flatnonzero(degree)])
    weight = np.concatenate([shared, own[degree > 0]]) / degree[source]
    return Network.from_edges([ids[i] for i in source], [ids[i] for i in target], weight, directed=True, nodes=ids)


def _both_ways(net: Network) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    offsets, targets, weights = net._csr()
    rows = np.repeat(np.arange(len(net)), np.diff(offsets))
    values = np.ones(len(targets)) if weights is None else np.asarray(weights)
    kept = rows != targets
    return rows[kept], targets[kept].astype(int), values[kept]
