"""Networks in files of other programs: GraphML, GEXF, Pajek, GML, JSON (HIF for two-mode networks), CSV."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from tissu._core import InvalidArgument, InvalidData, Network, Unsupported

__all__ = ["read_network", "write_network"]

Edge = tuple[str, str, float]
# XML 1.0 has no place for other control characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _edges(net: Network) -> Iterator[Edge]:
    edges = net.edges
    return zip(edges["source"].tolist(), edges["target"].tolist(), edges["weight"].tolist())


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _write_graphml(net: Network, file: Any) -> None:
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
               '<key id="label" for="node" attr.name="label" attr.type="string"/>\n'
               '<key id="weight" for="edge" attr.name="weight" attr.type="double"/>\n'
               f'<graph edgedefault="{"directed" if net.is_directed else "undirected"}">\n')
    for node, label in zip(net.ids, net.labels):
        text = _attribute(label)[1:-1].replace("<", "&lt;")
        file.write(f'<node id={_attribute(node)}><data key="label">{text}</data></node>\n')
    for source, target, weight in _edges(net):
        file.write(f'<edge source={_attribute(source)} target={_attribute(target)}><data key="weight">{weight!r}</data></edge>\n')
    file.write("</graph>\n</graphml>\n")


def _write_gexf(net: Network, file: Any) -> None:
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
               f'<graph defaultedgetype="{"directed" if net.is_directed else "undirected"}">\n<nodes>\n')
    for node, label in zip(net.ids, net.labels):
        file.write(f"<node id={_attribute(node)} label={_attribute(label)}/>\n")
    file.write("</nodes>\n<edges>\n")
    for number, (source, target, weight) in enumerate(_edges(net)):
        file.write(f'<edge id="{number}" source={_attribute(source)} target={_attribute(target)} weight="{weight!r}"/>\n')
    file.write("</edges>\n</graph>\n</gexf>\n")


def _quoted(text: str) -> str:
    """Pajek knows no escapes: quotes and line breaks cannot stay."""
    return '"' + re.sub(r'["\r\n]', "'", text) + '"'


def _write_pajek(net: Network, file: Any) -> None:
    number = {node: i for i, node in enumerate(net.ids, 1)}
    file.write(f"*Vertices {len(number)}\n")
    for node, i in number.items():
        file.write(f"{i} {_quoted(node)}\n")
    file.write("*Arcs\n" if net.is_directed else "*Edges\n")
    for source, target, weight in _edges(net):
        file.write(f"{number[source]} {number[target]} {weight!r}\n")


def _gml_text(text: str) -> str:
    safe = text.replace("&", "&amp;").replace('"', "&quot;")
    return '"' + "".join(c if 32 <= ord(c) < 127 else f"&#{ord(c)};" for c in safe) + '"'


def _write_gml(net: Network, file: Any) -> None:
    number = {node: i for i, node in enumerate(net.ids)}
    file.write(f"graph [\n  directed {int(net.is_directed)}\n")
    for (node, i), label in zip(number.items(), net.labels):
        file.write(f"  node [ id {i} label {_gml_text(node)} name {_gml_text(label)} ]\n")
    for source, target, weight in _edges(net):
        file.write(f"  edge [ source {number[source]} target {number[target]} weight {weight!r} ]\n")
    file.write("]\n")


def _write_json(net: Network, file: Any) -> None:
    """HIF: an edge is a hyperedge of two incidences (of one, for a loop)."""
    edges, incidences = [], []
    for number, (source, target, weight) in enumerate(_edges(net)):
        edges.append({"edge": number, "weight": weight})
        ends = [(source, "tail"), (target, "head")]
        for node, direction in ends if source != target or net.is_directed else ends[:1]:
            incidence: dict[str, Any] = {"edge": number, "node": node}
            if net.is_directed:
                incidence["direction"] = direction
            incidences.append(incidence)
    kind = "directed" if net.is_directed else "undirected"
    nodes = [{"node": node, "attrs": {"label": label}} for node, label in zip(net.ids, net.labels)]
    json.dump({"network-type": kind, "nodes": nodes, "edges": edges, "incidences": incidences}, file, ensure_ascii=False)


def _write_csv(net: Network, file: Any) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["source", "target", "weight"])
    writer.writerows(_edges(net))


class _Xml:
    """Starts and ends of elements, without namespaces; a DOCTYPE is refused, so entities cannot grow."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.buffer_text = True

    def refuse(self, *_: Any) -> None:
        raise InvalidData(f"expected XML without DOCTYPE, found one ({self.path}, line {self.parser.CurrentLineNumber})")

    def read(self, start: Callable[[str, dict], None], end: Callable[[str, str], None]) -> None:
        text: list[str] = []

        def begin(name: str, attributes: dict) -> None:
            text.clear()
            start(name.rpartition(":")[2], attributes)

        def finish(name: str) -> None:
            end(name.rpartition(":")[2], "".join(text))
            text.clear()

        self.parser.StartElementHandler, self.parser.EndElementHandler = begin, finish
        self.parser.CharacterDataHandler = text.append
        try:
            with self.path.open("rb") as file:
                self.parser.ParseFile(file)
        except expat.ExpatError as error:
            raise InvalidData(f"expected XML, found something else ({self.path}: {error})") from None
        except KeyError as error:
            raise InvalidData(f"expected the attribute {error} ({self.path}, line {self.parser.CurrentLineNumber})") from None


