#include "analysis/pieces.hpp"

#include <algorithm>

#include <tissu/graph/traversal.hpp>

namespace tissu {

Pieces Cutter::cut(const std::vector<char>& gone) {
    Pieces pieces;
    std::copy(gone.begin(), gone.end(), seen_.begin());
    for (Index start = 0; start < ties_.rows(); ++start) {
        if (seen_[start]) continue;
        queue_.assign(1, start);
        seen_[start] = 1;
        for (std::size_t next = 0; next < queue_.size(); ++next)
            for (const Index target : ties_.targets(queue_[next]))
                if (!seen_[target]) {
                    seen_[target] = 1;
                    queue_.push_back(target);
                }
        const auto size = static_cast<std::int64_t>(queue_.size());
        pieces.nodes += size;
        ++pieces.components;
        pieces.largest = std::max(pieces.largest, size);
        pieces.isolates += size == 1;
        pieces.connected += static_cast<double>(size) * static_cast<double>(size - 1);
    }
    return pieces;
}

Csr residual(const Csr& ties, const std::vector<char>& gone) {
    std::vector<std::int64_t> offsets{0};
    std::vector<Index> targets;
    offsets.reserve(static_cast<std::size_t>(ties.rows()) + 1);
    targets.reserve(static_cast<std::size_t>(ties.size()));
    for (Index row = 0; row < ties.rows(); ++row) {
        if (!gone[row])
            for (const Index target : ties.targets(row))
                if (!gone[target] && target != row) targets.push_back(target);
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }
    return Csr(Unchecked{}, ties.rows(), ties.columns(), std::move(offsets), std::move(targets));
}

double sum_of_inverse_steps(const Csr& ties, unsigned threads) {
    double sum = 0;
    for (const double harmonic : nearness(ties, threads).harmonic) sum += harmonic;
    return sum;
}

}  // namespace tissu
