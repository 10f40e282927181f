#pragma once
/// \file
/// What measures on a partition share: the check that it fits, and the walk over ties.

#include <map>
#include <span>
#include <string>
#include <vector>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
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

/// The nodes that have a group, by stratum (one without strata), each stratum in the order of its number.
inline std::vector<std::vector<Index>> dealt_together(const Groups& groups, const std::vector<Index>& strata) {
    if (!strata.empty() && strata.size() != groups.of.size())
        throw Error(Errc::invalid_argument, "expected a stratum for each of " + std::to_string(groups.of.size()) +
                                                " nodes, found " + std::to_string(strata.size()));
    std::map<Index, std::vector<Index>> members;
    for (Index node = 0; node < groups.of.size(); ++node)
        if (groups.of[node] != no_index) members[strata.empty() ? 0 : strata[node]].push_back(node);
    std::vector<std::vector<Index>> together;
    for (auto& [stratum, nodes] : members) together.push_back(std::move(nodes));
    return together;
}

/// Deals the labels of each set of nodes out again among them.
inline void deal(std::vector<Index>& labels, const std::vector<std::vector<Index>>& together, Random& random) {
    std::vector<Index> drawn;
    for (const auto& nodes : together) {
        drawn.clear();
        for (const Index node : nodes) drawn.push_back(labels[node]);
        random.shuffle(std::span<Index>(drawn));
        for (std::size_t k = 0; k < nodes.size(); ++k) labels[nodes[k]] = drawn[k];
    }
}

/// Says how many nodes have no group, if any.
inline std::string ungrouped_note(const Groups& groups) {
    std::int64_t none = 0;
    for (const Index group : groups.of) none += group == no_index;
    return none == 0 ? "" : "; " + std::to_string(none) + " nodes without a group are left out";
}

}  // namespace tissu
