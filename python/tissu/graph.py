"""Classic measures of networks. Node measures give a Table with a column ``node`` and one per measure, in node order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tissu import _core
from tissu._core import Network, NotFound, Table
from tissu.networks import labels_of

__all__ = [
    "articulation_points", "betweenness", "bridges", "closeness", "clustering", "components", "constraint",
    "core_numbers", "degree", "effective_size", "harmonic", "layout", "leiden", "louvain", "modularity", "pagerank",
    "transitivity", "triangles",
]

Partition = str | Mapping | Sequence
ProgressLike = Any


def degree(net: Network, *, weighted: bool = False, mode: str = "all") -> Table:
    """Ties of each node: columns node, degree (number of ties) and strength (sum of their weights).

    Both columns are always there: `weighted` is accepted, as in other measures, and changes nothing.
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
        Number of sources to estimate from, drawn with `seed`. None: all, exact.

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


def closeness(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """Nearness to those within reach, times the share within reach (Wasserman and Faust): columns node, closeness. O(n m)."""
    return _core.closeness(net, threads or 0, progress)


def harmonic(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """Sum of the inverse distances to all others, 0 for those out of reach: columns node, harmonic. O(n m).

    References
    ----------
    P. Boldi, S. Vigna, "Axioms for centrality", Internet Math. 10, 2014. doi:10.1080/15427951.2013.865686
    """
    return _core.harmonic(net, threads or 0, progress)


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


def components(net: Network, *, strong: bool = False) -> Table:
    """Which nodes reach each other: columns node, component (numbered from 0). O(n + m). `strong`: along the arcs."""
    return _core.components(net, strong)


def articulation_points(net: Network) -> Table:
    """Nodes without which a component falls apart. O(n + m)."""
    return _core.articulation_points(net)


def bridges(net: Network) -> Table:
    """Ties without which a component falls apart. O(n + m)."""
    return _core.bridges(net)


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
