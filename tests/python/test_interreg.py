"""A study of Interreg from an export of keep.eu: every figure again, from the rows of the file in plain Python."""

import csv
import math
from collections import Counter, defaultdict
from itertools import combinations

import interreg
import networkx as nx
import pytest
import tissu as ts
from scipy.stats import hypergeom
from tissu.cli import main
from tissu.study import StudyOptions, study

COUNTINGS = ("full", "pairs", "fractional", "newman", "hyperbolic", "lead")


@pytest.fixture(scope="module")
def world():
    return interreg.world(90, 260, 48, seed=3)


@pytest.fixture(scope="module", params=["partnerships", "search"])
def folder(request, world, tmp_path_factory):
    target = tmp_path_factory.mktemp(request.param)
    (interreg.write_partnerships if request.param == "partnerships" else interreg.write_search)(target, world)
    return target


@pytest.fixture(scope="module")
def loaded(folder):
    store = ts.open()
    return store, store.load(folder, format="keep")


def rows(folder):
    """The partners in the file: project, organisation, region, lead. One organisation once in a project."""
    file = next(path for path in sorted(folder.iterdir()) if path.name in ("keep_closed_Partnership.csv", "partners.csv"))
    with file.open(encoding="utf-8-sig", newline="") as opened:
        found = {}
        for row in csv.DictReader(opened, delimiter=";" if "closed" in file.name else ","):
            name = (row.get("Project Partner") or row.get("Organisation in English")).casefold()
            region = (row.get("NUTS3 (or equivalent)") or row.get("NUTS3 code (or equivalent)")).split()[0]
            project = (row["Programme"], row.get("Acronym") or row.get("Project acronym"))
            lead = (row.get("Lead Partner") or row.get("Lead partner")) == "Yes"
            if name != "n/a":
                found.setdefault((project, name, region), lead)
    return [(project, f"{name}@{region}", region, lead) for (project, name, region), lead in found.items()]


def projects_of(folder):
    members = defaultdict(dict)
    for project, organisation, region, _ in rows(folder):
        members[project][organisation] = region
    return members


def country(region):
    return {"UK": "GB", "EL": "GR"}.get(region[:2], region[:2])


def test_the_rows_are_counted(loaded, folder, world):
    store, report = loaded
    members = projects_of(folder)
    assert len(store.partnerships) == len(members) == len(world) == 90
    assert len(store.actors) == len({o for found in members.values() for o in found}) == 260
    kinds = Counter(row["kind"] for row in store.territories.table())
    assert kinds["nuts3"] == len({region for found in members.values() for region in found.values()}) == 48
    partners = next(row for row in report.rows if row["table"] == "partners")
    assert partners["read"] == partners["kept"] + partners["rejected"]
    assert partners["kept"] == len(rows(folder)) == sum(len(p.members) for p in world)


def test_what_real_exports_write_is_understood(loaded, folder, world):
    store, _ = loaded
    names = {row["id"]: row["name"] for row in store.territories.table()}
    assert {"country:GB", "country:GR"} <= set(names) and names["country:CZ"] == "Czechia"
    region = world[0].members[0].region
    if "partnerships" in folder.name:
        assert names[f"nuts3:{region.code}"] == f"{region.name}, Kreisfreie Stadt"
        assert names[f"nuts2:{region.code[:4]}"] == "Area"
    else:
        first = store.partnerships[f"keep:{ts_slug(world[0].programme)}-{ts_slug(world[0].acronym)}"]
        assert first["amount"] == 100000 * len(world[0].members) + 0.5 and first["from"].year == world[0].start


def ts_slug(text):
    from unicodedata import normalize

    plain = "".join(c for c in normalize("NFD", text.lower()) if c.isascii())
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def test_the_matrix_in_every_counting(loaded, folder):
    store, _ = loaded
    expected = {counting: defaultdict(float) for counting in COUNTINGS}
    leads = {project: organisation for project, organisation, _, lead in rows(folder) if lead}
    for project, members in projects_of(folder).items():
        n = len(members)
        pairs = Counter(tuple(sorted((members[a], members[b]))) for a, b in combinations(members, 2))
        for pair, count in pairs.items():
            expected["full"][pair] += 1
            expected["pairs"][pair] += count
            expected["fractional"][pair] += count / (n * (n - 1) / 2)
            expected["newman"][pair] += count / (n - 1)
            expected["hyperbolic"][pair] += count / n
        for other in members:
            if other != leads[project]:
                expected["lead"][tuple(sorted((members[other], members[leads[project]])))] += 1
    coop = store.cooperation("nuts3")
    for counting, pairs in expected.items():
        matrix = ts.cooperation.matrix(coop, counting)
        weights = {tuple(sorted((row["a"][6:], row["b"][6:]))): row["weight"] for row in matrix}
        found = {pair: weight for pair, weight in weights.items() if weight}  # a pair may share projects, but no lead
        assert found == pytest.approx(dict(pairs)), counting


def test_the_share_across_countries(loaded, folder):
    store, _ = loaded
    inside = outside = 0
    for members in projects_of(folder).values():
        for a, b in combinations(members, 2):
            weight = 1 / math.comb(len(members), 2)
            if country(members[a]) == country(members[b]):
                inside += weight
            else:
                outside += weight
    coop = store.cooperation("nuts3", projection="fractional")
    assert ts.cooperation.external_share(coop, "country") == pytest.approx(outside / (inside + outside))


