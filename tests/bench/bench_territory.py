"""Rates of codes, names and conversions on the official files beside the project (../shared), on one core.

    PYTHONPATH=build/release/python .venv/bin/python tests/bench/bench_territory.py

Rates are per second of processor time, so that other work on the machine does not count; wall time beside. Asked for
are 1,000,000 codes and 100,000 names a second. Names come as published, and as people write them: in capitals without
accents and hyphens, with St for Saint, without the article.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np

import tissu as ts

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "geo"


def rate(what: str, number: int, work: Callable[[], object]) -> None:
    best = min(processor_time(work) for _ in range(3))
    wall = min(timed(work) for _ in range(3))
    print(f"{what:55} {number / best:12,.0f} /s   {best:7.3f} s   wall {wall:7.3f} s")


def processor_time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def as_people_write(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper().replace("-", " ")
    return plain.replace("SAINT ", "ST ").removeprefix("LE ").removeprefix("LA ").removeprefix("LES ")


def main() -> None:
    if not SHARED.exists():
        print(f"skipped: {SHARED} is not there")
        return
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    store = ts.open()
    print(f"load {timed(lambda: store.load(SHARED / 'cog2026')):.2f} s, {timed(lambda: store.load(SHARED / 'epci_history')):.2f} s")
    print(f"index {timed(store._places):.2f} s")
    t = store.territories
    draw = np.random.default_rng(0)
    lists = [t.table(kind="commune", at=f"{year}-01-01") for year in (2015, 2019, 2026)]
    codes = np.concatenate([table["id"] for table in lists])
    names = lists[-1]["name"]
    many = codes[draw.integers(0, len(codes), 1_000_000)]
    asked = names[draw.integers(0, len(names), 100_000)]
    typed = [as_people_write(name) for name in asked]
    rate("resolve, array of codes", len(many), lambda: t.resolve(many, at="2025-01-01"))
    as_list = list(many)
    rate("resolve, list of codes", len(many), lambda: t.resolve(as_list, at="2025-01-01"))
    bare = [code[8:] for code in as_list]
    rate("resolve, list of codes without scheme", len(many), lambda: t.resolve(bare, at="2025-01-01"))
    rate("find, one name a call", 20_000, lambda: [t.find(name) for name in asked[:20_000]])
    rate("find, one name a call as people write it", 20_000, lambda: [t.find(name) for name in typed[:20_000]])
    rate("find, names in one call, ten answers each", len(asked), lambda: t.find(asked))
    rate("find, as people write them, one answer each", len(asked), lambda: t.find(typed, limit=1))
    rate("find, names as of a day, one answer each", len(asked), lambda: t.find(asked, limit=1, at="2018-06-01"))
    rate("match, names", len(asked), lambda: t.match({"name": asked}, "name"))
    rate("match, names as of a day", len(asked), lambda: t.match({"name": asked}, "name", at="2018-06-01"))
    wrong = [name.replace("e", "a", 1) + "s" for name in typed[:2000]]
    rate("find, misspelt names", len(wrong), lambda: t.find(wrong, limit=1))
    amounts = {"id": many, "euros": np.round(draw.uniform(0, 1e6, len(many)), 2)}
    rate("convert to EPCI of 2025, rows", len(many), lambda: t.convert(amounts, "euros", "2019-01-01", "2025-01-01", kind="epci"))
    rate("table of a day, communes", len(names), lambda: t.table(kind="commune", at="2018-01-01"))


if __name__ == "__main__":
    main()
