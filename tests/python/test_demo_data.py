"""The demo base: remade byte for byte, every reference resolved, honest about what is invented, true where it is real."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter

import pytest
from demo_base import DEMO, ROOT, SCHEMES, SHIPPED, TRUTH, split, tables

CI_VILLE = ROOT.parent / "shared" / "data" / "networks" / "ci-ville"


# --- the file ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_the_generator_gives_the_shipped_bytes_again(tmp_path, hash_seed):
    environment = dict(os.environ, PYTHONHASHSEED=hash_seed)
    subprocess.run(
        [sys.executable, DEMO / "make_demo.py", "--folder", tmp_path],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
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


def test_the_descriptor_lists_every_column():
    with zipfile.ZipFile(SHIPPED) as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
        for resource in descriptor["resources"]:
            header = archive.read(resource["path"]).decode("utf-8").split("\r\n", 1)[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert {resource["name"] for resource in descriptor["resources"]} == set(tables())


# --- references -------------------------------------------------------------------------------------------------

REFERENCES = [
    ("territories", "parts_of", "territories"),
    ("successions", "from", "territories"),
    ("successions", "to", "territories"),
    ("actors", "territory", "territories"),
    ("affiliations", "actor", "actors"),
    ("affiliations", "in", "actors"),
    ("partnerships", "territories", "territories"),
    ("partnerships", "parent", "partnerships"),
    ("partners", "partnership", "partnerships"),
    ("partners", "actor", "actors"),
    ("partners", "territory", "territories"),
    ("events", "territories", "territories"),
    ("events", "organisers", "actors"),
    ("events", "parent", "events"),
    ("participations", "event", "events"),
    ("participations", "actor", "actors"),
    ("participations", "on_behalf_of", "actors"),
    ("resources", "creators", "actors"),
    ("resources", "territories", "territories"),
    ("resources", "event", "events"),
    ("uses", "resource", "resources"),
    ("uses", "actor", "actors"),
    ("needs", "territory", "territories"),
    ("needs", "actor", "actors"),
    ("feedback", "event", "events"),
    ("feedback", "actor", "actors"),
    ("observations", "subject", "actors"),
]
KEYS = {
    "territories": ["id"],
    "actors": ["id"],
    "partnerships": ["id"],
    "events": ["id"],
    "resources": ["id"],
    "needs": ["id"],
    "successions": ["from", "to", "date"],
    "affiliations": ["actor", "in", "role", "since"],
    "partners": ["partnership", "actor", "role", "since"],
    "participations": ["event", "actor", "status", "date"],
    "uses": ["resource", "actor", "date", "kind"],
    "feedback": ["event", "actor"],
    "observations": ["indicator", "period", "subject", "channel"],
}
CODED = [
    ("actors", "type", "actor_type"),
    ("events", "type", "event_type"),
    ("events", "mode", "attendance_mode"),
    ("events", "mission", "mission"),
    ("participations", "status", "participation_status"),
    ("participations", "category", "participant_category"),
    ("participations", "mode", "attendance_mode"),
    ("resources", "type", "resource_type"),
    ("resources", "access", "access"),
    ("observations", "indicator", "indicator"),
    ("successions", "kind", "territory_change"),
    ("partnerships", "member_category", "member_category"),
]


@pytest.mark.parametrize("table, column, target", REFERENCES, ids=lambda value: value)
def test_every_reference_is_resolved(table, column, target):
    known = {row["id"] for row in tables()[target]}
    assert [row for row in tables()[table] if not set(split(row[column])) <= known] == []


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique(table):
    counts = Counter(tuple(row[name] for name in KEYS[table]) for row in tables()[table])
    assert [key for key, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("table, column, scheme", CODED)
def test_codes_belong_to_the_built_in_schemes(table, column, scheme):
    assert {row[column] for row in tables()[table]} - {""} <= set(SCHEMES[scheme])


def test_partnership_types_and_themes_belong_to_the_built_in_schemes():
    assert {row["type"] for row in tables()["partnerships"]} <= {*SCHEMES["partnership_type"], "SUB", "COT"}
    for table in ("actors", "partnerships", "events", "resources"):
        for row in tables()[table]:
            assert all(theme.removeprefix("theme:") in SCHEMES["theme"] for theme in split(row["themes"]))
    assert all(row["theme"].removeprefix("theme:") in SCHEMES["theme"] for row in tables()["needs"])


# --- honesty ----------------------------------------------------------------------------------------------------


def test_every_row_says_where_it_comes_from():
    for name, rows in tables().items():
        assert all(row["source"] and row["source_kind"] in SCHEMES["source_kind"] for row in rows), name


def test_persons_and_their_doings_are_all_synthetic():
    for row in tables()["actors"]:
        if row["kind"] == "person":
            assert re.fullmatch(r"person:SYN-\d{6}", row["id"]) and row["source_kind"] == "SYNTH"
            assert row["name"] == f"Personne {row['id'][-6:]}"
        assert (":SYN-" in row["id"]) == (row["source_kind"] == "SYNTH")
    for table in ("participations", "needs", "feedback", "uses", "resources"):
        assert {row["source_kind"] for row in tables()[table]} == {"SYNTH"}
    assert all(not row["comment"] for row in tables()["feedback"])


def test_real_organisations_take_part_in_nothing_invented():
    invented = {row["id"] for row in tables()["partnerships"] if row["source_kind"] == "SYNTH"}
    assert all(":SYN-" in row["actor"] for row in tables()["partners"] if row["partnership"] in invented)
    assert all(":SYN-" in row["actor"] for row in tables()["participations"])
    for table, column in (("events", "organisers"), ("resources", "creators")):
        actors = {a for row in tables()[table] if row["source_kind"] == "SYNTH" for a in split(row[column])}
        assert {a for a in actors if ":SYN-" not in a} == {"org:RU"}


def folded(name):
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.findall("[a-z0-9]+", plain))


def test_no_invented_organisation_bears_a_real_name():
    if not CI_VILLE.exists():
        pytest.skip("the real employers are not beside the checkout")
    real = {
        folded(post["raison_sociale"] or "")
        for path in sorted(CI_VILLE.glob("*-20*.json"))
        for post in json.loads(path.read_text(encoding="utf-8"))
    }
    assert len(real) > 1000
    invented = [row["name"] for row in tables()["actors"] if ":SYN-" in row["id"] and row["kind"] != "person"]
    bare = [re.sub(r" \d{4}$", "", name) for name in invented]
    assert real.isdisjoint(folded(name) for name in [*invented, *bare])
    assert all("ficti" in name for name in invented)


# --- what is real -----------------------------------------------------------------------------------------------


def test_real_territories():
    rows = {row["id"]: row for row in tables()["territories"]}
    communes = [row for row in rows.values() if row["id"].startswith("commune:") and not row["valid_to"]]
    assert Counter(p for row in communes for p in split(row["parts_of"]) if p.startswith("departement:")) == {
        "departement:77": 507,
        "departement:91": 194,
        "departement:94": 47,
    }
    assert sum(i.startswith("epci:") for i in rows) == 34 and sum(i.startswith("ept:") for i in rows) == 3
    ept = [row["parts_of"] for row in communes if "ept:200058014" in split(row["parts_of"])]
    assert (
        len(ept) == 24
        and sum("departement:94" in p for p in ept) == 18
        and sum("departement:91" in p for p in ept) == 6
    )
    assert "epci:200059228" in split(rows["commune:77296"]["parts_of"])
    assert "epci:200059228" in split(rows["commune:91228"]["parts_of"])
    assert rows["commune:91228"]["identifiers"] == "siren:200083525"
    total = sum(int(rows[f"departement:{d}"]["population"]) for d in (75, 77, 78, 91, 92, 93, 94, 95))
    assert total == int(rows["region:11"]["population"])
    assert [row["to"] for row in tables()["successions"] if row["from"] == "commune:91182"] == [
        "commune:91228"
    ]


def test_facts_of_the_page():
    kind = Counter((row["type"], row["source_kind"]) for row in tables()["partnerships"])
    assert (
        kind["SUB", "REEL_SEED"] == 5 and kind["APPUI", "REEL_SEED"] == 3 and kind["INTER", "REEL_SEED"] == 3
    )
    assert all(not row["amount"] for row in tables()["partnerships"] if row["source_kind"] == "REEL_SEED")
    fees = Counter(row["member_category"] for row in tables()["partnerships"] if row["type"] == "COT")
    assert fees == {"COLLTERR": 4, "PM": 19, "PP": 11}
    assert [row["start"] for row in tables()["events"] if row["type"] == "GOV.COF"] == ["2020-02-05"]
    centre = next(row for row in tables()["actors"] if row["id"] == "org:RU")
    assert centre["name"] == "Ressources Urbaines" and "CRPVE" in split(centre["aliases"])
    assert [row["signed"] for row in tables()["partnerships"] if row["type"] == "CONV.REG"] == ["2019"]
