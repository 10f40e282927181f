#pragma once
/// \file
/// What measures on a partition share: the check that it fits, and the walk over ties.

#include <string>

#include <tissu/base/error.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

inline void check_groups(const Network& network, const Groups& groups) {
    if (groups.of.size() != network.size())
        throw Error(Errc::invalid_argument, "expected a group for each of " + std::to_string(network.size()) +
                                                " nodes, found " + std::to_string(groups.of.size()));
    for (const Index group : groups.of)
        if (group != no_index && group >= groups.count())
            throw Error(Errc::invalid_argument, "expected groups below " + std::to_string(groups.count()) +
                                                    ", found " + std::to_string(group));
}

/// Calls `visit(from, to, weight)` for each arc, or each edge once (loops once).
template <class Visit>
void for_each_tie(const Network& network, const Visit& visit) {
    for (Index from = 0; from < network.size(); ++from) {
        const auto targets = network.ties().targets(from);
        for (std::size_t k = 0; k < targets.size(); ++k)
            if (network.directed() || from <= targets[k])
                visit(from, targets[k], network.ties().weight(from, k));
    }
}

/// Nodes of each group.
inline std::vector<std::int64_t> group_sizes(const Groups& groups) {
    std::vector<std::int64_t> sizes(groups.count(), 0);
    for (const Index group : groups.of)
        if (group != no_index) ++sizes[group];
    return sizes;
}

/// Says how many nodes have no group, if any.
inline std::string ungrouped_note(const Groups& groups) {
    std::int64_t none = 0;
    for (const Index group : groups.of) none += group == no_index;
    return none == 0 ? "" : "; " + std::to_string(none) + " nodes without a group are left out";
}

}  // namespace tissu
