"""The sections around the analysis: summary, pictures, recommendations, how it was made."""

from __future__ import annotations

from .map_picture import DrawnMap, draw_map, is_placed
from .markup import Html, clip, element, join, link
from .model import MapPicture, NetworkPicture, Recommendation, RecommendationSample, SearchSample, StudyResult
from .network_picture import NODE_CAP, DrawnNetwork, draw_network, tied_nodes
from .parts import figure, is_sparse, note, words
from .tables import Rows, details, table
from .voice import Voice

_issue_limit, _outside_limit = 50, 12


def banner(study: StudyResult, voice: Voice) -> Html:
    """A warning if any of the data are invented."""
    if study.synthetic == "none":
        return Html("")
    said = element("strong", voice.say(f"synthetic_{study.synthetic}"))
    return element("div", element("p", said, study.synthetic_note), class_="banner", role="note")


def summary(study: StudyResult, voice: Voice) -> Html:
    """What was loaded, repaired and dropped, and the main figures."""
    loading = study.loading
    read = sum(row.read for row in loading.tables)
    if not read:
        lead = words(voice.say("nothing_loaded", source=_quoted(study.source)))
    else:
        kept, repaired, rejected = (
            sum(getattr(row, name) for row in loading.tables) for name in ("kept", "repaired", "rejected")
        )
        lead = words(
            voice.say(
                "loaded",
                n=read,
                source=_quoted(study.source),
                kept=kept,
                repaired=repaired,
                rejected=rejected,
            )
        )
    rows = Rows(
        ("table", "read", "kept", "repaired", "rejected"),
        [(voice.word(row.table), row.read, row.kept, row.repaired, row.rejected) for row in loading.tables],
        voice.say("loaded_caption"),
    )
    return join(
        lead, _thin(study, voice), _figures(study, voice), table(rows, voice) if rows.cells else "", _issues(study, voice)
    )


def _thin(study: StudyResult, voice: Voice) -> Html:
    """That there is hardly any cooperation, before anything is shown."""
    if not study.thin or study.network is None:
        return Html("")
    tied = len(tied_nodes(study.network))
    said = voice.say("thin_few" if tied else "thin_none", tied=tied, n=len(study.network.nodes))
    return words(element("strong", said), study.thin_note)


def network(study: StudyResult, voice: Voice) -> Html:
    """The picture of the network, or words if there is too little to draw."""
    found = study.network
    if found is None:
        return words(voice.say("not_studied"))
    tied, ties = len(tied_nodes(found)), sum(1 for a, b, _ in found.edges if a != b)
    definition = note(found.note, study.made, voice)
    if not ties:
        return join(words(voice.say("network_none")), definition)
    counts = {"tied": tied, "n": len(found.nodes), "ties": ties}
    if is_sparse(ties, len(found.nodes)):
        return join(
            words(voice.say("network_sparse", **counts)),
            table(_edge_rows(found, voice), voice, 50),
            definition,
        )
    lead = voice.say("network_lead", **counts)
    drawn = draw_network(found, voice.say("network"), voice)
    return join(
        words(lead),
        figure(drawn.svg, *_network_caption(found, drawn, tied, voice)),
        definition,
        details(_edge_rows(found, voice), voice),
    )


def map_section(study: StudyResult, voice: Voice) -> Html:
    """The map, or the reason why there is none."""
    found = study.map
    if found is None:
        return words(voice.say("not_studied"))
    placed = sum(map(is_placed, found.points))
    if not placed:
        return words(voice.say("map_none"))
    drawn = draw_map(found, voice.say("map"), voice)
    lead = [voice.say("map_lead", n=drawn.points_all)]
    if drawn.missing:
        lead.append(voice.say("map_missing", n=drawn.missing))
    if is_sparse(len(found.lines), placed):
        lead.append(voice.say("map_sparse"))
    rows = Rows(
        ("name", "lon", "lat", "weight"),
        [
            (point.label, _degrees(point.lon, voice), _degrees(point.lat, voice), point.weight)
            for point in sorted(found.points, key=lambda point: (-point.weight, point.label))
        ],
        voice.say("map_caption"),
        None,
        found.file,
    )
    return join(
        words(*lead),
        figure(drawn.svg, *_map_caption(found, drawn, voice)),
        note(found.note, study.made, voice),
        details(rows, voice),
    )


