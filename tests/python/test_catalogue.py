"""Search and recommendation through the store, on the demo base and on whatever people type."""

import numpy as np
import pytest
from demo_base import tables
from hypothesis import given, settings
from hypothesis import strategies as st

import tissu as ts


@pytest.fixture(scope="module")
def demo():
    return ts.demo()


@pytest.fixture(scope="module")
def small():
    batch = ts.Batch(source="test")
    batch.add_territory("departement:91", "Essonne")
    batch.add_territory("commune:91228", "Évry-Courcouronnes", parts_of=["departement:91"])
    batch.add_organisation("org:1", "Régie de quartier", territory="commune:91228")
    batch.add_resource("resource:1", "Paroles d'habitant.e.s", themes=["theme:COH.SAN.MEN"])
    batch.add_event("event:1", "Rencontre des acteur·rice·s", ["org:1"], themes=["theme:COH.SAN"])
    store = ts.open()
    store.apply(batch)
    return store


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_may_be_searched(small, text):
    hits = small.search(text)
    assert hits.total == len(hits) <= 3
    assert all(hit.score >= 0 for hit in hits)


@pytest.mark.parametrize("text", ["habitants", "HABITANTE", "habitant·e·s", "l'habitant", "santé mentale", "mental health"])
def test_inclusive_writing_and_labels_find_the_resource(small, text):
    assert [hit.id for hit in small.search(text, kinds="resource")] == ["resource:1"]


def test_filters_take_in_what_lies_below(small):
    assert {hit.id for hit in small.search(theme="santé")} == {"resource:1", "event:1", "org:1"}
    assert {hit.id for hit in small.search(territory="Essonne")} == {"org:1"}


def test_unknown_names_are_answered_with_near_ones(small):
    with pytest.raises(ts.NotFound, match="theme:COH.SAN.MEN"):
        small.search(theme="santé mentalle")
    with pytest.raises(ts.NotFound, match="commune:91228"):
        small.recommend(territory="Evri-Courcouronnes")
    with pytest.raises(ts.InvalidArgument, match="theme, a territory or an actor"):
        small.recommend()


def test_two_answers_give_a_mixed_list_with_reasons(demo):
    first = demo.recommend("santé mentale", "Évry-Courcouronnes")
    again = demo.recommend("santé mentale", "Évry-Courcouronnes")
    assert first.table.to_dict() == again.table.to_dict()
    assert len(first) == 10
    assert set(first.table.column("kind")) == {"resource", "event", "actor", "partnership"}
    assert all(reasons for reasons in first.table.column("reasons"))
    scores = first.table.column("score")
    assert list(scores) == sorted(scores, reverse=True)
    parts = first.parts.to_dict()
    for id, score in zip(first.table.column("id"), scores, strict=True):
        own = [c for i, c in zip(parts["id"], parts["contribution"], strict=True) if i == id]
        assert score == pytest.approx(sum(own))
        assert own == sorted(own, reverse=True)
    assert list(first.scopes.column("kind"))[:3] == ["commune", "epci", "departement"]
    assert np.all(np.diff(first.scopes.column("items")) >= 0)


def met_by(actor):
    """Who took part in something with the actor, or is affiliated with it, from the files of the demo base."""
    present = [
        *[(row["partnership"], row["actor"]) for row in tables()["partners"]],
        *[(row["event"], row["actor"]) for row in tables()["participations"] if row["status"] in ("", "PRE")],
        *[(row["id"], a) for row in tables()["events"] for a in row["organisers"].split("|") if a],
        *[(row["id"], a) for row in tables()["resources"] for a in row["creators"].split("|") if a],
        *[(row["resource"], row["actor"]) for row in tables()["uses"] if row["actor"]],
    ]
    mine = {activity for activity, who in present if who == actor}
    affiliations = [(row["actor"], row["in"]) for row in tables()["affiliations"]]
    return {who for activity, who in present if activity in mine} | {
        b if a == actor else a for a, b in affiliations if actor in (a, b)
    }


@pytest.mark.parametrize("actor", ["org:SYN-0674", "person:SYN-000003"])
def test_peers_were_not_met_before(demo, actor):
    peers = set(demo.recommend(actor=actor, kinds="actor", limit=1000).table.column("id"))
    assert len(peers) == 1000
    assert actor not in peers
    assert not peers & met_by(actor)
    everybody = demo.recommend(actor=actor, kinds="actor", limit=30000, seen=True)
    assert met_by(actor) & set(everybody.table.column("id"))
