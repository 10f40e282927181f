"""Territories by name as of a day: against simulated worlds, the commune that was Évry, and the official list of 2018."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_territories import SHARED, World, needs_shared

import tissu as ts


@given(st.integers(0, 2**32 - 1), st.integers(2000, 2012))
@settings(max_examples=12, deadline=None)
def test_names_of_a_day_are_those_of_its_list(tmp_path_factory, seed, year):
    world = World(seed)
    t = world.load(tmp_path_factory.mktemp("world"), world.last).territories
    official = world.lists[year]
    day = f"{year}-06-01"
    names = sorted({name for names in world.lists.values() for name in names.values()})
    found = t.find(names, 1000, kind="commune", at=day)
    assert all(row["id"].removeprefix("commune:") in official for row in found if row["id"])
    assert all(row["name"] == official[row["id"].removeprefix("commune:")] for row in found if row["id"])
    best = {}
    for row in found:
        best.setdefault(row["text"], row)
    for name in set(official.values()):
        assert (best[name]["name"], best[name]["match"]) == (name, "name")
    coded = t.match({"name": list(official.values())}, "name", at=day)
    for code, row in zip(official, coded):
        assert row["id"] in ("", f"commune:{code}")
        assert row["id"] or f"commune:{code}" in row["candidates"].split("|")
        if row["id"]:
            assert (row["confidence"], row["name"]) == (1, official[code])


def test_a_name_counts_from_its_day():
    batch = ts.Batch(source="example")
    batch.add_territory("commune:91228", "Évry-Courcouronnes", population=66000)
    batch.add_territory("commune:91182", "Courcouronnes")
    batch.add_territory("comd:91182", "Courcouronnes", parts_of=["commune:91228"], valid_from="2019-01-01")
    batch.add_territory("commune:89162", "Évry-sur-Yonne", population=400)
    batch.add_succession("commune:91228", "commune:91228", "2019-01-01", kind="32", name_before="Évry", name_after="Évry-Courcouronnes")
    batch.add_succession("commune:91182", "commune:91228", "2019-01-01", kind="32", name_before="Courcouronnes", name_after="Évry-Courcouronnes")
    batch.add_succession("commune:89162", "commune:89162", "2020-01-01", kind="10", name_before="Évry-sur-Yonne", name_after="Évry")
    store = ts.open()
    assert store.apply(batch).ok
    t = store.territories
    def best(text, at=None, **options):
        found = t.find(text, at=at, **options)
        return [(row["id"], row["name"]) for row in found if row["match"] == found[0]["match"]]
    assert best("Evry", at="2018-06-01") == [("commune:91228", "Évry"), ("commune:89162", "Évry-sur-Yonne")]
    assert best("Evry", at=datetime.date(2021, 6, 1)) == [("commune:89162", "Évry"), ("commune:91228", "Évry-Courcouronnes")]
    assert best("Courcouronnes", at="2018-06-01") == [("commune:91182", "Courcouronnes")]
    assert best("Courcouronnes", at="2019-06-01") == [("comd:91182", "Courcouronnes")]
    assert best("91182", at="2018") == [("commune:91182", "Courcouronnes")]
    assert best("Courcouronnes", at="2019-06-01", kind="commune") == [("commune:91228", "Évry-Courcouronnes")]  # a word of it
    assert best("Evri", at="2018-06-01")[0] == ("commune:91228", "Évry")
    many = t.find(["Evry", "Courcouronnes", "nowhere at all"], 1, at="2018-06-01")
    assert many["id"].tolist() == ["commune:91228", "commune:91182", ""] and "2018-06-01" in many.note
    coded = t.match({"x": ["Évry", "Courcouronnes"]}, "x", at="2018-06-01")
    assert coded["id"].tolist() == ["commune:91228", "commune:91182"] and coded["confidence"].tolist() == [1, 1]
    assert coded["name"].tolist() == ["Évry", "Courcouronnes"]
    later = t.match({"x": ["Courcouronnes"]}, "x", at="2021-06-01")
    assert later["id"].tolist() == ["commune:91228"] and later["confidence"].tolist() == [0.9]
    for call in (lambda: t.find("Evry", at="no day"), lambda: t.find(["Evry"], at="x"), lambda: t.match({"x": ["a"]}, "x", at="x")):
        with pytest.raises(ts.InvalidArgument, match="expected a date"):
            call()


@needs_shared
def test_official_names_of_a_day():
    store = ts.open()
    assert store.load(SHARED / "cog2026").ok
    t = store.territories
    assert t.find("Evry", at="2018-06-01")[0]["id"] == "commune:91228" and t.find("Evry", at="2018-06-01")[0]["name"] == "Évry"
    assert t.find("Courcouronnes", at="2018-06-01")[0]["id"] == "commune:91182"
    listed = t.table(kind="commune", at="2018-01-01").head(4000)
    found = t.find(listed["name"], 1, at="2018-01-01")
    assert (found["name"] == listed["name"]).mean() > 0.99  # "Port" is also Le Port
    coded = t.match(listed, "name", at="2018-01-01")
    known = coded["id"] != ""
    assert known.mean() > 0.8 and (coded["id"] == listed["id"])[known].all()
