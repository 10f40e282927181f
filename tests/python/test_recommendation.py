"""Recommendations of a store: what was done later is foreseen, reasons are the score, weights, gaps, news."""

import math
from collections import Counter

import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

SIGNALS = ("theme", "territory", "shared", "recent", "used")


@pytest.fixture(scope="module")
def demo():
    return ts.demo(quiet=True)


# --- foreseen -------------------------------------------------------------------------------------------------------


def test_lists_foresee_the_demo_better_than_either_signal_popularity_or_distance(demo):
    trial = demo.try_recommending("2024", "2024", kinds="event")
    rows = {row["way"]: row for row in trial}
    for way in ("both", "actor"):
        for other in ("theme", "territory", "popularity", "nearest"):
            assert rows[way]["low"] > rows[other]["high"], (way, other, trial)
    assert rows["both"]["territories"] > rows["popularity"]["territories"]
    again = demo.try_recommending("2024", "2024", kinds="event")
    assert trial.table.to_dict() == again.table.to_dict()


def choosers(by):
    """Actors who choose events by their theme, or by their place, and nothing else."""
    batch = ts.Batch(source="test")
    batch.add_territory("departement:91", "Essonne")
    for n in range(6):
        batch.add_territory(f"commune:91{n:03d}", f"Commune {n}", parts_of=["departement:91"], lon=2 + n / 10, lat=48.5)
    themes = ["theme:COH.SAN", "theme:COH.EDU", "theme:RUC", "theme:ING.CDV"]
    rng = np.random.default_rng(3)
    events = []
    for n in range(80):
        year = 2020 + n // 40
        theme, place = themes[rng.integers(4)], f"commune:91{rng.integers(6):03d}"
        events.append((f"event:{n}", year, theme, place))
        batch.add_event(f"event:{n}", f"E{n}", start=f"{year}-05-{1 + n % 28:02d}", themes=[theme], territories=[place])
    for n in range(60):
        seat, theme = f"commune:91{n % 6:03d}", themes[n % 4]
        batch.add_person(f"person:{n}", f"P{n}", territory=seat, themes=[theme])
        for year in (2020, 2021):
            liked = [e for e in events if e[1] == year and (e[2] == theme if by == "theme" else e[3] == seat)]
            for event, *_ in liked[:2]:
                batch.add_participation(event, f"person:{n}", status="PRE")
    store = ts.open()
    store.apply(batch)
    return store


@pytest.mark.parametrize("by", ["theme", "territory"])
def test_learned_weights_find_what_actors_choose_by(by):
    store = choosers(by)
    weights = store.learn_weights("2021", "2021", kinds="event")
    row = dict(zip(weights["signal"].tolist(), weights["weight"].tolist()))
    assert max(row, key=row.get) == by
    assert sum(row.values()) == pytest.approx(1)
    assert weights["choices"][0] > 50 and weights["gain"][0] > 1
    better = store.try_recommending("2021", "2021", kinds="event", weights=weights)
    usual = store.try_recommending("2021", "2021", kinds="event")
    assert better["ndcg"][1] >= usual["ndcg"][1]
    listed = store.recommend(actor="person:1", kinds="event", weights=weights, seen=True)
    assert set(listed.parts["signal"].tolist()) <= set(SIGNALS)


def test_nothing_later_is_known_and_nothing_chosen_gives_the_usual_weights(demo):
    none = demo.learn_weights("1990", "1990", kinds="event")
    assert none["weight"].tolist() == none["usual"].tolist() and set(none["choices"].tolist()) == {0}
    empty = demo.try_recommending("1990", "1990")
    assert np.isnan(empty["ndcg"]).all()
    for wrong in (("2024", "2020"), ("", "2020")):
        with pytest.raises(ts.InvalidArgument, match="expected"):
            demo.learn_weights(*wrong)
    with pytest.raises(ts.InvalidArgument, match="kind"):
        demo.learn_weights("2020", "2021", kinds="actor")


# --- reasons --------------------------------------------------------------------------------------------------------


def requests(n):
    rng = np.random.default_rng(11)
    themes = ["santé mentale", "theme:COH.EDU", "theme:RUC", "theme:ING.CDV", "theme:COH"]
    places = ["Évry-Courcouronnes", "Grigny", "departement:77", "Créteil"]
    for i in range(n):
        yield (themes[rng.integers(len(themes))] if i % 3 else None, places[rng.integers(len(places))] if i % 2 or i % 3 == 0 else None,
               f"person:SYN-{1 + rng.integers(5000):06d}" if i % 5 == 0 else None)


