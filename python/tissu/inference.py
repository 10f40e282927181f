"""Tests by permutation of the nodes: QAP, MRQAP, logistic QAP; and the table of pairs for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Network, Table, TwoMode
from tissu.exchange import read_waves, write_goldfish, write_siena, write_statnet
from tissu.networks import labels_of
from tissu.pairs import dyads, eligible_network
from tissu.results import Tabular

__all__ = ["Mrqap", "Qap", "dyads", "mrqap", "netlogit", "qap", "random_network", "random_two_mode", "read_waves", "write_goldfish", "write_siena", "write_statnet"]

Relation = Network | np.ndarray


@dataclass(frozen=True)
class Qap:
    """The correlation of two relations: see `qap`."""

    correlation: float
    mean: float
    sd: float
    p: float
    p_high: float
    p_low: float
    permutations: int
    note: str = field(repr=False)


@dataclass(frozen=True, repr=False)
class Mrqap(Tabular):
    """A regression of relations: see `mrqap` and `netlogit`. Read like a table, it is that of the terms."""

    terms: Table
    r_squared: float
    deviance: float
    null_deviance: float
    aic: float
    cells: int
    df: int
    permutations: int
    note: str

    @property
    def table(self) -> Table:
        """The terms."""
        return self.terms


def _named(given: Any, default: str) -> tuple[str, Relation]:
    if isinstance(given, tuple):
        return str(given[0]), given[1]
    return default, given


def _relations(given: Sequence[tuple[str, Relation]]) -> tuple[list[tuple], Network | None]:
    """What the compiled part takes, and the first network, whose order of nodes all follow."""
    first = next((value for _, value in given if isinstance(value, Network)), None)
    relations = []
    for name, value in given:
        if isinstance(value, Network):
            relations.append((name, value, first.ids))
            continue
        matrix = np.ascontiguousarray(value.toarray() if hasattr(value, "toarray") else value, dtype=float)
        size = len(first) if first is not None else len(matrix)
        if matrix.shape != (size, size):
            raise InvalidArgument(f"expected a matrix of {size} rows and columns for {name}, found shape {matrix.shape}")
        relations.append((name, matrix, None))
    return relations, first


def _options(permutations: int | str, strata: Any, seed: int, directed: bool | None, threads: int | None,
             first: Network | None) -> dict[str, Any]:
    if isinstance(strata, (str, Mapping)) and first is None:
        raise InvalidArgument("expected a stratum for each row, since no network was given")
    labels = None if strata is None else labels_of(first, strata) if first is not None else [str(s) for s in strata]
    every = permutations == "all"
    return {"permutations": 0 if every else permutations, "every": every, "strata": labels, "seed": seed,
            "directed": directed, "threads": threads or 0}


def qap(a: Relation, b: Relation, permutations: int | str = 1000, seed: int = 0, *, strata: Any = None,
        directed: bool | None = None, threads: int | None = None, progress: Any = None) -> Qap:
    """The correlation of two relations between the same nodes, and its chances with the nodes in other orders.

    Parameters
    ----------
    a, b
        Networks (weights; nodes in any order, the same in both) or square arrays (the diagonal is passed over).
    permutations
        Orders drawn; ``"all"``: every order, up to 10 nodes.
    strata
        A partition of the nodes (see `Network.group`), which then move within their stratum only: countries, kinds.
    directed
        False: each pair once. Default: False if both are symmetric.

    Returns
    -------
    Qap
        correlation (Pearson, over cells off the diagonal; NaN if one is constant); mean and sd over permutations; p
        (as far from 0), p_high (as large), p_low (as small): (b + 1) / (R + 1), so never 0; permutations (R).

    References
    ----------
    L. Hubert, Assignment Methods in Combinatorial Data Analysis, 1987; D. Krackhardt, Social Networks 10, 1988,
    doi:10.1016/0378-8733(88)90004-4; B. Phipson, G. Smyth, 2010, doi:10.2202/1544-6115.1585

    Examples
    --------
    >>> import tissu as ts
    >>> talks = ts.Network.from_edges(list("abcd"), list("bcda"))
    >>> funds = ts.Network.from_edges(list("abc"), list("bcd"))
    >>> found = ts.inference.qap(talks, funds, permutations="all")
    >>> round(found.correlation, 3), found.p_high
    (0.707, 0.3333333333333333)
    """
    relations, first = _relations([("a", a), ("b", b)])
    return Qap(**_core.qap(relations, _options(permutations, strata, seed, directed, threads, first), progress))


def _regression(run: Any, y: Relation, x: Any, method: str, options: tuple, names: Sequence[str] | None,
                progress: Any) -> Mrqap:
    given = list(x.items()) if isinstance(x, Mapping) else [_named(value, f"x{i}") for i, value in enumerate(x, 1)]
    if names is not None:
        if len(names) != len(given):
            raise InvalidArgument(f"expected {len(given)} names, found {len(names)}")
        given = [(str(name), value) for name, (_, value) in zip(names, given)]
    relations, first = _relations([_named(y, "y"), *given])
    return Mrqap(**run(relations, method, _options(*options, first), progress))


def mrqap(y: Relation, x: Sequence[Relation] | Mapping[str, Relation], method: str = "dsp",
          permutations: int | str = 1000, strata: Any = None, seed: int = 0, *, names: Sequence[str] | None = None,
          directed: bool | None = None, threads: int | None = None, progress: Any = None) -> Mrqap:
    """Linear regression of a relation on others, cell by cell, tested by permutation of the nodes.

    Parameters
    ----------
    y, x
        Networks or square arrays, as in `qap`. `x`: a list (of relations, or of pairs name, relation) or a mapping.
    method
        What is permuted: ``"dsp"`` the residual of each regressor on the others (double semi-partialling, robust to
        regressors that go together), ``"y"`` the response, ``"x"`` each regressor as it is.
    permutations, strata, directed
        As in `qap`.

    Returns
    -------
    Mrqap
        terms: term, estimate, se, t, p (t as far from 0), p_high, p_low. The se takes cells for independent, which they
        are not: it is part of t, the answer is in p. r_squared, cells, df, permutations. The intercept comes first; a
        regressor that the others determine is NaN.

    References
    ----------
    D. Dekker, D. Krackhardt, T. Snijders, Psychometrika 72, 2007, doi:10.1007/s11336-007-9016-1

    Examples
    --------
    >>> import numpy as np
    >>> import tissu as ts
    >>> x = np.arange(25.0).reshape(5, 5) % 7
    >>> found = ts.inference.mrqap(2 * x + 1 + np.tri(5), {"x": x}, permutations=99)
    >>> found["term"].tolist(), found["estimate"].round(1).tolist()
    (['(intercept)', 'x'], [1.4, 2.0])
    """
    return _regression(_core.mrqap, y, x, method, (permutations, strata, seed, directed, threads), names, progress)


def netlogit(y: Relation, x: Sequence[Relation] | Mapping[str, Relation], method: str = "dsp",
             permutations: int | str = 1000, strata: Any = None, seed: int = 0, *, names: Sequence[str] | None = None,
             directed: bool | None = None, threads: int | None = None, progress: Any = None) -> Mrqap:
    """Logistic regression of a relation of zeros and ones on others, tested by permutation; as `mrqap` with z for t.

    deviance and aic are those of maximum likelihood, null_deviance that of no term at all (every chance 1/2, as in sna); ``"dsp"`` permutes the residual of a linear
    regression of each regressor on the others.

    References
    ----------
    D. Krackhardt, Social Networks 10, 1988, doi:10.1016/0378-8733(88)90004-4
    """
    return _regression(_core.netlogit, y, x, method, (permutations, strata, seed, directed, threads), names, progress)


def random_network(net: Network, null: str = "degree", seed: int = 0, *, eligible: Any = None) -> Network:
    """A network as chance would have it, to compare any measure with: the same nodes, other ties, the same weights.

    Parameters
    ----------
    null
        ``"edges"``: as many ties, anywhere. ``"degree"``: the same degrees (directed: out and in), by swapping the ends of
        ties, ten tries for each.
    eligible
        The opportunity set, as in `dyads`: no tie is put elsewhere. Default: all pairs.

    Notes
    -----
    Loops are dropped. Groups and positions of the nodes stay. Deterministic for a seed.

    References
    ----------
    S. Maslov, K. Sneppen, Science 296, 2002, doi:10.1126/science.1065103

    Examples
    --------
    >>> import tissu as ts
    >>> ring = ts.Network.from_edges(list("abcdef"), list("bcdefa"))
    >>> ts.graph.degree(ts.inference.random_network(ring, seed=1))["degree"].tolist()
    [2, 2, 2, 2, 2, 2]
    """
    return _core.random_network(net, null, seed, eligible_network(net, eligible))


def random_two_mode(two: TwoMode, seed: int = 0) -> TwoMode:
    """A two-mode network drawn from all with the same degrees on both sides (curveball, five trades for each row).

    Weights are dropped. Project it and measure: what sizes of activities and activity of members alone would give.

    References
    ----------
    G. Strona et al., Nat. Commun. 5, 2014, doi:10.1038/ncomms5114

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(list("aabbc"), list("xyyzz"))
    >>> ts.twomode.degree(ts.inference.random_two_mode(two, 3))["ties"].tolist()
    [2, 2, 1, 1, 2, 2]
    """
    return _core.random_incidence(two, seed)
