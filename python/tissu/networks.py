"""Networks and two-mode networks: building them from columns, groups, and other libraries' types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, Network, NotFound, TwoMode
from tissu.files import read_network, write_network
from tissu.files_two_mode import read_two_mode, write_two_mode

__all__ = ["Network", "TwoMode", "labels_of"]

ProgressLike = Any


def _network_from_edges(source: Sequence, target: Sequence, weight: Any = None, *, directed: bool = False,
                        nodes: Sequence | None = None, threads: int | None = None) -> Network:
    """A network of edges.

    Parameters
    ----------
    source, target
        The ends of each edge: text or whole numbers (which are ids by their digits) in lists, numpy arrays,
        pandas or polars series, Arrow columns. Arrays of integers are read in place.
    weight
        A finite number per edge. Default: 1 each.
    directed
        False: an edge from either end is the same edge.
    nodes
        All nodes, in the order wanted: those without edges stay. Default: those with an edge, in order
        of first appearance along ``source[0], target[0], source[1], …``.

    Returns
    -------
    Network
        An edge given more than once is one edge; weights add up.

    Raises
    ------
    InvalidArgument
        Lengths differ, a weight is not finite, an id is empty, or an end is not in `nodes`.

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b"], ["b", "c"])
    >>> len(net), net.size
    (3, 2)
    """
    weights = None if weight is None else np.asarray(weight, dtype=float)
    return Network._from_edges(source, target, weights, directed, nodes, threads or 0)


def _two_mode_from_edges(row: Sequence, column: Sequence, weight: Any = None, *, rows: Sequence | None = None,
                         columns: Sequence | None = None, threads: int | None = None) -> TwoMode:
    """A two-mode network of memberships: `row` takes part in `column`.

    `rows` and `columns` list all nodes of a side, in order; default: those that occur. A membership
    given more than once is one; weights add up.

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(["a", "b", "b", "c"], ["x", "x", "y", "y"])
    >>> two.project().edges.to_dict()
    {'source': ['a', 'b'], 'target': ['b', 'c'], 'weight': [1.0, 1.0]}
    """
    weights = None if weight is None else np.asarray(weight, dtype=float)
    return TwoMode._from_edges(row, column, weights, rows, columns, threads or 0)


def project(self: TwoMode, side: str = "rows", projection: str = "count", min_weight: float = 0.0, *,
            directed: bool = False, threads: int | None = None, progress: ProgressLike = None) -> Network:
    """The ties between the nodes of one side that share nodes of the other.

    Parameters
    ----------
    side
        ``"rows"`` or ``"columns"``.
    projection
        ``"count"``, ``"binary"``, ``"newman"`` (doi:10.1103/PhysRevE.64.016132), ``"fractional"``
        (doi:10.1016/j.joi.2016.10.006), ``"hyperbolic"``, ``"pairs"``, ``"amount"``, ``"lead"``,
        ``"jaccard"`` or ``"cosine"``.
    min_weight
        Lighter pairs are left out, and never held in memory.
    """
    if side not in ("rows", "columns"):
        raise InvalidArgument(f"expected a side of rows, columns, found {side!r}")
    incidence = self if side == "rows" else self.transposed()
    return incidence._project(projection, min_weight, directed, threads or 0, progress)


def row_ids(self: TwoMode) -> list[str]:
    """The ids of the rows, in order."""
    return self._row_ids


def column_ids(self: TwoMode) -> list[str]:
    """The ids of the columns, in order."""
    return self._column_ids


def _scipy(csr: tuple, shape: tuple[int, int]) -> Any:
    from scipy.sparse import csr_array

    offsets, targets, weights = csr
    return csr_array((np.ones(len(targets)) if weights is None else weights, targets, offsets), shape=shape)


def to_scipy(self: Network | TwoMode) -> Any:
    """The adjacency (or incidence) as a ``scipy.sparse.csr_array`` of weights, in node order. Needs SciPy."""
    shape = self.shape if isinstance(self, TwoMode) else (len(self), len(self))
    return _scipy(self._csr(), shape)


def to_networkx(self: Network) -> Any:
    """A ``networkx.Graph`` or ``DiGraph`` with the node columns as attributes and ``weight`` on edges. Needs NetworkX."""
    import networkx

    graph = networkx.DiGraph() if self.is_directed else networkx.Graph()
    for row in self.nodes:
        graph.add_node(row.pop("id"), **row)
    edges = self.edges
    graph.add_weighted_edges_from(zip(edges["source"], edges["target"], edges["weight"].tolist()))
    return graph


def _from_networkx(graph: Any, *, weight: str = "weight") -> Network:
    """The nodes and edges of a NetworkX graph; edges without the attribute `weight` weigh 1."""
    edges = list(graph.edges(data=weight, default=1.0))
    return _network_from_edges(
        [edge[0] for edge in edges], [edge[1] for edge in edges], [edge[2] for edge in edges],
        directed=graph.is_directed(), nodes=list(graph.nodes))


def to_igraph(self: Network) -> Any:
    """An ``igraph.Graph`` with the node columns as attributes (``name`` is the id) and ``weight`` on edges. Needs igraph."""
    import igraph

    offsets, targets, weights = self._csr()
    sources = np.repeat(np.arange(len(self)), np.diff(offsets))
    kept = np.ones(len(targets), dtype=bool) if self.is_directed else sources <= targets
    graph = igraph.Graph(n=len(self), edges=np.column_stack((sources[kept], targets[kept])).tolist(), directed=self.is_directed)
    graph.es["weight"] = (np.ones(len(targets)) if weights is None else weights)[kept].tolist()
    for name, values in self.nodes.to_dict().items():
        graph.vs["name" if name == "id" else name] = values
    return graph


def _from_igraph(graph: Any, *, weight: str = "weight") -> Network:
    """The nodes (by ``name``, else by number) and edges of an igraph graph; without the attribute `weight` edges weigh 1."""
    names = graph.vs["name"] if "name" in graph.vs.attributes() else list(range(graph.vcount()))
    edges = graph.get_edgelist()
    weights = graph.es[weight] if weight in graph.es.attributes() else None
    return _network_from_edges([names[a] for a, _ in edges], [names[b] for _, b in edges], weights,
                               directed=graph.is_directed(), nodes=names)


def _from_scipy(matrix: Any, *, directed: bool = False, nodes: Sequence | None = None) -> Network:
    """The network whose adjacency is a sparse matrix: one row a node, entries are weights. Not directed: it must be symmetric."""
    entries = matrix.tocoo()
    if not directed and abs(matrix - matrix.T).max() != 0:
        raise InvalidArgument("expected a symmetric matrix for an undirected network, found another")
    kept = np.ones(len(entries.row), dtype=bool) if directed else entries.row <= entries.col
    ids = np.arange(matrix.shape[0]) if nodes is None else np.asarray(nodes)
    return _network_from_edges(ids[entries.row[kept]], ids[entries.col[kept]], entries.data[kept], directed=directed, nodes=ids)


def group(self: Network, by: str | Mapping | Sequence) -> list[str]:
    """A partition of the nodes, for the functions that take one: a label per node, ``""`` for none.

    Parameters
    ----------
    by
        The name of a partition the network knows (see `group_names`), a mapping from id to label, or a
        list of labels in node order.

    Raises
    ------
    NotFound
        The network knows no partition of that name.
    InvalidArgument
        The list has another length than the network has nodes.
    """
    return labels_of(self, by)


def labels_of(net: Network, by: str | Mapping | Sequence) -> list[str]:
    """The label of each node: see `Network.group`."""
    if isinstance(by, str):
        return net._labels_of(by)
    if isinstance(by, Mapping):
        return [_label(by.get(id)) for id in net.ids]
    labels = [_label(value) for value in by]
    if len(labels) != len(net):
        raise InvalidArgument(f"expected a label for each of {len(net)} nodes, found {len(labels)}")
    return labels


def _label(value: Any) -> str:
    missing = value is None or (isinstance(value, float) and value != value)
    return "" if missing else str(value)


def subset(self: Network, nodes: Sequence[str] | np.ndarray) -> Network:
    """The network between some nodes, in the order given: ids, or a boolean per node (which keeps the order).

    Labels, positions, groups and the ties between the nodes are kept; what it was projected from (`origin`) is not.

    Raises
    ------
    NotFound
        An id is not a node of the network.
    InvalidArgument
        A node comes twice.

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b", "c"], ["b", "c", "a"])
    >>> net.subset(["c", "a"]).edges.to_dict()
    {'source': ['c'], 'target': ['a'], 'weight': [1.0]}
    """
    if len(nodes) == len(self) and all(isinstance(value, (bool, np.bool_)) for value in nodes):
        return self._subset(np.flatnonzero(np.asarray(nodes, dtype=bool)).tolist())
    rows = {id: row for row, id in enumerate(self.ids)}
    try:
        kept = [rows[str(id)] for id in nodes]
    except KeyError as error:
        raise NotFound(f"expected nodes of the network, found {error.args[0]!r}") from None
    return self._subset(kept)


def largest_component(self: Network) -> Network:
    """The network between the nodes of its largest (weak) component; ties to the one that comes first."""
    from tissu.graph import components

    component = components(self)["component"]
    if len(component) == 0:
        return self
    return subset(self, component == np.bincount(component).argmax())


def _network_repr(self: Network) -> str:
    kind = "directed" if self.is_directed else "undirected"
    return f"Network: {len(self):,} nodes, {self.size:,} edges, {kind}" + (f"\n{self.note}" if self.note else "")


def _two_mode_repr(self: TwoMode) -> str:
    rows, columns = self.shape
    return f"TwoMode: {rows:,} rows, {columns:,} columns, {self.size:,} entries" + (f"\n{self.note}" if self.note else "")


Network.from_edges = staticmethod(_network_from_edges)
Network.from_networkx = staticmethod(_from_networkx)
Network.from_igraph = staticmethod(_from_igraph)
Network.from_scipy = staticmethod(_from_scipy)
Network.read = staticmethod(read_network)
Network.write = write_network
Network.__repr__ = _network_repr
TwoMode.from_edges = staticmethod(_two_mode_from_edges)
TwoMode.__repr__ = _two_mode_repr
TwoMode.read = staticmethod(read_two_mode)
TwoMode.write = write_two_mode
TwoMode.to_scipy = to_scipy
TwoMode.project = project
TwoMode.row_ids = property(row_ids)
TwoMode.column_ids = property(column_ids)
for _method in (to_scipy, to_networkx, to_igraph, group, subset, largest_component):
    setattr(Network, _method.__name__, _method)
