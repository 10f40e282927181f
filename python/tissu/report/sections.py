"""The sections about cooperation and its actors: each says in words what one sees, then shows it."""

from __future__ import annotations

from collections.abc import Sequence

from .charts import community_bars, heat_map, openness_bars, pair_bars
from .markup import Html, element, join, text
from .model import (
    Agreement,
    Communities,
    CooperationLevel,
    Facilitators,
    Openness,
    OpennessRow,
    Pair,
    Presence,
    StudyResult,
)
from .parts import figure, is_sparse, note, words
from .tables import Rows, details, table
from .voice import Voice

_pair_bars, _heat_limit, _top_actors, _openness_limit, _community_limit = 12, 40, 15, 40, 25


def cooperation(study: StudyResult, voice: Voice) -> Html:
    """Who cooperates with whom, level by level."""
    if not study.levels and study.presence is None:
        return words(voice.say("not_studied" if study.network is None else "cooperation_none"))
    levels = [_level(level, study, voice) for level in study.levels] or [words(voice.say("cooperation_none"))]
    return join(*levels, _presence(study.presence, study, voice) if study.presence else "")


def facilitators(study: StudyResult, voice: Voice) -> Html:
    """Who stands between others."""
    found = study.facilitators
    if found is None:
        return words(voice.say("not_studied"))
    if not any(row.betweenness for row in found.rows):
        return join(words(voice.say("facilitators_none")), note(found.note, study.made, voice))
    rows = _facilitator_rows(found, voice)
    top = Rows(rows.columns, rows.cells[:_top_actors], rows.caption)
    folded = (
        details(rows, voice, voice.say("table_whole", n=rows.count)) if rows.count > _top_actors else Html("")
    )
    return join(
        words(_facilitators_lead(found, voice)),
        words(voice.say("facilitators_read")),
        table(top, voice),
        folded,
        note(found.note, study.made, voice),
    )


def openness(study: StudyResult, voice: Voice) -> Html:
    """How far each territory works with others."""
    found = study.openness
    if found is None:
        return words(voice.say("not_studied"))
    tied = [row for row in found.rows if row.internal + row.external > 0]
    if not tied:
        return join(
            words(voice.say("openness_none", level=voice.level(found.level))),
            note(found.note, study.made, voice),
        )
    busiest = sorted(tied, key=lambda row: (-(row.internal + row.external), row.territory))[:_openness_limit]
    shown = sorted(busiest, key=lambda row: (-_external_share(row), row.territory))
    part = (
        voice.say("openness_part", n=len(shown), all=len(found.rows))
        if len(shown) < len(found.rows)
        else None
    )
    title = voice.say("openness_chart")
    return join(
        words(*_openness_lead(found, tied, voice)),
        figure(openness_bars(shown, title, voice), title + ".", part),
        note(found.note, study.made, voice),
        details(_openness_rows(found, voice), voice),
    )


def communities(study: StudyResult, voice: Voice) -> Html:
    """Whether the groups that the ties form follow borders."""
    found = study.communities
    if found is None:
        return words(voice.say("not_studied"))
    if not found.number or not found.rows:
        return join(words(voice.say("communities_none")), note(found.note, study.made, voice))
    level = voice.level(found.level)
    title = voice.say("communities_chart", level=level)
    shown = min(len(found.rows), _community_limit)
    part = voice.say("communities_part", n=shown, all=found.number) if shown < found.number else None
    agreements = Rows(
        ("level", "adjusted_rand"),
        [(voice.level(row.level), row.adjusted_rand) for row in found.agreements],
        voice.say("agreements_caption"),
    )
    return join(
        words(*_communities_lead(found, voice)),
        table(agreements, voice) if len(found.agreements) > 1 else "",
        figure(community_bars(found, _community_limit, title, voice), title + ".", part),
        note(found.note, study.made, voice),
        details(_community_rows(found, level, voice), voice),
    )


