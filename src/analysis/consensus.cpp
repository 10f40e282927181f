#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include <tissu/analysis/comparison.hpp>
#include <tissu/analysis/spatial.hpp>
#include <tissu/base/error.hpp>

#include "analysis/undirected.hpp"

namespace tissu {
namespace {

double share_together(const CommunityRuns& runs, Index a, Index b) {
    double together = 0;
    for (const auto& of : runs.of) together += of[a] == of[b];
    return together / static_cast<double>(runs.of.size());
}

/// The ties as shares of runs in which their ends are together, those below the threshold dropped. True in `settled`
/// if all are 0 or 1.
Csr agreed_ties(const Csr& ties, const CommunityRuns& runs, double threshold, bool& settled) {
    std::vector<Index> from, to;
    std::vector<double> weights;
    settled = true;
    for (Index row = 0; row < ties.rows(); ++row)
        for (const Index target : ties.targets(row)) {
            if (target <= row) continue;
            const double share = share_together(runs, row, target);
            settled = settled && (share == 0 || share == 1);
            if (share < threshold || share == 0) continue;
            from.push_back(row);
            to.push_back(target);
            weights.push_back(share);
        }
    return build_csr(ties.rows(), ties.rows(), from, to, weights, true);
}

std::vector<std::int64_t> sizes_of(const std::vector<Index>& of) {
    std::vector<std::int64_t> sizes(of.size(), 0);
    for (const Index community : of) ++sizes[community];
    return sizes;
}

/// Adds for each node the Jaccard index of its community here and in one run.
void add_overlap(const std::vector<Index>& here, const std::vector<Index>& there, std::vector<double>& sum) {
    const auto ours = sizes_of(here), theirs = sizes_of(there);
    std::vector<Index> order(here.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::sort(order.begin(), order.end(), [&](Index a, Index b) {
        return std::pair(here[a], there[a]) < std::pair(here[b], there[b]);
    });
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        const Index h = here[order[begin]], t = there[order[begin]];
        while (end < order.size() && here[order[end]] == h && there[order[end]] == t) ++end;
        const auto shared = static_cast<double>(end - begin);
        const double jaccard = shared / (static_cast<double>(ours[h] + theirs[t]) - shared);
        for (; begin < end; ++begin) sum[order[begin]] += jaccard;
    }
}

double mean_agreement(const CommunityRuns& runs) {
    double sum = 0, count = 0;
    for (std::size_t a = 0; a < runs.of.size(); ++a)
        for (std::size_t b = a + 1; b < runs.of.size(); ++b) {
            sum += adjusted_rand(runs.of[a], runs.of[b]);
            count += 1;
        }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

void check(const Network& network, const CommunityRuns& runs, double threshold) {
    if (runs.of.empty()) throw Error(Errc::invalid_argument, "expected at least 1 run, found 0");
    for (const auto& of : runs.of)
        if (of.size() != network.size())
            throw Error(Errc::invalid_argument, "expected runs of " + std::to_string(network.size()) + " nodes, found " +
                                                    std::to_string(of.size()));
    if (!(threshold >= 0 && threshold <= 1))
        throw Error(Errc::invalid_argument, "expected a threshold from 0 to 1, found " + std::to_string(threshold));
}

struct Point {
    double x, y, z;
};

Point on_sphere(double lon, double lat) {
    const double radians = std::numbers::pi / 180;
    return {std::cos(lat * radians) * std::cos(lon * radians), std::cos(lat * radians) * std::sin(lon * radians),
            std::sin(lat * radians)};
}

/// The angle at c between a and b is larger than a right one: c is in the sphere with a and b at its poles.
bool between(const Point& a, const Point& c, const Point& b) {
    return (a.x - c.x) * (b.x - c.x) + (a.y - c.y) * (b.y - c.y) + (a.z - c.z) * (b.z - c.z) < 0;
}

double squared(const Point& a, const Point& b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z);
}

}  // namespace

Consensus consensus(const Network& network, const CommunityRuns& runs, const CommunityOptions& options, double threshold,
                    const Progress& progress) {
    check(network, runs, threshold);
    const Undirected undirected(network);
    CommunityRuns now = runs;
    bool settled = false;
    Csr agreed = agreed_ties(undirected.ties(), now, threshold, settled);
    for (int round = 0; round < 20 && !settled; ++round) {
        progress.report(round / 20.0);
        for (std::size_t run = 0; run < now.of.size(); ++run) {
            CommunityOptions one = options;
            one.seed = options.seed + run;
            one.runs = 1;
            one.resolution = 1;
            now.of[run] = leiden(agreed, false, one, progress).parts.of;
        }
        agreed = agreed_ties(undirected.ties(), now, threshold, settled);
    }
    Consensus found{weak_components(agreed, true, 1).of, std::vector<double>(network.size(), 0.0), mean_agreement(runs)};
    for (const auto& of : runs.of) add_overlap(found.of, of, found.stability);
    for (double& value : found.stability) value /= static_cast<double>(runs.of.size());
    return found;
}

std::vector<double> border_strength(std::span<const CommunityRuns> runs, std::span<const std::pair<Index, Index>> pairs) {
    std::vector<double> strength;
    strength.reserve(pairs.size());
    for (const auto& [a, b] : pairs) {
        double apart = 0, count = 0;
        for (const CommunityRuns& some : runs)
            for (const auto& of : some.of) {
                apart += of.at(a) != of.at(b);
                count += 1;
            }
        strength.push_back(count > 0 ? apart / count : std::numeric_limits<double>::quiet_NaN());
    }
    return strength;
}

std::vector<std::pair<Index, Index>> gabriel_pairs(const Nodes& nodes) {
    std::vector<Point> points(nodes.size());
    std::vector<Index> placed;
    for (Index i = 0; i < nodes.size(); ++i) {
        if (std::isnan(nodes.lon[i]) || std::isnan(nodes.lat[i])) continue;
        points[i] = on_sphere(nodes.lon[i], nodes.lat[i]);
        placed.push_back(i);
    }
    std::vector<std::pair<Index, Index>> pairs;
    std::vector<std::pair<double, Index>> nearest;
    for (const Index i : placed) {
        nearest.clear();
        for (const Index j : placed)
            if (j != i) nearest.emplace_back(squared(points[i], points[j]), j);
        std::sort(nearest.begin(), nearest.end());
        for (std::size_t k = 0; k < nearest.size(); ++k) {
            const Index j = nearest[k].second;
            if (j < i) continue;
            const bool free = std::none_of(nearest.begin(), nearest.begin() + static_cast<std::ptrdiff_t>(k),
                                           [&](const auto& other) { return between(points[i], points[other.second], points[j]); });
            if (free) pairs.emplace_back(i, j);
        }
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

}  // namespace tissu
