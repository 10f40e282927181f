"""Territories through time, by name and by identifier: against simulated worlds and against official lists."""

from __future__ import annotations

import csv
import math
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tissu as ts

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "geo"
ISLANDS = {"22016", "29083", "29155", "85113"}  # in no EPCI

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")


def codes(table: ts.Table, column: str = "id") -> set[str]:
    return {id.split(":")[1] for id in table[column] if id}


# -- a simulated world: communes that merge, split, move and are renamed --------------------------------


class World:
    """The list of each year, the rows of movements, and by year which codes each code leads to."""

    def __init__(self, seed: int, years: int = 12) -> None:
        self.draw = random.Random(seed)
        self.state = {f"{code:05}": f"Name {code}" for code in range(1001, 1041)}
        self.gone: dict[str, str] = {}
        self.next = 1900
        self.rows: list[list[str]] = []
        self.lists = {2000: dict(self.state)}
        self.links: dict[int, dict[str, set[str]]] = {}
        for year in range(2001, 2001 + years):
            self.links[year] = {code: {code} for code in self.state}
            self.change(year)
            self.lists[year] = dict(self.state)
        self.last = 2000 + years

    def row(self, mod: int, year: int, before: str, after: str, names: dict[str, str]) -> None:
        self.rows.append([str(mod), f"{year}-01-01", "COM", before, names["before"], "COM", after, names["after"]])

    def change(self, year: int) -> None:
        what = self.draw.choice(["merge", "rename", "move", "restore", "divide", "nothing"])
        some = self.draw.sample(sorted(self.state), 3)
        leads = self.links[year]
        if what == "merge":
            seat, others = some[0], some[1:]
            name = self.state[seat] + "-et-autres"
            for code in some:
                self.row(32, year, code, seat, {"before": self.state[code], "after": name})
                leads[code] = {seat}
            for code in others:
                self.rows.append(["32", f"{year}-01-01", "COM", code, self.state[code], "COMD", code, self.state[code]])
                self.gone[code] = seat
                del self.state[code]
            self.state[seat] = name
        elif what == "rename":
            name = self.state[some[0]] + "-sur-Mer"
            self.row(10, year, some[0], some[0], {"before": self.state[some[0]], "after": name})
            self.state[some[0]] = name
        elif what == "move":
            code, self.next = f"{self.next:05}", self.next + 1
            name = self.state.pop(some[0])
            self.row(41, year, some[0], code, {"before": name, "after": name})
            leads[some[0]] = {code}
            self.state[code] = name
        elif what == "restore" and self.gone:
            code = self.draw.choice(sorted(self.gone))
            seat = self.gone.pop(code)
            if seat not in self.state or code in self.state:
                return
            names = {"before": self.state[seat]}
            for after, name in ((code, f"Again {code}"), (seat, f"Less {seat}")):
                self.row(21, year, seat, after, names | {"after": name})
                self.state[after] = name
            leads[seat] = {code, seat}
        elif what == "divide":
            code, one, other = some
            for after in (one, other):
                self.row(30, year, code, after, {"before": self.state[code], "after": self.state[after]})
                self.row(30, year, after, after, {"before": self.state[after], "after": self.state[after]})
            leads[code] = {one, other}
            del self.state[code]

    def follow(self, code: str, start: int, end: int) -> set[str]:
        reached = {code}
        for year in range(start + 1, end + 1):
            reached = set().union(*(self.links[year][one] for one in reached))
        return reached

    def trace(self, code: str, start: int, end: int) -> set[str]:
        return {one for one in self.lists[end] if code in self.follow(one, end, start)}

    def load(self, folder: Path, list_year: int) -> ts.Store:
        rows = list(dict.fromkeys(map(tuple, self.rows)))
        self.draw.shuffle(rows)
        with open(folder / "mouvements.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow("MOD DATE_EFF TYPECOM_AV COM_AV LIBELLE_AV TYPECOM_AP COM_AP LIBELLE_AP".split())
            writer.writerows(rows)
        with open(folder / "communes.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow("TYPECOM,COM,REG,DEP,CTCD,ARR,LIBELLE,CAN,COMPARENT".split(","))
            writer.writerows(["COM", code, "84", "01", "", "", name, "", ""] for code, name in self.lists[list_year].items())
        store = ts.open()
        assert store.load(folder / "communes.csv").ok
        if rows:
            assert store.load(folder / "mouvements.csv").ok
        return store


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 11))
def test_lists_and_codes_of_simulated_worlds(tmp_path_factory, seed, back):
    world = World(seed)
    t = world.load(tmp_path_factory.mktemp("cog"), world.last - back).territories
    for year, expected in world.lists.items():
        found = t.table(kind="commune", at=f"{year}-01-01")
        assert dict(zip((id[8:] for id in found["id"]), found["name"])) == expected
    for start, end in ((2000, world.last), (2003, 2009), (world.last, 2000), (2008, 2004)):
        for code in world.lists[start]:
            expected = world.follow(code, start, end) if start < end else world.trace(code, start, end)
            found = t.resolve(code, f"{end}-01-01", from_date=f"{start}-01-01")
            assert codes(found) == expected, (code, start, end)
            shares = found["share"]
            assert np.isnan(shares).all() or math.isclose(shares.sum(), 1)
    for year in range(2001, world.last + 1):  # without from_date: the list of the year before
        reached = codes(t.resolve(sorted(world.lists[year - 1]), f"{year}-01-01"))
        assert reached == set(world.lists[year])


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_conversion_loses_nothing(tmp_path_factory, seed, data):
    world = World(seed)
    store = world.load(tmp_path_factory.mktemp("cog"), world.last)
    batch = ts.Batch(source="populations")
    for code, name in world.lists[world.last].items():
        batch.add_territory(f"commune:{code}", name, population=world.draw.randrange(1, 5000))
    store.apply(batch)
    given_codes = data.draw(st.lists(st.sampled_from([*sorted(world.lists[2000]), "nowhere"]), min_size=1, max_size=30))
    cents = data.draw(st.lists(st.integers(-10**9, 10**9), min_size=len(given_codes), max_size=len(given_codes)))
    for kind in ("", "departement"):
        euros = store.territories.convert({"code": given_codes, "euros": np.array(cents) / 100}, "euros",
                                          "2000-01-01", f"{world.last}-01-01", kind=kind)
        assert sum(round(value * 100) for value in euros["euros"]) == sum(cents)
        whole = store.territories.convert({"code": given_codes, "n": cents}, "n", "2000-01-01", f"{world.last}-01-01", kind=kind)
        assert int(whole["n"].sum()) == sum(cents)
        assert all(row["reason"] for row in whole if row["id"] == "nowhere")
    by_code = store.territories.convert({"code": given_codes, "n": cents}, "n", "2000-01-01", "2000-01-01")
    expected = {code: sum(c for one, c in zip(given_codes, cents) if one == code) for code in set(given_codes)}
    assert {row["id"].split(":")[-1]: row["n"] for row in by_code} == expected


