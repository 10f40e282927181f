"""Gravity models of cooperation, and the regression behind them. Reached as ``ts.cooperation.gravity`` and ``ppml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Network, Table
from tissu.networks import labels_of
from tissu.pairs import Covariate, Pairs
from tissu.results import Tabular
from tissu.tables import as_table, table

__all__ = ["Gravity", "Ppml", "gravity", "ppml", "separated"]


@dataclass(frozen=True, repr=False)
class Ppml(Tabular):
    """A Poisson regression: see `ppml`. Read like a table, it is that of the terms."""

    terms: Table
    effects: Table
    fitted: np.ndarray
    separated: np.ndarray
    covariance: np.ndarray
    deviance: float
    pseudo_r_squared: float
    rows: int
    iterations: int
    note: str

    @property
    def table(self) -> Table:
        """The terms."""
        return self.terms


@dataclass(frozen=True, repr=False)
class Gravity(Ppml):
    """A gravity model: see `gravity`. Also has the pairs with what the model expects of each."""

    pairs: Table


def _numbered(labels: Any) -> tuple[list[str], np.ndarray]:
    """The distinct labels, as text, and the number of each row's."""
    values = np.asarray(labels)
    if values.dtype == object:
        values = values.astype(str)
    levels, number = np.unique(values, return_inverse=True)
    return [str(level) for level in levels], number.astype(np.uint32)


def _effect(name: str, given: Any) -> tuple[str, list[str], list[np.ndarray]]:
    if isinstance(given, tuple):  # the ends of a pair share their levels
        count = len(np.asarray(given[0]))
        levels, number = _numbered(np.concatenate([np.asarray(end) for end in given]))
        return name, levels, [number[i * count:(i + 1) * count] for i in range(len(given))]
    levels, number = _numbered(given)
    return name, levels, [number]


def _effects(given: Any) -> list[tuple[str, list[str], list[np.ndarray]]]:
    if given is None:
        return []
    if isinstance(given, Mapping):
        return [_effect(str(name), values) for name, values in given.items()]
    if isinstance(given, (tuple, np.ndarray)):
        given = [given]
    return [_effect(f"effect{i}", values) for i, values in enumerate(given, 1)]


def _clusters(errors: str, given: Any) -> list[np.ndarray]:
    if given is None:
        return []
    if errors == "dyadic":
        a, b = given
        _, number = _numbered(np.concatenate([np.asarray(a), np.asarray(b)]))
        return [number[: len(a)], number[len(a):]]
    columns = given if isinstance(given, tuple) else (given,)
    return [_numbered(column)[1] for column in columns]


def _regressors(X: Any, names: Sequence[str] | None, rows: int) -> tuple[np.ndarray, list[str]]:
    if X is None:
        return np.empty((rows, 0)), []
    if isinstance(X, (Mapping, Table)) or hasattr(X, "columns"):
        columns = as_table(X)
        chosen = list(columns.names if names is None else names)
        return np.column_stack([columns.column(name) for name in chosen]).astype(float), chosen
    matrix = np.asarray(X, dtype=float)
    matrix = matrix.reshape(-1, 1) if matrix.ndim == 1 else matrix
    return matrix, [f"x{i}" for i in range(1, matrix.shape[1] + 1)] if names is None else [str(name) for name in names]


def _input(y: Any, X: Any, names: Sequence[str] | None, effects: Any, errors: str, clusters: Any, offset: Any) -> dict[str, Any]:
    y = np.asarray(y, dtype=float)
    matrix, names = _regressors(X, names, len(y))
    if matrix.shape != (len(y), len(names)):
        raise InvalidArgument(f"expected {len(y)} rows and {len(names)} columns of regressors, found shape {matrix.shape}")
    return {"y": y, "x": np.ascontiguousarray(matrix), "names": names, "effects": _effects(effects), "offset": offset,
            "errors": errors, "groups": _clusters(errors, clusters)}


def _run(given: dict[str, Any], progress: Any) -> dict[str, Any]:
    found = _core.ppml(given, progress)
    size = round(len(found["covariance"]) ** 0.5)
    found["covariance"] = found["covariance"].reshape(size, size)
    return found


def ppml(y: Any, X: Any = None, names: Sequence[str] | None = None, effects: Any = None, errors: str = "hc0", *,
         clusters: Any = None, offset: Any = None, progress: Any = None) -> Ppml:
    """Poisson pseudo-maximum likelihood: E[y] = exp(offset + X b + effects), for counts or amounts with many zeros.

    Parameters
    ----------
    y
        0 or more; whole or not.
    X, names
        An array of a row for each y and a column for each name, or columns by name (mapping, table, frame).
    effects
        One effect for each level of an array, solved out exactly: a list of arrays, or a mapping from name to array. A
        tuple of two arrays is one set of levels for both ends of a pair. None: an intercept.
    errors
        ``"hc0"`` (each row its own variance), ``"cluster"`` (`clusters`: an array), ``"two-way"`` or ``"dyadic"``
        (`clusters`: a tuple of two arrays; dyadic: the two ends of each row, which name the same nodes). No
        small-sample factor: multiply by ``sqrt(G / (G - 1))`` or the like if you want one.
    offset
        Added to the linear part: the logarithm of an exposure.

    Returns
    -------
    Ppml
        terms: term, estimate, se, z, p (normal); NaN for a term that others determine. effects: effect, level, estimate.
        fitted; separated: rows with y = 0 that some combination of terms and effects pushes to minus infinity, left out
        of the estimate (Correia, Guimaraes, Zylkin 2019); covariance of the terms; deviance; pseudo_r_squared.

    References
    ----------
    J. Santos Silva, S. Tenreyro, Rev. Econ. Stat. 88, 2006, doi:10.1162/rest.88.4.641; arXiv:1903.01633;
    P. Aronow, C. Samii, V. Assenova, Political Analysis 23, 2015, doi:10.1093/pan/mpv018

    Examples
    --------
    >>> import tissu as ts
    >>> found = ts.cooperation.ppml([2, 4, 8, 16], [0, 1, 2, 3], ["step"])
    >>> [(row["term"], round(row["estimate"], 6)) for row in found]
    [('(intercept)', 0.693147), ('step', 0.693147)]
    """
    return Ppml(**_run(_input(y, X, names, effects, errors, clusters, offset), progress))


