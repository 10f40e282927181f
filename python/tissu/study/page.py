"""From findings to the data of the page."""

from __future__ import annotations

import math
import platform
from collections import Counter
from collections.abc import Sequence

from tissu import _core, report
from tissu._core import Table

from .findings import Findings
from .samples import Sample
from .territories import Level
from .words import Words

#: A matrix of more territories says no more: the page draws the strongest 40.
_most_in_matrix = 400

_most_issues, _most_pairs, _most_actors = 500, 500, 500


def page_of(found: Findings) -> report.StudyResult:
    """All that the page shows."""
    words = Words(found.options.lang)
    names = _territory_names(found)
    return report.StudyResult(
        title=_title(found, words),
        source=words.say("demo") if found.source.is_demo else found.source.name,
        loading=loading_of(found),
        synthetic=synthetic_of(found),
        synthetic_note=_synthetic_note(found, words),
        figures=_figures(found),
        thin=found.thin,
        thin_note=_left_out(found, words) if found.thin else "",
        levels=[_level(level, found, words) for level in found.cooperation],
        presence=_presence(found, words),
        facilitators=_facilitators(found, names, words),
        openness=_openness(found, names, words),
        communities=_communities(found, names, words),
        network=_network(found, names, words),
        map=_map(found, words),
        searches=[_search(search) for search in found.searches],
        recommendations=[_recommendation(sample, words) for sample in found.recommendations],
        made=_made(found, words),
    )


def loading_of(found: Findings) -> report.Loading:
    """What was read; of a store that was there already, what it holds."""
    loaded = found.source.report
    if loaded is None:
        store = found.source.store
        counts = {
            name: len(getattr(store, name))
            for name in ("territories", "themes", "actors", "partnerships", "events", "resources")
        }
        return report.Loading([report.LoadedTable(name, n, n, 0, 0) for name, n in counts.items() if n])
    tables = [report.LoadedTable(**row) for row in loaded.rows if row["read"]]
    issues = [report.Issue(**row | {"line": row["line"] or None}) for row in loaded.issues.head(_most_issues)]
    return report.Loading(tables, issues, len(loaded.issues))


def _title(found: Findings, words: Words) -> str:
    if found.options.title:
        return found.options.title
    return words.say("title_demo") if found.source.is_demo else words.say("title", name=found.source.name)


def synthetic_of(found: Findings) -> str:
    """Whether none, some or all of the source is marked as invented."""
    kinds = {kind for _, kind in found.source.store._snapshot().source_kinds() if kind}
    if not any(kind.endswith("SYNTH") for kind in kinds):
        return "none"
    return "all" if len(kinds) == 1 else "some"


def _synthetic_note(found: Findings, words: Words) -> str:
    if synthetic_of(found) == "none":
        return ""
    return words.say("synthetic_demo" if found.source.is_demo else "synthetic")


def _activity_word(found: Findings) -> str:
    via = found.actors.via
    many = {"partnership": "partnerships", "event": "events", "resource": "resources"}
    return many.get(via[0], "activities") if len(via) == 1 else "activities"


def _figures(found: Findings) -> list[tuple[str, int]]:
    actors, tied = len(found.actors.net), int(found.actors.tied.sum())
    activities = (_activity_word(found), found.actors.activities)
    return [activities, ("actors", actors), ("tied actors", tied)] if found.thin else [activities, ("actors", tied)]


def _left_out(found: Findings, words: Words) -> str:
    if not found.actors.left_out:
        return ""
    labels = {row["id"]: row["name"] for row in found.source.store.actors.table()}
    return words.say("left_out", names=", ".join(labels.get(id, id) for id in found.actors.left_out))


