"""How nested and how specialised a two-mode network of counts is: NODF, H2', d'."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tissu._core import InvalidArgument, Table, TwoMode
from tissu.tables import made_from, table

__all__ = ["Specialisation", "c_score", "h2", "nodf", "specialisation"]


def _matrix(two: TwoMode) -> np.ndarray:
    rows, columns = two.shape
    if rows * columns > 50_000_000:
        raise InvalidArgument(f"expected at most 50 million cells, found {rows} x {columns}")
    offsets, targets, weights = two._csr()
    matrix = np.zeros((rows, columns))
    matrix[np.repeat(np.arange(rows), np.diff(offsets)), targets] = 1 if weights is None else weights
    return matrix


def _nested_pairs(cells: np.ndarray) -> float:
    fill = cells.sum(axis=1)
    common = cells @ cells.T
    i, j = np.triu_indices(len(cells), 1)
    low, high = np.minimum(fill[i], fill[j]), np.maximum(fill[i], fill[j])
    counted = (low < high) & (low > 0)
    return float((common[i, j][counted] / low[counted]).sum())


def nodf(two: TwoMode) -> float:
    """Nestedness from overlap and decreasing fill, 0 to 100. Weights do not count.

    Mean over pairs of rows and pairs of columns: the share of the less connected one's ties that the more
    connected one has too, in percent; 0 for two with equally many. NaN without pairs.

    References
    ----------
    M. Almeida-Neto et al., Oikos 117(8), 2008. doi:10.1111/j.0030-1299.2008.16644.x
    """
    cells = (_matrix(two) != 0).astype(float)
    rows, columns = cells.shape
    pairs = rows * (rows - 1) / 2 + columns * (columns - 1) / 2
    return 100 * (_nested_pairs(cells) + _nested_pairs(cells.T)) / pairs if pairs else float("nan")


def c_score(two: TwoMode, side: str = "rows", *, normalized: bool = True) -> float:
    """How much pairs of one side avoid each other: mean over pairs of (a - s)(b - s), s of their a and b ties being shared.

    `normalized`: over a b, from 0 (the smaller is within the larger) to 1 (nothing shared); pairs with a node without ties
    are left out. False: the number of checkerboards. NaN without pairs. Weights do not count.

    References
    ----------
    L. Stone, A. Roberts, Oecologia 85, 1990. doi:10.1007/BF00317345

    Examples
    --------
    >>> import tissu as ts
    >>> ts.twomode.c_score(ts.TwoMode.from_edges(["a", "b"], ["x", "y"]))
    1.0
    """
    if side not in ("rows", "columns"):
        raise InvalidArgument(f"expected a side of rows, columns, found {side!r}")
    cells = (_matrix(two) != 0).astype(float)
    cells = cells if side == "rows" else cells.T
    fill, shared = cells.sum(axis=1), cells @ cells.T
    i, j = np.triu_indices(len(cells), 1)
    apart = (fill[i] - shared[i, j]) * (fill[j] - shared[i, j])
    if normalized:
        possible = fill[i] * fill[j]
        apart = apart[possible > 0] / possible[possible > 0]
    return float(apart.mean()) if len(apart) else float("nan")


@dataclass(frozen=True)
class Specialisation:
    """How far a network of counts departs from its totals: see `h2`."""

    value: float
    entropy: float
    lowest: float
    highest: float
    note: str = field(repr=False)


def _entropy(matrix: np.ndarray) -> float:
    shares = matrix[matrix > 0] / matrix.sum()
    return float(-(shares * np.log(shares)).sum())


def _most_even(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Whole numbers with these totals that are as near to independence as a stepwise filling gets."""
    total = rows.sum()
    expected = np.outer(rows, columns) / total
    filled = np.floor(expected)
    while filled.sum() < total:
        free = (filled.sum(axis=1) < rows)[:, None] & (filled.sum(axis=0) < columns)[None, :]
        least = free & (filled == filled[free].min())
        gap = np.where(least, expected - filled, -np.inf)
        filled[np.unravel_index(gap.argmax(), gap.shape)] += 1
    return filled


def _exchanged(filled: np.ndarray, expected: np.ndarray, times: int) -> np.ndarray:
    """Takes one from the cell that is furthest above what is expected and puts it where its row or column lacks most.

    A second pair of cells pays, so that totals stay. Of equal cells the first column's first.
    """
    for _ in range(times):
        gap = expected - filled
        worst = gap == gap.min()
        worst &= filled == filled[worst].max()
        j, i = np.argwhere(worst.T)[0]
        along_row = gap[i].max() >= gap[:, j].max()
        lines, gaps = (filled.copy(), gap) if along_row else (filled.T.copy(), gap.T)
        first, out = (i, j) if along_row else (j, i)
        into = int(gaps[first].argmax())
        payer = int(gaps[:, into].argmin())
        lines[first, out] -= 1
        lines[first, into] += 1
        lines[payer, into] -= 1
        lines[payer, out] += 1
        if (lines < 0).any():
            break
        filled = lines if along_row else lines.T
    return filled


