"""Actors that act in several territories: the little there is where hardly any two actors share an activity."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from tissu._core import Table
from tissu.store import Store
from tissu.tables import table

from .actors import Actors

#: Below this share of actors with a tie there is no network worth a picture.
_fewest_tied = 0.05


@dataclass(frozen=True)
class Presence:
    """Who acts where, at the level of territory that the memberships name most often.

    `actors` say where they act, `several` of them in more than one territory. `pairs`: columns a, a_name, b, b_name,
    actors (that act in both), those with most actors first.
    """

    level: str
    actors: int
    several: int
    pairs: Table


def is_thin(actors: Actors) -> bool:
    """Whether hardly any actor is tied to another."""
    return len(actors.net) > 0 and int(actors.tied.sum()) < _fewest_tied * len(actors.net)


def presence(store: Store, actors: Actors) -> Presence | None:
    """Where the partners of the activities looked at act, as their partnerships say; None where nobody says."""
    looked_at = set(actors.net.origin.column_ids) if actors.net.origin is not None else set()
    known = set(actors.net.ids)
    rows = [row for row in _acts(store) if row["actor"] in known and row["activity"] in looked_at]
    levels = Counter(row["territory"].partition(":")[0] for row in rows)
    if not levels:
        return None
    level = min(levels, key=lambda name: (-levels[name], name))
    places: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        if row["territory"].startswith(f"{level}:"):
            places.setdefault(row["actor"], set()).add(row["territory"])
            names[row["territory"]] = row["name"]
    shared = Counter(pair for found in places.values() for pair in combinations(sorted(found), 2))
    pairs = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    columns = {
        "a": [a for (a, _), _ in pairs],
        "a_name": [names[a] for (a, _), _ in pairs],
        "b": [b for (_, b), _ in pairs],
        "b_name": [names[b] for (_, b), _ in pairs],
        "actors": [number for _, number in pairs],
    }
    return Presence(level, len(places), sum(len(found) > 1 for found in places.values()), table(columns))


def _acts(store: Store) -> Table:
    """Columns actor, activity, territory, name: where a partner acts, else where the partnership is carried out."""
    return store.query(
        "SELECT a.code AS actor, v.code AS activity, t.code AS territory, t.name AS name"
        " FROM activity_actor m JOIN actor a ON a.id = m.actor_id JOIN activity v ON v.id = m.activity_id"
        " LEFT JOIN activity_territory l ON l.activity_id = v.id AND m.territory_id IS NULL"
        " JOIN territory t ON t.id = coalesce(m.territory_id, l.territory_id)"
        " WHERE m.member = 'partner' ORDER BY m.id"
    )
