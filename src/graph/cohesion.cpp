#include <tissu/graph/cohesion.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"
#include "graph/pool.hpp"
#include "graph/shared_contacts.hpp"

namespace tissu {
namespace {

/// Rows in ascending order of degree, with the place of each and where each degree begins.
struct Bins {
    std::vector<Index> order, place, begin;
};

Bins bins_of(const std::vector<Index>& degree) {
    const Index most = degree.empty() ? 0 : *std::max_element(degree.begin(), degree.end());
    Bins bins{std::vector<Index>(degree.size()), std::vector<Index>(degree.size()),
              std::vector<Index>(std::size_t{most} + 2)};
    for (const Index d : degree) ++bins.begin[std::size_t{d} + 1];
    std::partial_sum(bins.begin.begin(), bins.begin.end(), bins.begin.begin());
    std::vector<Index> next = bins.begin;
    for (std::size_t row = 0; row < degree.size(); ++row) {
        bins.place[row] = next[degree[row]]++;
        bins.order[bins.place[row]] = static_cast<Index>(row);
    }
    return bins;
}

/// The ties that lead from each row to rows of higher rank, by rank: every triangle is then met once.
class Oriented {
public:
    Oriented(const Csr& ties, const std::vector<Index>& rank, const std::vector<Index>& order) : offsets_{0} {
        targets_.reserve(ties.targets().size() / 2);
        for (const Index row : order) {
            for (const Index target : ties.targets(row))
                if (rank[target] > rank[row]) targets_.push_back(rank[target]);
            std::sort(targets_.begin() + offsets_.back(), targets_.end());
            offsets_.push_back(static_cast<std::int64_t>(targets_.size()));
        }
    }

    [[nodiscard]] Index rows() const noexcept { return static_cast<Index>(offsets_.size() - 1); }

    /// Adds the triangles whose least rank is `row`. `mark` is zero on entry and on return.
    void count_from(Index row, unsigned char* mark, std::int64_t* count) const {
        const std::int64_t* offsets = offsets_.data();
        const Index* targets = targets_.data();
        if (offsets[row + 1] - offsets[row] < 2) return;
        for (std::int64_t i = offsets[row]; i < offsets[row + 1]; ++i) mark[targets[i]] = 1;
        for (std::int64_t i = offsets[row]; i < offsets[row + 1]; ++i) {
            const Index second = targets[i];
            std::int64_t found = 0;
            for (std::int64_t k = offsets[second]; k < offsets[second + 1]; ++k) {
                const Index third = targets[k];
                count[third] += mark[third];
                found += mark[third];
            }
            count[second] += found;
            count[row] += found;
        }
        for (std::int64_t i = offsets[row]; i < offsets[row + 1]; ++i) mark[targets[i]] = 0;
    }

private:
    std::vector<std::int64_t> offsets_;
    std::vector<Index> targets_;
};

struct TriangleMemory {
    std::vector<unsigned char> mark;
    std::vector<std::int64_t> count;
};

std::vector<Index> plain_degrees(const Csr& ties) {
    const auto counts = neighbour_counts(ties);
    std::vector<Index> degree(counts.size());
    std::transform(counts.begin(), counts.end(), degree.begin(), [](std::int64_t d) { return static_cast<Index>(d); });
    return degree;
}

}  // namespace

std::vector<std::int64_t> neighbour_counts(const Csr& ties) {
    std::vector<std::int64_t> counts(ties.rows());
    for (Index row = 0; row < ties.rows(); ++row) {
        const auto targets = ties.targets(row);
        counts[row] = ties.degree(row) - (std::binary_search(targets.begin(), targets.end(), row) ? 1 : 0);
    }
    return counts;
}

std::vector<Index> core_numbers(const Csr& ties) {
    require_square(ties);
    std::vector<Index> core = plain_degrees(ties);
    auto [order, place, begin] = bins_of(core);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Index row = order[i];
        for (const Index target : ties.targets(row)) {
            if (core[target] <= core[row]) continue;  // a loop ends here as well
            // One tie less: to the front of its bin, which then begins one further.
            const Index front = begin[core[target]]++;
            const Index other = order[front];
            std::swap(order[front], order[place[target]]);
            std::swap(place[other], place[target]);
            --core[target];
        }
    }
    return core;
}

std::vector<std::int64_t> triangles(const Csr& ties, unsigned threads, const Progress& progress) {
    require_square(ties);
    const Bins bins = bins_of(plain_degrees(ties));
    const Oriented oriented(ties, bins.place, bins.order);
    const std::size_t rows = ties.rows();
    Pool<TriangleMemory> pool;
    std::atomic<std::size_t> done{0};
    for_each_chunk(rows, 4096, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        auto memory = pool.borrow([&] {
            return TriangleMemory{std::vector<unsigned char>(rows), std::vector<std::int64_t>(rows)};
        });
        for (std::size_t row = begin; row < end; ++row)
            oriented.count_from(static_cast<Index>(row), memory->mark.data(), memory->count.data());
        pool.give_back(std::move(memory));
        progress.report(static_cast<double>(done += end - begin) / static_cast<double>(rows));
    });
    std::vector<std::int64_t> count(rows);  // whole numbers: the order of the sum does not matter
    for (const auto& memory : pool.all())
        for (std::size_t row = 0; row < rows; ++row) count[row] += memory->count[bins.place[row]];
    return count;
}

std::vector<double> weighted_clustering(const Csr& ties, unsigned threads, const Progress& progress) {
    require_square(ties);
    require_weights(ties);
    const Csr proper = proper_ties(ties);
    double heaviest = 0;
    for (const double weight : proper.weights()) heaviest = std::max(heaviest, weight);
    // The cube root of a product is the product of the cube roots.
    std::vector<double> roots(proper.weights().size());
    std::transform(proper.weights().begin(), proper.weights().end(), roots.begin(),
                   [heaviest](double weight) { return std::cbrt(weight / heaviest); });
    const Csr rooted(proper.rows(), proper.rows(), {proper.offsets().begin(), proper.offsets().end()},
                     {proper.targets().begin(), proper.targets().end()}, std::move(roots));
    const std::vector<double> ones(proper.rows(), 1.0);
    const SharedContacts shared = shared_contacts(rooted, ones, threads, progress);
    const auto neighbours = neighbour_counts(ties);
    std::vector<double> clustering(ties.rows());
    for (Index row = 0; row < ties.rows(); ++row) {
        double sum = 0;  // each triangle comes twice, once by each of the two ties
        for (std::size_t i = 0; i < rooted.targets(row).size(); ++i)
            sum += rooted.weight(row, i) * shared.product[static_cast<std::size_t>(rooted.offsets()[row]) + i];
        const auto n = static_cast<double>(neighbours[row]);
        if (n > 1) clustering[row] = sum / (n * (n - 1));
    }
    return clustering;
}

}  // namespace tissu
