"""Cooperation over time: what forms, dissolves, comes back and lasts, who can reach whom in time."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Network, NotFound, Table
from tissu.agreements import before_after
from tissu.results import Tabular
from tissu.tables import as_table, table

__all__ = ["Reachability", "ages", "before_after", "changes", "closure_through", "decay", "reachability", "repeat_share", "survival", "waves"]

Pair = tuple[str, str]
Waves = Mapping[Any, Network] | Sequence[Network]


def waves(store: Any, level: str, step: str = "year", *, since: Any = None, until: Any = None,
          **lens: Any) -> dict[str, Network]:
    """The cooperation network of each period, by its first year: those of activities that overlap it.

    Parameters
    ----------
    step
        ``"year"``, or a number of years as text (``"5"``).
    since, until
        First and last year; default: those of the partnerships that have dates.
    lens
        As in `Store.cooperation`.
    """
    years = 1 if step == "year" else int(step) if str(step).isdigit() and int(step) > 0 else 0
    if not years:
        raise InvalidArgument(f"expected a step of year or a number of years, found {step!r}")
    if since is None or until is None:
        found = store.query("SELECT coalesce(min(since), '') AS first, coalesce(max(coalesce(until, since)), '') AS last "
                            "FROM activity WHERE kind = 'partnership'")
        since, until = (found[0]["first"] if since is None else since), (found[0]["last"] if until is None else until)
    first, last = _year(since), _year(until)
    if first is None or last is None:
        return {}
    return {str(year): store.cooperation(level, since=str(year), until=str(min(year + years - 1, last)), **lens)
            for year in range(first, last + 1, years)}


def _year(date: Any) -> int | None:
    text = str(date)[:4]
    return int(text) if text.isdigit() else None


def _named(nets: Waves) -> list[tuple[str, Network]]:
    items = nets.items() if isinstance(nets, Mapping) else enumerate(nets)
    return [(str(name), net) for name, net in items]


def _pairs(net: Network) -> set[Pair]:
    """The ties between different nodes; undirected ones with the smaller id first."""
    edges = net.edges
    ends = zip(edges["source"], edges["target"])
    if net.is_directed:
        return {(str(a), str(b)) for a, b in ends if a != b}
    return {(min(str(a), str(b)), max(str(a), str(b))) for a, b in ends if a != b}


def _waves_of(store: Any, level: str | None, step: str, lens: dict[str, Any]) -> list[tuple[str, Network]]:
    if hasattr(store, "cooperation"):
        if level is None:
            raise InvalidArgument("expected a level with a store, found none")
        return _named(waves(store, level, step, **lens))
    return _named(store)


def _made(named: list[tuple[str, Network]]) -> str:
    """The end of a note: the version, the periods, and how the network of the first was made."""
    said = f"tissu {_core.__version__}. {len(named)} periods"
    first = next((f"{name}: {net.note}" for name, net in named if net.note), "")
    return said + (f", {first}" if first else "") + "."


def changes(store: Any, level: str | None = None, step: str = "year", **lens: Any) -> Table:
    """Ties formed, dissolved and kept from each period to the next.

    Parameters
    ----------
    store
        A store, or networks of successive periods (a list, or a mapping from name to network).
    level, step, lens
        With a store: as in `waves`.

    Returns
    -------
    Table
        since, until (the two periods), formed, dissolved, persisted, jaccard (persisted over ties of either),
        persistence (persisted over earlier ties), turnover (formed over later ties). NaN where there is none.

    Examples
    --------
    >>> import tissu as ts
    >>> before, after = ts.Network.from_edges(["a", "b"], ["b", "c"]), ts.Network.from_edges(["a", "c"], ["b", "d"])
    >>> ts.temporal.changes([before, after])["formed"].tolist()
    [1]
    """
    named = _waves_of(store, level, step, lens)
    rows: dict[str, list[Any]] = {name: [] for name in ("since", "until", "formed", "dissolved", "persisted", "jaccard",
                                                        "persistence", "turnover")}
    for (first, earlier), (second, later) in zip(named, named[1:]):
        old, new = _pairs(earlier), _pairs(later)
        kept = len(old & new)
        values = (first, second, len(new - old), len(old - new), kept, _over(kept, len(old | new)), _over(kept, len(old)),
                  _over(len(new - old), len(new)))
        for column, value in zip(rows.values(), values):
            column.append(value)
    return table(rows, note=f"Ties from period to period; weights and loops do not count. {_made(named)}")


def _over(a: float, b: float) -> float:
    return a / b if b else math.nan


def repeat_share(store: Any, level: str | None = None, step: str = "year", **lens: Any) -> Table:
    """How many ties of each period join two that were tied in an earlier one.

    Parameters as in `changes`. Columns period, ties, repeated, new, share (repeated over ties; NaN without ties).
    """
    seen: set[Pair] = set()
    rows: dict[str, list[Any]] = {name: [] for name in ("period", "ties", "repeated", "new", "share")}
    named = _waves_of(store, level, step, lens)
    for name, net in named:
        now = _pairs(net)
        again = len(now & seen)
        for column, value in zip(rows.values(), (name, len(now), again, len(now) - again, _over(again, len(now)))):
            column.append(value)
        seen |= now
    return table(rows, note=f"Ties seen in an earlier period. The first period has none before it. {_made(named)}")


def survival(store: Any, level: str | None = None, step: str = "year", **lens: Any) -> Table:
    """How long ties last, by the period they form in: each spell from its first period to its first absence.

    Parameters as in `changes`. Columns cohort (period of formation), age (periods since), formed (spells of the
    cohort), alive (still unbroken at that age), survival (alive over formed). A tie that comes back starts a new spell;
    spells of the first period may be older than they look. Ages beyond the last period have no row.
    """
    named = _waves_of(store, level, step, lens)
    ties = [(name, _pairs(net)) for name, net in named]
    rows: dict[str, list[Any]] = {name: [] for name in ("cohort", "age", "formed", "alive", "survival")}
    for start, (name, now) in enumerate(ties):
        alive = now - ties[start - 1][1] if start else set(now)
        formed = len(alive)
        for age, (_, then) in enumerate(ties[start:]):
            alive = alive & then
            for column, value in zip(rows.values(), (name, age, formed, len(alive), _over(len(alive), formed))):
                column.append(value)
    return table(rows, note=f"Spells of ties by period of formation; the first cohort's start is not observed. {_made(named)}")


def ages(store: Any, level: str | None = None, step: str = "year", **lens: Any) -> Table:
    """How old each tie is: columns a, b, first, last (periods it was seen in), periods (how many), age, silent.

    Parameters as in `changes`. age counts periods from the first to the last of all, silent those since the tie was last seen
    (0: it is there now). Ties of the first period may be older than they look.

    Examples
    --------
    >>> import tissu as ts
    >>> nets = {2019: ts.Network.from_edges(["a"], ["b"]), 2020: ts.Network.from_edges(["b"], ["c"])}
    >>> ts.temporal.ages(nets)["age"].tolist(), ts.temporal.ages(nets)["silent"].tolist()
    ([1, 0], [1, 0])
    """
    named = _waves_of(store, level, step, lens)
    seen: dict[Pair, list[int]] = defaultdict(list)
    for period, (_, net) in enumerate(named):
        for pair in _pairs(net):
            seen[pair].append(period)
    names, end = [name for name, _ in named], len(named) - 1
    pairs = sorted(seen)
    return table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs], "first": [names[seen[p][0]] for p in pairs],
                  "last": [names[seen[p][-1]] for p in pairs], "periods": np.array([len(seen[p]) for p in pairs], int),
                  "age": np.array([end - seen[p][0] for p in pairs], int),
                  "silent": np.array([end - seen[p][-1] for p in pairs], int)},
                 note=f"Ages of {len(pairs)} ties over {len(named)} periods; weights and loops do not count.")


def decay(contacts: Any, rate: float, at: float | None = None) -> Table:
    """Ties that fade: the sum over the contacts of a pair of exp(-rate (at - time)). Columns a, b, weight.

    `contacts`: as in `reachability`; `at`: default the last time. Contacts after `at` do not count.
    """
    found = _contacts(contacts)
    end = max((t for _, _, t in found), default=0.0) if at is None else at
    weights: dict[Pair, float] = defaultdict(float)
    for a, b, t in found:
        if t <= end and a != b:
            weights[min(a, b), max(a, b)] += math.exp(-rate * (end - t))
    pairs = sorted(weights)
    return table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs], "weight": np.array([weights[p] for p in pairs], float)},
                 note=f"Contacts fading with the rate {rate:g}, at {end:g}.")


def _contacts(contacts: Any) -> list[tuple[str, str, float]]:
    if isinstance(contacts, (list, tuple)):
        return [(str(a), str(b), float(t)) for a, b, t in contacts]
    columns = as_table(contacts)
    return [(str(a), str(b), float(t)) for a, b, t in zip(columns["source"], columns["target"], columns["time"])]


@dataclass(frozen=True, repr=False)
class Reachability(Tabular):
    """Who can reach whom in time: see `reachability`."""

    arrivals: Table
    ratio: float
    note: str

    @property
    def table(self) -> Table:
        """source, target, arrival."""
        return self.arrivals


def reachability(net: Any, strict: bool = True, *, directed: bool = False) -> Reachability:
    """Who can pass something on to whom along contacts in order of time, and when it arrives at the earliest.

    Parameters
    ----------
    net
        Contacts: a table with columns source, target, time (numbers), or a list of such triples; or networks by
        period (a mapping whose keys are numbers), whose ties are contacts of that period.
    strict
        True: each step is later than the one before. False: several steps may share a time.
    directed
        With contacts: True if they go from source to target only.

    Returns
    -------
    Reachability
        Rows source, target, arrival (earliest); ``ratio``: pairs that can be reached over ordered pairs of nodes
        with a contact (NaN with fewer than two).

    References
    ----------
    P. Holme, J. Saramäki, Phys. Rep. 519(3), 2012. doi:10.1016/j.physrep.2012.03.001

    Examples
    --------
    >>> import tissu as ts
    >>> ts.temporal.reachability([("a", "b", 2019), ("b", "c", 2020)]).table["arrival"].tolist()
    [2019.0, 2020.0, 2019.0, 2020.0, 2020.0]
    """
    if isinstance(net, Mapping) and all(isinstance(wave, Network) for wave in net.values()):
        contacts = [(a, b, float(time)) for time, wave in net.items() for a, b in sorted(_pairs(wave))]
        directed = directed or any(wave.is_directed for wave in net.values())
    else:
        contacts = _contacts(net)
    nodes = list(dict.fromkeys(node for a, b, _ in contacts for node in (a, b)))
    row = {node: i for i, node in enumerate(nodes)}
    moments: dict[float, list[tuple[int, int]]] = defaultdict(list)
    for a, b, time in contacts:
        moments[time].append((row[a], row[b]))
        if not directed:
            moments[time].append((row[b], row[a]))
    arrival = np.full((len(nodes), len(nodes)), np.nan)  # by target, source
    reached = [1 << i for i in range(len(nodes))]  # by node: those that have reached it, as bits
    for time in sorted(moments):
        before = _spread(reached, moments[time], strict)
        for node, old in before.items():
            if new := reached[node] & ~old:
                arrival[node, _bits(new, len(nodes))] = time
    np.fill_diagonal(arrival, np.nan)
    source, target = np.nonzero(~np.isnan(arrival.T))
    ids = np.array(nodes, dtype=object)
    pairs = len(nodes) * (len(nodes) - 1)
    note = "Earliest arrival along contacts in order of time, " + ("each step later." if strict else "steps may share a time.")
    arrivals = table({"source": ids[source], "target": ids[target], "arrival": arrival[target, source]}, note=note)
    return Reachability(arrivals, _over(len(arrivals), pairs), note)


def _bits(number: int, size: int) -> np.ndarray:
    """Which bits are set."""
    found = np.frombuffer(number.to_bytes((size + 7) // 8, "little"), np.uint8)
    return np.flatnonzero(np.unpackbits(found, bitorder="little"))


def _spread(reached: list[int], arcs: list[tuple[int, int]], strict: bool) -> dict[int, int]:
    """Passes on along the arcs of one time. Gives what the nodes that changed had before."""
    before: dict[int, int] = {}
    if strict:
        start = {a: reached[a] for a, _ in arcs}
        for a, b in arcs:
            if start[a] & ~reached[b]:
                before.setdefault(b, reached[b])
                reached[b] |= start[a]
        return before
    following: dict[int, list[int]] = defaultdict(list)
    for a, b in arcs:
        following[a].append(b)
    waiting = list(following)
    while waiting:
        changed: dict[int, None] = {}
        for a in waiting:
            for b in following.get(a, ()):
                if reached[a] & ~reached[b]:
                    before.setdefault(b, reached[b])
                    reached[b] |= reached[a]
                    changed[b] = None
        waiting = list(changed)
    return before


def closure_through(net: Waves, actor: str) -> Table:
    """How often two that an actor was tied to become tied, beside pairs that others, or nobody, had in common.

    Parameters
    ----------
    net
        Networks of successive periods, as in `changes`.
    actor
        The facilitator, by id.

    Returns
    -------
    Table
        since, until, and for the pairs not tied in the first period (the actor left out), of nodes that are in the
        networks of both: through_pairs and through_formed (the actor was tied to both), other_pairs and other_formed
        (only others were), none_pairs and none_formed; rates through_rate, other_rate, none_rate. NaN without pairs.

    Raises
    ------
    NotFound
        The actor is in none of the networks.
    """
    named = _named(net)
    if not any(actor in wave.ids for _, wave in named):
        raise NotFound(f"expected an actor of the networks, found {actor!r}")
    kinds = ("through", "other", "none")
    rows: dict[str, list[Any]] = {"since": [], "until": []}
    for kind in kinds:
        rows |= {f"{kind}_pairs": [], f"{kind}_formed": [], f"{kind}_rate": []}
    for (first, earlier), (second, later) in zip(named, named[1:]):
        pairs, formed = _closures(earlier, later, actor)
        rows["since"].append(first)
        rows["until"].append(second)
        for kind in kinds:
            rows[f"{kind}_pairs"].append(pairs[kind])
            rows[f"{kind}_formed"].append(formed[kind])
            rows[f"{kind}_rate"].append(_over(formed[kind], pairs[kind]))
    return table(rows, note=f"Pairs that become tied, by who was tied to both before; facilitator {actor}.")


def _closures(earlier: Network, later: Network, actor: str) -> tuple[Counter[str], Counter[str]]:
    nodes = (set(earlier.ids) & set(later.ids)) - {actor}
    neighbours: dict[str, set[str]] = defaultdict(set)
    for a, b in _pairs(earlier):
        neighbours[a].add(b)
        neighbours[b].add(a)
    mine = neighbours[actor] & nodes
    tied = sum(len(neighbours[a] & nodes) for a in nodes) // 2
    closed = sum(len(neighbours[a] & mine) for a in mine) // 2
    near = 0  # ordered pairs of nodes with a common neighbour, tied or not
    for a in nodes:
        others: set[str] = set().union(*(neighbours[via] for via in neighbours[a]))
        near += len((others & nodes) - {a} - neighbours[a])
    through = len(mine) * (len(mine) - 1) // 2 - closed
    pairs = Counter({"through": through, "other": near // 2 - through,
                     "none": len(nodes) * (len(nodes) - 1) // 2 - tied - near // 2})
    formed: Counter[str] = Counter()
    for a, b in {tuple(sorted(pair)) for pair in _pairs(later)}:
        if a in nodes and b in nodes and b not in neighbours[a]:
            common = neighbours[a] & neighbours[b]
            formed["through" if actor in common else "other" if common else "none"] += 1
    return pairs, formed
