"""Search: speed on 100,000 documents and quality on the FAQ sheets, beside SQLite's FTS5 in the same run.

    PYTHONPATH=build/release/python python tests/bench/search.py [documents]

Documents are made up: words of a Zipf law over invented French-like words. The FAQ sheets are read from
../shared/data/search/faq beside the project, where they are; their questions were not used to choose anything.
"""

import json
import math
import random
import re
import resource
import sqlite3
import sys
import time
from pathlib import Path

import tissu as ts

SYLLABLES = [c + v + e for c in ["b", "c", "d", "f", "g", "l", "m", "n", "p", "qu", "r", "s", "t", "v", "tr", "pl", "gr"]
             for v in ["a", "é", "i", "o", "u", "ou", "è", "eau"] for e in ["", "r", "n", "s", "l"]]
STOPS = "de la le les et des en un une du pour dans que sur qui par au avec est".split()
ENDINGS = ["", "s", "e", "es", "tion", "ment", "eur", "rice", "er", "ité"]


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def vocabulary(rng: random.Random, size: int) -> list[str]:
    words = set()
    while len(words) < size:
        words.add("".join(rng.choices(SYLLABLES, k=rng.randrange(1, 4))) + rng.choice(ENDINGS))
    return sorted(words, key=lambda _: rng.random())


def documents(count: int, rng: random.Random) -> list[tuple[str, str]]:
    words = vocabulary(rng, 60_000)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    total, cumulative = 0.0, []
    for weight in weights:
        total += weight
        cumulative.append(total)

    def text(length: int) -> str:
        content = rng.choices(words, cum_weights=cumulative, k=length)
        return " ".join(w if rng.random() < 0.6 else f"{rng.choice(STOPS)} {w}" for w in content)

    return [(text(rng.randrange(3, 8)), text(rng.randrange(40, 90)) + ".") for _ in range(count)]


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def fts(rows: list[tuple[str, str, str]]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE d USING fts5(id UNINDEXED, title, body)")
    db.executemany("INSERT INTO d VALUES (?, ?, ?)", rows)
    db.commit()
    return db


def fts_search(db: sqlite3.Connection, query: str, limit: int) -> list[str]:
    words = " OR ".join(f'"{w}"' for w in dict.fromkeys(re.findall(r"\w+", query.lower())))
    sql = "SELECT id FROM d WHERE d MATCH ? ORDER BY bm25(d), rowid LIMIT ?"
    return [row[0] for row in db.execute(sql, (words, limit))] if words else []


def timed(work) -> tuple[float, float, object]:
    wall, used = time.perf_counter(), cpu()
    result = work()
    return time.perf_counter() - wall, cpu() - used, result


def cpu_ms(work) -> float:
    used = time.process_time()
    work()
    return (time.process_time() - used) * 1e3


def speed(count: int) -> None:
    rng = random.Random(1)
    texts = documents(count, rng)
    size = sum(len(t.encode()) + len(b.encode()) for t, b in texts) / 1e6
    batch = ts.Batch(source="bench")
    for i, (title, body) in enumerate(texts):
        batch.add_resource(f"r:{i}", title, description=body)
    store = ts.open()
    store.apply(batch)
    snapshot_wall, _, _ = timed(store._snapshot)
    build_wall, build_cpu, _ = timed(store._index)
    print(f"{count:,} documents, {size:.1f} MB: snapshot {snapshot_wall:.2f} s, index {build_wall:.2f} s "
          f"({build_cpu:.2f} s of CPU), {size / build_wall:.1f} MB/s")
    peer_wall, peer_cpu, db = timed(lambda: fts([(f"r:{i}", t, b) for i, (t, b) in enumerate(texts)]))
    print(f"FTS5 unicode61: {peer_wall:.2f} s ({peer_cpu:.2f} s of CPU), {size / peer_wall:.1f} MB/s; "
          f"ratio of CPU {build_cpu / peer_cpu:.2f}")
    small = ts.Batch(source="bench")
    small.add_resource("r:1", "Une notice changée", description="Quelques mots de plus.")
    store.apply(small)
    store._snapshot()
    renewed_wall, renewed_cpu, _ = timed(store._index)
    print(f"one document changed: index renewed in {renewed_wall:.2f} s ({renewed_cpu:.2f} s of CPU)")
    queries = [" ".join(rng.sample((t + " " + b).split(), rng.randrange(1, 7))) for t, b in rng.sample(texts, 1000)]
    own, peer = [], []
    for query in queries:
        own.append(cpu_ms(lambda query=query: store.search(query)))
        if len(peer) < 200:
            peer.append(cpu_ms(lambda query=query: fts_search(db, query, 20)))
    facets = [cpu_ms(lambda query=query: store.search(query).facets) for query in queries[:200]]
    print(f"search, ms of CPU: median {quantile(own, 0.5):.2f}, p99 {quantile(own, 0.99):.2f}; with facets median "
          f"{quantile(facets, 0.5):.2f}, p99 {quantile(facets, 0.99):.2f}; FTS5 median {quantile(peer, 0.5):.2f}, "
          f"p99 {quantile(peer, 0.99):.2f}; ratio of medians {quantile(own, 0.5) / quantile(peer, 0.5):.2f}")


def gain(ranked: list[str], relevant: str) -> tuple[float, float]:
    if relevant not in ranked:
        return 0.0, 0.0
    return 1.0, 1 / math.log2(ranked.index(relevant) + 2)


def quality() -> None:
    folder = Path(__file__).resolve().parents[3] / "shared/data/search/faq"
    if not folder.exists():
        print("skipped: the FAQ sheets are not beside the project")
        return
    sheets = [json.loads(line) for line in (folder / "documents.jsonl").open(encoding="utf-8")]
    asked = [json.loads(line) for line in (folder / "queries.jsonl").open(encoding="utf-8")]
    batch = ts.Batch(source="faq")
    for sheet in sheets:
        batch.add_resource(f"r:{sheet['id']}", sheet["title"], description=sheet["section"] + "\n" + sheet["text"])
    store = ts.open()
    store.apply(batch)
    db = fts([(f"r:{s['id']}", s["title"], s["section"] + "\n" + s["text"]) for s in sheets])
    own = [gain([h.id for h in store.search(q["query"], limit=10)], f"r:{q['relevant']}") for q in asked]
    peer = [gain(fts_search(db, q["query"], 10), f"r:{q['relevant']}") for q in asked]
    for name, gains in (("tissu", own), ("FTS5 unicode61", peer)):
        print(f"FAQ, {name}: recall@10 {sum(g[0] for g in gains) / len(gains):.3f}, "
              f"nDCG@10 {sum(g[1] for g in gains) / len(gains):.3f}")


if __name__ == "__main__":
    quality()
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