def _presence(found: Presence, study: StudyResult, voice: Voice) -> Html:
    one, many = voice.level(found.level), voice.level(found.level, 2)
    heading = element("h3", voice.say("presence", level=many))
    definition = note(found.note, study.made, voice)
    if not found.pair_count:
        return join(heading, words(voice.say("presence_none", n=found.actors, level=one)), definition)
    counts = {"several": found.several, "actors": found.actors, "n": found.pair_count}
    rows = Rows(
        ("a", "b", "actors"),
        [(pair.a, pair.b, pair.weight) for pair in found.pairs],
        voice.say("presence_caption", level=many),
        found.pair_count,
        found.file,
    )
    lead = voice.say("presence_lead", level=one, many=many, **counts)
    return join(heading, words(lead, voice.say("presence_read")), table(rows, voice, 30), definition)


def _level(level: CooperationLevel, study: StudyResult, voice: Voice) -> Html:
    many = voice.level(level.level, level.territories if level.territories != 1 else 2)
    weight = voice.word(level.weight_name) or voice.say("weight")
    heading = element("h3", voice.say("between", level=many))
    if not level.pair_count:
        return join(heading, words(voice.say("pairs_none", level=many)), note(level.note, study.made, voice))
    rows = Rows(
        ("a", "b", "weight", "partnerships"),
        [(pair.a, pair.b, pair.weight, pair.partnerships) for pair in level.pairs],
        voice.say("pairs_caption", level=many),
        level.pair_count,
        level.file,
    )
    rows = _without_unknown(rows)
    if is_sparse(level.pair_count, level.territories):
        sparse = voice.say("pairs_sparse", territories=level.territories, level=many)
        return join(
            heading,
            words(*_pairs_lead(level, many, voice), sparse),
            table(rows, voice, 30),
            note(level.note, study.made, voice),
        )
    return join(
        heading,
        words(*_pairs_lead(level, many, voice)),
        _bars(level, many, weight, voice),
        _matrix(level, many, weight, voice),
        note(level.note, study.made, voice),
        details(rows, voice),
    )


def _bars(level: CooperationLevel, many: str, weight: object, voice: Voice) -> Html:
    shown = level.pairs[:_pair_bars]
    title = voice.say("pairs_chart", level=many, weight=weight)
    return figure(pair_bars(shown, title, voice), title + ".") if shown else Html("")


def _matrix(level: CooperationLevel, many: str, weight: object, voice: Voice) -> Html:
    matrix = level.matrix
    if matrix is None or len(matrix.labels) < 3:
        return Html("")
    title = voice.say("matrix", level=many, weight=weight)
    size = len(matrix.labels)
    part = voice.say("matrix_part", n=_heat_limit, all=size) if size > _heat_limit else None
    return figure(heat_map(matrix, title, voice, _heat_limit), title, part)


def _pairs_lead(level: CooperationLevel, many: str, voice: Voice) -> list[object]:
    possible = level.territories * (level.territories - 1) // 2
    share = voice.percent(level.pair_count / possible) if possible else "–"
    said: list[object] = [voice.say("pairs", n=level.pair_count, level=many, possible=possible, share=share)]
    if level.pairs:
        said.append(_first_pair(level.pairs, voice.word(level.weight_name) or voice.say("weight"), voice))
    if level.external_share is not None:
        outer = voice.level(level.external_level or level.level, 2)
        said.append(voice.say("pairs_external", share=voice.percent(level.external_share), level=outer))
    return said


def _first_pair(pairs: Sequence[Pair], weight_name: object, voice: Voice) -> Html:
    first = pairs[0]
    weight = join(voice.number(first.weight), " ", weight_name)
    equal = sum(1 for pair in pairs if pair.weight == first.weight)
    if equal == 1:
        return voice.say("pairs_first", a=_name(first.a), b=_name(first.b), weight=weight)
    return voice.say("pairs_first_many", count=equal, a=_name(first.a), b=_name(first.b), weight=weight)


