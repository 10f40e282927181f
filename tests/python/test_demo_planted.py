"""The demo base has the scale of its recipe, and what was planted in it is found again."""

from collections import Counter, defaultdict
from math import cos, exp, hypot, log, radians, sqrt

import networkx as nx
from demo_base import SCHEMES, TRUTH, YEARS, attended, split, tables

# --- the recipe -------------------------------------------------------------------------------------------------


def test_about_1500_distinct_persons_a_year():
    persons = defaultdict(set)
    for row in attended():
        persons[row["year"]].add(row["actor"])
    assert sorted(persons) == YEARS
    assert all(1424 <= len(persons[year]) <= 1562 for year in YEARS)


def test_scale():
    assert 50_000 <= len(attended()) <= 54_000
    assert 1_850 <= len(tables()["events"]) <= 2_150
    assert len(tables()["resources"]) == 420
    assert sum(row["type"] == "PROJ" for row in tables()["partnerships"]) == 600
    organisations = [
        row
        for row in tables()["actors"]
        if ":SYN-" in row["id"] and row["kind"] != "person" and row["type"] != "COLL.GT"
    ]
    for year in YEARS:
        alive = [
            row
            for row in organisations
            if (row["since"] or "0") <= year and (row["until"] or "9") > f"{year}-01-01"
        ]
        assert len(alive) == 620


def test_the_order_of_the_eight_categories_in_2020():
    counts = Counter(row["category"] for row in attended() if row["year"] == "2020")
    assert [category for category, _ in counts.most_common()] == SCHEMES["participant_category"]


def test_remote_shares():
    share = {
        year: sum(row["mode"] == "DIST" for row in attended() if row["year"] == year)
        / sum(row["year"] == year for row in attended())
        for year in YEARS
    }
    assert all(share[year] == 0 for year in YEARS if year < "2018")
    assert share["2019"] < 0.08 and 0.50 < share["2020"] < 0.72 and 0.18 < share["2024"] < 0.40


def test_a_person_may_come_under_two_categories():
    categories = defaultdict(set)
    for row in attended():
        categories[row["actor"]].add(row["category"])
    assert sum(len(found) > 1 for found in categories.values()) > 500


def test_borders_hold_back_in_person_and_less_at_a_distance():
    departement = {
        row["id"]: next((p for p in split(row["parts_of"]) if p.startswith("departement:")), None)
        for row in tables()["territories"]
    }
    home = {row["id"]: departement[row["territory"]] for row in tables()["actors"] if row["kind"] == "person"}
    crossing = defaultdict(list)
    for row in attended():
        if row["year"] == "2020":
            crossing[row["mode"]].append(home[row["actor"]] != departement[row["of"]["territories"]])
    in_person, remote = (sum(crossing[mode]) / len(crossing[mode]) for mode in ("PRES", "DIST"))
    assert in_person < 0.25 and remote > 0.40


def test_no_attendance_without_registration_and_some_absences():
    status = Counter(row["status"] for row in tables()["participations"])
    assert status["ABS"] > status["EXC"] > status["ANN"] > 0


def test_satisfaction():
    scores = [int(row["score"]) for row in tables()["feedback"]]
    possible = sum(row["year"] >= "2016" for row in attended())
    assert abs(sum(scores) / len(scores) - 4.3) < 0.1 and abs(len(scores) / possible - 0.45) < 0.02


def test_needs_differ_from_the_offer():
    asked = Counter(row["theme"] for row in tables()["needs"])
    offered = Counter(split(row["themes"])[0] for row in tables()["events"] if row["themes"])
    gap = {
        theme: asked[theme] / len(tables()["needs"]) - offered[theme] / sum(offered.values())
        for theme in asked
    }
    assert max(gap, key=gap.get) == "theme:COH.SAN.MEN"


