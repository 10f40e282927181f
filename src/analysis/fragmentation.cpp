#include <tissu/analysis/fragmentation.hpp>

#include <limits>

#include <tissu/base/parallel.hpp>
#include <tissu/graph/traversal.hpp>

#include "analysis/describe.hpp"
#include "analysis/pieces.hpp"
#include "analysis/undirected.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

std::vector<char> marked(Index n, std::span<const Index> nodes) {
    std::vector<char> gone(n, 0);
    for (const Index node : nodes) {
        if (node >= n)
            throw Error(Errc::invalid_argument,
                        "expected nodes below " + std::to_string(n) + ", found " + std::to_string(node));
        gone[node] = 1;
    }
    return gone;
}

Fragmentation without(Cutter& cutter, const Csr& ties, const std::vector<char>& gone, unsigned threads) {
    const Pieces pieces = cutter.cut(gone);
    Fragmentation found{pieces.nodes, pieces.components, pieces.largest, pieces.isolates, undefined, undefined, undefined};
    if (pieces.nodes < 2) return found;
    const double pairs = static_cast<double>(pieces.nodes) * static_cast<double>(pieces.nodes - 1);
    found.fragmentation = 1 - pieces.connected / pairs;
    found.efficiency = sum_of_inverse_steps(residual(ties, gone), threads) / pairs;
    found.distance_fragmentation = 1 - found.efficiency;
    return found;
}

/// Steps from `source` in a symmetric relation, and how many shortest paths lead to each node.
struct Search {
    std::vector<Index> steps, order;
    std::vector<double> paths, avoiding;  ///< all of them; those that meet no member

    void from(Index source, const Csr& ties, const std::vector<char>& member) {
        steps.assign(ties.rows(), no_index);
        paths.assign(ties.rows(), 0);
        avoiding.assign(ties.rows(), 0);
        order.assign(1, source);
        steps[source] = 0;
        paths[source] = avoiding[source] = 1;
        for (std::size_t next = 0; next < order.size(); ++next) {
            const Index node = order[next];
            for (const Index target : ties.targets(node)) {
                if (steps[target] == no_index) {
                    steps[target] = steps[node] + 1;
                    order.push_back(target);
                }
                if (steps[target] != steps[node] + 1) continue;
                paths[target] += paths[node];
                if (!member[target]) avoiding[target] += avoiding[node];
            }
        }
    }
};

/// Steps from the nearest member.
std::vector<Index> steps_from(const Csr& ties, const std::vector<char>& member) {
    std::vector<Index> steps(ties.rows(), no_index), queue;
    for (Index node = 0; node < ties.rows(); ++node)
        if (member[node]) {
            steps[node] = 0;
            queue.push_back(node);
        }
    for (std::size_t next = 0; next < queue.size(); ++next)
        for (const Index target : ties.targets(queue[next]))
            if (steps[target] == no_index) {
                steps[target] = steps[queue[next]] + 1;
                queue.push_back(target);
            }
    return steps;
}

}  // namespace

Fragmentation fragmentation(const Network& network, std::span<const Index> removed, unsigned threads,
                            const Progress& progress) {
    progress.report(0);
    const Undirected undirected(network);
    Cutter cutter(undirected.ties());
    return without(cutter, undirected.ties(), marked(network.size(), removed), threads);
}

Table leave_one_out(const Network& network, unsigned threads, const Progress& progress) {
    const Undirected undirected(network);
    const Csr& ties = undirected.ties();
    const std::size_t n = network.size();
    Cutter whole_cutter(ties);
    const Fragmentation whole = without(whole_cutter, ties, std::vector<char>(n, 0), threads);
    std::vector<Fragmentation> found(n);
    for_each_chunk(n, 16, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        Cutter cutter(ties);
        std::vector<char> gone(n, 0);
        for (std::size_t node = begin; node < end; ++node) {
            progress.report(static_cast<double>(node) / static_cast<double>(n));
            gone[node] = 1;
            found[node] = without(cutter, ties, gone, 1);
            gone[node] = 0;
        }
    });
    std::vector<std::int64_t> components, largest, isolates;
    std::vector<double> fragments, distances, efficiency, drop;
    for (const Fragmentation& one : found) {
        components.push_back(one.components);
        largest.push_back(one.largest);
        isolates.push_back(one.isolates);
        fragments.push_back(one.fragmentation);
        distances.push_back(one.distance_fragmentation);
        efficiency.push_back(one.efficiency);
        drop.push_back(whole.efficiency - one.efficiency);
    }
    return Table({network.node_column(), Column("components", "components", std::move(components)),
                  Column("largest", "nodes", std::move(largest)), Column("isolates", "nodes", std::move(isolates)),
                  Column("fragmentation", "1", std::move(fragments)),
                  Column("distance_fragmentation", "1", std::move(distances)),
                  Column("efficiency", "1", std::move(efficiency)), Column("efficiency_drop", "1", std::move(drop))},
                 note_of(network, "The network without each node in turn; efficiency of the whole " +
                                      shown(whole.efficiency) + ". Directions and weights do not count."));
}

GroupCentrality group_centrality(const Network& network, std::span<const Index> members, const Progress& progress) {
    const std::vector<char> member = marked(network.size(), members);
    if (members.empty()) throw Error(Errc::invalid_argument, "expected members, found none");
    const Undirected undirected(network);
    const Csr& ties = undirected.ties();
    double others = 0, tied = 0, reached = 0, sum = 0, between = 0;
    const std::vector<Index> steps = steps_from(ties, member);
    for (Index node = 0; node < ties.rows(); ++node) {
        if (member[node]) continue;
        ++others;
        if (steps[node] == no_index) continue;
        tied += steps[node] == 1;
        ++reached;
        sum += steps[node];
    }
    Search search;
    for (Index source = 0; source < ties.rows(); ++source) {
        if (source % 64 == 0) progress.report(static_cast<double>(source) / ties.rows());
        if (member[source]) continue;
        search.from(source, ties, member);
        for (const Index target : search.order)
            if (target > source && !member[target]) between += 1 - search.avoiding[target] / search.paths[target];
    }
    const double pairs = others * (others - 1) / 2;
    return {others > 0 ? tied / others : undefined, sum > 0 ? reached / sum * (reached / others) : 0, between,
            pairs > 0 ? between / pairs : undefined};
}

}  // namespace tissu
