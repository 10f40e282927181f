"""Networks as other programs take them: dyads and waves for statnet, RSiena and goldfish, and back."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, InvalidData, Network, Table
from tissu.pairs import Covariate, Pairs, dyads
from tissu.tables import as_table, table

__all__ = ["read_waves", "write_goldfish", "write_siena", "write_statnet"]

Waves = Mapping[Any, Network] | Sequence[Network]


def _named(waves: Network | Waves) -> list[tuple[str, Network]]:
    if isinstance(waves, Network):
        waves = [waves]
    items = waves.items() if isinstance(waves, Mapping) else enumerate(waves, 1)
    named = [(str(name), net) for name, net in items]
    if not named:
        raise InvalidArgument("expected at least one network, found none")
    if len({net.is_directed for _, net in named}) > 1:
        raise InvalidArgument("expected networks that are all directed or all undirected, found both")
    return named


def _ids(named: list[tuple[str, Network]]) -> list[str]:
    return list(dict.fromkeys(id for _, net in named for id in net.ids))


def _rows(path: Path, header: Sequence[str], rows: Any) -> None:
    """A UTF-8 CSV. Ids are not guarded for spreadsheets: another program has to read them as they are."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _cell(value: Any) -> Any:
    if isinstance(value, (float, np.floating)):
        return "" if np.isnan(value) else repr(int(value)) if float(value).is_integer() and abs(value) < 2**53 else repr(float(value))
    return "" if value is None else value.item() if isinstance(value, np.generic) else value


def _attributes(named: list[tuple[str, Network]], ids: list[str], nodes: Any) -> Table:
    """The nodes' columns: those of the first network that has each, or a table with a column id."""
    given = as_table(nodes) if nodes is not None else None
    if given is not None:
        if "id" not in given.names:
            raise InvalidArgument("expected a column id in the table of nodes, found none")
        found = {row["id"]: row for row in given}
        names = [name for name in given.names if name != "id"]
    else:
        found, names = {}, []
        for _, net in named:
            for row in net.nodes:
                found.setdefault(row["id"], row)
                names += [name for name in row if name != "id" and name not in names]
    columns: dict[str, list[Any]] = {"id": ids}
    for name in names:
        columns[name] = [found.get(id, {}).get(name) for id in ids]
    return table(columns)


def _ties(named: list[tuple[str, Network]]) -> list[list[Any]]:
    return [[wave, row["source"], row["target"], _cell(row["weight"])] for wave, net in named for row in net.edges]


