"""Several networks of the same nodes at once, one a theme or kind of tie. Reached as ``ts.multiplex``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, Network, Table
from tissu.results import Tabular
from tissu.tables import table

__all__ = ["Layers", "layers", "participation"]

Networks = Mapping[str, Network] | Sequence[Network]


def _named(nets: Networks) -> list[tuple[str, Network]]:
    items = nets.items() if isinstance(nets, Mapping) else enumerate(nets, 1)
    named = [(str(name), net) for name, net in items]
    if not named:
        raise InvalidArgument("expected at least one network, found none")
    return named


def _ids(named: list[tuple[str, Network]]) -> list[str]:
    """All nodes, in the order in which the networks have them."""
    return list(dict.fromkeys(id for _, net in named for id in net.ids))


def _ties(net: Network, row: dict[str, int]) -> np.ndarray:
    """The pairs of different nodes with a tie, each once, as sorted numbers; directions do not count."""
    offsets, targets, _ = net._csr()
    to = np.array([row[id] for id in net.ids], np.int64)
    a, b = to[np.repeat(np.arange(len(net)), np.diff(offsets))], to[targets]
    kept = a != b
    return np.unique(np.minimum(a, b)[kept] * max(len(row), 1) + np.maximum(a, b)[kept])


def _degrees(ties: np.ndarray, n: int) -> np.ndarray:
    a, b = np.divmod(ties, max(n, 1))
    return np.bincount(a, minlength=n) + np.bincount(b, minlength=n)


def participation(nets: Networks) -> Table:
    """How a node's ties are spread over layers (themes, kinds of activity).

    Parameters
    ----------
    nets
        Networks by name, or a list of them. Nodes are matched by id; a node that a layer lacks has no ties there. Directions,
        weights and loops do not count.

    Returns
    -------
    Table
        node; degree_<layer>; overlapping (o, their sum); participation (M / (M - 1) (1 - sum (k / o)²): 0 if all ties are in
        one layer, 1 if they are spread evenly; NaN without ties or with one layer); entropy (nats; NaN without
        ties); z_overlap (o in standard deviations of all nodes, the population's; NaN if all are alike).

    References
    ----------
    F. Battiston, V. Nicosia, V. Latora, Phys. Rev. E 89, 2014. doi:10.1103/PhysRevE.89.032804

    Examples
    --------
    >>> import tissu as ts
    >>> health, youth = ts.Network.from_edges(["a"], ["b"]), ts.Network.from_edges(["a"], ["c"])
    >>> ts.multiplex.participation({"health": health, "youth": youth})["participation"].tolist()
    [1.0, 0.0, 0.0]
    """
    named = _named(nets)
    ids = _ids(named)
    row = {id: i for i, id in enumerate(ids)}
    degrees = np.array([_degrees(_ties(net, row), len(ids)) for _, net in named], float)
    total = degrees.sum(axis=0)
    layers_of = len(named)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = degrees / total
        logs = np.where(share > 0, np.log(np.where(share > 0, share, 1)), 0)
        entropy = np.where(total > 0, -(share * logs).sum(axis=0) + 0.0, np.nan)
        spread = layers_of / (layers_of - 1) * (1 - (share**2).sum(axis=0)) if layers_of > 1 else np.full(len(ids), np.nan)
        z = (total - total.mean()) / total.std() if len(ids) else total
    columns: dict[str, Any] = {"node": ids} | {f"degree_{name}": degrees[k].astype(int) for k, (name, _) in enumerate(named)}
    columns |= {"overlapping": total.astype(int), "participation": np.where(total > 0, spread, np.nan), "entropy": entropy,
                "z_overlap": np.where(np.isfinite(z), z, np.nan)}
    return table(columns, note=f"Ties of {len(ids)} nodes over {layers_of} layers: {', '.join(name for name, _ in named)}.")


@dataclass(frozen=True, repr=False)
class Layers(Tabular):
    """How layers overlap: see `layers`."""

    pairs: Table
    overlap: Table
    edges: int
    note: str

    @property
    def table(self) -> Table:
        """One row for each ordered pair of layers."""
        return self.pairs


def layers(nets: Networks) -> Layers:
    """How far the layers of a multiplex network have the same ties.

    Parameters
    ----------
    nets
        As in `participation`.

    Returns
    -------
    Layers
        Rows a, b (each ordered pair, and each layer with itself), ties_a, ties_b, shared, jaccard (shared over ties of either),
        conditional (shared over ties of b: the chance of a tie in a given one in b), degree_correlation (Pearson's, of the
        degrees of all nodes). NaN where undefined. ``overlap``: layers, edges (how many ties are in so many layers);
        ``edges``: ties in one layer at least.

    References
    ----------
    F. Battiston, V. Nicosia, V. Latora, Phys. Rev. E 89, 2014. doi:10.1103/PhysRevE.89.032804; T.-C. Kao, M. A. Porter, J. Stat.
    Phys. 173, 2018. doi:10.1007/s10955-017-1931-1

    Examples
    --------
    >>> import tissu as ts
    >>> health, youth = ts.Network.from_edges(["a", "b"], ["b", "c"]), ts.Network.from_edges(["a"], ["b"])
    >>> found = ts.multiplex.layers({"health": health, "youth": youth})
    >>> found["jaccard"].tolist(), found["conditional"].tolist()
    ([1.0, 0.5, 0.5, 1.0], [1.0, 1.0, 0.5, 1.0])
    """
    named = _named(nets)
    ids = _ids(named)
    row = {id: i for i, id in enumerate(ids)}
    ties = [_ties(net, row) for _, net in named]
    degrees = [_degrees(found, len(ids)).astype(float) for found in ties]
    rows: dict[str, list[Any]] = {name: [] for name in ("a", "b", "ties_a", "ties_b", "shared", "jaccard", "conditional",
                                                        "degree_correlation")}
    for i, (a, _) in enumerate(named):
        for j, (b, _) in enumerate(named):
            shared = len(np.intersect1d(ties[i], ties[j], assume_unique=True))
            values = (a, b, len(ties[i]), len(ties[j]), shared, _over(shared, len(ties[i]) + len(ties[j]) - shared),
                      _over(shared, len(ties[j])), _correlation(degrees[i], degrees[j]))
            for column, value in zip(rows.values(), values):
                column.append(value)
    times = np.unique(np.concatenate(ties), return_counts=True)[1]
    counts = np.bincount(times, minlength=len(named) + 1)[1:]
    note = f"{len(named)} layers of {len(ids)} nodes; directions, weights and loops do not count."
    overlap = table({"layers": np.arange(1, len(named) + 1), "edges": counts}, note=note)
    return Layers(table(rows, note=note), overlap, int(counts.sum()), note)


def _over(a: float, b: float) -> float:
    return a / b if b else float("nan")


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    if len(a) < 2 or a.std() == 0 or b.std() == 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])
