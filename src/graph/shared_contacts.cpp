#include "graph/shared_contacts.hpp"

#include <atomic>
#include <utility>

#include <tissu/base/parallel.hpp>

#include "graph/pool.hpp"

namespace tissu {
namespace {

constexpr std::size_t chunk_rows = 512;

/// Each entry is written once, by whoever looks at its pair: no two threads meet.
class Search {
public:
    Search(const Csr& ties, std::span<const double> divisor)
        : ties_(ties), divisor_(divisor.data()),
          found_{std::vector<double>(ties.targets().size()), std::vector<double>(ties.targets().size())} {}

    /// `tie` is zero on entry and on return; in between it holds a_iq of the row i.
    void look_from(Index row, double* tie) {
        const auto targets = ties_.targets(row);
        const auto weights = ties_.weights(row);
        for (std::size_t i = 0; i < targets.size(); ++i) tie[targets[i]] = weights[i];
        for (std::size_t i = 0; i < targets.size(); ++i)
            if (looks_at(row, targets[i])) look_at(row, targets[i], ties_.offsets()[row] + static_cast<std::int64_t>(i), tie);
        for (const Index target : targets) tie[target] = 0;
    }

    SharedContacts result() { return std::move(found_); }

private:
    [[nodiscard]] bool looks_at(Index row, Index other) const {
        const auto mine = ties_.degree(row);
        const auto theirs = ties_.degree(other);
        return mine > theirs || (mine == theirs && row < other);
    }

    void look_at(Index row, Index other, std::int64_t entry, const double* tie) {
        const Index* targets = ties_.targets().data();
        const double* weights = ties_.weights().data();
        const std::int64_t end = ties_.offsets()[std::size_t{other} + 1];
        double product = 0;
        double divided = 0;
        std::int64_t back = entry;
        for (std::int64_t e = ties_.offsets()[other]; e < end; ++e) {
            const Index common = targets[e];
            if (common == row) back = e;
            if (tie[common] == 0) continue;
            const double both = tie[common] * weights[e];
            product += both;
            divided += both / divisor_[common];
        }
        found_.product[static_cast<std::size_t>(entry)] = found_.product[static_cast<std::size_t>(back)] = product;
        found_.divided[static_cast<std::size_t>(entry)] = found_.divided[static_cast<std::size_t>(back)] = divided;
    }

    const Csr& ties_;
    const double* divisor_;
    SharedContacts found_;
};

}  // namespace

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
    Search search(ties, divisor);
    Pool<std::vector<double>> pool;
    std::atomic<std::size_t> done{0};
    const std::size_t rows = ties.rows();
    for_each_chunk(rows, chunk_rows, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        auto tie = pool.borrow([&] { return std::vector<double>(rows); });
        for (std::size_t row = begin; row < end; ++row) search.look_from(static_cast<Index>(row), tie->data());
        pool.give_back(std::move(tie));
        progress.report(static_cast<double>(done += end - begin) / static_cast<double>(rows));
    });
    return search.result();
}

}  // namespace tissu