class _Found:
    """What a reader collects."""

    def __init__(self) -> None:
        self.directed = False
        self.nodes: list[str] = []
        self.edges: list[Edge] = []
        self.labels: dict[str, str] = {}

    def network(self) -> Network:
        known = dict.fromkeys(self.nodes)
        for source, target, _ in self.edges:
            known.setdefault(source)
            known.setdefault(target)
        source, target, weight = zip(*self.edges) if self.edges else ((), (), ())
        return Network.from_edges(source, target, weight or None, directed=self.directed, nodes=list(known))


def _number(text: Any, place: str) -> float:
    try:
        return float(text)
    except (TypeError, ValueError):
        raise InvalidData(f"expected a number as weight, found {text!r} ({place})") from None


def _read_graphml(path: Path) -> _Found:
    found, weights, labels = _Found(), {"weight"}, {"label"}
    edge: list[Any] = []
    key = ""

    def start(name: str, attributes: dict) -> None:
        nonlocal key
        if name == "key" and attributes.get("attr.name") == "weight" and attributes.get("for") in ("edge", "all"):
            weights.add(attributes["id"])
        elif name == "key" and attributes.get("attr.name") in ("label", "name") and attributes.get("for") in ("node", "all"):
            labels.add(attributes["id"])
        elif name == "graph":
            found.directed = attributes.get("edgedefault") == "directed"
        elif name == "node":
            found.nodes.append(attributes["id"])
        elif name == "edge":
            edge[:] = [attributes["source"], attributes["target"], 1.0]
        elif name == "data":
            key = attributes["key"]

    def end(name: str, text: str) -> None:
        if name == "data" and edge and key in weights:
            edge[2] = _number(text, str(path))
        elif name == "data" and not edge and found.nodes and key in labels:
            found.labels.setdefault(found.nodes[-1], text.strip())
        elif name == "edge":
            found.edges.append((edge[0], edge[1], edge[2]))
            edge.clear()

    _Xml(path).read(start, end)
    return found


def _read_gexf(path: Path) -> _Found:
    found = _Found()

    def start(name: str, attributes: dict) -> None:
        if name == "graph":
            found.directed = attributes.get("defaultedgetype") == "directed"
        elif name == "node":
            found.nodes.append(attributes["id"])
            found.labels[attributes["id"]] = attributes.get("label", "")
        elif name == "edge":
            weight = _number(attributes.get("weight", 1.0), str(path))
            found.edges.append((attributes["source"], attributes["target"], weight))

    _Xml(path).read(start, lambda name, text: None)
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if (line := line.strip()) and not line.startswith("%"):
                yield number, line


