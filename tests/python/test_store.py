"""Stores from Python: load, apply, query, export, and what they promise."""

import csv
import datetime
import os
import pickle
import sqlite3
import stat
import threading

import pytest
import tissu as ts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=10).map(
    lambda text: text.strip()).filter(lambda text: text)
DATE = st.sampled_from(["", "2018", "2018-05", "2018-05-31", "2020-02-29"])
NUMBER = st.one_of(st.none(), st.sampled_from([0.0, 1.5, -3.0, 1e300, 0.1 + 0.2]))


@st.composite
def batches(draw):
    """A batch whose references hold."""
    batch = ts.Batch(source=draw(st.sampled_from(["survey", "página", "a;b"])), source_kind="SYNTH")
    places = [f"commune:{i}" for i in range(draw(st.integers(0, 4)))]
    themes = [f"local:{i}" for i in range(draw(st.integers(0, 3)))]
    actors = [f"org:{i}" for i in range(draw(st.integers(0, 5)))]
    events = [f"event:{i}" for i in range(draw(st.integers(0, 3)))]
    some = lambda ids: draw(st.lists(st.sampled_from(ids), unique=True, max_size=3)) if ids else []
    one = lambda ids: draw(st.sampled_from([""] + ids)) or None
    for i, id in enumerate(places):
        batch.add_territory(id, draw(WORD), parts_of=places[:i][-1:], population=draw(st.sampled_from([None, 0, 1234])),
                            lon=draw(st.sampled_from([None, 2.5])), lat=draw(st.sampled_from([None, 48.0])),
                            valid_from=draw(DATE), aliases=draw(st.lists(WORD, max_size=2, unique=True)))
    for id in themes:
        batch.add_theme(id, draw(WORD), label_en=draw(st.one_of(st.none(), WORD)), alt_labels=draw(st.lists(WORD, max_size=2, unique=True)))
    for id in actors:
        batch.add_organisation(id, draw(WORD), territory=one(places), since=draw(DATE), note=draw(WORD))
    for i in range(draw(st.integers(0, 3))):
        batch.add_partnership(f"deal:{i}", draw(WORD), some(actors), amount=draw(NUMBER), themes=some(themes),
                              territories=some(places), since=draw(DATE), description=draw(st.sampled_from(["", "two\nlines", "=1+1", "a|b"])))
    for id in events:
        batch.add_event(id, draw(WORD), some(actors), start=draw(DATE), organisers=some(actors), themes=some(themes))
    for i in range(draw(st.integers(0, 3))):
        batch.add_resource(f"doc:{i}", draw(WORD), creators=some(actors), event=one(events), issued=draw(DATE), text=draw(WORD))
    return batch


@given(batches())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_export_and_import_lose_nothing(tmp_path_factory, batch):
    folder = tmp_path_factory.mktemp("package")
    store = ts.open()
    store.apply(batch)
    store.export(folder / "one")
    again = ts.open()
    report = again.load(folder / "one", strict=True)
    assert report.ok
    again.export(folder / "two")
    files = sorted(path.name for path in (folder / "one").iterdir())
    assert files == sorted(path.name for path in (folder / "two").iterdir())
    for name in files:
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes(), name
    assert store._core.read(None).content_hash == again._core.read(None).content_hash


def example() -> ts.Batch:
    batch = ts.Batch(source="example", source_kind="SYNTH")
    batch.add_territory("commune:1", "Évry-Courcouronnes", population=68000, aliases=["Évry"], identifiers=["siren:200083525"])
    batch.add_territory("commune:2", "Grigny", parts_of=["epci:9"])
    batch.add_territory("epci:9", "Grand Paris Sud")
    for name in "ABC":
        batch.add_organisation(f"org:{name}", f"Organisation {name}", territory="commune:1")
    batch.add_partnership("deal:1", "Library network", ["org:A", "org:B"], lead="org:A", since=2018, themes=["theme:COH.SAN"])
    batch.add_partnership("deal:2", "River contract", ["org:B", "org:C"], since=datetime.date(2019, 5, 1))
    return batch


def test_apply_is_idempotent_and_counts():
    store = ts.open()
    first = store.apply(example())
    assert first.ok and not first.already_applied
    again = store.apply(example())
    assert again.already_applied and again.revision == first.revision == store.revision
    assert len(store.actors) == 3 and len(store.partnerships) == 2 and len(store.territories) == 3


def test_strict_or_listed():
    batch = ts.Batch(source="x")
    batch.add_organisation("org:A", "A")
    batch.add_partnership("deal:1", "One", ["org:A", "org:nobody"])
    store = ts.open()
    with pytest.raises(ts.InvalidData, match="org:nobody"):
        store.apply(batch)
    assert len(store.actors) == 0
    report = store.apply(batch, strict=False)
    assert not report.ok and report.issues[0]["value"] == "org:nobody" and report.issues[0]["action"] == "rejected"
    assert "org:nobody" in str(report) and len(store.actors) == 1
    rows = {row["table"]: row for row in report.rows}
    assert all(row["read"] == row["kept"] + row["rejected"] for row in report.rows)
    assert rows["partners"]["rejected"] == 1


