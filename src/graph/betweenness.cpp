#include <tissu/graph/betweenness.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>
#include <tissu/base/random.hpp>

#include "graph/checks.hpp"
#include "graph/sources.hpp"

namespace tissu {
namespace {

/// Sums are kept in this many places, whatever the number of threads, and added in order: 16, fewer if they are long.
std::size_t slots_for(std::size_t values) {
    constexpr std::size_t most = 16;
    constexpr std::size_t memory = std::size_t{1} << 26;  // values in all places together
    return std::clamp<std::size_t>(memory / (values + 1), 2, most);
}

/// One source at a time: `depth` and `length` are "unseen" between two sources.
struct Workspace {
    explicit Workspace(Index rows, bool weighted)
        : depth(weighted ? 0 : rows, no_index), order(rows), paths(rows), share(rows),
          length(weighted ? rows : 0, INFINITY) {}

    std::vector<Index> depth;
    std::vector<Index> order;    // rows by distance
    std::vector<double> paths;   // shortest paths from the source
    std::vector<double> share;   // (1 + dependency) / paths
    std::vector<double> length;  // weighted distance
    std::vector<std::pair<double, Index>> heap;
};

/// Counts paths level by level. Returns the number of rows reached.
std::size_t count_paths(const Csr& ties, Index source, Workspace& work) {
    const std::int64_t* offsets = ties.offsets().data();
    const Index* targets = ties.targets().data();
    Index* depth = work.depth.data();
    Index* order = work.order.data();
    double* paths = work.paths.data();
    std::size_t reached = 1;
    order[0] = source;
    depth[source] = 0;
    paths[source] = 1;
    for (std::size_t head = 0; head < reached; ++head) {
        const Index row = order[head];
        const Index next = depth[row] + 1;
        const double count = paths[row];
        for (std::int64_t entry = offsets[row]; entry < offsets[row + 1]; ++entry) {
            const Index target = targets[entry];
            if (depth[target] == no_index) {
                depth[target] = next;
                paths[target] = count;
                order[reached++] = target;
            } else if (depth[target] == next) {
                paths[target] += count;
            }
        }
    }
    return reached;
}

/// The backward pass. No lists of predecessors: a row pulls from the entries that continue a shortest path.
/// `total` is by row, or with `edges` by entry.
template <bool edges, class Continues>
void add_dependencies(const Csr& ties, std::size_t reached, Workspace& work, double* total,
                      const Continues& continues) {
    const std::int64_t* offsets = ties.offsets().data();
    const Index* targets = ties.targets().data();
    const Index* order = work.order.data();
    const double* paths = work.paths.data();
    double* share = work.share.data();
    for (std::size_t i = reached; i-- > (edges ? 0 : 1);) {
        const Index row = order[i];
        double sum = 0;
        for (std::int64_t entry = offsets[row]; entry < offsets[row + 1]; ++entry) {
            if (!continues(row, entry)) continue;
            sum += share[targets[entry]];
            if constexpr (edges) total[entry] += paths[row] * share[targets[entry]];
        }
        const double dependency = paths[row] * sum;
        if constexpr (!edges) total[row] += dependency;
        share[row] = (1 + dependency) / paths[row];
    }
}

template <bool edges>
void add_source_by_steps(const Csr& ties, Index source, Workspace& work, double* total) {
    const std::size_t reached = count_paths(ties, source, work);
    Index* depth = work.depth.data();
    const Index* targets = ties.targets().data();
    add_dependencies<edges>(ties, reached, work, total, [depth, targets](Index row, std::int64_t entry) {
        return depth[targets[entry]] == depth[row] + 1;
    });
    for (std::size_t i = 0; i < reached; ++i) depth[work.order[i]] = no_index;
}

/// Dijkstra's algorithm. Returns the number of rows reached.
std::size_t measure_lengths(const Csr& ties, Index source, Workspace& work) {
    std::size_t reached = 0;
    auto& heap = work.heap;
    heap.assign(1, {0.0, source});
    work.length[source] = 0;
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), std::greater<>{});
        const auto [length, row] = heap.back();
        heap.pop_back();
        if (length > work.length[row]) continue;  // an older, longer way
        work.order[reached++] = row;
        for (std::int64_t entry = ties.offsets()[row]; entry < ties.offsets()[row + 1]; ++entry) {
            const Index target = ties.targets()[entry];
            const double way = length + ties.weights()[entry];
            if (way >= work.length[target]) continue;
            work.length[target] = way;
            heap.emplace_back(way, target);
            std::push_heap(heap.begin(), heap.end(), std::greater<>{});
        }
    }
    return reached;
}

