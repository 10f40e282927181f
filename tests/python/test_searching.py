"""Search as people use it: acronyms, spelling, phrases, sentences for themes; classification; coming events."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tissu as ts


def store_of(*titles, **options):
    batch = ts.Batch(source="test")
    for i, title in enumerate(titles):
        batch.add_resource(f"r:{i}", title, **options)
    store = ts.open()
    store.apply(batch)
    return store


def ids(hits):
    return [hit.id for hit in hits]


@pytest.fixture(scope="module")
def places():
    batch = ts.Batch(source="test")
    batch.add_territory("region:11", "Île-de-France")
    batch.add_territory("departement:91", "Essonne", parts_of=["region:11"])
    batch.add_territory("departement:77", "Seine-et-Marne", parts_of=["region:11"])
    batch.add_territory("commune:91228", "Évry-Courcouronnes", parts_of=["departement:91"], population=66000, lon=2.43, lat=48.63)
    batch.add_territory("commune:91521", "Ris-Orangis", parts_of=["departement:91"], population=29000, lon=2.41, lat=48.65)
    batch.add_territory("commune:1", "Saint-Martin", parts_of=["departement:77"], population=100)
    batch.add_territory("commune:2", "Saint-Martin", parts_of=["departement:91"], population=900)
    batch.add_organisation("org:1", "Centre de ressources politique de la ville (CRPV)", territory="commune:91228")
    batch.add_organisation("org:2", "Régie de quartier", aliases=["RQ", "Régie du Canal"], territory="commune:91521")
    for i, (start, end, mode, place) in enumerate([("2024-03-05", "", "PRES", "commune:91521"), ("2024-03-01", "2024-03-10", "DIST", "commune:1"),
                                                   ("2024-02", "", "PRES", "commune:91228"), ("2025-01-01", "", "PRES", "departement:91"), ("", "", "PRES", "commune:91521")]):
        batch.add_event(f"event:{i}", f"Rencontre {i}", start=start or None, end=end or None, mode=mode, territories=[place],
                        themes=["theme:COH.SAN.MEN" if i % 2 else "theme:COH.SAN"])
    store = ts.open()
    store.apply(batch)
    return store


def test_acronyms_find_what_they_stand_for_and_back():
    batch = ts.Batch(source="test")
    batch.add_theme("sigle:GUSP", "Gestion urbaine et sociale de proximité", alt_labels=["GUSP"])
    batch.add_resource("r:1", "La GUSP en dix fiches")
    batch.add_resource("r:2", "Une gestion urbaine et sociale de proximité qui dure")
    batch.add_resource("r:3", "Une gestion de stocks")
    batch.add_resource("r:4", "Quartier prioritaire de la politique de la ville : atlas")
    batch.add_resource("r:5", "Atlas des QPV")
    store = ts.open()
    store.apply(batch)
    assert ids(store.search("GUSP")) == ["r:1", "r:2"]
    assert set(ids(store.search("gestion urbaine et sociale de proximité"))) >= {"r:1", "r:2"}
    assert set(ids(store.search("Q.P.V."))) == {"r:4", "r:5"}
    assert {"r:4", "r:5"} <= set(ids(store.search("quartier prioritaire de la politique de la ville")))


def test_words_that_stand_together_come_first():
    store = store_of("politique culturelle et ville nouvelle : une histoire", "la politique de la ville : une histoire nouvelle")
    assert ids(store.search("politique de la ville")) == ["r:1", "r:0"]


def test_misspelt_names_are_found_beside_known_words(places):
    assert "org:2" in ids(places.search("régie du cannal"))
    batch = ts.Batch(source="test")
    batch.add_organisation("org:1", "Courcouronnes Emploi")
    store = ts.open()
    store.apply(batch)
    assert ids(store.search("courcourones")) == ["org:1"]


def test_stop_words_alone_are_looked_for():
    store = store_of("Celles et ceux", "Toutes et tous", "Rien d'autre")
    assert ids(store.search("ceux")) == ["r:0"]
    assert ids(store.search("celleux")) == ["r:0"]
    assert ids(store.search("tous·tes")) == ["r:1"]


def test_pages_never_overlap_whatever_their_size():
    titles = [f"Atelier {'santé ' * (i % 4)}{'ville ' * (i % 3)}quartier" for i in range(300)]
    store = store_of(*titles)
    whole = ids(store.search("santé ville quartier", limit=300))
    for size in (7, 50, 199):
        assert sum((ids(store.search("santé ville quartier", limit=size, offset=at)) for at in range(0, 300, size)), []) == whole
    scores = [hit.score for hit in store.search("santé ville quartier", limit=300)]
    assert scores == sorted(scores, reverse=True)


words = st.lists(st.sampled_from("santé ville élu·e·s habitants quartier GUSP jeunes la de école mentale".split()), min_size=1, max_size=6)


@given(st.lists(words, min_size=1, max_size=12), st.lists(st.tuples(st.integers(0, 14), words), max_size=6), words)
@settings(max_examples=40, deadline=None)
def test_an_index_renewed_is_an_index_made_anew(first, later, query):
    store = ts.open()
    for changes in (list(enumerate(first)), later):
        batch = ts.Batch(source="test")
        for i, title in dict(changes).items():
            batch.add_resource(f"r:{i}", " ".join(title))
        store.apply(batch)
        renewed = store.search(" ".join(query))
    store._catalogue = None
    anew = store.search(" ".join(query))
    assert renewed.table.to_dict() == anew.table.to_dict() and renewed.total == anew.total


def test_english_resources_are_read_as_english():
    store = store_of("The housing policies of cities", language="en")
    assert ids(store.search("house policy city")) == ["r:0"]
    assert ids(store.search("the")) == ["r:0"]


def test_a_sentence_may_name_a_theme(places):
    assert {h.id for h in places.search(theme="la santé mentale des jeunes", kinds="event")} == {"event:1", "event:3"}
    with pytest.raises(ts.NotFound):
        places.search(theme="la recette du gâteau au chocolat")


def test_classification_says_which_words_decided(places):
    found = places.classify("Une formation sur la santé mentale et le logement des jeunes", limit=20)
    assert found[0]["theme"] == "theme:COH.SAN.MEN"
    assert "mentale" in found[0]["reason"] and "Santé mentale" in found[0]["reason"]
    scores = found["score"].tolist()
    assert scores == sorted(scores, reverse=True) and all(0 < s <= 1 for s in scores)
    assert len(places.classify("", limit=5)) == 0
    with pytest.raises(ts.NotFound):
        places.classify("santé", scheme="no-such-scheme")


def test_places_named_in_a_text(places):
    found = {row["territory"]: row for row in places.classify("À Ris-Orangis et à Saint-Martin, en Essonne", scheme="territory", limit=10)}
    assert set(found) == {"commune:91521", "commune:2", "departement:91"}
    both = {row["territory"]: row["score"] for row in places.classify("À Saint-Martin", scheme="territory")}
    assert both == {"commune:2": pytest.approx(901 / 1002), "commune:1": pytest.approx(101 / 1002)}
    assert len(places.classify("les riches heures d'essonne", scheme="territory")) == 0


def test_upcoming_events(places):
    assert places.upcoming(at="2024-03-03")["id"].tolist() == ["event:1", "event:0", "event:3"]
    assert places.upcoming(at="2024-02-15")["id"].tolist() == ["event:2", "event:1", "event:0", "event:3"]
    near = places.upcoming(near="Ris-Orangis", at="2024-01-01", or_online=False)
    assert near["id"].tolist() == ["event:0", "event:3"]
    close = places.upcoming(near="Ris-Orangis", km=5, at="2024-01-01")
    assert close["id"].tolist() == ["event:2", "event:1", "event:0", "event:3"]
    assert close["km"][0] == pytest.approx(2.67, abs=0.1)
    assert places.upcoming(theme="santé mentale", at="2024-01-01")["id"].tolist() == ["event:1", "event:3"]
    with pytest.raises(ts.InvalidArgument):
        places.upcoming(km=5, at="2024-01-01")
    with pytest.raises(ts.InvalidArgument):
        places.upcoming(at="soon")


ALPHABET = string.printable + "éÉœ·’•‧∙⋅・‑()·\u0301\u200b\ufeff\ud7ff\uffff\U0001f600\x00"


def test_random_strings_never_raise(places):
    rng = random.Random(7)
    for _ in range(20_000):
        places.search("".join(rng.choices(ALPHABET, k=rng.randrange(40))), limit=3)


@given(st.text(max_size=200), st.sampled_from(["theme", "territory"]))
@settings(max_examples=200, deadline=None)
def test_any_text_may_be_classified(places, text, scheme):
    assert all(0 < row["score"] <= 1 for row in places.classify(text, scheme=scheme))
