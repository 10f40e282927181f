"""Pairs of nodes as rows, those that do not cooperate too: the table that regressions and other programs take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, Network, Table
from tissu.networks import labels_of
from tissu.tables import made_from, table

__all__ = ["dyads"]

EARTH_KM = 6371.0088
Covariate = str | tuple[str, Any]


def kilometres(net: Network, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Kilometres along the great circle between nodes, by number; NaN where a position is missing."""
    nodes = net.nodes
    lon, lat = np.radians(nodes["lon"]), np.radians(nodes["lat"])
    half = np.sin((lat[b] - lat[a]) / 2) ** 2 + np.cos(lat[a]) * np.cos(lat[b]) * np.sin((lon[b] - lon[a]) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


class Pairs:
    """Pairs of nodes of a network, by number: unordered (a before b) or ordered, without loops."""

    def __init__(self, net: Network, eligible: Any = None):
        n = len(net)
        self.net = net
        self.ids = np.array(net.ids, dtype=object)
        self.row = {id: i for i, id in enumerate(net.ids)}
        if net.is_directed:
            a, b = np.divmod(np.arange(n * n), max(n, 1))
            self.a, self.b = a[a != b], b[a != b]
        else:
            self.a, self.b = np.triu_indices(n, 1)
        self.weight = self._sparse(net)
        self.left_out = 0
        if eligible is not None:
            kept = self._eligible(eligible)
            self.left_out = int((self.weight[~kept] != 0).sum())
            self.a, self.b, self.weight = self.a[kept], self.b[kept], self.weight[kept]

    def __len__(self) -> int:
        return len(self.a)

    def _eligible(self, given: Any) -> np.ndarray:
        """Which pairs belong to the opportunity set."""
        if callable(given):
            return np.array([bool(given(a, b)) for a, b in zip(self.ids[self.a], self.ids[self.b])], bool)
        if isinstance(given, (Network, np.ndarray)) or hasattr(given, "toarray"):
            return self.values_of("eligible", given) != 0
        pairs = ((pair["a"], pair["b"]) if isinstance(pair, Mapping) else tuple(pair) for pair in given)
        return self._listed("eligible", [(p, 1.0) for p in pairs if p[0] in self.row and p[1] in self.row]) != 0

    def _places(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return a.astype(np.int64) * max(len(self.ids), 1) + b

    def _looked_up(self, a: np.ndarray, b: np.ndarray, value: np.ndarray, directed: bool) -> np.ndarray:
        """The value of each pair among the cells given, 0 where there is none."""
        places, values = self._places(a, b), np.asarray(value, dtype=float)
        if not directed:
            places, values = np.concatenate([places, self._places(b, a)]), np.concatenate([values, values])
        order = np.argsort(places, kind="stable")
        places, values = places[order], values[order]
        wanted = self._places(self.a, self.b)
        if not len(places):
            return np.zeros(len(wanted))
        at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
        return np.where(places[at] == wanted, values[at], 0.0)

    def _sparse(self, other: Network) -> np.ndarray:
        offsets, targets, weights = other._csr()
        ids = other.ids
        if set(ids) != set(self.row):
            raise InvalidArgument("expected a network of the same nodes")
        to = np.array([self.row[id] for id in ids], dtype=np.int64)
        source = np.repeat(np.arange(len(ids)), np.diff(offsets))
        values = np.ones(len(targets)) if weights is None else weights
        return self._looked_up(to[source], to[targets], values, True)

    def values_of(self, name: str, given: Any) -> np.ndarray:
        """A number for each pair: of a network, a matrix, pairs with or without value, or from a partition of nodes."""
        if isinstance(given, Network):
            return self._sparse(given)
        if hasattr(given, "toarray"):
            given = given.toarray()
        if isinstance(given, np.ndarray) and given.ndim == 2:
            if given.shape != (len(self.ids), len(self.ids)):
                raise InvalidArgument(f"expected a matrix of {len(self.ids)} rows and columns for {name}, found shape {given.shape}")
            return given[self.a, self.b].astype(float)
        if isinstance(given, Mapping) and given and isinstance(next(iter(given)), tuple):
            return self._listed(name, given.items())
        if isinstance(given, (set, frozenset)):
            return self._listed(name, ((pair, 1.0) for pair in sorted(given)))
        return self.same(given)

    def _listed(self, name: str, items: Iterable[tuple[tuple[str, str], float]]) -> np.ndarray:
        cells = list(items)
        unknown = {end for pair, _ in cells for end in pair} - set(self.row)
        if unknown:
            raise InvalidArgument(f"expected nodes of the network in {name}, found {sorted(unknown)[0]!r}")
        a = np.array([self.row[pair[0]] for pair, _ in cells], dtype=np.int64)
        b = np.array([self.row[pair[1]] for pair, _ in cells], dtype=np.int64)
        return self._looked_up(a, b, np.array([value for _, value in cells], float), self.net.is_directed)

    def same(self, partition: Any) -> np.ndarray:
        """1 where both have the same group."""
        labels = np.array(labels_of(self.net, partition), dtype=object)
        _, number = np.unique(labels.astype(str), return_inverse=True)
        return ((number[self.a] == number[self.b]) & (labels[self.a] != "")).astype(float)

    def km(self) -> np.ndarray:
        """Kilometres along the great circle; NaN where a position is missing."""
        return kilometres(self.net, self.a, self.b)

    def covariate(self, given: Covariate) -> tuple[str, np.ndarray]:
        """The name and the values of a covariate, as `dyads` and `gravity` know them."""
        if isinstance(given, tuple):
            return str(given[0]), self.values_of(str(given[0]), given[1])
        if given == "km":
            return given, self.km()
        if given in ("log_distance", "distance"):
            return "log_distance", np.log(np.maximum(self.km(), 1.0))
        if given in ("mass", "mass_a", "mass_b"):
            mass = self.net.nodes["mass"]
            with np.errstate(divide="ignore", invalid="ignore"):
                logs = np.where(mass > 0, np.log(mass), np.nan)
            return given, logs[self.a] * (given != "mass_b") + logs[self.b] * (given != "mass_a")
        if given.startswith("same_"):
            return given, self.same(given.removeprefix("same_"))
        known = ["log_distance", "km", "mass", "mass_a", "mass_b"] + [f"same_{name}" for name in self.net.group_names]
        raise InvalidArgument(f"expected a term among {', '.join(known)}, or a pair of name and values, found {given!r}")


def eligible_network(net: Network, eligible: Any, directed: bool | None = None) -> Network | None:
    """The opportunity set as a network of the same nodes; None for all pairs."""
    if eligible is None:
        return None
    pairs = Pairs(net, eligible)
    ids = pairs.ids
    return Network.from_edges(list(ids[pairs.a]), list(ids[pairs.b]), nodes=list(ids),
                              directed=net.is_directed if directed is None else directed)


def dyads(coop: Network, covariates: Sequence[Covariate] = (), *, eligible: Any = None) -> Table:
    """Every pair of nodes as a row, those that do not cooperate with weight 0: for statnet, RSiena, goldfish and others.

    Parameters
    ----------
    coop
        A network, of territories or of anything else. Loops are left out.
    covariates
        ``"km"`` (great circle), ``"log_distance"`` (its logarithm, at least 1 km), ``"mass"`` (sum of the logarithms of
        both masses), ``"mass_a"``, ``"mass_b"`` (logarithm of one), ``"same_<partition>"`` (1 if both are in the same
        group of one the network knows, such as ``"same_departement"``); or ``(name, values)`` with values a network or
        a square array of the same nodes, a mapping of pairs of ids to numbers, a set of pairs (1), or a partition of the
        nodes (1 within a group).
    eligible
        The opportunity set: which pairs could have cooperated. A network or a square array, pairs of ids (also rows with
        a and b; ids the network does not know are passed over), or a function of two ids. Default: all.

    Returns
    -------
    Table
        a, b (ids; undirected: a before b in node order), weight, and one column a covariate (NaN where unknown).

    Examples
    --------
    >>> import tissu as ts
    >>> net = ts.Network.from_edges(["a"], ["b"], nodes=list("abc"))
    >>> ts.inference.dyads(net, [("kin", {"a": "x", "c": "x"})]).to_dict()
    {'a': ['a', 'a', 'b'], 'b': ['b', 'c', 'c'], 'weight': [1.0, 0.0, 0.0], 'kin': [0.0, 1.0, 0.0]}
    """
    pairs = Pairs(coop, eligible)
    columns = {"a": pairs.ids[pairs.a], "b": pairs.ids[pairs.b], "weight": pairs.weight}
    for given in covariates:
        name, values = pairs.covariate(given)
        columns[name] = values
    return table(columns, units={"a": "id", "b": "id", "weight": "weight", "km": "km"}, note=_note(pairs, coop))


def _note(pairs: Pairs, coop: Network) -> str:
    note = f"{len(pairs)} pairs of {len(coop)} nodes"
    if pairs.left_out:
        note += f"; {pairs.left_out} pairs cooperate that could not have, by the opportunity set, and are left out"
    return f"{note}. {made_from(coop)}"
