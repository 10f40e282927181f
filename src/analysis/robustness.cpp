#include <algorithm>
#include <cmath>
#include <utility>

#include <tissu/analysis/fragmentation.hpp>
#include <tissu/base/text.hpp>
#include <tissu/graph/betweenness.hpp>

#include "analysis/describe.hpp"
#include "analysis/pieces.hpp"
#include "analysis/undirected.hpp"

namespace tissu {
namespace {

enum class By : unsigned char { degree, betweenness };

By named(const std::string& order) {
    if (order == "degree") return By::degree;
    if (order == "betweenness") return By::betweenness;
    throw Error(Errc::invalid_argument, "expected the order degree, betweenness or a list of nodes, found \"" +
                                            shortened(order) + "\"");
}

std::vector<double> scores(const Csr& ties, By by, unsigned threads) {
    if (by == By::betweenness) {
        BetweennessOptions options;
        options.threads = threads;
        return betweenness(ties, false, options);
    }
    std::vector<double> degrees;
    for (Index node = 0; node < ties.rows(); ++node) degrees.push_back(static_cast<double>(ties.degree(node)));
    return degrees;
}

/// The largest first; what differs by rounding is equal, and equal ones come in node order.
std::vector<Index> descending(std::vector<double> scores) {
    double largest = 0;
    for (const double score : scores) largest = std::max(largest, score);
    const double step = std::max(largest, 1.0) * 1e-10;
    std::vector<Index> order(scores.size());
    for (Index node = 0; node < order.size(); ++node) {
        order[node] = node;
        scores[node] = std::round(scores[node] / step);
    }
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return scores[a] > scores[b]; });
    return order;
}

std::vector<Index> checked(std::vector<Index> listed, Index n) {
    std::vector<char> seen(n, 0);
    for (const Index node : listed) {
        if (node >= n || seen[node])
            throw Error(Errc::invalid_argument, "expected each node once in the order, found " + std::to_string(node) +
                                                    (node >= n ? " out of range" : " twice"));
        seen[node] = 1;
    }
    return listed;
}

/// Sizes of the largest component before the first and after each removal: nodes are put back from the last.
std::vector<std::int64_t> largest_along(const Csr& ties, const std::vector<Index>& order) {
    const Index n = ties.rows();
    std::vector<Index> parent(n);
    std::vector<std::int64_t> size(n, 1);
    std::vector<char> there(n, 1);
    for (const Index node : order) there[node] = 0;
    std::int64_t largest = 0;
    const auto root = [&](Index node) {
        while (parent[node] != node) node = parent[node] = parent[parent[node]];
        return node;
    };
    const auto put = [&](Index node) {
        there[node] = 1;
        largest = std::max<std::int64_t>(largest, 1);
        for (const Index target : ties.targets(node)) {
            if (!there[target]) continue;
            Index a = root(node), b = root(target);
            if (a == b) continue;
            if (size[a] < size[b]) std::swap(a, b);
            parent[b] = a;
            size[a] += size[b];
            largest = std::max(largest, size[a]);
        }
    };
    for (Index node = 0; node < n; ++node) parent[node] = node;
    for (Index node = 0; node < n; ++node)
        if (there[node]) put(node);
    std::vector<std::int64_t> along{largest};
    for (std::size_t i = order.size(); i-- > 0;) {
        put(order[i]);
        along.push_back(largest);
    }
    std::reverse(along.begin(), along.end());
    return along;
}

std::vector<Index> recalculated_order(const Csr& ties, By by, std::size_t steps, unsigned threads,
                                      const Progress& progress) {
    std::vector<char> gone(ties.rows(), 0);
    std::vector<Index> order;
    while (order.size() < steps) {
        progress.report(static_cast<double>(order.size()) / static_cast<double>(steps));
        for (const Index node : descending(scores(residual(ties, gone), by, threads)))
            if (!gone[node]) {
                gone[node] = 1;
                order.push_back(node);
                break;
            }
    }
    return order;
}

}  // namespace

Table robustness(const Network& network, const RobustnessOptions& options, const Progress& progress) {
    const Undirected undirected(network);
    const Csr& ties = undirected.ties();
    const std::size_t n = network.size();
    if (options.steps < 0)
        throw Error(Errc::invalid_argument, "expected 0 or more steps, found " + std::to_string(options.steps));
    const std::size_t steps = options.steps > 0 ? std::min(n, static_cast<std::size_t>(options.steps)) : n;
    progress.report(0);
    std::vector<Index> order;
    if (!options.listed.empty()) order = checked(options.listed, network.size());
    else if (options.recalculated) order = recalculated_order(ties, named(options.order), steps, options.threads, progress);
    else order = descending(scores(residual(ties, std::vector<char>(n, 0)), named(options.order), options.threads));
    if (order.size() > steps) order.resize(steps);

    std::vector<std::int64_t> step, largest = largest_along(ties, order);
    std::vector<double> share;
    Strings nodes;
    nodes.push_back("");
    for (const Index node : order) nodes.push_back(network.nodes().ids[node]);
    for (std::size_t i = 0; i < largest.size(); ++i) {
        step.push_back(static_cast<std::int64_t>(i));
        share.push_back(n > 0 ? static_cast<double>(largest[i]) / static_cast<double>(n) : 0);
    }
    const std::string by = options.listed.empty() ? options.order : "a given order";
    return Table({Column("step", "nodes", std::move(step)), Column("node", "id", std::move(nodes)),
                  Column("largest", "nodes", std::move(largest)), Column("share", "1", std::move(share))},
                 note_of(network, "Largest component as nodes are removed by " + by +
                                      (options.recalculated ? ", recalculated." : ".")));
}

}  // namespace tissu
