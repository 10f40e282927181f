"""Which theme a person means by a code, a label, a word or a sentence, and what is said where there is doubt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tissu as ts


def store_of(*themes, concepts=()):
    batch = ts.Batch(source="test")
    batch.add_territory("departement:91", "Essonne")
    batch.add_territory("commune:91286", "Grigny", parts_of=["departement:91"])
    for code, label in concepts:
        batch.add_theme(code, label)
    for i, theme in enumerate(themes):
        batch.add_resource(f"r:{i}", f"Document {i}", themes=[theme], territories=["commune:91286"])
    store = ts.open()
    store.apply(batch)
    return store


@pytest.fixture(scope="module")
def demo():
    return ts.demo(quiet=True)


@pytest.fixture(scope="module")
def mixed():
    return store_of("theme:EDE.EMP", "theme:COH.SAN.MEN", "voc:9", concepts=[("voc:9", "Sobriété foncière"), ("idle:1", "Paniers de basse-cour")])


def asked(recommendation):
    return recommendation.table.note.rpartition("recommended for ")[2].split()[0].rstrip(":")


@pytest.mark.parametrize(("text", "code"), [
    ("theme:EDE", "theme:EDE"),
    ("EDE.EMP", "theme:EDE.EMP"),
    ("santé mentale", "theme:COH.SAN.MEN"),
    ("Mental health", "theme:COH.SAN.MEN"),
    ("GUSP", "theme:RUC.GUSP"),  # also the code of a type of partnership
    ("l'emploi et les insertions professionnelles", "theme:EDE.EMP"),  # the words of a label
    ("Q2030:SURETE", "Q2030:SURETE"),
    ("q2030:surete", "Q2030:SURETE"),
    ("partnership_type:PRU", "partnership_type:PRU"),
])
def test_codes_and_labels_leave_no_doubt(demo, text, code):
    r = demo.recommend(text, "Grigny", limit=3)
    assert asked(r) == code
    assert "understood" not in r.notice
    assert demo.search(theme=text).understood == ""


@pytest.mark.parametrize(("text", "code", "also"), [
    ("emploi", "theme:EDE.EMP", "theme:EDE"),
    ("jeunes", "theme:COH.JEU", "theme:COH.SAN.JEU"),
    ("logement", "theme:RUC.HAB", ""),
    ("l'emploi des jeunes dans les quartiers", "theme:EDE.EMP", "theme:COH.JEU"),
])
def test_words_and_sentences_say_how_they_were_read(demo, text, code, also):
    r = demo.recommend(text, "Évry-Courcouronnes", limit=3)
    assert asked(r) == code
    first = repr(r).splitlines()[0]
    assert first.startswith("theme understood: ") and f"({code})" in first and also in first
    assert r.table.note.startswith(first)
    hits = demo.search(theme=text)
    assert hits.understood == first
    assert hits.total == demo.search(theme=code).total
    assert first in repr(hits).splitlines()[0] and first in hits._repr_html_().replace("&#x27;", "'")
    assert first in hits.table.note


@pytest.mark.parametrize(("text", "near"), [
    ("rénovation urbaine", "theme:RUC.NPN"),  # words of a type of partnership
    ("quartier", "theme:"),  # the beginning of four concepts of Q2030, and in five themes
    ("PRU", "partnership_type:PRU"),
    ("santé mentalle", "theme:COH.SAN.MEN"),
    ("guide", "resource_type:GUI"),
])
def test_concepts_nobody_uses_are_named_but_never_taken(demo, text, near):
    for ask in (lambda: demo.search(theme=text), lambda: demo.recommend(text, "Grigny"), lambda: demo.upcoming(theme=text, at="2024"),
                lambda: demo.needs_gap(theme=text)):
        with pytest.raises(ts.NotFound, match=near):
            ask()


def test_a_scheme_in_use_is_meant_where_themes_do_not_fit(mixed):
    for text in ("Sobriété foncière", "sobriété"):
        assert [hit.id for hit in mixed.search(theme=text, kinds="resource")] == ["r:2"]
        assert asked(mixed.recommend(text, "Grigny")) == "voc:9"
    with pytest.raises(ts.NotFound, match="idle:1"):
        mixed.search(theme="paniers de basse-cour")


@given(st.text(max_size=30) | st.sampled_from(["quartier", "emploi", "santé", "ville", "urbain", "actrices", "a", "é", " "]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_theme_or_an_error_and_the_same_everywhere(mixed, text):
    def answer(ask):
        try:
            return ask()
        except ts.NotFound as error:
            return str(error)

    if not text:
        return
    meant = answer(lambda: asked(mixed.recommend(text, kinds="resource")))
    gap = answer(lambda: mixed.needs_gap("theme", theme=text).note)
    assert meant.startswith("expected a theme") == gap.startswith("expected a theme")
    if not meant.startswith("expected"):
        assert meant.startswith(("theme:", "voc:")) or ":" in text
        assert mixed.search(theme=text).total == mixed.search(theme=meant).total


def test_nothing_about_the_theme_is_said_first(mixed):
    r = mixed.recommend("culture et expression artistique", "Grigny", lang="fr")
    assert r.notice == "rien n'a été trouvé sur : Culture et expression artistique (theme:COH.CUL)"
    assert len(r) and repr(r).splitlines()[0] == r.notice and r.table.note.startswith(r.notice)
    assert r.notice.replace("'", "&#x27;") in r._repr_html_().split("<table")[0]
    assert mixed.recommend("theme:COH.CUL", "Grigny").notice == "nothing was found about: Culture and artistic expression (theme:COH.CUL)"
    assert mixed.recommend("theme:EDE.EMP", "Grigny").notice == ""
    assert repr(mixed.recommend("culture", kinds="event")).startswith("theme understood: ")


def test_words_are_in_the_language_asked(demo):
    french = demo.recommend("emploi", "Grigny", limit=4, lang="fr")
    assert french.notice.startswith("thème compris : Emploi et insertion professionnelle")
    for id, reasons in zip(french.table["id"], french.table["reasons"]):
        for part in reasons.split("; "):
            assert part in french.explain(id, "fr")
    english = demo.recommend("emploi", "Grigny", limit=4)
    assert english.table["id"].tolist() == french.table["id"].tolist()
    assert english.table["reasons"].tolist() != french.table["reasons"].tolist()
    news = demo.digest(theme="emploi", since="2023", limit=2, lang="fr")
    assert all("thème" in reasons for reasons in news["reasons"])
    assert all("thème" in reasons for reasons in demo.starter("emploi", lang="fr").table["reasons"])
    with pytest.raises(ts.InvalidArgument, match="fr or en, found \"de\""):
        demo.recommend("emploi", lang="de")


def test_the_ending_says_what_is_written(mixed, tmp_path):
    first = {".bib": b"@", ".RIS": b"TY", ".ics": b"BEGIN:VCALENDAR", ".jsonld": b"{", ".geojson": b"{", ".sqlite": b"SQLite", ".xml": b"<?xml"}
    for ending, begin in first.items():
        mixed.export(tmp_path / f"e{ending}")
        assert (tmp_path / f"e{ending}").read_bytes().lstrip().startswith(begin), ending
    mixed.export(tmp_path / "folder")
    assert (tmp_path / "folder" / "resources.csv").is_file()
    for ending in (".zip", ".csv", ".v2"):
        with pytest.raises(ts.Unsupported, match=r"\.bib, .*found '\%s'" % ending):
            mixed.export(tmp_path / f"e{ending}")
        assert not (tmp_path / f"e{ending}").exists()
    mixed.export(tmp_path / "base.v2", format="package")
    assert (tmp_path / "base.v2" / "resources.csv").is_file()
