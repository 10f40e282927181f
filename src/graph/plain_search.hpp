#pragma once
/// \file
/// Breadth-first search where only a part of the graph is looked at, many times over: no set-up for each.

#include <span>
#include <vector>

#include <tissu/graph/csr.hpp>

namespace tissu {

/// Rows by distance from `source`. `level` and `queue` are as long as the graph; `level` is no_index everywhere before,
/// and holds the distance of what was reached after. Calls `visit(row, target)` where a target is met for the first time.
template <class Visit>
std::span<const Index> search_breadth_first(const Csr& ties, Index source, std::vector<Index>& level,
                                            std::vector<Index>& queue, const Visit& visit) {
    std::size_t reached = 1;
    queue[0] = source;
    level[source] = 0;
    for (std::size_t head = 0; head < reached; ++head) {
        const Index row = queue.data()[head];
        for (const Index target : ties.targets(row)) {
            if (level.data()[target] != no_index) continue;
            level.data()[target] = level.data()[row] + 1;
            visit(row, target);
            queue.data()[reached++] = target;
        }
    }
    return {queue.data(), reached};
}

}  // namespace tissu
