#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <tissu/analysis/inference.hpp>
#include <tissu/base/error.hpp>

#include "analysis/orders.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Cell {
    Index row, column;
    double value;
};

/// Cells other than 0, off the diagonal; undirected: above it.
std::vector<Cell> cells_of(const Csr& relation, bool directed) {
    std::vector<Cell> cells;
    for (Index row = 0; row < relation.rows(); ++row) {
        const auto targets = relation.targets(row);
        for (std::size_t k = 0; k < targets.size(); ++k) {
            const double value = relation.weight(row, k);
            if (value != 0 && (directed ? row != targets[k] : row < targets[k]))
                cells.push_back({row, targets[k], value});
        }
    }
    return cells;
}

/// Mean and spread over all cells, those of 0 included.
struct Moments {
    double mean, sd;
};

Moments moments_of(const std::vector<Cell>& cells, double count) {
    double sum = 0, squares = 0;
    for (const Cell& cell : cells) sum += cell.value;
    const double mean = sum / count;
    for (const Cell& cell : cells) squares += (cell.value - mean) * (cell.value - mean);
    squares += (count - static_cast<double>(cells.size())) * mean * mean;
    return {mean, std::sqrt(squares / count)};
}

/// A relation in which cells are looked up at random: a bit for each cell, and its value beside if there are others
/// than 1; every value, if many cells are stored.
class Lookup {
public:
    Lookup(const Csr& relation, const std::vector<Cell>& cells)
        : relation_(relation),
          n_(relation.rows()),
          ones_(std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.value == 1; })) {
        const std::size_t size = n_ * n_;
        const auto stored = static_cast<std::size_t>(relation.size());
        if (!ones_ && stored > size / 8) values_.resize(size);
        else bits_.resize(size / 64 + 1);
        for (Index row = 0; row < n_; ++row) {
            const auto targets = relation.targets(row);
            for (std::size_t k = 0; k < targets.size(); ++k) {
                const std::size_t at = row * n_ + targets[k];
                if (!values_.empty()) values_[at] = relation.weight(row, k);
                else if (relation.weight(row, k) != 0) bits_[at >> 6] |= std::uint64_t{1} << (at & 63);
            }
        }
    }

    /// Sum over `cells` of their value times that of the cell where their ends are sent.
    [[nodiscard]] double product(const std::vector<Cell>& cells, bool ones, const Index* order) const {
        if (!values_.empty()) {
            double sum = 0;
            for (const Cell& cell : cells)
                sum += cell.value * values_[order[cell.row] * n_ + order[cell.column]];
            return sum;
        }
        if (ones && ones_) {
            std::uint64_t count = 0;
            for (const Cell& cell : cells) count += bit(order[cell.row] * n_ + order[cell.column]);
            return static_cast<double>(count);
        }
        double sum = 0;
        for (const Cell& cell : cells) {
            const Index row = order[cell.row], column = order[cell.column];
            if (bit(row * n_ + column)) sum += cell.value * (ones_ ? 1 : value(row, column));
        }
        return sum;
    }

    [[nodiscard]] bool ones() const noexcept { return ones_; }

private:
    [[nodiscard]] std::uint64_t bit(std::size_t at) const { return bits_[at >> 6] >> (at & 63) & 1; }
    [[nodiscard]] double value(Index row, Index column) const {
        const auto targets = relation_.targets(row);
        const auto at = std::lower_bound(targets.begin(), targets.end(), column) - targets.begin();
        return relation_.weight(row, static_cast<std::size_t>(at));
    }

    const Csr& relation_;
    std::size_t n_;
    bool ones_;
    std::vector<double> values_;
    std::vector<std::uint64_t> bits_;
};

}  // namespace

Qap qap(const NodeMatrix& a, const NodeMatrix& b, const PermutationOptions& options,
        const Progress& progress) {
    const Index n = a.cells.rows();
    for (const NodeMatrix* relation : {&a, &b})
        if (relation->cells.rows() != n || relation->cells.columns() != n)
            throw Error(Errc::invalid_argument, "expected two square matrices of " + std::to_string(n) +
                                                    " rows, found " + std::to_string(relation->cells.rows()) +
                                                    " x " + std::to_string(relation->cells.columns()));
    const Orders orders(n, options);
    // Permuting one or the other gives the same values, in another order: walk the sparser one.
    std::vector<Cell> walked = cells_of(a.cells, options.directed),
                      looked_up = cells_of(b.cells, options.directed);
    const double count = static_cast<double>(n) * (static_cast<double>(n) - 1) / (options.directed ? 1 : 2);
    const bool swapped = looked_up.size() < walked.size();
    if (swapped) walked.swap(looked_up);
    const Lookup lookup(swapped ? a.cells : b.cells, looked_up);
    const Moments of_walked = moments_of(walked, count), of_other = moments_of(looked_up, count);
    const bool ones =
        std::all_of(walked.begin(), walked.end(), [](const Cell& cell) { return cell.value == 1; });
    const double scale = of_walked.sd * of_other.sd;
    const auto correlation = [&](const Index* order) {
        const double product = lookup.product(walked, ones, order);
        return scale > 0 ? (product / count - of_walked.mean * of_other.mean) / scale : undefined;
    };
    std::vector<Index> as_it_is(n);
    for (Index i = 0; i < n; ++i) as_it_is[i] = i;
    Qap result{};
    result.correlation = correlation(as_it_is.data());
    std::vector<double> values(orders.count());
    orders.for_each(options.threads, progress, [&](std::size_t begin, std::span<const Index> chunk) {
        for (std::size_t k = 0; k * n < chunk.size(); ++k) values[begin + k] = correlation(&chunk[k * n]);
    });
    result.mean = result.sd = undefined;
    if (!values.empty()) {
        const auto size = static_cast<double>(values.size());
        double sum = 0, squares = 0;
        for (const double value : values) sum += value;
        result.mean = sum / size;
        for (const double value : values) squares += (value - result.mean) * (value - result.mean);
        result.sd = std::sqrt(squares / size);
    }
    result.p = orders.p_of(result.correlation, values, 1e-10);
    result.permutations = static_cast<std::int64_t>(values.size());
    result.note = "QAP: correlation of " + a.name + " and " + b.name + " over " +
                  std::to_string(static_cast<std::int64_t>(count)) +
                  (options.directed ? " cells" : " pairs") + " off the diagonal; " + orders.sentence() +
                  ". tissu " TISSU_VERSION ".";
    return result;
}

}  // namespace tissu
