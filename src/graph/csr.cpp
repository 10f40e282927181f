#include <tissu/graph/csr.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

[[noreturn]] void refuse(const std::string& message) { throw Error(Errc::invalid_argument, message); }

std::string at_entry(std::size_t entry) { return " at entry " + std::to_string(entry); }

/// Rows, columns and weights as they come out of one pass of the counting sort.
struct Arrays {
    std::vector<std::int64_t> offsets;
    std::vector<Index> targets;
    std::vector<double> weights;
};

void count_up(std::vector<std::int64_t>& offsets) {
    for (std::size_t i = 1; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
}

/// Columns become rows. Reading rows in order makes the new rows ascending: the second half of the sort.
Arrays transpose(Index rows, Index columns, std::span<const std::int64_t> offsets,
                 std::span<const Index> targets, std::span<const double> weights) {
    Arrays to;
    to.offsets.assign(std::size_t{columns} + 1, 0);
    for (const Index target : targets) ++to.offsets.data()[std::size_t{target} + 1];
    count_up(to.offsets);
    to.targets.resize(targets.size());
    to.weights.resize(weights.size());
    std::vector<std::int64_t> next_place(to.offsets.begin(), to.offsets.end() - 1);
    std::int64_t* next = next_place.data();
    const Index* from = targets.data();
    for (Index row = 0; row < rows; ++row) {
        const std::int64_t end = offsets[std::size_t{row} + 1];
        for (std::int64_t entry = offsets[row]; entry < end; ++entry) {
            const std::int64_t place = next[from[entry]]++;
            to.targets.data()[place] = row;
            if (!weights.empty()) to.weights.data()[place] = weights.data()[entry];
        }
    }
    return to;
}

/// Sorts a row: those of ordinary length by insertion.
void sort_row(Index* begin, Index* end) {
    if (end - begin > 32) return std::sort(begin, end);
    for (Index* i = begin + 1; i < end; ++i) {
        const Index value = *i;
        Index* place = i;
        for (; place > begin && place[-1] > value; --place) *place = place[-1];
        *place = value;
    }
}

/// Without weights equal entries cannot be told apart: put each into its row, then sort the rows.
Arrays scatter_and_sort(Index rows, std::span<const Index> sources, std::span<const Index> targets, bool symmetric,
                        unsigned threads) {
    Arrays to;
    to.offsets.assign(std::size_t{rows} + 2, 0);  // one further than it will be: the places move on as rows fill
    std::int64_t* next = to.offsets.data() + 1;
    const Index* a = sources.data();
    const Index* b = targets.data();
    const std::size_t n = sources.size();
    for (std::size_t i = 0; i < n; ++i) {
        ++next[std::size_t{a[i]} + 1];
        if (symmetric && a[i] != b[i]) ++next[std::size_t{b[i]} + 1];
    }
    count_up(to.offsets);
    to.targets.resize(static_cast<std::size_t>(to.offsets.back()));
    Index* placed = to.targets.data();
    for (std::size_t i = 0; i < n; ++i) {
        placed[next[a[i]]++] = b[i];
        if (symmetric && a[i] != b[i]) placed[next[b[i]]++] = a[i];
    }
    to.offsets.pop_back();
    const std::int64_t* offsets = to.offsets.data();
    for_each_chunk(rows, 16384, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) sort_row(placed + offsets[row], placed + offsets[row + 1]);
    });
    return to;
}

/// Entries by column, in the order given: the first half of the sort.
Arrays bucket(Index columns, std::span<const Index> sources, std::span<const Index> targets,
              std::span<const double> weights, bool symmetric) {
    Arrays by_column;
    by_column.offsets.assign(std::size_t{columns} + 1, 0);
    std::int64_t* count = by_column.offsets.data() + 1;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        ++count[targets[i]];
        if (symmetric && sources[i] != targets[i]) ++count[sources[i]];
    }
    count_up(by_column.offsets);
    by_column.targets.resize(static_cast<std::size_t>(by_column.offsets.back()));
    by_column.weights.resize(by_column.targets.size());
    std::vector<std::int64_t> next(by_column.offsets.begin(), by_column.offsets.end() - 1);
    const auto put = [&](Index column, Index row, std::size_t i) {
        const std::int64_t place = next.data()[column]++;
        by_column.targets.data()[place] = row;
        by_column.weights.data()[place] = weights[i];
    };
    for (std::size_t i = 0; i < sources.size(); ++i) {
        put(targets[i], sources[i], i);
        if (symmetric && sources[i] != targets[i]) put(sources[i], targets[i], i);
    }
    return by_column;
}

