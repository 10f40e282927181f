"""The embedded example: a resource centre and its network, over 24 years."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files

from tissu.store import Store, open

__all__ = ["ANNOUNCEMENT", "demo"]

ANNOUNCEMENT = "territories and page facts are real; persons, attendance, resources and needs are synthetic"


def demo(*, quiet: bool = False) -> Store:
    """The example base of a French resource centre for urban policy, in memory.

    Real: the communes, EPCI, EPT and départements of Essonne, Val-de-Marne and Seine-et-Marne, and the
    facts of the centre's public page. Synthetic, and marked so on every row: all persons, attendance,
    synthetic organisations, resources, needs, satisfaction and views. See examples/data/README.md.

    Parameters
    ----------
    quiet
        True: do not announce on stderr that the data are synthetic.

    Returns
    -------
    Store
        About 20,000 actors, 2,000 events and 52,000 attendances. Loads in a few seconds.
    """
    if not quiet:
        print(f"tissu.demo(): {ANNOUNCEMENT}", file=sys.stderr)
    store = open()
    with as_file(files("tissu") / "data" / "demo.zip") as package:
        store.load(package, format="package")
    return store
