"""How much two territories cooperate beyond their size, and which could but do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, Network, Table
from tissu.borders import touching_pairs
from tissu.gravity import gravity
from tissu.pairs import Pairs
from tissu.tables import made_from, table

__all__ = ["Density", "association", "density", "missing"]

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
        other = rows != targets
        ends = np.sort(np.column_stack([rows[other], targets[other]]).astype(np.int64), axis=1)
        places, number = np.unique(ends[:, 0] * max(len(source), 1) + ends[:, 1], return_inverse=True)
        first, second = np.divmod(places, max(len(source), 1))
        return first, second, np.bincount(number, cells[other], len(places))
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
                 note=f"Association {index} on {basis}, whole {pairs.whole:g}. {made_from(coop)}")


@dataclass(frozen=True)
class Density:
    """How many of the pairs that could cooperate do: see `density`."""

    value: float
    tied: int
    possible: int
    left_out: int
    note: str = field(repr=False)


def density(coop: Network, eligible: Any = None) -> Density:
    """Share of the pairs that could cooperate (the opportunity set) that do; loops do not count.

    `eligible`: as in `missing`. left_out: pairs that cooperate although they could not. NaN without pairs.

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a"], ["b"], nodes=["a", "b", "c"])
    >>> ts.cooperation.density(net, [("a", "b"), ("b", "c")]).value
    0.5
    """
    pairs = Pairs(coop, eligible)
    tied = int((pairs.weight != 0).sum())
    among = "all pairs" if eligible is None else "the eligible pairs"
    return Density(tied / len(pairs) if len(pairs) else math.nan, tied, len(pairs), pairs.left_out,
                   f"{tied} of {len(pairs)} pairs ({among}) cooperate. {made_from(coop)}")


def missing(coop: Network, eligible: Any = None, expected: str = "gravity", limit: int | None = 50, *,
            terms: Sequence[Any] | None = None, touching: Any = None) -> Table:
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
    touching
        Which territories have a common border: a store with outlines, pairs of ids, or a table with columns a and b. None:
        neighbours by position, which no third territory lies between.

    Returns
    -------
    Table
        a, b, expected, km (between positions; NaN where one is missing), touch (1: they have a common border), common
        (partners in common), reason (the same in words). Pairs on which gravity cannot say anything (an end that
        cooperates with nobody) have 0.

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
    a, b, shared = _tied(coop)
    size = np.bincount(a, shared, len(coop)) + np.bincount(b, shared, len(coop))
    if expected == "gravity" and terms is None:
        terms = ["log_distance"] if len(km) and (km > 0).all() else []
    if expected == "affinity" or not terms:
        mu = size[pairs.a] * size[pairs.b] / (size.sum() or 1.0)
        how, terms = "affinity (sizes alone)", []
    else:
        mu = _by_gravity(coop, pairs, eligible, terms)
        how = f"gravity with an effect a territory and {', '.join(str(t if isinstance(t, str) else t[0]) for t in terms)}"
    open_pairs = np.flatnonzero(pairs.weight == 0)
    order = open_pairs[np.argsort(-mu[open_pairs], kind="stable")][:limit]
    first, second = pairs.a[order], pairs.b[order]
    borders, told = touching_pairs(coop, touching)
    touch = np.isin(_places(coop, first, second), _places(coop, borders[:, 0], borders[:, 1])).astype(int)
    common = _common_partners(coop, a, b, first, second)
    reason = [_reason(*values) for values in zip(size[first], size[second], km[order], touch, common)]
    among = "all pairs" if eligible is None else "the eligible pairs"
    return table({"a": pairs.ids[first], "b": pairs.ids[second], "expected": mu[order], "km": km[order], "touch": touch,
                  "common": common, "reason": reason}, units={"km": "km"},
                 note=f"{len(open_pairs)} of {len(pairs)} pairs ({among}) do not cooperate; expected by {how}; touch: {told}. "
                      f"{made_from(coop)}")


def _places(coop: Network, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """One number for an unordered pair."""
    return np.minimum(a, b).astype(np.int64) * max(len(coop), 1) + np.maximum(a, b)


def _common_partners(coop: Network, a: np.ndarray, b: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    partners: list[set[int]] = [set() for _ in range(len(coop))]
    for i, j in zip(a.tolist(), b.tolist()):
        partners[i].add(j)
        partners[j].add(i)
    return np.array([len(partners[i] & partners[j]) for i, j in zip(first.tolist(), second.tolist())], int)


def _reason(size_a: float, size_b: float, km: float, touch: int, common: int) -> str:
    """Why one would expect the pair, in words."""
    said = [f"share {size_a:g} and {size_b:g} with others"]
    if not math.isnan(km):
        said.append(f"{km:.0f} km apart")
    if touch:
        said.append("neighbours")
    if common:
        said.append(f"{common} partner{'s' if common > 1 else ''} in common")
    return ", ".join(said)


def _by_gravity(coop: Network, pairs: Pairs, eligible: Any, terms: Sequence[Any]) -> np.ndarray:
    """The fitted value of each pair; 0 where the model has none."""
    if not (pairs.weight > 0).any():
        return np.zeros(len(pairs))
    fitted = gravity(coop, terms, errors="hc0", eligible=eligible).pairs
    value = {(a, b): mu for a, b, mu in zip(fitted["a"], fitted["b"], fitted["expected"].tolist())}
    mu = np.array([value.get(pair, 0.0) for pair in zip(pairs.ids[pairs.a], pairs.ids[pairs.b])], float)
    return np.where(np.isfinite(mu), mu, 0.0)
