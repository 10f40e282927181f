"""How much two territories cooperate beyond their size, and how far ties stay inside groups."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, Network, Table
from tissu.gravity import gravity
from tissu.networks import labels_of
from tissu.pairs import Pairs
from tissu.tables import table

__all__ = ["Segregation", "association", "coleman", "freeman", "missing", "segregation", "spectral_segregation"]

Partition = str | Mapping | Sequence

# Of shared c, sizes a and b, and the whole n (activities, or the sum of all sizes).
_INDICES: dict[str, Callable[..., np.ndarray]] = {
    "association": lambda c, a, b, n: c / (a * b),
    "affinity": lambda c, a, b, n: n * c / (a * b),
    "jaccard": lambda c, a, b, n: c / (a + b - c),
    "salton": lambda c, a, b, n: c / np.sqrt(a * b),
    "equivalence": lambda c, a, b, n: c**2 / (a * b),
    "inclusion": lambda c, a, b, n: c / np.minimum(a, b),
    "dice": lambda c, a, b, n: 2 * c / (a + b),
    "pmi": lambda c, a, b, n: np.log(n * c / (a * b)),
    "phi": lambda c, a, b, n: (n * c - a * b) / np.sqrt(a * b * (n - a) * (n - b)),
    "steijn": lambda c, a, b, n: c / ((a / n * b / (n - a) + b / n * a / (n - b)) * n / 2),
}


@dataclass(frozen=True)
class _Pairs:
    """Pairs of different nodes that share something: rows, what they share, sizes of all nodes, the whole."""

    a: np.ndarray
    b: np.ndarray
    shared: np.ndarray
    size: np.ndarray
    whole: float
    basis: str


def _tied(coop: Network) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of different nodes with a tie, and its weight; full counting where the network was made from activities."""
    source = coop.origin.project("rows", "count") if coop.origin is not None else coop
    offsets, targets, weights = source._csr()
    rows = np.repeat(np.arange(len(source)), np.diff(offsets))
    cells = np.ones(len(targets)) if weights is None else np.asarray(weights)
    upper = rows < targets
    if source.is_directed:
        both: dict[tuple[int, int], float] = {}
        for i, j, weight in zip(rows.tolist(), targets.tolist(), cells.tolist()):
            if i != j:
                pair = (min(i, j), max(i, j))
                both[pair] = both.get(pair, 0.0) + weight
        pairs = sorted(both)
        return (np.array([p[0] for p in pairs], int), np.array([p[1] for p in pairs], int),
                np.array([both[p] for p in pairs], float))
    return rows[upper], targets[upper].astype(int), cells[upper]


def _pairs(coop: Network, basis: str) -> _Pairs:
    a, b, shared = _tied(coop)
    if basis == "occurrences":
        if coop.origin is None:
            raise InvalidArgument("expected a network made from activities for the basis occurrences, found one made from edges")
        offsets, _, _ = coop.origin._csr()
        return _Pairs(a, b, shared, np.diff(offsets).astype(float), float(coop.origin.shape[1]), basis)
    if basis != "cooccurrences":
        raise InvalidArgument(f"expected a basis of occurrences, cooccurrences, found {basis!r}")
    size = np.bincount(a, shared, len(coop)) + np.bincount(b, shared, len(coop))
    return _Pairs(a, b, shared, size, float(size.sum()), basis)


