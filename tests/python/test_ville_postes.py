"""Posts funded by the State, as published: who works in which contract, and what is paid once."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

import tissu as ts

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "networks" / "ci-ville"

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")

BY_PARTNER = """SELECT a.code actor, t.code contract FROM activity_actor x JOIN actor a ON a.id = x.actor_id
    JOIN activity p ON p.id = x.activity_id JOIN territory t ON t.id = x.territory_id
    WHERE p.type = 'SUB.AR' AND x.role = 'beneficiary' AND a.code LIKE 'siren:%' AND t.code LIKE 'contrat:%'"""
BY_POST = """SELECT a.code actor, t.code contract FROM activity_actor x JOIN actor a ON a.id = x.actor_id
    JOIN activity p ON p.id = x.activity_id JOIN activity_territory y ON y.activity_id = p.id JOIN territory t ON t.id = y.territory_id
    WHERE p.type = 'SUB.AR' AND x.role = 'beneficiary' AND a.code LIKE 'siren:%' AND t.code LIKE 'contrat:%'"""


@pytest.fixture(scope="module")
def posts() -> ts.Store:
    store = ts.open()
    store.load(SHARED)
    return store


def counted(store: ts.Store, query: str) -> tuple[int, int, int, int]:
    """Employers in a contract, in more than one; pairs of contracts, and those with both ends in 77, 91 or 94."""
    contracts = defaultdict(set)
    for row in store.query(query):
        contracts[row["actor"]].add(row["contract"])
    pairs = {pair for some in contracts.values() for pair in combinations(sorted(some), 2)}
    here = {contract for contract in {one for pair in pairs for one in pair}
            if {"departement:77", "departement:91", "departement:94"} & set(store.territories.ancestors(contract)["id"])}
    return len(contracts), sum(len(some) > 1 for some in contracts.values()), len(pairs), sum(set(pair) <= here for pair in pairs)


@needs_shared
def test_who_works_in_more_than_one_contract(posts):
    assert counted(posts, BY_PARTNER) == (3406, 33, 79, 4)
    assert counted(posts, BY_POST) == (3432, 60, 88, 4)


@needs_shared
def test_rows_that_come_twice_are_paid_once(posts):
    wanted = {"departement:77", "departement:91", "departement:94"}
    paid = {}
    for row in posts.partnerships.table(type="SUB.FONJEP"):
        if row["id"].startswith("fonjep:2020-"):
            for place in row["territories"].split("|"):
                if place and wanted & {place, *posts.territories.ancestors(place)["id"]}:
                    paid[row["id"]] = row["amount"]
    assert len(paid) == 63 and sum(paid.values()) == 441_183


def test_rows_that_come_twice_in_a_small_file(tmp_path):
    row = '{"id_poste": "D00001", "code_tiers": "", "raison_sociale": "A", "annee": 2020, "montant": 7164, "code_cv": "CV380%s", "insee_dep": "91"}'
    path = tmp_path / "postes-fonjep-2020.json"
    path.write_text("[" + ",".join([row % "", row % "CV384", row % ""]) + "]", encoding="utf-8")
    with ts.open() as store:
        report = store.load(path)
        assert [issue["column"] for issue in report.issues if issue["action"] == "rejected"] == ["id_poste"]
        kept = {row["id"]: row["territories"] for row in store.partnerships.table()}
        assert kept == {"fonjep:2020-D00001": "contrat:CV380", "fonjep:2020-D00001-2": "contrat:CV380|contrat:CV384"}
