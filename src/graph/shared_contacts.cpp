#include "graph/shared_contacts.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include <tissu/base/parallel.hpp>

#include "graph/pool.hpp"

namespace tissu {
namespace {

constexpr std::size_t chunk_rows = 512;

/// What a row is tied by to another, and that over the divisor of the other. Side by side: both are added at once.
struct alignas(16) Tie {
    double weight = 0;
    double share = 0;
};

/// Each entry is written once, by whoever looks at its pair: no two threads meet.
template <bool weighted>
class Search {
public:
    Search(const Csr& ties, std::span<const double> divisor, SharedContacts& found)
        : ties_(ties), inverse_(divisor.size()), found_(found) {
        for (std::size_t row = 0; row < divisor.size(); ++row) inverse_[row] = divisor[row] != 0 ? 1 / divisor[row] : 0.0;
    }

    /// `tie` is zero on entry and on return; in between it holds a_iq of the row i.
    void look_from(Index row, Tie* tie) {
        const auto targets = ties_.targets(row);
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const double weight = ties_.weight(row, i);
            tie[targets[i]] = {weight, weight * inverse_[targets[i]]};
        }
        for (std::size_t i = 0; i < targets.size(); ++i)
            if (looks_at(row, targets[i])) look_at(row, targets[i], ties_.offsets()[row] + static_cast<std::int64_t>(i), tie);
        for (const Index target : targets) tie[target] = {};
    }

private:
    [[nodiscard]] bool looks_at(Index row, Index other) const {
        const auto mine = ties_.degree(row);
        const auto theirs = ties_.degree(other);
        return mine > theirs || (mine == theirs && row < other);
    }

    void look_at(Index row, Index other, std::int64_t entry, const Tie* tie) {
        const Index* targets = ties_.targets().data();
        const double* weights = ties_.weights().data();
        const std::int64_t begin = ties_.offsets()[other];
        const std::int64_t end = ties_.offsets()[std::size_t{other} + 1];
        Tie even, odd;
        const auto add = [&](Tie& sum, std::int64_t e) {
            const Tie& common = tie[targets[e]];
            sum.weight += weighted ? common.weight * weights[e] : common.weight;
            sum.share += weighted ? common.share * weights[e] : common.share;
        };
        std::int64_t e = begin;
        for (; e + 1 < end; e += 2) {
            add(even, e);
            add(odd, e + 1);
        }
        if (e < end) add(even, e);
        const Index* back = std::lower_bound(targets + begin, targets + end, row);
        for (const std::ptrdiff_t place : {static_cast<std::ptrdiff_t>(entry), back - targets}) {
            found_.product.data()[place] = even.weight + odd.weight;
            found_.divided.data()[place] = even.share + odd.share;
        }
    }

    const Csr& ties_;
    std::vector<double> inverse_;
    SharedContacts& found_;
};

template <bool weighted>
void search(const Csr& ties, std::span<const double> divisor, SharedContacts& found, unsigned threads,
            const Progress& progress) {
    Search<weighted> search(ties, divisor, found);
    Pool<std::vector<Tie>> pool;
    std::atomic<std::size_t> done{0};
    const std::size_t rows = ties.rows();
    for_each_chunk(rows, chunk_rows, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        auto tie = pool.borrow([&] { return std::vector<Tie>(rows); });
        for (std::size_t row = begin; row < end; ++row) search.look_from(static_cast<Index>(row), tie->data());
        pool.give_back(std::move(tie));
        progress.report(static_cast<double>(done += end - begin) / static_cast<double>(rows));
    });
}

}  // namespace

bool is_proper(const Csr& ties) {
    for (Index row = 0; row < ties.rows(); ++row) {
        const auto targets = ties.targets(row);
        if (std::binary_search(targets.begin(), targets.end(), row)) return false;
    }
    return std::find(ties.weights().begin(), ties.weights().end(), 0.0) == ties.weights().end();
}

Csr proper_ties(const Csr& ties) {
    std::vector<std::int64_t> offsets{0};
    std::vector<Index> targets;
    std::vector<double> weights;
    for (Index row = 0; row < ties.rows(); ++row) {
        for (std::size_t i = 0; i < ties.targets(row).size(); ++i) {
            if (ties.targets(row)[i] == row || ties.weight(row, i) == 0) continue;
            targets.push_back(ties.targets(row)[i]);
            weights.push_back(ties.weight(row, i));
        }
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }
    return Csr(ties.rows(), ties.rows(), std::move(offsets), std::move(targets), std::move(weights));
}

SharedContacts shared_contacts(const Csr& ties, std::span<const double> divisor, unsigned threads,
                               const Progress& progress) {
    SharedContacts found{std::vector<double>(ties.targets().size()), std::vector<double>(ties.targets().size())};
    if (ties.weighted()) search<true>(ties, divisor, found, threads, progress);
    else search<false>(ties, divisor, found, threads, progress);
    return found;
}

}  // namespace tissu
