#include "analysis/curveball.hpp"

#include <algorithm>

namespace tissu {

Curveball::Curveball(const Csr& incidence, std::uint64_t seed, std::uint64_t stream) : random_(seed, stream) {
    for (Index row = 0; row < incidence.rows(); ++row) {
        const auto columns = incidence.targets(row);
        rows_.emplace_back(columns.begin(), columns.end());
    }
}

void Curveball::trade(std::int64_t times) {
    if (rows_.size() < 2) return;
    for (std::int64_t t = 0; t < times; ++t) {
        const auto i = static_cast<std::size_t>(random_.below(rows_.size()));
        auto j = static_cast<std::size_t>(random_.below(rows_.size() - 1));
        j += j >= i;
        std::vector<Index>&a = rows_[i], &b = rows_[j];
        apart_.clear();
        std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(apart_));
        shared_.clear();
        std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared_));
        std::size_t to_a = a.size() - shared_.size(), left = apart_.size();
        if (to_a == 0 || to_a == left) continue;
        // Which of the columns apart go to a: each subset of that size with the same chance.
        side_.assign(left, 0);
        for (std::size_t k = 0; k < side_.size(); ++k, --left)
            if (random_.below(left) < to_a) {
                side_[k] = 1;
                --to_a;
            }
        a.clear();
        b.clear();
        auto next = shared_.begin();
        for (std::size_t k = 0; k < apart_.size(); ++k) {
            for (; next != shared_.end() && *next < apart_[k]; ++next) {
                a.push_back(*next);
                b.push_back(*next);
            }
            (side_[k] ? a : b).push_back(apart_[k]);
        }
        a.insert(a.end(), next, shared_.end());
        b.insert(b.end(), next, shared_.end());
    }
}

}  // namespace tissu
