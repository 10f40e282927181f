#pragma once
/// \file
/// How closely knit a graph is: cores and triangles.

#include <cstdint>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// The core number of every row of a symmetric relation: the largest k such that the row belongs to a set in
/// which each has k ties within the set. Loops and weights are not used.
/// Cost    O(rows + size).
/// Throws  Error{invalid_argument} if the relation is not square.
/// Source  V. Batagelj, M. Zaversnik, 2003, arXiv:cs/0310049; S. Seidman, Social Networks 5(3), 1983,
///         doi:10.1016/0378-8733(83)90028-X.
[[nodiscard]] std::vector<Index> core_numbers(const Csr& ties);

/// The number of triangles through every row of a symmetric relation. Loops and weights are not used.
/// Cost    O(size^1.5) time, O(size + rows * threads) memory.
/// Throws  Error{invalid_argument} if the relation is not square; Error{cancelled}.
/// Source  M. Latapy, Theor. Comput. Sci. 407, 2008, doi:10.1016/j.tcs.2008.07.017.
[[nodiscard]] std::vector<std::int64_t> triangles(const Csr& ties, unsigned threads = 0, const Progress& progress = {});

/// Weighted clustering of every row of a symmetric relation: the mean, over pairs of neighbours, of the geometric mean
/// of the three weights of their triangle, 0 where it is open; weights as shares of the heaviest tie. 0 below two
/// neighbours. Loops are not used.
/// Cost    O(sum over ties of the smaller degree of their ends) time, 32 bytes an entry.
/// Throws  Error{invalid_argument} for weights < 0 or a relation that is not square; Error{cancelled}.
/// Source  J.-P. Onnela, J. Saramäki, J. Kertész, K. Kaski, Phys. Rev. E 71, 2005, doi:10.1103/PhysRevE.71.065103.
[[nodiscard]] std::vector<double> weighted_clustering(const Csr& ties, unsigned threads = 0,
                                                      const Progress& progress = {});

/// Ties of every row of a relation, loops left out.
[[nodiscard]] std::vector<std::int64_t> neighbour_counts(const Csr& ties);

}  // namespace tissu
