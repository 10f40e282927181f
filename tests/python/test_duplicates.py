"""Actors that are the same: found, merged, and taken apart again."""

import itertools
import unicodedata

import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st


def key(name):
    text = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def content(store, folder):
    store.export(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".csv"}


def example():
    batch = ts.Batch(source="test")
    for code, name in (("org:1", "Régie du Nord"), ("org:2", "Regie du nord"), ("org:3", "Autre")):
        batch.add_organisation(code, name)
    batch.add_partnership("pact:1", "One", ["org:1", "org:3"])
    batch.add_partnership("pact:2", "Two", ["org:2", "org:3"])
    store = ts.open()
    store.apply(batch)
    return store


@given(st.lists(st.tuples(st.sampled_from(["Amis", "amis", "Ámis", "Régie", "regie", "Club"]), st.sampled_from(["Nord", "sud"])), max_size=12))
@settings(max_examples=40, deadline=None)
def test_equal_names_are_found_all_and_only(names):
    batch = ts.Batch(source="test")
    for i, words in enumerate(names):
        batch.add_organisation(f"org:{i:02d}", " ".join(words))
    store = ts.open()
    store.apply(batch)
    expected = {(f"org:{i:02d}", f"org:{j:02d}") for i, j in itertools.combinations(range(len(names)), 2)
                if key(" ".join(names[i])) == key(" ".join(names[j]))}
    assert {(row["a"], row["b"]) for row in store.duplicates("organisation", least=0.9)} == expected


def test_merge_changes_the_network_and_unmerge_brings_everything_back(tmp_path):
    store = example()
    before = content(store, tmp_path / "before")
    assert [(row["a"], row["b"]) for row in store.duplicates()] == [("org:1", "org:2")]
    store.merge("org:1", "org:2", "one body")
    assert store.network().edges["weight"].tolist() == [2.0]
    merged = content(store, tmp_path / "merged")
    again = ts.open()
    assert again.load(tmp_path / "merged", strict=True).ok
    assert content(again, tmp_path / "again") == merged
    assert [(row["code"], row["reason"]) for row in store.query("SELECT code, reason FROM actor_merge")] == [("org:2", "one body")]
    store.unmerge("org:2")
    assert content(store, tmp_path / "after") == before


def test_what_cannot_be_merged():
    store = example()
    with pytest.raises(ts.NotFound):
        store.merge("org:1", "org:9")
    with pytest.raises(ts.InvalidArgument):
        store.merge("org:1", "org:1")
    with pytest.raises(ts.NotFound):
        store.unmerge("org:1")
    with pytest.raises(ts.InvalidArgument):
        store.duplicates("territory")
    assert store.revision == 1