def _write_common(folder: Path, named: list[tuple[str, Network]], ids: list[str], nodes: Any, program: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    attributes = _attributes(named, ids, nodes)
    _rows(folder / "nodes.csv", attributes.names, ([_cell(value) for value in row.values()] for row in attributes))
    _rows(folder / "ties.csv", ["wave", "source", "target", "weight"], _ties(named))
    _rows(folder / "presence.csv", ["wave", "id"], ([wave, id] for wave, net in named for id in net.ids))
    about = {"program": program, "directed": named[0][1].is_directed, "waves": [wave for wave, _ in named],
             "notes": [net.note for _, net in named]}
    (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_statnet(waves: Network | Waves, folder: str | os.PathLike, covariates: Sequence[Covariate] = (), *, eligible: Any = None,
                  nodes: Any = None) -> None:
    """Writes networks for statnet (network, ergm, tergm): CSV files and an R script that makes the objects.

    Parameters
    ----------
    waves
        A network, or networks of successive periods (a list, or a mapping from name).
    folder
        Gets nodes.csv (attributes), ties.csv (wave, source, target, weight), presence.csv (who is in which wave),
        dyads.csv (each pair of each wave with its covariates; zeros too), about.json and read.R.
    covariates, eligible
        As in `ts.inference.dyads`, the same for all waves that know them.
    nodes
        A table with a column id and attributes. Default: the columns of the networks' nodes.

    Notes
    -----
    Lossless: `read_waves` gives the networks back. Numbers have all their digits; text is UTF-8 as it is.

    References
    ----------
    M. Handcock et al., J. Stat. Softw. 24(1), 2008. doi:10.18637/jss.v024.i01
    """
    named = _named(waves)
    target, ids = Path(folder), _ids(named)
    _write_common(target, named, ids, nodes, "statnet")
    _write_dyads(target / "dyads.csv", named, covariates, eligible)
    (target / "read.R").write_text(_STATNET, encoding="utf-8")


def _write_dyads(path: Path, named: list[tuple[str, Network]], covariates: Sequence[Covariate], eligible: Any) -> None:
    header: list[str] = []
    rows: list[list[Any]] = []
    for wave, net in named:
        found = dyads(net, covariates, eligible=eligible)
        header = ["wave", *found.names]
        columns = [found.column(name) for name in found.names]
        rows += [[wave, *map(_cell, values)] for values in zip(*columns)]
    _rows(path, header, rows)


_STATNET = """# Reads this folder into statnet: `waves`, a list of network objects with vertex and edge attributes.
library(network)
about <- jsonlite::read_json("about.json", simplifyVector = TRUE)
nodes <- read.csv("nodes.csv", colClasses = c(id = "character"), check.names = FALSE, encoding = "UTF-8")
ties <- read.csv("ties.csv", colClasses = c(wave = "character", source = "character", target = "character"), encoding = "UTF-8")
presence <- read.csv("presence.csv", colClasses = "character", encoding = "UTF-8")
waves <- lapply(about$waves, function(wave) {
  here <- presence$id[presence$wave == wave]
  net <- network.initialize(length(here), directed = about$directed, loops = TRUE)
  network.vertex.names(net) <- here
  for (name in setdiff(names(nodes), "id")) set.vertex.attribute(net, name, nodes[match(here, nodes$id), name])
  some <- ties[ties$wave == wave, ]
  if (nrow(some) > 0) {
    add.edges(net, match(some$source, here), match(some$target, here))
    set.edge.attribute(net, "weight", some$weight)
  }
  net
})
names(waves) <- about$waves
"""


def write_siena(waves: Waves, folder: str | os.PathLike, covariates: Sequence[Covariate] = (), *, nodes: Any = None,
                structural_zeros: Any = None) -> None:
    """Writes successive networks for RSiena: one matrix a wave, attributes, dyadic covariates and an R script.

    Parameters
    ----------
    waves
        At least two networks of successive periods.
    folder
        Beside the files of `write_statnet` but dyads.csv: wave1.csv … (0 and 1 in the order of nodes.csv, no header; 10 for a
        structural zero: a node that is not in the wave, or a pair that could not), covariate_<name>.csv (a matrix each, from
        the first wave that knows it; empty where unknown) and read.R.
    covariates
        As in `ts.inference.dyads`.
    structural_zeros
        The opportunity set, as `eligible` in `ts.inference.dyads`: all other pairs cannot be tied.

    References
    ----------
    T. Snijders, G. van de Bunt, C. Steglich, Social Networks 32(1), 2010. doi:10.1016/j.socnet.2009.02.004
    """
    named = _named(waves)
    if len(named) < 2:
        raise InvalidArgument(f"expected two waves or more, found {len(named)}")
    target, ids = Path(folder), _ids(named)
    _write_common(target, named, ids, nodes, "RSiena")
    row = {id: i for i, id in enumerate(ids)}
    for k, (_, net) in enumerate(named, 1):
        _rows_without_header(target / f"wave{k}.csv", _siena_matrix(net, row, structural_zeros))
    whole = Network.from_edges([], [], nodes=ids, directed=named[0][1].is_directed)
    for given in covariates:
        source = next((net for _, net in named if list(net.ids) == ids), named[0][1])
        if isinstance(given, tuple) and len(ids) != len(source):
            source = whole
        pairs = Pairs(source)
        name, values = pairs.covariate(given)
        to = np.array([row[id] for id in source.ids], np.int64)
        matrix = np.full((len(ids), len(ids)), np.nan)
        matrix[to[pairs.a], to[pairs.b]] = values
        if not source.is_directed:
            matrix[to[pairs.b], to[pairs.a]] = values
        np.fill_diagonal(matrix, 0)
        _rows_without_header(target / f"covariate_{name}.csv", matrix)
    (target / "read.R").write_text(_SIENA, encoding="utf-8")


def _siena_matrix(net: Network, row: dict[str, int], eligible: Any) -> np.ndarray:
    matrix = np.full((len(row), len(row)), 10)
    to = np.array([row[id] for id in net.ids], np.int64)
    pairs = Pairs(net, eligible)
    matrix[to[pairs.a], to[pairs.b]] = (pairs.weight != 0).astype(int)
    if not net.is_directed:
        matrix[to[pairs.b], to[pairs.a]] = (pairs.weight != 0).astype(int)
    np.fill_diagonal(matrix, 0)
    return matrix


def _rows_without_header(path: Path, matrix: np.ndarray) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([[_cell(value) for value in line] for line in matrix])


_SIENA = """# Reads this folder into RSiena: `data`, a siena data object with the networks as dependent variable.
library(RSiena)
about <- jsonlite::read_json("about.json", simplifyVector = TRUE)
nodes <- read.csv("nodes.csv", colClasses = c(id = "character"), check.names = FALSE, encoding = "UTF-8")
matrix_of <- function(file) unname(as.matrix(read.csv(file, header = FALSE)))
waves <- lapply(seq_along(about$waves), function(k) matrix_of(paste0("wave", k, ".csv")))
ties <- sienaDependent(array(unlist(waves), dim = c(nrow(nodes), nrow(nodes), length(waves))))
parts <- list(ties = ties)
for (name in names(nodes)) if (is.numeric(nodes[[name]]) && !all(is.na(nodes[[name]]))) parts[[name]] <- coCovar(nodes[[name]])
for (file in list.files(pattern = "^covariate_")) parts[[sub("^covariate_(.*)[.]csv$", "\\\\1", file)]] <- coDyadCovar(matrix_of(file))
data <- do.call(sienaDataCreate, parts)
"""


def write_goldfish(contacts: Any, folder: str | os.PathLike, *, nodes: Any = None, directed: bool = True) -> None:
    """Writes dated ties for goldfish (DyNAM, relational events): nodes.csv, events.csv (time, sender, receiver, increment), read.R.

    Parameters
    ----------
    contacts
        A table with columns source, target, time and perhaps weight; triples or quadruples of these; or networks by
        period (a mapping whose keys are numbers): ties that form or change their weight are events of that period, and
        ties that dissolve have a negative increment.
    nodes
        A table with a column id and attributes. Default: the ids.

    References
    ----------
    C. Stadtfeld, J. Hollway, P. Block, Sociol. Methodol. 47(1), 2017. doi:10.1177/0081175017709295
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    named: list[tuple[str, Network]] = []
    if isinstance(contacts, Mapping) and contacts and all(isinstance(wave, Network) for wave in contacts.values()):
        named = _named(contacts)
        directed = named[0][1].is_directed
        events = _events(named)
    else:
        events = _listed(contacts)
    events.sort(key=lambda event: event[0])
    if nodes is not None:
        attributes = as_table(nodes)
        attributes = _attributes(named, list(attributes["id"]) if "id" in attributes.names else [], attributes)
    else:
        ids = _ids(named) if named else list(dict.fromkeys(end for _, a, b, _ in events for end in (a, b)))
        attributes = _attributes(named, ids, None)
    if unknown := sorted({end for _, a, b, _ in events for end in (a, b)} - set(attributes["id"])):
        raise InvalidArgument(f"expected nodes of the table, found {unknown[0]!r}")
    names = ["label" if name == "id" else "name" if name == "label" else name for name in attributes.names]
    _rows(target / "nodes.csv", names, ([_cell(value) for value in row.values()] for row in attributes))
    _rows(target / "events.csv", ["time", "sender", "receiver", "increment"], ([_cell(t), a, b, _cell(w)] for t, a, b, w in events))
    (target / "about.json").write_text(json.dumps({"program": "goldfish", "directed": directed}) + "\n", encoding="utf-8")
    (target / "read.R").write_text(_GOLDFISH, encoding="utf-8")


def _listed(contacts: Any) -> list[tuple[float, str, str, float]]:
    if isinstance(contacts, (list, tuple)):
        return [(float(c[2]), str(c[0]), str(c[1]), float(c[3]) if len(c) > 3 else 1.0) for c in contacts]
    columns = as_table(contacts)
    weight = columns["weight"] if "weight" in columns.names else np.ones(len(columns))
    return [(float(t), str(a), str(b), float(w)) for a, b, t, w in zip(columns["source"], columns["target"], columns["time"], weight)]


def _events(named: list[tuple[str, Network]]) -> list[tuple[float, str, str, float]]:
    before: dict[tuple[str, str], float] = {}
    events = []
    for time, net in named:
        now = {(row["source"], row["target"]) if net.is_directed else tuple(sorted((row["source"], row["target"]))): row["weight"]
               for row in net.edges}
        for pair in sorted(set(before) | set(now)):
            if change := now.get(pair, 0.0) - before.get(pair, 0.0):
                events.append((float(time), pair[0], pair[1], change))
        before = now
    return events


_GOLDFISH = """# Reads this folder into goldfish: `actors`, `ties` (a network) and `events`.
library(goldfish)
about <- jsonlite::read_json("about.json", simplifyVector = TRUE)
nodes <- read.csv("nodes.csv", colClasses = c(label = "character"), check.names = FALSE, encoding = "UTF-8")
events <- read.csv("events.csv", colClasses = c(sender = "character", receiver = "character"), encoding = "UTF-8")
actors <- defineNodes(nodes)
ties <- defineNetwork(nodes = actors, directed = about$directed)
ties <- linkEvents(x = ties, changeEvent = events, nodes = actors)
"""


def read_waves(folder: str | os.PathLike) -> dict[str, Network]:
    """The networks that `write_statnet` or `write_siena` wrote, by wave: ids, weights, directions and isolated nodes.

    Raises
    ------
    InvalidData
        A file is missing, or a tie has an end that is not in its wave.
    """
    source = Path(folder)
    try:
        about = json.loads((source / "about.json").read_text(encoding="utf-8"))
        with open(source / "presence.csv", encoding="utf-8", newline="") as file:
            present: dict[str, list[str]] = {str(wave): [] for wave in about["waves"]}
            for row in csv.DictReader(file):
                present[row["wave"]].append(row["id"])
        ties: dict[str, list[tuple[str, str, float]]] = {wave: [] for wave in present}
        with open(source / "ties.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                ties[row["wave"]].append((row["source"], row["target"], float(row["weight"])))
        return {wave: Network.from_edges([a for a, _, _ in ties[wave]], [b for _, b, _ in ties[wave]], [w for _, _, w in ties[wave]],
                                         directed=about["directed"], nodes=present[wave]) for wave in present}
    except (OSError, KeyError, ValueError, InvalidArgument) as problem:
        raise InvalidData(f"expected the files of write_statnet or write_siena in {source}, found {problem}") from problem
