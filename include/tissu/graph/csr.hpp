#pragma once
/// \file
/// A sparse relation between rows and columns: the one graph type of the library.

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <tissu/base/id.hpp>

namespace tissu {

/// Says that whoever calls has made sure of what is otherwise checked.
struct Unchecked {};

/// Compressed sparse rows. Targets of a row are ascending and distinct. Never changes after it is built.
///
/// A square symmetric Csr is an undirected graph: each edge is stored from both ends, a loop once.
/// Without weights every entry weighs 1. Memory: 8 (rows + 1) + 4 size (+ 8 size with weights) bytes.
class Csr {
public:
    Csr() = default;

    /// Takes arrays that already obey the rules above. Throws Error{invalid_argument} if they do not.
    Csr(Index rows, Index columns, std::vector<std::int64_t> offsets, std::vector<Index> targets,
        std::vector<double> weights = {});

    /// The same without the checks: for arrays that obey the rules because of how they were made.
    Csr(Unchecked, Index rows, Index columns, std::vector<std::int64_t> offsets, std::vector<Index> targets,
        std::vector<double> weights = {})
        : rows_(rows), columns_(columns), offsets_(std::move(offsets)), targets_(std::move(targets)),
          weights_(std::move(weights)) {}

    [[nodiscard]] Index rows() const noexcept { return rows_; }
    [[nodiscard]] Index columns() const noexcept { return columns_; }

    /// Entries stored: arcs, or twice the edges of an undirected graph (loops once).
    [[nodiscard]] std::int64_t size() const noexcept { return static_cast<std::int64_t>(targets_.size()); }
    [[nodiscard]] bool weighted() const noexcept { return !weights_.empty(); }

    [[nodiscard]] std::int64_t degree(Index row) const noexcept { return offsets_[row + 1] - offsets_[row]; }
    [[nodiscard]] std::span<const Index> targets(Index row) const noexcept {
        return {targets_.data() + offsets_[row], static_cast<std::size_t>(degree(row))};
    }
    /// Empty if not weighted.
    [[nodiscard]] std::span<const double> weights(Index row) const noexcept {
        if (!weighted()) return {};
        return {weights_.data() + offsets_[row], static_cast<std::size_t>(degree(row))};
    }
    [[nodiscard]] double weight(Index row, std::size_t entry) const noexcept {
        return weighted() ? weights_[static_cast<std::size_t>(offsets_[row]) + entry] : 1.0;
    }

    [[nodiscard]] std::span<const std::int64_t> offsets() const noexcept { return offsets_; }
    [[nodiscard]] std::span<const Index> targets() const noexcept { return targets_; }
    [[nodiscard]] std::span<const double> weights() const noexcept { return weights_; }

private:
    Index rows_ = 0;
    Index columns_ = 0;
    std::vector<std::int64_t> offsets_{0};
    std::vector<Index> targets_;
    std::vector<double> weights_;
};

/// What to do with entries given more than once.
enum class Repeated : unsigned char {
    sum,    ///< weights add up (unweighted input: the weight counts the repetitions)
    merge,  ///< unweighted input stays unweighted; weighted input keeps the largest weight
};

/// Builds a relation from columns of equal length, by counting sort. `weights` empty: unweighted.
/// `symmetric`: each pair is entered from both ends (a loop once). Weights must be finite.
/// Throws Error{invalid_argument} for indices out of range, lengths that differ, weights not finite.
/// Cost: O(rows + columns + n) time, with log of the largest degree for those above 32. `threads` 0: all; the
/// result does not depend on it.
[[nodiscard]] Csr build_csr(Index rows, Index columns, std::span<const Index> sources, std::span<const Index> targets,
                            std::span<const double> weights = {}, bool symmetric = false,
                            Repeated repeated = Repeated::sum, unsigned threads = 0);

/// Rows and columns exchanged. O(rows + columns + size).
[[nodiscard]] Csr transposed(const Csr& csr);

/// True if entry (i, j) implies (j, i) with the same weight. O(size).
[[nodiscard]] bool is_symmetric(const Csr& csr);

/// The weights of both directions added, a_ij + a_ji: always weighted, a loop counts twice. O(rows + size).
/// Throws Error{invalid_argument} if there are not as many rows as columns.
[[nodiscard]] Csr symmetrised(const Csr& csr);

/// One entry of a relation.
struct Entry {
    Index row;
    Index column;
    double weight;
};

/// The first entry that weighs less than `bound`; NaN never does. O(size).
[[nodiscard]] std::optional<Entry> weight_below(const Csr& csr, double bound);

}  // namespace tissu
