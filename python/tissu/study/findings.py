"""Everything a study measures, as tables of the core."""

from __future__ import annotations

from dataclasses import dataclass

from tissu._core import Table
from tissu.cooperation import EIIndex

from . import actors as measures
from . import samples
from .actors import Actors, Communities
from .beyond import Beyond, beyond
from .levels import choose_levels
from .options import StudyOptions
from .presence import Presence, is_thin, presence
from .source import Source
from .territories import Level, cooperation_at


@dataclass(frozen=True)
class Findings:
    """All that was measured, as tables of the core."""

    source: Source
    options: StudyOptions
    levels: tuple[str, ...]
    actors: Actors
    cooperation: tuple[Level, ...]
    thin: bool
    presence: Presence | None
    beyond: Beyond
    facilitators: Table
    samples_of_betweenness: int
    openness: dict[str, tuple[Table, EIIndex]]
    communities: Communities
    positions: Table
    recommendations: list[samples.Sample]
    searches: list[samples.Search]


def find(source: Source, options: StudyOptions) -> Findings:
    """Measures everything."""
    store = source.store
    actors = measures.actor_network(store, options)
    levels = choose_levels(store, actors.net, options.levels)
    known = [level for level in levels if level in actors.net.group_names]
    found = tuple(
        cooperation_at(store, level, levels[k + 1] if k + 1 < len(levels) else "", actors, options)
        for k, level in enumerate(levels)
    )
    thin = is_thin(actors)
    ranking, estimated_from = measures.facilitators(actors, known[-1] if known else "", options)
    return Findings(
        source,
        options,
        levels,
        actors,
        found,
        thin,
        presence(store, actors) if thin else None,
        beyond(actors, found, known, options),
        ranking,
        estimated_from,
        {level: measures.openness(actors, level) for level in known},
        measures.communities(actors, levels, options),
        measures.positions(actors, options),
        samples.recommendations(store, found[0] if found else None, options.lang),
        samples.searches(store, options.lang),
    )
