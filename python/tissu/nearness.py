"""How near a node is to the others: exact, or estimated from some of them."""

from __future__ import annotations

from typing import Any

from tissu import _core
from tissu._core import Network, Table

__all__ = ["closeness", "harmonic"]

ProgressLike = Any


def closeness(net: Network, *, samples: int | None = None, seed: int = 0, threads: int | None = None,
              progress: ProgressLike = None) -> Table:
    """Nearness to those within reach, times the share within reach (Wasserman and Faust): columns node, closeness. O(n m).

    With `samples`, steps are counted to so many nodes drawn with `seed`: in samples / n of the time. The note then
    says how far off the estimates may be (D. Eppstein, J. Wang 2004, doi:10.7155/jgaa.00081).
    """
    return _core.closeness(net, samples or 0, seed, threads or 0, progress)


def harmonic(net: Network, *, samples: int | None = None, seed: int = 0, threads: int | None = None,
             progress: ProgressLike = None) -> Table:
    """Sum of the inverse distances to all others, 0 for those out of reach: columns node, harmonic. O(n m).

    `samples` and `seed` as in `closeness`.

    References
    ----------
    P. Boldi, S. Vigna, "Axioms for centrality", Internet Math. 10, 2014. doi:10.1080/15427951.2013.865686

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b"], ["b", "c"])
    >>> ts.graph.harmonic(net)["harmonic"].tolist()
    [1.5, 2.0, 1.5]
    """
    return _core.harmonic(net, samples or 0, seed, threads or 0, progress)
