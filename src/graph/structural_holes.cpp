#include <tissu/graph/structural_holes.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"
#include "graph/pool.hpp"

namespace tissu {
namespace {

constexpr std::size_t chunk_rows = 512;

/// a_ij = the weights of both directions added; neither loops nor ties of weight 0.
Csr contacts_of(const Csr& ties) {
    const Csr both = symmetrised(ties);
    std::vector<std::int64_t> offsets{0};
    std::vector<Index> targets;
    std::vector<double> weights;
    for (Index row = 0; row < both.rows(); ++row) {
        for (std::size_t i = 0; i < both.targets(row).size(); ++i) {
            if (both.targets(row)[i] == row || both.weight(row, i) == 0) continue;
            targets.push_back(both.targets(row)[i]);
            weights.push_back(both.weight(row, i));
        }
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }
    return Csr(both.rows(), both.rows(), std::move(offsets), std::move(targets), std::move(weights));
}

/// For each tie i - j, over their common contacts q: both sums are the same seen from i and from j.
struct Shared {
    std::vector<double> through;    ///< sum of a_iq a_qj / s_q, s_q the strength of q
    std::vector<double> redundant;  ///< sum of a_iq a_jq
};

class SharedContacts {
public:
    SharedContacts(const Csr& contacts, const std::vector<double>& strength)
        : contacts_(contacts), strength_(strength),
          shared_{std::vector<double>(contacts.targets().size()), std::vector<double>(contacts.targets().size())} {}

    Shared run(unsigned threads, const Progress& progress) {
        Pool<std::vector<double>> pool;
        std::atomic<std::size_t> done{0};
        const std::size_t rows = contacts_.rows();
        for_each_chunk(rows, chunk_rows, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
            auto tie = pool.borrow([&] { return std::vector<double>(rows); });
            for (std::size_t row = begin; row < end; ++row) look_from(static_cast<Index>(row), tie->data());
            pool.give_back(std::move(tie));
            progress.report(static_cast<double>(done += end - begin) / static_cast<double>(rows));
        });
        return std::move(shared_);
    }

private:
    /// Each tie is looked at from the end with more contacts, reading the list of the other: hubs cost little.
    [[nodiscard]] bool looks_at(Index row, Index other) const {
        const auto mine = contacts_.degree(row);
        const auto theirs = contacts_.degree(other);
        return mine > theirs || (mine == theirs && row < other);
    }

    /// `tie` is zero on entry and on return; in between it holds a_iq of the row i.
    void look_from(Index row, double* tie) {
        const std::int64_t* offsets = contacts_.offsets().data();
        const Index* targets = contacts_.targets().data();
        const double* weights = contacts_.weights().data();
        for (std::int64_t entry = offsets[row]; entry < offsets[row + 1]; ++entry) tie[targets[entry]] = weights[entry];
        for (std::int64_t entry = offsets[row]; entry < offsets[row + 1]; ++entry) {
            const Index other = targets[entry];
            if (!looks_at(row, other)) continue;
            double through = 0;
            double redundant = 0;
            std::int64_t back = entry;
            for (std::int64_t e = offsets[other]; e < offsets[other + 1]; ++e) {
                const Index common = targets[e];
                if (common == row) back = e;
                if (tie[common] == 0) continue;
                const double product = tie[common] * weights[e];
                redundant += product;
                through += product / strength_[common];
            }
            shared_.through[entry] = shared_.through[back] = through;
            shared_.redundant[entry] = shared_.redundant[back] = redundant;
        }
        for (std::int64_t entry = offsets[row]; entry < offsets[row + 1]; ++entry) tie[targets[entry]] = 0;
    }

    const Csr& contacts_;
    const std::vector<double>& strength_;
    Shared shared_;
};

void sum_row(const Csr& contacts, const Shared& shared, const std::vector<double>& strength,
             const std::vector<double>& strongest, Index row, StructuralHoles& result) {
    const auto n = static_cast<double>(contacts.degree(row));
    result.contacts[row] = contacts.degree(row);
    if (contacts.degree(row) == 0) return;
    const auto first = static_cast<std::size_t>(contacts.offsets()[row]);
    const auto dependence = [&](std::size_t i) {
        const double share = (contacts.weight(row, i) + shared.through[first + i]) / strength[row];
        return share * share;
    };
    double constraint = 0;
    double redundancy = 0;
    for (std::size_t i = 0; i < contacts.targets(row).size(); ++i) {
        constraint += dependence(i);
        redundancy += shared.redundant[first + i] / strongest[contacts.targets(row)[i]];
    }
    double hierarchy = 0;
    for (std::size_t i = 0; i < contacts.targets(row).size(); ++i) {
        const double relative = dependence(i) * n / constraint;
        hierarchy += relative * std::log(relative);
    }
    result.constraint[row] = constraint;
    result.hierarchy[row] = n > 1 ? hierarchy / (n * std::log(n)) : 1.0;
    result.effective_size[row] = n - redundancy / strength[row];
    result.efficiency[row] = result.effective_size[row] / n;
}

}  // namespace

StructuralHoles structural_holes(const Csr& ties, unsigned threads, const Progress& progress) {
    require_square(ties);
    require_weights(ties);
    const Csr contacts = contacts_of(ties);
    const std::size_t rows = contacts.rows();
    std::vector<double> strength(rows), strongest(rows);
    for (Index row = 0; row < rows; ++row) {
        for (const double weight : contacts.weights(row)) {
            strength[row] += weight;
            strongest[row] = std::max(strongest[row], weight);
        }
    }
    const Shared shared = SharedContacts(contacts, strength).run(threads, progress);
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> none(rows, unknown);
    StructuralHoles result{std::vector<std::int64_t>(rows), none, none, none, none};
    for (Index row = 0; row < rows; ++row) sum_row(contacts, shared, strength, strongest, row, result);
    return result;
}

}  // namespace tissu
