#pragma once
/// \file
/// Centralities that are eigenvectors, or nearly: whoever is chosen by the central is central.

#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

struct Eigenvector {
    std::vector<double> value;  ///< by row, >= 0, the largest 1; all 0 where every eigenvalue is 0
    double eigenvalue = 0;
};

/// The principal eigenvector, x_i = sum_j a_ji x_j / eigenvalue: a row counts by the rows that point to it.
///
/// Undirected: by restarted Lanczos from a vector of ones, so that rows outside the component of the largest
/// eigenvalue have 0. Directed: by powers of A + I; a graph without cycles has eigenvalue 0. Loops count once.
///
/// Cost    O(size) a step; steps as the gap below the largest eigenvalue asks; 32 vectors of rows.
/// Throws  Error{invalid_argument} for weights < 0 or a relation that is not square; Error{unsupported} if the
///         iteration does not settle; Error{cancelled}.
/// Source  P. Bonacich, Am. J. Sociol. 92(5), 1987, doi:10.1086/228631; K. Wu, H. Simon, SIAM J. Matrix Anal.
///         Appl. 22(2), 2000, doi:10.1137/S0895479898334605 (restarts).
[[nodiscard]] Eigenvector eigenvector(const Csr& ties, bool directed, bool weighted = true,
                                      const Progress& progress = {});

/// Katz centrality, x_i = alpha sum_j a_ji x_j + beta: all walks that arrive, one of length k weighs alpha^k.
///
/// Cost    O(size) a step.
/// Throws  Error{invalid_argument} for alpha < 0, alpha not below 1 / the largest eigenvalue, weights < 0 or a
///         relation that is not square; Error{cancelled}.
/// Source  L. Katz, Psychometrika 18, 1953, doi:10.1007/BF02289026.
[[nodiscard]] std::vector<double> katz(const Csr& ties, bool directed, double alpha, double beta = 1.0,
                                       bool weighted = true, const Progress& progress = {});

struct Hits {
    std::vector<double> hub, authority;  ///< by row, >= 0, each sums to 1, or all 0 without ties
};

/// Hubs point to good authorities, authorities are pointed to by good hubs: the principal singular vectors.
/// Cost and errors as eigenvector.
/// Source  J. Kleinberg, J. ACM 46(5), 1999, doi:10.1145/324133.324140.
[[nodiscard]] Hits hits(const Csr& ties, bool directed, bool weighted = true, const Progress& progress = {});

}  // namespace tissu