def test_shares_of_a_split_are_those_of_the_inhabitants():
    batch = ts.Batch(source="example")
    batch.add_territory("commune:10001", "Old", population=300)
    batch.add_territory("commune:10002", "New", population=100)
    for after in ("commune:10001", "commune:10002"):
        batch.add_succession("commune:10001", after, "2020-01-01", kind="21")
    store = ts.open()
    store.apply(batch)
    t = store.territories
    found = t.resolve("commune:10001", "2020-01-01")
    assert dict(zip(found["id"], found["share"])) == {"commune:10001": 0.75, "commune:10002": 0.25}
    assert t.resolve("commune:10001", "2022-01-01")["id"].tolist() == ["commune:10001"]  # the code of a later list
    assert t.resolve("10001", "2022-01-01", from_date="2019")["share"].tolist() == [0.75, 0.25]
    assert t.resolve("commune:10002", "2019-01-01")["id"].tolist() == ["commune:10001"]
    assert t.convert({"id": ["10001"], "n": [3]}, "n", "2019", "2021")["n"].tolist() == [2, 1]
    with pytest.raises(ts.NotFound):
        t.resolve("commune:99999")


def test_compositions_by_year_hold_until_the_next_and_changes_are_found(tmp_path):
    head = "dept,siren,raison_sociale,insee,siren_membre,nom_membre,pmun_{0}\n"
    line = "01,{0},CC {0},{1},,Name {1},{2}\n"
    (tmp_path / "epcicom_2019.csv").write_text(
        head.format(2019) + line.format("200029999", "01001", 100) + line.format("200029999", "01002", 300))
    (tmp_path / "epcicom_2020.csv").write_text(
        head.format(2020) + line.format("200029999", "01001", 100) + line.format("200040350", "01002", 300))
    together, apart = ts.open(), ts.open()
    assert together.load(tmp_path).ok
    for year in (2020, 2019):  # whatever the order
        assert apart.load(tmp_path / f"epcicom_{year}.csv", format="epci").ok
    for store in (together, apart):
        t = store.territories
        groups = [t.ancestors("commune:01002", kind="epci", at=day)["id"].tolist()
                  for day in ("2018-12-31", "2019-01-01", "2019-12-31", "2020-01-01", "2026-01-01", None)]
        assert groups == [[], ["epci:200029999"], ["epci:200029999"], *[["epci:200040350"]] * 3]
        assert t.ancestors("commune:01001", kind="epci", at="2020-06-01")["id"].tolist() == ["epci:200029999"]
        changes = t.changes("epci", "2019-01-01", "2020-01-01")
        assert [(row["id"], row["from"], row["to"]) for row in changes] == [
            ("commune:01002", "epci:200029999", "epci:200040350")]
        moved = t.convert({"siren": ["200029999"], "euros": [10.01]}, "euros", "2019-01-01", "2020-01-01", code_kind="epci")
        assert dict(zip(moved["id"], moved["euros"])) == {"epci:200029999": 2.50, "epci:200040350": 7.51}


