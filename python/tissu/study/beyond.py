"""What a paper asks besides: shares by counting, brokerage between groups, the loss curve, links beyond chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tissu import cooperation
from tissu._core import Table
from tissu.tables import table

from .actors import Actors
from .options import StudyOptions
from .territories import COUNTINGS, Level

#: All pairs are tested: of more territories these would be too many.
_most_tested = 5000

#: Of more pairs of ties than this, labels are dealt 19 times, else 99.
_many_walks = 2e6

_roles = ("role", "pattern", "count", "expected", "sd", "z")


@dataclass(frozen=True)
class Beyond:
    """Tables: `shares` (level, counting, pairs, weight, external_level, external_share), `brokerage` (level and the
    totals of each role), `robustness` (the largest component as the best connected actors go), `validated` (for
    each level the pairs that share more than chance), `power` (level, tests, threshold, could_pass, passed).
    """

    shares: Table
    brokerage: Table
    robustness: Table
    validated: dict[str, Table]
    power: Table


def beyond(actors: Actors, levels: tuple[Level, ...], known: list[str], options: StudyOptions) -> Beyond:
    """All of it. Levels of more than 5,000 territories are not tested."""
    tested = {
        level.level: cooperation.backbone(level.net.origin, "svn", threads=options.threads)
        for level in levels
        if level.net.origin is not None and 1 < level.territories <= _most_tested
    }
    return Beyond(
        _shares(levels),
        _brokerage(actors, known, options),
        cooperation.robustness(actors.net, threads=options.threads, progress=options.progress).table,
        {level.level: _named(tested[level.level], level) for level in levels if level.level in tested},
        _power(tested),
    )


def _shares(levels: tuple[Level, ...]) -> Table:
    rows = [
        {
            "level": level.level,
            "counting": counting,
            "pairs": len(level.pairs),
            "weight": math.fsum(level.counts[counting]),
            "external_level": level.outer,
            "external_share": _external(level, counting),
        }
        for level in levels
        for counting in COUNTINGS
    ]
    names = ("level", "counting", "pairs", "weight", "external_level", "external_share")
    return table({name: [row[name] for row in rows] for name in names})


def _external(level: Level, counting: str) -> float:
    """Share of the weight, that within territories included, that joins different territories of the coarser level."""
    if not level.outer or level.outer not in level.net.group_names:
        return math.nan
    group = dict(zip(level.net.ids, level.net.group(level.outer)))
    inside = outside = 0.0
    for a, b, weight in zip(*(level.counts[name].tolist() for name in ("a", "b", counting))):
        if group[a] and group[b]:
            inside, outside = (inside + weight, outside) if group[a] == group[b] else (inside, outside + weight)
    return outside / (inside + outside) if inside + outside else math.nan


def _brokerage(actors: Actors, known: list[str], options: StudyOptions) -> Table:
    """Roles by the groups, at the coarsest level, of a, v, b; expected: with the labels dealt anew among the actors."""
    columns: dict[str, list] = {name: [] for name in ("level", *_roles)}
    walks = float((np.diff(actors.net._csr()[0]).astype(float) ** 2).sum())
    for level in known[-1:]:
        found = cooperation.brokerage_totals(
            actors.net,
            level,
            null="labels",
            permutations=99 if walks < _many_walks else 19,
            seed=options.seed,
            threads=options.threads,
        )
        columns["level"] += [level] * len(found)
        for name in _roles:
            columns[name] += found[name].tolist()
    return table(columns, note=found.note if known else "")


def _named(found: cooperation.Backbone, level: Level) -> Table:
    edges = found.network.edges
    names = [[level.names[id] for id in edges[end].tolist()] for end in ("source", "target")]
    return table(
        {"a": edges["source"].tolist(), "a_name": names[0], "b": edges["target"].tolist(), "b_name": names[1]}
        | {"weight": edges["weight"].tolist()}
    )


def _power(tested: dict[str, cooperation.Backbone]) -> Table:
    over = {level: next(row for row in found.power if row["tail"] == "over") for level, found in tested.items()}
    columns = {name: [row[name] for row in over.values()] for name in ("tests", "threshold", "could_pass", "passed")}
    return table({"level": list(over)} | columns)
