"""What a load says of rows that a person got wrong: the word, the place, the reason, and once for many."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tissu as ts


def load(tmp_path: Path, **tables: str) -> ts.LoadReport:
    folder = tmp_path / "package"
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with ts.open() as store:
        return store.load(folder)


def rules(report: ts.LoadReport) -> list[str]:
    return report.issues["rule"].tolist()


TOWNS = "id,name,parts_of,lon,lat\ndepartement:42,Loire,,{}\n"
SWAPPED = "commune:42207,Saint-Chamond,departement:42,45.4698,4.5016\n"
RIGHT = "commune:42218,Saint-Étienne,departement:42,4.39,45.43\n"


@pytest.mark.parametrize("parent, near", [("4.2,45.7", "near departement:42, found one 6070 km away"), (",", "in France for what lies in departement:42")])
def test_swapped_coordinates(tmp_path, parent, near):
    report = load(tmp_path, territories=TOWNS.format(parent) + SWAPPED + RIGHT)
    (issue,) = report.issues
    assert near in issue["rule"] and issue["rule"].endswith("are lon and lat swapped?")
    assert (issue["line"], issue["column"], issue["value"], issue["action"]) == (3, "lon", "45.4698,4.5016", "noted")
    assert report.ok


def test_an_actor_far_from_its_seat_and_many_of_them(tmp_path):
    actors = "id,kind,name,territory,lon,lat\n" + "".join(f"org:{i},organisation,O,city:1,-8.6,41.1\n" for i in range(4))
    far = "".join(f"org:far{i},organisation,O,city:2,41.1,-8.6\n" for i in range(14))
    report = load(tmp_path, territories="id,name,lon,lat\ncity:1,Porto,,\ncity:2,Porto,-8.6,41.1\n",
                  actors=actors + "org:odd,organisation,O,city:1,41.1,-8.6\n" + far)
    said = rules(report)
    assert "near city:1" in said[0] and sum("near city:2" in rule for rule in said) == 9
    assert said[-1] == "expected places near their territories, found 5 more far away"


def test_places_overseas_are_where_they_should_be(tmp_path):
    places = {"971": (-61.5, 16.2), "973": (-53.1, 4.0), "974": (55.5, -21.1), "976": (45.2, -12.8), "987": (-149.5, -17.6)}
    rows = "".join(f"departement:{code},D,country:FR,{lon},{lat}\ncommune:{code}01,C,departement:{code},{lon},{lat}\n"
                   for code, (lon, lat) in places.items())
    assert rules(load(tmp_path, territories=f"id,name,parts_of,lon,lat\ncountry:FR,France,,2.5,46.5\n{rows}")) == []


def test_a_word_for_a_kind(tmp_path):
    report = load(tmp_path, actors="id,kind,name\norg:1,organization,One\norg:2,robot,Two\n")
    assert rules(report) == ["expected person, organisation or collective, found organization; did you mean organisation?",
                             "expected person, organisation or collective, found robot"]


def test_why_a_parent_is_not_there_whoever_rejected_it(tmp_path):
    report = load(tmp_path, partnerships="id,title,since,until,parent\npa:5,Five,,,pa:6\npa:6,Six,yesterday,,\n"
                                         "pa:7,Seven,,,pa:8\npa:8,Eight,2020,2010,\npa:9,Nine,,,pa:5\n")
    said = {issue["line"]: issue["rule"] for issue in report.issues}
    assert said[2].endswith("found 'pa:6', which was rejected (partnerships.csv, line 3)")
    assert said[4].endswith("found 'pa:8', which was rejected (partnerships.csv, line 5)")
    assert said[6].endswith("found 'pa:5', which was rejected (partnerships.csv, line 2)")


def test_all_that_was_changed_in_a_number(tmp_path):
    report = load(tmp_path, partnerships='id,title,amount\npa:1,One,"30 000,50"\npa:2,Two,"7,5"\n')
    assert rules(report) == ["a decimal comma is read as a point, separators between thousands are left out (1 row)",
                             "a decimal comma is read as a point (1 row)"]


def test_types_that_are_no_codes(tmp_path):
    report = load(tmp_path, themes="id,label_fr\nevent_type:OWN,À nous\n",
                  events="id,title,type\n" + "".join(f"ev:{i},E,{word}\n" for i, word in enumerate(
                      ["FORM", "FORM", "FOR", "event_type:FOR", "event_type:FORM", "Formation", "OWN", "", "zzzzzzzz"])),
                  partnerships="id,title,type\npa:1,One,SUB\npa:2,Two,CDV\n", actors="id,kind,name,type\norg:1,organisation,One,ORG.COL\n")
    assert rules(report) == [
        "expected a code of event_type, found FORM: kept; did you mean event_type:FOR? (2 rows)",
        "expected a code of event_type, found event_type:FORM: kept; did you mean event_type:FOR? (1 row)",
        "expected a code of event_type, found Formation: kept; did you mean event_type:FOR? (1 row)",
        "expected a code of event_type, found zzzzzzzz: kept (1 row)"]
    many = "id,title,type\n" + "".join(f"re:{i},R,{'abc' * 9}{i}\n" for i in range(100))
    path = tmp_path / "resources.csv"
    path.write_text(many, encoding="utf-8")
    with ts.open() as store:
        said = [rule for rule in rules(store.load(path)) if "code of resource_type" in rule]
    assert len(said) == 11 and any(rule.endswith("found other words: kept (90 rows)") for rule in said)


def test_the_rule_of_an_issue_is_printed_whole_and_last(tmp_path):
    report = load(tmp_path, actors="id,kind,name\norg:1,organization,One\n")
    line = report.issues.to_text().splitlines()[-1]
    assert line.endswith(rules(report)[0]) and line.startswith("actors.csv")
    assert rules(report)[0] in repr(report.issues) and rules(report)[0] in report.issues._repr_html_()


def test_what_is_true_of_many_features_is_said_once(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]]]}
    features = [{"type": "Feature", "geometry": square, "properties": {
        "code_qp": f"QN0930{i}M", "insee_com": "93066, 93001" if i % 2 else "93066, 93001, 93005", "lib_qp": "Q"}} for i in range(10, 30)]
    path = tmp_path / "qpv.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with ts.open() as store:
        said = [rule for rule in rules(store.load(path)) if "several communes" in rule]
    assert said == ["lies in several communes: the file has no shares, equal ones are taken (20 times)"]
