"""Quality and speed of the recommendations of a store.

    PYTHONPATH=build/bench/python .venv/bin/python tests/bench/recommend_store.py [quality] [speed] [--items N]

quality: the demo base, known up to a day, against what was done in the year after it; weights are learned on the year
before. speed: a generated store in memory; a cold request (theme and commune) and a warm one (an actor, theme and
commune; an actor alone), every kind, lists of 10, CPU and wall time of single requests one after the other.
"""

import argparse
import time

import numpy as np
import tissu as ts

KINDS = ("resource", "event", "actor", "partnership")


def quality() -> None:
    store = ts.demo(quiet=True)
    for kind in ("event", "resource"):
        weights = store.learn_weights("2023", "2023", kinds=kind)
        print(f"{kind}: learned on 2023: " + ", ".join(f"{s} {w:.2f}" for s, w in zip(weights["signal"], weights["weight"])))
        for name, given in (("usual weights", None), ("learned weights", weights)):
            trial = store.try_recommending("2024", "2024", kinds=kind, weights=given)
            print(f"{kind}, 2024, {name}: {trial.table.note}")
            for row in trial:
                print(f"  {row['way']:>10} {row['ndcg']:.4f} [{row['low']:.4f}, {row['high']:.4f}] "
                      f"items {row['items']:.2f} territories {row['territories']:.2f}")


def generated(items: int) -> ts.Store:
    """Half resources, three tenths events, a twentieth partnerships, the others organisations."""
    rng = np.random.default_rng(5)
    batch = ts.Batch(source="generated")
    batch.add_territory("region:11", "Région")
    for d in range(8):
        batch.add_territory(f"departement:{d}", f"Département {d}", parts_of=["region:11"])
    for e in range(160):
        batch.add_territory(f"epci:{e}", f"EPCI {e}", parts_of=[f"departement:{e % 8}"])
    communes = [f"commune:{c}" for c in range(1300)]
    for c, code in enumerate(communes):
        batch.add_territory(code, f"Commune {c}", parts_of=[f"epci:{c % 160}"], lon=1.5 + rng.random() * 2, lat=48 + rng.random())
    with ts.open() as schemes:
        themes = [row["id"] for row in schemes.themes.table() if row["id"].startswith("theme:")]
    rng.shuffle(themes)  # some are used much, wherever they stand in the tree
    def about(n): return [themes[i] for i in (rng.random(n) ** 2 * len(themes)).astype(int)]
    def place(): return communes[int(rng.random() ** 2 * 1300)]
    actors = [f"org:{n}" for n in range(items * 3 // 20)]
    for code in actors:
        batch.add_organisation(code, f"Organisation {code}", territory=place())
    taste = {code: about(2) for code in actors}
    by_theme: dict[str, list[str]] = {}
    for n in range(items // 2):
        own = about(2)
        by_theme.setdefault(own[0], []).append(f"resource:{n}")
        batch.add_resource(f"resource:{n}", f"Ressource {n}", themes=own, territories=[place()] if n % 3 else [], issued=str(2000 + n % 25))
    for n in range(items * 3 // 10):
        own = about(2)
        batch.add_event(f"event:{n}", f"Rencontre {n}", themes=own, territories=[place()], start=f"{2000 + n % 25}-06-{1 + n % 28:02d}")
        by_theme.setdefault(own[0], []).append(f"event:{n}")
    for n in range(items // 20):
        pair = rng.choice(len(actors), 3, replace=False)
        batch.add_partnership(f"partnership:{n}", f"Accord {n}", [actors[i] for i in pair], themes=about(1), since=str(2000 + n % 25))
    for code in actors:
        for _ in range(4 + int(rng.exponential(8))):
            liked = by_theme.get(taste[code][rng.integers(2)]) or by_theme[themes[0]]
            item = liked[int(rng.random() ** 3 * len(liked))]
            if item.startswith("event"):
                batch.add_participation(item, code, status="PRE")
            else:
                batch.add_use(item, actor=code, date="2020-01-01")
    store = ts.open()
    store.apply(batch, strict=False)
    return store


def timed(name: str, ask, n: int = 400) -> None:
    for i in range(20):
        ask(i)
    wall, cpu = [], time.process_time()
    for i in range(n):
        start = time.perf_counter()
        ask(i + 20)
        wall.append(time.perf_counter() - start)
    cpu = (time.process_time() - cpu) / n
    p50, p95 = np.quantile(wall, [0.5, 0.95]) * 1e3
    print(f"{name}: {cpu * 1e3:.3f} ms of CPU on average, wall p50 {p50:.3f} ms, p95 {p95:.3f} ms", flush=True)


def speed(items: int) -> None:
    start = time.process_time()
    store = generated(items)
    print(f"store of {items} items made in {time.process_time() - start:.1f} s of CPU", flush=True)
    start = time.process_time()
    store._index()
    print(f"catalogue: {time.process_time() - start:.1f} s of CPU")
    start = time.process_time()
    store._recommender()
    print(f"recommender: {time.process_time() - start:.2f} s of CPU")
    start = time.process_time()
    store.recommend(actor="org:1", kinds=KINDS)
    print(f"first request of an actor: {time.process_time() - start:.2f} s of CPU", flush=True)
    rng = np.random.default_rng(8)
    themes = [row["id"] for row in store.themes.table() if row["id"].startswith("theme:")]
    asked = [(themes[rng.integers(len(themes))], f"commune:{rng.integers(1300)}", f"org:{rng.integers(items * 3 // 20)}") for _ in range(420)]
    timed("cold (theme and commune)", lambda i: store.recommend(asked[i][0], asked[i][1], kinds=KINDS))
    timed("warm (actor)", lambda i: store.recommend(actor=asked[i][2], kinds=KINDS))
    timed("warm (theme, commune and actor)", lambda i: store.recommend(*asked[i], kinds=KINDS))
    timed("warm, diverse and fair", lambda i: store.recommend(*asked[i], kinds=KINDS, diversity=0.3, fairness=0.3))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["quality", "speed"])
    parser.add_argument("--items", type=int, default=100_000)
    given = parser.parse_args()
    if "quality" in given.parts:
        quality()
    if "speed" in given.parts:
        speed(given.items)


if __name__ == "__main__":
    main()
