#include <tissu/graph/communities.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"
#include "graph/community_level.hpp"

namespace tissu {
namespace {

[[noreturn]] void refuse(const std::string& message) { throw Error(Errc::invalid_argument, message); }

void check(const Csr& ties, double resolution) {
    require_square(ties);
    require_weights(ties);
    if (!(resolution >= 0 && std::isfinite(resolution)))
        refuse("expected a resolution of 0 or more, found " + shown(resolution));
}

double total_of(const std::vector<Strength>& strength) {
    double total = 0;
    for (const Strength& s : strength) total += s.out;
    return total;
}

/// A refinement that keeps communities whole: Louvain.
std::vector<Index> keep(const Level&, CommunitySearch&, std::span<const Index> community) {
    return {community.begin(), community.end()};
}

using Refine = std::vector<Index> (*)(const Level&, CommunitySearch&, std::span<const Index>);

/// At the ground nodes form smaller communities than are asked for, so that the first moves decide less: those above
/// unite them again. On graphs with hubs this finds more than the plain algorithm, and depends less on the order.
constexpr double ground_resolution = 2;

/// On the way up a level is left before its last gains: those come on the way down.
constexpr double looks_upwards = 2;
constexpr double until_settled = std::numeric_limits<double>::infinity();

/// From a level up, until every community is one node, and down again: there the nodes of each level move once more,
/// now that the communities are known (R. Rotta, A. Noack, ACM J. Exp. Algorithmics 16, 2011).
void climb(const Level& level, CommunitySearch& search, std::vector<Index>& community, Refine refining) {
    if (compact(community) < level.size()) {
        std::vector<Index> part = refining(level, search, community);
        if (const Index count = compact(part); count < level.size()) {
            std::vector<Index> above(count);
            for (Index node = 0; node < level.size(); ++node) above[part[node]] = community[node];
            const Level next(level, search, part, count);
            move_nodes(next, search, above, looks_upwards);
            climb(next, search, above, refining);
            for (Index node = 0; node < level.size(); ++node) community[node] = above[part[node]];
        }
    }
    move_nodes(level, search, community, until_settled);
}

/// The first communities, of single nodes.
std::vector<Index> start(const Level& ground, CommunitySearch& search) {
    std::vector<Index> community(ground.size());
    std::iota(community.begin(), community.end(), Index{0});
    search.scale *= ground_resolution;
    move_nodes(ground, search, community, looks_upwards);
    search.scale /= ground_resolution;
    if (compact(community) == ground.size()) move_nodes(ground, search, community, looks_upwards);
    return community;
}

/// Splits communities that are not connected. Modularity can only gain: no tie is cut.
std::vector<Index> connected(const Level& level, std::span<const Index> community) {
    std::vector<Index> label(level.size(), no_index);
    std::vector<Index> open;
    for (Index seed = 0; seed < level.size(); ++seed) {
        if (label[seed] != no_index) continue;
        label[seed] = seed;
        open.push_back(seed);
        while (!open.empty()) {
            const Index node = open.back();
            open.pop_back();
            for (std::int64_t entry = level.offsets[node]; entry < level.offsets[node + 1]; ++entry) {
                const Index target = level.targets[entry];
                if (label[target] != no_index || community[target] != community[seed]) continue;
                if (level.weight(entry) == 0) continue;
                label[target] = seed;
                open.push_back(target);
            }
        }
    }
    return label;
}

/// What a search for communities starts from. Strengths are those of the ties.
struct Problem {
    const Csr& ties;
    bool directed;
    const CommunityOptions& options;
    Refine refining;
    const Level& ground;
    double total;
};

/// The definition, for ties of some weight.
double modularity_of(const Csr& ties, bool directed, std::span<const Strength> strength, double total,
                     std::span<const Index> groups, double resolution) {
    Index count = 0;
    for (const Index group : groups)
        if (group != no_index) count = std::max(count, group + 1);
    std::vector<Strength> sums(count);
    const std::int64_t* offsets = ties.offsets().data();
    const Index* targets = ties.targets().data();
    const double* weights = ties.weighted() ? ties.weights().data() : nullptr;
    double inside = 0;
    double chance = 0;
    for (Index row = 0; row < ties.rows(); ++row) {
        const Index group = groups[row];
        if (group == no_index) chance += strength[row].out / total * (strength[row].in / total);
        else sums[group] += strength[row];
        double own = 0;
        for (std::int64_t entry = offsets[row]; entry < offsets[row + 1]; ++entry) {
            const double weight = weights ? weights[entry] : 1.0;
            const bool loop = targets[entry] == row;
            own += loop || (group != no_index && groups.data()[targets[entry]] == group) ? weight : 0.0;
            if (loop && !directed) own += weight;
        }
        inside += own;
    }
    for (const Strength& sum : sums) chance += sum.out / total * (sum.in / total);
    return inside / total - resolution * chance;
}

struct Result {
    std::vector<Index> community;
    double modularity = -std::numeric_limits<double>::infinity();
};

Result one_run(const Problem& problem, std::size_t run, const Progress& progress) {
    const CommunityOptions& options = problem.options;
    CommunitySearch search{problem.directed, options.resolution / problem.total, Random(options.seed, run), progress,
                           static_cast<double>(run) / options.runs};
    std::vector<Index> community = start(problem.ground, search);
    Result best;
    const bool whole = problem.refining == keep;  // what is not refined would climb the same way again
    for (int i = 0; i < (whole ? 1 : options.iterations); ++i) {
        climb(problem.ground, search, community, problem.refining);
        const double q = modularity_of(problem.ties, problem.directed, problem.ground.strength, problem.total, community,
                                       options.resolution);
        if (q <= best.modularity + 1e-12) break;
        best = {community, q};
    }
    if (whole) return best;
    best.community = connected(problem.ground, best.community);
    best.modularity = modularity_of(problem.ties, problem.directed, problem.ground.strength, problem.total, best.community,
                                    options.resolution);
    return best;
}

Communities search_communities(const Csr& ties, bool directed, const CommunityOptions& options, Refine refining,
                               const Progress& progress) {
    check(ties, options.resolution);
    if (options.runs < 1) refuse("expected at least 1 run, found " + std::to_string(options.runs));
    if (options.iterations < 1) refuse("expected at least 1 iteration, found " + std::to_string(options.iterations));
    auto strength = strengths(ties, directed);
    const double total = total_of(strength);
    if (!(total > 0)) {
        std::vector<Index> alone(ties.rows());
        std::iota(alone.begin(), alone.end(), Index{0});
        return {parts_by_size(alone), std::numeric_limits<double>::quiet_NaN()};
    }
    const Csr both = directed ? symmetrised(ties) : Csr();
    const Level ground(directed ? both : ties, std::move(strength));
    const Problem problem{ties, directed, options, refining, ground, total};
    std::vector<Result> results(static_cast<std::size_t>(options.runs));
    for_each_chunk(results.size(), 1, options.threads, [&](std::size_t run, std::size_t, std::size_t) {
        results[run] = one_run(problem, run, progress);
    });
    const Result* best = &results.front();
    for (const Result& result : results)
        if (result.modularity > best->modularity) best = &result;
    return {parts_by_size(best->community), best->modularity};
}

}  // namespace

double modularity(const Csr& ties, bool directed, std::span<const Index> groups, double resolution) {
    check(ties, resolution);
    if (groups.size() != ties.rows())
        refuse("expected a group for each of " + std::to_string(ties.rows()) + " rows, found " +
               std::to_string(groups.size()));
    const auto strength = strengths(ties, directed);
    const double total = total_of(strength);
    if (!(total > 0)) return std::numeric_limits<double>::quiet_NaN();
    return modularity_of(ties, directed, strength, total, groups, resolution);
}

Communities leiden(const Csr& ties, bool directed, const CommunityOptions& options, const Progress& progress) {
    return search_communities(ties, directed, options, refine, progress);
}

Communities louvain(const Csr& ties, bool directed, const CommunityOptions& options, const Progress& progress) {
    return search_communities(ties, directed, options, keep, progress);
}

}  // namespace tissu
