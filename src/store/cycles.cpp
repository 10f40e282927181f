#include <store/cycles.hpp>

#include <algorithm>
#include <limits>

namespace tissu {

Hierarchy::Node Hierarchy::node_of(std::int64_t id) {
    const auto [found, is_new] = nodes_.emplace(id, static_cast<Node>(ids_.size()));
    if (is_new) {
        ids_.push_back(id);
        above_.emplace_back();
    }
    return found->second;
}

/// Per node, true unless it can be put in an order (Kahn): only these can lie on a cycle of old and new links.
std::vector<char> Hierarchy::suspects(const std::vector<UpwardLink>& links) {
    std::vector<std::vector<Node>> more(ids_.size());
    std::vector<std::size_t> below(ids_.size());
    for (const auto& targets : above_)
        for (const Node target : targets) ++below[target];
    for (const UpwardLink& link : links) {
        const Node target = nodes_.at(link.to);
        more[nodes_.at(link.from)].push_back(target);
        ++below[target];
    }
    std::vector<char> suspect(ids_.size(), 1);
    std::vector<Node> free;
    for (Node node = 0; node < ids_.size(); ++node)
        if (below[node] == 0) free.push_back(node);
    while (!free.empty()) {
        const Node node = free.back();
        free.pop_back();
        suspect[node] = 0;
        for (const auto* targets : {&above_[node], &more[node]})
            for (const Node target : *targets)
                if (--below[target] == 0) free.push_back(target);
    }
    return suspect;
}

/// The ids on a way up from one node to another; empty if there is none. Depth first, without recursion.
std::vector<std::int64_t> Hierarchy::path(Node from, Node to) const {
    constexpr Node unseen = std::numeric_limits<Node>::max();
    std::vector<Node> came_from(ids_.size(), unseen);
    std::vector<Node> open{from};
    came_from[from] = from;
    while (!open.empty() && came_from[to] == unseen) {
        const Node node = open.back();
        open.pop_back();
        for (const Node next : above_[node]) {
            if (came_from[next] != unseen) continue;
            came_from[next] = node;
            open.push_back(next);
        }
    }
    std::vector<std::int64_t> ids;
    if (came_from[to] == unseen) return ids;
    for (Node node = to; node != from; node = came_from[node]) ids.push_back(ids_[node]);
    ids.push_back(ids_[from]);
    std::reverse(ids.begin(), ids.end());
    return ids;
}

std::vector<ClosingLink> Hierarchy::add(const std::vector<UpwardLink>& links, const Progress& progress) {
    for (const UpwardLink& link : links) {
        static_cast<void>(node_of(link.from));
        static_cast<void>(node_of(link.to));
    }
    const std::vector<char> suspect = suspects(links);
    std::vector<ClosingLink> closing;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const Node from = nodes_.at(links[i].from);
        const Node to = nodes_.at(links[i].to);
        if (suspect[from] && suspect[to]) {
            progress.report(static_cast<double>(i) / static_cast<double>(links.size()));
            std::vector<std::int64_t> cycle = path(to, from);
            if (!cycle.empty()) {
                cycle.insert(cycle.begin(), links[i].from);
                closing.push_back({i, std::move(cycle)});
                continue;
            }
        }
        above_[from].push_back(to);
    }
    return closing;
}

}  // namespace tissu
