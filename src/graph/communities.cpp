#include <tissu/graph/communities.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
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

/// One pass from the original nodes up, until every community is one node.
std::vector<Index> climb(const Level& ground, CommunitySearch& search, std::vector<Index> community, Refine refining) {
    std::vector<Index> place(ground.size());  // original node -> node of the level
    std::iota(place.begin(), place.end(), Index{0});
    const Level* level = &ground;
    std::optional<Level> own;
    for (;;) {
        move_nodes(*level, search, community);
        if (compact(community) == level->size()) break;
        std::vector<Index> part = refining(*level, search, community);
        const Index parts = compact(part);
        if (parts == level->size()) break;
        std::vector<Index> next(parts);
        for (Index node = 0; node < level->size(); ++node) next[part[node]] = community[node];
        for (Index& node : place) node = part[node];
        own = Level(*level, part, parts);
        level = &*own;
        community = std::move(next);
    }
    for (Index& node : place) node = community[node];
    return place;
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

struct Problem {
    const Csr& ties;
    bool directed;
    const CommunityOptions& options;
    Refine refining;
    const Level& ground;
    double total;
};

struct Result {
    std::vector<Index> community;
    double modularity = -std::numeric_limits<double>::infinity();
};

Result one_run(const Problem& problem, std::size_t run, const Progress& progress) {
    const CommunityOptions& options = problem.options;
    CommunitySearch search{problem.directed, options.resolution / problem.total, Random(options.seed, run), progress,
                           static_cast<double>(run) / options.runs};
    Result best;
    std::vector<Index> start(problem.ground.size());
    std::iota(start.begin(), start.end(), Index{0});
    for (int i = 0; i < options.iterations; ++i) {
        std::vector<Index> community = climb(problem.ground, search, start, problem.refining);
        if (problem.refining != keep) community = connected(problem.ground, community);
        const double q = modularity(problem.ties, problem.directed, community, options.resolution);
        if (q <= best.modularity + 1e-12) break;
        start = community;
        best = {std::move(community), q};
    }
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
    Index count = 0;
    for (const Index group : groups)
        if (group != no_index) count = std::max(count, group + 1);
    std::vector<Strength> sums(count);
    double inside = 0;
    double chance = 0;
    for (Index row = 0; row < ties.rows(); ++row) {
        const Index group = groups[row];
        if (group == no_index) chance += strength[row].out / total * (strength[row].in / total);
        else sums[group] += strength[row];
        for (std::size_t i = 0; i < ties.targets(row).size(); ++i) {
            const Index target = ties.targets(row)[i];
            if (target == row) inside += directed ? ties.weight(row, i) : 2 * ties.weight(row, i);
            else if (group != no_index && groups[target] == group) inside += ties.weight(row, i);
        }
    }
    for (const Strength& sum : sums) chance += sum.out / total * (sum.in / total);
    return inside / total - resolution * chance;
}

Communities leiden(const Csr& ties, bool directed, const CommunityOptions& options, const Progress& progress) {
    return search_communities(ties, directed, options, refine, progress);
}

Communities louvain(const Csr& ties, bool directed, const CommunityOptions& options, const Progress& progress) {
    return search_communities(ties, directed, options, keep, progress);
}

}  // namespace tissu
