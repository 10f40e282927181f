"""Times of brokerage and of leaving each node out, beside the published times of R (sna, an igraph loop).

    PYTHONPATH=build/dev/python .venv/bin/python tests/bench/bench_cooperation.py

One thread, processor time. The published times are of other machines: read the ratios as orders of magnitude.
"""

import time

import numpy as np
import tissu as ts


def heavy_tailed(nodes: int, arcs: int, seed: int) -> ts.Network:
    random = np.random.default_rng(seed)
    source = (random.pareto(1.2, arcs) * 20).astype(int) % nodes
    return ts.Network.from_edges(source, random.integers(0, nodes, arcs), nodes=np.arange(nodes), directed=True)


def seconds(work: object) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    net = heavy_tailed(5000, 50_000, 1)
    group = [str(i % 5) for i in range(len(net))]
    spent = min(seconds(lambda: ts.cooperation.brokerage(net, group)) for _ in range(3))
    print(f"brokerage, {len(net)} nodes, {net.size} arcs: {spent:.4f} s; sna 1.8 s: {1.8 / spent:.0f} times")
    net = heavy_tailed(1899, 20_000, 1)
    spent = seconds(lambda: ts.cooperation.leave_one_out(net, threads=1))
    print(f"efficiency without each of {len(net)} nodes, {net.size} arcs: {spent:.2f} s; igraph 304 s: {304 / spent:.0f} times")


if __name__ == "__main__":
    main()
