#include "analysis/pair_communities.hpp"

#include <numeric>

#include "graph/community_level.hpp"

namespace tissu {
namespace {

constexpr double negligible = 1e-12;

std::vector<Index> random_order(Index n, Random& random) {
    std::vector<Index> order(n);
    std::iota(order.begin(), order.end(), Index{0});
    random.shuffle(std::span<Index>(order));
    return order;
}

/// Moves nodes to the community where the sum of gains grows most, or to one of their own. True if any moved.
bool move_nodes(const PairGains& gains, Random& random, std::vector<Index>& community, const Progress& progress) {
    std::vector<double> to(gains.n, 0.0);  // by community
    std::vector<Index> size(gains.n, 0);
    for (const Index c : community) ++size[c];
    bool any = false;
    for (bool moved = true; moved;) {
        moved = false;
        for (const Index node : random_order(gains.n, random)) {
            const double* row = gains.row(node);
            std::fill(to.begin(), to.end(), 0.0);
            for (Index other = 0; other < gains.n; ++other)
                if (other != node) to[community[other]] += row[other];
            const Index home = community[node];
            Index best = home;
            double best_gain = to[home] + negligible;
            for (Index c = 0; c < gains.n; ++c) {
                if (c == home || to[c] <= best_gain || (size[c] == 0 && size[home] == 1)) continue;
                best = c;
                best_gain = to[c];
            }
            if (best == home) continue;
            --size[home];
            ++size[best];
            community[node] = best;
            moved = any = true;
        }
        progress.report(0.5);
    }
    return any;
}

/// Single nodes join the part of their community where they gain most, if they gain.
std::vector<Index> refine(const PairGains& gains, Random& random, const std::vector<Index>& community) {
    std::vector<Index> part(gains.n), size(gains.n, 1);
    std::iota(part.begin(), part.end(), Index{0});
    std::vector<double> to(gains.n, 0.0);
    for (const Index node : random_order(gains.n, random)) {
        if (size[part[node]] != 1 || part[node] != node) continue;
        const double* row = gains.row(node);
        std::fill(to.begin(), to.end(), 0.0);
        for (Index other = 0; other < gains.n; ++other)
            if (other != node && community[other] == community[node]) to[part[other]] += row[other];
        Index best = node;
        for (Index p = 0; p < gains.n; ++p)
            if (to[p] > to[best] + negligible && p != node) best = p;
        if (best == node) continue;
        size[node] = 0;
        ++size[best];
        part[node] = best;
    }
    return part;
}

PairGains aggregated(const PairGains& gains, const std::vector<Index>& part, Index parts) {
    PairGains sums{parts, std::vector<double>(static_cast<std::size_t>(parts) * parts, 0.0)};
    for (Index i = 0; i < gains.n; ++i) {
        const double* row = gains.row(i);
        double* into = sums.gain.data() + static_cast<std::size_t>(part[i]) * parts;
        for (Index j = 0; j < gains.n; ++j)
            if (part[i] != part[j]) into[part[j]] += row[j];
    }
    return sums;
}

}  // namespace

double gain_of(const PairGains& gains, const std::vector<Index>& community) {
    double sum = 0;
    for (Index i = 0; i < gains.n; ++i) {
        const double* row = gains.row(i);
        for (Index j = 0; j < gains.n; ++j)
            if (community[i] == community[j]) sum += row[j];
    }
    return sum;
}

std::vector<Index> divide(const PairGains& gains, std::vector<Index> start, Random& random, const Progress& progress) {
    std::vector<Index> place(gains.n);
    std::iota(place.begin(), place.end(), Index{0});
    PairGains own{0, {}};
    const PairGains* level = &gains;
    std::vector<Index> community = std::move(start);
    for (;;) {
        move_nodes(*level, random, community, progress);
        if (compact(community) == level->n) break;
        std::vector<Index> part = refine(*level, random, community);
        const Index parts = compact(part);
        if (parts == level->n) break;
        std::vector<Index> next(parts);
        for (Index node = 0; node < level->n; ++node) next[part[node]] = community[node];
        for (Index& node : place) node = part[node];
        own = aggregated(*level, part, parts);
        level = &own;
        community = std::move(next);
    }
    for (Index& node : place) node = community[node];
    return place;
}

}  // namespace tissu