bool has_repeats(const Arrays& arrays) {
    const Index* targets = arrays.targets.data();
    for (std::size_t row = 0; row + 1 < arrays.offsets.size(); ++row)
        for (std::int64_t entry = arrays.offsets[row] + 1; entry < arrays.offsets[row + 1]; ++entry)
            if (targets[entry] == targets[entry - 1]) return true;
    return false;
}

/// Equal neighbours of a row become one entry.
void unite_repeats(Arrays& arrays, Repeated repeated) {
    if (!has_repeats(arrays)) return;
    if (arrays.weights.empty() && repeated == Repeated::sum) arrays.weights.assign(arrays.targets.size(), 1.0);
    const bool weighted = !arrays.weights.empty();
    std::int64_t kept = 0;
    std::int64_t begin = 0;
    for (std::size_t row = 0; row + 1 < arrays.offsets.size(); ++row) {
        const std::int64_t end = arrays.offsets[row + 1];
        const std::int64_t first = kept;
        for (std::int64_t entry = begin; entry < end; ++entry) {
            const bool again = kept > first && arrays.targets[kept - 1] == arrays.targets[entry];
            if (!again) {
                arrays.targets[kept] = arrays.targets[entry];
                if (weighted) arrays.weights[kept] = arrays.weights[entry];
                ++kept;
            } else if (weighted) {
                double& weight = arrays.weights[kept - 1];
                weight = repeated == Repeated::sum ? weight + arrays.weights[entry]
                                                   : std::max(weight, arrays.weights[entry]);
            }
        }
        begin = end;
        arrays.offsets[row + 1] = kept;
    }
    arrays.targets.resize(static_cast<std::size_t>(kept));
    if (weighted) arrays.weights.resize(static_cast<std::size_t>(kept));
}

void check_weights(std::span<const double> weights) {
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (!std::isfinite(weights[i]))
            refuse("expected finite weights, found " + shown(weights[i]) + at_entry(i));
}

void check_columns(Index rows, Index columns, std::span<const Index> sources, std::span<const Index> targets,
                   std::span<const double> weights, bool symmetric) {
    if (sources.size() != targets.size() || (!weights.empty() && weights.size() != sources.size()))
        refuse("expected columns of equal length, found " + std::to_string(sources.size()) + " sources, " +
               std::to_string(targets.size()) + " targets and " + std::to_string(weights.size()) + " weights");
    if (symmetric && rows != columns)
        refuse("expected as many rows as columns in a symmetric relation, found " + std::to_string(rows) +
               " rows and " + std::to_string(columns) + " columns");
    const auto largest = [](std::span<const Index> values) {
        Index most = 0;
        for (const Index value : values) most = std::max(most, value);
        return most;
    };
    if (sources.empty() || (largest(sources) < rows && largest(targets) < columns)) return check_weights(weights);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sources[i] >= rows)
            refuse("expected a source below " + std::to_string(rows) + ", found " + std::to_string(sources[i]) +
                   at_entry(i));
        if (targets[i] >= columns)
            refuse("expected a target below " + std::to_string(columns) + ", found " +
                   std::to_string(targets[i]) + at_entry(i));
    }
}

}  // namespace

Csr::Csr(Index rows, Index columns, std::vector<std::int64_t> offsets, std::vector<Index> targets,
         std::vector<double> weights)
    : rows_(rows), columns_(columns), offsets_(std::move(offsets)), targets_(std::move(targets)),
      weights_(std::move(weights)) {
    if (offsets_.size() != std::size_t{rows} + 1 || offsets_.front() != 0 || offsets_.back() != size())
        refuse("expected " + std::to_string(std::size_t{rows} + 1) + " offsets from 0 to " +
               std::to_string(targets_.size()) + ", found " + std::to_string(offsets_.size()) + " offsets");
    if (!weights_.empty() && weights_.size() != targets_.size())
        refuse("expected as many weights as targets, found " + std::to_string(weights_.size()) + " and " +
               std::to_string(targets_.size()));
    if (!std::is_sorted(offsets_.begin(), offsets_.end())) refuse("expected offsets that ascend, found a descent");
    for (Index row = 0; row < rows; ++row) {
        const auto targets_of_row = this->targets(row);
        for (std::size_t i = 0; i < targets_of_row.size(); ++i) {
            if (targets_of_row[i] >= columns)
                refuse("expected a target below " + std::to_string(columns) + ", found " +
                       std::to_string(targets_of_row[i]) + " in row " + std::to_string(row));
            if (i > 0 && targets_of_row[i] <= targets_of_row[i - 1])
                refuse("expected distinct targets in ascending order, found " +
                       std::to_string(targets_of_row[i - 1]) + " before " + std::to_string(targets_of_row[i]) +
                       " in row " + std::to_string(row));
        }
    }
    for (std::size_t i = 0; i < weights_.size(); ++i)
        if (!std::isfinite(weights_[i]))
            refuse("expected finite weights, found " + shown(weights_[i]) + at_entry(i));
}

