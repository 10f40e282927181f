"""How far ties stay inside groups: homophily, segregation, assortativity, densities."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, Network, Table
from tissu.networks import labels_of
from tissu.tables import made_from, table

__all__ = ["Segregation", "assortativity", "coleman", "densities", "freeman", "gamix", "segregation", "smi", "spectral_segregation"]

Partition = str | Mapping | Sequence


@dataclass(frozen=True)
class _Mixed:
    """Arcs between groups (an undirected tie is two), sizes, names; nodes without a group are left out."""

    arcs: np.ndarray
    sizes: np.ndarray
    names: list[str]


def _mixed(net: Network, group: Partition) -> _Mixed:
    labels = labels_of(net, group)
    names = list(dict.fromkeys(label for label in labels if label))
    number = {name: i for i, name in enumerate(names)}
    of = np.array([number.get(label, -1) for label in labels], int)
    offsets, targets, _ = net._csr()
    rows = np.repeat(np.arange(len(net)), np.diff(offsets))
    kept = (rows != targets) & (of[rows] >= 0) & (of[targets] >= 0)
    arcs = np.zeros((len(names), len(names)))
    np.add.at(arcs, (of[rows[kept]], of[targets[kept]]), 1)
    return _Mixed(arcs, np.bincount(of[of >= 0], minlength=len(names)).astype(float), names)


def coleman(net: Network, group: Partition, *, expected: str = "others") -> Table:
    """Coleman's homophily of each group: columns group, nodes, ties, within, expected, coleman.

    ties: of the members (an undirected tie between two members counts for both), within: those to members.

    Parameters
    ----------
    expected
        ``"others"``: chance gives ties (n - 1) / (N - 1), as nobody chooses himself. ``"all"``: ties n / N, as in Coleman's
        paper.

    Returns
    -------
    Table
        coleman is (within - expected) / (ties - expected), below 0 over expected: 1 all inside, 0 as by chance, -1
        none. Loops and weights do not count; NaN without ties.

    References
    ----------
    J. S. Coleman, Human Organization 17(4), 1958.
    """
    if expected not in ("others", "all"):
        raise InvalidArgument(f"expected an expectation of others, all, found {expected!r}")
    mixed = _mixed(net, group)
    within, ties = np.diag(mixed.arcs), mixed.arcs.sum(axis=1)
    total = mixed.sizes.sum()
    if expected == "all":
        chance = ties * mixed.sizes / max(total, 1)
    else:
        chance = ties * (mixed.sizes - 1) / (total - 1) if total > 1 else np.full(len(ties), math.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(within >= chance, (within - chance) / (ties - chance), (within - chance) / chance)
    formula = "(n - 1) / (N - 1)" if expected == "others" else "n / N"
    return table({"group": mixed.names, "nodes": mixed.sizes.astype(int), "ties": ties.astype(int), "within": within.astype(int),
                  "expected": chance, "coleman": np.where(ties > 0, value, math.nan)},
                 note=f"Coleman's homophily, expected by {formula}. {made_from(net)}")


@dataclass(frozen=True)
class Segregation:
    """How far a whole network is divided: see `segregation`."""

    freeman: float
    density_within: float
    density_between: float
    density_ratio: float
    odds_ratio: float
    note: str = field(repr=False)


def segregation(net: Network, group: Partition) -> Segregation:
    """How far ties stay inside groups: Freeman's index, densities and the odds ratio within groups (ORWG).

    freeman: 1 - ties between groups over those expected if ties were anywhere (1 - sum n (n - 1) / (N (N - 1))).
    density_ratio: within over between. odds_ratio: the odds of a tie within over those between. Loops and
    weights do not count; NaN where undefined, infinite over 0.

    References
    ----------
    L. C. Freeman, Sociol. Methods Res. 6(4), 1978. doi:10.1177/004912417800600401; J. Moody, Am. J. Sociol. 107(3), 2001.
    doi:10.1086/338954

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "c"], ["b", "d"])
    >>> ts.cooperation.segregation(net, ["x", "x", "y", "y"]).freeman
    1.0
    """
    mixed = _mixed(net, group)
    total = mixed.sizes.sum()
    arcs, within = float(mixed.arcs.sum()), float(np.trace(mixed.arcs))
    places, inside = float(total * (total - 1)), float((mixed.sizes * (mixed.sizes - 1)).sum())
    between, outside = arcs - within, places - inside
    expected = arcs * outside / places if places else 0.0
    dense_in, dense_out = _over(within, inside), _over(between, outside)
    return Segregation(1 - between / expected if expected > 0 else math.nan, dense_in, dense_out, _over(dense_in, dense_out),
                       _over(within * (outside - between), between * (inside - within)),
                       f"{len(mixed.names)} groups, loops and weights left out. {made_from(net)}")


def freeman(net: Network, group: Partition) -> float:
    """Freeman's segregation: 1 without ties between groups, 0 or less as if ties were anywhere. See `segregation`."""
    return segregation(net, group).freeman


