"""Readings of brokerage around one node: honest brokers, constraint over all others. Reached as ``ts.cooperation``."""

from __future__ import annotations

import numpy as np

from tissu._core import InvalidArgument, Network, Table
from tissu.tables import made_from, table

__all__ = ["constraint", "honest_broker"]


def honest_broker(net: Network) -> Table:
    """Pairs of a node's contacts by how they are tied to each other: columns node, pairs, hbi0, hbi1, hbi2.

    hbi0: not at all (the node is an honest broker between them); hbi1: in one direction; hbi2: in both, as every tie of an
    undirected network. Contacts are those tied to or from the node. Loops and weights do not count.

    References
    ----------
    S. P. Borgatti, M. G. Everett, J. C. Johnson, Analyzing Social Networks, 2018, chapter 8 (as in UCINET).

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(list("aaab"), list("bcdc"))
    >>> ts.cooperation.honest_broker(net)["hbi0"].tolist()
    [2, 0, 0, 0]
    """
    offsets, targets, _ = net._csr()
    out: list[set[int]] = [set(targets[offsets[i]:offsets[i + 1]].tolist()) - {i} for i in range(len(net))]
    contacts = [set(found) for found in out]
    for node, found in enumerate(out):
        for other in found:
            contacts[other].add(node)
    counts = np.zeros((len(net), 2), np.int64)
    for a, found in enumerate(contacts):
        for b in found:
            if a < b:
                both = int(b in out[a] and a in out[b])
                for node in found & contacts[b]:
                    counts[node, both] += 1
    degree = np.array([len(found) for found in contacts], np.int64)
    pairs = degree * (degree - 1) // 2
    return table({"node": net.ids, "pairs": pairs, "hbi0": pairs - counts.sum(axis=1), "hbi1": counts[:, 0], "hbi2": counts[:, 1]},
                 note=f"Honest broker index. {made_from(net)}")


def constraint(net: Network, alters: str = "direct") -> Table:
    """Burt's constraint, over direct contacts or over all others: columns node, constraint. NaN for isolates.

    Parameters
    ----------
    alters
        ``"direct"``: as `ts.graph.constraint`, igraph and NetworkX. ``"all"``: Burt's text to the letter, with those whom the
        node reaches through a contact only; up to 0.25 more on the Florentine families.

    References
    ----------
    R. S. Burt, Structural Holes, 1992.

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b"], ["b", "c"])
    >>> ts.cooperation.constraint(net)["constraint"].tolist(), ts.cooperation.constraint(net, "all")["constraint"].tolist()
    ([1.0, 0.5, 1.0], [1.25, 0.5, 1.25])
    """
    if alters not in ("direct", "all"):
        raise InvalidArgument(f"expected alters of direct, all, found {alters!r}")
    offsets, targets, weights = net._csr()
    rows = np.repeat(np.arange(len(net)), np.diff(offsets))
    values = np.ones(len(targets)) if weights is None else np.asarray(weights, float)
    if (values < 0).any():
        raise InvalidArgument("expected weights of 0 or more")
    shares: list[dict[int, float]] = [{} for _ in range(len(net))]
    for i, j, weight in zip(rows.tolist(), targets.tolist(), values.tolist()):
        if i != j and weight > 0:
            for a, b in ((i, j), (j, i)):
                shares[a][b] = shares[a].get(b, 0.0) + weight
    for found in shares:
        total = sum(found.values())
        for other in found:
            found[other] /= total
    result = np.full(len(net), np.nan)
    for node, own in enumerate(shares):
        if not own:
            continue
        spent = dict(own)
        for via, share in own.items():
            for other, part in shares[via].items():
                if other != node and (alters == "all" or other in own):
                    spent[other] = spent.get(other, 0.0) + share * part
        result[node] = sum(value**2 for value in spent.values())
    return table({"node": net.ids, "constraint": result}, note=f"Constraint over {alters} alters. {made_from(net)}")
