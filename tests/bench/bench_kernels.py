"""One library on one graph, in a process of its own: times, results to compare, peak memory.

Started by graph.py: bench_kernels.py LIBRARY GRAPH.npz FOLDER SECONDS KERNEL... prints a line of JSON a kernel.
Each library gets the two columns as numpy arrays; each kernel runs on one thread.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Kernels = dict[str, Callable[[], Any]]
SOURCES, SAMPLES = 8, 32


def memory(field: str) -> float:
    """VmRSS or VmHWM of this process in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return float("nan")


def forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass  # the peak is then that of the whole process so far


def some_sources(n: int, count: int) -> list[int]:
    return np.random.default_rng(4242).choice(n, min(count, n), replace=False).tolist()


def tissu(source: np.ndarray, target: np.ndarray, n: int) -> tuple[Callable[[], Any], Callable[[Any], Kernels]]:
    import tissu as ts

    nodes = np.arange(n)

    def build() -> Any:
        return ts.Network.from_edges(source, target, nodes=nodes, threads=1)

    def kernels(net: Any) -> Kernels:
        g = ts.graph
        starts = [str(i) for i in some_sources(n, SOURCES)]
        return {
            "bfs": lambda: g.distances(net, starts[0])["distance"],
            "components": lambda: g.components(net, threads=1)["component"],
            "cores": lambda: g.core_numbers(net)["core"],
            "pagerank": lambda: g.pagerank(net, threads=1)["pagerank"],
            "triangles": lambda: g.triangles(net, threads=1)["triangles"],
            "clustering": lambda: g.clustering(net, threads=1)["clustering"],
            "constraint": lambda: g.constraint(net, threads=1)["constraint"],
            "louvain": lambda: g.louvain(net, threads=1)["community"],
            "leiden": lambda: g.leiden(net, threads=1)["community"],
            "betweenness": lambda: g.betweenness(net, threads=1)["betweenness"],
            "betweenness32": lambda: g.betweenness(net, samples=SAMPLES, threads=1)["betweenness"],
            "harmonic": lambda: g.harmonic(net, threads=1)["harmonic"],
        }

    return build, kernels


def tissu_two_mode(row: np.ndarray, column: np.ndarray, n: int) -> tuple[Callable[[], Any], Callable[[Any], Kernels]]:
    import tissu as ts

    def kernels(two: Any) -> Kernels:
        def project() -> np.ndarray:
            net = two.project(threads=1)
            return np.array([net.size, net.total_weight])

        return {"projection": project}

    return lambda: ts.TwoMode.from_edges(row, column), kernels


def igraph(source: np.ndarray, target: np.ndarray, n: int) -> tuple[Callable[[], Any], Callable[[Any], Kernels]]:
    import igraph as ig

    pairs = np.column_stack((source, target))

    def kernels(g: Any) -> Kernels:
        starts = some_sources(n, SOURCES)
        return {
            "bfs": lambda: g.distances(starts[0])[0],
            "components": lambda: g.connected_components().membership,
            "cores": g.coreness,
            "pagerank": g.pagerank,
            "triangles": lambda: g.list_triangles() and None,
            "clustering": lambda: g.transitivity_local_undirected(mode="zero"),
            "constraint": g.constraint,
            "louvain": lambda: g.community_multilevel().membership,
            "leiden": lambda: g.community_leiden("modularity", n_iterations=2).membership,
            "betweenness": g.betweenness,
            "betweenness32": lambda: (g.betweenness(sources=some_sources(n, SAMPLES)), None)[1],
            "harmonic": lambda: np.array(g.harmonic_centrality()) * (n - 1),
        }

    return lambda: ig.Graph(n=n, edges=pairs), kernels


def igraph_two_mode(row: np.ndarray, column: np.ndarray, n: int) -> tuple[Callable[[], Any], Callable[[Any], Kernels]]:
    import igraph as ig

    rows, columns = int(row.max()) + 1, int(column.max()) + 1
    pairs = np.column_stack((row, column + rows))

    def kernels(g: Any) -> Kernels:
        def project() -> np.ndarray:
            net = g.bipartite_projection(which=0)
            return np.array([net.ecount(), sum(net.es["weight"])])

        return {"projection": project}

    return lambda: ig.Graph.Bipartite([0] * rows + [1] * columns, pairs.tolist()), kernels