def recommendations(study: StudyResult, voice: Voice) -> Html:
    """Sample questions and their answers, with reasons; then sample searches."""
    samples, searches = study.recommendations, study.searches
    if not samples and not searches:
        return words(voice.say("recommendations_none"))
    return join(
        words(voice.say("recommendations_lead", n=len(samples)) if samples else ""),
        *(_sample(sample, voice) for sample in samples),
        *(_search(search, voice) for search in searches),
        note("", study.made, voice),
    )


def made(study: StudyResult, voice: Voice) -> Html:
    """What is needed to do it again."""
    how = study.made
    facts = [
        ("command", element("code", how.command) if how.command else ""),
        ("versions", ", ".join(f"{name} {version}" for name, version in how.versions.items())),
        ("seed_name", "" if how.seed is None else str(how.seed)),
        ("period_name", how.period),
        ("geography_name", how.geography),
        ("counting_name", voice.word(how.counting)),
        ("date_name", how.date),
    ]
    known = [(key, value) for key, value in facts if value]
    pairs = (part for key, value in known for part in (element("dt", voice.say(key)), element("dd", value)))
    rows = Rows(
        ("path", "bytes", "sha256", "licence"),
        [
            (
                link(file.url, file.path),
                file.bytes,
                element("span", file.sha256, class_="hash"),
                file.licence or None,
            )
            for file in how.sources
        ],
        voice.say("sources_caption"),
    )
    return join(
        words(voice.say("made_lead")),
        element("dl", *pairs, class_="facts") if known else "",
        table(rows, voice) if rows.cells else "",
    )


def _figures(study: StudyResult, voice: Voice) -> Html:
    """The main numbers, large."""
    figures: list[tuple[object, object]] = [(voice.word(label), value) for label, value in study.figures]
    for level in study.levels:
        figures.append((voice.level(level.level, level.territories), level.territories))
    for level in study.levels:
        figures.append((voice.say("figure_pairs", level=voice.level(level.level, 2)), level.pair_count))
        if level.external_share is not None and level.pair_count:
            label = voice.say("figure_external", level=voice.level(level.external_level or level.level, 2))
            figures.append((label, voice.percent(level.external_share)))
    if study.communities is not None:
        figures.append((voice.say("figure_communities"), study.communities.number))
    tiles = (
        element("div", element("dt", label), element("dd", *voice.cells("value", [value])))
        for label, value in figures
    )
    return element("dl", *tiles, class_="figures") if figures else Html("")


def _issues(study: StudyResult, voice: Voice) -> Html:
    loading = study.loading
    count = max(loading.issue_count, len(loading.issues))
    if not count:
        return words(voice.say("issues_none"))
    rows = Rows(
        ("file", "line", "column", "value", "rule", "action"),
        [
            (row.file, row.line, row.column, row.value, row.rule, voice.word(row.action))
            for row in loading.issues
        ],
        voice.say("issues_caption"),
        count,
        loading.file,
    )
    return join(
        words(voice.say("issues", n=count)),
        details(rows, voice, voice.say("issues_show", n=count), _issue_limit),
    )


