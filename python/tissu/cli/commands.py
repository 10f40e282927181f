"""What each command does: asks the library one question and prints the answer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import tissu
from tissu import cooperation as measures
from tissu import graph
from tissu._core import InvalidArgument, Network, Table
from tissu.demonstration import ANNOUNCEMENT
from tissu.store import LoadReport
from tissu.store import open as open_store
from tissu.study import StudyOptions
from tissu.study import study as make_study
from tissu.study.source import Source, opened
from tissu.tables import table

from .output import print_json, show, warn

#: Measures of nodes, by name: the column of each in the table that its function gives.
MEASURES: dict[str, Callable[[Network, argparse.Namespace], Table]] = {
    "degree": lambda net, _: graph.degree(net),
    "betweenness": lambda net, chosen: graph.betweenness(net, normalized=True, threads=chosen.threads),
    "closeness": lambda net, chosen: graph.closeness(net, threads=chosen.threads),
    "harmonic": lambda net, chosen: graph.harmonic(net, threads=chosen.threads),
    "pagerank": lambda net, chosen: graph.pagerank(net, threads=chosen.threads),
    "constraint": lambda net, chosen: graph.constraint(net, threads=chosen.threads),
    "core": lambda net, _: graph.core_numbers(net),
    "clustering": lambda net, chosen: graph.clustering(net, threads=chosen.threads),
    "component": lambda net, _: graph.components(net),
    "community": lambda net, chosen: graph.leiden(net, seed=chosen.seed, threads=chosen.threads),
}


def study(chosen: argparse.Namespace) -> int:
    """tissu study"""
    path = _path(chosen)
    options = StudyOptions(
        levels=tuple(chosen.levels),
        since=chosen.since,
        until=chosen.until,
        via=tuple(chosen.via or ()),
        themes=tuple(chosen.theme or ()),
        seed=chosen.seed,
        lang=chosen.lang,
        title=chosen.title,
        date=chosen.date,
        threads=chosen.threads,
        progress=_progress(chosen.quiet),
    )
    made = make_study(path, chosen.out, options, format=chosen.format, overwrite=chosen.overwrite)
    if not chosen.quiet:
        print(made.summary)
    return 0


def load(chosen: argparse.Namespace) -> int:
    """tissu load"""
    reports = []
    with open_store(chosen.store) as store:
        for path in chosen.paths:
            reports.append(
                store.load(
                    path,
                    format=chosen.format,
                    source=chosen.source,
                    source_kind=chosen.source_kind,
                    strict=chosen.strict,
                    progress=_progress(chosen.quiet),
                )
            )
    return _report(chosen, reports)


def check(chosen: argparse.Namespace) -> int:
    """tissu check"""
    with open_store(chosen.store, read_only=chosen.store is not None) as store:
        reports = [
            store.check(path, format=chosen.format, progress=_progress(chosen.quiet)) for path in chosen.paths
        ]
    return _report(chosen, reports)


def info(chosen: argparse.Namespace) -> int:
    """tissu info"""
    with _asked(chosen) as source:
        store = source.store
        rows = [(name, kind, n) for name, kind, n in _counts(store)]
        answer = table(
            {"what": [r[0] for r in rows], "kind": [r[1] for r in rows], "count": [r[2] for r in rows]}
        )
        sources = sorted(
            f"{name} ({kind})" if kind else name for name, kind in store._snapshot().source_kinds() if name
        )
        facts: dict[str, Any] = {
            "store": source.name,
            "revision": store.revision,
            "synthetic": "some of it" if store.is_synthetic else "none",
        }
        show(
            answer, chosen.form, len(rows), **facts, **({"sources": sources} if chosen.form == "json" else {})
        )
        if chosen.form == "text":
            print("\n".join(["sources:", *(f"  {line}" for line in sources)]))
    return 0


def search(chosen: argparse.Namespace) -> int:
    """tissu search"""
    with _asked(chosen) as source:
        hits = source.store.search(
            " ".join(chosen.text),
            kinds=chosen.kind,
            theme=chosen.theme,
            territory=chosen.territory,
            types=chosen.type,
            since=chosen.since,
            until=chosen.until,
            limit=chosen.limit,
            offset=chosen.offset,
        )
        if chosen.facet:
            if chosen.facet not in hits.facets:
                raise InvalidArgument(
                    f"expected a facet of {', '.join(sorted(hits.facets))}, found {chosen.facet!r}"
                )
            show(hits.facets[chosen.facet], chosen.form, chosen.limit, found=hits.total)
        else:
            show(
                _without(hits.table, "score") if chosen.form == "text" else hits.table,
                chosen.form,
                chosen.limit,
                found=hits.total,
                **({"understood": hits.understood} if hits.understood else {}),
            )
    return 0


def recommend(chosen: argparse.Namespace) -> int:
    """tissu recommend"""
    if not (chosen.theme or chosen.territory or chosen.actor):
        chosen.parser.error("expected at least one of --theme, --territory, --actor")
    with _asked(chosen) as source:
        kinds = chosen.kind or ("resource", "event", "actor", "partnership")
        answer = source.store.recommend(
            chosen.theme,
            chosen.territory,
            chosen.actor,
            kinds=kinds,
            limit=chosen.limit,
            widen=not chosen.no_widen,
            diversity=chosen.diversity,
            since=chosen.since,
            until=chosen.until,
            seen=chosen.seen,
            fairness=chosen.fairness,
            level=chosen.level,
            lang=chosen.lang,
        )
        rows = answer.table
        reasons = [answer.explain(id, chosen.lang) for id in rows["id"].tolist()]
        columns = {name: rows[name] for name in rows.names if name != "reasons"} | {"reasons": reasons}
        if chosen.form == "text":
            if answer.notice:
                print(answer.notice)
            _print_recommendations(list(table(columns)), rows.note.removeprefix(answer.notice).removeprefix("; "))
        else:
            show(table(columns, units=dict(rows.units), note=rows.note), chosen.form)
    return 0


def network(chosen: argparse.Namespace) -> int:
    """tissu network"""
    unknown = [name for name in chosen.measure if name not in MEASURES]
    if unknown:
        chosen.parser.error(f"expected measures of {', '.join(MEASURES)}, found {unknown[0]}")
    with _asked(chosen) as source:
        net = source.store.network(
            chosen.nodes,
            level=chosen.level,
            projection=chosen.projection,
            within=chosen.within,
            without=chosen.without,
            min_weight=chosen.min_weight,
            progress=_progress(False),
            **_lens(chosen),
        )
        size = {"nodes": len(net), "ties": net.size}
        if chosen.edges:
            show(net.edges.sort("weight", descending=True), chosen.form, chosen.top, **size)
            return 0
        answer = _measured(net, chosen)
        columns = [name for name in (chosen.sort, "betweenness", "degree") if name in answer.names]
        if chosen.sort and chosen.sort not in answer.names:
            raise InvalidArgument(
                f"expected a column of {', '.join(answer.names)} to sort by, found {chosen.sort!r}"
            )
        show(answer.sort(columns[0], descending=True) if columns else answer, chosen.form, chosen.top, **size)
    return 0


def cooperation(chosen: argparse.Namespace) -> int:
    """tissu cooperation"""
    with _asked(chosen) as source:
        lens = {"via": ("partnership",)} | _lens(chosen)
        if chosen.openness:
            show(_openness(source.store, chosen.level, lens), chosen.form, chosen.top)
            return 0
        net = source.store.cooperation(chosen.level, progress=_progress(False), **lens)
        matrix = measures.matrix(net, chosen.counting)
        names = dict(zip(net.ids, net.labels))
        pairs = int(sum(a != b for a, b in zip(matrix["a"], matrix["b"])))
        columns: dict[str, Any] = {}
        for end in "ab":
            columns |= {end: matrix[end], f"{end}_name": [names[id] for id in matrix[end].tolist()]}
        columns |= {name: matrix[name] for name in matrix.names if name not in columns}
        answer = table(columns, units=dict(matrix.units), note=matrix.note).sort("weight", descending=True)
        show(answer, chosen.form, chosen.top, pairs=pairs)
    return 0


def export(chosen: argparse.Namespace) -> int:
    """tissu export"""
    with _asked(chosen) as source:
        if len(chosen.text) != 1:
            chosen.parser.error("expected a store and one path to write to")
        source.store.export(chosen.text[0], format=chosen.format)
    return 0


def formats(chosen: argparse.Namespace) -> int:
    """tissu formats"""
    show(tissu.formats(), chosen.form)
    return 0


@contextmanager
def _asked(chosen: argparse.Namespace) -> Iterator[Source]:
    """What a question is put to; says on stderr if something of a file could not be loaded."""
    path = _path(chosen)
    with opened(path, progress=_progress(False)) as source:
        rejected = 0 if source.report is None else int(source.report.rows["rejected"].sum())
        if source.is_demo:
            warn(f"demo base: {ANNOUNCEMENT}")
        if rejected:
            warn(f"{source.name}: rows rejected: {rejected:,}, see tissu check")
        yield source


def _path(chosen: argparse.Namespace) -> str | None:
    """The path before the text, or None for --demo. Leaves what follows in `chosen.text`."""
    words = chosen.words if isinstance(chosen.words, list) else [chosen.words] if chosen.words else []
    if not chosen.demo and not words:
        chosen.parser.error("expected a store, a file or a folder, or --demo")
    path = None if chosen.demo else words.pop(0)
    if words and not chosen.takes_text:
        chosen.parser.error(f"expected a source or --demo, found {words[0]!r} also")
    chosen.text = words
    return path


def _progress(quiet: bool) -> bool | None:
    """A line on stderr, if a person is looking at it."""
    return True if sys.stderr.isatty() and not quiet else None


def _lens(chosen: argparse.Namespace) -> dict[str, Any]:
    lens = {
        "via": chosen.via,
        "themes": chosen.theme,
        "since": chosen.since,
        "until": chosen.until,
        "threads": chosen.threads,
    }
    return {name: value for name, value in lens.items() if value}


def _measured(net: Network, chosen: argparse.Namespace) -> Table:
    """A row per node: id, name and the measures asked for."""
    columns: dict[str, Any] = {"node": net.ids, "name": net.labels}
    notes = []
    for name in dict.fromkeys(chosen.measure):
        measured = MEASURES[name](net, chosen)
        columns[name] = measured[name]
        notes.append(measured.note.splitlines()[0] if measured.note else "")
    return table(columns, note="\n".join([*notes, net.note]))


def _openness(store: tissu.Store, level: str, lens: dict[str, Any]) -> Table:
    """Ties of the actors that take part in something, inside and outside each territory, with names."""
    net = store.two_mode("actor", lens.pop("via"), **lens).project()
    found = measures.openness(net, level).sort("external", descending=True)
    names = {row["id"]: row["name"] for row in store.territories.table(kind=level)}
    columns = {"group": found["group"], "name": [names.get(id, "") for id in found["group"].tolist()]}
    columns |= {name: found[name] for name in found.names if name != "group"}
    return table(columns, units=dict(found.units), note=found.note)


def _report(chosen: argparse.Namespace, reports: list[LoadReport]) -> int:
    """Prints what loads did; 1 if a row was rejected."""
    if chosen.form == "json":
        print_json(
            [
                {
                    "path": str(path),
                    "ok": report.ok,
                    "already_applied": report.already_applied,
                    "revision": report.revision,
                    "rows": list(report.rows),
                    "issues": list(report.issues),
                }
                for path, report in zip(chosen.paths, reports)
            ]
        )
    elif chosen.form == "csv":
        for report in reports:
            show(report.issues, "csv")
    else:
        for path, report in zip(chosen.paths, reports):
            print(f"{path}\n{report.summary(limit=20)}")
    return 0 if all(report.ok or report.already_applied for report in reports) else 1


def _counts(store: tissu.Store) -> Iterator[tuple[str, str, int]]:
    """Collections, and how many records of each kind or scheme are in them."""
    for name, column in (
        ("territories", "kind"),
        ("themes", "scheme"),
        ("actors", "kind"),
        ("partnerships", "type"),
        ("events", "type"),
        ("resources", "type"),
    ):
        values = getattr(store, name).table()[column].tolist()
        yield name, "all", len(values)
        if name != "themes":
            for value in sorted(set(values)):
                yield name, value or "(none)", values.count(value)


def _without(rows: Table, *names: str) -> Table:
    return table({name: rows[name] for name in rows.names if name not in names}, note=rows.note)


def _print_recommendations(rows: list[dict[str, Any]], note: str) -> None:
    """One line an item, and its reason below."""
    for row in rows:
        print(f"{row['rank']:>3}  {row['title']}  ({row['kind']}, {row['id']})")
        print(f"     {row['reasons']}")
    if not rows:
        print("nothing suitable was found")
    if note:
        print(note)
