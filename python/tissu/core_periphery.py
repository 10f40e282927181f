"""Core and periphery by correlation with an ideal pattern. Reached as ``ts.cooperation.core_periphery``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tissu._core import InvalidArgument, Network, Table
from tissu.results import Tabular
from tissu.tables import made_from, table

__all__ = ["CorePeriphery", "core_periphery"]

_PATTERNS = ("either", "both", "apart")


@dataclass(frozen=True, repr=False)
class CorePeriphery(Tabular):
    """A core and a periphery: see `core_periphery`."""

    nodes: Table
    correlation: float
    optima: list[list[str]]
    exhaustive: bool
    note: str

    @property
    def table(self) -> Table:
        """node, core."""
        return self.nodes


def core_periphery(net: Network, pattern: str = "apart", *, exhaustive_below: int = 18) -> CorePeriphery:
    """The core whose ideal pattern correlates best with the ties (Borgatti and Everett's discrete model).

    Parameters
    ----------
    pattern
        A tie is expected: ``"either"`` if an end is in the core; ``"both"`` if both are; ``"apart"`` if both are, none if
        neither is, and pairs between core and periphery are left out.
    exhaustive_below
        Up to so many nodes (at most 20) every core is tried; else cores of the best connected, and of a node and its contacts,
        are improved by moving one node at a time, which need not find the best.

    Returns
    -------
    CorePeriphery
        Rows node, core (1 or 0); ``correlation`` (Pearson, over pairs; NaN if no core has one), ``optima`` (all best cores, the
        one found if not exhaustive), ``exhaustive``. Directions, weights and loops do not count. `ts.graph.core_periphery`
        minimises errors instead, in any network.

    References
    ----------
    S. P. Borgatti, M. G. Everett, Social Networks 21, 2000. doi:10.1016/S0378-8733(99)00019-2

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(list("aaabbcabcd"), list("bcdcddefgh"))
    >>> ts.cooperation.core_periphery(net).optima
    [['a', 'b', 'c', 'd']]
    """
    if pattern not in _PATTERNS:
        raise InvalidArgument(f"expected a pattern of {', '.join(_PATTERNS)}, found {pattern!r}")
    if not 0 <= exhaustive_below <= 20:
        raise InvalidArgument(f"expected to try every core up to 0 to 20 nodes, found {exhaustive_below}")
    n = len(net)
    a, b = _edges(net)
    exhaustive = n <= exhaustive_below
    if exhaustive:
        cores, value = _every(a, b, n, pattern)
    else:
        cores, value = _improved(a, b, n, pattern)
    ids = net.ids
    optima = [[ids[i] for i in np.flatnonzero(core)] for core in cores]
    first = cores[0] if cores else np.zeros(n, bool)
    how = "every core tried" if exhaustive else "local search: a better core may exist"
    note = f"Core and periphery, pattern {pattern}, correlation {value:.4f}; {how}. {made_from(net)}"
    return CorePeriphery(table({"node": ids, "core": first.astype(int)}, note=note), value, optima, exhaustive, note)


def _edges(net: Network) -> tuple[np.ndarray, np.ndarray]:
    offsets, targets, _ = net._csr()
    rows = np.repeat(np.arange(len(net)), np.diff(offsets))
    kept = rows != targets
    ends = np.unique(np.sort(np.column_stack([rows[kept], targets[kept]]).astype(np.int64), axis=1), axis=0)
    return ends[:, 0], ends[:, 1]


def _correlation(inside: np.ndarray, outside: np.ndarray, size: np.ndarray, edges: int, n: int, pattern: str) -> np.ndarray:
    """Of cores of some size with so many ties inside, and so many between nodes outside."""
    total = n * (n - 1) / 2
    core, other = size * (size - 1) / 2, (n - size) * (n - size - 1) / 2
    if pattern == "apart":
        cells, ties, expected, hit = core + other, inside + outside, core, inside
    elif pattern == "both":
        cells, ties, expected, hit = np.full_like(core, total), np.full_like(core, edges), core, inside
    else:
        cells, ties, expected, hit = np.full_like(core, total), np.full_like(core, edges), total - other, edges - outside
    spread = (cells * ties - ties**2) * (cells * expected - expected**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 0, (cells * hit - ties * expected) / np.sqrt(np.maximum(spread, 0)), np.nan)


def _every(a: np.ndarray, b: np.ndarray, n: int, pattern: str) -> tuple[list[np.ndarray], float]:
    masks = np.arange(2**n, dtype=np.int64)
    inside, outside, size = np.zeros(len(masks)), np.zeros(len(masks)), np.zeros(len(masks))
    for i in range(n):
        size += masks >> i & 1
    for i, j in zip(a.tolist(), b.tolist()):
        both = (masks >> i & 1) + (masks >> j & 1)
        inside += both == 2
        outside += both == 0
    values = _correlation(inside, outside, size, len(a), n, pattern)
    if np.isnan(values).all():
        return [], float("nan")
    best = float(np.nanmax(values))
    return [(mask >> np.arange(n) & 1).astype(bool) for mask in masks[values >= best - 1e-12]], best


def _improved(a: np.ndarray, b: np.ndarray, n: int, pattern: str) -> tuple[list[np.ndarray], float]:
    """The best of several searches: from the best connected, and from a node and its contacts, for those with most of them."""
    degree = np.bincount(a, minlength=n) + np.bincount(b, minlength=n)
    order = np.argsort(-degree, kind="stable")
    starts = [_best_connected(a, b, order, pattern)]
    for node in order[:max(2, min(50, 500_000 // (n + len(a) + 1)))]:
        core = np.zeros(n, bool)
        core[np.concatenate([[node], b[a == node], a[b == node]])] = True
        starts.append(core)
    found = [_climbed(a, b, degree, core, pattern) for core in starts]
    values = np.array([value for _, value in found])
    if np.isnan(values).all():
        return [], float("nan")
    best = int(np.nanargmax(values))
    return [found[best][0]], float(values[best])


def _best_connected(a: np.ndarray, b: np.ndarray, order: np.ndarray, pattern: str) -> np.ndarray:
    """The first nodes in the order, as many as correlate best."""
    n = len(order)
    place = np.empty(n, np.int64)
    place[order] = np.arange(n)
    later, sooner = np.sort(np.maximum(place[a], place[b])), np.sort(np.minimum(place[a], place[b]))
    sizes = np.arange(n + 1, dtype=float)
    inside = np.searchsorted(later, sizes, side="left").astype(float)
    outside = len(a) - np.searchsorted(sooner, sizes, side="left").astype(float)
    values = _correlation(inside, outside, sizes, len(a), n, pattern)
    return place < (0 if np.isnan(values).all() else int(np.nanargmax(values)))


def _climbed(a: np.ndarray, b: np.ndarray, degree: np.ndarray, core: np.ndarray, pattern: str) -> tuple[np.ndarray, float]:
    """The core after moving one node at a time, the best move first, while that gains."""
    n, core = len(core), core.copy()
    best = -np.inf
    while True:
        inside, outside = float((core[a] & core[b]).sum()), float((~core[a] & ~core[b]).sum())
        ties_in = np.bincount(a, core[b], n) + np.bincount(b, core[a], n)
        size = float(core.sum())
        if best == -np.inf:
            now = float(_correlation(np.array([inside]), np.array([outside]), np.array([size]), len(a), n, pattern)[0])
            best = now if np.isfinite(now) else -1.0
        tried = _correlation(inside + np.where(core, -ties_in, ties_in),
                             outside + np.where(core, degree - ties_in, ties_in - degree),
                             size + np.where(core, -1.0, 1.0), len(a), n, pattern)
        move = int(np.nanargmax(tried)) if np.isfinite(tried).any() else 0
        if n == 0 or not tried[move] > best + 1e-12:
            return core, best if best > -1.0 else float("nan")
        core[move], best = not core[move], float(tried[move])
