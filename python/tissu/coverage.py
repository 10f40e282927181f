"""Which territories cooperation reaches, and rates per inhabitant. Reached as ``ts.equity.coverage`` and ``rates``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, NotFound, Table
from tissu.results import Tabular
from tissu.tables import made_from, table

__all__ = ["Coverage", "coverage", "rates"]


@dataclass(frozen=True, repr=False)
class Coverage(Tabular):
    """Which territories cooperation reaches: see `coverage`."""

    territories: Table
    share: float
    linked_share: float
    population_share: float
    eligible: int
    note: str

    @property
    def table(self) -> Table:
        """One row for each eligible territory."""
        return self.territories


def coverage(store: Any, kind: str, geography: str | int | None = None, *, eligible: Any = None, least: int = 1,
             **lens: Any) -> Coverage:
    """Which territories of a kind take part in cooperation, of those that could.

    Parameters
    ----------
    store
        Its partnerships, seen through the lens.
    kind
        ``"commune"``, ``"epci"``, ``"qpv"`` …
    geography
        A year or a day: the territories that exist then (a year: on 1 January). Default: those that exist now.
    eligible
        Ids of the territories that could take part. Default: all of the kind.
    least
        So many partnerships make a territory covered.
    lens
        As in `Store.cooperation`: period, themes, types …

    Returns
    -------
    Coverage
        Rows id, name, population, partnerships, partners (other territories), members, amount (each partnership's split
        evenly over its members), covered (1 or 0), per_1000 (partnerships), amount_per_head. Unknown populations are NaN.
        ``share`` (covered over eligible), ``linked_share`` (with another territory), ``population_share`` (over those of
        known population), ``eligible``.

    Raises
    ------
    NotFound
        The store knows no such territories.

    Examples
    --------
    >>> import tissu as ts
    >>> found = ts.equity.coverage(ts.demo(), "epci")
    >>> found.eligible == len(found), bool(0 < found.share <= 1)
    (True, True)
    """
    if least < 1:
        raise InvalidArgument(f"expected 1 or more partnerships, found {least}")
    day = None if geography is None else f"{geography}-01-01" if len(str(geography)) == 4 else str(geography)
    listed = store.territories.table(kind=kind, at=day)
    if eligible is not None:
        wanted = set(eligible)
        listed = listed.filter(np.array([id in wanted for id in listed["id"]], bool))
        if unknown := sorted(wanted - set(listed["id"])):
            raise NotFound(f"expected territories of the kind {kind}, found {unknown[0]!r}")
    if len(listed) == 0:
        raise NotFound(f"expected territories of the kind {kind}, found none")
    coop = store.cooperation(kind, **lens)
    row = {id: i for i, id in enumerate(coop.ids)}
    place = np.array([row.get(id, -1) for id in listed["id"]], np.int64)
    counted = {name: np.where(place >= 0, values[place], 0) for name, values in _counted(coop).items()} if row else {
        name: np.zeros(len(place)) for name in ("partnerships", "partners", "members", "amount")}
    covered = counted["partnerships"] >= least
    population = listed["population"].astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_head = {"per_1000": 1000 * counted["partnerships"] / population, "amount_per_head": counted["amount"] / population}
    elsewhere = sum(1 for id, n in zip(coop.ids, _counted(coop)["partnerships"]) if n and id not in set(listed["id"])) if row else 0
    note = (f"{int(covered.sum())} of {len(listed)} eligible territories ({kind}{'' if day is None else f' on {day}'}) with {least} or "
            f"more partnerships" + (f"; {elsewhere} others with partnerships are not eligible" if elsewhere else "") +
            f". {made_from(coop)}")
    columns = {"id": listed["id"], "name": listed["name"], "population": population, "partnerships": counted["partnerships"].astype(int),
               "partners": counted["partners"].astype(int), "members": counted["members"], "amount": counted["amount"],
               "covered": covered.astype(int)} | {name: np.where(np.isfinite(v), v, np.nan) for name, v in per_head.items()}
    known = np.isfinite(population)
    heads = population[known].sum()
    return Coverage(table(columns, units={"population": "inhabitants", "amount": "currency"}, note=note), float(covered.mean()),
                    float((counted["partners"] > 0).mean()),
                    float(population[known & covered].sum() / heads) if heads > 0 else float("nan"), len(listed), note)


def _counted(coop: Any) -> dict[str, np.ndarray]:
    """Partnerships, partners, members and amounts of each node."""
    two = coop.origin
    n = len(coop)
    offsets, targets, weights = two._csr()
    rows = np.repeat(np.arange(n), np.diff(offsets))
    members = np.ones(len(targets)) if weights is None else np.asarray(weights, float)
    amounts = np.array(_core.two_mode_amounts(two) or [np.nan] * two.shape[1], float)
    placed = np.bincount(targets, members, two.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(np.isfinite(amounts) & (placed > 0), amounts / placed, 0.0)
    own, others, _ = coop._csr()
    source = np.repeat(np.arange(n), np.diff(own))
    return {"partnerships": np.bincount(rows, minlength=n), "partners": np.bincount(source[source != others], minlength=n),
            "members": np.bincount(rows, members, n), "amount": np.bincount(rows, members * each[targets], n)}


def rates(counts: Any, population: Any, *, per: float = 1000.0, z: float = 1.96) -> Table:
    """Rates per inhabitant that small territories do not distort: funnel limits and empirical Bayes.

    Parameters
    ----------
    counts, population
        Of each territory; population above 0 (NaN: the row is NaN).
    per
        Inhabitants to a unit of the rates.
    z
        How far the limits are from the common rate, in standard deviations (1.96: 95 %).

    Returns
    -------
    Table
        rate; low and high (funnel limits around the common rate for this population, by the square root of a Poisson
        count: an approximation, rough below an expected 1); outside (1: above, -1: below, 0); smoothed (Marshall's global
        empirical Bayes: a small territory is drawn towards the common rate).

    References
    ----------
    D. Spiegelhalter, Stat. Med. 24(8), 2005. doi:10.1002/sim.1970; R. Marshall, J. R. Stat. Soc. C 40(2), 1991.
    doi:10.2307/2347593

    Examples
    --------
    >>> import tissu as ts
    >>> ts.equity.rates([1, 30], [1000, 1000])["outside"].tolist()
    [-1, 1]
    """
    seen, heads = np.asarray(counts, float), np.asarray(population, float)
    if seen.ndim != 1 or seen.shape != heads.shape:
        raise InvalidArgument(f"expected a population for each of {seen.size} counts, found {heads.size}")
    known = np.isfinite(seen) & np.isfinite(heads)
    if (seen[known] < 0).any() or (heads[known] <= 0).any():
        raise InvalidArgument("expected counts of 0 or more and populations above 0")
    blank = np.full(len(seen), np.nan)
    rate, low, high, smoothed = blank.copy(), blank.copy(), blank.copy(), blank.copy()
    outside = np.zeros(len(seen), int)
    note = "Rates; none, without counts."
    if known.any():
        x, n = seen[known], heads[known]
        common = x.sum() / n.sum()
        root = np.sqrt(common * n)
        rate[known] = x / n * per
        low[known] = np.maximum(0, root - z / 2) ** 2 / n * per
        high[known] = (root + z / 2) ** 2 / n * per
        outside[known] = (rate[known] > high[known]).astype(int) - (rate[known] < low[known]).astype(int)
        spread = (n * (x / n - common) ** 2).sum() / n.sum() - common / n.mean()
        pull = max(spread, 0.0)
        weight = pull / (pull + common / n) if common > 0 else np.zeros(len(n))
        smoothed[known] = (common + weight * (x / n - common)) * per
        note = f"Rates per {per:g}; common rate {common * per:.6g}; limits at {z:g} standard deviations; smoothed by Marshall 1991."
    return table({"rate": rate, "low": low, "high": high, "outside": outside, "smoothed": smoothed}, note=note)
