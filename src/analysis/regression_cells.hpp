#pragma once
/// \file
/// What regressions of relations share: matrices as dense rows, checks, sums over cells.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <tissu/analysis/inference.hpp>

namespace tissu {

/// A square matrix, row by row, 0 on the diagonal.
using Dense = std::vector<double>;

/// The response and the regressors of a regression; regressor 0 is the constant.
struct Design {
    Index n = 0;
    bool directed = true;
    std::vector<std::string> names;
    Dense y;
    std::vector<Dense> x;
    std::size_t stored = 0;  ///< cells stored in any regressor but the constant, at most

    [[nodiscard]] double cells() const noexcept {
        return static_cast<double>(n) * (static_cast<double>(n) - 1) / (directed ? 1 : 2);
    }
    /// The first column of a row that is a cell.
    [[nodiscard]] Index first(Index row) const noexcept { return directed ? 0 : row + 1; }
};

/// Throws Error{invalid_argument} for matrices of different sizes.
[[nodiscard]] Design design_of(const NodeMatrix& y, std::span<const NodeMatrix> x, bool directed);

/// Sum of products, four chains of additions.
[[nodiscard]] double dot(const double* a, const double* b, std::size_t size) noexcept;

/// Sum over cells of a times b.
[[nodiscard]] double product(const Design& design, const Dense& a, const Dense& b);

/// Sums of products of the chosen regressors, row by row.
[[nodiscard]] std::vector<double> gram(const Design& design, std::span<const std::size_t> chosen);

/// `of` less its projection on the chosen regressors, in every cell.
[[nodiscard]] Dense residual(const Design& design, const Dense& of, std::span<const std::size_t> chosen);

/// Rows of the table of a regression.
struct TermColumns {
    std::vector<double> estimate, se, statistic, p, high, low;
    void add(double estimate_, double se_, double statistic_, const PermutationP& p_);
    [[nodiscard]] Table table(const std::vector<std::string>& names, const char* statistic_name,
                              std::string note) const;
};

}  // namespace tissu
