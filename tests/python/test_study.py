"""The main job: what `tissu study` finds and writes, on a small package, on the demo base and on URBACT."""

import csv
import json
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import tissu as ts
from report_cases import read
from tissu.cli import main
from tissu.study import StudyOptions, study
from tissu.study.files import output_folder

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "examples" / "data" / "neighbours"
URBACT = ROOT.parent / "shared" / "data" / "networks" / "urbact"
TABLES = {
    "loading.csv",
    "issues.csv",
    "shares.csv",
    "brokerage.csv",
    "robustness.csv",
    "power.csv",
    "facilitators.csv",
    "communities.csv",
    "comparison.csv",
    "nodes.csv",
    "edges.csv",
    "recommendations.csv",
    "searches.csv",
    "study.json",
    "report.html",
}


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def record(folder):
    return json.loads((folder / "study.json").read_text(encoding="utf-8"))


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    out = tmp_path_factory.mktemp("study") / "out"
    study(PACKAGE, out)
    return out


def test_a_study_writes_its_tables_and_one_page(small):
    assert {file.name for file in small.iterdir()} == TABLES | {
        "cooperation_commune.csv",
        "cooperation_departement.csv",
        "openness_commune.csv",
        "openness_departement.csv",
        "validated_commune.csv",
        "validated_departement.csv",
    }
    assert record(small)["files"] == sorted(file.name for file in small.iterdir())
    page = (small / "report.html").read_text(encoding="utf-8")
    assert read(page).count["section"] == 9


def test_its_numbers_are_right_by_hand(small):
    pairs = {
        frozenset((row["a"], row["b"])): float(row["full"])
        for row in rows(small / "cooperation_departement.csv")
    }
    assert pairs == {
        frozenset(("departement:91", "departement:77")): 2,
        frozenset(("departement:91", "departement:94")): 2,
        frozenset(("departement:91",)): 1,
        frozenset(("departement:77", "departement:94")): 1,
    }
    found = record(small)
    assert found["settings"]["levels"] == ["commune", "departement"]
    assert found["network"] == {
        "actors": 6,
        "tied": 6,
        "ties": 8,
        "activities": 4,
        "density": pytest.approx(8 / 15),
    }
    first = rows(small / "facilitators.csv")[0]
    assert (first["rank"], first["name"]) == ("1", "Centre social Les Tilleuls")
    assert [row["rule"] for row in rows(small / "issues.csv") if row["action"] == "rejected"]


def test_all_countings_and_their_sums(small):
    table = rows(small / "cooperation_commune.csv")
    assert sum(float(row["fractional"]) for row in table) == pytest.approx(4)  # partnerships of two or more
    assert all(float(row["pairs"]) >= float(row["full"]) for row in table)


def test_twice_the_same_bytes_at_any_number_of_threads(small, tmp_path):
    study(PACKAGE, tmp_path / "again", StudyOptions(threads=1))
    assert contents(tmp_path / "again") == contents(small)


def test_a_date_is_shown_only_when_given(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1580860800")
    study(PACKAGE, tmp_path / "dated")
    assert "2020-02-05" in (tmp_path / "dated" / "report.html").read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ts.InvalidArgument, match="SOURCE_DATE_EPOCH"):
        study(PACKAGE, tmp_path / "undated")
    assert not (tmp_path / "undated").exists() and [file.name for file in tmp_path.iterdir()] == ["dated"]


def test_a_store_and_its_files_give_the_same_study(small, tmp_path):
    with ts.open(tmp_path / "n.tissu") as store:
        store.load(PACKAGE)
    study(tmp_path / "n.tissu", tmp_path / "out")
    for name in (
        "cooperation_commune.csv",
        "facilitators.csv",
        "communities.csv",
        "nodes.csv",
        "recommendations.csv",
    ):
        assert (tmp_path / "out" / name).read_bytes() == (small / name).read_bytes()