def association(coop: Network, index: str = "association", *, basis: str | None = None) -> Table:
    """How strongly each two territories that cooperate are associated, given how much each does.

    Parameters
    ----------
    coop
        ``store.cooperation(level=…)``, or any network. One made from activities is counted in full (1 for each
        shared activity); else its weights are what is shared.
    index
        With c shared, a and b the sizes, N the whole: ``"association"`` c / ab; ``"affinity"`` N c / ab (lift; on
        co-occurrences the probabilistic affinity of VOSviewer); ``"jaccard"`` c / (a + b - c); ``"salton"``
        c / sqrt(ab) (cosine, Ochiai); ``"equivalence"`` c² / ab; ``"inclusion"`` c / min(a, b); ``"dice"``
        2c / (a + b); ``"pmi"`` ln(N c / ab); ``"phi"`` correlation; ``"steijn"`` probability index.
    basis
        ``"occurrences"``: sizes are the activities of each, N is all activities. ``"cooccurrences"``: sizes are the
        sums of what each shares with others, N their total. Default: co-occurrences for affinity and steijn and for
        networks made from edges, else occurrences.

    Returns
    -------
    Table
        a, b (a before b in node order), shared, and the index under its name. Pairs that share nothing have no row.

    References
    ----------
    N. J. van Eck, L. Waltman, JASIST 60(8), 2009. doi:10.1002/asi.21075; M. P. A. Steijn, JASIST 72(11), 2021.

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(["a", "b", "a"], ["x", "x", "y"])
    >>> ts.cooperation.association(two.project(), "jaccard").to_dict()
    {'a': ['a'], 'b': ['b'], 'shared': [1.0], 'jaccard': [0.5]}
    """
    if index not in _INDICES:
        raise InvalidArgument(f"expected an index of {', '.join(_INDICES)}, found {index!r}")
    if basis is None:
        basis = "cooccurrences" if coop.origin is None or index in ("affinity", "steijn") else "occurrences"
    pairs = _pairs(coop, basis)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = _INDICES[index](pairs.shared, pairs.size[pairs.a], pairs.size[pairs.b], pairs.whole)
    ids = coop.ids
    return table({"a": [ids[i] for i in pairs.a], "b": [ids[i] for i in pairs.b], "shared": pairs.shared,
                  index: np.where(np.isfinite(value), value, math.nan)},
                 note=f"Association {index} on {basis}, whole {pairs.whole:g}. Network: {coop.note}")


def missing(coop: Network, eligible: Any = None, expected: str = "gravity", limit: int | None = 50, *,
            terms: Sequence[Any] | None = None) -> Table:
    """Pairs that could cooperate but do not, those that would be expected to do so most first.

    Parameters
    ----------
    eligible
        The opportunity set: which pairs could have cooperated at all, as in `ts.inference.dyads` (pairs of ids, a
        function of two ids, a network or matrix). None: all.
    expected
        ``"gravity"``: by `gravity` with one effect a territory and `terms`. ``"affinity"``: what the sizes alone give,
        S_a S_b / S, where S sums what a node shares with others (an undirected network).
    limit
        At most so many rows; None: all.
    terms
        Of the gravity model. Default: ``"log_distance"`` if all positions are known and differ. Without any, affinity is
        used: the note says which it was.

    Returns
    -------
    Table
        a, b, expected, km (between positions; NaN where one is missing), reason. Pairs on which gravity cannot say
        anything (an end that cooperates with nobody) have 0.

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "a", "b"], ["b", "c", "d"])
    >>> found = ts.cooperation.missing(net, expected="affinity", limit=1)
    >>> found["a"].tolist(), found["b"].tolist(), found["expected"].tolist()
    (['a'], ['d'], [0.3333333333333333])
    """
    if expected not in ("gravity", "affinity"):
        raise InvalidArgument(f"expected an expectation of gravity, affinity, found {expected!r}")
    pairs = Pairs(coop, eligible)
    km = pairs.km()
    if expected == "gravity" and terms is None:
        terms = ["log_distance"] if len(km) and (km > 0).all() else []
    if expected == "affinity" or not terms:
        a, b, shared = _tied(coop)
        size = np.bincount(a, shared, len(coop)) + np.bincount(b, shared, len(coop))
        mu = size[pairs.a] * size[pairs.b] / (size.sum() or 1.0)
        how, terms = "affinity", []
    else:
        mu = _by_gravity(coop, pairs, eligible, terms)
        how = f"gravity with an effect a territory and {', '.join(str(term) for term in terms)}"
    open_pairs = np.flatnonzero(pairs.weight == 0)
    order = open_pairs[np.argsort(-mu[open_pairs], kind="stable")][:limit]
    reason = [" and ".join(["sizes", *(str(term) for term in terms)])] * len(order)
    among = "all pairs" if eligible is None else "the eligible pairs"
    return table({"a": pairs.ids[pairs.a[order]], "b": pairs.ids[pairs.b[order]], "expected": mu[order], "km": km[order],
                  "reason": reason}, units={"km": "km"},
                 note=f"{len(open_pairs)} of {len(pairs)} pairs ({among}) do not cooperate; expected by {how}. Network: {coop.note}")


