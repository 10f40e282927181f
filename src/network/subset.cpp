#include <tissu/network/subset.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include <tissu/base/error.hpp>

namespace tissu {
namespace {

/// By node: its new number, no_index for those left out.
std::vector<Index> numbers_of(Index size, std::span<const Index> nodes) {
    std::vector<Index> number(size, no_index);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i] >= size)
            throw Error(Errc::invalid_argument, "expected a node below " + std::to_string(size) + ", found " +
                                                    std::to_string(nodes[i]));
        if (number[nodes[i]] != no_index)
            throw Error(Errc::invalid_argument, "expected each node once, found node " + std::to_string(nodes[i]) + " twice");
        number[nodes[i]] = static_cast<Index>(i);
    }
    return number;
}

template <class T>
std::vector<T> picked(const std::vector<T>& values, std::span<const Index> nodes) {
    std::vector<T> some;
    some.reserve(nodes.size());
    for (const Index node : nodes) some.push_back(values[node]);
    return some;
}

Nodes picked(const Nodes& nodes, std::span<const Index> kept) {
    Nodes some{picked(nodes.ids, kept), picked(nodes.labels, kept), picked(nodes.lon, kept), picked(nodes.lat, kept),
               picked(nodes.mass, kept), {}};
    for (const auto& [name, labels] : nodes.groups) some.groups.emplace(name, picked(labels, kept));
    return some;
}

/// The ties between the nodes that have a number.
Csr picked(const Csr& ties, std::span<const Index> nodes, const std::vector<Index>& number) {
    std::vector<std::int64_t> offsets{0};
    std::vector<Index> targets;
    std::vector<double> weights;
    std::vector<std::pair<Index, double>> row;
    for (const Index node : nodes) {
        row.clear();
        for (std::size_t i = 0; i < ties.targets(node).size(); ++i)
            if (const Index target = number[ties.targets(node)[i]]; target != no_index) row.emplace_back(target, ties.weight(node, i));
        std::sort(row.begin(), row.end());
        for (const auto& [target, weight] : row) {
            targets.push_back(target);
            if (ties.weighted()) weights.push_back(weight);
        }
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }
    const auto n = static_cast<Index>(nodes.size());
    return Csr(Unchecked{}, n, n, std::move(offsets), std::move(targets), std::move(weights));
}

}  // namespace

Network subset(const Network& network, std::span<const Index> nodes) {
    const std::vector<Index> number = numbers_of(network.size(), nodes);
    std::string note = network.note();
    if (!note.empty()) note += "; ";
    note += std::to_string(nodes.size()) + " of " + std::to_string(network.size()) + " nodes";
    return Network(Unchecked{}, picked(network.nodes(), nodes), picked(network.ties(), nodes, number), network.directed(),
                   std::move(note));
}

}  // namespace tissu
