"""Tables: numpy, Arrow, pandas, polars and CSV, there and back."""

import csv
import datetime
import gc
import math
import pickle

import numpy as np
import pandas
import polars
import pyarrow
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st
from tissu.tables import as_table

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
DAYS = st.one_of(st.none(), st.dates(datetime.date(1600, 1, 1), datetime.date(2400, 1, 1)))
NAMES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=6), min_size=1,
                 max_size=4, unique=True)


@st.composite
def columns(draw):
    rows = draw(st.integers(0, 8))
    kinds = [st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=True), TEXT, DAYS]
    def column():
        kind = draw(st.integers(0, 3))
        values = draw(st.lists(kinds[kind], min_size=rows, max_size=rows))
        if kind == 3:
            return np.array([np.datetime64("NaT") if v is None else np.datetime64(v) for v in values], "M8[D]")
        return np.array(values, dtype=[np.int64, np.float64, object][kind])
    return {name: column() for name in draw(NAMES)}


def same(a: ts.Table, b: ts.Table) -> bool:
    assert a.names == b.names
    for name in a.names:
        x, y = a.column(name), b.column(name)
        assert x.dtype == y.dtype, (name, x.dtype, y.dtype)
        if x.dtype == object:
            assert list(x) == list(y)
        else:
            np.testing.assert_array_equal(x, y)
    return True


@given(columns())
def test_round_trip_through_pyarrow(given):
    table = ts.table(given, units={name: "km" for name in given}, note="a note é")
    arrow = pyarrow.table(table)
    arrow.validate(full=True)
    back = as_table(arrow)
    assert same(table, back)
    if any(values.dtype.kind != "M" for values in given.values()):
        assert back.note == "a note é"
        assert all(back.units[n] == "km" for n, v in given.items() if v.dtype.kind != "M")


@given(columns())
@settings(max_examples=50)
def test_round_trip_through_polars(given):
    table = ts.table(given)
    assert same(table, as_table(table.to_polars()))


@given(columns())
@settings(max_examples=50)
def test_round_trip_through_pandas(given):
    table = ts.table(given)
    frame = table.to_pandas()
    assert len(frame) == len(table)
    if len(table):
        assert same(table, as_table({name: frame[name].to_numpy() for name in frame.columns}))
    if hasattr(frame, "__arrow_c_stream__"):
        numbers = [name for name in table.names if table.column(name).dtype.kind in "if"]
        back = as_table(frame[numbers])
        for name in numbers:
            np.testing.assert_array_equal(back.column(name).astype(float), table.column(name).astype(float))


def test_columns_are_views_that_outlive_the_table():
    table = ts.table({"x": np.arange(5.0), "day": np.array(["2020-01-01"] * 5, "M8[D]")})
    first, second = table.column("x"), table.column("x")
    assert first.ctypes.data == second.ctypes.data
    assert not first.flags.writeable
    with pytest.raises(ValueError):
        first[0] = 1
    del table, second
    gc.collect()
    assert first.sum() == 10


def test_arrow_shares_the_memory():
    table = ts.table({"x": np.arange(5.0)})
    arrow = table.to_arrow()
    assert arrow.column("x").chunk(0).buffers()[1].address == table.column("x").ctypes.data
    del table
    gc.collect()
    assert arrow.column("x").to_pylist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("type", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "bool_"])
def test_arrow_numbers_of_every_width(type):
    width = getattr(pyarrow, type)()
    one, none = (True, False) if type == "bool_" else (1, 0)
    array = pyarrow.array([one, none, one], width)
    back = as_table(pyarrow.table({"x": array, "y": pyarrow.array([None, one, none], width)}))
    assert back["x"].tolist() == [1, 0, 1]
    assert math.isnan(back["y"][0]) and back["y"][1:].tolist() == [1, 0]


def test_arrow_text_of_every_layout():
    texts = ["a", None, "longer than twelve bytes é", ""]
    expected = ["a", "", "longer than twelve bytes é", ""]
    for array in (pyarrow.array(texts), pyarrow.array(texts, pyarrow.large_string()), pyarrow.array(texts, pyarrow.string_view()),
                  pyarrow.array(texts).dictionary_encode(), pyarrow.chunked_array([texts[:1], texts[1:]])):
        assert as_table(pyarrow.table({"x": array}))["x"].tolist() == expected
        assert as_table(pyarrow.table({"x": array}).slice(1, 2))["x"].tolist() == expected[1:3]


def test_arrow_days_and_moments():
    moment = datetime.datetime(1969, 12, 31, 23, 59)
    for unit in ("s", "ms", "us", "ns"):
        back = as_table(pyarrow.table({"d": pyarrow.array([moment, None], pyarrow.timestamp(unit))}))
        assert back[0]["d"] == datetime.date(1969, 12, 31)
        assert back[1]["d"] is None
    assert as_table(pyarrow.table({"d": pyarrow.array([datetime.date(2020, 2, 29)], pyarrow.date64())}))[0]["d"].day == 29


def test_arrow_what_cannot_be_read_is_named():
    with pytest.raises(ts.Unsupported, match="column 'z'.*'\\+l'"):
        as_table(pyarrow.table({"z": [[1], [2]]}))
    with pytest.raises(ts.Unsupported, match="2\\^63"):
        as_table(pyarrow.table({"z": pyarrow.array([2**63], pyarrow.uint64())}))