def _over(a: float, b: float) -> float:
    if math.isnan(a) or math.isnan(b) or (a == 0 and b == 0):
        return math.nan
    return a / b if b else math.inf


def densities(net: Network, group: Partition) -> Table:
    """How dense ties are between each two groups, and how far that is from a block model.

    Returns
    -------
    Table
        a, b (an undirected network has each pair of groups once; those without ties are there), ties, possible, density
        (NaN where nothing is possible), image (1: as dense as the network or denser), error (ties that differ from the nearer
        of an empty and a full block; their sum, in the note, is the error of the block model). Loops and weights do not count.

    References
    ----------
    R. Breiger, S. Boorman, P. Arabie, J. Math. Psychol. 12(3), 1975. doi:10.1016/0022-2496(75)90028-0

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b"], ["b", "c"])
    >>> ts.cooperation.densities(net, ["x", "x", "y"])["density"].tolist()
    [1.0, 0.5, nan]
    """
    mixed = _mixed(net, group)
    sizes, names = mixed.sizes, mixed.names
    possible = np.outer(sizes, sizes) - np.diag(sizes)
    ties = mixed.arcs
    if net.is_directed:
        a, b = (index.ravel() for index in np.indices(ties.shape))
    else:
        a, b = np.triu_indices(len(names))
        ties, possible = ties / np.where(np.eye(len(names)), 2, 1), possible / np.where(np.eye(len(names)), 2, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        density = np.where(possible > 0, ties / possible, math.nan)
    label = np.array(names, dtype=object)
    whole = ties[a, b].sum() / possible[a, b].sum() if possible[a, b].sum() else math.nan
    error = np.minimum(ties, possible - ties)[a, b].astype(int)
    return table({"a": label[a], "b": label[b], "ties": ties[a, b].astype(int), "possible": possible[a, b].astype(int),
                  "density": density[a, b], "image": (density[a, b] >= whole).astype(int), "error": error},
                 note=f"Densities between {len(names)} groups; density of the network {whole:.6g}; error of the block model "
                      f"{int(error.sum())}. {made_from(net)}")


def _mixing_matrix(net_or_matrix: Any, group: Any) -> tuple[np.ndarray, list[str]]:
    """Arcs between groups and the names of these; a square array is taken as it is."""
    if isinstance(net_or_matrix, Network):
        if group is None:
            raise InvalidArgument("expected a partition of the network's nodes, found none")
        mixed = _mixed(net_or_matrix, group)
        return mixed.arcs, mixed.names
    matrix = np.asarray(net_or_matrix, float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise InvalidArgument(f"expected a network or a square mixing matrix, found shape {matrix.shape}")
    if not np.isfinite(matrix).all() or (matrix < 0).any():
        raise InvalidArgument("expected numbers of ties that are finite and 0 or more in the mixing matrix")
    return matrix, [str(i) for i in range(len(matrix))]


def assortativity(net_or_matrix: Any, group: Any = None, *, symmetrised: bool = False) -> float:
    """Newman's assortativity of a network and a partition, or of a mixing matrix: (tr e - sum a b) / (1 - sum a b).

    `symmetrised`: arcs are taken in both directions first, as R's netseg does (0.6206 on the Catania data, where the matrix
    as it is gives 0.6214). An undirected network is symmetric already. NaN without ties, or with one group.

    References
    ----------
    M. E. J. Newman, Phys. Rev. E 67, 2003. doi:10.1103/PhysRevE.67.026126

    Examples
    --------
    >>> import tissu as ts
    >>> ts.cooperation.assortativity([[3, 1], [1, 3]])
    0.5
    """
    matrix, _ = _mixing_matrix(net_or_matrix, group)
    if symmetrised:
        matrix = matrix + matrix.T
    if matrix.sum() == 0:
        return math.nan
    e = matrix / matrix.sum()
    chance = float(e.sum(axis=1) @ e.sum(axis=0))
    return float((np.trace(e) - chance) / (1 - chance)) if chance < 1 else math.nan


def gamix(net_or_matrix: Any, group: Any = None) -> float:
    """Mean share of ties that stay inside, over groups alike, between chance and 1: (sum of shares - 1) / (groups - 1).

    1: all inside; 0: no matter who; NaN with fewer than two groups, or one without ties.

    References
    ----------
    S. Gupta, R. M. Anderson, R. M. May, AIDS 3(12), 1989. doi:10.1097/00002030-198912000-00005
    """
    matrix, names = _mixing_matrix(net_or_matrix, group)
    sums = matrix.sum(axis=1)
    if len(names) < 2 or (sums == 0).any():
        return math.nan
    return float(((np.diag(matrix) / sums).sum() - 1) / (len(names) - 1))


def smi(net: Network, group: Partition) -> Table:
    """Segregation matrix index of each group: columns group, inside, outside (densities), smi.

    With the density d of ties within a group and f of its ties to all others, (d - f) / (d + f): 1 if all ties are inside, 0
    if they are anywhere, -1 if none is. NaN without ties.

    References
    ----------
    M. Fershtman, Social Networks 19(3), 1997. doi:10.1016/S0378-8733(96)00295-X
    """
    mixed = _mixed(net, group)
    sizes, total = mixed.sizes, mixed.sizes.sum()
    within = np.diag(mixed.arcs)
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = within / (sizes * (sizes - 1))
        outside = (mixed.arcs.sum(axis=1) - within) / (sizes * (total - sizes))
        value = (inside - outside) / (inside + outside)
    return table({"group": mixed.names, "inside": inside, "outside": outside, "smi": value},
                 note=f"Segregation matrix index. {made_from(net)}")


def spectral_segregation(net: Network, group: Partition) -> Table:
    """Spectral segregation of each node: columns node, segregation.

    The share of its ties that a node has with its own group, and they with theirs, and so on: for each connected
    piece of a group the largest eigenvalue of the ties over all ties of each node, times the node's part in its vector
    (mean 1). 0 without ties inside the group, NaN without a group. Directions and weights do not count.

    References
    ----------
    F. Echenique, R. G. Fryer, Q. J. Econ. 122(2), 2007. doi:10.1162/qjec.122.2.441
    """
    labels = labels_of(net, group)
    offsets, targets, _ = net._csr()
    neighbours: list[set[int]] = [set() for _ in labels]
    for i in range(len(net)):
        for j in targets[offsets[i]:offsets[i + 1]].tolist():
            if j != i:
                neighbours[i].add(j)
                neighbours[j].add(i)
    value = np.array([0.0 if label else math.nan for label in labels])
    seen: set[int] = set()
    for start, label in enumerate(labels):
        if not label or start in seen:
            continue
        piece, seen = [start], seen | {start}
        for node in piece:
            for other in sorted(neighbours[node]):
                if other not in seen and labels[other] == label:
                    seen.add(other)
                    piece.append(other)
        if len(piece) > 1:
            value[piece] = _leading(piece, neighbours)
    return table({"node": net.ids, "segregation": value}, note=f"Spectral segregation. {made_from(net)}")


def _leading(piece: list[int], neighbours: list[set[int]]) -> np.ndarray:
    """The largest eigenvalue of a piece's rows, over degree, times its vector over the vector's mean."""
    place = {node: i for i, node in enumerate(piece)}
    degree = np.array([len(neighbours[node]) for node in piece], float)
    ends = [(place[node], place[other]) for node in piece for other in neighbours[node] if other in place]
    rows, columns = np.array(ends, int).T
    if len(piece) <= 500:
        inside = np.zeros((len(piece), len(piece)))
        inside[rows, columns] = 1
        values, vectors = np.linalg.eigh(inside / np.sqrt(np.outer(degree, degree)))  # similar to inside / degree
        value, vector = values[-1], np.abs(vectors[:, -1])
    else:
        value, vector = _power(rows, columns, 1 / np.sqrt(degree[rows] * degree[columns]), len(piece))
    vector = vector / np.sqrt(degree)
    return value * vector / vector.mean()


def _power(rows: np.ndarray, columns: np.ndarray, cells: np.ndarray, n: int) -> tuple[float, np.ndarray]:
    """The leading eigenpair of a symmetric matrix of cells >= 0, connected: iterated with a shift, which also settles
    where the network has two sides."""
    vector = np.full(n, 1 / math.sqrt(n))
    for _ in range(100_000):
        following = np.bincount(rows, cells * vector[columns], n) + vector
        following /= np.linalg.norm(following)
        moved = np.abs(following - vector).max()
        vector = following
        if moved < 1e-13:
            break
    return float(vector @ np.bincount(rows, cells * vector[columns], n)), vector