# -- names ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def places() -> ts.Store:
    batch = ts.Batch(source="example")
    batch.add_territory("region:11", "Île")
    batch.add_territory("departement:91", "Essonne", parts_of=["region:11"])
    batch.add_territory("departement:89", "Yonne")
    batch.add_territory("commune:91228", "Évry-Courcouronnes", population=66000, aliases=["Évry"], parts_of=["departement:91"])
    batch.add_territory("commune:89162", "Évry", population=400, parts_of=["departement:89"])
    batch.add_territory("commune:72181", "Le Mans", population=145000)
    batch.add_territory("commune:01001", "L'Abergement-Clémenciat", population=800)
    batch.add_territory("commune:97411", "Saint-Denis", population=150000)
    batch.add_territory("arm:75113", "Paris 13e Arrondissement", population=180000)
    batch.add_territory("ept:200058014", "Grand-Orly Seine Bièvre", population=720000)
    batch.add_territory("comd:91182", "Courcouronnes", parts_of=["commune:91228"])
    store = ts.open()
    store.apply(batch)
    return store


@pytest.mark.parametrize("text, id", [
    ("Evry", "commune:91228"), ("EVRY COURCOURONNES", "commune:91228"), ("evry-courcouronnes", "commune:91228"),
    ("grand orly", "ept:200058014"), ("abergement clemenciat", "commune:01001"), ("l abergement-clemenciat", "commune:01001"),
    ("St Denis", "commune:97411"), ("mans", "commune:72181"), ("LE MANS CEDEX 9", "commune:72181"),
    ("Paris 13ème", "arm:75113"), ("paris 13", "arm:75113"), ("91228", "commune:91228"),
    ("Courcouronnes", "comd:91182"), ("evri courcouronnes", "commune:91228"),
])
def test_names_are_found(places, text, id):
    assert places.territories.find(text)[0]["id"] == id