def _facilitators_lead(found: Facilitators, voice: Voice) -> Html:
    first = max(found.rows, key=lambda row: row.betweenness or 0)
    lead = voice.say("facilitators_lead", name=_name(first.name), n=max(found.actors, len(found.rows)))
    level = voice.level(found.group_level or "territory", first.territories or 0)
    joins = (
        "" if first.territories is None else voice.say("facilitators_joins", n=first.territories, level=level)
    )
    return join(lead, " ", joins) if joins else join(lead, ".")


def _facilitator_rows(found: Facilitators, voice: Voice) -> Rows:
    cells = [
        (k + 1, row.name, row.group or None, row.degree, row.betweenness, row.constraint, row.territories)
        for k, row in enumerate(found.rows)
    ]
    group = voice.level(found.group_level) if found.group_level else "group"
    rows = Rows(
        ("rank", "name", group, "degree", "betweenness", "constraint", "territories"),
        cells,
        voice.say("facilitators_caption"),
        max(found.actors, len(cells)) if found.file else None,
        found.file,
    )
    return _without_unknown(rows)


def _openness_lead(found: Openness, tied: list[OpennessRow], voice: Voice) -> list[object]:
    open_ones = sum(1 for row in tied if row.external > row.internal)
    said: list[object] = [
        voice.say(
            "openness_lead", n=open_ones, all=len(found.rows), level=voice.level(found.level, len(found.rows))
        )
    ]
    if found.e_i is not None:
        said.append(voice.say("openness_index", value=_index(found.e_i, voice)))
        said.append(
            voice.say("openness_small")
            if found.expected is None
            else voice.say("openness_expected", value=_index(found.expected, voice))
        )
    return said


def _openness_rows(found: Openness, voice: Voice) -> Rows:
    cells = [
        (
            row.territory,
            row.actors,
            row.internal,
            row.external,
            _external_share(row) if row.internal + row.external > 0 else None,
            row.e_i,
        )
        for row in found.rows
    ]
    return _without_unknown(
        Rows(
            ("territory", "actors", "internal", "external", "external_share", "e_i"),
            cells,
            voice.say("openness_caption"),
            None,
            found.file,
        )
    )


def _communities_lead(found: Communities, voice: Voice) -> list[object]:
    lead = voice.say("communities_lead", n=found.number)
    if found.modularity is None:
        first = join(lead, ".")
    else:
        key = "modularity_weak" if found.modularity < 0.3 else "modularity_clear"
        first = join(lead, voice.say(key, value=voice.decimal(found.modularity, 2)))
    return [first, *(_agreement(row, voice) for row in found.agreements)]


def _agreement(row: Agreement, voice: Voice) -> Html:
    value = row.adjusted_rand
    key = "agreement_none" if value < 0.1 else "agreement_part" if value < 0.65 else "agreement_most"
    return voice.say(key, level=voice.level(row.level, 2), value=voice.decimal(value, 2))


def _community_rows(found: Communities, level: str, voice: Voice) -> Rows:
    cells = [
        (
            row.label,
            row.size,
            ", ".join(
                f"{part or voice.say('unknown')} {voice.integer(count)}"
                for part, count in sorted(row.parts.items(), key=lambda item: (-item[1], item[0]))
            ),
        )
        for row in found.rows
    ]
    return Rows(
        ("community", "size", "territories"),
        cells,
        voice.say("communities_caption", level=level),
        found.number,
        found.file,
    )


def _without_unknown(rows: Rows) -> Rows:
    """The table without the columns in which nothing is known."""
    kept = [k for k in range(len(rows.columns)) if any(row[k] is not None for row in rows.cells)]
    return Rows(
        [rows.columns[k] for k in kept],
        [[row[k] for k in kept] for row in rows.cells],
        rows.caption,
        rows.total,
        rows.file,
    )


def _external_share(row: OpennessRow) -> float:
    return row.external / (row.internal + row.external)


def _index(value: float, voice: Voice) -> str:
    return ("+" if value > 0 else "") + voice.decimal(value, 2)


def _name(label: str) -> Html:
    return element("bdi", element("strong", text(label)))
