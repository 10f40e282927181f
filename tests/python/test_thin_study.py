"""Where hardly anybody cooperates, the study says so in words, and draws nothing rich."""

import csv
import json
from itertools import combinations
from pathlib import Path

import pytest
import tissu as ts
from tissu.cli import main
from tissu.study import StudyOptions, study

CI_VILLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "networks" / "ci-ville"


def posts(path, number=40):
    """Posts as the State publishes them: an employer, a contract, an amount; two employers are at work in two contracts."""
    rows = []
    for k in range(number):
        contract = f"CV{900 + k % 10}"
        contracts = [contract, f"CV{900 + (k + 1) % 10}"] if k in (3, 7) else [contract]
        rows += [
            {"id_poste": f"P{k}-{c}", "code_tiers": None, "raison_sociale": f"Association {k}", "annee": 2021, "montant": 20000.5,
             "code_cv": c, "insee_dep": "91", "insee_reg": "11"}
            for c in contracts
        ]  # fmt: skip
    path.mkdir()
    (path / "adulte-relais-2021.json").write_text(json.dumps(rows), encoding="utf-8")


@pytest.fixture(scope="module", params=["en", "fr"])
def written(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("posts")
    posts(folder / "in")
    return request.param, study(folder / "in", folder / "out", StudyOptions(lang=request.param)), folder / "out"


def test_words_come_before_anything_else(written):
    lang, found, folder = written
    page = (folder / "report.html").read_text(encoding="utf-8")
    said = "There is no cooperation in these data" if lang == "en" else "Il n’y a pas de coopération dans ces données"
    assert said in page and page.index(said) < page.index("<table")
    assert "<svg" not in page
    assert found.result.thin and not found.result.levels
    line = "2 of 40 actors act in more than one city contract: 2 pairs" if lang == "en" else "2 acteurs sur 40 agissent"
    assert line in found.summary


def test_the_pairs_that_share_an_actor(written):
    _, _, folder = written
    with (folder / "presence_contrat.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["a"], row["b"]): int(row["actors"]) for row in csv.DictReader(file)}
    assert pairs == {("contrat:CV903", "contrat:CV904"): 1, ("contrat:CV907", "contrat:CV908"): 1}
    record = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    assert record["thin"] and record["presence"] == {"level": "contrat", "actors": 40, "several": 2, "pairs": 2}


def test_a_rich_base_is_not_called_thin(tmp_path):
    batch = ts.Batch(source="example")
    for k in range(12):
        batch.add_organisation(f"org:{k}", f"Organisation {k}")
    for k, (a, b) in enumerate(combinations(range(6), 2)):
        batch.add_partnership(f"partnership:{k}", f"Project {k}", [f"org:{a}", f"org:{b}"])
    store = ts.open(tmp_path / "base.tissu")
    store.apply(batch)
    store.close()
    found = study(tmp_path / "base.tissu", tmp_path / "out")
    assert not found.result.thin and found.result.presence is None


def test_the_posts_of_urban_policy(tmp_path, capsys):
    if not CI_VILLE.exists():
        print("skipped: ../shared/data/networks/ci-ville is not there")
        pytest.skip("../shared/data/networks/ci-ville is not there")
    main(["study", str(CI_VILLE), "-o", str(tmp_path / "out")])
    said = capsys.readouterr().out
    assert "no two actors share an activity: there is no cooperation to show" in said
    assert "80 of 4,889 actors act in more than one city contract: 103 pairs" in said
    assert "<svg" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
