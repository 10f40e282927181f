"""tissu: networks of actors, what brings them together and where.

``file → Batch → Store → Network / Catalogue → Table``. Start with `tissu.demo` or `tissu.open`; classic
measures are in `tissu.graph`, those of cooperation in `tissu.cooperation`.
"""

from tissu import _core
from tissu._core import (
    Cancelled,
    Conflict,
    Error,
    InvalidArgument,
    InvalidData,
    NotFound,
    StoreError,
    Table,
    Unsupported,
)
from tissu.tables import table  # gives Table its methods
from tissu.batch import Batch
from tissu.demonstration import demo
from tissu.networks import Network, TwoMode
from tissu.search import Hits, Recommendation
from tissu.store import LoadReport, Store, open
from tissu import cooperation, equity, graph, identifiers, inference, multiplex, recommender, temporal, text, twomode

__version__: str = _core.__version__

__all__ = [
    "Batch", "Cancelled", "Conflict", "Error", "Hits", "InvalidArgument", "InvalidData", "LoadReport", "Network",
    "NotFound", "Recommendation", "Store", "StoreError", "Table", "TwoMode", "Unsupported", "cooperation", "demo", "equity",
    "formats", "graph", "identifiers", "inference", "multiplex", "open", "recommender", "table", "temporal",
    "text", "twomode",
]


def formats() -> Table:
    """The formats that `Store.load` reads: columns name, about."""
    rows = _core.formats()
    return table({"name": [name for name, _ in rows], "about": [about for _, about in rows]})