def separated(y: Any, X: Any = None, names: Sequence[str] | None = None, effects: Any = None) -> np.ndarray:
    """Which rows `ppml` would leave out: zeros that some combination of terms and effects pushes to minus infinity.

    Returns
    -------
    numpy.ndarray
        A boolean for each row.

    References
    ----------
    S. Correia, P. Guimaraes, T. Zylkin, arXiv:1903.01633
    """
    return _core.separated_rows(_input(y, X, names, effects, "hc0", None, None))


def gravity(coop: Network, terms: Sequence[Covariate], effects: str | None = "territory", errors: str = "dyadic",
            eligible: Any = None, *, cluster: Any = None, progress: Any = None) -> Gravity:
    """How cooperation depends on distance, borders and whatever else two territories share, by PPML over all pairs.

    Parameters
    ----------
    coop
        ``store.cooperation(level=…)``: the weight of a pair is what is explained; pairs without a tie are zeros.
    terms
        Covariates as in `ts.inference.dyads`: ``"log_distance"`` (``"distance"`` means the same here), ``"mass"``,
        ``"same_departement"``, ``("border", set_of_pairs)``, …
    effects
        ``"territory"``: one effect a territory, which enters at either end (directed: one as source, one as target);
        it takes up size and whatever else is its own, ``"mass"`` then has nothing to say. None: an intercept.
    errors
        ``"dyadic"``: pairs that share a territory depend on each other; ``"hc0"``; ``"cluster"``: by the groups of
        `cluster` (a partition) at both ends, or by the first end; ``"two-way"``: by first end and by second.
    eligible
        The opportunity set: the pairs that could have cooperated (see `ts.inference.dyads`). Impossible pairs are not
        zeros. Default: all pairs.

    Returns
    -------
    Gravity
        As `ppml`; and pairs: a, b, weight, expected, the terms. Pairs with an unknown term are left out. Territories that
        cooperate with nobody say nothing of the terms once they have an effect: their pairs are separated.

    Examples
    --------
    >>> import tissu as ts
    >>> coop = ts.demo().cooperation("commune", types=["PROJ"])
    >>> model = ts.cooperation.gravity(coop, ["log_distance", "same_departement"])
    >>> [row["term"] for row in model], bool(model["estimate"][0] < 0)
    (['log_distance', 'same_departement'], True)
    """
    pairs = Pairs(coop, eligible)
    named = [pairs.covariate(term) for term in terms]
    X = np.column_stack([values for _, values in named]) if named else np.empty((len(pairs), 0))
    known = np.isfinite(X).all(axis=1)
    a, b, y = pairs.a[known], pairs.b[known], pairs.weight[known]
    if effects not in ("territory", None):
        raise InvalidArgument(f"expected effects of 'territory' or None, found {effects!r}")
    ends = (pairs.ids[a].astype(str), pairs.ids[b].astype(str))
    by = None if effects is None else {"source": ends[0], "target": ends[1]} if coop.is_directed else {"territory": ends}
    groups: Any = ends
    if errors == "cluster":
        groups = ends[0] if cluster is None else _group_pairs(labels_of(coop, cluster), a, b, coop.is_directed)
    found = _run(_input(y, X[known], [name for name, _ in named], by, errors, groups, None), progress)
    note = _note(found["note"], pairs, coop, int((~known).sum()))
    columns = {"a": ends[0], "b": ends[1], "weight": y, "expected": found["fitted"]}
    columns |= {name: values[known] for name, values in named}
    found |= {"note": note, "terms": found["terms"].with_note(note)}
    return Gravity(**found, pairs=table(columns, units={"a": "id", "b": "id", "expected": "weight"}, note=note))


def _group_pairs(labels: list[str], a: np.ndarray, b: np.ndarray, directed: bool) -> np.ndarray:
    _, number = _numbered(labels)
    first, second = number[a].astype(np.int64), number[b].astype(np.int64)
    if not directed:
        first, second = np.minimum(first, second), np.maximum(first, second)
    return first * (int(number.max(initial=0)) + 1) + second


def _note(note: str, pairs: Pairs, coop: Network, unknown: int) -> str:
    note = f"Gravity model of {len(coop)} territories, {len(pairs)} pairs that could cooperate. {note}"
    if unknown:
        note += f" {unknown} pairs with an unknown term are left out."
    if pairs.left_out:
        note += f" {pairs.left_out} pairs cooperate that could not have, by the opportunity set, and are left out."
    return note + (f"\nNetwork: {coop.note}" if coop.note else "")
