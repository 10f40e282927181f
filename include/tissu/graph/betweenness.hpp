#pragma once
/// \file
/// How often a row lies on the shortest paths between others.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

struct BetweennessOptions {
    bool weighted = false;      ///< weights are lengths of ties (all > 0); else each tie is one step
    bool normalized = false;    ///< divide by the number of pairs that leave the node out
    std::size_t samples = 0;    ///< sources drawn without replacement to estimate from; 0: all, exact
    std::uint64_t seed = 0;     ///< of the draw
    unsigned threads = 0;       ///< 0: all; the result does not depend on it
};

/// Betweenness of every row: sum over pairs s, t other than v of paths(s, t | v) / paths(s, t), over shortest
/// paths; unordered pairs if not `directed` (the relation is then symmetric). With `samples` k, the sum over
/// the drawn sources times n / k. Weighted lengths that differ by less than 1e-10 of their size are equal.
///
/// Cost    O(n m) time, weighted O(n m log n); 24 n bytes a thread and at most 128 n for the sums.
/// Throws  Error{invalid_argument} if the relation is not square, has weights <= 0 where they are
///         lengths, or if more samples than rows are asked for; Error{cancelled}.
/// Source  U. Brandes, J. Math. Sociol. 25(2), 2001, doi:10.1080/0022250X.2001.9990249;
///         U. Brandes, C. Pich, Int. J. Bifurc. Chaos 17(7), 2007, doi:10.1142/S0218127407018403 (samples).
[[nodiscard]] std::vector<double> betweenness(const Csr& ties, bool directed, const BetweennessOptions& options = {},
                                              const Progress& progress = {});

/// Betweenness of every entry: the same sum over shortest paths that take the tie, the ends included. Both entries of
/// an undirected edge have its value. `normalized`: divided by n (n - 1) / 2, directed n (n - 1).
///
/// Cost    as betweenness, with sums by entry.  Throws  as betweenness.
/// Source  M. Girvan, M. Newman, PNAS 99(12), 2002, doi:10.1073/pnas.122653799; U. Brandes, Social Networks 30(2), 2008,
///         doi:10.1016/j.socnet.2007.11.001.
[[nodiscard]] std::vector<double> edge_betweenness(const Csr& ties, bool directed, const BetweennessOptions& options = {},
                                                   const Progress& progress = {});

}  // namespace tissu