def test_rows_columns_and_errors():
    table = ts.table({"a": [1, 2], "b": ["x", None], "d": [datetime.date(2020, 1, 1), None]}, units={"a": "km"}, note="made")
    assert table.names == ["a", "b", "d"] and len(table) == 2 and table.note == "made" and table.units["a"] == "km"
    assert table[0] == {"a": 1, "b": "x", "d": datetime.date(2020, 1, 1)}
    assert table[-1] == {"a": 2, "b": "", "d": None}
    assert list(table) == [table[0], table[1]]
    assert "a" in table and "z" not in table
    assert table.to_dict() == {"a": [1, 2], "b": ["x", ""], "d": [datetime.date(2020, 1, 1), None]}
    with pytest.raises(IndexError):
        table[2]
    with pytest.raises(ts.NotFound, match="expected one of the columns a, b, d"):
        table["aa"]
    with pytest.raises(ts.InvalidArgument, match="equal length"):
        ts.table({"a": [1], "b": [1, 2]})
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(table)


def test_sort_head_filter():
    table = ts.table({"a": [3.0, math.nan, 1.0], "b": ["x", "y", ""]})
    assert table.sort("a")["b"].tolist() == ["", "x", "y"]
    assert table.sort("a", descending=True)["b"].tolist() == ["x", "", "y"]
    assert table.head(1)["b"].tolist() == ["x"]
    assert table.filter(table["a"] > 2)["b"].tolist() == ["x"]
    assert table.filter([2, 0])["b"].tolist() == ["", "x"]
    with pytest.raises(IndexError):
        table.filter([3])


def store_of_everything():
    batch = ts.Batch(source="test")
    batch.add_territory("commune:91228", "Évry-Courcouronnes", identifiers=["siren:219102282"])
    batch.add_organisation("org:1", "Maison des habitants")
    batch.add_theme("theme:X.MINE", "Santé des femmes")
    batch.add_partnership("partnership:1", "Atelier santé")
    batch.add_event("event:1", "Rencontre")
    batch.add_resource("resource:1", "Guide")
    store = ts.open()
    assert store.apply(batch).ok
    return store


KNOWN = {"commune:91228": "Évry-Courcouronnes", "siren:219102282": "Évry-Courcouronnes", "org:1": "Maison des habitants",
         "theme:X.MINE": "Santé des femmes", "partnership:1": "Atelier santé", "event:1": "Rencontre", "resource:1": "Guide"}


@given(st.lists(st.sampled_from([*KNOWN, "", "org:2", "91228", "é"]) | st.text(max_size=5), max_size=12), st.lists(st.sampled_from([*KNOWN, "x"]), max_size=12))
@settings(max_examples=60, deadline=None)
def test_names_stand_after_the_ids(first, second):
    rows = min(len(first), len(second))
    given = ts.table({"from": first[:rows], "n": list(range(rows)), "to": second[:rows]}, units={"n": "links", "from": "id"}, note="made")
    expected = {}
    for name, column in given.to_dict().items():
        expected[name] = column
        if name != "n" and any(value in KNOWN for value in column):
            expected[name + "_name"] = [KNOWN.get(value, "") for value in column]
    found = given.with_names(EVERYTHING)
    assert list(found.to_dict().items()) == list(expected.items())  # the order as well
    assert found.note == "made" and found.units["n"] == "links" and found.units["from"] == "id"
    assert found.with_names(EVERYTHING).to_dict() == expected
    assert len(given.names) == 3


EVERYTHING = store_of_everything()


def test_names_of_odd_tables():
    assert ts.table({}).with_names(EVERYTHING).names == []
    mine = ts.table({"a": ["org:1"], "a_name": ["as I call it"], "day": [datetime.date(2020, 1, 1)]})
    assert mine.with_names(EVERYTHING).to_dict() == mine.to_dict()
    assert ts.table({"a": ["org:1"] * 100_000}).with_names(EVERYTHING)["a_name"].tolist() == ["Maison des habitants"] * 100_000


def test_empty_tables():
    table = ts.table({"a": np.array([], dtype=float)})
    assert len(table) == 0 and "0 rows" in repr(table)
    assert len(pyarrow.table(table)) == 0
    assert len(polars.DataFrame(table)) == 0
    assert isinstance(table.to_pandas(), pandas.DataFrame)


def test_csv_guards_what_a_spreadsheet_would_run(tmp_path):
    texts = ["=1+1", "+x", "-x", "@x", " =x", "'=x", "plain", "1.5", "", "a;b", 'q"q', "two\nlines", "＝x"]
    path = tmp_path / "t.csv"
    ts.table({"text": texts, "number": [-1.5] * len(texts)}).to_csv(path, sep=";", bom=True)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    guarded = {"=1+1", "+x", "-x", "@x", " =x", "'=x", "＝x"}
    assert [row["text"] for row in rows] == ["'" + text if text in guarded else text for text in texts]
    assert {row["number"] for row in rows} == {"-1.5"}


def test_csv_is_all_or_nothing(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    path.write_text("before")
    table = ts.table({"a": ["x"]})
    monkeypatch.setattr("os.fsync", lambda handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        table.to_csv(path)
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]


def test_representations_are_inert_and_short():
    table = ts.table({"<b>": ["<script>alert(1)</script>"] * 30, "x": ["\u202eevil\n"] * 30}, note="<i>")
    assert "<script>" not in table._repr_html_() and "&lt;script&gt;" in table._repr_html_()
    assert "\u202e" not in repr(table) and "… 10 more rows" in repr(table)
