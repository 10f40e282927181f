"""Rates of codes, names and conversions on the official files beside the project (../shared), on one core.

    PYTHONPATH=build/dev/python .venv/bin/python tests/bench/bench_territory.py
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import tissu as ts

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "geo"


def rate(what: str, number: int, work: Callable[[], object]) -> None:
    best = min(timed(work) for _ in range(3))
    print(f"{what:55} {number / best:12,.0f} /s   {best:7.3f} s")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


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
    rate("resolve, codes", len(many), lambda: t.resolve(many, at="2025-01-01"))
    rate("find, one name a call", 20_000, lambda: [t.find(name) for name in asked[:20_000]])
    rate("match, names", len(asked), lambda: t.match({"name": asked}, "name"))
    amounts = {"id": many, "euros": np.round(draw.uniform(0, 1e6, len(many)), 2)}
    rate("convert to EPCI of 2025, rows", len(many), lambda: t.convert(amounts, "euros", "2019-01-01", "2025-01-01", kind="epci"))
    rate("table of a day, communes", len(names), lambda: t.table(kind="commune", at="2018-01-01"))


if __name__ == "__main__":
    main()