def organisations(folder):
    graph, home = nx.Graph(), {}
    for members in projects_of(folder).values():
        graph.add_nodes_from(members)
        graph.add_edges_from(combinations(members, 2))
        home |= members
    return graph, home


def test_sums_of_brokerage_between_countries(loaded, folder):
    store, _ = loaded
    graph, home = organisations(folder)
    expected = Counter()
    for broker in graph:
        for a, b in combinations(graph[broker], 2):
            if graph.has_edge(a, b):
                continue
            for x, y in ((a, b), (b, a)):  # an undirected tie is two arcs
                groups = [country(home[node]) for node in (x, broker, y)]
                names = dict.fromkeys(groups)
                expected["".join("ABC"[list(names).index(group)] for group in groups)] += 1
    net = store.network("organisation", via="partnership")
    totals = {row["pattern"]: row["count"] for row in ts.cooperation.brokerage_totals(net, "country")}
    assert {pattern: totals[pattern] for pattern in ("AAA", "ABA", "AAB", "ABB", "ABC")} == {
        pattern: expected[pattern] for pattern in ("AAA", "ABA", "AAB", "ABB", "ABC")
    }


def test_the_loss_curve(loaded, folder):
    store, _ = loaded
    graph, _ = organisations(folder)
    net = store.network("organisation", via="partnership")
    found = ts.cooperation.robustness(net, "degree", steps=25)
    degree = dict(zip(net.ids, ts.graph.degree(net)["degree"].tolist()))
    assert sorted(degree.values()) == sorted(dict(graph.degree).values())
    left, own = net.to_networkx(), []
    order = sorted(net.ids, key=lambda node: (-degree[node], net.ids.index(node)))
    for node in order[:25]:
        left.remove_node(node)
        own.append(max(map(len, nx.connected_components(left))))
    largest = found.curve["largest"].tolist()
    assert largest[-25:] == own


def test_validated_links_are_exact(loaded, folder):
    store, _ = loaded
    columns = defaultdict(set)
    members = projects_of(folder)
    for project, found in members.items():
        for region in found.values():
            columns[region].add(project)
    pairs = list(combinations(sorted(columns), 2))
    bound = 0.05 / len(pairs)
    expected = {
        pair
        for pair in pairs
        if hypergeom.sf(len(columns[pair[0]] & columns[pair[1]]) - 1, len(members), len(columns[pair[0]]), len(columns[pair[1]])) < bound
    }
    two = store.two_mode("territory", "partnership", level="nuts3")
    found = ts.cooperation.backbone(two, "svn", alpha=0.05, correction="bonferroni")
    assert {tuple(sorted((row["source"][6:], row["target"][6:]))) for row in found.network.edges} == expected


def test_communities_are_connected_and_worth_what_is_said(loaded):
    store, _ = loaded
    coop = store.cooperation("nuts3")
    labels = ts.graph.leiden(coop, seed=1)["community"].tolist()
    graph = coop.to_networkx()
    parts = [{node for node, label in zip(coop.ids, labels) if label == k} for k in set(labels)]
    assert all(nx.is_connected(graph.subgraph(part)) for part in parts)
    assert ts.graph.modularity(coop, labels) == pytest.approx(nx.community.modularity(graph, parts))


def test_the_study_of_a_folder(folder, tmp_path, capsys):
    assert main(["study", str(folder), "-o", str(tmp_path / "out"), "--levels", "nuts3,country"]) in (0, 1)
    said = capsys.readouterr().out
    with (tmp_path / "out" / "cooperation_nuts3.csv").open(encoding="utf-8", newline="") as file:
        pairs = [row for row in csv.DictReader(file) if row["a"] != row["b"]]
    regions = {frozenset((x, y)) for m in projects_of(folder).values() for x in m.values() for y in m.values() if x != y}
    folder_out = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"shares.csv", "brokerage.csv", "robustness.csv", "power.csv", "validated_nuts3.csv"} <= folder_out
    assert len(pairs) == len(regions) and f"{len(pairs)} cooperating pairs" in said.replace(",", "")


def test_the_tables_of_a_paper(folder, tmp_path):
    out = tmp_path / "out"
    study(folder, out, StudyOptions(levels=("nuts3", "country")))
    members = projects_of(folder)
    graph, _ = organisations(folder)

    def read(name):
        with (out / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    inside = outside = 0.0
    for found in members.values():
        for a, b in combinations(found, 2):
            weight = 1 / (len(found) - 1)
            same = country(found[a]) == country(found[b])
            inside, outside = (inside + weight, outside) if same else (inside, outside + weight)
    newman = next(row for row in read("shares.csv") if (row["level"], row["counting"]) == ("nuts3", "newman"))
    assert float(newman["weight"]) == pytest.approx(inside + outside)
    assert float(newman["external_share"]) == pytest.approx(outside / (inside + outside))
    assert newman["external_level"] == "country"
    roles = {(row["level"], row["pattern"]): float(row["count"]) for row in read("brokerage.csv")}
    open_pairs = sum(not graph.has_edge(a, b) for v in graph for a, b in combinations(graph[v], 2))
    assert sum(roles["country", pattern] for pattern in ("AAA", "ABA", "AAB", "ABB", "ABC")) == 2 * open_pairs
    curve = read("robustness.csv")
    assert int(curve[0]["largest"]) == max(map(len, nx.connected_components(graph))) and curve[-1]["largest"] == "0"
    power = next(row for row in read("power.csv") if row["level"] == "nuts3")
    assert int(float(power["tests"])) == math.comb(48, 2) and float(power["passed"]) == len(read("validated_nuts3.csv"))
