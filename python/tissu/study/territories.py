"""Cooperation between the territories of a level, counted in every way."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tissu import cooperation
from tissu._core import Network, Table
from tissu.store import Store
from tissu.tables import table

from .actors import Actors
from .options import StudyOptions

COUNTINGS = ("full", "pairs", "fractional", "newman")


@dataclass(frozen=True)
class Level:
    """Cooperation at one level. `counts` has a row for each pair, a before or equal to b, the strongest first."""

    level: str
    outer: str
    net: Network
    counts: Table
    names: dict[str, str]
    external_share: float | None

    @property
    def pairs(self) -> Table:
        """Only the pairs of different territories."""
        return self.counts.filter([row["a"] != row["b"] for row in self.counts])

    @property
    def territories(self) -> int:
        """Territories that hold an actor of some activity."""
        return len(self.net)


def cooperation_at(store: Store, level: str, outer: str, actors: Actors, options: StudyOptions) -> Level:
    """Cooperation at `level`, and its share across the borders of the coarser level `outer` ("": none)."""
    lens = options.lens(actors.via, actors.left_out)
    via = lens.pop("via")
    net = store.two_mode("territory", via, level=level, progress=options.progress, **lens).project(
        threads=options.threads
    )
    names = dict(zip(net.ids, net.labels))
    share = cooperation.external_share(net, outer) if outer and outer in net.group_names else math.nan
    return Level(level, outer, net, _counts(net, names), names, None if math.isnan(share) else share)


def _counts(net: Network, names: dict[str, str]) -> Table:
    """Columns a, a_name, b, b_name, full, pairs, fractional, newman."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for counting in COUNTINGS:
        matrix = cooperation.matrix(net, counting)
        for a, b, weight in zip(matrix["a"].tolist(), matrix["b"].tolist(), matrix["weight"].tolist()):
            found.setdefault((a, b), dict.fromkeys(COUNTINGS, 0.0))[counting] = weight
    rows = sorted(found.items(), key=lambda item: (-item[1]["full"], -item[1]["pairs"], item[0]))
    columns: dict[str, list] = {
        "a": [a for (a, _), _ in rows],
        "a_name": [names[a] for (a, _), _ in rows],
        "b": [b for (_, b), _ in rows],
        "b_name": [names[b] for (_, b), _ in rows],
    }
    return table(columns | {counting: [counts[counting] for _, counts in rows] for counting in COUNTINGS})
