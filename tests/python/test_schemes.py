"""The built-in schemes: one data file, complete in both languages, and a tree in each scheme."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCHEMES = json.loads((ROOT / "src/model/data/schemes.json").read_text(encoding="utf-8"))["schemes"]
BY_ID = {scheme["id"]: scheme for scheme in SCHEMES}
SHARED = ROOT.parent / "shared/domain/taxonomies.json"


def codes(scheme):
    return [concept["code"] for concept in scheme["concepts"]]


def test_there_are_twenty_schemes_of_370_concepts():
    assert len(BY_ID) == len(SCHEMES) == 20
    assert sum(len(scheme["concepts"]) for scheme in SCHEMES) == 370


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme["id"])
def test_codes_are_unique_and_in_order(scheme):
    assert [code for code, n in Counter(codes(scheme)).items() if n > 1] == []
    assert [concept["order"] for concept in scheme["concepts"]] == list(range(1, len(scheme["concepts"]) + 1))


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme["id"])
def test_every_text_is_in_both_languages(scheme):
    for item in [scheme, *scheme["concepts"]]:
        for name in ("label", "definition", "note"):
            if name in item:
                assert set(item[name]) == {"fr", "en"}, (item.get("code"), name)
                assert all(text.strip() for text in item[name].values())
        assert "label" in item


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme["id"])
def test_broader_concepts_exist_and_end_at_a_root(scheme):
    broader = {concept["code"]: concept.get("broader") for concept in scheme["concepts"]}
    for start in broader:
        code, seen = start, []
        while code is not None:
            assert code in broader and code not in seen
            seen.append(code)
            code = broader[code]


def test_matches_point_to_concepts_that_exist():
    outside = {"P147"}  # published elsewhere, not included
    for scheme in SCHEMES:
        for concept in scheme["concepts"]:
            for other, code in concept.get("match", {}).items():
                assert other in outside or code in codes(BY_ID[other]), (scheme["id"], concept["code"])


def test_attributes_that_name_a_category_or_pattern_are_sound():
    for concept in BY_ID["actor_type"]["concepts"]:
        category = concept.get("attributes", {}).get("participant_category")
        assert category is None or category in codes(BY_ID["participant_category"])
    for scheme in SCHEMES:
        for concept in scheme["concepts"]:
            re.compile(concept.get("attributes", {}).get("pattern", ""))


def test_the_eight_participant_categories_byte_for_byte():
    labels = [concept["label"]["fr"] for concept in BY_ID["participant_category"]["concepts"]]
    assert labels == [
        "Représentant.e.s d\u2019associations",
        "Agent.e.s des collectivités locales en politique de la ville",
        "Agent.e.s des collectivités locales en droit commun",
        "Agent.e.s de l\u2019Etat en droit commun",
        "Usagèr.e.s citoyen.ne.s",
        "Représentant.e.s d\u2019entreprises du secteur privé",
        "Agent.e.s de l\u2019Etat en politique de la ville",
        "Elu.e.s",
    ]


def test_no_draft_metadata_is_left():
    text = (ROOT / "src/model/data/schemes.json").read_text(encoding="utf-8")
    assert "seed_" not in text and "draft" not in text and "seed line" not in text


def test_labels_and_links_equal_the_domain_paper():
    if not SHARED.exists():
        pytest.skip("the domain papers are not beside the checkout")
    paper = json.loads(SHARED.read_text(encoding="utf-8"))["schemes"]
    kept = ("code", "label", "definition", "broader", "alt", "match", "valid_from", "valid_to")
    assert [scheme["id"] for scheme in paper] == list(BY_ID)
    for theirs, ours in zip(paper, SCHEMES):
        expected = [{name: concept.get(name) for name in kept} for concept in theirs["concepts"]]
        assert [{name: concept.get(name) for name in kept} for concept in ours["concepts"]] == expected
