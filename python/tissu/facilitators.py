"""Who stands between others, which actors a network can spare least, and what it loses without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tissu import _core
from tissu._core import InvalidArgument, Network, NotFound, Table
from tissu.networks import labels_of
from tissu.pairs import eligible_network
from tissu.results import Tabular
from tissu.tables import made_from

__all__ = ["Fragmentation", "GroupCentrality", "KeyPlayers", "Robustness", "brokerage", "brokerage_moments",
           "brokerage_totals", "fragmentation", "group_centrality", "key_players", "leave_one_out", "robustness"]

ProgressLike = Any
Partition = Any


def _options(directed: bool | None, credit: str, valued: bool, apart: bool, null: str, permutations: int, seed: int,
             threads: int | None, strata: list[str] | None, eligible: Network | None, sna_compat: bool = False) -> dict[str, Any]:
    if credit not in ("full", "partial"):
        raise InvalidArgument(f"expected a credit of full, partial, found {credit!r}")
    if permutations == 0 and null in ("labels", "edges", "degree"):
        permutations = 1000
    return {"directed": directed, "partial": credit == "partial", "valued": valued, "apart": apart, "null": null,
            "permutations": permutations, "seed": seed, "threads": threads or 0, "strata": strata,
            "eligible": eligible, "sna_compat": sna_compat}


def brokerage(net: Network, group: Partition, directed: bool | None = None, credit: str = "full",
              null: str = "analytic", permutations: int = 0, seed: int = 0, *, valued: bool = False,
              apart: bool = False, strata: Partition = None, eligible: Any = None, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """How often each node stands between two that are not tied, by the groups of the three (Gould and Fernandez).

    For a -> v -> b without a -> b, v is by the groups of a, v, b a coordinator (AAA), itinerant or consultant
    (ABA), representative (AAB), gatekeeper (ABB) or liaison (ABC).

    Parameters
    ----------
    directed
        None: as the network is; an undirected tie is two arcs, so an open pair counts twice. True: the same, but
        compared with arcs that are independent (as R's sna). False: without directions, each open pair once; then
        representative and gatekeeper are the same.
    credit
        ``"full"``: 1 to each broker of an open pair. ``"partial"``: 1 over the number of its brokers (UCINET).
    null
        ``"analytic"``: independent ties of the density seen, exact moments (not for partial or valued counts).
        ``"labels"``: groups dealt out again. ``"edges"``: as many ties anywhere. ``"degree"``: ties with the same
        degrees (ten tries of swapping ends for each tie).
    permutations, seed
        Draws of the last three nulls; default 1,000.
    valued
        True: an open pair counts the weaker of its two ties.
    apart
        True: pairs that share an activity of the network's origin are not open.
    strata
        A partition: the null ``"labels"`` deals groups out within a stratum (country, kind).
    eligible
        The opportunity set of the nulls ``"edges"`` and ``"degree"``, as in `ts.inference.dyads`: ties are drawn there only.

    Returns
    -------
    Table
        node, and for each role and ``total``: the count, _expected, _sd, _z; with permutations _p_low and
        _p_high, (b + 1) / (R + 1). Nodes without a group: 0 and NaN.

        To find who stands between groups, read the counts ``gatekeeper``, ``representative``, ``liaison`` and
        ``itinerant`` (``coordinator`` stays within its group) and the ``_z`` beside each: the count alone grows with
        the number of ties. ``_expected`` and ``_sd`` are what z is made of; ``total`` mixes all roles.

    References
    ----------
    R. V. Gould, R. M. Fernandez, Sociol. Methodol. 19, 1989. doi:10.2307/270949

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b"], ["b", "c"], directed=True)
    >>> ts.cooperation.brokerage(net, ["north", "north", "south"])["representative"].tolist()
    [0, 1, 0]
    """
    within = None if strata is None else labels_of(net, strata)
    could = eligible_network(net, eligible, False if directed is False else None)
    options = _options(directed, credit, valued, apart, null, permutations, seed, threads, within, could)
    return _core.brokerage(net, labels_of(net, group), options, False, progress)


def brokerage_totals(net: Network, group: Partition, directed: bool | None = None, credit: str = "full",
                     null: str = "analytic", permutations: int = 0, seed: int = 0, *, valued: bool = False,
                     apart: bool = False, strata: Partition = None, eligible: Any = None, sna_compat: bool = False, threads: int | None = None,
                     progress: ProgressLike = None) -> Table:
    """The counts of `brokerage` over all nodes: columns role, pattern, count, expected, sd, z (p_low, p_high).

    The analytic z takes the density as known; estimated from the network it is conservative, and the nulls
    ``"labels"``, ``"edges"`` and ``"degree"`` are better. `sna_compat`: the sd that R's sna 2.7 prints, wrong for four of six
    roles. Other parameters as in `brokerage`.
    """
    within = None if strata is None else labels_of(net, strata)
    could = eligible_network(net, eligible, False if directed is False else None)
    options = _options(directed, credit, valued, apart, null, permutations, seed, threads, within, could, sna_compat)
    return _core.brokerage(net, labels_of(net, group), options, True, progress)


def brokerage_moments(sizes: Sequence[int], density: float, *, directed: bool = True, sna_compat: bool = False) -> Table:
    """Mean and sd of the totals of each role, for groups of these sizes and independent arcs: role, pattern, expected, sd.

    `directed` False: independent ties, each open pair once; then representative and gatekeeper are the same.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.cooperation.brokerage_moments([3, 4, 6], 0.2)["sd"].round(3).tolist()
    [3.223, 5.618, 4.98, 4.98, 5.839, 16.702]
    """
    return _core.brokerage_moments([int(size) for size in sizes], density, directed, sna_compat)


def rows_of(net: Network, nodes: Iterable[str] | str) -> list[int]:
    """The rows of some nodes, given by id."""
    row = {id: i for i, id in enumerate(net.ids)}
    wanted = [nodes] if isinstance(nodes, str) else [str(node) for node in nodes]
    if unknown := [node for node in wanted if node not in row]:
        raise NotFound(f"expected nodes of the network, found {unknown[0]!r}")
    return [row[node] for node in wanted]


@dataclass(frozen=True)
class Fragmentation:
    """What remains of a network: see `fragmentation`."""

    nodes: int
    components: int
    largest: int
    isolates: int
    fragmentation: float
    distance_fragmentation: float
    efficiency: float
    note: str = field(repr=False)


def fragmentation(net: Network, remove: Iterable[str] | str = (), *, threads: int | None = None,
                  progress: ProgressLike = None) -> Fragmentation:
    """How far a network falls apart without some nodes.

    Returns
    -------
    Fragmentation
        nodes (that remain), components, largest (nodes of the largest), isolates, fragmentation
        (F = 1 - sum of s (s - 1) / (n (n - 1))), distance_fragmentation (DF = 1 - mean of 1 / steps over pairs) and
        efficiency (1 - DF), all for the n nodes that remain. Directions and weights do not count.

    References
    ----------
    S. P. Borgatti, Comput. Math. Organ. Theory 12, 2006. doi:10.1007/s10588-006-7084-x

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b", "c"], ["b", "c", "d"])
    >>> ts.cooperation.fragmentation(net, "b").components
    2
    """
    rows = rows_of(net, remove)
    found = _core.fragmentation(net, rows, threads or 0, progress)
    return Fragmentation(**found, note=f"Network without {len(set(rows))} nodes. {made_from(net)}")


def leave_one_out(net: Network, *, threads: int | None = None, progress: ProgressLike = None) -> Table:
    """`fragmentation` without each node in turn: its columns, and efficiency_drop (whole less without the node)."""
    return _core.leave_one_out(net, threads or 0, progress)


@dataclass(frozen=True)
class KeyPlayers:
    """The nodes that matter most together: see `key_players`."""

    nodes: list[str]
    value: float
    optima: list[list[str]]
    exhaustive: bool
    note: str = field(repr=False)


def key_players(net: Network, k: int, criterion: str = "fragmentation", *, steps: int | None = None,
                limit: int = 20_000, progress: ProgressLike = None) -> KeyPlayers:
    """The k nodes whose removal, or whose reach, is worth most.

    Parameters
    ----------
    criterion
        ``"fragmentation"``: F without them (see `fragmentation`); ``"distance_fragmentation"``: DF without them;
        ``"reach"``: with `steps` None the mean over all nodes of 1 / steps from the nearest of them (1 for
        themselves), else the share of nodes within so many steps.
    limit
        While there are at most so many sets, all are tried; else greedy choice and swaps, which need not be best.

    Returns
    -------
    KeyPlayers
        nodes (the first of the best sets), value, optima (all best sets; the one found if not exhaustive), exhaustive.

    References
    ----------
    S. P. Borgatti, Comput. Math. Organ. Theory 12, 2006. doi:10.1007/s10588-006-7084-x

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b", "b", "d"], ["b", "c", "d", "e"])
    >>> ts.cooperation.key_players(net, 1).nodes
    ['b']
    """
    if steps is not None and steps < 1:
        raise InvalidArgument(f"expected 1 or more steps, found {steps}")
    sets, value, exhaustive = _core.key_players(net, k, criterion, steps or 0, limit, progress)
    ids = net.ids
    optima = [[ids[row] for row in rows] for rows in sets]
    how = "every set tried" if exhaustive else "greedy with swaps: a better set may exist"
    return KeyPlayers(optima[0], value, optima, exhaustive, f"{k} key players by {criterion}; {how}. {made_from(net)}")


@dataclass(frozen=True, repr=False)
class Robustness(Tabular):
    """The largest component as nodes go: see `robustness`."""

    curve: Table
    r: float
    note: str

    @property
    def table(self) -> Table:
        """The curve: step, node, largest, share."""
        return self.curve


def robustness(net: Network, order: str | Sequence[str] = "degree", recalculated: bool = False, *,
               steps: int | None = None, threads: int | None = None, progress: ProgressLike = None) -> Robustness:
    """How the largest component shrinks as nodes are taken out.

    Parameters
    ----------
    order
        ``"degree"`` or ``"betweenness"`` (largest first, equal ones in node order), or a list of ids.
    recalculated
        True: the order is made again after each removal.
    steps
        Stop after so many removals.

    Returns
    -------
    Robustness
        Rows step (0: whole), node, largest, share (of all nodes); ``r``, the sum of the shares after each removal over
        the number of nodes (Schneider's R when all are removed).

    References
    ----------
    C. M. Schneider et al., PNAS 108(10), 2011. doi:10.1073/pnas.1009440108

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a", "b", "c"], ["b", "c", "d"])
    >>> ts.cooperation.robustness(net)["largest"].tolist()
    [4, 2, 1, 1, 0]
    """
    if isinstance(order, str):
        name, listed = order, []
    else:
        name, listed = "", rows_of(net, order)
        if not listed:
            raise InvalidArgument("expected an order of at least one node, found none")
    curve = _core.robustness(net, name, listed, recalculated, steps or 0, threads or 0, progress)
    r = float(curve["share"][1:].sum() / len(net)) if len(net) else float("nan")
    return Robustness(curve, r, curve.note)


@dataclass(frozen=True)
class GroupCentrality:
    """What a set of nodes does together: see `group_centrality`."""

    degree: float
    closeness: float
    betweenness: float
    betweenness_normalized: float
    note: str = field(repr=False)


def group_centrality(net: Network, nodes: Iterable[str], *, progress: ProgressLike = None) -> GroupCentrality:
    """Degree, closeness and betweenness of a set of nodes. Directions and weights do not count. O(n m).

    degree: share of the others that are tied to a member. closeness: others reached over the sum of steps from the
    nearest member, times their share. betweenness: over pairs of others, the share of their shortest paths
    through a member; normalized: over the number of such pairs.

    References
    ----------
    M. G. Everett, S. P. Borgatti, J. Math. Sociol. 23(3), 1999. doi:10.1080/0022250X.1999.9990219
    """
    rows = rows_of(net, nodes)
    found = _core.group_centrality(net, rows, progress)
    return GroupCentrality(**found, note=f"A group of {len(set(rows))} nodes. {made_from(net)}")
