#pragma once
/// \file
/// Which links would close a cycle.

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include <tissu/base/progress.hpp>

namespace tissu {

/// A link from a record to one above it, by id.
struct UpwardLink {
    std::int64_t from;
    std::int64_t to;
};

/// A new link that was left out, and the cycle that it would close: from, …, from.
struct ClosingLink {
    std::size_t link;
    std::vector<std::int64_t> cycle;
};

/// Links that have no cycle, to which more are added.
class Hierarchy {
public:
    /// Takes `links` in, but for those that close a cycle with the links taken in before. Cost: O(n + m) if
    /// there is none; a search for each link that lies on a cycle of all links otherwise.
    std::vector<ClosingLink> add(const std::vector<UpwardLink>& links, const Progress& progress);

private:
    using Node = std::uint32_t;

    Node node_of(std::int64_t id);
    [[nodiscard]] std::vector<char> suspects(const std::vector<UpwardLink>& links);
    [[nodiscard]] std::vector<std::int64_t> path(Node from, Node to) const;

    std::unordered_map<std::int64_t, Node> nodes_;
    std::vector<std::int64_t> ids_;
    std::vector<std::vector<Node>> above_;
};

}  // namespace tissu
