#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/brokerage_parts.hpp"

namespace tissu::brokerage_parts {

Csr random_ties(const Csr& ties, bool symmetric, const std::vector<Index>& groups, Random& random) {
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
    const std::uint64_t pairs = symmetric ? n * (n - 1) / 2 : n * (n - 1);
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

}  // namespace tissu::brokerage_parts
