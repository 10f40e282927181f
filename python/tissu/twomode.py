"""Measures of a two-mode network as it is: members and what they take part in, before any projection.

Tables have the rows of the network first, then its columns; ``side`` says which.
"""

from __future__ import annotations

from typing import Any

from tissu import _core
from tissu._core import Table, TwoMode
from tissu.hypergraph import (
    Simpliciality,
    core,
    line_graph,
    overlap_clustering,
    repeated,
    resource_allocation,
    simpliciality,
    sizes,
    triples,
)
from tissu.nestedness import Specialisation, c_score, h2, nodf, specialisation

__all__ = ["Simpliciality", "Specialisation", "betweenness", "c_score", "closeness", "clustering", "core", "degree", "h2",
           "line_graph", "nodf", "opsahl_clustering", "opsahl_global", "overlap_clustering", "redundancy", "repeated",
           "resource_allocation", "robins_alexander", "simpliciality", "sizes", "specialisation", "triples"]

ProgressLike = Any


def _centrality(two: TwoMode, measure: str, threads: int | None, progress: ProgressLike) -> Table:
    found = _core.two_mode_centrality(two, threads or 0, progress)
    names = ["node", "side", *(["ties"] if measure == "degree" else []), measure]
    from tissu.tables import table
    return table({name: found.to_dict()[name] if name in ("node", "side") else found[name] for name in names}, note=found.note)


def degree(two: TwoMode, *, progress: ProgressLike = None) -> Table:
    """Ties of each node and their share of the other side: columns node, side, ties, degree.

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(["a", "b", "b"], ["x", "x", "y"])
    >>> ts.twomode.degree(two)["degree"].tolist()
    [0.5, 1.0, 1.0, 0.5]
    """
    return _centrality(two, "degree", None, progress)


def closeness(two: TwoMode, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """Nearness to all nodes over the largest possible in a two-mode network: columns node, side, closeness.

    Times the share of nodes reached; isolated nodes 0. doi:10.1016/S0378-8733(96)00301-2
    """
    return _centrality(two, "closeness", threads, progress)


def betweenness(two: TwoMode, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """Betweenness over the largest possible in a two-mode network: columns node, side, betweenness.

    References
    ----------
    S. P. Borgatti, M. G. Everett, Social Networks 19(3), 1997. doi:10.1016/S0378-8733(96)00301-2
    """
    return _centrality(two, "betweenness", threads, progress)


def clustering(two: TwoMode, kind: str = "dot", *, progress: ProgressLike = None) -> Table:
    """How alike the neighbours of a node are to those of the nodes it meets: columns node, side, clustering.

    Mean over the nodes v that share a neighbour with u of their common neighbours over those of either (``"dot"``),
    over the smaller (``"min"``) or the larger (``"max"``) number of the two. 0 without such nodes.

    References
    ----------
    M. Latapy, C. Magnien, N. Del Vecchio, Social Networks 30(1), 2008. doi:10.1016/j.socnet.2007.04.006
    """
    return _core.two_mode_clustering(two, kind, progress)


def redundancy(two: TwoMode, *, progress: ProgressLike = None) -> Table:
    """Share of the pairs of a node's neighbours that another node links too: columns node, side, redundancy.

    NaN with fewer than two neighbours. Source as `clustering`.
    """
    return _core.two_mode_redundancy(two, progress)


def robins_alexander(two: TwoMode) -> float:
    """Four times the cycles of four over the paths of three ties; NaN without paths. doi:10.1023/B:CMOT.0000032580.12184.c0

    Examples
    --------
    >>> import tissu as ts
    >>> ts.twomode.robins_alexander(ts.TwoMode.from_edges(["a", "a", "b", "b"], ["x", "y", "x", "y"]))
    1.0
    """
    return _core.robins_alexander(two)


def opsahl_clustering(two: TwoMode, *, progress: ProgressLike = None) -> Table:
    """Paths row - column - row - column - row around each row, and those whose ends share a third column.

    Columns node, paths, closed, clustering (NaN without paths). The share over all rows: `opsahl_global`.

    References
    ----------
    T. Opsahl, Social Networks 35(2), 2013. doi:10.1016/j.socnet.2011.07.001
    """
    return _core.opsahl_clustering(two, progress)[0]


def opsahl_global(two: TwoMode, *, progress: ProgressLike = None) -> float:
    """The share of all paths of `opsahl_clustering` that are closed; NaN without paths."""
    return _core.opsahl_clustering(two, progress)[1]
