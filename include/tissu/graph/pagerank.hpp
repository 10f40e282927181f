#pragma once
/// \file
/// Where a walker who follows ties, and sometimes jumps, is found in the long run.

#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

struct PagerankOptions {
    double damping = 0.85;                ///< probability of following a tie, in [0, 1)
    std::vector<double> personalization;  ///< where jumps land, by node, in any scale; empty: anywhere alike
    double tolerance = 1e-10;             ///< largest sum of absolute errors of the result
    bool weighted = true;                 ///< ties are followed in proportion to their weights
    unsigned threads = 0;                 ///< 0: all; the result does not depend on it
};

/// PageRank of every row; sums to 1. A walker at a row without outgoing weight jumps. An undirected tie
/// is followed both ways, a loop is one way to stay.
///
/// Undirected: conjugate gradients, then sweeps of Gauss and Seidel; directed: sweeps only. It stops when the error
/// is proved small: after a sweep |x - exact| <= d / (1 - d) |change|, in sums of absolute values.
///
/// Cost    O((rows + size) log(tolerance) / log(damping)) time, O(rows) memory, with a copy of a directed relation.
/// Throws  Error{invalid_argument} for options out of range, weights < 0, a relation that is not square;
///         Error{cancelled}.
/// Source  L. Page, S. Brin, R. Motwani, T. Winograd, The PageRank citation ranking, Stanford, 1999;
///         A. Langville, C. Meyer, Internet Math. 1(3), 2004, doi:10.1080/15427951.2004.10129091.
[[nodiscard]] std::vector<double> pagerank(const Csr& ties, bool directed, const PagerankOptions& options = {},
                                           const Progress& progress = {});

}  // namespace tissu
