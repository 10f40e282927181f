"""The same official list in the spellings, separators and encodings in which it is published and exported."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import tissu as ts

ROWS = [("01001", "L'Abergement-Clémenciat", "200069193", "CC de la Dombes"), ("01002", "L'Abergement-de-Varey", "200029999", "CC Rives de l'Ain"),
        ("2A004", "Ajaccio", "242010056", "CA du Pays Ajaccien")]
INSEE = ["CODGEO", "LIBGEO", "EPCI", "LIBEPCI", "DEP"]
TITLES = ["Intercommunalité – Métropole au 01-01-2021", "Mise en ligne le 01/02/2021", ""]
LABELS = ["Code géographique", "Libellé géographique", "Code de l'EPCI", "Libellé de l'EPCI", "Département"]


def write(path: Path, lines: list[list[str]], separator: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> Path:
    path.write_bytes(end.join(separator.join(cells) for cells in lines).encode(encoding))
    return path


def insee_rows() -> list[list[str]]:
    return [[code, name, group, group_name, code[:2]] for code, name, group, group_name in ROWS]


def check(path: Path, since: str | None = "2021-01-01") -> ts.LoadReport:
    with ts.open() as store:
        report = store.load(path)
        t = store.territories
        for code, name, group, group_name in ROWS:
            assert t.ancestors(f"commune:{code}", kind="epci", at=since)["id"].tolist() == [f"epci:{group}"]
            assert t[f"commune:{code}"]["name"] == name.replace("–", "-")
            assert t[f"epci:{group}"]["name"] in (group_name, group)
        if since:
            assert len(t.ancestors("commune:01001", kind="epci", at="2020-12-31")) == 0
        assert report.rows.to_dict()["rejected"] == [0] * len(report.rows)
    return report


@pytest.mark.parametrize("separator, encoding, end", list(itertools.product(";,\t|", ["utf-8", "utf-8-sig", "cp1252", "utf-16"], ["\r\n", "\n"])))
def test_separators_and_encodings(tmp_path, separator, encoding, end):
    check(write(tmp_path / "EPCI_au_01-01-2021.csv", [INSEE, *insee_rows()], separator, encoding, end))


@pytest.mark.parametrize("titles", [TITLES, TITLES[:1], ["", *TITLES]])
@pytest.mark.parametrize("padded", [True, False])
@pytest.mark.parametrize("labels", [True, False])
def test_titles_above_the_column_names(tmp_path, titles, padded, labels):
    above = [[title] + [""] * (4 if padded else 0) for title in titles]
    report = check(write(tmp_path / "composition_2021.csv", [*above, *([LABELS] if labels else []), INSEE, *insee_rows()]))
    assert any("under titles" in issue["rule"] and issue["line"] > 1 for issue in report.issues)


def test_titles_count_only_above_column_names(tmp_path):
    path = tmp_path / "themes.csv"
    path.write_text("id;label_fr\ntheme:X;Un\n", encoding="utf-8")
    with ts.open() as store:
        assert store.load(path).rows[0]["kept"] == 1
    path = tmp_path / "one.csv"
    path.write_text("a title\nanother\n\nx\n", encoding="utf-8")
    with ts.open() as store, pytest.raises(ts.Error):
        store.load(path)


@pytest.mark.parametrize("names", [
    ["insee", "nom_membre", "siren", "raison_sociale", "dept"], ["INSEE", "NOM_MEMBRE", "SIREN", "RAISON_SOCIALE", "DEPT"],
    ["insee_com", "nom_com", "siren_epci", "nom_epci", "dep"], ["Code commune", "Nom commune", "Code EPCI", "Nom EPCI", "Dép."],
    ["CODGEO", "LIBGEO", "EPCI", "NATURE_EPCI", "DEP"]])
def test_spellings_of_the_columns(tmp_path, names):
    rows = [[code, name, group, "CC" if names[3] == "NATURE_EPCI" else group_name, code[:2]] for code, name, group, group_name in ROWS]
    check(write(tmp_path / "liste-2021.csv", [names, *rows]))


def test_what_spreadsheets_do_to_codes_is_mended_and_said(tmp_path):
    rows = [[code.lstrip("0").replace("2A", "2a"), name, group + ".0", group_name, code[:2]] for code, name, group, group_name in ROWS]
    rules = [issue["rule"] for issue in check(write(tmp_path / "epci2021.csv", [INSEE, *rows])).issues]
    assert any("decimals" in rule for rule in rules) and any(rule.startswith("expected 01001, found 1001") for rule in rules)


def test_a_commune_without_epci_is_in_none(tmp_path):
    path = write(tmp_path / "epci2021.csv", [INSEE, *insee_rows(), ["85113", "L'Île-d'Yeu", "ZZZZZZZZZ", "Sans objet", "85"]])
    check(path)
    with ts.open() as store:
        store.load(path)
        assert "epci:ZZZZZZZZZ" not in store.territories


def test_a_list_of_organisations_is_no_composition(tmp_path):
    path = write(tmp_path / "organisations.csv", [["siren", "nom", "code_commune"], ["200069193", "CC de la Dombes", "01001"]])
    with ts.open() as store, pytest.raises(ts.Unsupported):
        store.load(path)


def test_a_row_that_is_wrong_is_said_with_its_place(tmp_path):
    path = write(tmp_path / "epci2021.csv", [INSEE, *insee_rows(), ["01004", "Ambérieu", "20006919", "CC", "01"], ["0100X", "X", "200069193", "CC", "01"]])
    with ts.open() as store:
        report = store.load(path)
        wrong = [(issue["line"], issue["column"], issue["action"]) for issue in report.issues]
        assert wrong == [(5, "EPCI", "rejected"), (6, "CODGEO", "rejected")]
        assert not report.ok or report.rows[0]["rejected"] == 2


# -- files about other things --------------------------------------------------------------------------------


@pytest.fixture
def named() -> ts.Store:
    batch = ts.Batch(source="official list")
    for code, name in (("93066", "Saint-Denis"), ("93001", "Aubervilliers"), ("77054", "La Brosse-Montceaux")):
        batch.add_territory(f"commune:{code}", name, population=1000)
    store = ts.open()
    store.apply(batch)
    return store


def test_a_list_of_neighbourhoods_leaves_the_names_of_communes(tmp_path, named):
    path = tmp_path / "qpv.csv"
    path.write_text('code_qp,lib_qp,insee_com,lib_com,lon_commune,lat_commune\nQN09301M,A,93066,"Aubervilliers; Saint-Denis",2.36,48.94\n'
                    'QN09301M,A,93001,"Aubervilliers;\n Saint-Denis",2.38,48.91\nQN09302M,B,93027,La Courneuve,2.4,48.93\n'
                    'QN09303M,C,93010,"Bondy; Pantin",2.48,48.9\nQN09304M,D,93010,Bondy,2.48,48.9\n', encoding="utf-8")
    for store in (named, ts.open()):
        store.load(path)
        t = store.territories
        assert t["commune:93010"]["name"] == "Bondy" and t["commune:93027"]["name"] == "La Courneuve"
        assert t["commune:93066"]["name"] == ("Saint-Denis" if store is named else "93066")
        assert (t["commune:93066"]["lon"], t["commune:93066"]["lat"]) == (2.36, 48.94)
        assert t.ancestors("qpv:QN09301M", kind="commune")["share"].tolist() == [0.5, 0.5]


def test_outlines_and_points_leave_the_names_of_communes(tmp_path, named):
    shape = '{"type": "Polygon", "coordinates": [[[2.9, 48.3], [2.95, 48.3], [2.95, 48.35], [2.9, 48.3]]]}'
    features = [f'{{"type": "Feature", "properties": {{"code": "77054", "nom": "Brosse-Montceaux"}}, "geometry": {shape}}}',
                '{"type": "Feature", "properties": {"insee_com": "93066", "lib_com": "Aubervilliers; Saint-Denis", "code_qp": "QN09301M"}, '
                '"geometry": {"type": "Point", "coordinates": [2.36, 48.94]}}']
    path = tmp_path / "communes.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [' + ",".join(features) + "]}", encoding="utf-8")
    assert any("found several" in issue["rule"] for issue in named.load(path).issues)
    t = named.territories
    assert t["commune:77054"]["name"] == "La Brosse-Montceaux" and t["commune:93066"]["name"] == "Saint-Denis"
    assert t["commune:93066"]["lon"] == 2.36 and t["commune:77054"]["population"] == 1000
    assert t.locate([(2.94, 48.31)], kind="commune", tolerance_m=0)["id"].tolist() == ["commune:77054"]


@pytest.mark.parametrize("names", [["code_qp", "nom_qp", "insee_com"], ["CODE_QP", "NOM_QP", "CODE_INSEE"], ["Code quartier", "Quartier prioritaire", "Code commune"],
                                   ["code_qpv", "libelle_qpv", "codgeo"]])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_lists_of_neighbourhoods_in_other_spellings(tmp_path, names, encoding):
    path = write(tmp_path / "quartiers.csv", [names, ["QP091001", "Les Épinettes", "91228"], ["QP059001", "Le Nouveau Mons", "59350, 59410"],
                                              ["QN02A01M", "Les Salines", "2a004"], ["QP9100", "x", "91228"], ["QP091002", "x", "59350, 5"]], encoding=encoding)
    with ts.open() as store:
        report = store.load(path)
        t = store.territories
        assert sorted(t.table(kind="qpv")["id"]) == ["qpv:QN02A01M", "qpv:QP059001", "qpv:QP091001"]
        assert t["qpv:QP091001"]["name"] == "Les Épinettes"
        assert t.ancestors("qpv:QP059001", kind="commune")["share"].tolist() == [0.5, 0.5]
        assert t.ancestors("qpv:QN02A01M", kind="commune")["id"].tolist() == ["commune:2A004"]
        assert [(issue["line"], issue["column"]) for issue in report.issues if issue["action"] == "rejected"] == [(5, names[0]), (6, names[2])]


def test_an_outline_over_several_communes_lies_in_each(tmp_path):
    path = tmp_path / "qp.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code_qp": "QN05901M", "lib_qp": "A", '
                    '"insee_com": "59350, 59410", "lib_com": "Lille, Mons-en-Barœul"}, "geometry": {"type": "Polygon", "coordinates": '
                    '[[[3.1, 50.6], [3.2, 50.6], [3.2, 50.7], [3.1, 50.6]]]}}]}', encoding="utf-8")
    with ts.open() as store:
        store.load(path)
        found = store.territories.ancestors("qpv:QN05901M", kind="commune")
        assert dict(zip(found["id"], found["share"])) == {"commune:59350": 0.5, "commune:59410": 0.5}


def test_places_of_communes(tmp_path, named):
    path = tmp_path / "communes_2018_centroids.csv"
    path.write_text("code,nom,lon,lat\n93066,St Denis,2.36,48.93\n93001,Aubervilliers,2.38,48.91\n77054,Brosse,2.93,190\n1001,Abergement,4.9,46.1\n",
                    encoding="utf-8")
    report = named.load(path)
    assert [(issue["line"], issue["column"]) for issue in report.issues if issue["action"] == "rejected"] == [(4, "lat")]
    t = named.territories
    assert t["commune:93066"]["name"] == "Saint-Denis" and t["commune:01001"]["lat"] == 46.1
    assert t.near("commune:93066", km=5)["id"].tolist() == ["commune:93001"]
    batch = ts.Batch(source="movements")
    for code in ("commune:93001", "commune:93066"):
        batch.add_succession(code, "commune:93066", "2025-01-01", kind="32")
    named.apply(batch)
    assert len(t.near("commune:93066", km=5)) == 0
