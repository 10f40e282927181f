#pragma once
/// \file
/// Incidences with the same degrees on both sides, drawn at random.

#include <cstdint>
#include <vector>

#include <tissu/base/random.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// A chain of incidences: trades of columns between two rows (Strona et al. 2014, the variant without set
/// operations of Godard, Neal 2022). Its stationary distribution is uniform.
class Curveball {
public:
    Curveball(const Csr& incidence, std::uint64_t seed, std::uint64_t stream);

    void trade(std::int64_t times);

    /// Columns of each row, ascending.
    [[nodiscard]] const std::vector<std::vector<Index>>& rows() const noexcept { return rows_; }

private:
    std::vector<std::vector<Index>> rows_;
    std::vector<Index> shared_, apart_;  ///< scratch
    std::vector<char> side_;
    Random random_;
};

/// What the draws say of each pair of rows: `of(i, j)` for i < j.
class PairCounts {
public:
    explicit PairCounts(Index rows)
        : rows_(rows), counts_(static_cast<std::size_t>(rows) * (rows - (rows > 0)) / 2) {}

    [[nodiscard]] std::uint32_t& of(Index i, Index j) { return counts_[at(i, j)]; }
    [[nodiscard]] std::uint32_t of(Index i, Index j) const { return counts_[at(i, j)]; }
    void add(const PairCounts& other) {
        for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += other.counts_[k];
    }

private:
    [[nodiscard]] std::size_t at(Index i, Index j) const {
        const auto row = static_cast<std::size_t>(i);
        return row * (2 * static_cast<std::size_t>(rows_) - row - 1) / 2 + (j - i - 1);
    }
    Index rows_;
    std::vector<std::uint32_t> counts_;
};

}  // namespace tissu
