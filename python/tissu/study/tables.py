"""The CSV tables of a study, and its record for machines."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from tissu import _core
from tissu._core import Table
from tissu.tables import table

from .findings import Findings
from .page import loading_of


def tables_of(found: Findings) -> dict[str, Table]:
    """Every table by the name of its file."""
    tables = {"loading.csv": _loading(found), "issues.csv": _issues(found)}
    for level in found.cooperation:
        tables[f"cooperation_{level.level}.csv"] = level.counts
    for level, validated in found.beyond.validated.items():
        tables[f"validated_{level}.csv"] = validated
    if found.presence is not None:
        tables[f"presence_{found.presence.level}.csv"] = found.presence.pairs
    for level, (rows, _) in found.openness.items():
        tables[f"openness_{level}.csv"] = rows
    return tables | {
        "shares.csv": found.beyond.shares,
        "brokerage.csv": found.beyond.brokerage,
        "robustness.csv": found.beyond.robustness,
        "power.csv": found.beyond.power,
        "facilitators.csv": found.facilitators,
        "communities.csv": _communities(found),
        "comparison.csv": _comparison(found),
        "nodes.csv": _nodes(found),
        "edges.csv": found.actors.net.edges,
        "recommendations.csv": _recommendations(found),
        "searches.csv": _searches(found),
    }


def study_record(found: Findings, files: tuple[str, ...]) -> str:
    """The study in numbers, as JSON: figures, settings, versions, hashes of the input, names of the files."""
    net, options = found.actors.net, found.options
    record = {
        "tissu": _core.__version__,
        "source": found.source.name,
        "inputs": [{"file": f.path, "bytes": f.bytes, "sha256": f.sha256} for f in found.source.files],
        "settings": {
            "levels": list(found.levels),
            "via": list(found.actors.via),
            "since": options.since,
            "until": options.until,
            "themes": list(options.themes),
            "seed": options.seed,
            "left_out": list(found.actors.left_out),
        },
        "loading": _loading(found).to_dict(),
        "issues": len(_issues(found)),
        "network": {
            "actors": len(net),
            "tied": int(found.actors.tied.sum()),
            "ties": net.size,
            "activities": found.actors.activities,
            "density": net.density,
        },
        "cooperation": [
            {
                "level": level.level,
                "territories": level.territories,
                "pairs": len(level.pairs),
                "weight": math.fsum(level.pairs["full"]),
                "largest": max(level.pairs["full"].tolist(), default=0.0),
                "external_level": level.outer,
                "external_share": level.external_share,
            }
            for level in found.cooperation
        ],
        "validated": [dict(row) for row in found.beyond.power],
        "thin": found.thin,
        "presence": found.presence
        and {
            "level": found.presence.level,
            "actors": found.presence.actors,
            "several": found.presence.several,
            "pairs": len(found.presence.pairs),
        },
        "openness": [
            {"level": level, "e_i": index.value, "expected": index.expected, "sd": index.sd}
            for level, (_, index) in found.openness.items()
        ],
        "communities": {
            "number": found.communities.number,
            "modularity": found.communities.modularity,
            "adjusted_rand": {level: c.ari for level, c in found.communities.agreements.items()},
        },
        "files": sorted(files),
    }
    return json.dumps(_plain(record), ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def _plain(value: Any) -> Any:
    """The value as JSON knows it: NaN is null."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _loading(found: Findings) -> Table:
    rows = loading_of(found).tables
    return table(
        {
            name: [getattr(row, name) for row in rows]
            for name in ("table", "read", "kept", "repaired", "rejected")
        }
    )


def _issues(found: Findings) -> Table:
    if found.source.report is not None:
        return found.source.report.issues
    return table({name: [] for name in ("file", "line", "column", "value", "rule", "action")})


def _communities(found: Findings) -> Table:
    net = found.actors.net
    rows = [i for i, label in enumerate(found.communities.labels) if label]
    columns: dict[str, list] = {"node": net.ids, "name": net.labels, "community": found.communities.labels}
    columns |= {level: net.group(level) for level in found.openness}
    return table(
        {
            name: [int(values[i]) if name == "community" else values[i] for i in rows]
            for name, values in columns.items()
        }
    )


def _comparison(found: Findings) -> Table:
    agreements = found.communities.agreements
    measures = ("ari", "nmi", "ami", "vi", "compared")
    return table(
        {"level": list(agreements)}
        | {name: [getattr(comparison, name) for comparison in agreements.values()] for name in measures}
    )


def _nodes(found: Findings) -> Table:
    net = found.actors.net
    nodes = net.nodes
    columns: dict[str, Any] = {"id": net.ids, "name": net.labels}
    columns |= {level: net.group(level) for level in found.openness}
    columns |= {name: nodes[name] for name in ("lon", "lat")}
    columns |= {"x": found.positions["x"], "y": found.positions["y"], "community": found.communities.labels}
    return table(columns)


def _recommendations(found: Findings) -> Table:
    rows = [
        {"theme": sample.theme, "territory": sample.territory}
        | row
        | {"reasons": sample.reasons(row, found.options.lang)}
        for sample in found.recommendations
        for row in sample.answer
    ]
    names = ("theme", "territory", "rank", "kind", "id", "title", "score", "scope", "reasons")
    return table({name: [row[name] for row in rows] for name in names})


def _searches(found: Findings) -> Table:
    rows = [
        {"text": sample.text, "rank": k + 1} | row
        for sample in found.searches
        for k, row in enumerate(sample.hits.table)
    ]
    names = ("text", "rank", "kind", "id", "title", "score", "snippet")
    return table({name: [row[name] for row in rows] for name in names})
