"""How evenly something is spread: over territories, per inhabitant, between and within groups.

`values` are amounts of 0 or more; `population` weighs them (amounts per head are compared), each unit alike without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, Table
from tissu.coverage import Coverage, coverage, rates
from tissu.results import Tabular
from tissu.tables import table

__all__ = ["Coverage", "Theil", "coverage", "dependency", "effective_number", "gini", "hhi", "hoover", "location_quotient", "lorenz", "mld", "rates",
           "theil"]


def _amounts(values: Any, population: Any) -> tuple[np.ndarray, np.ndarray]:
    """Amounts and weights as arrays; what has no population is left out where it has no amount either."""
    amounts = np.asarray(values, float)
    weights = np.ones(len(amounts)) if population is None else np.asarray(population, float)
    if amounts.ndim != 1 or amounts.shape != weights.shape:
        raise InvalidArgument(f"expected a population for each of {len(amounts)} values, found {weights.size}")
    for name, array in (("values", amounts), ("population", weights)):
        if not np.isfinite(array).all() or (array < 0).any():
            raise InvalidArgument(f"expected {name} that are finite and 0 or more, found {array[~(array >= 0)][:1] or 'infinity'}")
    if ((weights == 0) & (amounts > 0)).any():
        raise InvalidArgument("expected a population where there is an amount, found 0")
    return amounts[weights > 0], weights[weights > 0]


def lorenz(values: Any, population: Any = None) -> Table:
    """The Lorenz curve: columns population and amount, cumulated shares from the poorest unit per head to the richest.

    Starts at (0, 0). Empty without an amount.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.equity.lorenz([1, 3])["amount"].tolist()
    [0.0, 0.25, 1.0]
    """
    amounts, weights = _amounts(values, population)
    if amounts.sum() == 0:
        return table({"population": np.empty(0), "amount": np.empty(0)}, note="No amount.")
    order = np.argsort(amounts / weights, kind="stable")
    return table({"population": np.concatenate([[0], np.cumsum(weights[order]) / weights.sum()]),
                  "amount": np.concatenate([[0], np.cumsum(amounts[order]) / amounts.sum()])},
                 units={"population": "1", "amount": "1"}, note="Lorenz curve: cumulated shares, the poorest per head first.")


def gini(values: Any, population: Any = None, *, unbiased: bool = False) -> float:
    """Gini coefficient of amounts per head: twice the area between the Lorenz curve and equality; NaN without an amount.

    At most (n - 1) / n for n units alike; `unbiased` multiplies by n / (n - 1).

    Examples
    --------
    >>> import tissu as ts
    >>> ts.equity.gini([0, 10, 10, 30, 50])
    0.48
    """
    curve = lorenz(values, population)
    if len(curve) == 0:
        return float("nan")
    x, y = curve["population"], curve["amount"]
    value = float(1 - (np.diff(x) * (y[1:] + y[:-1])).sum())
    n = len(x) - 1
    if unbiased:
        value = value * n / (n - 1) if n > 1 else float("nan")
    return float(round(value, 15))


def _theil(amounts: np.ndarray, weights: np.ndarray) -> float:
    total = amounts.sum()
    if total == 0:
        return 0.0
    share, part = amounts / total, weights / weights.sum()
    there = share > 0
    return float((share[there] * np.log(share[there] / part[there])).sum())


@dataclass(frozen=True, repr=False)
class Theil(Tabular):
    """Theil's T and what each level of groups contributes: see `theil`."""

    total: float
    between: float
    within: float
    levels: list[float]
    groups: Table
    note: str

    @property
    def table(self) -> Table:
        """One row for each group of each level."""
        return self.groups


def theil(values: Any, population: Any = None, *groups: Sequence[Any]) -> Theil:
    """Theil's T of amounts per head, split between and within groups at nested levels.

    Parameters
    ----------
    groups
        For each level, coarse first, the label of each unit (region, then département …). Each level divides the one
        before.

    Returns
    -------
    Theil
        total; between and within the groups of the first level; levels: what lies between the groups of each level
        inside those above, then between the units inside the last (their sum is the total); rows level, group, share
        (of the amount), population_share, within (T inside the group). NaN without an amount.

    References
    ----------
    H. Theil, Economics and Information Theory, 1967; A. Shorrocks, Econometrica 48(3), 1980. doi:10.2307/1913126

    Examples
    --------
    >>> import tissu as ts
    >>> found = ts.equity.theil([120, 80, 300, 450], [1000, 2000, 1500, 4000], ["A", "A", "B", "C"])
    >>> round(found.total, 6) == round(found.between + found.within, 6)
    True
    """
    amounts, weights = np.asarray(values, float), population
    for labels in groups:
        if len(labels) != len(amounts):
            raise InvalidArgument(f"expected a label for each of {len(amounts)} values, found {len(labels)}")
    weights = np.ones(len(amounts)) if population is None else np.asarray(population, float)
    kept = np.flatnonzero(weights > 0) if weights.shape == amounts.shape else np.arange(0)
    amounts, weights = _amounts(values, population)
    levels_of = [[str(labels[i]) for i in kept] for labels in groups]
    total = _theil(amounts, weights) if amounts.sum() > 0 else float("nan")
    rows: list[dict[str, Any]] = []
    means, before = [], 0.0
    for level, labels in enumerate(levels_of):
        if level:
            above: dict[str, str] = {}
            for label, parent in zip(labels, levels_of[level - 1]):
                if above.setdefault(label, parent) != parent:
                    raise InvalidArgument(f"expected levels that are nested, found {label!r} in {above[label]!r} and in {parent!r}")
        names = list(dict.fromkeys(labels))
        index = np.array([names.index(label) for label in labels])
        sums = np.bincount(index, amounts, len(names))
        heads = np.bincount(index, weights, len(names))
        between = _theil(sums, heads) if amounts.sum() > 0 else float("nan")
        means.append(between - before)
        before = between
        for k, name in enumerate(names):
            inside = index == k
            rows.append({"level": level + 1, "group": name, "share": sums[k] / amounts.sum() if amounts.sum() else float("nan"),
                         "population_share": heads[k] / weights.sum(), "within": _theil(amounts[inside], weights[inside])})
    means.append(total - before)
    between = means[0] if groups else 0.0
    columns = {name: [row[name] for row in rows] for name in ("level", "group", "share", "population_share", "within")}
    note = "Theil's T of amounts per head" + ("" if population is not None else ", each unit alike")
    return Theil(total, between, total - between, means, table(columns, note=note), note)


