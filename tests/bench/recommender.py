"""Quality, time and memory of the generic recommender.

    PYTHONPATH=build/bench/python .venv/bin/python tests/bench/recommender.py [--data FOLDER] [MODEL ...]

FOLDER holds train.txt.gz and test.txt.gz, one user a line: `user item item ...` (default: Gowalla beside the
project). MODEL is auto, spectral, fast (spectral, rank 512, 200 neighbours), cooccurrence, ease, popularity, or
speed (a million generated uses). `--validate` holds out a fifth of train and never opens the test: the way to
choose anything. Without it the test is read once, after fitting. Each model runs in a process of its own.
"""

import argparse
import gzip
import multiprocessing
import resource
import time
from pathlib import Path

import numpy as np
import tissu as ts

GOWALLA = Path(__file__).resolve().parents[3] / "shared" / "data" / "recsys" / "gowalla"
FAST = {"model": "spectral", "rank": 512, "neighbours": 200}


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    users, items = [], []
    with gzip.open(path, "rt", encoding="ascii") as lines:
        for line in lines:
            user, *used = map(int, line.split())
            users += [user] * len(used)
            items += used
    return np.array(users), np.array(items)


def generated(uses: int = 1_000_000, users: int = 50_000, items: int = 100_000) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(42)
    user = (rng.random(uses) ** 1.7 * users).astype(np.int64)
    near = (user * 7919 % 289 + 289 * (rng.random(uses) ** 3 * (items // 289)).astype(np.int64)) % items
    return user, np.where(rng.random(uses) < 0.8, near, (rng.random(uses) ** 3 * items).astype(np.int64))


def measure(name: str, data: Path, options: dict, validate: bool) -> None:
    generate = name == "speed"
    if generate:
        users, items = generated()
        name = "cooccurrence"
        options = {"neighbours": 200} | options
    else:
        users, items = read(data / "train.txt.gz")
        if validate:
            out = np.random.default_rng(1).random(len(users)) < 0.2
            held = users[out], items[out]
            users, items = users[~out], items[~out]
    start, cpu = time.perf_counter(), time.process_time()
    chosen = (FAST if name == "fast" else {"model": name}) | options
    model = ts.recommender.fit(users, items, **chosen)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {len(users)} uses, fitted in {cpu:.1f} s of CPU, {wall:.1f} s of clock, peak {memory:.0f} MB\n  {model!r}\n  {model.options}")
    start = time.process_time()
    model.recommend_all(20)
    print(f"  lists of 20 for all users: {(time.process_time() - start) / len(model.users) * 1e3:.3f} ms of CPU a user")
    if not generate:
        if not validate:
            held = read(data / "test.txt.gz")  # here, once: nothing above has seen it
        result = ts.recommender.evaluate(model, *held)
        print(f"  {'hold-out of train' if validate else 'test'}: Recall@20 {result.recall:.4f} {result.recall_interval}, "
              f"NDCG@20 {result.ndcg:.4f} {result.ndcg_interval}, coverage {result.coverage:.3f}, gini {result.gini:.3f}, "
              f"novelty {result.novelty:.2f} bits, {result.users} users", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", default=["speed", "cooccurrence", "fast", "auto"])
    parser.add_argument("--data", type=Path, default=GOWALLA)
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--set", action="append", default=[], metavar="OPTION=NUMBER")
    given = parser.parse_args()
    options = {name: (int if name in ("rank", "neighbours", "seed", "threads") else float)(value)
               for name, value in (text.split("=") for text in given.set)}
    spawn = multiprocessing.get_context("spawn")
    for name in given.models:
        if name != "speed" and not given.data.is_dir():
            print(f"{name}: skipped, no folder {given.data}")
            continue
        process = spawn.Process(target=measure, args=(name, given.data, options, given.validate))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
