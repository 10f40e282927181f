#include <tissu/analysis/spatial.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "analysis/describe.hpp"
#include "analysis/grouped.hpp"
#include "analysis/pair_communities.hpp"

namespace tissu {
namespace {

constexpr Index most_nodes = 8'000;

[[noreturn]] void refuse(const std::string& message) { throw Error(Errc::invalid_argument, message); }

std::size_t pair_number(Index i, Index j, std::size_t n) {
    const std::size_t a = std::min(i, j), b = std::max(i, j);
    return a * (2 * n - a - 1) / 2 + (b - a - 1);
}

std::size_t pair_count(std::size_t n) { return n < 2 ? 0 : n * (n - 1) / 2; }

void check_null(const Network& network, const SpatialNull& null) {
    if (null.importance.size() != network.size() || null.bin.size() != pair_count(network.size()))
        refuse("expected a spatial null of " + std::to_string(network.size()) + " nodes, found one of " +
               std::to_string(null.importance.size()));
}

/// What each pair of different nodes weighs, arcs of both directions added, and the weight of all: 2 W.
double add_ties(const Network& network, std::vector<double>& gain) {
    const std::size_t n = network.size();
    double total = 0;
    for_each_tie(network, [&](Index from, Index to, double weight) {
        if (from == to) return;
        gain[from * n + to] += weight;
        gain[to * n + from] += weight;
        total += 2 * weight;
    });
    return total;
}

/// (a_ij - resolution P_ij) / 2W; empty without weight.
PairGains gains_of(const Network& network, const SpatialNull& null, double resolution) {
    if (!(resolution >= 0 && std::isfinite(resolution)))
        refuse("expected a resolution of 0 or more, found " + shown(resolution));
    require_weights(network, "spatial modularity");
    check_null(network, null);
    const Index n = network.size();
    PairGains gains{n, std::vector<double>(static_cast<std::size_t>(n) * n, 0.0)};
    const double total = add_ties(network, gains.gain);
    if (!(total > 0)) return {0, {}};
    for (Index i = 0; i < n; ++i)
        for (Index j = i + 1; j < n; ++j) {
            const double expected = resolution * null.expected(i, j);
            for (double* cell : {&gains.gain[static_cast<std::size_t>(i) * n + j], &gains.gain[static_cast<std::size_t>(j) * n + i]})
                *cell = (*cell - expected) / total;
        }
    return gains;
}

/// Each community's connected pieces: what is split has no tie across, so modularity cannot fall.
std::vector<Index> connected(const Csr& ties, const std::vector<Index>& community) {
    std::vector<Index> label(community.size(), no_index), open;
    for (Index seed = 0; seed < community.size(); ++seed) {
        if (label[seed] != no_index) continue;
        label[seed] = seed;
        open.assign(1, seed);
        while (!open.empty()) {
            const Index node = open.back();
            open.pop_back();
            for (std::size_t k = 0; k < ties.targets(node).size(); ++k) {
                const Index target = ties.targets(node)[k];
                if (label[target] != no_index || community[target] != community[seed] || ties.weight(node, k) == 0) continue;
                label[target] = seed;
                open.push_back(target);
            }
        }
    }
    return label;
}

void check_runs(const CommunityOptions& options) {
    if (options.runs < 1) refuse("expected at least 1 run, found " + std::to_string(options.runs));
    if (options.iterations < 1) refuse("expected at least 1 iteration, found " + std::to_string(options.iterations));
}

/// Where a run begins, so that not all get caught alike: each node alone, all together, or a few random groups.
std::vector<Index> start_of(std::size_t run, Index n, Random& random) {
    std::vector<Index> of(n);
    const auto groups = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n))) + 1;
    for (Index i = 0; i < n; ++i)
        of[i] = run % 3 == 0 ? i : run % 3 == 1 ? 0 : static_cast<Index>(std::min<std::uint64_t>(random.below(groups), n - 1));
    return of;
}

std::vector<Index> alone(Index n) {
    std::vector<Index> of(n);
    std::iota(of.begin(), of.end(), Index{0});
    return of;
}

}  // namespace

double SpatialNull::expected(Index i, Index j) const {
    const std::int64_t b = bin[pair_number(i, j, importance.size())];
    return b < 0 ? 0 : importance[i] * importance[j] * f[static_cast<std::size_t>(b)];
}

