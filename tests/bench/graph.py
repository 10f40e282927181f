"""The graph kernels beside their peers, in one run: see tests/bench/run."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import bench_graphs as graphs
import numpy as np

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- graph kernels: tests/bench/run --write -->", "<!-- end -->"

FAST = ["bfs", "components", "cores", "pagerank", "triangles", "clustering", "constraint", "louvain", "leiden"]
EXACT = [*FAST, "betweenness", "harmonic"]
SAMPLED = [*FAST, "betweenness32"]
PEERS = ["igraph", "NetworKit", "NetworkX"]


def cases(small: bool) -> dict:
    """Name -> (function that makes it, kernels)."""
    found: dict = {}
    if not small:
        for name, file in [("ca-CondMat", "ca-condmat"), ("email-Enron", "email-enron"), ("facebook", "facebook")]:
            found[name] = (lambda file=file: graphs.published(file), EXACT)
    n, kernels = (20_000, EXACT) if small else (1_000_000, SAMPLED)
    found["Barabási–Albert"] = (lambda: graphs.barabasi_albert(n), kernels)
    found["planted partition"] = (lambda: graphs.planted_partition(n), kernels)
    found["R-MAT"] = (lambda: graphs.r_mat(14 if small else 20, 5 * n), kernels)
    found["affiliations"] = (lambda: graphs.affiliations(n // 2, n // 10, n * 5 // 2), ["projection"])
    return found


def measure(library: str, path: Path, folder: Path, seconds: float, limit: float, kernels: list[str]) -> list[dict]:
    command = [sys.executable, str(HERE / "bench_kernels.py"), library, str(path), str(folder), str(seconds), *kernels]
    environment = dict(os.environ, OMP_NUM_THREADS="1")
    reports = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        timer = __import__("threading").Timer(limit, process.kill)
        timer.start()
        for line in process.stdout or []:
            reports.append(json.loads(line))
            print(f"    {library:10} {reports[-1]['kernel']:14} {reports[-1]['seconds']:10.5f} s"
                  f" {reports[-1]['mb']:8.0f} MB", flush=True)
        timer.cancel()
    if process.returncode:
        print(f"    {library:10} ended with {process.returncode}", flush=True)
    return reports


def difference(folder: Path, peer: str, kernel: str) -> str:
    """The largest difference from a peer's result, over the largest value; components by their partition."""
    paths = [folder / f"{name}-{kernel}.npy" for name in ("tissu", peer)]
    if not all(path.exists() for path in paths):
        return ""
    mine, theirs = (np.load(path) for path in paths)
    if kernel == "components":
        pairs = len(np.unique(np.column_stack((mine, theirs)), axis=0))
        return "same" if pairs == len(np.unique(mine)) == len(np.unique(theirs)) else "DIFFERS"
    if kernel == "bfs":  # out of reach: -1, inf or a huge number
        mine, theirs = (np.where((a < 0) | (a > 1e9) | np.isnan(a), -1, a) for a in (mine, theirs))
    if kernel == "pagerank":
        theirs = theirs / theirs.sum()
    scale = max(np.nanmax(np.abs(mine)), 1e-300)
    return f"{np.nanmax(np.abs(mine - theirs)) / scale:.0e}" if len(mine) == len(theirs) else "DIFFERS"


def rows_of(name: str, folder: Path, reports: list[dict]) -> list[str]:
    rows = []
    by_kernel: dict[str, dict[str, dict]] = {}
    for report in reports:
        by_kernel.setdefault(report["kernel"], {})[report["library"]] = report
    for kernel, found in by_kernel.items():
        mine, peers = found.get("tissu"), [r for r in found.values() if r["library"] != "tissu"]
        if not mine or not peers:
            continue
        best = min(peers, key=lambda report: report["seconds"])
        others = "; ".join(f"{r['library']} {r['seconds']:.3g}" for r in peers if r is not best)
        leanest = min(report["mb"] for report in peers)
        if "modularity" in mine:
            agreement = f"Q {mine['modularity']:.4f}, peers " + ", ".join(f"{r['modularity']:.4f}" for r in peers)
        else:
            agreement = ", ".join(filter(None, (difference(folder, r["library"], kernel) for r in peers)))
        rows.append(f"| {kernel} | {name} | {mine['seconds']:.3g} | {best['library']} {best['seconds']:.3g} | {others} | "
                    f"{best['seconds'] / mine['seconds']:.1f}× | {mine['mb']:.0f} / {leanest:.0f} | {agreement} |")
    return rows


def machine() -> str:
    names = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    peers = ", ".join(f"{name} {version(name.lower())}" for name in PEERS)
    return (f"{datetime.date.today()}, {names[0] if names else platform.machine()}, {len(names)} processors, "
            f"Python {platform.python_version()}, {peers}. One thread each, medians of up to nine runs in seconds of processor time.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="generated graphs of 20,000 nodes only")
    parser.add_argument("--graphs", default="", help="names of graphs, separated by commas")
    parser.add_argument("--kernels", default="", help="names of kernels, separated by commas")
    parser.add_argument("--peers", default="igraph,NetworKit", help="of igraph, NetworKit, NetworkX")
    parser.add_argument("--seconds", type=float, default=3, help="repeat a kernel for so long")
    parser.add_argument("--limit", type=float, default=1200, help="seconds a library may take for a graph")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    rows: list[str] = []
    for name, (make, kernels) in cases(options.small).items():
        if options.graphs and name not in options.graphs.split(","):
            continue
        kernels = [k for k in kernels if not options.kernels or k in options.kernels.split(",")]
        made = make()
        if made is None or (not kernels and options.kernels != "build"):
            continue
        with tempfile.TemporaryDirectory() as folder_name:
            folder = Path(folder_name)
            source, target = made
            n = int(max(source.max(), target.max())) + 1
            np.savez(folder / "graph.npz", source=source, target=target, n=n, two_mode=name == "affiliations")
            title = f"{name} ({len(source) if name == 'affiliations' else n:,} / {len(source):,})"
            print(title, flush=True)
            reports = []
            for library in ["tissu", *filter(None, options.peers.split(","))]:
                if name != "affiliations" or library in ("tissu", "igraph"):
                    reports += measure(library, folder / "graph.npz", folder, options.seconds, options.limit, kernels)
            rows += rows_of(title, folder, reports)
    table = "\n".join(["| kernel | graph (nodes / edges) | tissu | fastest peer | others | ratio | MB tissu / leanest peer | "
                       "largest difference, or modularity |", "|---|---|---|---|---|---|---|---|", *rows])
    print(f"\n{machine()}\n\n{table}")
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{machine()}\n\n{table}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