def _network_caption(found: NetworkPicture, drawn: DrawnNetwork, tied: int, voice: Voice) -> list[Html]:
    said = [
        voice.say("network_figure", group=voice.word(voice.level(found.group_name)) or voice.column("group"))
        if drawn.has_groups
        else voice.say("network_figure_plain")
    ]
    if drawn.nodes < tied:
        said.append(voice.say("nodes_part", n=min(drawn.nodes, NODE_CAP), all=tied))
    if drawn.nodes == tied or drawn.edges < drawn.edges_all:
        said.append(_cut(drawn.edges, drawn.edges_all, drawn.least, voice))
    alone = len(found.nodes) - tied
    return said + ([voice.say("alone", n=alone)] if alone else [])


def _map_caption(found: MapPicture, drawn: DrawnMap, voice: Voice) -> list[object]:
    weight = voice.word(found.weight_name) or voice.say("weight")
    said: list[object] = [voice.say("map_figure", weight=weight)]
    if drawn.points < drawn.points_all:
        said.append(voice.say("map_part", n=drawn.points, all=drawn.points_all, weight=weight))
    if drawn.lines_all:
        said.append(_cut(drawn.lines, drawn.lines_all, drawn.least, voice))
    if drawn.outside:
        names = ", ".join(clip(name, 60) for name in drawn.outside[:_outside_limit])
        more = len(drawn.outside) - _outside_limit
        said.append(
            join(
                voice.say("map_outside", n=len(drawn.outside)),
                " ",
                names,
                join(" ", voice.say("more", n=more)) if more > 0 else ".",
            )
        )
    if drawn.lines_outside:
        said.append(voice.say("map_outside_lines", n=drawn.lines_outside))
    return said


def _cut(drawn: int, whole: int, least: float | None, voice: Voice) -> Html:
    if drawn == whole:
        return voice.say("edges_all", n=whole)
    if least is None:
        return voice.say("edges_part", n=drawn, all=whole)
    return voice.say("edges_least", n=drawn, all=whole, least=least)


def _edge_rows(found: NetworkPicture, voice: Voice) -> Rows:
    ordered = sorted(
        (edge for edge in found.edges if edge[0] != edge[1]), key=lambda edge: (-edge[2], edge[0], edge[1])
    )
    cells = [(found.nodes[a].label, found.nodes[b].label, weight) for a, b, weight in ordered]
    return Rows(("a", "b", "weight"), cells, voice.say("network_caption"), None, found.file)


def _sample(sample: RecommendationSample, voice: Voice) -> Html:
    heading = element(
        "h3",
        "« " if voice.lang == "fr" else "“",
        element("bdi", clip(sample.question, 300)),
        " »" if voice.lang == "fr" else "”",
    )
    if not sample.rows:
        return join(heading, words(voice.say("recommendation_empty"), sample.note))
    rows = Rows(
        ("rank", "title", "kind", "scope", "reasons"),
        [
            (
                row.rank,
                link(row.url, clip(row.title, 300)),
                voice.word(row.kind),
                voice.level(row.scope) if row.scope else None,
                _reasons(row),
            )
            for row in sample.rows
        ],
        Html(""),
    )
    return join(heading, words(sample.note), table(rows, voice, 30))


def _search(search: SearchSample, voice: Voice) -> Html:
    heading = element("h3", voice.say("search_heading", text=element("bdi", clip(search.text, 300))))
    said = words(voice.say("search_found", n=search.total))
    if not search.rows:
        return join(heading, said)
    rows = Rows(
        ("title", "kind", "snippet"),
        [(clip(row.title, 300), voice.word(row.kind), row.snippet or None) for row in search.rows],
        Html(""),
    )
    return join(heading, said, table(rows, voice, 30))


def _reasons(row: Recommendation) -> Html:
    if len(row.reasons) == 1:
        return join(clip(row.reasons[0], 300))
    return (
        element("ul", *(element("li", clip(reason, 300)) for reason in row.reasons))
        if row.reasons
        else Html("–")
    )


def _degrees(value: float | None, voice: Voice) -> str | None:
    return None if value is None else voice.decimal(value, 3)


def _quoted(source: str) -> Html:
    return element("bdi", clip(source, 120))