Csr build_csr(Index rows, Index columns, std::span<const Index> sources, std::span<const Index> targets,
              std::span<const double> weights, bool symmetric, Repeated repeated, unsigned threads) {
    check_columns(rows, columns, sources, targets, weights, symmetric);
    Arrays sorted;
    if (weights.empty()) {
        sorted = scatter_and_sort(rows, sources, targets, symmetric, threads);
    } else {  // repeated weights are added in the order given, from either end
        const Arrays by_column = bucket(columns, sources, targets, weights, symmetric);
        sorted = transpose(columns, rows, by_column.offsets, by_column.targets, by_column.weights);
    }
    unite_repeats(sorted, repeated);
    return Csr(Unchecked{}, rows, columns, std::move(sorted.offsets), std::move(sorted.targets), std::move(sorted.weights));
}

Csr transposed(const Csr& csr) {
    Arrays turned = transpose(csr.rows(), csr.columns(), csr.offsets(), csr.targets(), csr.weights());
    return Csr(Unchecked{}, csr.columns(), csr.rows(), std::move(turned.offsets), std::move(turned.targets),
               std::move(turned.weights));
}

bool is_symmetric(const Csr& csr) {
    if (csr.rows() != csr.columns()) return false;
    std::vector<std::int64_t> next(csr.offsets().begin(), csr.offsets().end() - 1);
    const auto targets = csr.targets();
    const auto weights = csr.weights();
    for (Index row = 0; row < csr.rows(); ++row) {
        for (std::int64_t entry = csr.offsets()[row]; entry < csr.offsets()[row + 1]; ++entry) {
            const Index target = targets[entry];
            const std::int64_t mate = next[target]++;  // rows come in order: the next entry must be this row
            if (mate == csr.offsets()[target + 1] || targets[mate] != row) return false;
            if (csr.weighted() && weights[mate] != weights[entry]) return false;
        }
    }
    return true;
}

Csr symmetrised(const Csr& csr) {
    if (csr.rows() != csr.columns())
        refuse("expected as many rows as columns, found " + std::to_string(csr.rows()) + " rows and " +
               std::to_string(csr.columns()) + " columns");
    const Csr other = transposed(csr);
    Arrays sum;
    sum.offsets.assign(1, 0);
    for (Index row = 0; row < csr.rows(); ++row) {
        const auto a = csr.targets(row);
        const auto b = other.targets(row);
        std::size_t i = 0;
        std::size_t k = 0;
        while (i < a.size() || k < b.size()) {
            const Index target = k == b.size() || (i < a.size() && a[i] < b[k]) ? a[i] : b[k];
            double weight = 0;
            if (i < a.size() && a[i] == target) weight += csr.weight(row, i++);
            if (k < b.size() && b[k] == target) weight += other.weight(row, k++);
            sum.targets.push_back(target);
            sum.weights.push_back(weight);
        }
        sum.offsets.push_back(static_cast<std::int64_t>(sum.targets.size()));
    }
    return Csr(Unchecked{}, csr.rows(), csr.columns(), std::move(sum.offsets), std::move(sum.targets), std::move(sum.weights));
}

std::optional<Entry> weight_below(const Csr& csr, double bound) {
    if (!csr.weighted() && (1 >= bound || csr.size() == 0)) return std::nullopt;
    for (Index row = 0; row < csr.rows(); ++row)
        for (std::size_t i = 0; i < csr.targets(row).size(); ++i)
            if (csr.weight(row, i) < bound) return Entry{row, csr.targets(row)[i], csr.weight(row, i)};
    return std::nullopt;
}

}  // namespace tissu