def _note(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _level(level: Level, found: Findings, words: Words) -> report.CooperationLevel:
    pairs = level.pairs
    activity = words.activity(found.actors.via)
    external = (
        words.say(
            "external_note",
            level=words.voice.level(level.level, 2),
            outer=words.voice.level(level.outer, 1 if words.lang == "en" else 2),
        )
        if level.external_share is not None
        else ""
    )
    return report.CooperationLevel(
        level=level.level,
        territories=level.territories,
        pairs=[report.Pair(row["a_name"], row["b_name"], row["full"]) for row in pairs.head(_most_pairs)],
        pair_count=len(pairs),
        weight_total=math.fsum(pairs["full"]),
        weight_name=f"shared {_activity_word(found)}",
        external_share=level.external_share,
        external_level=level.outer,
        matrix=_matrix(level),
        note=_note(words.say("cooperation_note", activity=activity), external, _left_out(found, words)),
        file=f"cooperation_{level.level}.csv",
    )


def _presence(found: Findings, words: Words) -> report.Presence | None:
    seen = found.presence
    if seen is None:
        return None
    return report.Presence(
        seen.level,
        seen.actors,
        seen.several,
        [report.Pair(row["a_name"], row["b_name"], row["actors"]) for row in seen.pairs.head(_most_pairs)],
        len(seen.pairs),
        _note(words.say("presence_note"), _left_out(found, words)),
        f"presence_{seen.level}.csv",
    )


def _matrix(level: Level) -> report.Matrix | None:
    if not 0 < level.territories <= _most_in_matrix:
        return None
    row = {id: k for k, id in enumerate(level.net.ids)}
    values = [[0.0] * len(row) for _ in row]
    for a, b, weight in zip(*(level.counts[name].tolist() for name in ("a", "b", "full"))):
        values[row[a]][row[b]] = values[row[b]][row[a]] = weight
    return report.Matrix(level.net.labels, values)


def _facilitators(found: Findings, names: dict[str, str], words: Words) -> report.Facilitators:
    estimated = found.samples_of_betweenness
    rows = [
        report.Facilitator(
            row["name"],
            names.get(row["territory"], ""),
            row["degree"],
            row["betweenness"],
            _known(row["constraint"]),
            row["territories"] if found.openness else None,
        )
        for row in found.facilitators.head(_most_actors)
    ]
    return report.Facilitators(
        actors=len(found.actors.net),
        rows=rows,
        group_level=_outer(found),
        file="facilitators.csv",
        note=_note(
            words.say("actors_note", activity=words.activity(found.actors.via)),
            words.say("facilitators_note"),
            words.say("estimated", n=estimated) if estimated else "",
            _left_out(found, words),
        ),
    )


def _openness(found: Findings, names: dict[str, str], words: Words) -> report.Openness | None:
    level = _outer(found)
    if not level:
        return None
    table, index = found.openness[level]
    rows = [
        report.OpennessRow(
            names.get(row["group"], row["group"]),
            row["internal"],
            row["external"],
            _known(row["e_i"]),
            row["nodes"],
        )
        for row in table
    ]
    return report.Openness(
        level,
        rows,
        _known(index.value),
        _known(index.expected),
        words.say("openness_note"),
        f"openness_{level}.csv",
    )


def _communities(found: Findings, names: dict[str, str], words: Words) -> report.Communities:
    level, labels = _outer(found), found.communities.labels
    groups = found.actors.net.group(level) if level else [""] * len(labels)
    parts: dict[str, Counter[str]] = {}
    for label, group in zip(labels, groups):
        if label:
            parts.setdefault(label, Counter())[names.get(group, group)] += 1
    rows = [
        report.Community(label, parts[label].total(), dict(parts[label])) for label in sorted(parts, key=int)
    ]
    agreements = [
        report.Agreement(level, comparison.ari)
        for level, comparison in found.communities.agreements.items()
        if math.isfinite(comparison.ari)
    ]
    return report.Communities(
        found.communities.number,
        _known(found.communities.modularity),
        agreements,
        rows,
        level,
        words.say("communities_note"),
        "communities.csv",
    )


def _network(found: Findings, names: dict[str, str], words: Words) -> report.NetworkPicture:
    net, level = found.actors.net, _outer(found)
    groups = net.group(level) if level else [""] * len(net)
    offsets, _, _ = net._csr()
    nodes = [
        report.PictureNode(label, x, y, names.get(group, group), float(offsets[i + 1] - offsets[i]))
        for i, (label, x, y, group) in enumerate(
            zip(net.labels, found.positions["x"].tolist(), found.positions["y"].tolist(), groups)
        )
    ]
    note = _note(
        words.say("actors_note", activity=words.activity(found.actors.via)),
        words.say("network_note"),
        _left_out(found, words),
    )
    return report.NetworkPicture(
        nodes, _rows_of(net.ids, net.edges, "source", "target", "weight"), level, note, "edges.csv"
    )


def _map(found: Findings, words: Words) -> report.MapPicture | None:
    """The finest level at which some territory has a place."""
    for level in found.cooperation:
        nodes = level.net.nodes
        if any(math.isfinite(lon) for lon in nodes["lon"]):
            break
    else:
        return None if not found.cooperation else report.MapPicture()
    lines = _rows_of(level.net.ids, level.pairs, "a", "b", "full")
    weight = [0.0] * len(nodes)
    for a, b, value in lines:
        weight[a] += value
        weight[b] += value
    points = [
        report.MapPoint(label, _known(lon), _known(lat), weight[i])
        for i, (label, lon, lat) in enumerate(
            zip(level.net.labels, nodes["lon"].tolist(), nodes["lat"].tolist())
        )
    ]
    return report.MapPicture(
        points,
        lines,
        f"shared {_activity_word(found)}",
        words.say("map_note"),
        f"cooperation_{level.level}.csv",
    )


def _rows_of(ids: Sequence[str], table: Table, a: str, b: str, weight: str) -> list[tuple[int, int, float]]:
    row = {id: k for k, id in enumerate(ids)}
    return [
        (row[x], row[y], value)
        for x, y, value in zip(table[a].tolist(), table[b].tolist(), table[weight].tolist())
    ]


def question_of(sample: Sample, words: Words) -> str:
    """The question that a sample of recommendations answers."""
    return words.say("question", theme=sample.theme_name, territory=sample.territory_name)


def _recommendation(sample: Sample, words: Words) -> report.RecommendationSample:
    rows = [
        report.Recommendation(
            row["rank"],
            row["kind"],
            row["title"],
            row["score"],
            row["scope"],
            [sample.reasons(row, words.lang)],
        )
        for row in sample.answer
    ]
    return report.RecommendationSample(question_of(sample, words), rows)


def _search(search) -> report.SearchSample:
    rows = [report.Found(hit.kind, hit.title, hit.snippet) for hit in search.hits]
    return report.SearchSample(search.text, search.hits.total, rows)


def _made(found: Findings, words: Words) -> report.Made:
    options = found.options
    return report.Made(
        command=_command(found),
        seed=options.seed,
        versions={"tissu": _core.__version__, "Python": platform.python_version()},
        sources=found.source.files,
        period=_period(found, words),
        counting="full",
        date=options.shown_date(),
    )


def _command(found: Findings) -> str:
    """What to type to make the study again; where it is written to does not matter."""
    options = found.options
    words = ["tissu study", "--demo" if found.source.is_demo else found.source.name]
    words += ["--levels", ",".join(found.levels)] if found.levels else []
    words += ["--via", ",".join(found.actors.via)]
    words += [part for theme in options.themes for part in ("--theme", theme)]
    for name in ("since", "until"):
        words += [f"--{name}", str(value)] if (value := getattr(options, name)) else []
    return " ".join([*words, "--seed", str(options.seed), "--lang", options.lang, "-o", "OUT"])


def _period(found: Findings, words: Words) -> str:
    """The years asked for, else those in which the activities looked at began; contracts are signed for years to come."""
    options = found.options
    if options.since or options.until:
        return f"{options.since or '…'} – {options.until or '…'}"
    collections = [
        getattr(found.source.store, name)
        for via, name in (("partnership", "partnerships"), ("event", "events"), ("resource", "resources"))
        if via in found.actors.via
    ]
    dates = [(row["from"] or row["until"], row["until"]) for collection in collections for row in collection.table()]
    begun = [first.year for first, _ in dates if first is not None]
    if not begun:
        return ""
    end = max((last.year for _, last in dates if last is not None), default=0)
    years = f"{min(begun)} – {max(begun)}"
    return words.say("begun", years=years, end=str(end)) if end > max(begun) else years


def _outer(found: Findings) -> str:
    """The coarsest level that actors are placed at; "" if there is none."""
    return list(found.openness)[-1] if found.openness else ""


def _territory_names(found: Findings) -> dict[str, str]:
    return {row["id"]: row["name"] for row in found.source.store.territories.table()}


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
