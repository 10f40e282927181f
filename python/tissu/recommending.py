"""What a store recommends: by theme and territory, to an actor, to newcomers; what is new; what is missing."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import InvalidArgument, Table
from tissu.results import Tabular
from tissu.search import Recommendation
from tissu.tables import table

__all__ = ["Recommending", "Trial", "Weights"]

#: For newcomers: what many use, and recent, before what fits best.
STARTER = (0.35, 0.25, 0.0, 0.10, 0.30)


@dataclass(frozen=True, repr=False)
class Weights(Tabular):
    """What each signal weighs in a recommendation, by kind: see `Store.learn_weights`. Read like a table."""

    weights: Table

    @property
    def table(self) -> Table:
        """kind, signal, weight, usual (both sum to 1 within a kind), actors, choices, gain in bits a choice."""
        return self.weights

    def _rows(self) -> dict[str, list[float]]:
        rows: dict[str, dict[str, float]] = {}
        for row in self.weights:
            rows.setdefault(row["kind"], {})[row["signal"]] = row["weight"]
        return {kind: [row[name] for name in _core.signal_names] for kind, row in rows.items()}


@dataclass(frozen=True, repr=False)
class Trial(Tabular):
    """How well lists foresaw what actors did: see `Store.try_recommending`. Read like a table, one row for each way."""

    ways: Table
    by_actor: Table = field(repr=False)
    protocol: str = field(repr=False)

    @property
    def table(self) -> Table:
        """way, ndcg, low, high (95 %), items (share of the candidates listed), territories (share reached)."""
        return self.ways


class Recommending(ABC):
    """The part of a `Store` that recommends."""

    _core: _core.Store
    _recommender_index: tuple[int, _core.Recommender] | None

    def _snapshot(self) -> _core.Snapshot:
        return self._core.snapshot(None)

    @abstractmethod
    def _index(self) -> _core.Catalogue:
        """The search index of this revision."""

    def _recommender(self) -> _core.Recommender:
        """The recommender of this revision, made when it is first asked."""
        revision = self._snapshot().revision
        if self._recommender_index is None or self._recommender_index[0] != revision:
            self._recommender_index = (revision, _core.Recommender(self._index()))
        return self._recommender_index[1]

    def recommend(self, theme: str | None = None, territory: str | None = None, actor: str | None = None, *,
                  kinds: Any = ("resource", "event", "actor", "partnership"), limit: int = 10, widen: bool = True,
                  diversity: float = 0.0, since: Any = None, until: Any = None, seen: bool = False,
                  weights: Weights | Mapping[str, Mapping[str, float]] | None = None, fairness: float = 0.0,
                  level: str = "departement", most_loss: float = 0.05, lang: str = "en") -> Recommendation:
        """What fits a theme and a territory best, near first and then wider, each with its reasons.

        Persons are recommended to an `actor` only, not to anybody who asks by theme and territory.

        Parameters
        ----------
        theme, territory
            Codes or names ("santé mentale", "Évry-Courcouronnes"). At least one of these or `actor`. A theme may be a
            sentence; a word means the concepts of the scheme ``theme`` first. The notice says how it was read if there is doubt.
        actor
            An actor's code: what it did before is taken into account, what it knows already is left out.
        kinds, limit, since, until
        widen
            False: nothing from outside the territory.
        diversity
            0 to 1: how much an item loses by being like one before it.
        seen
            True: also what the actor knows already.
        weights
            From `learn_weights`, or ``{kind: {signal: weight}}`` with the signals theme, territory, shared, recent,
            used; those not named weigh 0. None: the usual ones.
        fairness, level, most_loss
            0 to 1: how much is given to territories of the level that lists show less than their share; it may
            cost at most `most_loss` of the sum of scores. The note says what it did cost.
        lang
            Of the reasons and the notice: ``"fr"`` or ``"en"``.

        Raises
        ------
        NotFound
            For a theme, territory or actor that the store does not know, with near matches.
        InvalidArgument
            If neither is given, for unknown kinds and numbers out of range.

        Notes
        -----
        The definition is in docs/search-and-recommendation.md. The first call after a change builds an index.

        Examples
        --------
        >>> import tissu as ts
        >>> r = ts.demo(quiet=True).recommend("santé mentale", "Évry-Courcouronnes", limit=3)
        >>> len(r)
        3
        """
        return Recommendation(self._recommender().recommend(_options(
            theme, territory, actor, kinds, limit=limit, widen=widen, diversity=diversity, since=_date_text(since),
            until=_date_text(until), seen=seen, weights=_weights(weights), fairness=fairness, level=level,
            most_loss=most_loss, lang=lang)))

    def starter(self, theme: str | None = None, territory: str | None = None, *,
                kinds: Any = ("resource", "event", "partnership", "actor"), limit: int = 8, lang: str = "en") -> Recommendation:
        """A first set for somebody new to a theme or a territory: what many use, and as unlike each other as can be.

        `recommend` with the weights theme .35, used .30, territory .25, recent .10 and a diversity of one half.

        Examples
        --------
        >>> import tissu as ts
        >>> first = ts.demo(quiet=True).starter("santé mentale", "Évry-Courcouronnes")
        >>> sorted(set(first.table.column("kind")))
        ['actor', 'event', 'partnership', 'resource']
        """
        chosen = dict(zip(_core.signal_names, STARTER))
        return self.recommend(theme, territory, kinds=kinds, limit=limit, diversity=0.5, lang=lang,
                              weights={kind: chosen for kind in _list(kinds)})

    def digest(self, actor: str | None = None, theme: str | None = None, territory: str | None = None, *, since: Any,
               until: Any = None, kinds: Any = ("resource", "event", "partnership"), limit: int = 10, lang: str = "en") -> Table:
        """What is new for an actor, or about a theme and a territory: the raw material of a letter.

        Resources issued and events and partnerships begun from `since` on (and before `until`), the best `limit`
        of each kind: kind, id, title, date, score, scope, reasons (in `lang`). What the actor did itself is left out.

        Examples
        --------
        >>> import tissu as ts
        >>> news = ts.demo(quiet=True).digest(theme="santé mentale", since="2024", limit=2)
        >>> news.names
        ['kind', 'id', 'title', 'date', 'score', 'scope', 'reasons']
        """
        return self._recommender().digest(_options(theme, territory, actor, kinds, limit=limit, lang=lang), _date_text(since), _date_text(until))

    def needs_gap(self, by: str = "theme", *, kinds: Any = ("event", "resource"), theme: str | None = None,
                  territory: str | None = None, level: str | None = None, since: Any = None, until: Any = None) -> Table:
        """How needs are shared out over themes or territories beside how offers are; the largest gap first.

        Parameters
        ----------
        by
            ``"theme"`` or ``"territory"``.
        kinds
            What counts as an offer; also ``"partnership"``.
        theme, territory, since, until
            Only needs and offers about it or below, in it or below, of this period.
        level
            By territory: the kind of place to roll up to (``"epci"``, ``"departement"``).

        Returns
        -------
        Table
            id, label, needs, offers, needs_share, offers_share, gap. A need has one theme, so an offer counts for its
            first; both count once for each of their places. Shares are of the sum of a column.

        Examples
        --------
        >>> import tissu as ts
        >>> ts.demo(quiet=True).needs_gap("theme")["id"][0]
        'theme:COH.SAN.MEN'
        """
        meant = self._index().theme_meant(theme) if theme else ""
        return _core.needs_gap(self._snapshot(), by, _list(kinds), meant, territory or "", level or "",
                               _date_text(since), _date_text(until))

    def learn_weights(self, at: Any, until: Any, *, kinds: Any = ("event", "resource"), most_actors: int = 2000,
                      seed: int = 0, progress: Any = None) -> Weights:
        """The weights under which what actors did from `at` to `until` is most likely, given what was known at `at`.

        Nothing changes by itself: give the result to ``recommend(weights=...)``. A conditional logit with weights of
        0 or more over the signals of requests with the actor; among at most `most_actors` actors, drawn by `seed`.

        References
        ----------
        D. McFadden, Conditional logit analysis of qualitative choice behavior, 1974.

        Examples
        --------
        >>> import tissu as ts
        >>> weights = ts.demo(quiet=True).learn_weights("2022", "2022", kinds="event", most_actors=100)
        >>> weights.names
        ['kind', 'signal', 'weight', 'usual', 'actors', 'choices', 'gain']
        """
        found = _core.learn_weights(self._snapshot(), _date_text(at), _date_text(until), _list(kinds), most_actors, seed, progress)
        usual = np.array(_core.usual_weights) / sum(_core.usual_weights)
        rows = [(kind, name, weights[i], usual[i], actors, choices, gain)
                for kind, weights, actors, choices, gain in found for i, name in enumerate(_core.signal_names)]
        names = ("kind", "signal", "weight", "usual", "actors", "choices", "gain")
        columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
        return Weights(table(columns, units={"weight": "share", "usual": "share", "gain": "bits"},
                             note=f"learned from what was done from {at} to {until}, with what was known before"))

    def try_recommending(self, at: Any, until: Any, *, kinds: Any = ("event", "resource"), k: int = 10,
                         weights: Weights | Mapping[str, Mapping[str, float]] | None = None, most_actors: int = 2000,
                         samples: int = 1000, seed: int = 0, progress: Any = None) -> Trial:
        """How well lists of `k` foresee what actors did from `at` to `until`, given what was known at `at`.

        Events of the period are announced with their themes, places and organisers; who came is not known. Actors
        with a seat and a theme (the first they say they work on, else their most frequent one, else that of their
        last need) who did something new count, once for each kind.

        Returns
        -------
        Trial
            One row for each way to make lists: ``both`` (theme and territory), ``actor`` (the actor's code),
            ``theme``, ``territory``, ``popularity`` (most used), ``nearest`` (to the seat). Columns way, ndcg, low,
            high (bootstrap of 95 % over actors), items and territories (share of the candidates, and of the places
            where they lie, that lists reached). ``by_actor``: actor, kind, way, ndcg.

        Examples
        --------
        >>> import tissu as ts
        >>> trial = ts.demo(quiet=True).try_recommending("2023", "2023", kinds="event", most_actors=100)
        >>> trial["way"].tolist()
        ['both', 'actor', 'theme', 'territory', 'popularity', 'nearest']
        """
        found = _core.try_recommending(self._snapshot(), _date_text(at), _date_text(until), _list(kinds), most_actors, seed, k,
                                       _weights(weights), progress)
        ways, ndcg = np.array(found["way"], object), found["ndcg"]
        names = list(found["listed"])
        values = {way: ndcg[ways == way] for way in names}
        n = len(ndcg) // len(names)
        drawn = np.random.default_rng(seed).integers(0, max(n, 1), (max(samples, 1), n)) if n else np.empty((1, 0), np.int64)
        means = {way: [float(values[way][one].mean()) for one in drawn] if n else [np.nan] for way in names}
        low, high = ({way: float(np.quantile(means[way], q)) for way in names} for q in (0.025, 0.975))
        summary = table({"way": names, "ndcg": [float(values[way].mean()) if n else np.nan for way in names],
                         "low": [low[way] for way in names], "high": [high[way] for way in names],
                         "items": [found["listed"][way] / max(1, found["items"]) for way in names],
                         "territories": [found["places"][way] / max(1, found["territories"]) for way in names]},
                        units={"items": "share", "territories": "share"}, note=f"NDCG@{k} of {n} lists")
        return Trial(summary, table({name: found[name] for name in ("actor", "kind", "way")} | {"ndcg": ndcg}),
                     f"known before {at}; foreseen until {until}; lists of {k}; NDCG against the best order of what was done")


def _options(theme: str | None, territory: str | None, actor: str | None, kinds: Any, **others: Any) -> dict[str, Any]:
    return {"theme": theme or "", "territory": territory or "", "actor": actor or "", "kinds": _list(kinds)} | others


def _weights(weights: Weights | Mapping[str, Mapping[str, float]] | None) -> dict[str, list[float]]:
    if weights is None:
        return {}
    if isinstance(weights, Weights):
        return weights._rows()
    rows = {}
    for kind, row in weights.items():
        unknown = set(row) - set(_core.signal_names)
        if unknown:
            raise InvalidArgument(f"expected weights of the signals {', '.join(_core.signal_names)}, found {sorted(unknown)[0]!r}")
        rows[kind] = [float(row.get(name, 0.0)) for name in _core.signal_names]
    return rows


def _list(values: Any) -> list[str]:
    return [values] if isinstance(values, str) else list(values)


def _date_text(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, datetime.date) else str(value)
