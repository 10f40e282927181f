#pragma once
/// \file
/// How far rows of a relation are from each other, in steps.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// Steps from `source` to every row along the arcs; no_index where no path leads. Weights are not used.
/// `symmetric` says that the relation holds every entry from both ends, which allows a shortcut.
/// Cost    O(rows + size).
/// Throws  Error{invalid_argument} if the relation is not square or has no such row.
/// Source  S. Beamer, K. Asanović, D. Patterson, Direction-optimizing breadth-first search, SC 2012,
///         doi:10.1109/SC.2012.50.
[[nodiscard]] std::vector<Index> distances(const Csr& ties, Index source, bool symmetric = false);

/// The least sum of weights of a path from `source` to every row; infinity where none leads.
/// Cost    O(size log rows).
/// Throws  as distances; Error{invalid_argument} for weights < 0.
/// Source  E. W. Dijkstra, Numer. Math. 1, 1959, doi:10.1007/BF01386390.
[[nodiscard]] std::vector<double> lengths(const Csr& ties, Index source);

/// How near each row is to the rows it reaches, by two definitions.
struct Nearness {
    /// (r / sum of steps) * (r / (n - 1)), r the number of other rows reached: Wasserman and Faust's form
    /// for networks in several pieces. 0 where nothing is reached.
    std::vector<double> closeness;

    /// The sum of 1 / steps over the other rows reached.
    std::vector<double> harmonic;

    std::vector<std::int64_t> reached;  ///< other rows that a path leads to
    std::vector<std::int64_t> steps;    ///< the sum of steps to them
    std::int64_t diameter = 0;          ///< the largest number of steps between two rows
};

/// Closeness and harmonic centrality of every row, by outgoing steps. Weights are not used.
///
/// 512 searches run at once, a bit each.
///
/// Cost    O(rows / 512 * diameter * size) time, 240 bytes a row.
/// Throws  Error{invalid_argument} if the relation is not square, Error{cancelled}.
/// Source  M. Then et al., The more the merrier: efficient multi-source graph traversal, PVLDB 8(4), 2014,
///         doi:10.14778/2735496.2735507; S. Wasserman, K. Faust, Social Network Analysis, 1994, doi:10.1017/CBO9780511815478, eq. 5.22;
///         M. Marchiori, V. Latora, Physica A 285, 2000, doi:10.1016/S0378-4371(00)00311-3.
[[nodiscard]] Nearness nearness(const Csr& ties, unsigned threads = 0, const Progress& progress = {});

struct NearnessOptions {
    std::size_t samples = 0;  ///< rows drawn without replacement, to which steps are counted; 0: all, exact
    std::uint64_t seed = 0;   ///< of the draw
    unsigned threads = 0;     ///< 0: all; the result does not depend on it
};

/// The same, estimated from the steps to some rows: closeness and harmonic are those of all rows in the mean of draws,
/// `reached`, `steps` and `diameter` are of the rows drawn only. samples / rows of the time.
/// Throws  as above; Error{invalid_argument} if more samples than rows are asked for.
/// Source  D. Eppstein, J. Wang, J. Graph Algorithms Appl. 8(1), 2004, doi:10.7155/jgaa.00081.
[[nodiscard]] Nearness nearness(const Csr& ties, const NearnessOptions& options, const Progress& progress = {});

/// The largest number of steps between two rows that a path joins; 0 without ties. Weights are not used.
///
/// A symmetric relation is searched from few rows: those far from the middle of each component, until what is left
/// cannot be farther apart.
/// Cost    O(size) a search, of one row a level of the component in the best case and of all in the worst.
/// Throws  Error{invalid_argument} if the relation is not square, Error{cancelled}.
/// Source  P. Crescenzi, R. Grossi, M. Habib, L. Lanzi, A. Marino, Theor. Comput. Sci. 514, 2013,
///         doi:10.1016/j.tcs.2012.09.018.
[[nodiscard]] std::int64_t diameter(const Csr& ties, bool symmetric, unsigned threads = 0, const Progress& progress = {});

}  // namespace tissu