def test_a_folder_in_use_is_left_alone(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(ts.Conflict, match="--overwrite"):
        study(PACKAGE, out)
    assert contents(out) == {"mine.txt": b"mine"}
    study(PACKAGE, out, overwrite=True)
    study(PACKAGE, out, StudyOptions(levels=("epci",)), overwrite=True)
    names = {file.name for file in out.iterdir()}
    assert "mine.txt" in names and "cooperation_epci.csv" in names and "cooperation_commune.csv" not in names
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_record_of_an_earlier_study_removes_nothing_else(tmp_path):
    """Names that lead elsewhere are not followed."""
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "outside.csv").write_text("x")
    (out / "study.json").write_text(json.dumps({"files": ["../outside.csv", "a.csv", 3, ".."]}))
    (out / "a.csv").write_text("old")
    with output_folder(out, overwrite=True) as output:
        output.write_text("b.csv", "new")
    assert (tmp_path / "outside.csv").read_text() == "x"
    assert {file.name for file in out.iterdir()} == {"study.json", "b.csv"}


def test_a_failure_leaves_nothing_behind(tmp_path):
    with pytest.raises(RuntimeError), output_folder(tmp_path / "deep" / "out", overwrite=False) as output:
        output.write_text("a.csv", "half")
        raise RuntimeError
    assert list((tmp_path / "deep").iterdir()) == []
    (tmp_path / "file").write_text("x")
    with pytest.raises(ts.Conflict), output_folder(tmp_path / "file", overwrite=True):
        pass


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_empty_store_is_studied_in_words(tmp_path, lang):
    with ts.open(tmp_path / "empty.tissu"):
        pass
    done = study(tmp_path / "empty.tissu", tmp_path / "out", StudyOptions(lang=lang))
    assert read((tmp_path / "out" / "report.html").read_text(encoding="utf-8")).count.get("svg", 0) == 0
    assert record(tmp_path / "out")["network"]["ties"] == 0
    assert ("no cooperation" if lang == "en" else "pas de coopération") in done.summary


def write_package(folder, actors, partnerships, *, seats=None):
    """A package of organisations, by partnership; `seats`: the commune of each."""
    folder.mkdir()
    seats = seats or {}
    places = sorted(set(seats.values()))
    (folder / "territories.csv").write_text("id,name\n" + "".join(f"{place},{place}\n" for place in places))
    (folder / "actors.csv").write_text(
        "id,kind,name,territory\n" + "".join(f"{a},organisation,{a},{seats.get(a, '')}\n" for a in actors)
    )
    (folder / "partnerships.csv").write_text("id,title\n" + "".join(f"{p},{p}\n" for p in partnerships))
    (folder / "partners.csv").write_text(
        "partnership,actor\n" + "".join(f"{p},{a}\n" for p, members in partnerships.items() for a in members)
    )
    return folder


def test_an_actor_in_more_than_half_of_all_activities_is_named_and_left_out(tmp_path):
    actors = ["org:centre"] + [f"org:{i}" for i in range(12)]
    partnerships = {f"p:{i}": ["org:centre", f"org:{i}", f"org:{(i + 1) % 12}"] for i in range(12)}
    seats = {actor: f"commune:{i % 4}" for i, actor in enumerate(actors)}
    done = study(write_package(tmp_path / "star", actors, partnerships, seats=seats), tmp_path / "out")
    assert record(tmp_path / "out")["settings"]["left_out"] == ["org:centre"]
    assert "org:centre" not in {row["node"] for row in rows(tmp_path / "out" / "facilitators.csv")}
    assert "more than half" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert len(done.result.network.nodes) == 12


