"""Resources and events in the formats of libraries, search engines and calendars, read back by other means."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tissu as ts

DC = "{http://purl.org/dc/elements/1.1/}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
ELEMENTS = {"title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
            "identifier", "source", "language", "relation", "coverage", "rights"}
TITLE = "Paroles d'habitant·e·s & {d'élu·e·s} <sur> la \"ville\", 50 % de #plus_ ; fin\\"


def base(source="centre"):
    batch = ts.Batch(source=source)
    batch.add_territory("commune:91521", "Ris-Orangis")
    batch.add_organisation("org:1", "Centre de ressources")
    batch.add_person("person:1", "Martin, Aïcha")
    batch.add_event("event:1", "Rencontre, avec; virgules\\", organisers=["org:1"], start="2024-03-05", end="2024-03-06", mode="HYB",
                    themes=["theme:COH.SAN.MEN"], territories=["commune:91521"], description="Une ligne\nune autre")
    batch.add_event("event:2", "Sans date")
    batch.add_event("event:3", "Un mois", start="2024-02")
    batch.add_resource("resource:1", TITLE, type="CAP", issued="2023-05-02", language="fr", access="LIBRE",
                       creators=["org:1", "person:1"], themes=["theme:COH.SAN.MEN"], territories=["commune:91521"],
                       url="https://example.org/1?a=1&b=2", description="Un résumé.\nEn deux lignes.", event="event:1",
                       identifiers=["doi:10.1234/abc"])
    batch.add_resource("resource:2", "Sans rien")
    return batch


def store_of(batch):
    store = ts.open()
    store.apply(batch)
    return store


@pytest.fixture(scope="module")
def store():
    return store_of(base())


def exported(store, path, format=None):
    store.export(path, format=format)
    return path.read_bytes()


def test_dublin_core_has_its_fifteen_elements(store, tmp_path):
    root = ET.fromstring(exported(store, tmp_path / "a.xml"))
    records = root.findall(f".//{OAI_DC}dc")
    assert len(records) == 2
    for record in records:
        assert {child.tag.removeprefix(DC) for child in record} <= ELEMENTS
    first = {}
    for child in records[0]:
        first.setdefault(child.tag.removeprefix(DC), []).append(child.text)
    assert first["title"] == [TITLE]
    assert first["creator"] == ["Centre de ressources", "Martin, Aïcha"]
    assert first["description"] == ["Un résumé.\nEn deux lignes."]
    assert "http://purl.org/coar/resource_type/c_93fc" in first["type"]
    assert {"resource:1", "doi:10.1234/abc"} <= set(first["identifier"])
    oai = "{http://www.openarchives.org/OAI/2.0/}"
    assert [e.text for e in root.iter(f"{oai}identifier")] == ["resource:1", "resource:2"]


@pytest.mark.parametrize("suffix", ["xml", "ris"])
def test_what_is_written_is_read(store, tmp_path, suffix):
    exported(store, path := tmp_path / f"a.{suffix}")
    again = ts.open()
    batch = ts.Batch(source="places")
    batch.add_territory("commune:91521", "Ris-Orangis")
    batch.add_event("event:1", "Rencontre")
    again.apply(batch)
    report = again.load(path, source="portail")
    assert report.ok
    assert set(again.resources) == {"resource:1", "resource:2"}
    row = again.resources["resource:1"]
    before = store.resources["resource:1"]
    for name in ("title", "type", "issued", "language", "access", "url"):
        if name in before:
            assert row[name] == before[name], name
    hit = again.search(theme="theme:COH.SAN.MEN", territory="Ris-Orangis", kinds="resource")
    assert [h.id for h in hit] == ["resource:1"]
    assert again.query("SELECT count(*) AS n FROM activity WHERE parent_id IS NOT NULL")[0]["n"] == 1
    assert again.load(path, source="portail").already_applied


def test_the_same_work_of_two_sources_is_one_with_both(tmp_path):
    first = store_of(base("centre A"))
    (tmp_path / "b.ris").write_text(
        "TY  - RPRT\nID  - notice-7\nTI  - Un autre titre\nDO  - 10.1234/ABC\nKW  - Urbanisme\nAU  - MARTIN Aïcha\nER  - \n"
        "TY  - RPRT\nTI  - sans RIEN\nPY  - 2020\nER  - \n", encoding="utf-8")
    report = first.load(tmp_path / "b.ris", source="portail B")
    assert any("resource:1 of centre A" in issue["rule"] for issue in report.issues)
    assert len(first.resources) == 3
    assert first.resources["resource:1"]["title"] == TITLE
    row = first.query("SELECT attributes, identifiers FROM activity WHERE code = 'resource:1'")[0]
    assert json.loads(row["attributes"])["also_in"] == "portail B"
    assert "doi:10.1234/abc" in row["identifiers"]
    assert "person:martin-aicha" not in set(first.actors)
    revision = first.revision
    first.load(tmp_path / "b.ris", source="portail B")
    assert len(first.resources) == 3 and first.revision == revision


def test_title_date_and_creators_decide_where_there_is_no_identifier(tmp_path):
    batch = ts.Batch(source="A")
    batch.add_person("person:9", "Jean Dupont")
    batch.add_resource("resource:9", "L'été des quartiers", issued="2021-06-01", creators=["person:9"])
    store = store_of(batch)
    record = "TY  - JOUR\nTI  - {}\nPY  - {}\nAU  - {}\nER  - \n"
    (tmp_path / "x.ris").write_text(
        record.format("L’ÉTÉ des Quartiers", 2021, "Dupont, Jean") + record.format("L'été des quartiers", 2022, "Dupont, Jean")
        + record.format("L'été des quartiers", 2021, "Durand, Ève"), encoding="utf-8")
    store.load(tmp_path / "x.ris", source="B")
    assert len(store.resources) == 3


def test_ris_has_one_record_each(store, tmp_path):
    text = exported(store, tmp_path / "a.ris").decode()
    assert text.count("\r\nER  - \r\n") == 2
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.split("\r\n") if line)
    assert "\r\nTI  - " + TITLE + "\r\n" in text


def bibtex(text):
    """Entries of a BibTeX file by an independent reading: braces are counted, backslashes guard."""
    entries = []
    for start in re.finditer(r"@(\w+)\{([^,\s]+),", text):
        depth, at = 1, start.end()
        while depth:
            if text[at] == "\\":
                at += 1
            depth += {"{": 1, "}": -1}.get(text[at], 0) if text[at - 1] != "\\" else 0
            at += 1
        entries.append((start[1], start[2], text[start.end():at]))
    return entries


def test_bibtex_entries_close_their_braces_and_differ_in_key(store, tmp_path):
    text = exported(store, tmp_path / "a.bib").decode()
    entries = bibtex(text)
    assert [kind for kind, _, _ in entries] == ["techreport", "misc"]
    assert len({key for _, key, _ in entries}) == 2
    assert "author = {{Centre de ressources} and Martin, Aïcha}" in entries[0][2]
    assert r"50 \% de \#plus\_ ; fin\textbackslash{}" in entries[0][2]


def test_json_ld_links_events_and_works(store, tmp_path):
    graph = {node["@id"]: node for node in json.loads(exported(store, tmp_path / "a.jsonld"))["@graph"]}
    event, work = graph["event:1"], graph["resource:1"]
    assert event["recordedIn"] == {"@id": "resource:1"} and work["recordedAt"] == {"@id": "event:1"}
    assert event["isAccessibleForFree"] is True
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert (event["startDate"], event["endDate"]) == ("2024-03-05", "2024-03-06")
    assert work["@type"] == "Report" and work["creator"][1]["@type"] == "Person"
    assert event["about"]["name"] == "Santé mentale"


def calendar(data):
    """Events of a calendar by RFC 5545: lines end in CR LF, folded at 75 octets, backslashes guard."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 and b"\n" not in line for line in lines)
    events = []
    for line in data.replace(b"\r\n ", b"").decode().split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1][name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
    return events


def test_calendar_keeps_to_the_rules(store, tmp_path):
    events = calendar(exported(store, tmp_path / "a.ics"))
    assert [e["UID"] for e in events] == ["event:1", "event:3"]
    assert events[0]["DTSTART;VALUE=DATE"] == "20240305" and events[0]["DTEND;VALUE=DATE"] == "20240307"
    assert events[1]["DTSTART;VALUE=DATE"] == "20240201" and events[1]["DTEND;VALUE=DATE"] == "20240301"
    assert events[0]["SUMMARY"] == "Rencontre, avec; virgules\\"
    assert events[0]["DESCRIPTION"] == "Une ligne\nune autre"
    assert events[0]["LOCATION"] == "Ris-Orangis"


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=120).filter(lambda t: t.strip())


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_survives(tmp_path_factory, pairs):
    folder = tmp_path_factory.mktemp("any")
    batch = ts.Batch(source="any")
    for i, (title, description) in enumerate(pairs):
        batch.add_resource(f"resource:{i}", title, description=description)
        batch.add_event(f"event:{i}", title, description=description, start="2024-01-01")
    store = store_of(batch)
    titles = [store.resources[f"resource:{i}"]["title"] for i in range(len(pairs))]
    root = ET.fromstring(exported(store, folder / "a.xml"))
    assert [e.text for e in root.iter(f"{DC}title")] == titles
    events = calendar(exported(store, folder / "a.ics"))
    assert [e["SUMMARY"] for e in events] == titles
    graph = json.loads(exported(store, folder / "a.jsonld"))["@graph"]
    assert [node["name"] for node in graph] == titles * 2
    assert len(bibtex(exported(store, folder / "a.bib").decode())) == len(pairs)


@pytest.mark.parametrize("text, rule", [
    ("<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>", "no document type"),
    ("<oai_dc:dc><dc:title>&oops;</dc:title></oai_dc:dc>", "reference of XML"),
    ("<a><b></a></b>", "the end of"),
    ("<a>", "end of the file"),
    ("<a/><b/>", "one element around all"),
    ("<a" + "><a" * 70, "64 levels"),
    ("", "expected"),
    ("<oai_dc:dc><dc:title>x</dc:title>", "end of the file"),
    ("<r>nothing of Dublin Core</r>", "found none"),
])
def test_bad_xml_is_refused_with_its_line(tmp_path, text, rule):
    (tmp_path / "bad.xml").write_text(text)
    with pytest.raises(ts.Error, match=rule):
        ts.open().load(tmp_path / "bad.xml", format="oai-dc")


def test_an_unknown_format_is_named_with_those_there_are(store, tmp_path):
    with pytest.raises(ts.Unsupported, match="oai-dc, ris, bibtex, jsonld, ical"):
        store.export(tmp_path / "a", format="marc")