SpatialNull spatial_null(const Network& network, std::vector<double> importance, std::span<const double> distance,
                         std::vector<double> edges) {
    const std::size_t n = network.size();
    if (n > most_nodes)
        throw Error(Errc::unsupported, "expected at most " + std::to_string(most_nodes) +
                                           " nodes, whose pairs are compared, found " + std::to_string(n));
    if (importance.size() != n)
        refuse("expected an importance for each of " + std::to_string(n) + " nodes, found " + std::to_string(importance.size()));
    for (std::size_t i = 0; i < n; ++i)
        if (!(importance[i] >= 0 && std::isfinite(importance[i])))
            refuse("expected an importance of 0 or more, found " + shown(importance[i]) + " for " + network.nodes().ids[i]);
    if (distance.size() != pair_count(n))
        refuse("expected " + std::to_string(pair_count(n)) + " distances, found " + std::to_string(distance.size()));
    if (edges.empty()) refuse("expected the edges of at least one bin, found none");
    for (std::size_t k = 0; k < edges.size(); ++k)
        if (!std::isfinite(edges[k]) || (k > 0 && !(edges[k] > edges[k - 1])))
            refuse("expected edges of bins that ascend, found " + shown(edges[k]) + " at place " + std::to_string(k + 1));
    const std::size_t bins = edges.size() > 1 ? edges.size() - 1 : 1;
    SpatialNull null{std::move(importance), std::move(edges), std::vector<std::int64_t>(distance.size(), -1), {}, {}, {}, {}};
    null.pairs.assign(bins, 0);
    null.weight.assign(bins, 0);
    null.mass.assign(bins, 0);
    null.f.assign(bins, 0);
    std::size_t pair = 0;
    for (Index i = 0; i < n; ++i)
        for (Index j = i + 1; j < n; ++j, ++pair) {
            if (std::isnan(distance[pair])) continue;
            const auto above = std::upper_bound(null.edges.begin(), null.edges.end(), distance[pair]) - null.edges.begin();
            const auto b = std::clamp<std::ptrdiff_t>(above - 1, 0, static_cast<std::ptrdiff_t>(bins) - 1);
            null.bin[pair] = b;
            ++null.pairs[static_cast<std::size_t>(b)];
            null.mass[static_cast<std::size_t>(b)] += null.importance[i] * null.importance[j];
        }
    for_each_tie(network, [&](Index from, Index to, double weight) {
        if (from == to) return;
        const std::int64_t b = null.bin[pair_number(from, to, n)];
        if (b >= 0) null.weight[static_cast<std::size_t>(b)] += weight;
    });
    for (std::size_t b = 0; b < bins; ++b) null.f[b] = null.mass[b] > 0 ? null.weight[b] / null.mass[b] : 0;
    return null;
}

double spatial_modularity(const Network& network, const Groups& groups, const SpatialNull& null, double resolution) {
    check_groups(network, groups);
    const PairGains gains = gains_of(network, null, resolution);
    if (gains.gain.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::vector<Index> of = groups.of;
    Index next = groups.count();
    for (Index& group : of)
        if (group == no_index) group = next++;
    return gain_of(gains, of);
}

CommunityRuns community_runs(const Network& network, const CommunityOptions& options, const Progress& progress) {
    check_runs(options);
    require_weights(network, "communities");
    const auto many = static_cast<std::size_t>(options.runs);
    CommunityRuns runs{std::vector<std::vector<Index>>(many), std::vector<double>(many)};
    for_each_chunk(many, 1, options.threads, [&](std::size_t run, std::size_t, std::size_t) {
        CommunityOptions one = options;
        one.seed = options.seed + run;
        one.runs = 1;
        one.threads = 1;
        Communities found = leiden(network.ties(), network.directed(), one, progress);
        runs.of[run] = std::move(found.parts.of);
        runs.modularity[run] = found.modularity;
    });
    return runs;
}

CommunityRuns community_runs(const Network& network, const SpatialNull& null, const CommunityOptions& options,
                             const Progress& progress) {
    check_runs(options);
    const auto many = static_cast<std::size_t>(options.runs);
    CommunityRuns runs{std::vector<std::vector<Index>>(many), std::vector<double>(many)};
    const PairGains gains = gains_of(network, null, options.resolution);
    if (gains.gain.empty()) {
        runs.of.assign(many, alone(network.size()));
        runs.modularity.assign(many, std::numeric_limits<double>::quiet_NaN());
        return runs;
    }
    const Csr both = network.directed() ? symmetrised(network.ties()) : Csr();
    const Csr& ties = network.directed() ? both : network.ties();
    for_each_chunk(many, 1, options.threads, [&](std::size_t run, std::size_t, std::size_t) {
        Random random(options.seed + run);
        std::vector<Index> start = start_of(run, network.size(), random);
        double reached = -std::numeric_limits<double>::infinity();
        for (int i = 0; i < options.iterations; ++i) {
            std::vector<Index> community = connected(ties, divide(gains, start, random, progress));
            const double value = gain_of(gains, community);
            if (value <= reached + 1e-12) break;
            reached = value;
            start = std::move(community);
        }
        runs.of[run] = parts_by_size(start).of;
        runs.modularity[run] = reached;
    });
    return runs;
}

}  // namespace tissu