def test_collections():
    store = ts.open()
    store.apply(example())
    places = store.territories
    assert places.find("evry courcouronnes")[0]["id"] == "commune:1"
    assert places.find("EVRY")[0]["id"] == "commune:1"
    assert places["siren:200083525"]["name"] == "Évry-Courcouronnes"
    assert "commune:1" in places and "commune:3" not in places and 3 not in places
    assert list(places.table(kind="epci")["id"]) == ["epci:9"]
    assert places.ancestors("commune:2")["id"].tolist() == ["epci:9"]
    assert places.members("epci:9", "commune")["id"].tolist() == ["commune:2"]
    with pytest.raises(ts.NotFound, match="did you mean"):
        places["Evry"]
    with pytest.raises(ts.NotFound):
        places.ancestors("commune:77")
    assert list(store.actors) == ["org:A", "org:B", "org:C"]
    assert store.partnerships["deal:1"]["members"] == 2
    assert store.partnerships.find("river")[0]["id"] == "deal:2"
    assert store.themes["participant_category:" + store.themes.table(scheme="participant_category")[0]["id"].split(":")[1]]
    assert "3 actors" in repr(store.actors)


def test_the_eight_categories_are_there_in_order():
    labels = ts.open().themes.table(scheme="participant_category")["label_fr"]
    assert len(labels) == 8 and len(set(labels)) == 8


def test_query_reads_only():
    store = ts.open()
    store.apply(example())
    assert store.query("select count(*) as n from actor where name like ?", ["%B"])["n"].tolist() == [1]
    for sql in ("delete from actor", "drop table actor", "create table x(a)", "select 1; select 2", "attach 'x' as y",
                "pragma journal_mode=off", "select load_extension('x')", "not sql"):
        with pytest.raises(ts.InvalidArgument):
            store.query(sql)
    assert len(store.actors) == 3


def test_files(tmp_path):
    path = tmp_path / "base.tissu"
    with ts.open(path) as store:
        store.apply(example())
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        store.export(tmp_path / "copy.tissu")
    with pytest.raises(ts.InvalidArgument):
        len(store.actors)
    before = path.read_bytes()
    with ts.open(path, read_only=True) as store:
        assert len(store.actors) == 3
        with pytest.raises(ts.Error):
            store.apply(ts.Batch(source="more"))
            batch = ts.Batch(source="more")
            batch.add_organisation("org:Z", "Z")
            store.apply(batch)
    assert path.read_bytes() == before
    with ts.open(tmp_path / "copy.tissu") as copy:
        assert len(copy.actors) == 3
    with pytest.raises(ts.NotFound):
        ts.open(tmp_path / "none.tissu", read_only=True)


def test_foreign_files_are_refused_and_untouched(tmp_path):
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("create table t(a)")
    garbage = tmp_path / "garbage.tissu"
    garbage.write_bytes(os.urandom(5000))
    for path in (foreign, garbage):
        before = path.read_bytes()
        with pytest.raises(ts.Error, match=path.name):
            ts.open(path)
        assert path.read_bytes() == before
        assert sorted(p.name for p in tmp_path.iterdir()) == ["foreign.db", "garbage.tissu"]


def test_a_package_in_a_zip(tmp_path):
    import zipfile

    store = ts.open()
    store.apply(example())
    store.export(tmp_path / "package")
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        for file in (tmp_path / "package").iterdir():
            archive.write(file, file.name)
    again = ts.open()
    assert again.load(tmp_path / "package.zip").ok and len(again.actors) == 3
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../actors.csv", "id")
    with pytest.raises(ts.InvalidData, match="top of the package"):
        again.load(tmp_path / "evil.zip")
    (tmp_path / "broken.zip").write_bytes(b"PK no")
    with pytest.raises(ts.InvalidData, match="zip"):
        again.load(tmp_path / "broken.zip")


def test_check_writes_nothing(tmp_path):
    path = tmp_path / "base.tissu"
    with ts.open(path) as store:
        store.apply(example())
        store.export(tmp_path / "package")
        with (tmp_path / "package" / "actors.csv").open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        with (tmp_path / "package" / "actors.csv").open("a", encoding="utf-8", newline="") as file:
            row = {"id": "org:D", "kind": "organisation", "name": "D", "territory": "commune:none"}
            csv.writer(file).writerow([row.get(name, "") for name in header])
        before, revision = path.read_bytes(), store.revision
        report = store.check(tmp_path / "package")
        assert not report.ok and report.issues["value"].tolist() == ["commune:none"]
        assert report.issues[0]["file"] == "actors.csv" and report.issues[0]["line"] == 5
        assert path.read_bytes() == before and store.revision == revision


def test_many_threads_one_store():
    store = ts.open()
    errors = []
    def work(i):
        try:
            for j in range(5):
                batch = ts.Batch(source=f"thread {i}")
                batch.add_organisation(f"org:{i}-{j}", "x")
                store.apply(batch)
                assert len(store.actors) >= j + 1
        except Exception as error:  # noqa: BLE001
            errors.append(error)
    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert not errors and len(store.actors) == 20


def test_batches_refuse_what_does_not_fit():
    batch = ts.Batch(source="x")
    with pytest.raises(ts.InvalidData, match="scheme:value"):
        batch.add_organisation("no scheme", "A")
    with pytest.raises(ts.InvalidArgument, match="a date"):
        batch.add_organisation("org:A", "A", since="31/05/2018")
    with pytest.raises(ts.InvalidArgument, match="a list of text"):
        batch.add_organisation("org:A", "A", aliases="B")
    with pytest.raises(ts.InvalidArgument, match="a number"):
        batch.add_partnership("p:1", "P", amount="12")
    with pytest.raises(ts.InvalidArgument, match="'name' of actors"):
        batch.add("actors", id="org:A", kind="organisation")
    with pytest.raises(ts.NotFound, match="tables"):
        batch.add("nothing", id="x:1")
    assert len(batch) == 0
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(ts.open()._core)
