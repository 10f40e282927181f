#pragma once
/// \file
/// Small dense symmetric systems.

#include <cstddef>
#include <span>
#include <vector>

namespace tissu {

/// The factor of a symmetric positive semi-definite matrix. A row that the rows before it determine (its pivot is
/// below `tolerance` times its diagonal) is left out: its unknown is 0.
class Cholesky {
public:
    /// `a`: n x n, row by row; only the upper triangle is read.
    Cholesky(std::vector<double> a, std::size_t n, double tolerance = 1e-10);

    /// Replaces b by x, for A x = b.
    void solve(std::span<double> b) const;

    [[nodiscard]] std::size_t rank() const noexcept { return rank_; }
    [[nodiscard]] bool dependent(std::size_t i) const noexcept { return upper_[i * n_ + i] == 0; }

private:
    std::vector<double> upper_;  ///< A = U' U
    std::size_t n_;
    std::size_t rank_ = 0;
};

}  // namespace tissu