def test_texts_use_inclusive_writing_of_several_kinds():
    text = " ".join(row["description"] + row["text"] for row in tables()["resources"])
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

    x = radians(b[0] - a[0]) * cos(radians((a[1] + b[1]) / 2))
    return max(1.0, 6371.0 * hypot(x, radians(b[1] - a[1])))


def test_the_gravity_model_is_found_again():
    territory = {row["id"]: row for row in tables()["territories"]}
    unit, departement, point = {}, {}, {}
    for code in TRUTH["gravity"]["communes"]:
        parents = split(territory[code]["parts_of"])
        departement[code] = next(p for p in parents if p.startswith("departement:"))
        unit[code] = next(
            (p for p in parents if p.startswith("ept:")), next(p for p in parents if p.startswith("epci:"))
        )
        point[code] = (float(territory[code]["lon"]), float(territory[code]["lat"]))
    count = Counter(
        frozenset(split(row["territories"])) for row in tables()["partnerships"] if row["type"] == "PROJ"
    )
    assert sum(count.values()) == 600
    rows, counts = [], []
    codes = TRUTH["gravity"]["communes"]
    for i, a in enumerate(codes):
        for b in codes[i + 1 :]:
            mass = log(float(territory[a]["population"])) + log(float(territory[b]["population"]))
            rows.append(
                [
                    1.0,
                    mass - 20,
                    log(kilometres(point[a], point[b])),
                    float(departement[a] == departement[b]),
                    float(unit[a] == unit[b]),
                ]
            )
            counts.append(count[frozenset((a, b))])
    assert sum(counts) == 600
    beta, error = poisson_fit(rows, counts)
    for found, se, planted in zip(beta[1:], error[1:], TRUTH["gravity"]["coefficients"].values()):
        assert abs(found - planted) < 2 * se, (beta, error)


def network(types):
    members = defaultdict(list)
    wanted = {row["id"] for row in tables()["partnerships"] if row["type"] in types}
    for row in tables()["partners"]:
        if row["partnership"] in wanted:
            members[row["partnership"]].append(row["actor"])
    graph = nx.Graph()
    for group in members.values():
        for i, a in enumerate(group):
            for b in group[i + 1 :]:
                if a != b:
                    old = graph.get_edge_data(a, b, {"weight": 0})["weight"]
                    graph.add_edge(a, b, weight=old + 1 / (len(group) - 1))
    return graph


def test_the_four_blocks_are_found_again():
    graph = network({"COOPA"})
    planted = {actor: n for n, block in enumerate(TRUTH["blocks"]["members"]) for actor in block}
    assert [len(block) for block in TRUTH["blocks"]["members"]] == [40] * 4 and len(planted) == 160
    groups = nx.community.louvain_communities(graph, weight="weight", seed=1)
    right = sum(Counter(planted[actor] for actor in group).most_common(1)[0][1] for group in groups)
    assert len(groups) == 4 and right / len(graph) > 0.95


def test_the_brokers_are_found_again():
    brokers = set(TRUTH["brokers"]["members"])
    territory = {row["id"]: split(row["parts_of"]) for row in tables()["territories"]}
    seat = {row["id"]: row["territory"] for row in tables()["actors"]}
    assert len(brokers) == 12
    led = defaultdict(set)
    leader = {row["partnership"]: row["actor"] for row in tables()["partners"] if row["role"] == "lead"}
    for row in tables()["partners"]:
        if leader.get(row["partnership"]) in brokers:
            parents = territory[seat[row["actor"]]]
            led[leader[row["partnership"]]].add(
                (
                    [p for p in parents if p.startswith("ept:")]
                    or [p for p in parents if p.startswith("epci:")]
                )[0]
            )
    assert set(led) == brokers and all(len(units) >= 3 for units in led.values())
    types = {row["type"] for row in tables()["partnerships"]} - {"SUB", "COT", "APPUI", "INTER", "CONV.REG"}
    between = nx.betweenness_centrality(network(types))
    first = sorted(between, key=between.get, reverse=True)[:24]
    assert len(brokers & set(first)) >= 11
