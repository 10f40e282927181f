"""The demo base: remade byte for byte, every reference resolved, and the planted facts found again."""

import csv
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from math import exp, hypot, log, sqrt
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "examples" / "data"
SHIPPED = ROOT / "python" / "tissu" / "data" / "demo.zip"
TRUTH = json.loads((DEMO / "demo_truth.json").read_text(encoding="utf-8"))
CI_VILLE = ROOT.parent / "shared" / "data" / "networks" / "ci-ville"
SCHEMES = {
    scheme["id"]: [concept["code"] for concept in scheme["concepts"]]
    for scheme in json.loads((ROOT / "src/model/data/schemes.json").read_text(encoding="utf-8"))["schemes"]
}
YEARS = [str(year) for year in range(2001, 2025)]


@pytest.fixture(scope="module")
def tables():
    with zipfile.ZipFile(SHIPPED) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
            for name in archive.namelist() if name.endswith(".csv")
        }


@pytest.fixture(scope="module")
def attended(tables):
    """Attendances of sessions: present, governance left out; each with its year and event."""
    event = {row["id"]: row for row in tables["events"]}
    return [dict(row, year=event[row["event"]]["start"][:4], of=event[row["event"]]) for row in tables["participations"]
            if row["status"] == "PRE" and not event[row["event"]]["type"].startswith("GOV")]


def split(cell):
    return [item for item in cell.split("|") if item]


# --- the file ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_the_generator_gives_the_shipped_bytes_again(tmp_path, hash_seed):
    environment = dict(os.environ, PYTHONHASHSEED=hash_seed)
    subprocess.run([sys.executable, DEMO / "make_demo.py", "--folder", tmp_path], check=True, env=environment,
                   stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(SHIPPED) as archive:
        assert sorted(archive.namelist()) == sorted(path.name for path in tmp_path.iterdir())
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / name).read_bytes(), name
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 2, 5, 0, 0, 0)}


