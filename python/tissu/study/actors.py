"""The network of actors: facilitators, openness, communities, positions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tissu import cooperation, graph
from tissu._core import Network, Table, TwoMode
from tissu.cooperation import Comparison, EIIndex
from tissu.store import Store
from tissu.tables import table

from .options import VIA, StudyOptions

#: An actor can stand between everybody only where there are some activities to take part in.
_fewest_activities = 10

#: Steps of exact betweenness that are still quick; above, this many starting points are drawn.
_most_steps, _samples = 2e9, 500


@dataclass(frozen=True)
class Actors:
    """The network of those who take part in an activity, and what was left out of it."""

    net: Network
    via: tuple[str, ...]
    activities: int
    left_out: tuple[str, ...] = ()

    @property
    def tied(self) -> np.ndarray:
        """For each node whether it is tied to another."""
        return np.diff(self.net._csr()[0]) > 0


def actor_network(store: Store, options: StudyOptions) -> Actors:
    """Actors tied by shared activities, without those who take part in more than half of all activities."""
    via = options.via or _default_via(store, options)
    two = store.two_mode("actor", via, progress=options.progress, **options.lens(via))
    left_out = _everywhere(two)
    if left_out:
        two = store.two_mode("actor", via, progress=options.progress, **options.lens(via, left_out))
    net = two.project(threads=options.threads, progress=options.progress)
    return Actors(net, via, two.shape[1], left_out)


def _default_via(store: Store, options: StudyOptions) -> tuple[str, ...]:
    """Partnerships if any ties two actors, else the first kind of activity that does."""
    for via in VIA:
        if store.two_mode("actor", (via,), **options.lens((via,))).project().size:
            return (via,)
    return VIA[:1]


def _everywhere(two: TwoMode) -> tuple[str, ...]:
    """Actors in more than half of the activities, most frequent first."""
    rows, activities = two.shape
    if activities < _fewest_activities or not rows:
        return ()
    count = np.diff(two._csr()[0])
    ids = two._row_ids
    return tuple(ids[row] for row in np.argsort(-count, kind="stable") if 2 * count[row] > activities)


def facilitators(actors: Actors, level: str, options: StudyOptions) -> tuple[Table, int]:
    """All actors by betweenness, and the number of starting points it was estimated from (0: exact).

    Columns rank, node, name, territory, degree, strength, betweenness (share of pairs), constraint,
    territories (of `level`, among its partners).
    """
    net = actors.net
    samples = _samples if len(net) > _samples and len(net) * net.size > _most_steps else 0
    degree = graph.degree(net)
    between = graph.betweenness(
        net,
        normalized=True,
        samples=samples or None,
        seed=options.seed,
        threads=options.threads,
        progress=options.progress,
    )["betweenness"]
    constraint = graph.constraint(net, threads=options.threads, progress=options.progress)["constraint"]
    groups = net.group(level) if level else [""] * len(net)
    joined = _groups_joined(net, groups)
    order = sorted(range(len(net)), key=lambda i: (-between[i], -degree["degree"][i], i))
    columns = {
        "node": net.ids,
        "name": net.labels,
        "territory": groups,
        "degree": degree["degree"].tolist(),
        "strength": degree["strength"].tolist(),
        "betweenness": between.tolist(),
        "constraint": constraint.tolist(),
        "territories": joined,
    }
    ordered = {name: [values[i] for i in order] for name, values in columns.items()}
    return table({"rank": list(range(1, len(order) + 1))} | ordered), samples


def _groups_joined(net: Network, groups: list[str]) -> list[int]:
    """How many groups a node's partners are from."""
    offsets, targets, _ = net._csr()
    return [
        len({groups[k] for k in targets[offsets[i] : offsets[i + 1]].tolist() if k != i and groups[k]})
        for i in range(len(net))
    ]


def openness(actors: Actors, level: str) -> tuple[Table, EIIndex]:
    """Ties inside and outside each territory of a level, and the E–I index of the whole against chance."""
    return cooperation.openness(actors.net, level), cooperation.e_i_index(actors.net, level, weighted=True)


@dataclass(frozen=True)
class Communities:
    """The community of each node ("" for those without ties), and its agreement with the levels where that means something."""

    labels: list[str]
    number: int
    modularity: float
    agreements: dict[str, Comparison]


def communities(actors: Actors, levels: tuple[str, ...], options: StudyOptions) -> Communities:
    """Communities of the tied actors, numbered from 1 by size."""
    net = actors.net
    found = graph.leiden(net, seed=options.seed, threads=options.threads, progress=options.progress)[
        "community"
    ]
    labels = [str(int(number) + 1) if tied else "" for number, tied in zip(found, actors.tied)]
    number = len(set(labels) - {""})
    modularity = graph.modularity(net, labels) if number else float("nan")
    groups = {level: net.group(level) for level in levels if level in net.group_names}
    shared = {level: group for level, group in groups.items() if _any_holds_two(group)}
    agreements = {level: cooperation.compare(labels, group) for level, group in shared.items()}
    return Communities(labels, number, modularity, agreements)


def _any_holds_two(group: list[str]) -> bool:
    """Whether some territory holds two actors: else no community can follow its borders, or fail to."""
    placed = [label for label in group if label]
    return len(set(placed)) < len(placed)


def positions(actors: Actors, options: StudyOptions) -> Table:
    """A place for each actor: columns node, x, y."""
    return graph.layout(actors.net, seed=options.seed, threads=options.threads, progress=options.progress)