def test_the_first_reason_is_the_one_whose_loss_costs_most(demo):
    """Each score is computed again without each of its signals, by asking again with a weight of 0."""
    checked = 0
    for theme, territory, actor in requests(25):
        ask = {"theme": theme, "territory": territory, "actor": actor, "limit": 4, "kinds": ("resource", "event")}
        usual = dict(zip(SIGNALS, (0.5, 0.35, 1.0, 0.1, 0.05)))
        found = demo.recommend(**ask)
        parts = list(found.parts)
        for row in found:
            own = [part for part in parts if part["id"] == row["id"]]
            everything = {"limit": 4000} | {name: value for name, value in ask.items() if name != "limit"}
            drop = {}
            for part in own:
                without = {kind: usual | {part["signal"]: 0.0} for kind in ask["kinds"]}
                scores = {r["id"]: r["score"] for r in demo.recommend(**everything, weights=without)} if checked < 12 else None
                rest = sum(p["weight"] for p in own if p is not part)  # weights are divided by their sum
                again = scores[row["id"]] * rest if scores else row["score"] - part["contribution"]
                drop[part["signal"]] = row["score"] - again
            assert drop[own[0]["signal"]] >= max(drop.values()) - 1e-12
            assert sum(drop.values()) == pytest.approx(row["score"])
            french, english = (found.explain(row["id"], lang) for lang in ("fr", "en"))
            assert french.startswith("« ") and english.startswith('"') and french != english
            checked += 1
    assert checked == 100


# --- fairness and diversity -----------------------------------------------------------------------------------------


def departements(store, ids):
    home = {row["id"]: row["territories"].split("|") for row in store.events.table()}
    places = {}
    for row in store.query("SELECT a.code AS child, p.code AS parent FROM territory_part t JOIN territory a ON a.id = t.territory_id "
                           "JOIN territory p ON p.id = t.part_of_id WHERE p.code LIKE 'departement:%'"):
        child, parent = row.values()
        places[child] = parent
    return Counter(next((places.get(place) for place in home[id] if place in places), None) for id in ids)


def test_fairness_shows_more_territories_and_keeps_to_its_cap(demo):
    ask = {"theme": "theme:COH", "territory": "Évry-Courcouronnes", "kinds": "event", "limit": 20, "widen": True, "diversity": 0.3}
    plain = demo.recommend(**ask)
    for cap in (0.0, 0.05, 0.3):
        fair = demo.recommend(**ask, fairness=1.0, most_loss=cap)
        loss = 1 - sum(fair.table["score"]) / sum(plain.table["score"])
        assert loss <= cap + 1e-12
        assert "fairness" in fair.table.note
        assert len(departements(demo, fair.table["id"].tolist())) >= len(departements(demo, plain.table["id"].tolist()))
    for wrong in ({"fairness": 2}, {"most_loss": -0.1}, {"weights": {"event": {"theme": -1}}}, {"weights": {"event": {"luck": 1}}},
                  {"weights": {"thing": {"theme": 1}}}):
        with pytest.raises(ts.InvalidArgument, match="expected"):
            demo.recommend("santé", **wrong)


def test_weights_of_one_signal_rank_by_that_signal(demo):
    only = {kind: {"recent": 1.0} for kind in ("resource", "event")}
    found = demo.recommend("theme:COH", kinds=("resource", "event"), limit=20, weights=only)
    assert set(found.parts["signal"].tolist()) == {"recent"}
    assert found.table["score"].tolist() == found.parts["value"].tolist()


# --- newcomers, news, gaps ------------------------------------------------------------------------------------------


def test_a_starter_is_mixed_without_persons_and_used(demo):
    first = demo.starter("santé mentale", "Évry-Courcouronnes", limit=8)
    assert Counter(first.table["kind"].tolist()) == {"actor": 2, "event": 2, "partnership": 2, "resource": 2}
    assert not any(id.startswith("person:") for id in first.table["id"].tolist())
    assert "used" in set(first.parts["signal"].tolist())


def test_a_digest_is_what_began_since(demo):
    news = demo.digest(theme="santé", territory="Essonne", since="2024-01-01", until="2024-07-01", limit=5)
    assert 0 < len(news) <= 15
    assert all(np.datetime64("2024-01-01") <= date < np.datetime64("2024-07-01") for date in news["date"])
    assert Counter(news["kind"].tolist()).most_common(1)[0][1] <= 5
    actor = "person:SYN-013346"
    own = {row["code"] for row in demo.query(
        "SELECT a.code AS code FROM activity_actor m JOIN activity a ON a.id = m.activity_id JOIN actor p ON p.id = m.actor_id "
        "WHERE p.code = ? AND m.status = 'PRE'", (actor,))}
    assert own and not own & set(demo.digest(actor, since="2001", limit=3000)["id"].tolist())
    with pytest.raises(ts.InvalidArgument, match="since"):
        demo.digest(actor, since=None)


