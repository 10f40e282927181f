"""What is lost without some actors, and what only they hold together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Network, NotFound, Table, TwoMode
from tissu.networks import _label
from tissu.results import Tabular
from tissu.tables import made_from, table

__all__ = ["Loss", "exclusive_mediation", "without"]

ProgressLike = Any

_STRUCTURE = ("components", "largest", "fragmentation", "distance_fragmentation", "efficiency")
#: Measures that grow when something is lost.
_GROWS = {"components", "fragmentation", "distance_fragmentation"}


class _Activities:
    """Who takes part in what, and what hangs on it: leads, amounts, territories, themes."""

    def __init__(self, two: TwoMode, territory: Sequence[str] | None, themes: Mapping[str, Sequence[str]]) -> None:
        offsets, targets, _ = two._csr()
        self.ids, self.columns = two._row_ids, two._column_ids
        self.rows = np.repeat(np.arange(len(self.ids)), np.diff(offsets))
        self.targets = np.asarray(targets)
        self.members: list[list[int]] = [[] for _ in self.columns]
        self.of: list[list[int]] = [[] for _ in self.ids]
        for row, column in zip(self.rows.tolist(), self.targets.tolist()):
            self.members[column].append(row)
            self.of[row].append(column)
        self.leads = _core.two_mode_leads(two) or [-1] * len(self.columns)
        self.amounts = _core.two_mode_amounts(two) or [math.nan] * len(self.columns)
        self.territory = territory
        self.themes = [list(themes.get(column, ())) for column in self.columns]
        self.pairs: Counter[Any] = Counter()
        self.covered: Counter[Any] = Counter()
        shared = [column for column, rows in enumerate(self.members) if len(rows) > 1]
        self.priced = sum(not math.isnan(self.amounts[column]) for column in shared)
        self.shared = len(shared)
        for column, rows in enumerate(self.members):
            pairs, covered = self.held(column, rows)
            self.pairs.update(pairs)
            self.covered.update(covered)

    def held(self, column: int, rows: Sequence[int]) -> tuple[set[Any], set[Any]]:
        """The pairs of territories an activity of these rows joins, and the themes it brings to territories."""
        if self.territory is None or len(rows) < 2:
            return set(), set()
        places = sorted({self.territory[row] for row in rows} - {""})
        return set(combinations(places, 2)), {(theme, place) for theme in self.themes[column] for place in places}

    def left(self, column: int, gone: set[int], vanish: bool) -> list[int]:
        """The rows of an activity without those gone."""
        if vanish and self.leads[column] in gone:
            return []
        return [row for row in self.members[column] if row not in gone]

    def lost(self, gone: set[int], vanish: bool) -> dict[str, float]:
        """What the activities lose without some rows."""
        pairs: Counter[Any] = Counter()
        covered: Counter[Any] = Counter()
        activities, amount = 0, 0.0
        for column in {column for row in gone for column in self.of[row]}:
            rows = self.left(column, gone, vanish)
            before, after = self.held(column, self.members[column]), self.held(column, rows)
            pairs.update(before[0] - after[0])
            covered.update(before[1] - after[1])
            if len(rows) < 2 <= len(self.members[column]):
                activities += 1
                amount += 0.0 if math.isnan(self.amounts[column]) else self.amounts[column]
        found = {"activities": float(activities), "amount": amount}
        if self.territory is not None:
            found["territory_pairs"] = float(sum(self.pairs[pair] == n for pair, n in pairs.items()))
            found["coverage"] = float(sum(self.covered[cell] == n for cell, n in covered.items()))
        return self.known(found)

    def whole(self) -> dict[str, float]:
        """What there is to lose."""
        shared = [column for column, rows in enumerate(self.members) if len(rows) > 1]
        amount = sum(0.0 if math.isnan(self.amounts[column]) else self.amounts[column] for column in shared)
        found = {"activities": float(len(shared)), "amount": amount}
        if self.territory is not None:
            found |= {"territory_pairs": float(len(self.pairs)), "coverage": float(len(self.covered))}
        return self.known(found)

    def known(self, found: dict[str, float]) -> dict[str, float]:
        """NaN for what nothing is known of: zero would say that nothing is lost."""
        if not self.priced:
            found["amount"] = math.nan
        if "coverage" in found and not any(self.themes):
            found["coverage"] = math.nan
        return found

    def gaps(self) -> str:
        """What is not known, for the note."""
        text = "; amount unknown: no activity has one" if not self.priced else ""
        if 0 < self.priced < self.shared:
            text = f"; amounts of {self.priced} of {self.shared} activities, the others have none"
        if self.territory is not None and not any(self.themes):
            text += "; coverage unknown: no themes of activities (a network alone has none, a store may)"
        return text

    def network_without_led(self, gone: set[int]) -> Network:
        """The network of the activities that the rows gone do not lead."""
        stays = np.array([lead not in gone for lead in self.leads], bool)
        kept = stays[self.targets] if len(self.targets) else np.zeros(0, bool)
        two = TwoMode.from_edges([self.ids[row] for row in self.rows[kept]],
                                 [self.columns[column] for column in self.targets[kept]], rows=self.ids)
        return two.project("rows", "binary")


@dataclass(frozen=True, repr=False)
class Loss(Tabular):
    """What is lost without some actors: see `without`."""

    losses: Table
    note: str

    @property
    def table(self) -> Table:
        """One row for each measure."""
        return self.losses


def without(store_or_net: Any, actors: Iterable[str] | str, mode: str = "survive", baseline: int = 100, seed: int = 0, *,
            level: str | None = None, progress: ProgressLike = None, **lens: Any) -> Loss:
    """What a network, and the territories it joins, lose without some actors; beside what other removals cost.

    Parameters
    ----------
    store_or_net
        A store (the actors that take part in its partnerships), or a network of actors. Only one made from activities
        knows activities, amounts and leads. A network may have nodes that take part in nothing, as those of
        `Store.network` do: each is a component, and shares of all nodes are small.
    mode
        ``"survive"``: activities go on without the actors. ``"vanish"``: activities they lead end.
    baseline
        So many removals of as many random actors, and so many of actors with about as many activities (one of the ten
        nearest to each by that number; in a network made from edges by degree).
    level
        With a store or a network that knows its actors' seats: the kind of territory for the last two measures.
    lens
        With a store: as in `Store.network`; ``nodes="organisation"`` leaves persons and collectives out.

    Returns
    -------
    Loss
        Rows measure, before, after, lost, random (mean lost in random removals), random_p, alike (the same for actors
        with about as many activities), alike_p; p is (b + 1) / (R + 1), b the removals that cost at least as much. The measures:
        components, largest, fragmentation, distance_fragmentation, efficiency (see `fragmentation`; lost is after - before
        for those that grow), activities (with two members or more), amount (the sum of those known; NaN if none is),
        territory_pairs (pairs of seats joined by an activity), coverage (theme and territory pairs with an activity; NaN
        without themes, which only a store has). The note says what is not known.

    Raises
    ------
    NotFound
        An actor is not in the network, or takes part in nothing.

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b", "b"], ["b", "c", "d"])
    >>> ts.cooperation.without(net, "b", baseline=0)["lost"].tolist()[:2]
    [2.0, 3.0]
    """
    if mode not in ("survive", "vanish"):
        raise InvalidArgument(f"expected a mode of survive, vanish, found {mode!r}")
    if baseline < 0:
        raise InvalidArgument(f"expected a baseline of 0 or more removals, found {baseline}")
    net, activities = _read(store_or_net, level, lens)
    if mode == "vanish" and activities is None:
        raise InvalidArgument("expected a network made from activities for the mode vanish, found one made from edges")
    wanted = [actors] if isinstance(actors, str) else list(dict.fromkeys(actors))
    row = {id: i for i, id in enumerate(net.ids)}
    if unknown := [actor for actor in wanted if actor not in row]:
        raise NotFound(f"expected actors of the network, found {unknown[0]!r}")
    gone = {row[actor] for actor in wanted}

    before = _measures(net, activities, set(), False)
    after = _measures(net, activities, gone, mode == "vanish")
    lost = {name: _cost(name, before[name], after[name]) for name in before}
    draws = _draws(net, activities, gone, baseline, seed)
    costs = {kind: [{name: _cost(name, before[name], found[name]) for name in before}
                    for found in (_measures(net, activities, chosen, mode == "vanish") for chosen in sets)]
             for kind, sets in draws.items()}
    names = list(before)
    columns: dict[str, Any] = {"measure": names, "before": np.array([before[name] for name in names], float),
                               "after": np.array([after[name] for name in names], float),
                               "lost": np.array([lost[name] for name in names], float)}
    for kind, found in costs.items():
        columns[kind] = np.array([np.mean([cost[name] for cost in found]) if found else math.nan for name in names], float)
        columns[f"{kind}_p"] = np.array(
            [(sum(cost[name] >= lost[name] - 1e-12 for cost in found) + 1) / (len(found) + 1)
             if found and not math.isnan(lost[name]) else math.nan for name in names], float)
    note = (f"Without {len(gone)} actors; activities {'they lead end' if mode == 'vanish' else 'go on'}; {baseline} random "
            f"removals and {baseline} of actors alike, seed {seed}" + (f"; seats by {level}" if level else "") + (activities.gaps() if activities else "") +
            f". {made_from(net)}")
    return Loss(table(columns, note=note), note)


def _read(source: Any, level: str | None, lens: dict[str, Any]) -> tuple[Network, _Activities | None]:
    """The network of actors and the activities it was made from, if any."""
    themes: dict[str, list[str]] = defaultdict(list)
    if isinstance(source, Network):
        net = source
        if lens:
            raise InvalidArgument(f"expected the options of a lens with a store only, found {sorted(lens)[0]!r}")
    else:
        options = {name: lens.pop(name) for name in ("projection", "min_weight", "directed", "threads") if name in lens}
        two = source.two_mode(lens.pop("nodes", "actor"), lens.pop("via", ("partnership",)), **lens)
        net = two.project("rows", **options)
        for found in source.query("SELECT a.code AS activity, t.code AS theme FROM activity_theme x "
                                  "JOIN activity a ON a.id = x.activity_id JOIN theme t ON t.id = x.theme_id"):
            themes[found["activity"]].append(found["theme"])
    origin = net.origin
    if origin is None:
        if level is not None:
            raise InvalidArgument("expected a network made from activities for a level, found one made from edges")
        return net, None
    return net, _Activities(origin, None if level is None else net.group(level), themes)


def _measures(net: Network, activities: _Activities | None, gone: set[int], vanish: bool) -> dict[str, float]:
    left = activities.network_without_led(gone) if vanish and activities is not None and gone else net
    structure = _core.fragmentation(left, sorted(gone), 1, None)
    found = {name: float(structure[name]) for name in _STRUCTURE}
    if activities is not None:
        whole = activities.whole()
        lost = activities.lost(gone, vanish)
        found |= {name: whole[name] - lost[name] for name in whole}
    return found


def _cost(measure: str, before: float, after: float) -> float:
    return after - before if measure in _GROWS else before - after


def _draws(net: Network, activities: _Activities | None, gone: set[int], baseline: int, seed: int) -> dict[str, list[set[int]]]:
    """Sets of other nodes: any, and such that have about as many activities (or ties) as those gone."""
    if activities is not None:
        size = np.array([len(columns) for columns in activities.of], float)
    else:
        size = np.diff(net._csr()[0]).astype(float)
    others = np.array([row for row in range(len(net)) if row not in gone and size[row] > 0], int)
    random = np.random.Generator(np.random.PCG64(seed))
    sets: dict[str, list[set[int]]] = {"random": [], "alike": []}
    if len(others) < len(gone):
        return sets
    for _ in range(baseline):
        sets["random"].append({int(row) for row in random.choice(others, len(gone), replace=False)})
        sets["alike"].append(_alike(sorted(gone), others, size, random))
    return sets


def _alike(gone: list[int], others: np.ndarray, size: np.ndarray, random: np.random.Generator) -> set[int]:
    chosen: set[int] = set()
    for row in gone:
        free = np.array([other for other in others if other not in chosen], int)
        nearest = free[np.argsort(np.abs(size[free] - size[row]), kind="stable")[:10]]
        chosen.add(int(random.choice(nearest)))
    return chosen


def exclusive_mediation(two: TwoMode, group: str | Mapping | Sequence, *, least: int = 2) -> Table:
    """Pairs of territories (or other groups) whose every common activity has one and the same third actor in it.

    Parameters
    ----------
    two
        Actors by activities.
    group
        The territory of each actor: the name of a partition of the rows, a mapping from id, or labels in row order.
    least
        Only pairs with so many common activities: with 1, one large activity is enough.

    Returns
    -------
    Table
        node, pairs (that it mediates alone, its own territory not being one of them), possible (pairs with enough common
        activities, without its territory), share (of these; NaN without), weight (fractional: the pairs of
        members between the two over all pairs of members, summed over the activities of the pairs counted).

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(list("afbcfd"), list("xxxyyy"))
    >>> ts.cooperation.exclusive_mediation(two, ["north", "centre", "south", "north", "south"])["pairs"].tolist()
    [0, 1, 0, 0, 0]
    """
    if least < 1:
        raise InvalidArgument(f"expected 1 or more common activities, found {least}")
    ids = two._row_ids
    labels = _row_labels(two, group)
    members: list[list[int]] = [[] for _ in two._column_ids]
    offsets, targets, _ = two._csr()
    for row in range(len(ids)):
        for column in targets[offsets[row]:offsets[row + 1]].tolist():
            members[column].append(row)
    common: dict[tuple[str, str], list[int]] = defaultdict(list)
    for column, rows in enumerate(members):
        for pair in combinations(sorted({labels[row] for row in rows} - {""}), 2):
            common[pair].append(column)
    enough = {pair: columns for pair, columns in common.items() if len(columns) >= least}
    touching = Counter(place for pair in enough for place in pair)
    pairs, weight = np.zeros(len(ids), int), np.zeros(len(ids))
    for pair, columns in enough.items():
        always = set(members[columns[0]]).intersection(*(members[column] for column in columns[1:]))
        shared = sum(_fraction(members[column], labels, pair) for column in columns)
        for row in always:
            if labels[row] not in pair:
                pairs[row] += 1
                weight[row] += shared
    possible = np.array([len(enough) - touching[label] for label in labels], int)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(possible > 0, pairs / np.maximum(possible, 1), math.nan)
    return table({"node": ids, "pairs": pairs, "possible": possible, "share": share, "weight": weight},
                 note=f"Pairs of groups with {least} or more common activities, all with the node in them. {made_from(two)}")


def _fraction(rows: Sequence[int], labels: Sequence[str], pair: tuple[str, str]) -> float:
    """The pairs of members between two territories over all pairs of members."""
    found = Counter(labels[row] for row in rows)
    return found[pair[0]] * found[pair[1]] / (len(rows) * (len(rows) - 1) / 2)


def _row_labels(two: TwoMode, group: str | Mapping | Sequence) -> list[str]:
    if isinstance(group, str):
        return _core.two_mode_groups(two, group)
    if isinstance(group, Mapping):
        return [_label(group.get(id)) for id in two._row_ids]
    labels = [_label(value) for value in group]
    if len(labels) != len(two._row_ids):
        raise InvalidArgument(f"expected a label for each of {len(two._row_ids)} rows, found {len(labels)}")
    return labels
