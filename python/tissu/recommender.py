"""The generic recommender: which items go with which, learned from uses alone; without a store.

>>> import tissu as ts
>>> users = ["Ana", "Ana", "Ben", "Ben", "Cleo"]
>>> items = ["guide", "map", "guide", "map", "guide"]
>>> model = ts.recommender.fit(users, items, model="cooccurrence")
>>> model.recommend("Cleo", 1)["item"].tolist()
['map']
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Table
from tissu.labels import Labels, column, plain
from tissu.results import Tabular
from tissu.tables import table

__all__ = ["Evaluation", "Explanation", "Model", "evaluate", "fit", "temporal_split"]

PROTOCOL = ("all items ranked for every user with a test item; items used in training left out; recall = hits / |test|; "
            "NDCG = DCG / DCG of min(k, |test|) hits at the top; means over users (He et al., SIGIR 2020)")


@dataclass(frozen=True, repr=False)
class Explanation(Tabular):
    """Why an item is recommended to a user: see `Model.explain`. Read like a table, it is that of the parts."""

    score: float
    rest: float
    parts: Table

    @property
    def table(self) -> Table:
        """The parts: item, part, support."""
        return self.parts


@dataclass(frozen=True)
class Evaluation:
    """How good a model is: see `evaluate`."""

    k: int
    users: int
    recall: float
    ndcg: float
    recall_interval: tuple[float, float]
    ndcg_interval: tuple[float, float]
    coverage: float
    gini: float
    novelty: float
    by_user: Table = field(repr=False)
    exposure: Table | None = field(repr=False)
    protocol: str = field(repr=False)


class Model:
    """A fitted recommender; made by `fit`."""

    def __init__(self, core: _core.ItemModel, users: Labels, items: Labels) -> None:
        self._core = core
        self._users = users
        self._items = items

    def __repr__(self) -> str:
        return f"<Model {self.options['model']}: {len(self._users.known)} users, {len(self._items)} items, {self._core.size} weights>"

    @property
    def users(self) -> list:
        """The users, in the order in which they came."""
        return self._users.known

    @property
    def items(self) -> list:
        """The items, in the order in which they came."""
        return self._items.known

    @property
    def options(self) -> dict[str, Any]:
        """The numbers of the model; with ``model="auto"`` those that were chosen."""
        return self._core.options

    @property
    def trials(self) -> Table | None:
        """What ``model="auto"`` has tried: the options and the recall and NDCG at 20 of held-out uses; else None."""
        trials = self._core.trials
        if not trials:
            return None
        return table({name: [trial[name] for trial in trials] for name in trials[0]},
                     note="recall and NDCG at 20 on a random fifth of the uses, at most 6,000 users")

    def recommend(self, user: Any, k: int = 10, exclude_seen: bool = True) -> Table:
        """The `k` best items for a user: columns rank, item, score.

        Fewer only where the model has fewer. Items that nothing in the history leads to have score 0 and come in
        the order of their popularity; so do all for somebody the model does not know. Ties come in the order in
        which the items were first seen. O(length of the history x neighbours).
        """
        number = self._users.number.get(plain(user))
        if number is None or number >= self._core.users:
            return self._ranked(self._core.recommend_for(np.empty(0, np.int64), _count(k), exclude_seen))
        return self._ranked(self._core.recommend(number, _count(k), exclude_seen))

    def recommend_for(self, items: Sequence, k: int = 10, exclude_seen: bool = True) -> Table:
        """The same for a history that belongs to no user of the model. Raises NotFound for unknown items."""
        history = np.array([self._items.one(item, "an item") for item in items], np.int64)
        return self._ranked(self._core.recommend_for(history, _count(k), exclude_seen))

    def recommend_all(self, k: int = 10, exclude_seen: bool = True, *, progress: Any = None) -> Table:
        """The lists of all users: columns user, rank, item, score. Never holds the scores of all users at once."""
        users, ranks, items, scores = self._core.recommend_all(_count(k), exclude_seen, progress)
        if len(self._users.known) < len(self._users):
            known = np.array([label is not None for label in self._users.labels])[users]
            users, ranks, items, scores = users[known], ranks[known], items[known], scores[known]
        return table({"user": self._users.of(users), "rank": ranks, "item": self._items.of(items), "score": scores})

    def similar_items(self, item: Any, k: int = 10) -> Table:
        """The `k` items most used together with an item: columns rank, item, score. Raises NotFound.

        The score is the weight W_ij of the table. At most as many as the model keeps; none for popularity.
        """
        return self._ranked(self._core.similar_items(self._items.one(item, "an item"), _count(k)))

    def explain(self, user: Any, item: Any, *, min_support: int = 3) -> Explanation:
        """What each item of the user's history adds to the score of `item`, largest first.

        Shown are the parts of pairs that at least `min_support` users have used both of: fewer would tell
        what a person did. The others are added up in ``rest``: ``score`` is the sum of all, exactly what
        `recommend` gives (0 for items without any part). Raises NotFound for unknown users or items.

        Returns
        -------
        Explanation
            score, rest, and a table: item, part, support (users who have used both).
        """
        numbers, parts, support = self._core.explain(self._users.one(user, "a user"), self._items.one(item, "an item"))
        shown = support >= min_support
        return Explanation(math.fsum(parts), math.fsum(parts[~shown]), table(
            {"item": self._items.of(numbers[shown]), "part": parts[shown], "support": support[shown]},
            note=f"parts of the score that at least {min_support} users support"))

    def update(self, users: Iterable, items: Iterable, weights: Iterable | None = None) -> None:
        """Adds uses; new users and items are welcome.

        Rows of the table that the uses touch are computed again. The co-occurrence part is then the same as
        after a new `fit` with these options on all uses; the low-rank part and the whole table of ``ease``
        stay until the next `fit`.
        """
        user, item = column(users, "users"), column(items, "items")
        weight = _weights(weights)
        _same_length(user, item, weight, weights is not None)
        user_numbers, item_numbers = self._users.numbers(user, False), self._items.numbers(item, False)
        self._core.update(int(user_numbers.max(initial=-1)) + 1, int(item_numbers.max(initial=-1)) + 1,
                          user_numbers, item_numbers, weight)
        self._users.numbers(user, True)
        self._items.numbers(item, True)

    def forget(self, user: Any, *, progress: Any = None) -> None:
        """Takes a user out, with everything the model learned from that history. Raises NotFound.

        Afterwards the model gives what a `fit` with these options on the uses of the others would give. Rows of the
        table that the history touches are computed again; ``spectral``, ``blend`` and ``ease`` are fitted again as a whole.

        Examples
        --------
        >>> import tissu as ts
        >>> model = ts.recommender.fit(["u", "u", "v"], ["a", "b", "a"], model="cooccurrence")
        >>> model.forget("u")
        >>> model.users, model.similar_items("a")["item"].tolist()
        (['v'], [])
        """
        self._core.forget(self._users.one(user, "a user"), progress)
        self._users.forget(user)

    def _ranked(self, pair: tuple[np.ndarray, np.ndarray]) -> Table:
        numbers, scores = pair
        return table({"rank": np.arange(1, len(numbers) + 1), "item": self._items.of(numbers), "score": scores})


def _count(k: int) -> int:
    if k < 0:
        raise InvalidArgument(f"expected a number of items of 0 or more, found {k}")
    return k


def _weights(weights: Iterable | None) -> np.ndarray:
    if weights is None:
        return np.empty(0)
    return np.asarray(weights if isinstance(weights, np.ndarray) else list(weights), float)


def _same_length(users: np.ndarray, items: np.ndarray, weights: np.ndarray, weighted: bool) -> None:
    if len(users) != len(items):
        raise InvalidArgument(f"expected as many items as users, found {len(items)} and {len(users)}")
    if weighted and len(weights) != len(users):
        raise InvalidArgument(f"expected as many weights as users, found {len(weights)} and {len(users)}")


def fit(users: Iterable, items: Iterable, weights: Iterable | None = None, *, model: str = "auto", neighbours: int = 1000,
        rank: int | None = None, user_power: float = 0.75, source_power: float = 0.6, target_power: float = 0.3,
        prune_power: float = 0.25, low_rank: float = 0.5, damping: float = 0.0, ridge: float = 300.0, squares: float = 0.6,
        block: int = 7000, seed: int = 0, threads: int | None = None, progress: Any = None) -> Model:
    """A recommender from uses: the n-th user has used the n-th item.

    Parameters
    ----------
    users, items
        Columns of equal length: text or whole numbers. A pair given twice counts once.
    weights
        How much each use counts, above 0; pairs given twice then add up. None: 1 each.
    model
        ``"popularity"``; ``"cooccurrence"``: items used by the same users,
        W_ij = d_i^-source_power d_j^-target_power sum_u d_u^-user_power; ``"spectral"``: the same and a low-rank
        part, low_rank d_i^-1/2 (V exp(-damping L) V')_ij d_j^1/2; ``"blend"``: the same and squares times the table of
        ``ease`` among the `block` items used most; ``"ease"``: least squares without diagonal;
        ``"auto"``: the best of these on a fifth of the uses that is held out, with its powers, low_rank,
        squares and ridge; what was tried is in `Model.trials`. ``ease`` is tried up to 8,000 items.
    neighbours
        Weights kept for each item: those of largest size times d_j^prune_power.
    rank
        Dimensions of the low-rank part. None: a sixteenth of the smaller side, from 8 to 1024.
    seed, threads
        The same seed gives the same model at any number of threads.

    Raises
    ------
    InvalidArgument
        For columns of different length, weights that are not above 0, options out of range.
    Cancelled
        If `progress` returned False.

    Notes
    -----
    ``cooccurrence`` O(sum of d_u^2), ``spectral`` O(items^2 rank), ``ease`` O(items^3). Releases the GIL.

    References
    ----------
    M. Deshpande, G. Karypis, ACM TOIS 22(1), 2004, doi:10.1145/963770.963776; Y. Shen et al., CIKM 2021,
    doi:10.1145/3459637.3482264; H. Steck, WWW 2019, doi:10.1145/3308558.3313710.

    Examples
    --------
    >>> import tissu as ts
    >>> model = ts.recommender.fit([1, 1, 2, 2, 3], ["a", "b", "a", "b", "a"], model="cooccurrence")
    >>> model.recommend(3, 1)["item"].tolist()
    ['b']
    """
    user, item, weight = column(users, "users"), column(items, "items"), _weights(weights)
    _same_length(user, item, weight, weights is not None)
    if not len(user):
        raise InvalidArgument("expected uses to fit a model from, found none")
    user_labels, item_labels = Labels(), Labels()
    user_numbers, item_numbers = user_labels.numbers(user, True), item_labels.numbers(item, True)
    options = {"model": model, "neighbours": neighbours, "rank": rank or 0, "user_power": user_power,
               "source_power": source_power, "target_power": target_power, "prune_power": prune_power,
               "low_rank": low_rank, "damping": damping, "ridge": ridge, "squares": squares, "block": block, "seed": seed, "threads": threads or 0}
    core = _core.fit_item_model(len(user_labels), len(item_labels), user_numbers, item_numbers, weight, options, progress)
    return Model(core, user_labels, item_labels)


def evaluate(model: Model, test_users: Iterable, test_items: Iterable, k: int = 20, *, groups: Mapping | None = None,
             samples: int = 1000, seed: int = 0, progress: Any = None) -> Evaluation:
    """How well a model finds the uses of a test that it has not seen.

    Protocol: for every user of the test all items are ranked but those the user has in the model; recall is the
    share of the user's test items among the first `k`; NDCG divides by the best that min(k, number of test items)
    hits could give; both are means over users. Users the model does not know get the most used items; test items
    it does not know count as missed.

    Parameters
    ----------
    groups
        The group (a territory, say) of each item: gives ``exposure``, a table of group, items (share of the
        catalogue), shown (share of the places in the lists), exposure (the same, a place r weighing
        1 / log2(r + 1)) and gap (exposure - items). Items without a group are left out.
    samples
        Bootstrap samples of users, drawn with `seed`, for the intervals of 95 %.

    Returns
    -------
    Evaluation
        recall, ndcg and their intervals; coverage: share of items that stand in a list; gini of how often
        items are listed, 0 equal, 1 all in one; novelty: mean of -log2(share of users who have used the item)
        over the places in the lists, in bits; by_user: user, recall, ndcg; exposure; protocol.

    References
    ----------
    X. He et al., SIGIR 2020, doi:10.1145/3397271.3401063 (protocol); E. Gómez, L. Boratto, M. Salamó,
    Inf. Process. Manag. 59, 2022, doi:10.1016/j.ipm.2021.102811 (exposure of territories).

    Examples
    --------
    >>> import tissu as ts
    >>> model = ts.recommender.fit([1, 1, 2, 2, 3], ["a", "b", "a", "b", "a"], model="cooccurrence")
    >>> ts.recommender.evaluate(model, [3], ["b"], k=1).recall
    1.0
    """
    user, item = column(test_users, "test_users"), column(test_items, "test_items")
    _same_length(user, item, np.empty(0), False)
    user_numbers, item_numbers = model._users.numbers(user, False), model._items.numbers(item, False)
    values = _core.evaluate_item_model(
        model._core, max(len(model._users), int(user_numbers.max(initial=-1)) + 1),
        max(len(model._items), int(item_numbers.max(initial=-1)) + 1), user_numbers, item_numbers, k, progress)
    if not len(values["user"]):
        raise InvalidArgument("expected uses to test with, found none")
    labels = dict(zip(user_numbers.tolist(), user.tolist()))
    recall, ndcg, listed = values["recall"], values["ndcg"], values["listed"]
    recall_interval, ndcg_interval = _intervals(recall, ndcg, samples, seed)
    shown = listed > 0
    share = np.maximum(model._core.degrees[shown], 1) / max(1, len(model._users))
    return Evaluation(
        k, len(recall), float(recall.mean()), float(ndcg.mean()), recall_interval, ndcg_interval,
        float(shown.mean()), _gini(listed),
        float((listed[shown] * -np.log2(np.minimum(share, 1))).sum() / max(1, listed.sum())),
        table({"user": [labels[number] for number in values["user"].tolist()], "recall": recall, "ndcg": ndcg}),
        None if groups is None else _exposure(model, groups, listed, values["exposure"]), PROTOCOL)


def _intervals(recall: np.ndarray, ndcg: np.ndarray, samples: int, seed: int) -> tuple[tuple[float, float], ...]:
    rng = np.random.default_rng(seed)
    means = np.empty((max(1, samples), 2))
    for row in means:
        drawn = rng.integers(0, len(recall), len(recall))
        row[:] = recall[drawn].mean(), ndcg[drawn].mean()
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    return tuple((float(a), float(b)) for a, b in zip(low, high))


def _gini(counts: np.ndarray) -> float:
    total = counts.sum()
    if not total:
        return 0.0
    n = len(counts)
    return float(2 * (np.arange(1, n + 1) * np.sort(counts)).sum() / (n * total) - (n + 1) / n)


def _exposure(model: Model, groups: Mapping, listed: np.ndarray, exposure: np.ndarray) -> Table:
    sums: dict[str, list[float]] = {}
    for number, label in enumerate(model._items.labels):
        if label in groups:
            row = sums.setdefault(str(groups[label]), [0.0, 0.0, 0.0])
            row[0] += 1
            row[1] += float(listed[number])
            row[2] += float(exposure[number])
    names = sorted(sums)
    rows = np.array([sums[name] for name in names]).reshape(len(names), 3)
    rows /= np.maximum(rows.sum(axis=0), 1e-300)
    return table({"group": names, "items": rows[:, 0], "shown": rows[:, 1], "exposure": rows[:, 2], "gap": rows[:, 2] - rows[:, 0]},
                 units={name: "share" for name in ("items", "shown", "exposure", "gap")})


def temporal_split(users: Iterable, items: Iterable, times: Iterable, at: Any) -> tuple[tuple, tuple]:
    """The uses before `at`, and those at or after it: two pairs (users, items).

    `times` are numbers or dates that can be compared with `at`. A pair that comes before as well is left out of
    the second: it is no news. Nothing of the second is known to a model that is fitted on the first.

    Examples
    --------
    >>> import tissu as ts
    >>> train, test = ts.recommender.temporal_split(["u", "u", "v"], ["a", "b", "a"], [1, 2, 3], at=2)
    >>> train, test
    ((['u'], ['a']), (['u', 'v'], ['b', 'a']))
    """
    rows = list(zip(users, items, times, strict=True))
    early = [(user, item) for user, item, time in rows if time < at]
    known = set(early)
    late = [(user, item) for user, item, time in rows if not time < at and (user, item) not in known]
    return _columns(early), _columns(late)


def _columns(pairs: list[tuple]) -> tuple[list, list]:
    return [user for user, _ in pairs], [item for _, item in pairs]
