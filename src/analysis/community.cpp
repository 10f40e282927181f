#include <tissu/analysis/community.hpp>

#include <cmath>
#include <limits>

#include <tissu/graph/cohesion.hpp>

#include "analysis/describe.hpp"
#include "analysis/undirected.hpp"

namespace tissu {
namespace {

std::vector<std::int64_t> wide(const std::vector<Index>& values) { return {values.begin(), values.end()}; }

/// Pairs of neighbours of a node.
double pairs(std::int64_t neighbours) {
    const auto n = static_cast<double>(neighbours);
    return n * (n - 1) / 2;
}

Table community_table(const Network& network, const char* method, const CommunityOptions& options,
                      const Communities& found) {
    const std::string reached = std::isnan(found.modularity) ? "undefined" : shown(found.modularity);
    const std::string text = std::string("Communities by ") + method + ": modularity " + reached +
                             ", " + std::to_string(found.parts.size.size()) + " communities, resolution " +
                             shown(options.resolution) + ", seed " + std::to_string(options.seed) + ", best of " +
                             std::to_string(options.runs) + (options.runs == 1 ? " run." : " runs.") +
                             " Numbered by size.";
    return Table({node_column(network), Column("community", "number", wide(found.parts.of))}, note_of(network, text));
}

Column end_column(const char* name, const Network& network, const std::vector<Index>& nodes) {
    Strings ids;
    for (const Index node : nodes) ids.push_back(network.nodes().ids[node]);
    return Column(name, "id", std::move(ids));
}

}  // namespace

Table components(const Network& network, bool strong, unsigned threads) {
    const Parts parts = strong && network.directed() ? strong_components(network.ties())
                                                     : weak_components(network.ties(), !network.directed(), threads);
    return Table({node_column(network), Column("component", "number", wide(parts.of))},
                 note_of(network, std::string("Components, ") + (strong ? "strong" : "weak") + ": " +
                                      std::to_string(parts.size.size()) + ", numbered by size."));
}

Table articulation_points(const Network& network) {
    const Undirected undirected(network);
    return Table({end_column("node", network, cuts(undirected.ties()).points)},
                 note_of(network, "Articulation points: nodes without which a component falls apart."));
}

Table bridges(const Network& network) {
    const Undirected undirected(network);
    std::vector<Index> from, to;
    for (const auto& [source, target] : cuts(undirected.ties()).bridges) {
        from.push_back(source);
        to.push_back(target);
    }
    return Table({end_column("source", network, from), end_column("target", network, to)},
                 note_of(network, "Bridges: ties without which a component falls apart."));
}

Table core_numbers(const Network& network) {
    const Undirected undirected(network);
    return Table({node_column(network), Column("core", "ties", wide(core_numbers(undirected.ties())))},
                 note_of(network, "Core numbers: directions, weights and loops are not used."));
}

Table triangles(const Network& network, unsigned threads, const Progress& progress) {
    const Undirected undirected(network);
    return Table({node_column(network), Column("triangles", "1", triangles(undirected.ties(), threads, progress))},
                 note_of(network, "Triangles: directions, weights and loops are not used."));
}

Table clustering(const Network& network, unsigned threads, const Progress& progress) {
    const Undirected undirected(network);
    const auto closed = triangles(undirected.ties(), threads, progress);
    const auto neighbours = neighbour_counts(undirected.ties());
    std::vector<double> share(closed.size());
    for (std::size_t i = 0; i < closed.size(); ++i)
        if (neighbours[i] > 1) share[i] = static_cast<double>(closed[i]) / pairs(neighbours[i]);
    return Table({node_column(network), Column("clustering", "1", std::move(share))},
                 note_of(network, "Local clustering: share of pairs of neighbours that are tied; 0 below two "
                                  "neighbours. Directions, weights and loops are not used."));
}

Table weighted_clustering(const Network& network, unsigned threads, const Progress& progress) {
    require_weights(network, "clustering");
    const Undirected undirected(network);
    return Table({node_column(network),
                  Column("clustering", "1", weighted_clustering(undirected.ties(), threads, progress))},
                 note_of(network, "Weighted clustering after Onnela et al. 2005: weights as shares of the heaviest tie; 0 "
                                  "below two neighbours. Loops are not used."));
}

double transitivity(const Network& network, unsigned threads, const Progress& progress) {
    const Undirected undirected(network);
    double closed = 0;  // each triangle is met at its three corners
    double triples = 0;
    for (const std::int64_t count : triangles(undirected.ties(), threads, progress)) closed += static_cast<double>(count);
    for (const std::int64_t count : neighbour_counts(undirected.ties())) triples += pairs(count);
    return triples > 0 ? closed / triples : std::numeric_limits<double>::quiet_NaN();
}

double modularity(const Network& network, const Groups& groups, double resolution) {
    require_weights(network, "modularity");
    return modularity(network.ties(), network.directed(), groups.of, resolution);
}

Table leiden(const Network& network, const CommunityOptions& options, const Progress& progress) {
    require_weights(network, "leiden");
    return community_table(network, "Leiden", options, leiden(network.ties(), network.directed(), options, progress));
}

Table louvain(const Network& network, const CommunityOptions& options, const Progress& progress) {
    require_weights(network, "louvain");
    return community_table(network, "Louvain", options, louvain(network.ties(), network.directed(), options, progress));
}

}  // namespace tissu
