#pragma once
/// \file
/// How far rows of a relation are from each other, in steps.

#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// Steps from `source` to every row along the arcs; no_index where no path leads. Weights are not used.
/// Cost: O(rows + size). Throws Error{invalid_argument} if the relation is not square or has no such row.
[[nodiscard]] std::vector<Index> distances(const Csr& ties, Index source);

/// How near each row is to the rows it reaches, by two definitions.
struct Nearness {
    /// (r / sum of steps) * (r / (n - 1)), r the number of other rows reached: Wasserman and Faust's form
    /// for networks in several pieces. 0 where nothing is reached.
    std::vector<double> closeness;

    /// The sum of 1 / steps over the other rows reached.
    std::vector<double> harmonic;
};

/// Closeness and harmonic centrality of every row, by outgoing steps. Weights are not used.
///
/// Cost    O(rows * size) time, O(rows) memory a thread.
/// Throws  Error{invalid_argument} if the relation is not square, Error{cancelled}.
/// Source  S. Wasserman, K. Faust, Social Network Analysis, 1994, doi:10.1017/CBO9780511815478, eq. 5.22;
///         M. Marchiori, V. Latora, Physica A 285, 2000, doi:10.1016/S0378-4371(00)00311-3.
[[nodiscard]] Nearness nearness(const Csr& ties, unsigned threads = 0, const Progress& progress = {});

}  // namespace tissu