template <bool edges>
void add_source_by_lengths(const Csr& ties, Index source, Workspace& work, double* total) {
    const std::size_t reached = measure_lengths(ties, source, work);
    const auto continues = [&](Index row, std::int64_t entry) {
        const double here = work.length[row];
        const double there = work.length[ties.targets()[entry]];
        return here < there && std::abs(here + ties.weights()[entry] - there) <= 1e-10 * there;
    };
    for (std::size_t i = 0; i < reached; ++i) work.paths[work.order[i]] = 0;
    work.paths[source] = 1;
    for (std::size_t i = 0; i < reached; ++i) {
        const Index row = work.order[i];
        for (std::int64_t entry = ties.offsets()[row]; entry < ties.offsets()[row + 1]; ++entry)
            if (continues(row, entry)) work.paths[ties.targets()[entry]] += work.paths[row];
    }
    add_dependencies<edges>(ties, reached, work, total, continues);
    for (std::size_t i = 0; i < reached; ++i) work.length[work.order[i]] = INFINITY;
}

void check(const Csr& ties, const BetweennessOptions& options) {
    require_square(ties);
    if (!options.weighted) return;
    for (const double weight : ties.weights())
        if (!(weight > 0))
            throw Error(Errc::invalid_argument,
                        "expected lengths above 0, found a tie of weight " + shown(weight));
}

/// What the sum over sources is multiplied by.
double scale_of(double rows, bool directed, const BetweennessOptions& options) {
    double scale = directed ? 1.0 : 0.5;  // an undirected pair is met from both ends
    if (options.samples > 0) scale *= rows / static_cast<double>(options.samples);
    if (options.normalized && rows > 2) scale *= (directed ? 1.0 : 2.0) / ((rows - 1) * (rows - 2));
    return scale;
}

/// The sums over all sources, by row or by entry.
template <bool edges>
std::vector<double> sum_over_sources(const Csr& ties, const BetweennessOptions& options, const Progress& progress) {
    const auto sources = chosen_sources(ties.rows(), options.samples, options.seed);
    const bool by_length = options.weighted && ties.weighted();
    const std::size_t values = edges ? ties.targets().size() : ties.rows();
    const std::size_t used = std::min(slots_for(values), sources.size());
    std::vector<std::vector<double>> sums(used);
    std::atomic<std::size_t> done{0};
    for_each_chunk(used, 1, options.threads, [&](std::size_t slot, std::size_t, std::size_t) {
        std::vector<double> sum(values);
        Workspace work(ties.rows(), by_length);
        for (std::size_t i = slot; i < sources.size(); i += used) {
            if (by_length) add_source_by_lengths<edges>(ties, sources[i], work, sum.data());
            else add_source_by_steps<edges>(ties, sources[i], work, sum.data());
            progress.report(static_cast<double>(++done) / static_cast<double>(sources.size()));
        }
        sums[slot] = std::move(sum);
    });
    std::vector<double> total(values);
    for (const auto& sum : sums)
        for (std::size_t i = 0; i < values; ++i) total[i] += sum[i];
    return total;
}

/// Both entries of an edge get the sum of the two.
void add_both_ways(const Csr& ties, std::vector<double>& value) {
    std::vector<std::int64_t> next(ties.offsets().begin(), ties.offsets().end() - 1);
    for (Index row = 0; row < ties.rows(); ++row) {
        for (std::int64_t entry = ties.offsets()[row]; entry < ties.offsets()[row + 1]; ++entry) {
            const std::int64_t mate = next[ties.targets()[entry]]++;  // rows come in order
            if (mate <= entry) continue;
            value[mate] = value[entry] = value[mate] + value[entry];
        }
    }
}

}  // namespace

std::vector<double> betweenness(const Csr& ties, bool directed, const BetweennessOptions& options,
                                const Progress& progress) {
    check(ties, options);
    std::vector<double> total = sum_over_sources<false>(ties, options, progress);
    const double scale = scale_of(ties.rows(), directed, options);
    for (double& value : total) value *= scale;
    return total;
}

std::vector<double> edge_betweenness(const Csr& ties, bool directed, const BetweennessOptions& options,
                                     const Progress& progress) {
    check(ties, options);
    std::vector<double> total = sum_over_sources<true>(ties, options, progress);
    if (!directed) add_both_ways(ties, total);
    const double rows = ties.rows();
    double scale = directed ? 1.0 : 0.5;  // an undirected pair is met from both ends
    if (options.samples > 0) scale *= rows / static_cast<double>(options.samples);
    if (options.normalized && rows > 1) scale *= (directed ? 1.0 : 2.0) / (rows * (rows - 1));
    for (double& value : total) value *= scale;
    return total;
}

}  // namespace tissu
