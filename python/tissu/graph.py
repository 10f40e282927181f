"""Classic measures of networks. Node measures give a Table with a column ``node`` and one per measure, in node order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import Network, NotFound, Table
from tissu.nearness import closeness, harmonic
from tissu.networks import labels_of

__all__ = [
    "articulation_points", "assortativity", "betweenness", "bicomponents", "bridges", "closeness", "clustering",
    "components", "constraint", "core_numbers", "core_periphery", "degree", "diameter", "distances",
    "edge_betweenness", "effective_size", "eigenvector", "harmonic", "hits", "katz", "layout", "leiden", "louvain",
    "modularity", "pagerank", "rich_club", "structural_equivalence", "transitivity", "triad_census", "triangles",
]

Partition = str | Mapping | Sequence
ProgressLike = Any


def degree(net: Network, *, weighted: bool = False, mode: str = "all") -> Table:
    """Ties of each node: columns node, degree (number of ties) and strength (sum of their weights).

    Both columns are always there: `weighted` changes nothing.
    `mode` matters for directed networks: ``"all"``, ``"out"`` or ``"in"``. A loop counts twice in an
    undirected network. Isolates have 0. O(n + m).
    """
    return _core.degree(net, mode)


def betweenness(net: Network, *, weighted: bool = False, normalized: bool = False, samples: int | None = None,
                seed: int = 0, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """How often each node lies on a shortest path between two others.

    Parameters
    ----------
    weighted
        True: weights are lengths of ties (all above 0). False: each tie is one step.
    normalized
        True: divided by the number of pairs that leave the node out.
    samples
        Number of sources to estimate from, drawn with `seed`; the note says how far off the values may be. None:
        all, exact.

    Returns
    -------
    Table
        node, betweenness (float64, >= 0; unordered pairs in an undirected network; isolates 0).

    Raises
    ------
    Cancelled
        If `progress` returned False.

    Notes
    -----
    O(n m) time, weighted O(n m log n). The same at any number of threads. Releases the GIL.

    References
    ----------
    U. Brandes, "A faster algorithm for betweenness centrality", J. Math. Sociol. 25(2), 2001.
    doi:10.1080/0022250X.2001.9990249

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b"], ["b", "c"])
    >>> ts.graph.betweenness(net)["betweenness"].tolist()
    [0.0, 1.0, 0.0]
    """
    return _core.betweenness(net, weighted, normalized, samples or 0, seed, threads or 0, progress)


def edge_betweenness(net: Network, *, weighted: bool = False, normalized: bool = False, samples: int | None = None,
                     seed: int = 0, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """How often each tie lies on a shortest path between two nodes: columns source, target, betweenness.

    One row an edge, in the order of ``net.edges``; paths that start or end at the tie count. Options as in
    `betweenness`; `normalized` divides by the number of pairs of nodes. O(n m).

    References
    ----------
    M. Girvan, M. E. J. Newman, PNAS 99(12), 2002. doi:10.1073/pnas.122653799

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b"], ["b", "c"])
    >>> ts.graph.edge_betweenness(net)["betweenness"].tolist()
    [2.0, 2.0]
    """
    return _core.edge_betweenness(net, weighted, normalized, samples or 0, seed, threads or 0, progress)


def pagerank(net: Network, *, damping: float = 0.85, personalization: Mapping[str, float] | None = None,
             tolerance: float = 1e-10, weighted: bool = True, threads: int | None = None,
             progress: ProgressLike = None) -> Table:
    """Where a random walker is found: columns node, pagerank (sums to 1).

    A walker at a node without outgoing ties jumps as `personalization` says (id to weight; None:
    anywhere alike). `tolerance` bounds the sum of absolute errors of the result. O(m) a step.

    References
    ----------
    L. Page, S. Brin, R. Motwani, T. Winograd, "The PageRank citation ranking", Stanford InfoLab 1999-66.
    """
    where: list[float] = []
    if personalization is not None:
        if unknown := sorted(set(personalization) - set(net.ids)):
            raise NotFound(f"expected nodes of the network, found {unknown[0]!r}")
        where = [float(personalization.get(id, 0.0)) for id in net.ids]
    return _core.pagerank(net, damping, where, tolerance, weighted, threads or 0, progress)


def eigenvector(net: Network, *, weighted: bool = True, progress: ProgressLike = None) -> Table:
    """Who is chosen by the central: columns node, eigenvector (the largest is 1). The note gives the eigenvalue.

    In a directed network a node counts by those that point to it; without cycles all have 0. Nodes
    outside the part of the network with the largest eigenvalue have 0. A loop counts once.

    Raises
    ------
    Unsupported
        The iteration does not settle: the largest eigenvalues are too close to each other.

    References
    ----------
    P. Bonacich, "Power and centrality", Am. J. Sociol. 92(5), 1987. doi:10.1086/228631

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b", "c", "c"], ["b", "c", "a", "d"])
    >>> ts.graph.eigenvector(net)["eigenvector"].round(3).tolist()
    [0.855, 0.855, 1.0, 0.461]
    """
    return _core.eigenvector(net, weighted, progress)


def katz(net: Network, *, alpha: float = 0.1, beta: float = 1.0, normalized: bool = True, weighted: bool = True,
         progress: ProgressLike = None) -> Table:
    """All walks that arrive at a node, one of k steps weighing ``alpha ** k``: columns node, katz.

    ``x_i = alpha * sum_j a_ji x_j + beta``; `normalized`: the sum of squares is 1, as in NetworkX.

    Raises
    ------
    InvalidArgument
        `alpha` is not below 1 / the largest eigenvalue.

    References
    ----------
    L. Katz, Psychometrika 18, 1953. doi:10.1007/BF02289026
    """
    return _core.katz(net, alpha, beta, normalized, weighted, progress)


def hits(net: Network, *, weighted: bool = True, progress: ProgressLike = None) -> Table:
    """Hubs point to good authorities, authorities are pointed to by good hubs: columns node, hub, authority.

    Each sums to 1. In an undirected network both are the same. doi:10.1145/324133.324140
    """
    return _core.hits(net, weighted, progress)


def distances(net: Network, source: str | int, *, weighted: bool = False) -> Table:
    """How far each node is from one: columns node, distance (float64; infinity where no path leads).

    Along the arcs of a directed network. `weighted`: weights are lengths; else each tie is one step. O(n + m).

    Raises
    ------
    NotFound
        The network has no such node.

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b"], ["b", "c"], nodes=["a", "b", "c", "d"])
    >>> ts.graph.distances(net, "a")["distance"].tolist()
    [0.0, 1.0, 2.0, inf]
    """
    return _core.distances(net, str(source), weighted)


def diameter(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> int:
    """The largest number of ties between two nodes that a path joins; 0 without ties.

    Pairs that no path joins do not count, as in igraph (NetworkX refuses them). Few searches in an
    undirected network, usually; O(n m) in a directed one. doi:10.1016/j.tcs.2012.09.018
    """
    return _core.diameter(net, threads or 0, progress)


def constraint(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """How far each node's contacts are each other's contacts: columns node, constraint. NaN for isolates.

    ``p_ij = (a_ij + a_ji) / sum``, over direct contacts. Low: the node bridges holes. O(sum of degree squared).

    References
    ----------
    R. S. Burt, Structural Holes, Harvard University Press, 1992.
    """
    return _core.constraint(net, threads or 0, progress)


def effective_size(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """Contacts that are not redundant, and their share of all: columns node, effective_size, efficiency. NaN for isolates."""
    return _core.effective_size(net, threads or 0, progress)


def components(net: Network, *, strong: bool = False, threads: int | None = None) -> Table:
    """Which nodes reach each other: columns node, component (numbered from 0). O(n + m). `strong`: along the arcs."""
    return _core.components(net, strong, threads or 0)


def articulation_points(net: Network) -> Table:
    """Nodes without which a component falls apart. O(n + m)."""
    return _core.articulation_points(net)


def bridges(net: Network) -> Table:
    """Ties without which a component falls apart. O(n + m)."""
    return _core.bridges(net)


def bicomponents(net: Network) -> Table:
    """Sets of nodes that no single node holds together: columns component (0 is the largest), node.

    A node comes once for each set it is in; isolated nodes are in none. O(n + m). doi:10.1145/362248.362272"""
    return _core.bicomponents(net)


def core_numbers(net: Network) -> Table:
    """The largest k such that the node is in the k-core: columns node, core. O(n + m). doi:10.1016/0378-8733(83)90028-X"""
    return _core.core_numbers(net)


def triangles(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """Triangles that each node is in: columns node, triangles. Loops and weights do not count. O(m sqrt(m))."""
    return _core.triangles(net, threads or 0, progress)


def clustering(net: Network, *, weighted: bool = False, threads: int | None = None,
               progress: ProgressLike = None) -> Table:
    """Share of a node's pairs of contacts that are tied: columns node, clustering. doi:10.1038/30918

    `weighted`: a closed pair counts the geometric mean of its triangle's three weights, as shares of the
    heaviest tie. doi:10.1103/PhysRevE.71.065103
    """
    measure = _core.weighted_clustering if weighted else _core.clustering
    return measure(net, threads or 0, progress)


def transitivity(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> float:
    """Three times the triangles over the pairs of ties that share a node; NaN if there are none."""
    return _core.transitivity(net, threads or 0, progress)


def triad_census(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """How many triples of nodes are of each of the sixteen kinds: columns triad (``"003"`` … ``"300"``), count.

    Loops and weights do not count; an undirected tie is mutual. doi:10.1016/S0378-8733(01)00035-1

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b", "c"], ["b", "c", "a"], directed=True)
    >>> [row["triad"] for row in ts.graph.triad_census(net) if row["count"]]
    ['030C']
    """
    return _core.triad_census(net, threads or 0, progress)


def rich_club(net: Network) -> Table:
    """How closely the well connected are tied: columns degree, nodes, edges, rich_club (edges over pairs).

    One row for each degree k that leaves two nodes of a higher degree. Compare with networks of the same
    degrees before you call it a club. Directions and weights do not count. doi:10.1038/nphys209
    """
    return _core.rich_club(net)


def core_periphery(net: Network) -> Table:
    """The best division into a core where all are tied and a periphery where none are: columns node, core (1 or 0).

    Exact: ties between core and periphery do not count (Lip 2011). The note gives the correlation with the
    pattern. Directions, weights and loops do not count. doi:10.1016/S0378-8733(99)00019-2, arXiv:1102.5511
    """
    return _core.core_periphery(net)


def structural_equivalence(net: Network, *, method: str = "euclidean", threads: int | None = None,
                           progress: ProgressLike = None) -> Table:
    """How alike the ties of two nodes are: columns a, b and the method. One row for each pair.

    Parameters
    ----------
    method
        ``"euclidean"``: root of the summed squared differences of their ties with all others, 0 for
        equivalent nodes. ``"correlation"``: of these ties. ``"jaccard"``: common contacts over contacts of
        either. ``"hamming"``: ties that one has and the other has not. In an undirected network each tie is
        looked at once; R's sna takes a row and a column and so has twice the squares.

    Notes
    -----
    Ties in both directions count in a directed network; loops do not. At most 20,000 nodes. O(n m).

    References
    ----------
    R. S. Burt, Social Forces 55(1), 1976. doi:10.2307/2577097
    """
    return _core.structural_equivalence(net, method, threads or 0, progress)


def assortativity(net: Network, by: Partition = "degree") -> float:
    """Whether ties join the like: 1 always, 0 as chance would have it, below 0 the unlike. NaN where undefined.

    Parameters
    ----------
    by
        ``"degree"``: correlation of the degrees at both ends (directed: out-degree of the source, in-degree of
        the target). Numbers with a fraction type (floats) in node order: correlation of the numbers. Anything
        else is a partition as in `modularity`: Newman's coefficient for groups.

    References
    ----------
    M. E. J. Newman, "Mixing patterns in networks", Phys. Rev. E 67, 026126, 2003. doi:10.1103/PhysRevE.67.026126

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "c"], ["b", "d"])
    >>> ts.graph.assortativity(net, {"a": "x", "b": "x", "c": "y", "d": "y"})
    1.0
    """
    if isinstance(by, str):
        if by == "degree" and "degree" not in net.group_names:
            return _core.assortativity_by_degree(net)
    elif not isinstance(by, Mapping):
        values = np.asarray(by)
        if values.dtype.kind == "f":
            return _core.assortativity_by_number(net, values.tolist())
    return _core.assortativity_by_group(net, labels_of(net, by))


def modularity(net: Network, groups: Partition, *, resolution: float = 1.0) -> float:
    """Weight of ties inside groups minus what degrees alone would give, over all weight; NaN without ties.

    `groups`: the name of a partition the network knows, a mapping from id to label, or labels in node order.

    References
    ----------
    M. E. J. Newman, M. Girvan, Phys. Rev. E 69, 026113, 2004. doi:10.1103/PhysRevE.69.026113
    """
    return _core.modularity(net, labels_of(net, groups), resolution)


def leiden(net: Network, *, resolution: float = 1.0, seed: int = 0, runs: int = 1, threads: int | None = None,
           progress: ProgressLike = None) -> Table:
    """Communities of high modularity, each connected: columns node, community. The note gives the modularity.

    `runs`: the best of so many. Deterministic for a seed, at any number of threads.

    References
    ----------
    V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden", Sci. Rep. 9, 5233, 2019. doi:10.1038/s41598-019-41695-z
    """
    return _core.leiden(net, resolution, seed, runs, threads or 0, progress)


def louvain(net: Network, *, resolution: float = 1.0, seed: int = 0, runs: int = 1, threads: int | None = None,
            progress: ProgressLike = None) -> Table:
    """Communities as `leiden`, without its refinement: a community may be disconnected. doi:10.1088/1742-5468/2008/10/P10008"""
    return _core.louvain(net, resolution, seed, runs, threads or 0, progress)


def layout(net: Network, *, seed: int = 0, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """A place for each node so that tied nodes lie near each other: columns node, x, y. Deterministic for a seed."""
    return _core.layout(net, seed, threads or 0, progress)
