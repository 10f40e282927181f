"""The time of tests by permutation, backbones and gravity, beside the times that R packages took on another machine.

    PYTHONPATH=build/bench/python .venv/bin/python tests/bench/cooperation.py

One thread; seconds are of the processor, since the machine may be busy. With R and the package sna installed, QAP
and MRQAP are also measured there, in the same run.
"""

import csv
import gzip
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import tissu as ts

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "cooperation" / "data"

# Published times of R packages, seconds of the processor on one core, for the same sizes.
PUBLISHED = {"qap": 768, "mrqap": 5870, "sdsm": 3.0, "svn": 0.92, "fdsm": 428, "ppml": 3.6}
TARGET = {"qap": 0.1, "mrqap": 15, "sdsm": 0.2, "svn": 0.05, "fdsm": 10, "ppml": 0.1}

SNA = """
suppressMessages(library(sna)); set.seed(1)
n <- {n}; a <- rgraph(n, tprob = {density}); b <- rgraph(n, tprob = {density})
cat(sum(system.time(qaptest(list(a, b), gcor, g1 = 1, g2 = 2, reps = {reps}))[1:2]))
"""


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def random_network(rng, nodes, arcs):
    source, target = rng.integers(0, nodes, (2, arcs))
    kept = source != target
    pairs = np.unique(np.column_stack([source, target])[kept], axis=0)
    return ts.Network.from_edges(pairs[:, 0], pairs[:, 1], directed=True, nodes=range(nodes))


def memberships(rng):
    """A thousand authors of 12,801 papers: those beside the project, or drawn to the same sizes."""
    path = FIXTURES / "condmat_1000_edges.csv"
    if path.exists():
        edges = np.loadtxt(path, delimiter=",", skiprows=1, dtype=int)
    else:
        edges = np.column_stack([rng.zipf(1.6, 18_832) % 1000, rng.integers(0, 12_801, 18_832)])
    return ts.TwoMode.from_edges(edges[:, 0], edges[:, 1], columns=range(12_802))


def trade(rng):
    """18,360 flows between 136 countries with effects of both, and what distinguishes pairs."""
    path = FIXTURES / "log_of_gravity.csv.gz"
    if path.exists():
        with gzip.open(path, "rt") as file:
            rows = list(csv.DictReader(file))
        y = np.array([row["trade"] for row in rows], dtype=float)
        X = np.array([[row[name] for name in ("ldist", "border", "comlang", "colony", "comfrt_wto")] for row in rows], dtype=float)
        pairs = np.array([(row["s2_ex"], row["s1_im"]) for row in rows], dtype=int)
    else:
        pairs = np.array([(a, b) for a in range(136) for b in range(136) if a != b])
        X = rng.normal(size=(len(pairs), 5))
        y = rng.poisson(np.exp(1 - X[:, 0] / 2)).astype(float)
    return y, X, {"from": pairs[:, 0], "to": pairs[:, 1]}


def sna(n, density, reps):
    if shutil.which("Rscript") is None:
        return None
    done = subprocess.run(["Rscript", "-e", SNA.format(n=n, density=density, reps=reps)], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 and done.stdout else None


def main():
    rng = np.random.default_rng(1)
    a, b = random_network(rng, 1899, 20_296), random_network(rng, 1899, 20_296)
    x = [rng.random((1000, 1000)) for _ in range(3)]
    response = rng.random((1000, 1000)) + x[0]
    two = memberships(rng)
    y, X, effects = trade(rng)
    found = {
        "qap": seconds(lambda: ts.inference.qap(a, b, threads=1)),
        "mrqap": seconds(lambda: ts.inference.mrqap(response, x, threads=1)),
        "svn": seconds(lambda: ts.cooperation.backbone(two, "svn", threads=1)),
        "sdsm": seconds(lambda: ts.cooperation.backbone(two, "sdsm", threads=1)),
        "fdsm": seconds(lambda: ts.cooperation.backbone(two, "fdsm", threads=1)),
        "ppml": seconds(lambda: ts.cooperation.ppml(y, X, effects=effects)),
    }
    print(f"{'task':<8}{'tissu s':>10}{'target s':>10}{'R s (published)':>18}{'ratio':>10}")
    for task, time_ in found.items():
        print(f"{task:<8}{time_:>10.3f}{TARGET[task]:>10g}{PUBLISHED[task]:>18g}{PUBLISHED[task] / time_:>10.0f}")
    reps = 5
    measured = sna(1899, 20_296 / (1899 * 1898), reps)
    if measured is None:
        print("R with the package sna is not installed: published times only")
    else:
        print(f"sna::qaptest, same run, {reps} of 1,000 permutations: {measured:.1f} s, ratio {measured * 1000 / reps / found['qap']:.0f}")


if __name__ == "__main__":
    main()
