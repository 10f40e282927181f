#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "analysis/brokerage_parts.hpp"

namespace tissu::brokerage_parts {

PairList eligible_pairs(const Csr& eligible, bool symmetric, const std::vector<Index>& groups) {
    PairList pairs;
    for (Index row = 0; row < eligible.rows(); ++row)
        for (const Index target : eligible.targets(row))
            if ((symmetric ? row < target : row != target) && groups[row] != no_index && groups[target] != no_index)
                pairs.emplace_back(row, target);
    return pairs;
}

Csr random_ties(const Csr& ties, bool symmetric, const std::vector<Index>& groups, const PairList* places, Random& random) {
    std::vector<Index> members;
    for (Index node = 0; node < groups.size(); ++node)
        if (groups[node] != no_index) members.push_back(node);
    std::vector<double> weights;
    for (Index row = 0; row < ties.rows(); ++row)
        for (std::size_t k = 0; k < ties.targets(row).size(); ++k) {
            const Index target = ties.targets(row)[k];
            const bool counted = symmetric ? row < target : row != target;
            if (counted && groups[row] != no_index && groups[target] != no_index)
                weights.push_back(ties.weight(row, k));
        }
    const std::uint64_t n = members.size();
    const std::uint64_t pairs = places != nullptr ? places->size() : symmetric ? n * (n - 1) / 2 : n * (n - 1);
    // As many different pairs as there are ties: drawn until they are, or the first of a random order.
    std::vector<std::uint64_t> chosen;
    std::vector<std::uint64_t> sorted;
    const std::uint64_t many = weights.size();
    if (many * 3 > pairs) {
        sorted.resize(pairs);
        std::iota(sorted.begin(), sorted.end(), 0);
        random.shuffle(std::span(sorted));
        chosen.assign(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(many));
    } else {
        while (chosen.size() < many) {
            for (std::uint64_t k = chosen.size(); k < many; ++k) chosen.push_back(random.below(pairs));
            std::sort(chosen.begin(), chosen.end());
            chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
        }
    }
    random.shuffle(std::span(weights));
    std::vector<Index> from, to;
    for (const std::uint64_t pair : chosen) {
        std::uint64_t i = 0, j = 0;
        if (places != nullptr) {
            from.push_back((*places)[pair].first);
            to.push_back((*places)[pair].second);
            continue;
        }
        if (symmetric) {
            j = static_cast<std::uint64_t>((1 + std::sqrt(1 + 8 * static_cast<double>(pair))) / 2);
            while (j * (j - 1) / 2 > pair) --j;
            while (j * (j + 1) / 2 <= pair) ++j;
            i = pair - j * (j - 1) / 2;
        } else {
            i = pair / (n - 1);
            j = pair % (n - 1);
            j += j >= i;
        }
        from.push_back(members[i]);
        to.push_back(members[j]);
    }
    const Index rows = ties.rows();
    return build_csr(rows, rows, from, to, weights, symmetric, Repeated::sum, 1);
}

Csr swapped_ties(const Csr& ties, bool symmetric, const std::vector<Index>& groups, const Csr* eligible, Random& random) {
    const Index rows = ties.rows();
    std::vector<Index> from, to;
    std::vector<double> weights;
    for (Index row = 0; row < rows; ++row)
        for (std::size_t k = 0; k < ties.targets(row).size(); ++k) {
            const Index target = ties.targets(row)[k];
            const bool counted = symmetric ? row < target : row != target;
            if (!counted || groups[row] == no_index || groups[target] == no_index) continue;
            from.push_back(row);
            to.push_back(target);
            weights.push_back(ties.weight(row, k));
        }
    const auto key = [&](Index a, Index b) {
        if (symmetric && b < a) std::swap(a, b);
        return static_cast<std::uint64_t>(a) * rows + b;
    };
    const auto possible = [&](Index a, Index b) {
        if (eligible == nullptr) return true;
        const auto targets = eligible->targets(a);
        return std::binary_search(targets.begin(), targets.end(), b);
    };
    std::unordered_set<std::uint64_t> there;
    for (std::size_t k = 0; k < from.size(); ++k) there.insert(key(from[k], to[k]));
    for (std::size_t tries = from.size() < 2 ? 0 : 10 * from.size(); tries > 0; --tries) {
        const std::size_t i = random.below(from.size()), j = random.below(from.size());
        if (i == j) continue;
        if (symmetric && random.below(2) == 1) std::swap(from[j], to[j]);
        const Index a = from[i], b = to[i], c = from[j], d = to[j];
        if (a == d || c == b || there.contains(key(a, d)) || there.contains(key(c, b))) continue;
        if (!possible(a, d) || !possible(c, b)) continue;
        there.erase(key(a, b));
        there.erase(key(c, d));
        there.insert(key(a, d));
        there.insert(key(c, b));
        std::swap(to[i], to[j]);
    }
    return build_csr(rows, rows, from, to, weights, symmetric, Repeated::sum, 1);
}

}  // namespace tissu::brokerage_parts