def networkit(source: np.ndarray, target: np.ndarray, n: int) -> tuple[Callable[[], Any], Callable[[Any], Kernels]]:
    import networkit as nk
    from scipy.sparse import coo_matrix

    nk.setNumberOfThreads(1)

    def build() -> Any:
        return nk.GraphFromCoo(coo_matrix((np.ones(len(source)), (source, target)), shape=(n, n)), n=n)

    def run(algorithm: Any) -> Any:
        algorithm.run()
        return algorithm

    def partition(algorithm: Any) -> Any:
        return run(algorithm).getPartition().getVector()

    def kernels(g: Any) -> Kernels:
        starts = some_sources(n, SOURCES)
        sort = nk.Graph(g)  # LCC by sorted edges
        sort.sortEdges()
        page_norm = nk.centrality.Norm.L1_NORM

        def pagerank() -> Any:
            algorithm = nk.centrality.PageRank(g, tol=1e-10, normalized=False)
            algorithm.norm = page_norm
            return run(algorithm).scores()

        return {
            "bfs": lambda: run(nk.distance.BFS(g, starts[0], storePaths=False)).getDistances(asarray=True),
            "components": lambda: run(nk.components.ConnectedComponents(g)).getPartition().getVector(),
            "cores": lambda: run(nk.centrality.CoreDecomposition(g)).scores(),
            "pagerank": pagerank,
            "clustering": lambda: run(nk.centrality.LocalClusteringCoefficient(sort, turbo=True)).scores(),
            "louvain": lambda: partition(nk.community.PLM(g, refine=False)),
            "leiden": lambda: partition(nk.community.ParallelLeiden(g, iterations=3, randomize=False)),
            "betweenness": lambda: np.array(run(nk.centrality.Betweenness(g)).scores()) / 2,
            "betweenness32": lambda: (run(nk.centrality.EstimateBetweenness(g, SAMPLES)), None)[1],
            "harmonic": lambda: run(nk.centrality.HarmonicCloseness(g, normalized=False)).scores(),
        }

    return build, kernels


def networkx(source: np.ndarray, target: np.ndarray, n: int) -> tuple[Callable[[], Any], Callable[[Any], Kernels]]:
    import networkx as nx

    def build() -> Any:
        g = nx.Graph()
        g.add_nodes_from(range(n))
        g.add_edges_from(zip(source.tolist(), target.tolist()))
        return g

    def in_order(values: dict) -> list:
        return [values[i] for i in range(n)]

    def kernels(g: Any) -> Kernels:
        return {
            "cores": lambda: in_order(nx.core_number(g)),
            "pagerank": lambda: in_order(nx.pagerank(g, tol=1e-10 / n, max_iter=500)),
            "triangles": lambda: in_order(nx.triangles(g)),
            "clustering": lambda: in_order(nx.clustering(g)),
        }

    return build, kernels


LIBRARIES = {"tissu": tissu, "igraph": igraph, "NetworKit": networkit, "NetworkX": networkx}
TWO_MODE = {"tissu": tissu_two_mode, "igraph": igraph_two_mode}


def modularity(source: np.ndarray, target: np.ndarray, n: int, of: np.ndarray) -> float:
    degree = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    strength = np.bincount(of, weights=degree)
    m = len(source)
    return float((of[source] == of[target]).sum() / m - ((strength / (2 * m)) ** 2).sum())


def timed(work: Callable[[], Any], seconds: float) -> tuple[list[float], Any]:
    """Processor time, which other work on the machine does not lengthen: at least once, at most nine times, until
    `seconds` are over."""
    times: list[float] = []
    result = None
    while not times or (len(times) < 9 and sum(times) + times[-1] < seconds):
        result = None
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return times, result


def main() -> None:
    library, path, folder, seconds, *wanted = sys.argv[1:]
    with np.load(path) as file:
        source, target, n, two = file["source"], file["target"], int(file["n"]), bool(file["two_mode"])
    build, kernels_of = (TWO_MODE if two else LIBRARIES)[library](source, target, n)
    graph: Any = None
    kernels: Kernels = {}
    for name in ["build", *wanted]:
        if name != "build" and name not in kernels:
            continue
        before = memory("VmRSS")
        forget_peak()
        times, result = timed(build if name == "build" else kernels[name], float(seconds))
        peak = memory("VmHWM") - before
        report = {"library": library, "kernel": name, "seconds": float(np.median(times)), "runs": len(times), "mb": peak}
        if name == "build":
            graph, kernels = result, kernels_of(result)
        elif name in ("louvain", "leiden"):
            report["modularity"] = modularity(source, target, n, np.asarray(result, dtype=np.int64))
        elif result is not None:
            np.save(Path(folder) / f"{library}-{name}.npy", np.asarray(result, dtype=float))
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
