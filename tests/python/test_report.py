"""The report page: well formed, inert whatever the data say, silent on the network, honest about little."""

import dataclasses
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import PAYLOADS, filled, read, said, study
from tissu import report
from tissu.report import (
    CooperationLevel,
    StudyResult,
    labels,
    markup,
    voice,
)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("n, m", [(0, 0), (1, 0), (2, 1), (30, 60), (600, 6000), (2500, 9000)])
def test_page_is_well_formed_at_every_size(n, m, lang):
    page = report.render(study(n, m), lang)
    reader = read(page)
    assert f'<html lang="{lang}">' in page and reader.count["section"] == 9
    assert len(page) < 3_000_000
    assert reader.count.get("details", 0) >= (6 if m > 10 else 1)


def test_a_study_of_nothing_says_so_in_every_section():
    page = report.render(StudyResult("Empty", "nowhere"))
    assert read(page).count.get("svg", 0) == 0
    assert said(page).count("This part was not studied.") == 6


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload):
    payload = payload.replace("HOST", "http://192.0.2.1")
    page = report.render(filled(study(30, 60), payload), "fr")
    reader = read(page)
    assert reader.links == ["data:,"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00-\x08]", page)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_stays_text(text):
    reader = read(report.render(filled(study(4, 5), text)))
    assert all(markup.is_web_address(link) for link in reader.links[1:])


@pytest.mark.parametrize(
    "address, good",
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("file:///etc/passwd", False),
        (" https://example.org", False),
        ("https://exa\u202emple.org", False),
        ("http://[::1", False),
        ("https:\\\\example.org", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(address, good):
    assert ("<a " in markup.link(address, "label")) is good
    assert "label" in markup.link(address, "label")


def test_little_cooperation_is_told_in_words_not_in_a_picture():
    sparse = study(35, 4)
    reader = read(report.render(sparse))
    words = "".join(reader.text)
    assert "too little for a picture" in words and "This is very little" in words and "Hardly any" in words
    rich = read(report.render(study(35, 60)))
    assert "too little" not in "".join(rich.text) and rich.count["svg"] > reader.count["svg"]


def test_no_cooperation_is_told_in_words():
    nothing = dataclasses.replace(study(5, 0), levels=[CooperationLevel("commune", 5)])
    words = said(report.render(nothing))
    assert "No two communes appear together" in words and "no two actors are tied" in words


def test_rows_left_out_are_counted_and_said():
    many = study(600, 6000)
    words = said(report.render(many))
    assert "… and 550 more, see issues.csv." in words
    assert "… and 5,700 more, see commune.csv." in words
    assert "… et 5 700 autres, voir commune.csv." in said(report.render(many, "fr")).replace("\u202f", " ")


@pytest.mark.parametrize(
    "value, english, french",
    [
        (1234567, "1,234,567", "1 234 567"),
        (0.123456, "0.123", "0,123"),
        (12.3456, "12.3", "12,3"),
        (1.5, "1.50", "1,50"),
        (1234.56, "1,235", "1 235"),
        (-0.5, "−0.500", "−0,500"),
        (0, "0", "0"),
        (float("nan"), "–", "–"),
        (-0.00001, "0.000", "0,000"),
    ],
)
def test_numbers_follow_the_language_without_false_precision(value, english, french):
    assert voice.Voice("en").number(value) == english
    assert voice.Voice("fr").number(value).replace("\u202f", " ") == french


def test_a_percentage_is_never_rounded_to_all_or_nothing():
    english = voice.Voice("en")
    assert [english.percent(x) for x in (0, 0.0001, 0.95, 0.99999, 1)] == [
        "0.0%",
        "< 0.1%",
        "95.0%",
        "> 99.9%",
        "100.0%",
    ]


def test_both_languages_say_the_same_things():
    for key, pair in labels.TEXTS.items():
        fields = [set(re.findall(r"{(\w+)}", form)) for text in pair for form in text.split(" || ")]
        assert all(pair) and all(field == fields[-1] or field == fields[0] for field in fields), key
        assert set(re.findall(r"{(\w+)}", pair[0])) == set(re.findall(r"{(\w+)}", pair[1])), key
    files = sorted(pathlib.Path(report.__file__).parent.glob("*.py"))
    source = "".join(file.read_text(encoding="utf-8") for file in files if file.name != "labels.py")
    unused = [key for key in labels.TEXTS if f'"{key}"' not in source and not key.startswith("synthetic_")]
    assert unused == []


def test_plural_follows_the_language():
    english, french = voice.Voice("en"), voice.Voice("fr")
    assert [english.level("city", n) for n in (0, 1, 2)] == ["cities", "city", "cities"]
    assert [french.level("city", n) for n in (0, 1, 2)] == ["ville", "ville", "villes"]
    assert english.level("bassin_de_vie", 2) == "bassin de vie"


def test_unknown_language_is_refused():
    with pytest.raises(ValueError, match="expected a language of en, fr, found 'de'"):
        report.render(StudyResult("x", "y"), "de")


def test_same_study_gives_the_same_bytes(tmp_path):
    report.write(study(30, 60), tmp_path / "a.html")
    report.write(study(30, 60), tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_failed_write_leaves_the_old_page_and_no_rest(tmp_path, monkeypatch):
    page = tmp_path / "a.html"
    page.write_text("old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("no")))
    with pytest.raises(OSError, match="no"):
        report.write(study(2, 1), page)
    assert page.read_text() == "old" and [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.fixture
def host(tmp_path):
    """A small server for the page that notes every request."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(tmp_path))

        def log_message(self, *args):
            asked.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("hostile", [False, True])
def test_browser_shows_the_page_without_error_or_request(host, tmp_path, hostile):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("skipped: no chromium here to show the page")
        pytest.skip("no chromium here to show the page")
    address, asked = host
    result = study(60, 120)
    payload = " ".join(PAYLOADS).replace("HOST", address)
    report.write(filled(result, payload) if hostile else result, tmp_path / "page.html")
    shown = subprocess.run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=2000",
            "--dump-dom",
            address + "/page.html",
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        # The browser is not built with the sanitizers that this test may run under.
        env={name: value for name, value in os.environ.items() if name != "LD_PRELOAD"},
    )
    assert shown.returncode == 0 and shown.stdout.count("<section") == 9
    assert "CONSOLE" not in shown.stderr, shown.stderr
    assert asked == ["/page.html"]
    assert re.search(r"<html[^>]*>", shown.stdout)[0] == '<html lang="en">'