class _Pajek(_Found):
    """Vertices by number, and names that may come twice; `rows` of them are rows of a two-mode network (0: one-mode)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0
        self.places: list[tuple[int, int, float]] = []

    def resolved(self) -> _Found:
        if len(set(self.nodes)) < len(self.nodes):
            self.nodes = [str(i) for i in range(1, len(self.nodes) + 1)]
        self.edges = [(self.nodes[a], self.nodes[b], weight) for a, b, weight in self.places]
        return self


def _read_pajek(path: Path) -> _Pajek:
    found, section = _Pajek(), ""
    for number, line in _lines(path):
        place = f"{path}, line {number}"
        words = [a or b for a, b in re.findall(r'"([^"]*)"|(\S+)', line)]
        try:
            if line.startswith("*"):
                section = words[0][1:].lower()
                if section == "vertices":
                    found.nodes = [str(i + 1) for i in range(int(words[1]))]
                    found.rows = int(words[2]) if len(words) > 2 else 0
                elif section not in ("arcs", "edges", "arcslist", "edgeslist", "network"):
                    raise Unsupported(f"expected sections Vertices, Arcs, Edges, found {line!r} ({place})")
                found.directed = found.directed or section.startswith("arcs")
            elif section == "vertices":
                found.nodes[_vertex(words[0], found)] = words[1] if len(words) > 1 else words[0]
            else:
                listed = section.endswith("list")
                ends = [_vertex(word, found) for word in (words if listed else words[:2])]
                weight = _number(words[2], place) if len(words) > 2 and not listed else 1.0
                for other in ends[1:]:
                    found.places.append((ends[0], other, weight))
                    if found.directed and section.startswith("edges"):
                        found.places.append((other, ends[0], weight))
        except (ValueError, IndexError):
            raise InvalidData(f"expected vertices from 1 to {len(found.nodes)}, found {line!r} ({place})") from None
    return found


def _vertex(word: str, found: _Pajek) -> int:
    if not 1 <= int(word) <= len(found.nodes):
        raise IndexError
    return int(word) - 1


def _read_gml(path: Path) -> _Found:
    tokens = re.findall(r'"[^"]*"|[\[\]]|[^\s\[\]"]+', "\n".join(line for _, line in _lines(path) if not line.startswith("#")))
    position = 0

    def block() -> list[tuple[str, Any]]:
        nonlocal position
        items: list[tuple[str, Any]] = []
        while position < len(tokens) and tokens[position] != "]":
            key = tokens[position]
            position += 2
            if position > len(tokens):
                raise InvalidData(f"expected a value of {key!r}, found the end ({path})")
            value: Any = tokens[position - 1]
            if value == "[":
                value = block()
                position += 1
            elif value.startswith('"'):
                value = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), value[1:-1]).replace("&quot;", '"').replace("&amp;", "&")
            items.append((key, value))
        return items

    graph = next((value for key, value in block() if key == "graph" and isinstance(value, list)), None)
    if graph is None:
        raise InvalidData(f"expected a graph in GML, found none ({path})")
    found, label = _Found(), {}
    found.directed = dict(graph).get("directed") == "1"
    try:
        for key, value in graph:
            if key == "node":
                node = dict(value)
                label[node["id"]] = node.get("label", node["id"])
        found.nodes = list(label.values())
        if len(set(found.nodes)) < len(found.nodes):  # labels that come twice are no ids
            label = {node: node for node in label}
            found.nodes = list(label)
        for key, value in graph:
            if key == "edge":
                edge = dict(value)
                found.edges.append((label[edge["source"]], label[edge["target"]], _number(edge.get("weight", 1.0), str(path))))
    except KeyError as error:
        raise InvalidData(f"expected nodes with ids and edges between them, found no {error} ({path})") from None
    return found


def _hif(path: Path) -> dict:
    try:
        with path.open(encoding="utf-8-sig") as file:
            content = json.load(file)
        [(row["edge"], row["node"]) for row in content["incidences"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidData(f"expected HIF, an object with incidences of edge and node ({path}: {error})") from None
    return content


def _read_json(path: Path) -> _Found:
    content, found = _hif(path), _Found()
    found.directed = content.get("network-type") == "directed"
    found.nodes = [str(row["node"]) for row in content.get("nodes", [])]
    weight = {str(row["edge"]): row.get("weight", 1.0) for row in content.get("edges", [])}
    ends: dict[str, list[str]] = {}
    for row in sorted(content["incidences"], key=lambda row: row.get("direction") == "head"):
        ends.setdefault(str(row["edge"]), []).append(str(row["node"]))
    for edge, nodes in ends.items():
        if len(nodes) > 2:
            raise InvalidData(f"expected edges of two nodes, found {len(nodes)} in {edge!r}: use TwoMode.read ({path})")
        found.edges.append((nodes[0], nodes[-1], _number(weight.get(edge, 1.0), str(path))))
    return found


def _table(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        yield from csv.reader(file, delimiter=";" if head.count(";") > head.count(",") else ",")


def _read_csv(path: Path) -> _Found:
    found = _Found()
    for number, row in enumerate(_table(path)):
        if number == 0 or not row:
            continue
        if len(row) < 2:
            raise InvalidData(f"expected a source and a target, found {row!r} ({path}, line {number + 1})")
        found.edges.append((row[0], row[1], _number(row[2], f"{path}, line {number + 1}") if len(row) > 2 and row[2] else 1.0))
    return found


_WRITERS = {".graphml": _write_graphml, ".gexf": _write_gexf, ".net": _write_pajek, ".gml": _write_gml,
            ".json": _write_json, ".csv": _write_csv}
_READERS = {".graphml": _read_graphml, ".gexf": _read_gexf, ".net": lambda path: _read_pajek(path).resolved(), ".gml": _read_gml,
            ".json": _read_json, ".csv": _read_csv}


def _chosen(path: str | os.PathLike, known: Any) -> tuple[Path, Any]:
    path = Path(path)
    if path.suffix.lower() not in known:
        raise InvalidArgument(f"expected a file named {', '.join(known)}, found {path.name!r}")
    return path, known[path.suffix.lower()]


def write_network(net: Network, path: str | os.PathLike) -> None:
    """Writes the network; the ending of the name says how: .graphml .gexf .net (Pajek) .gml .json (HIF) .csv.

    Ids, directions and weights are kept by all, labels by GraphML, GEXF, GML and HIF. CSV has no isolated
    nodes and does not say whether the network is directed; Pajek turns quotes and line breaks into ``'``.
    """
    path, write = _chosen(path, _WRITERS)
    with path.open("w", encoding="utf-8", newline="") as file:
        write(net, file)


def read_network(path: str | os.PathLike, *, directed: bool | None = None) -> Network:
    """A network from a file; the ending of the name says how it is read, as in `write`.

    `directed` overrules the file (CSV says nothing: undirected). The attribute ``weight`` of edges is read, 1 where
    there is none; repeated edges add up. XML with a DOCTYPE is refused.

    Raises
    ------
    InvalidData
        The file is not what its name says; the message tells where.
    """
    path, read = _chosen(path, _READERS)
    found = read(path)
    found.directed = found.directed if directed is None else directed
    return found.network()