def test_sparse_data_get_words_and_no_pictures(tmp_path):
    actors = [f"org:{i}" for i in range(40)]
    partnerships = {f"p:{i}": [f"org:{i}"] for i in range(38)} | {"p:last": ["org:38", "org:39"]}
    seats = {actor: f"commune:{i}" for i, actor in enumerate(actors)}
    study(write_package(tmp_path / "sparse", actors, partnerships, seats=seats), tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "This is too little for a picture" in page and "This is very little" in page


def test_without_seats_the_actors_are_studied_alone(tmp_path):
    actors = [f"org:{i}" for i in range(4)]
    study(
        write_package(tmp_path / "nowhere", actors, {"p:1": actors[:3], "p:2": actors[2:]}), tmp_path / "out"
    )
    assert record(tmp_path / "out")["settings"]["levels"] == []
    assert len(rows(tmp_path / "out" / "edges.csv")) == 4


def test_levels_are_the_finest_and_the_next_known_border(tmp_path):
    with ts.open() as store:
        store.load(PACKAGE)
        from tissu.study.actors import actor_network
        from tissu.study.levels import choose_levels

        actors = actor_network(store, StudyOptions())
        assert choose_levels(store, actors.net) == ("commune", "departement")
        assert choose_levels(store, actors.net, ["epci"]) == ("epci",)
        with pytest.raises(
            ts.NotFound, match="expected levels of commune, departement, epci, found 'parish'"
        ):
            choose_levels(store, actors.net, ["parish"])


def test_options_are_checked():
    with pytest.raises(ts.InvalidArgument, match="language"):
        StudyOptions(lang="de")
    with pytest.raises(ts.InvalidArgument, match="via"):
        StudyOptions(via=("rumour",))


def test_the_demo_base(tmp_path, capsys):
    assert main(["study", "--demo", "-o", str(tmp_path / "out"), "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "out" / "report.html") in said and 8 <= len(said.splitlines()) <= 20
    assert "synthétique" in said
    found = record(tmp_path / "out")
    assert found["settings"]["levels"] == ["commune", "departement"] and found["issues"] == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Données en partie synthétiques" in page
    assert "2004 – 2024 (début ; le dernier finit en 2030)" in page
    truth = json.loads((ROOT / "examples" / "data" / "demo_truth.json").read_text(encoding="utf-8"))
    leading = [row["node"] for row in rows(tmp_path / "out" / "facilitators.csv")[:30]]
    assert len(set(leading) & set(truth["brokers"]["members"])) >= 10
    answers = rows(tmp_path / "out" / "recommendations.csv")
    assert len({(row["theme"], row["territory"]) for row in answers}) == 3 and all(
        row["reasons"] for row in answers
    )


@pytest.fixture(scope="module")
def urbact(tmp_path_factory):
    if not URBACT.is_dir():
        print(f"skipped: {URBACT} is not there")
        pytest.skip("the URBACT files are not beside the checkout")
    out = tmp_path_factory.mktemp("urbact") / "out"
    start = time.process_time()
    done = study(URBACT, out)
    return out, done, time.process_time() - start


def test_urbact_numbers(urbact):
    out, _, seconds = urbact
    found = record(out)
    loading = {row["table"]: row for row in rows(out / "loading.csv")}
    assert (loading["partners"]["read"], loading["partners"]["kept"]) == ("1510", "1509")
    duplicates = [row for row in rows(out / "issues.csv") if row["action"] == "rejected"]
    assert len(duplicates) == 1 and duplicates[0]["file"] == "memberships.csv"
    assert found["network"]["activities"] == 172 and found["network"]["actors"] == 591
    city, country = found["cooperation"]
    assert (city["level"], city["territories"], city["pairs"], city["weight"], city["largest"]) == (
        "city",
        591,
        5826,
        6526,
        5,
    )
    assert city["external_share"] == pytest.approx(0.950, abs=0.0005)
    assert (country["level"], country["pairs"]) == ("country", 389)
    first = rows(out / "cooperation_country.csv")
    first = next(row for row in first if row["a"] != row["b"])
    assert ({first["a"], first["b"]}, float(first["full"])) == ({"country:ES", "country:IT"}, 90)
    assert seconds < 5, "of the processor, however busy the machine is"


def test_urbact_against_a_count_by_hand(urbact):
    """The pairs of the file itself, in plain Python."""
    out, _, _ = urbact
    with open(URBACT / "memberships.csv", encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    members = {}
    for line in lines:
        members.setdefault(line["Code_Network"], set()).add(line["geonameId"])
    count = Counter(
        frozenset(pair) for cities in members.values() for pair in combinations(sorted(cities), 2)
    )
    written = Counter(
        {
            frozenset((row["a"].split(":")[1], row["b"].split(":")[1])): float(row["full"])
            for row in rows(out / "cooperation_city.csv")
            if row["a"] != row["b"]
        }
    )
    assert len(lines) == 1510 and written == count


def test_urbact_page_is_whole(urbact):
    out, done, _ = urbact
    page = (out / "report.html").read_text(encoding="utf-8")
    assert read(page).count["svg"] >= 6 and len(page) < 4_000_000
    assert "Spain" in done.summary and "95.0%" in done.summary