@given(st.lists(st.sampled_from(["evry", "St Denis", "Thias", "mans", "91228", "xyzzyx", "", "grand orly", "le mens"]) | st.text(max_size=8),
                max_size=8), st.integers(0, 3), st.sampled_from(["", "commune", "nobody"]))
@settings(max_examples=50, deadline=None)
def test_many_names_in_one_call_give_the_answers_of_each(places, texts, limit, kind):
    t = places.territories
    expected = []
    for text in texts:
        found = [(row["id"], row["match"]) for row in t.find(text, limit, kind=kind)]
        expected += [(text, *answer) for answer in found or [("", "none")]]
    found = t.find(texts, limit, kind=kind)
    assert [(row["text"], row["id"], row["match"]) for row in found] == expected
    assert all(row["kind"] == kind for row in found if kind and row["id"])


def test_the_index_follows_the_store():
    store = ts.open()
    for code, name in (("commune:1", "Alpha"), ("commune:2", "Beta")):
        assert len(store.territories.find(name)) == 0
        batch = ts.Batch(source="example")
        batch.add_territory(code, name)
        store.apply(batch)
        assert store.territories.find(name)[0]["id"] == code
        assert store.territories.resolve(code)["id"].tolist() == [code]


def test_a_column_of_names_is_coded_and_the_doubtful_ones_are_left(places):
    names = ["Le Mans", "EVRY", "Evry", "Évry (89)", "Courcouronnes", "97411", "Le Mens", "xyzzyx", ""]
    where = ["", "", "Essonne", "", "", "", "", "", ""]
    coded = places.territories.match({"ville": names, "dep": where}, "ville", context="dep")
    assert coded["id"].tolist() == ["commune:72181", "", "commune:91228", "commune:89162", "comd:91182",
                                    "commune:97411", "", "", ""]
    assert coded["confidence"].tolist() == [1, 0.5, 0.9, 1, 0.8, 1, 0.5, 0, 0]
    assert coded[1]["candidates"] == "commune:91228|commune:89162"
    assert coded[6]["candidates"] == "commune:72181"
    assert all(coded["reason"])


# -- identifiers --------------------------------------------------------------------------------------------


def naive_luhn(text: str) -> bool:
    doubled = [int(c) * (1 + i % 2) for i, c in enumerate(reversed(text))]
    return sum(sum(map(int, str(n))) for n in doubled) % 10 == 0


@given(st.text("0123456789", min_size=1, max_size=20))
def test_luhn(text):
    assert ts.identifiers.luhn(text) == naive_luhn(text)
    if len(text) == 14:
        assert ts.identifiers.siret(text) == (naive_luhn(text) and naive_luhn(text[:9]) and text[:9] != "0" * 9)


def test_identifiers():
    i = ts.identifiers
    assert i.siren("200058014") and i.siren("356000000") and not i.siren("200058015") and not i.siren("000000000")
    assert i.siret("35600000049837") and not i.siret("35600000049838")  # La Poste: 5 divides the sum
    assert i.rna("W751234567") and i.rna("W2A1234567") and not i.rna("W75123456") and not i.rna("X751234567")
    assert i.commune("1001") == ("01001", True) and i.commune("2a004") == ("2A004", True)
    assert i.commune("2A004") == ("2A004", False) and i.commune("97411") == ("97411", False)
    for wrong in ("", "101", "2C004", "00001", "010011", "2A04", "O1001"):
        assert i.commune(wrong) is None
    assert [i.qpv(code) for code in ("QP091001", "QN09101M", "QN02A01M", "QP971001", "QN0910M", "QP09101M")] == [
        2015, 2024, 2024, 2015, None, None]
    assert i.nuts("FR104") and i.nuts("FRK2") and not i.nuts("fr1") and not i.nuts("FR1045")
    assert i.contract("CV380") and not i.contract("CV") and not i.contract("CV380CV384")
    assert i.problem("siren", "200058014") == "" and i.problem("unknown", "x") == ""
    assert i.problem("commune", "1001").startswith("expected an INSEE code")