def _most_uneven(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The largest totals filled first."""
    rows, columns = rows.copy(), columns.copy()
    filled = np.zeros((len(rows), len(columns)))
    while rows.sum() > 0:
        i, j = rows.argmax(), columns.argmax()
        amount = min(rows[i], columns[j])
        filled[i, j] += amount
        rows[i] -= amount
        columns[j] -= amount
    return filled


def _counts(two: TwoMode) -> np.ndarray:
    matrix = _matrix(two)
    if (matrix < 0).any() or (matrix != np.round(matrix)).any():
        raise InvalidArgument("expected weights that are counts (whole numbers of 0 or more), found others")
    return matrix


def h2(two: TwoMode, *, exchanges: int = 1) -> Specialisation:
    """Specialisation of the whole network, H2': 0 as the totals alone would have it, 1 as far from that as can be.

    The Shannon entropy of the counts between the highest and the lowest that the same totals allow; both are
    found by a stepwise filling with whole numbers. NaN where they are equal.

    Parameters
    ----------
    exchanges
        Where one cell expects more than 1 / e of all counts, the filling misses the highest entropy, and so many exchanges
        between four cells bring it nearer. 1, as in R's bipartite; some hundred find the highest.

    References
    ----------
    N. Blüthgen, F. Menzel, N. Blüthgen, BMC Ecology 6, 9, 2006. doi:10.1186/1472-6785-6-9
    """
    matrix = _counts(two)
    if matrix.sum() == 0:
        return Specialisation(*[float("nan")] * 4, note=two.note)
    rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)
    expected = np.outer(rows, columns) / rows.sum()
    even = _most_even(rows, columns)
    if expected.max() > 0.3679 * rows.sum():
        even = _exchanged(even, expected, exchanges)
    entropy = _entropy(matrix)
    highest, lowest = max(_entropy(even), entropy), min(_entropy(_most_uneven(rows, columns)), entropy)
    value = (highest - entropy) / (highest - lowest) if highest > lowest else float("nan")
    return Specialisation(value, entropy, lowest, highest, f"H2' of counts. {made_from(two)}")


def _divergence(row: np.ndarray, shares: np.ndarray) -> float:
    there = row > 0
    p = row[there] / row.sum()
    return float((p * np.log(p / shares[there])).sum())


def _least_divergence(total: float, columns: np.ndarray, shares: np.ndarray) -> float:
    """Of the whole numbers that sum to `total` and fit into the columns, the least divergence a stepwise filling gets."""
    expected = np.floor(total * shares)
    left = total - expected.sum()
    while left > 0:
        free = np.flatnonzero(expected < columns)
        best = None
        for j in free:
            expected[j] += 1
            tried = _divergence(expected, shares)
            expected[j] -= 1
            if best is None or tried < best[0]:
                best = (tried, j)
        expected[best[1]] += 1
        left -= 1
    return _divergence(expected, shares)


def specialisation(two: TwoMode, side: str = "rows") -> Table:
    """Specialisation of each node, d': 0 as all others choose, 1 as far from that as can be. Columns node, d.

    Kullback-Leibler divergence of a row's shares from those of the column totals, between the least that whole
    numbers allow and the greatest, ln(total / row total). NaN for rows without ties.

    References
    ----------
    N. Blüthgen, F. Menzel, N. Blüthgen, BMC Ecology 6, 9, 2006. doi:10.1186/1472-6785-6-9
    """
    if side not in ("rows", "columns"):
        raise InvalidArgument(f"expected a side of rows, columns, found {side!r}")
    matrix = _counts(two if side == "rows" else two.transposed())
    columns = matrix.sum(axis=0)
    total = columns.sum()
    values = []
    for row in matrix:
        if row.sum() == 0:
            values.append(float("nan"))
            continue
        shares = columns / total
        least, most = _least_divergence(row.sum(), columns, shares), float(np.log(total / row.sum()))
        values.append((_divergence(row, shares) - least) / (most - least) if most > least else float("nan"))
    ids = two._row_ids if side == "rows" else two._column_ids
    return table({"node": ids, "d": np.array(values, float)}, note=f"d' of {side}. {made_from(two)}")
