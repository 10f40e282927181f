"""Communities against space and borders. Reached as ``ts.cooperation.communities``, ``spatial_communities``, ``border_strength``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Network, NotFound, Table
from tissu.networks import labels_of
from tissu.pairs import Pairs, kilometres
from tissu.results import Tabular
from tissu.tables import made_from, table

__all__ = ["BorderStrength", "Communities", "SpatialCommunities", "border_strength", "communities", "compare_levels",
           "spatial_communities", "spatial_modularity", "spatial_residuals", "touching_pairs"]

ProgressLike = Any
Partition = str | Mapping | Sequence


@dataclass(frozen=True, repr=False)
class Communities(Tabular):
    """Communities found in several runs, and what the runs agree on: see `communities`."""

    nodes: Table
    modularity: float
    agreement: float
    partitions: np.ndarray
    run_modularity: np.ndarray
    note: str

    @property
    def table(self) -> Table:
        """node, community, consensus, stability."""
        return self.nodes


@dataclass(frozen=True, repr=False)
class SpatialCommunities(Communities):
    """Communities beyond what distance explains: see `spatial_communities`."""

    deterrence: Table


def _found(net: Network, parts: tuple, how: str) -> dict[str, Any]:
    partitions, reached, agreed, stability, agreement = parts
    best = int(np.argmax(reached)) if np.isfinite(reached).any() else 0
    note = (f"{how}; {len(partitions)} runs, modularity {reached[best]:.4f} at best, mean adjusted Rand index of two runs "
            f"{agreement:.3f}. {made_from(net)}")
    nodes = table({"node": net.ids, "community": partitions[best], "consensus": agreed, "stability": stability}, note=note)
    return {"nodes": nodes, "modularity": float(reached[best]), "agreement": agreement, "partitions": partitions,
            "run_modularity": reached, "note": note}


def communities(net: Network, *, resolution: float = 1.0, runs: int = 20, seed: int = 0, threshold: float = 0.5,
                threads: int | None = None, progress: ProgressLike = None) -> Communities:
    """Communities by the Leiden algorithm in several runs, and the division the runs agree on.

    Parameters
    ----------
    resolution
        Higher: more and smaller communities.
    runs, seed
        Run r has the seed `seed` + r.
    threshold
        Tied nodes that are together in a smaller share of runs do not count for the consensus.

    Returns
    -------
    Communities
        Rows node, community (of the run of highest modularity), consensus, stability (mean over the runs of the Jaccard
        index of the node's consensus community and its community there; 1: always the same). ``modularity`` of the
        best run, ``run_modularity``, ``partitions`` (runs x nodes), ``agreement`` (mean adjusted Rand index of two
        runs). Little agreement means that there are many divisions as good, and none to be named.

    References
    ----------
    V. Traag, L. Waltman, N. J. van Eck, Sci. Rep. 9, 2019. doi:10.1038/s41598-019-41695-z; A. Lancichinetti, S. Fortunato,
    Sci. Rep. 2, 2012. doi:10.1038/srep00336

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(list("abcdefc"), list("bcaefdd"))
    >>> ts.cooperation.communities(net)["consensus"].tolist()
    [0, 0, 0, 1, 1, 1]
    """
    parts = _core.communities(net, resolution, seed, runs, threshold, threads or 0, progress)
    return Communities(**_found(net, parts, f"Communities by Leiden, resolution {resolution:g}, seed {seed}"))


def _distances(coop: Network, distance: Any, eligible: Any) -> np.ndarray:
    """Of pairs a < b, in order; NaN for those that could not cooperate."""
    a, b = np.triu_indices(len(coop), 1)
    if distance is None:
        found = kilometres(coop, a, b)
        if np.isnan(found).any():
            nodes = coop.nodes
            lost = [id for id, lon, lat in zip(coop.ids, nodes["lon"], nodes["lat"]) if np.isnan(lon) or np.isnan(lat)]
            raise InvalidArgument(f"expected a position of every node, or a matrix of distances, found none for {lost[0]!r}")
    else:
        matrix = np.asarray(distance, float)
        if matrix.shape != (len(coop), len(coop)):
            raise InvalidArgument(f"expected distances of {len(coop)} rows and columns, found shape {matrix.shape}")
        found = matrix[a, b]
    if eligible is not None:
        pairs = Pairs(coop, eligible)
        could = np.zeros((len(coop), len(coop)), bool)
        could[pairs.a, pairs.b] = could[pairs.b, pairs.a] = True
        found = np.where(could[a, b], found, np.nan)
    return found


def _importance(coop: Network, given: Any) -> np.ndarray:
    if isinstance(given, str):
        if given == "mass":
            return coop.nodes["mass"]
        if given == "strength":
            offsets, targets, weights = coop._csr()
            rows = np.repeat(np.arange(len(coop)), np.diff(offsets))
            values = np.where(rows == targets, 0.0, 1.0 if weights is None else weights)
            return np.bincount(rows, values, len(coop)) + (np.bincount(targets, values, len(coop)) if coop.is_directed else 0)
        raise InvalidArgument(f"expected an importance of strength, mass, or a number for each node, found {given!r}")
    values = [given.get(id, np.nan) for id in coop.ids] if isinstance(given, Mapping) else given
    return np.asarray(values, float)


def _null(coop: Network, importance: Any, bins: Any, distance: Any, eligible: Any) -> tuple[Any, np.ndarray, np.ndarray]:
    """The null model, its distances by pair, and the edges of its bins."""
    found = _distances(coop, distance, eligible)
    if np.ndim(bins) == 0:
        if int(bins) < 1:
            raise InvalidArgument(f"expected 1 or more bins, found {bins}")
        known = found[~np.isnan(found)]
        edges = np.unique(np.quantile(known, np.linspace(0, 1, int(bins) + 1))) if len(known) else np.array([0.0, 1.0])
    else:
        edges = np.asarray(bins, float)
    return _core.spatial_null(coop, _importance(coop, importance).tolist(), found, edges.tolist()), found, edges


def _deterrence(null: Any, edges: np.ndarray, note: str) -> Table:
    if len(edges) == 1:
        edges = np.array([edges[0], np.inf])
    return table({"since_km": edges[:-1], "until_km": edges[1:], "pairs": null.pairs, "weight": null.weight, "mass": null.mass,
                  "f": null.f}, units={"since_km": "km", "until_km": "km"}, note=note)


def spatial_communities(coop: Network, importance: Any = "strength", bins: int | Sequence[float] = 10, *,
                        distance: Any = None, eligible: Any = None, resolution: float = 1.0, runs: int = 20, seed: int = 0,
                        threshold: float = 0.5, threads: int | None = None, progress: ProgressLike = None) -> SpatialCommunities:
    """Communities of territories that cooperate more than their sizes and their distance would give.

    Modularity against P_tu = N_t N_u f(d_tu), where f, in each bin of distances, is the cooperation seen over the sum of
    N_t N_u. Communities against degrees alone mostly find again that the near cooperate.

    Parameters
    ----------
    importance
        N: ``"strength"`` (what a territory shares with others), ``"mass"`` (its population), or a number for each node.
    bins
        How many bins with as many pairs each, or their edges: a distance at an edge is in the bin above, the last
        bin is open, the first takes all that is nearer.
    distance
        A square array; NaN: the pair could not cooperate. Default: kilometres along the great circle.
    eligible
        The opportunity set, as in `ts.inference.dyads`: other pairs are expected to share nothing. Default: all pairs.
    resolution, runs, seed, threshold
        As in `communities`.

    Returns
    -------
    SpatialCommunities
        As `communities`; and ``deterrence``: since_km, until_km, pairs, weight, mass, f of each bin. Ties within a
        territory are left out, directions added up. At most 8,000 territories.

    References
    ----------
    P. Expert, T. Evans, V. Blondel, R. Lambiotte, PNAS 108(19), 2011. doi:10.1073/pnas.1018962108

    Examples
    --------
    >>> import tissu as ts
    >>> coop = ts.demo().cooperation("commune", types=["PROJ"])
    >>> found = ts.cooperation.spatial_communities(coop, bins=5)
    >>> len(found) == len(coop), len(found.deterrence)
    (True, 5)
    """
    null, _, edges = _null(coop, importance, bins, distance, eligible)
    parts = _core.spatial_communities(coop, null, resolution, seed, runs, threshold, threads or 0, progress)
    given = importance if isinstance(importance, str) else "the numbers given"
    how = (f"Communities against distance, importance by {given}, {len(null.f)} bins"
           f"{'' if eligible is None else ', among the eligible pairs'}, resolution {resolution:g}, seed {seed}")
    found = _found(coop, parts, how)
    return SpatialCommunities(**found, deterrence=_deterrence(null, edges, found["note"]))


def spatial_modularity(coop: Network, group: Partition, importance: Any = "strength", bins: int | Sequence[float] = 10, *,
                       distance: Any = None, eligible: Any = None, resolution: float = 1.0) -> float:
    """Modularity of a partition against sizes and distance; the other parameters as in `spatial_communities`."""
    null, _, _ = _null(coop, importance, bins, distance, eligible)
    return _core.spatial_modularity(coop, labels_of(coop, group), null, resolution)


def spatial_residuals(coop: Network, importance: Any = "strength", bins: int | Sequence[float] = 10, *, distance: Any = None,
                      eligible: Any = None) -> Table:
    """What each pair shares beyond its sizes and distance: columns a, b, distance, weight, expected, residual.

    For maps of residuals; parameters as in `spatial_communities`. The residuals of a bin sum to 0.
    """
    null, found, edges = _null(coop, importance, bins, distance, eligible)
    n, sizes = len(coop), _importance(coop, importance)
    a, b = np.triu_indices(n, 1)
    weight = np.zeros((n, n))
    offsets, targets, weights = coop._csr()
    weight[np.repeat(np.arange(n), np.diff(offsets)), targets] = 1.0 if weights is None else weights
    if coop.is_directed:
        weight = weight + weight.T
    kept = null.bin >= 0
    a, b = a[kept], b[kept]
    expected = sizes[a] * sizes[b] * null.f[null.bin[kept]]
    ids = np.array(coop.ids, dtype=object)
    return table({"a": ids[a], "b": ids[b], "distance": found[kept], "weight": weight[a, b], "expected": expected,
                  "residual": weight[a, b] - expected}, note=f"Residuals against distance, {len(edges) - 1} bins. {made_from(coop)}")


def touching_pairs(coop: Network, touching: Any = None, *, geography: str | int | None = None) -> tuple[np.ndarray, str]:
    """Pairs of nodes (row numbers, each once) that touch, and how that is known.

    `touching`: a store (common borders of its outlines), pairs of ids, a table with columns a and b, or None
    (neighbours by position: no third territory in the sphere that has both at its poles).
    """
    row = {id: i for i, id in enumerate(coop.ids)}
    if touching is None:
        return _rows(_core.gabriel_pairs(coop)), "neighbours by position (Gabriel and Sokal 1969)"
    if hasattr(touching, "territories"):
        pairs, bare = [], 0
        for id in coop.ids:
            try:
                pairs += [(row[id], row[other]) for other in touching.territories.neighbours(id, geography)["id"] if other in row]
            except NotFound:
                bare += 1
        if bare == len(row) and row:
            raise NotFound("expected outlines of the territories of the network, found none")
        how = "common borders of outlines" + (f" ({bare} territories without one)" if bare else "")
    else:
        if hasattr(touching, "names") or isinstance(touching, Mapping):
            listed = list(zip(touching["a"], touching["b"]))
        else:
            listed = [tuple(pair) for pair in touching]
        pairs = [(row[a], row[b]) for a, b in listed if a in row and b in row]
        how = "the pairs given"
    return _rows(sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})), how


def _rows(pairs: Any) -> np.ndarray:
    return np.asarray(pairs, np.int64).reshape(-1, 2)


@dataclass(frozen=True, repr=False)
class BorderStrength(Tabular):
    """How often borders divide communities: see `border_strength`."""

    pairs: Table
    borders: Table
    at_borders: float
    elsewhere: float
    note: str

    @property
    def table(self) -> Table:
        """The pairs of territories that touch."""
        return self.pairs


def border_strength(coop: Network, level: Partition, *, touching: Any = None, null: str = "degrees",
                    resolutions: Sequence[float] = (0.5, 1.0, 2.0), runs: int = 20, seed: int = 0, bins: int | Sequence[float] = 10,
                    importance: Any = "strength", geography: str | int | None = None, threads: int | None = None,
                    progress: ProgressLike = None) -> BorderStrength:
    """How often the boundary between two territories that touch is one between communities; at borders and elsewhere.

    Parameters
    ----------
    level
        The partition whose borders are looked at: ``"epci"``, ``"departement"`` …, or as in `Network.group`.
    touching
        Which territories touch: a store with outlines, pairs of ids, or None, by position (see `touching_pairs`).
    null
        ``"degrees"`` or ``"space"`` (see `spatial_communities`, also for `bins` and `importance`).
    resolutions, runs, seed
        All resolutions, so many runs each, are pooled.

    Returns
    -------
    BorderStrength
        Rows a, b, group_a, group_b, border (1: of two groups), strength (share of divisions that separate a and b).
        ``borders``: group_a, group_b, pairs, strength (mean), strongest first. ``at_borders`` and ``elsewhere``: mean
        over pairs of two groups, and of one. Borders count if the first is clearly larger.

    References
    ----------
    C. Thiemann et al., PLoS ONE 5(11), 2010. doi:10.1371/journal.pone.0015422; S. Sobolevsky et al., PLoS ONE 8(12), 2013.
    doi:10.1371/journal.pone.0081707

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(list("abcdefc"), list("bcaefdd"))
    >>> found = ts.cooperation.border_strength(net, list("xxxyyy"), touching=[("a", "b"), ("c", "d")], resolutions=[1.0])
    >>> found.at_borders, found.elsewhere
    (1.0, 0.0)
    """
    if null not in ("degrees", "space"):
        raise InvalidArgument(f"expected a null of degrees, space, found {null!r}")
    labels = np.array(labels_of(coop, level), dtype=object)
    pairs, how = touching_pairs(coop, touching, geography=geography)
    pairs = pairs[(labels[pairs[:, 0]] != "") & (labels[pairs[:, 1]] != "")]
    model = _null(coop, importance, bins, None, None)[0] if null == "space" else None
    found = [(_core.spatial_communities(coop, model, resolution, seed, runs, 0.5, threads or 0, progress) if null == "space"
              else _core.communities(coop, resolution, seed, runs, 0.5, threads or 0, progress))[0] for resolution in resolutions]
    if not found:
        raise InvalidArgument("expected at least one resolution, found none")
    strength = _core.border_strength(np.concatenate(found), [(int(a), int(b)) for a, b in pairs])
    first, second = labels[pairs[:, 0]], labels[pairs[:, 1]]
    border = first != second
    ids = np.array(coop.ids, dtype=object)
    note = (f"Share of {len(found) * runs} divisions (against {null}, resolutions {', '.join(f'{r:g}' for r in resolutions)}, "
            f"{runs} runs each, seed {seed}) that separate two territories that touch; {how}. {made_from(coop)}")
    rows = table({"a": ids[pairs[:, 0]], "b": ids[pairs[:, 1]], "group_a": first, "group_b": second, "border": border.astype(int),
                  "strength": strength}, note=note)
    return BorderStrength(rows, _by_border(first[border], second[border], strength[border], note), _mean(strength[border]),
                          _mean(strength[~border]), note)


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _by_border(first: np.ndarray, second: np.ndarray, strength: np.ndarray, note: str) -> Table:
    keys = [(min(a, b), max(a, b)) for a, b in zip(first, second)]
    names = sorted(set(keys))
    number = {name: i for i, name in enumerate(names)}
    of = np.array([number[key] for key in keys], np.int64)
    count = np.bincount(of, minlength=len(names))
    mean = np.bincount(of, strength, len(names)) / np.maximum(count, 1)
    order = np.argsort(-mean, kind="stable")
    return table({"group_a": [names[i][0] for i in order], "group_b": [names[i][1] for i in order], "pairs": count[order],
                  "strength": mean[order]}, note=note)


def compare_levels(net: Network, partition: Partition, levels: Sequence[str] | None = None) -> Table:
    """A partition (communities, say) against each administrative level: columns level, groups, ari, nmi, ami, vi, compared.

    `levels`: names of partitions the network knows; default all. Nodes without a group at a level are left out there.
    See `compare` for the columns.

    Examples
    --------
    >>> import tissu as ts
    >>> coop = ts.demo().cooperation("commune", types=["PROJ"])
    >>> found = ts.cooperation.compare_levels(coop, ts.cooperation.communities(coop)["consensus"].tolist())
    >>> "epci" in found["level"], bool(found["compared"][0] == len(coop))
    (True, True)
    """
    labels = labels_of(net, partition)
    rows: dict[str, list[Any]] = {name: [] for name in ("level", "groups", "ari", "nmi", "ami", "vi", "compared")}
    for level in levels if levels is not None else net.group_names:
        groups = net._labels_of(level)
        found = _core.compare(labels, groups)
        for name, value in {"level": level, "groups": len(set(groups) - {""}), **found}.items():
            if name in rows:
                rows[name].append(value)
    return table(rows, note=f"A partition of {len(set(labels) - {''})} groups against levels; nmi and ami: arithmetic mean; vi in nats. "
                            f"{made_from(net)}")
