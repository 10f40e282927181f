#pragma once
/// \file
/// Whether one relation goes with others, when cells of a matrix are anything but independent: tests by permutation
/// of the nodes.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/graph/csr.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// A square matrix whose diagonal says nothing. Cells that are not stored are 0.
struct NodeMatrix {
    std::string name;
    Csr cells;
};

/// The weights of a network, its nodes in the order of `ids`. Throws Error{invalid_argument} if they are not the same.
[[nodiscard]] NodeMatrix node_matrix(std::string name, const Network& network,
                                     std::span<const std::string> ids);

/// The cells of a dense matrix of n rows, row by row; those of 0 are not stored.
/// Throws Error{invalid_argument} for cells off the diagonal that are not finite.
[[nodiscard]] NodeMatrix node_matrix(std::string name, std::span<const double> cells, Index n);

struct PermutationOptions {
    std::int64_t permutations = 1000;
    bool every = false;         ///< all n! orders instead of drawn ones: up to 10 nodes
    std::vector<Index> strata;  ///< by node: nodes move within their stratum only; empty: everywhere
    bool directed = true;       ///< false: each pair once (the matrices must be symmetric)
    std::uint64_t seed = 0;
    unsigned threads = 0;  ///< 0: all
};

/// Chances of a statistic as large, as small, as far from 0, over permutations. Drawn: (b + 1) / (R + 1), since the
/// order found is one of the possible ones; every order: b / n!.
struct PermutationP {
    double high, low, both;
};

struct Qap {
    double correlation;  ///< Pearson, over cells off the diagonal; NaN if one matrix is constant
    double mean, sd;     ///< over the permutations
    PermutationP p;
    std::int64_t permutations;
    std::string note;
};

/// The correlation of two relations on the same nodes, against that with the nodes of `b` in other orders.
///
/// Two orders that differ by rounding only (1e-9 of the spread) count as equal.
/// Cost    O(R m) for m cells stored in the sparser of the two, n^2 / 8 bytes; O(R n^2) if more than a quarter is.
/// Throws  Error{invalid_argument} for matrices of different sizes, `every` beyond 10 nodes; Error{cancelled}.
/// Source  L. Hubert, Assignment Methods in Combinatorial Data Analysis, 1987; D. Krackhardt, Social Networks 10,
///         1988, doi:10.1016/0378-8733(88)90004-4; Phipson, Smyth, Stat. Appl. Genet. Mol. Biol. 9, 2010,
///         doi:10.2202/1544-6115.1585.
[[nodiscard]] Qap qap(const NodeMatrix& a, const NodeMatrix& b, const PermutationOptions& options = {},
                      const Progress& progress = {});

/// What is permuted in a regression of relations.
enum class MrqapMethod : unsigned char {
    dsp,  ///< the residual of each regressor on the others: double semi-partialling
    y,    ///< the response, for all terms at once
    x,    ///< each regressor as it is
};

/// "dsp", "y" or "x". Throws Error{invalid_argument} that lists them.
[[nodiscard]] MrqapMethod mrqap_named(std::string_view name);

struct Mrqap {
    Table terms;       ///< term, estimate, se, t (z), p, p_high, p_low
    double r_squared;  ///< linear only
    double deviance, null_deviance,
        aic;  ///< logistic only; null: without any term, every chance 1/2 (as sna has it)
    std::int64_t cells, df;
    std::int64_t permutations;
    std::string note;
};

/// Linear regression of a relation on others, cell by cell, tested by permutation; the statistic is t.
///
/// Cells off the diagonal (undirected: i < j), intercept first. p: as far from 0; p_high: t as large; p_low: as
/// small. se is that of ordinary least squares, which takes cells for independent: it is part of t, not an answer.
/// A regressor that the others determine has NaN throughout.
///
/// Cost    dsp, x: O(R k^2 n^2) for k terms; y: O(R k m) for m cells stored; memory 8 n^2 (2 k + 2).
/// Throws  Error{invalid_argument} for sizes that differ, no cells left over; Error{cancelled}.
/// Source  D. Dekker, D. Krackhardt, T. Snijders, Psychometrika 72, 2007, doi:10.1007/s11336-007-9016-1.
[[nodiscard]] Mrqap mrqap(const NodeMatrix& y, std::span<const NodeMatrix> x,
                          MrqapMethod method = MrqapMethod::dsp, const PermutationOptions& options = {},
                          const Progress& progress = {});

/// The same for a relation of zeros and ones, by logistic regression; the statistic is z. dsp permutes the residual
/// of a linear regression of each regressor on the others.
///
/// Throws  Error{invalid_argument}, also for a response other than 0 and 1.
/// Source  D. Krackhardt, Social Networks 10, 1988, doi:10.1016/0378-8733(88)90004-4.
[[nodiscard]] Mrqap netlogit(const NodeMatrix& y, std::span<const NodeMatrix> x,
                             MrqapMethod method = MrqapMethod::dsp, const PermutationOptions& options = {},
                             const Progress& progress = {});

}  // namespace tissu
