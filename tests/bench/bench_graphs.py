"""The graphs of the benchmark: as published when they are beside the project, else generated, the same every time.

A graph is a pair of int64 arrays, each undirected edge once, no loops, nodes 0..n-1 without gaps, in random order.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "sna" / "medium"


def _simple(source: np.ndarray, target: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Each pair once, without loops; nodes without edges are taken away and the others shuffled."""
    low, high = np.minimum(source, target), np.maximum(source, target)
    keys = np.unique((low[low != high].astype(np.int64) << 32) | high[low != high])
    rng.shuffle(keys)
    nodes, ends = np.unique(np.concatenate((keys >> 32, keys & 0xFFFFFFFF)), return_inverse=True)
    ends = rng.permutation(len(nodes))[ends]
    return ends[: len(keys)].astype(np.int64), ends[len(keys):].astype(np.int64)


def barabasi_albert(n: int, degree: int = 5, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Preferential attachment after Batagelj and Brandes: an end copies a random earlier end."""
    rng = np.random.default_rng(seed)
    count = n * degree
    source = np.arange(count) // degree
    place = (rng.random(count) * (2 * np.arange(count) + 1)).astype(np.int64)  # of the ends before it
    while (odd := place % 2 == 1).any():  # an end that is itself a copy: go on to what it copies
        place[odd] = place[place[odd] // 2]
    return _simple(source, source[place // 2], rng)


def planted_partition(n: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Power-law degrees and community sizes; three edges in ten leave their community."""
    rng = np.random.default_rng(seed)

    def power_law(low: float, high: float, exponent: float, size: int) -> np.ndarray:
        a, b = low ** (1 - exponent), (high + 1) ** (1 - exponent)
        return ((a + (b - a) * rng.random(size)) ** (1 / (1 - exponent))).astype(np.int64)

    sizes = power_law(20, 2000, 2.0, n // 20)
    community = np.repeat(np.arange(len(sizes)), sizes)[:n]
    stubs = np.repeat(np.arange(n), power_law(3.6, min(2000, n // 10), 2.5, n))
    inside = rng.random(len(stubs)) < 0.7
    own = stubs[inside]
    own = own[np.lexsort((rng.random(len(own)), community[own]))]  # shuffled within each community
    pairs = own[: len(own) // 2 * 2].reshape(-1, 2)
    pairs = pairs[community[pairs[:, 0]] == community[pairs[:, 1]]]
    other = rng.permutation(stubs[~inside])
    other = other[: len(other) // 2 * 2].reshape(-1, 2)
    both = np.concatenate((pairs, other))
    return _simple(both[:, 0], both[:, 1], rng)


def r_mat(scale: int, edges: int, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """R-MAT with the parameters of Graph500."""
    rng = np.random.default_rng(seed)
    count = edges * 5 // 4
    source, target = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for _ in range(scale):
        draw = rng.random(count)
        source = source * 2 + (draw >= 0.76)
        target = target * 2 + (((draw >= 0.57) & (draw < 0.76)) | (draw >= 0.95))
    source, target = _simple(source, target, rng)
    return _simple(source[:edges], target[:edges], rng)


def affiliations(persons: int, events: int, memberships: int, seed: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Who takes part in what: event sizes and activity of persons by power laws."""
    rng = np.random.default_rng(seed)
    size = 11 * (1 - rng.random(events)) ** (-1 / 1.6)
    event = np.repeat(np.arange(events), np.minimum(size, 300).astype(np.int64) + 6)
    weight = 20 * (1 - rng.random(persons)) ** (-1 / 1.5)
    cumulated = np.cumsum(np.minimum(weight, 20000))
    person = np.searchsorted(cumulated, rng.random(len(event)) * cumulated[-1])
    keys = rng.permutation(np.unique((person.astype(np.int64) << 32) | event))[:memberships]
    return keys >> 32, keys & 0xFFFFFFFF


def published(name: str) -> tuple[np.ndarray, np.ndarray] | None:
    """A graph of ../shared/data/sna, or None."""
    for path in SHARED.glob(f"{name}*.edges.csv.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            ends = np.loadtxt(file, delimiter=",", skiprows=1, usecols=(0, 1), dtype=np.int64)
        return _simple(ends[:, 0], ends[:, 1], np.random.default_rng(7))
    return None
