"""Cooperation before and after an agreement. Reached as ``ts.temporal.before_after``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, Network, Table
from tissu.tables import table

__all__ = ["before_after"]


def before_after(nets: Mapping[Any, Network] | Sequence[Network], members: Iterable[str], at: Any) -> Table:
    """Ties before and after an agreement: between its members, beside pairs with one member or none.

    Parameters
    ----------
    nets
        Networks of successive periods whose names are years or numbers, as from `waves`.
    members
        The parties of the agreement (or their territories), by id. Those in no network are passed over.
    at
        The year of the agreement: periods before it are before, it and later ones after.

    Returns
    -------
    Table
        pairs (``members``, ``one``, ``none``), possible (a period, on average), before and after (share of pairs tied, mean over
        periods), change (after - before), difference (change less that of pairs without a member). NaN without periods or
        pairs. A difference is no proof that the agreement did it: those who agree may have been on their way.

    Raises
    ------
    InvalidArgument
        A period has no number.

    Examples
    --------
    >>> import tissu as ts
    >>> nets = {2019: ts.Network.from_edges([], [], nodes=list("abcd")), 2020: ts.Network.from_edges(["a"], ["b"], nodes=list("abcd"))}
    >>> ts.temporal.before_after(nets, ["a", "b"], 2020)["difference"].tolist()
    [1.0, 0.0, 0.0]
    """
    parties = set(members)
    shares: dict[bool, list[list[float]]] = {False: [], True: []}
    possible: list[list[int]] = []
    for name, net in nets.items() if isinstance(nets, Mapping) else enumerate(nets):
        try:
            later = float(name) >= float(at)
        except ValueError as problem:
            raise InvalidArgument(f"expected periods and a date that are numbers, found {name!r} and {at!r}") from problem
        inside, n = sum(id in parties for id in net.ids), len(net)
        there = [inside * (inside - 1) // 2, inside * (n - inside), (n - inside) * (n - inside - 1) // 2]
        ties = [0, 0, 0]
        edges = net.edges
        for a, b in {(min(a, b), max(a, b)) for a, b in zip(edges["source"], edges["target"]) if a != b}:
            ties[2 - (a in parties) - (b in parties)] += 1
        shares[later].append([tied / pairs if pairs else math.nan for tied, pairs in zip(ties, there)])
        possible.append(there)
    before, after = (_means(shares[later]) for later in (False, True))
    change = after - before
    return table({"pairs": ["members", "one", "none"], "possible": _means(possible), "before": before, "after": after,
                  "change": change, "difference": change - change[2]},
                 note=f"Share of pairs tied before {at} ({len(shares[False])} periods) and from then on ({len(shares[True])}); "
                      f"{len(parties)} members; directions and weights do not count.")


def _means(rows: list[list[float]] | list[list[int]]) -> np.ndarray:
    return np.mean(np.array(rows, float), axis=0) if rows else np.full(3, math.nan)