# -- official files -------------------------------------------------------------------------------------------


def official(path: str, column: str, encoding: str = "utf-8", **only: str) -> set[str]:
    with open(SHARED / path, encoding=encoding, newline="") as file:
        rows = list(csv.DictReader(file))
    return {row[column] for row in rows if row[column] and all(row[name] == value for name, value in only.items())}


@pytest.fixture(scope="module")
def france() -> ts.Store:
    store = ts.open()
    assert store.load(SHARED / "cog2026").ok
    store.load(SHARED / "epci_history")
    return store


@needs_shared
def test_official_lists_of_four_years(france):
    lists = {
        "2018-01-01": official("geometry/communes_2018_centroids.csv", "code"),
        "2019-01-01": official("epci_history/epcicom_2019.csv", "insee") | ISLANDS,
        "2025-01-01": official("epci_history/epcicom_2025.csv", "insee") | ISLANDS,
        "2026-01-01": official("cog2026/communes.csv", "COM", TYPECOM="COM"),
    }
    t = france.territories
    for day, expected in lists.items():
        assert codes(t.table(kind="commune", at=day)) == expected
    for start in lists:
        for end in lists:
            found = t.resolve(sorted(lists[start]), end, from_date=start)
            assert codes(found) == lists[end], (start, end)
    assert len(t.table(kind="commune")) == 34875


@needs_shared
def test_official_codes(france):
    t = france.territories
    for code, day, expected in [
        ("commune:91182", "2018", ["commune:91182"]), ("commune:91182", "2021-01-01", ["commune:91228"]),
        ("comd:91182", "2019-06-01", ["comd:91182"]), ("comd:91182", "2021-01-01", ["commune:91228"]),
        ("commune:49220", "2026-06-01", ["commune:49220"]), ("20004", "2021", ["commune:2A004"]),
        ("78228", "2021", ["commune:91228"]), ("14513", "2018-06-01", ["commune:50592"]),
        ("commune:15141", "2025-01-01", ["commune:15141", "commune:15031", "commune:15035", "commune:15047",
                                       "commune:15171"]),
    ]:
        assert sorted(t.resolve(code, day)["id"]) == sorted(expected), (code, day)
    members = t.members("ept:200058014", "commune")["id"].tolist()
    assert (len(members), sum(id.startswith("commune:94") for id in members)) == (24, 18)
    assert t.find("grand orly")[0]["id"] == "ept:200058014"
    assert t.find("Evry-Courcouronnes")[0]["id"] == t.find("evry")[0]["id"] == "commune:91228"
    assert t.find("217702968")[0]["id"] == t.find("77296")[0]["id"] == t.find("moissy cramayel")[0]["id"] == "commune:77296"


@needs_shared
def test_official_compositions(france):
    def groups(year: int) -> dict[str, str]:
        with open(SHARED / f"epci_history/epcicom_{year}.csv", newline="") as file:
            return {row["insee"]: row["siren"] for row in csv.DictReader(file) if row["insee"]}
    before, after = groups(2019), groups(2025)
    t = france.territories
    found = {row["id"][8:]: (row["from"][5:], row["to"][5:]) for row in t.changes("epci", "2019-01-01", "2025-01-01")}
    assert found == {code: (group, after[code]) for code, group in before.items() if code in after and after[code] != group}
    cents = [random.Random(1).randrange(10**9) for _ in before]
    euros = {"insee": list(before), "euros": np.array(cents) / 100}
    for kind in ("", "epci", "departement", "region"):
        converted = t.convert(euros, "euros", "2019-01-01", "2025-01-01", kind=kind)
        assert sum(round(value * 100) for value in converted["euros"]) == sum(cents)
        assert {row["id"] for row in converted if row["reason"]} == set()