def _by_gravity(coop: Network, pairs: Pairs, eligible: Any, terms: Sequence[Any]) -> np.ndarray:
    """The fitted value of each pair; 0 where the model has none."""
    if not (pairs.weight > 0).any():
        return np.zeros(len(pairs))
    fitted = gravity(coop, terms, errors="hc0", eligible=eligible).pairs
    value = {(a, b): mu for a, b, mu in zip(fitted["a"], fitted["b"], fitted["expected"].tolist())}
    mu = np.array([value.get(pair, 0.0) for pair in zip(pairs.ids[pairs.a], pairs.ids[pairs.b])], float)
    return np.where(np.isfinite(mu), mu, 0.0)


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


def coleman(net: Network, group: Partition) -> Table:
    """Coleman's homophily of each group: columns group, nodes, ties, within, expected, coleman.

    ties: those that nodes of the group choose (an undirected tie from both ends); expected: those inside if chosen
    at random, ties (n - 1) / (N - 1). coleman is (within - expected) / (ties - expected), below 0 over expected: 1 all
    inside, 0 as by chance, -1 none. (Coleman's paper has n / N.) Loops and weights do not count; NaN without ties.

    References
    ----------
    J. S. Coleman, Human Organization 17(4), 1958.
    """
    mixed = _mixed(net, group)
    within, ties = np.diag(mixed.arcs), mixed.arcs.sum(axis=1)
    total = mixed.sizes.sum()
    expected = ties * (mixed.sizes - 1) / (total - 1) if total > 1 else np.full(len(ties), math.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(within >= expected, (within - expected) / (ties - expected), (within - expected) / expected)
    return table({"group": mixed.names, "nodes": mixed.sizes.astype(int), "ties": ties.astype(int), "within": within.astype(int),
                  "expected": expected, "coleman": np.where(ties > 0, value, math.nan)},
                 note=f"Coleman's homophily, expected by (n - 1) / (N - 1). Network: {net.note}")


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
                       f"{len(mixed.names)} groups, loops and weights left out. Network: {net.note}")


def freeman(net: Network, group: Partition) -> float:
    """Freeman's segregation: 1 without ties between groups, 0 or less as if ties were anywhere. See `segregation`."""
    return segregation(net, group).freeman


def _over(a: float, b: float) -> float:
    if math.isnan(a) or math.isnan(b) or (a == 0 and b == 0):
        return math.nan
    return a / b if b else math.inf


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
    return table({"node": net.ids, "segregation": value}, note=f"Spectral segregation. Network: {net.note}")


def _leading(piece: list[int], neighbours: list[set[int]]) -> np.ndarray:
    """The largest eigenvalue of a piece's rows, over degree, times its vector over the vector's mean."""
    place = {node: i for i, node in enumerate(piece)}
    degree = np.array([len(neighbours[node]) for node in piece], float)
    inside = np.zeros((len(piece), len(piece)))
    for node in piece:
        for other in neighbours[node]:
            if other in place:
                inside[place[node], place[other]] = 1
    values, vectors = np.linalg.eigh(inside / np.sqrt(np.outer(degree, degree)))  # similar to inside / degree
    vector = np.abs(vectors[:, -1]) / np.sqrt(degree)
    return values[-1] * vector / vector.mean()
