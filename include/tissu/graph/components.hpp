#pragma once
/// \file
/// The pieces of a graph: components, and what holds them together.

#include <span>
#include <utility>
#include <vector>

#include <tissu/graph/csr.hpp>

namespace tissu {

/// A division of the rows into parts, numbered from 0: largest first, equal sizes by their first row.
struct Parts {
    std::vector<Index> of;    ///< by row
    std::vector<Index> size;  ///< by part
};

/// Gives any labelling below `labels.size()` the numbering of Parts.
[[nodiscard]] Parts parts_by_size(std::span<const Index> labels);

/// Weakly connected components: rows joined by entries in either direction. `symmetric` says that the relation
/// holds every entry from both ends, which allows a shortcut. The same at any number of threads.
/// Cost    O(rows + size), nearly.
/// Throws  Error{invalid_argument} if the relation is not square.
/// Source  M. Sutton, T. Ben-Nun, A. Barak, Optimizing parallel graph connectivity computation via
///         subgraph sampling, IPDPS 2018, doi:10.1109/IPDPS.2018.00012.
[[nodiscard]] Parts weak_components(const Csr& ties, bool symmetric = false, unsigned threads = 0);

/// Strongly connected components: rows that reach each other along the arcs.
/// Cost    O(rows + size).
/// Throws  Error{invalid_argument} if the relation is not square.
/// Source  R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1(2), 1972,
///         doi:10.1137/0201010.
[[nodiscard]] Parts strong_components(const Csr& ties);

/// What falls apart when it goes.
struct Cuts {
    std::vector<Index> points;                    ///< rows whose removal adds a component, ascending
    std::vector<std::pair<Index, Index>> bridges; ///< edges whose removal adds a component, ascending
};

/// Articulation points and bridges of a symmetric relation. Loops change nothing.
/// Cost    O(rows + size).
/// Throws  Error{invalid_argument} if the relation is not square.
/// Source  J. Hopcroft, R. Tarjan, Algorithm 447, Commun. ACM 16(6), 1973, doi:10.1145/362248.362272.
[[nodiscard]] Cuts cuts(const Csr& ties);

/// The biconnected components of a symmetric relation: sets of rows that no single row holds together, two joined by a
/// bridge included. Largest first, equal sizes by their rows, which ascend. Rows without ties are in none. Loops change
/// nothing.
/// Cost, errors and source as cuts.
[[nodiscard]] std::vector<std::vector<Index>> bicomponents(const Csr& ties);

}  // namespace tissu
