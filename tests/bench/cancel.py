"""How long a kernel goes on after it was told to stop: on a million nodes, the seconds from the answer to the end.

    PYTHONPATH=build/bench/python build/bench-venv/bin/python tests/bench/cancel.py [--nodes N]
"""

import argparse
import time

import bench_graphs as graphs
import numpy as np
import tissu as ts

KERNELS = ["betweenness", "closeness", "constraint", "leiden", "louvain", "pagerank", "clustering"]


def seconds_to_stop(work, after: float) -> float:
    """Says stop once `after` seconds have gone; NaN if the work was over before."""
    start, asked = time.perf_counter(), 0.0

    def listen(_: float) -> bool:
        nonlocal asked
        if time.perf_counter() - start < after:
            return True
        asked = time.perf_counter()
        return False

    try:
        work(listen)
    except ts.Cancelled:
        return time.perf_counter() - asked
    return float("nan")


def longest_silence(work) -> float:
    """The longest time between two looks at whether to stop."""
    last, longest = time.perf_counter(), 0.0

    def listen(_: float) -> bool:
        nonlocal last, longest
        now = time.perf_counter()
        last, longest = now, max(longest, now - last)
        return True

    work(listen)
    return longest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=1_000_000)
    options = parser.parse_args()
    source, target = graphs.planted_partition(options.nodes)
    net = ts.Network.from_edges(source, target, nodes=np.arange(options.nodes))
    for name in KERNELS:
        measure = getattr(ts.graph, name)
        extra = {"samples": 8} if name == "betweenness" else {"samples": 512} if name == "closeness" else {}

        def work(listen, measure=measure, extra=extra):
            measure(net, progress=listen, threads=1, **extra)

        silence = longest_silence(work)
        print(f"{name:12} longest silence {silence * 1e3:6.0f} ms, stopped {seconds_to_stop(work, 0.3) * 1e3:6.0f} ms after the word", flush=True)


if __name__ == "__main__":
    main()
