"""Which levels of territory a study compares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tissu._core import Network, NotFound
from tissu.store import Store

#: Borders that readers know: the first that is coarser than the finest level is compared with it.
_borders = ("departement", "region", "country", "nuts2")


def choose_levels(store: Store, net: Network, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """The finest level at which at least two territories hold tied actors, and a coarser one.

    The coarser is the first of département, region, country and NUTS 2 that has at least two
    territories, else the level with most territories of those with fewer than the finest.
    `asked` overrides, and must be kinds of territory of the store.
    """
    kinds = sorted(set(store.territories.table()["kind"].tolist()))
    for level in asked:
        if level not in kinds:
            raise NotFound(f"expected levels of {', '.join(kinds) or '(no territory)'}, found {level!r}")
    if asked:
        return tuple(asked)
    counts = {kind: number for kind in kinds if (number := territories_with_ties(net, kind)) > 1}
    if not counts:
        return ()
    finest = max(counts, key=lambda kind: (counts[kind], kind))
    coarser = {kind: number for kind, number in counts.items() if number < counts[finest]}
    if not coarser:
        return (finest,)
    known = [kind for kind in _borders if kind in coarser]
    return finest, known[0] if known else max(coarser, key=lambda kind: (coarser[kind], kind))


def territories_with_ties(net: Network, level: str) -> int:
    """How many territories of a level hold an actor that is tied to another."""
    if level not in net.group_names:
        return 0
    tied = np.diff(net._csr()[0]) > 0
    return len({label for label, is_tied in zip(net.group(level), tied) if label and is_tied})