def mld(values: Any, population: Any = None) -> float:
    """Mean log deviation (Theil's L) of amounts per head; NaN if a unit has 0. doi:10.2307/1913126"""
    amounts, weights = _amounts(values, population)
    if len(amounts) == 0 or (amounts == 0).any():
        return float("nan")
    share, part = amounts / amounts.sum(), weights / weights.sum()
    return float((part * np.log(part / share)).sum())


def hoover(values: Any, population: Any = None) -> float:
    """Share of the amount that would have to move for all to have the same per head; NaN without an amount."""
    amounts, weights = _amounts(values, population)
    if amounts.sum() == 0:
        return float("nan")
    return float(np.abs(amounts / amounts.sum() - weights / weights.sum()).sum() / 2)


def hhi(values: Any, *, normalized: bool = False) -> float:
    """Herfindahl-Hirschman index, the sum of squared shares: 1 / n if all are alike, 1 if one has all.

    `normalized`: from 0 to 1, over what n units allow. NaN without an amount. Dependency of a funder: its shares.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.equity.hhi([1, 1, 1, 1])
    0.25
    """
    amounts, _ = _amounts(values, None)
    if amounts.sum() == 0:
        return float("nan")
    value = float(((amounts / amounts.sum()) ** 2).sum())
    n = len(amounts)
    if normalized:
        return (value - 1 / n) / (1 - 1 / n) if n > 1 else float("nan")
    return value


def effective_number(values: Any, order: float = 2) -> float:
    """How many units alike would be as concentrated: the Hill number of an order (2: 1 / hhi; 1: exp of the entropy).

    References
    ----------
    M. O. Hill, Ecology 54, 1973. doi:10.2307/1934352
    """
    amounts, _ = _amounts(values, None)
    if amounts.sum() == 0:
        return float("nan")
    shares = amounts[amounts > 0] / amounts.sum()
    if order == 1:
        return float(np.exp(-(shares * np.log(shares)).sum()))
    return float((shares**order).sum() ** (1 / (1 - order)))


def dependency(recipients: Sequence[Any], funders: Sequence[Any], amounts: Any) -> Table:
    """How far each recipient lives on one funder: columns recipient, funders, amount, largest, share, hhi, effective.

    One row a recipient, in order of appearance; several amounts of one funder add up. largest is the funder of the greatest
    share (the first of equals), effective the number of funders alike, 1 / hhi. Recipients without an amount have NaN.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.equity.dependency(["a", "a", "b"], ["State", "town", "State"], [3, 1, 5])["share"].tolist()
    [0.75, 1.0]
    """
    values, _ = _amounts(amounts, None)
    if not len(recipients) == len(funders) == len(values):
        raise InvalidArgument(f"expected a recipient and a funder for each of {len(values)} amounts, found {len(recipients)} and {len(funders)}")
    names = [list(dict.fromkeys(str(name) for name in side)) for side in (recipients, funders)]
    number = [{name: i for i, name in enumerate(side)} for side in names]
    rows, columns = (np.array([of[str(name)] for name in side], np.int64) for of, side in zip(number, (recipients, funders)))
    width = max(len(names[1]), 1)
    cells, place = np.unique(rows * width + columns, return_inverse=True)
    sums = np.bincount(place, values, len(cells))
    row, column = np.divmod(cells[sums > 0], width)
    sums = sums[sums > 0]
    total = np.bincount(row, sums, len(names[0]))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = sums / total[row]
        order = np.lexsort((column, -share, row))
        first = order[np.searchsorted(row[order], np.arange(len(names[0])), side="left").clip(max=max(len(order) - 1, 0))] if len(order) \
            else np.empty(0, int)
        known = total > 0
        hhi_of = np.where(known, np.bincount(row, share**2, len(names[0])), np.nan)
        largest = [names[1][column[first[i]]] if known[i] else "" for i in range(len(names[0]))]
        top = np.array([share[first[i]] if known[i] else np.nan for i in range(len(names[0]))])
        return table({"recipient": names[0], "funders": np.bincount(row, minlength=len(names[0])), "amount": total, "largest": largest,
                      "share": top, "hhi": hhi_of, "effective": 1 / hhi_of}, note="Shares of funders in what each recipient gets.")


def location_quotient(matrix: Any) -> np.ndarray:
    """Share of each column in a row over its share in the whole: above 1 where a row is specialised. NaN for empty ones."""
    cells = np.asarray(matrix, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (cells / cells.sum(axis=1, keepdims=True)) / (cells.sum(axis=0) / cells.sum())