THEMES = ["theme:COH", "theme:COH.SAN", "theme:COH.SAN.MEN", "theme:RUC"]
PLACES = ["departement:91", "commune:91228", "commune:77001"]
FACT = st.tuples(st.sampled_from(THEMES), st.sampled_from(PLACES), st.integers(2018, 2021))


@settings(max_examples=25, deadline=None)
@given(st.lists(FACT, max_size=8), st.lists(FACT, max_size=8), st.sampled_from(["theme", "territory"]), st.booleans(), st.booleans(), st.booleans())
def test_gaps_are_shares_of_needs_less_shares_of_offers(needs, offers, by, about, inside, level):
    batch = ts.Batch(source="test")
    batch.add_territory("departement:91", "Essonne")
    batch.add_territory("commune:91228", "Évry", parts_of=["departement:91"])
    batch.add_territory("commune:77001", "Achères")
    for n, (theme, place, year) in enumerate(needs):
        batch.add_need(f"need:{n}", theme=theme, territory=place, date=str(year))
    for n, (theme, place, year) in enumerate(offers):
        batch.add_event(f"event:{n}", f"E{n}", themes=[theme], territories=[place], start=str(year))
    store = ts.open()
    store.apply(batch)
    options = {"theme": "theme:COH.SAN" if about else None, "territory": "departement:91" if inside else None,
               "level": "departement" if level else None, "since": "2019", "until": "2020"}
    found = store.needs_gap(by, **options)
    in_91 = {"departement:91", "commune:91228"}

    def counted(rows):
        kept = [(t, p) for t, p, y in rows if 2019 <= y <= 2020 and (not about or t.startswith("theme:COH.SAN")) and (not inside or p in in_91)]
        if by == "theme":
            return Counter(t for t, _ in kept)
        return Counter(p if not level else "departement:91" for _, p in kept if not level or p in in_91)

    asked, offered = counted(needs), counted(offers)

    def share(counts, key):
        return counts[key] / sum(counts.values()) if counts else math.nan

    expected = {key: (asked[key], offered[key], share(asked, key) - share(offered, key)) for key in set(asked) | set(offered)}
    assert {row["id"]: (row["needs"], row["offers"]) for row in found} == {key: row[:2] for key, row in expected.items()}
    for row in found:
        assert row["gap"] == pytest.approx(expected[row["id"]][2], nan_ok=True)
    gaps = [gap for gap in found["gap"].tolist() if not math.isnan(gap)]
    assert gaps == sorted(gaps, reverse=True)


def test_the_planted_gap_is_the_first(demo):
    assert demo.needs_gap("theme")["id"][0] == "theme:COH.SAN.MEN"
    by_place = demo.needs_gap("territory", level="departement")
    assert set(by_place["id"].tolist()) >= {"departement:77", "departement:91", "departement:94"}
    for wrong in ({"by": "colour"}, {"kinds": "actor"}):
        with pytest.raises(ts.InvalidArgument, match="expected"):
            demo.needs_gap(**wrong)
    with pytest.raises(ts.NotFound, match="level"):
        demo.needs_gap("territory", level="galaxy")


def test_themes_an_actor_says_it_works_on_are_kept(tmp_path):
    batch = ts.Batch(source="test")
    batch.add_organisation("org:1", "A", themes=["theme:RUC", "theme:COH.SAN"])
    batch.add_organisation("org:2", "B", themes=["theme:COH.SAN", "theme:COH.EDU"])
    store = ts.open()
    store.apply(batch)
    store.export(tmp_path / "package")
    again = ts.open()
    again.load(tmp_path / "package")
    said = "SELECT a.code AS actor, t.code AS theme FROM actor_theme x JOIN actor a ON a.id = x.actor_id JOIN theme t ON t.id = x.theme_id ORDER BY 1, x.position, 2"
    rows = [tuple(row.values()) for row in again.query(said)]
    assert rows == [("org:1", "theme:RUC"), ("org:1", "theme:COH.SAN"), ("org:2", "theme:COH.SAN"), ("org:2", "theme:COH.EDU")]
    assert {hit.id for hit in store.search(theme="theme:RUC", kinds="actor")} == {"org:1"}
    store.merge("org:1", "org:2")
    assert {row["c"] for row in store.query("SELECT t.code AS c FROM actor_theme x JOIN theme t ON t.id = x.theme_id")} == {
        "theme:RUC", "theme:COH.SAN", "theme:COH.EDU"}