def test_the_planted_truth_is_the_one_beside_the_generator(monkeypatch):
    monkeypatch.syspath_prepend(str(DEMO))
    specification = importlib.util.spec_from_file_location("make_demo", DEMO / "make_demo.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    world = module.World()
    assert json.loads(json.dumps(module.truth(world, module.actors.make_slots(world)))) == TRUTH


def test_the_shipped_file_is_small():
    assert SHIPPED.stat().st_size < 3_000_000


def test_the_descriptor_lists_every_column(tables):
    with zipfile.ZipFile(SHIPPED) as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
        for resource in descriptor["resources"]:
            header = archive.read(resource["path"]).decode("utf-8").split("\r\n", 1)[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert {resource["name"] for resource in descriptor["resources"]} == set(tables)


# --- references -------------------------------------------------------------------------------------------------

REFERENCES = [
    ("territories", "parts_of", "territories"), ("successions", "from", "territories"),
    ("successions", "to", "territories"), ("actors", "territory", "territories"), ("affiliations", "actor", "actors"),
    ("affiliations", "in", "actors"), ("partnerships", "territories", "territories"),
    ("partnerships", "parent", "partnerships"), ("partners", "partnership", "partnerships"),
    ("partners", "actor", "actors"), ("partners", "territory", "territories"), ("events", "territories", "territories"),
    ("events", "organisers", "actors"), ("events", "parent", "events"), ("participations", "event", "events"),
    ("participations", "actor", "actors"), ("participations", "on_behalf_of", "actors"),
    ("resources", "creators", "actors"), ("resources", "territories", "territories"), ("resources", "event", "events"),
    ("uses", "resource", "resources"), ("uses", "actor", "actors"), ("needs", "territory", "territories"),
    ("needs", "actor", "actors"), ("feedback", "event", "events"), ("feedback", "actor", "actors"),
    ("observations", "subject", "actors"),
]
KEYS = {
    "territories": ["id"], "actors": ["id"], "partnerships": ["id"], "events": ["id"], "resources": ["id"],
    "needs": ["id"], "successions": ["from", "to", "date"], "affiliations": ["actor", "in", "role", "since"],
    "partners": ["partnership", "actor", "role", "since"], "participations": ["event", "actor", "status", "date"],
    "uses": ["resource", "actor", "date", "kind"], "feedback": ["event", "actor"],
    "observations": ["indicator", "period", "subject", "channel"],
}
CODED = [
    ("actors", "type", "actor_type"), ("events", "type", "event_type"), ("events", "mode", "attendance_mode"),
    ("events", "mission", "mission"), ("participations", "status", "participation_status"),
    ("participations", "category", "participant_category"), ("participations", "mode", "attendance_mode"),
    ("resources", "type", "resource_type"), ("resources", "access", "access"),
    ("observations", "indicator", "indicator"), ("successions", "kind", "territory_change"),
    ("partnerships", "member_category", "member_category"),
]


@pytest.mark.parametrize("table, column, target", REFERENCES, ids=lambda value: value)
def test_every_reference_is_resolved(tables, table, column, target):
    known = {row["id"] for row in tables[target]}
    assert [row for row in tables[table] if not set(split(row[column])) <= known] == []


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique(tables, table):
    counts = Counter(tuple(row[name] for name in KEYS[table]) for row in tables[table])
    assert [key for key, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("table, column, scheme", CODED)
def test_codes_belong_to_the_built_in_schemes(tables, table, column, scheme):
    assert {row[column] for row in tables[table]} - {""} <= set(SCHEMES[scheme])


def test_partnership_types_and_themes_belong_to_the_built_in_schemes(tables):
    assert {row["type"] for row in tables["partnerships"]} <= {*SCHEMES["partnership_type"], "SUB", "COT"}
    for table in ("actors", "partnerships", "events", "resources"):
        for row in tables[table]:
            assert all(theme.removeprefix("theme:") in SCHEMES["theme"] for theme in split(row["themes"]))
    assert all(row["theme"].removeprefix("theme:") in SCHEMES["theme"] for row in tables["needs"])


# --- honesty ----------------------------------------------------------------------------------------------------

def test_every_row_says_where_it_comes_from(tables):
    for name, rows in tables.items():
        assert all(row["source"] and row["source_kind"] in SCHEMES["source_kind"] for row in rows), name


def test_persons_and_their_doings_are_all_synthetic(tables):
    for row in tables["actors"]:
        if row["kind"] == "person":
            assert re.fullmatch(r"person:SYN-\d{6}", row["id"]) and row["source_kind"] == "SYNTH"
            assert row["name"] == f"Personne {row['id'][-6:]}"
        assert (":SYN-" in row["id"]) == (row["source_kind"] == "SYNTH")
    for table in ("participations", "needs", "feedback", "uses", "resources"):
        assert {row["source_kind"] for row in tables[table]} == {"SYNTH"}
    assert all(not row["comment"] for row in tables["feedback"])


def folded(name):
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.findall("[a-z0-9]+", plain))


def test_no_invented_organisation_bears_a_real_name(tables):
    if not CI_VILLE.exists():
        pytest.skip("the real employers are not beside the checkout")
    real = {folded(post["raison_sociale"] or "") for path in sorted(CI_VILLE.glob("*-20*.json"))
            for post in json.loads(path.read_text(encoding="utf-8"))}
    assert len(real) > 1000
    invented = [row["name"] for row in tables["actors"] if ":SYN-" in row["id"] and row["kind"] != "person"]
    bare = [re.sub(r" \d{4}$", "", name) for name in invented]
    assert real.isdisjoint(folded(name) for name in [*invented, *bare])
    assert all("ficti" in name for name in invented)


# --- what is real -----------------------------------------------------------------------------------------------

def test_real_territories(tables):
    rows = {row["id"]: row for row in tables["territories"]}
    communes = [row for row in rows.values() if row["id"].startswith("commune:") and not row["valid_to"]]
    assert Counter(p for row in communes for p in split(row["parts_of"]) if p.startswith("departement:")) == {
        "departement:77": 507, "departement:91": 194, "departement:94": 47}
    assert sum(i.startswith("epci:") for i in rows) == 34 and sum(i.startswith("ept:") for i in rows) == 3
    ept = [row["parts_of"] for row in communes if "ept:200058014" in split(row["parts_of"])]
    assert len(ept) == 24 and sum("departement:94" in p for p in ept) == 18 and sum("departement:91" in p for p in ept) == 6
    assert "epci:200059228" in split(rows["commune:77296"]["parts_of"])
    assert "epci:200059228" in split(rows["commune:91228"]["parts_of"])
    assert rows["commune:91228"]["identifiers"] == "siren:200083525"
    total = sum(int(rows[f"departement:{d}"]["population"]) for d in (75, 77, 78, 91, 92, 93, 94, 95))
    assert total == int(rows["region:11"]["population"])
    assert [row["to"] for row in tables["successions"] if row["from"] == "commune:91182"] == ["commune:91228"]


def test_facts_of_the_page(tables):
    kind = Counter((row["type"], row["source_kind"]) for row in tables["partnerships"])
    assert kind["SUB", "REEL_SEED"] == 5 and kind["APPUI", "REEL_SEED"] == 3 and kind["INTER", "REEL_SEED"] == 3
    assert all(not row["amount"] for row in tables["partnerships"] if row["source_kind"] == "REEL_SEED")
    fees = Counter(row["member_category"] for row in tables["partnerships"] if row["type"] == "COT")
    assert fees == {"COLLTERR": 4, "PM": 19, "PP": 11}
    assert [row["start"] for row in tables["events"] if row["type"] == "GOV.COF"] == ["2020-02-05"]
    centre = next(row for row in tables["actors"] if row["id"] == "org:RU")
    assert centre["name"] == "Ressources Urbaines" and "CRPVE" in split(centre["aliases"])
    assert [row["signed"] for row in tables["partnerships"] if row["type"] == "CONV.REG"] == ["2019"]


# --- the recipe -------------------------------------------------------------------------------------------------

def test_about_1500_distinct_persons_a_year(attended):
    persons = defaultdict(set)
    for row in attended:
        persons[row["year"]].add(row["actor"])
    assert sorted(persons) == YEARS
    assert all(1424 <= len(persons[year]) <= 1562 for year in YEARS)


def test_scale(tables, attended):
    assert 50_000 <= len(attended) <= 54_000
    assert 1_850 <= len(tables["events"]) <= 2_150
    assert len(tables["resources"]) == 420
    assert sum(row["type"] == "PROJ" for row in tables["partnerships"]) == 600
    organisations = [row for row in tables["actors"] if ":SYN-" in row["id"] and row["kind"] != "person"
                     and row["type"] != "COLL.GT"]
    for year in YEARS:
        alive = [row for row in organisations if (row["since"] or "0") <= year and (row["until"] or "9") > f"{year}-01-01"]
        assert len(alive) == 620


def test_the_order_of_the_eight_categories_in_2020(attended):
    counts = Counter(row["category"] for row in attended if row["year"] == "2020")
    assert [category for category, _ in counts.most_common()] == SCHEMES["participant_category"]


def test_remote_shares(attended):
    share = {year: sum(row["mode"] == "DIST" for row in attended if row["year"] == year)
             / sum(row["year"] == year for row in attended) for year in YEARS}
    assert all(share[year] == 0 for year in YEARS if year < "2018")
    assert share["2019"] < .08 and .50 < share["2020"] < .72 and .18 < share["2024"] < .40


def test_a_person_may_come_under_two_categories(attended):
    categories = defaultdict(set)
    for row in attended:
        categories[row["actor"]].add(row["category"])
    assert sum(len(found) > 1 for found in categories.values()) > 500


def test_borders_hold_back_in_person_and_less_at_a_distance(tables, attended):
    departement = {row["id"]: next((p for p in split(row["parts_of"]) if p.startswith("departement:")), None)
                   for row in tables["territories"]}
    home = {row["id"]: departement[row["territory"]] for row in tables["actors"] if row["kind"] == "person"}
    crossing = defaultdict(list)
    for row in attended:
        if row["year"] == "2020":
            crossing[row["mode"]].append(home[row["actor"]] != departement[row["of"]["territories"]])
    in_person, remote = (sum(crossing[mode]) / len(crossing[mode]) for mode in ("PRES", "DIST"))
    assert in_person < .25 and remote > .40


def test_no_attendance_without_registration_and_some_absences(tables):
    status = Counter(row["status"] for row in tables["participations"])
    assert status["ABS"] > status["EXC"] > status["ANN"] > 0


def test_satisfaction(tables, attended):
    scores = [int(row["score"]) for row in tables["feedback"]]
    possible = sum(row["year"] >= "2016" for row in attended)
    assert abs(sum(scores) / len(scores) - 4.3) < .1 and abs(len(scores) / possible - .45) < .02


def test_needs_differ_from_the_offer(tables):
    asked = Counter(row["theme"] for row in tables["needs"])
    offered = Counter(split(row["themes"])[0] for row in tables["events"] if row["themes"])
    gap = {theme: asked[theme] / len(tables["needs"]) - offered[theme] / sum(offered.values()) for theme in asked}
    assert max(gap, key=gap.get) == "theme:COH.SAN.MEN"


def test_texts_use_inclusive_writing_of_several_kinds(tables):
    text = " ".join(row["description"] + row["text"] for row in tables["resources"])
    for form in ("acteur.rice.s", "habitant·e·s", "élu-e-s", "professionnel(le)s"):
        assert form in text


# --- the planted structures -------------------------------------------------------------------------------------

def poisson_fit(rows, counts, steps=40):
    """Coefficients and standard errors of a Poisson regression with log link, by Newton's method."""
    width = len(rows[0])
    beta = [log(sum(counts) / len(counts))] + [0.0] * (width - 1)
    for _ in range(steps):
        information = [[0.0] * width for _ in range(width)]
        score = [0.0] * width
        for row, count in zip(rows, counts):
            mean = exp(sum(b * x for b, x in zip(beta, row)))
            for i, x in enumerate(row):
                score[i] += x * (count - mean)
                for j, y in enumerate(row):
                    information[i][j] += mean * x * y
        inverse = inverted(information)
        step = [sum(a * b for a, b in zip(line, score)) for line in inverse]
        beta = [b + s for b, s in zip(beta, step)]
        if max(map(abs, step)) < 1e-10:
            break
    return beta, [sqrt(inverse[i][i]) for i in range(width)]


def inverted(matrix):
    """The inverse, by Gauss-Jordan elimination."""
    n = len(matrix)
    work = [[*row, *(float(i == j) for j in range(n))] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(work[k][i]))
        work[i], work[pivot] = work[pivot], work[i]
        work[i] = [x / work[i][i] for x in work[i]]
        for k in range(n):
            if k != i:
                work[k] = [x - work[k][i] * y for x, y in zip(work[k], work[i])]
    return [row[n:] for row in work]


def kilometres(a, b):
    """Distance on the plane tangent half-way: good to a metre in a thousand here, and not the generator's formula."""
    from math import cos, radians
    x = radians(b[0] - a[0]) * cos(radians((a[1] + b[1]) / 2))
    return max(1.0, 6371.0 * hypot(x, radians(b[1] - a[1])))


def test_the_gravity_model_is_found_again(tables):
    territory = {row["id"]: row for row in tables["territories"]}
    unit, departement, point = {}, {}, {}
    for code in TRUTH["gravity"]["communes"]:
        parents = split(territory[code]["parts_of"])
        departement[code] = next(p for p in parents if p.startswith("departement:"))
        unit[code] = next((p for p in parents if p.startswith("ept:")), next(p for p in parents if p.startswith("epci:")))
        point[code] = (float(territory[code]["lon"]), float(territory[code]["lat"]))
    count = Counter(frozenset(split(row["territories"])) for row in tables["partnerships"] if row["type"] == "PROJ")
    assert sum(count.values()) == 600
    rows, counts = [], []
    codes = TRUTH["gravity"]["communes"]
    for i, a in enumerate(codes):
        for b in codes[i + 1:]:
            mass = log(float(territory[a]["population"])) + log(float(territory[b]["population"]))
            rows.append([1.0, mass - 20, log(kilometres(point[a], point[b])), float(departement[a] == departement[b]),
                         float(unit[a] == unit[b])])
            counts.append(count[frozenset((a, b))])
    assert sum(counts) == 600
    beta, error = poisson_fit(rows, counts)
    for found, se, planted in zip(beta[1:], error[1:], TRUTH["gravity"]["coefficients"].values()):
        assert abs(found - planted) < 2 * se, (beta, error)


def network(tables, types):
    members = defaultdict(list)
    wanted = {row["id"] for row in tables["partnerships"] if row["type"] in types}
    for row in tables["partners"]:
        if row["partnership"] in wanted:
            members[row["partnership"]].append(row["actor"])
    graph = nx.Graph()
    for group in members.values():
        for i, a in enumerate(group):
            for b in group[i + 1:]:
                if a != b:
                    old = graph.get_edge_data(a, b, {"weight": 0})["weight"]
                    graph.add_edge(a, b, weight=old + 1 / (len(group) - 1))
    return graph


def test_the_four_blocks_are_found_again(tables):
    graph = network(tables, {"COOPA"})
    planted = {actor: n for n, block in enumerate(TRUTH["blocks"]["members"]) for actor in block}
    assert [len(block) for block in TRUTH["blocks"]["members"]] == [40] * 4 and len(planted) == 160
    groups = nx.community.louvain_communities(graph, weight="weight", seed=1)
    right = sum(Counter(planted[actor] for actor in group).most_common(1)[0][1] for group in groups)
    assert len(groups) == 4 and right / len(graph) > .95


def test_the_brokers_are_found_again(tables):
    brokers = set(TRUTH["brokers"]["members"])
    territory = {row["id"]: split(row["parts_of"]) for row in tables["territories"]}
    seat = {row["id"]: row["territory"] for row in tables["actors"]}
    assert len(brokers) == 12
    led = defaultdict(set)
    leader = {row["partnership"]: row["actor"] for row in tables["partners"] if row["role"] == "lead"}
    for row in tables["partners"]:
        if leader.get(row["partnership"]) in brokers:
            parents = territory[seat[row["actor"]]]
            led[leader[row["partnership"]]].add(([p for p in parents if p.startswith("ept:")] or
                                                 [p for p in parents if p.startswith("epci:")])[0])
    assert set(led) == brokers and all(len(units) >= 3 for units in led.values())
    types = {row["type"] for row in tables["partnerships"]} - {"SUB", "COT", "APPUI", "INTER", "CONV.REG"}
    between = nx.betweenness_centrality(network(tables, types))
    first = sorted(between, key=between.get, reverse=True)[:24]
    assert len(brokers & set(first)) >= 11
