"""The study in about fifteen lines, for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from .findings import Findings
from .page import loading_of, question_of, synthetic_of
from .words import Words


def summary_lines(found: Findings, folder: Path, files: tuple[str, ...]) -> list[str]:
    """What was loaded, the main figures, and where the report is."""
    words = Words(found.options.lang)
    return [
        *_loaded(found, words),
        *_network(found, words),
        *_presence(found, words),
        *_cooperation(found, words),
        *_actors(found, words),
        *_samples(found, words),
        words.say("said_report", path=folder / "report.html"),
        words.say("said_tables", n=len(files) - 1),
    ]


def _loaded(found: Findings, words: Words) -> Iterator[str]:
    loading = loading_of(found)
    sums = {
        name: sum(getattr(row, name) for row in loading.tables)
        for name in ("read", "kept", "repaired", "rejected")
    }
    said = words.say("said_store" if found.source.report is None else "said_loaded", **sums)
    yield words.say(
        "said_source", name=words.say("demo") if found.source.is_demo else found.source.name, said=said
    )
    if synthetic_of(found) != "none":
        yield "  " + words.say("said_synthetic")
    if loading.issue_count:
        yield "  " + words.say("said_issues", n=loading.issue_count, file=loading.file)


def _network(found: Findings, words: Words) -> Iterator[str]:
    net = found.actors.net
    if not net.size:
        yield words.say("said_nothing")
        return
    yield words.say(
        "said_network", activities=found.actors.activities, tied=int(found.actors.tied.sum()), ties=net.size
    )


def _presence(found: Findings, words: Words) -> Iterator[str]:
    if found.thin and found.actors.net.size:
        yield "  " + words.say("said_thin")
    seen = found.presence
    if seen is not None:
        yield "  " + words.say(
            "said_presence",
            several=seen.several,
            actors=seen.actors,
            pairs=len(seen.pairs),
            level=words.voice.level(seen.level),
            many=words.voice.level(seen.level, 2),
        )


def _cooperation(found: Findings, words: Words) -> Iterator[str]:
    for level in found.cooperation:
        pairs = level.pairs
        yield words.say(
            "said_level",
            level=words.voice.level(level.level, 2),
            territories=level.territories,
            pairs=len(pairs),
            weight=words.number(math.fsum(pairs["full"])),
        )
        if len(pairs):
            first = pairs[0]
            yield "  " + words.say(
                "said_first", a=first["a_name"], b=first["b_name"], weight=words.number(first["full"])
            )
        for row in found.beyond.power:
            if row["level"] == level.level and len(pairs):
                yield "  " + words.say(
                    "said_validated", passed=int(row["passed"]), could=int(row["could_pass"]), tests=int(row["tests"])
                )
        if level.external_share is not None:
            yield "  " + words.say(
                "said_external",
                share=words.voice.percent(level.external_share),
                level=words.voice.level(level.outer, 2),
            )


def _actors(found: Findings, words: Words) -> Iterator[str]:
    first = [row["name"] for row in found.facilitators.head(3) if row["betweenness"] > 0]
    if first:
        yield words.say("said_facilitators", names=", ".join(first))
    for level, (_, index) in list(found.openness.items())[-1:]:
        if math.isfinite(index.value):
            yield words.say(
                "said_openness",
                level=words.voice.level(level),
                value=words.index(index.value),
                expected=words.index(index.expected),
            )
    communities = found.communities
    if communities.number:
        agreements = ", ".join(
            f"{words.voice.level(level, 2)} {words.voice.decimal(comparison.ari, 2)}"
            for level, comparison in communities.agreements.items()
        )
        yield words.say(
            "said_communities",
            n=communities.number,
            modularity=words.voice.decimal(communities.modularity, 2),
            agreements=agreements or "–",
        )


def _samples(found: Findings, words: Words) -> Iterator[str]:
    for sample in found.recommendations[:1]:
        if len(sample.answer):
            yield words.say(
                "said_question", question=question_of(sample, words), title=sample.answer.table["title"][0]
            )
    for search in found.searches[:1]:
        if len(search.hits):
            yield words.say(
                "said_search", text=search.text, total=search.hits.total, title=search.hits[0].title
            )
