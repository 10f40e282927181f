#pragma once
/// \file
/// Graphs to test on: drawn at random, and shapes whose answers are known.

#include <cmath>
#include <vector>

#include <tissu/base/random.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu::test {

struct Edges {
    Index n = 0;
    std::vector<Index> source, target;
    std::vector<double> weight;  // empty: all 1

    void add(Index a, Index b) {
        source.push_back(a);
        target.push_back(b);
    }
};

inline Csr undirected(const Edges& e) { return build_csr(e.n, e.n, e.source, e.target, e.weight, true); }
inline Csr directed(const Edges& e) { return build_csr(e.n, e.n, e.source, e.target, e.weight, false); }

struct Draw {
    bool weighted = false;
    bool loops = true;
    double arcs_a_row = 1.5;
};

/// Up to 12 rows: small enough for definitions, often disconnected, with loops and repetitions if wanted.
inline Edges random_edges(Random& random, const Draw& draw = {}) {
    Edges e;
    e.n = static_cast<Index>(1 + random.below(12));
    const auto count = random.below(1 + static_cast<std::uint64_t>(draw.arcs_a_row * e.n));
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto a = static_cast<Index>(random.below(e.n));
        const auto b = static_cast<Index>(random.below(e.n));
        if (a == b && !draw.loops) continue;
        e.add(a, b);
        if (draw.weighted) e.weight.push_back(static_cast<double>(1 + random.below(4)));
    }
    return e;
}

inline Edges star(Index leaves) {
    Edges e;
    e.n = leaves + 1;
    for (Index leaf = 1; leaf <= leaves; ++leaf) e.add(0, leaf);
    return e;
}

inline Edges path(Index n) {
    Edges e;
    e.n = n;
    for (Index i = 0; i + 1 < n; ++i) e.add(i, i + 1);
    return e;
}

/// Groups of `size` rows, tied within more than between.
inline Edges planted(Index groups, Index size, std::uint64_t within, std::uint64_t between, std::uint64_t seed) {
    Random random(seed);
    Edges e;
    e.n = groups * size;
    for (Index row = 0; row < e.n; ++row) {
        const Index first = row / size * size;
        for (std::uint64_t i = 0; i < within; ++i) e.add(row, first + static_cast<Index>(random.below(size)));
        for (std::uint64_t i = 0; i < between; ++i) e.add(row, static_cast<Index>(random.below(e.n)));
    }
    return e;
}

/// The matrix of a relation: what definitions are written in.
inline std::vector<std::vector<double>> matrix(const Csr& csr) {
    std::vector<std::vector<double>> a(csr.rows(), std::vector<double>(csr.columns()));
    for (Index row = 0; row < csr.rows(); ++row)
        for (std::size_t i = 0; i < csr.targets(row).size(); ++i) a[row][csr.targets(row)[i]] = csr.weight(row, i);
    return a;
}

/// Equal up to rounding; NaN equals NaN.
inline bool close(double a, double b, double tolerance = 1e-9) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    if (std::isinf(a) || std::isinf(b)) return a == b;
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

inline bool close(const std::vector<double>& a, const std::vector<double>& b, double tolerance = 1e-9) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!close(a[i], b[i], tolerance)) return false;
    return true;
}

}  // namespace tissu::test
