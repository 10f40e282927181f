#include <tissu/analysis/centrality.hpp>

#include <tissu/graph/structural_holes.hpp>
#include <tissu/graph/traversal.hpp>

#include "analysis/describe.hpp"

namespace tissu {
namespace {

struct Degrees {
    std::vector<std::int64_t> degree;
    std::vector<double> strength;
};

Degrees degrees_of(const Network& network, Direction direction) {
    const Csr& ties = network.ties();
    Degrees result{std::vector<std::int64_t>(ties.rows()), std::vector<double>(ties.rows())};
    const auto add = [&](Index node, double weight) {
        ++result.degree[node];
        result.strength[node] += weight;
    };
    for (Index row = 0; row < ties.rows(); ++row) {
        for (std::size_t i = 0; i < ties.targets(row).size(); ++i) {
            const Index target = ties.targets(row)[i];
            const double weight = ties.weight(row, i);
            if (!network.directed() || direction != Direction::in) add(row, weight);
            if (network.directed() ? direction != Direction::out : row == target) add(target, weight);
        }
    }
    return result;
}

const char* describe(const Network& network, Direction direction) {
    if (!network.directed() || direction == Direction::all) return "all ties";
    return direction == Direction::out ? "outgoing ties" : "incoming ties";
}

std::string describe(const BetweennessOptions& options) {
    std::string text = "Betweenness: shortest paths through a node. ";
    text += options.weighted ? "Weights are lengths. " : "Weights are not used. ";
    if (options.normalized) text += "Normalised by the pairs of other nodes. ";
    if (options.samples > 0)
        text += "Estimated from " + std::to_string(options.samples) + " sources, seed " + std::to_string(options.seed) +
                ". ";
    return text + "Brandes 2001, doi:10.1080/0022250X.2001.9990249.";
}

/// Lengths must be above 0; says which tie is not.
void require_lengths(const Network& network) {
    const Csr& ties = network.ties();
    const auto& ids = network.nodes().ids;
    for (Index row = 0; row < ties.rows(); ++row)
        for (std::size_t i = 0; i < ties.targets(row).size(); ++i)
            if (!(ties.weight(row, i) > 0))
                throw Error(Errc::invalid_argument, "betweenness: expected lengths above 0, found " +
                                                        shown(ties.weight(row, i)) + " on the tie " +
                                                        ids[row] + " - " + ids[ties.targets(row)[i]]);
}

Table nearness_table(const Network& network, const char* name, const std::string& definition,
                     std::vector<double> values) {
    return Table({node_column(network), Column(name, "1", std::move(values))},
                 note_of(network, definition + " By outgoing steps; weights are not used."));
}

}  // namespace

Table degree(const Network& network, Direction direction) {
    Degrees degrees = degrees_of(network, direction);
    return Table({node_column(network), Column("degree", "ties", std::move(degrees.degree)),
                  Column("strength", "weight", std::move(degrees.strength))},
                 note_of(network, std::string("Degree and strength: ") + describe(network, direction) +
                                      "; a loop counts at both ends."));
}

Table betweenness(const Network& network, const BetweennessOptions& options, const Progress& progress) {
    if (options.weighted) require_lengths(network);
    auto values = betweenness(network.ties(), network.directed(), options, progress);
    const char* unit = options.normalized ? "1" : "pairs";
    return Table({node_column(network), Column("betweenness", unit, std::move(values))},
                 note_of(network, describe(options)));
}

Table closeness(const Network& network, unsigned threads, const Progress& progress) {
    return nearness_table(network, "closeness", "Closeness, Wasserman and Faust's form for networks in several pieces.",
                          nearness(network.ties(), threads, progress).closeness);
}

Table harmonic(const Network& network, unsigned threads, const Progress& progress) {
    return nearness_table(network, "harmonic", "Harmonic centrality: sum of 1 / steps to the others.",
                          nearness(network.ties(), threads, progress).harmonic);
}

Table pagerank(const Network& network, const PagerankOptions& options, const Progress& progress) {
    if (options.weighted) require_weights(network, "pagerank");
    auto values = pagerank(network.ties(), network.directed(), options, progress);
    std::string text = "PageRank: damping " + shown(options.damping) + ", ";
    text += options.personalization.empty() ? "jumps anywhere, " : "jumps as personalised, ";
    text += options.weighted ? "ties followed by weight." : "weights are not used.";
    return Table({node_column(network), Column("pagerank", "probability", std::move(values))}, note_of(network, text));
}

Table constraint(const Network& network, unsigned threads, const Progress& progress) {
    require_weights(network, "constraint");
    StructuralHoles holes = structural_holes(network.ties(), threads, progress);
    return Table({node_column(network), Column("constraint", "1", std::move(holes.constraint)),
                  Column("hierarchy", "1", std::move(holes.hierarchy)),
                  Column("effective_size", "contacts", std::move(holes.effective_size)),
                  Column("efficiency", "1", std::move(holes.efficiency)),
                  Column("contacts", "nodes", std::move(holes.contacts))},
                 note_of(network, "Burt's structural holes: weights of both directions added, direct contacts only, "
                                  "loops left out. Burt 1992; Borgatti 1997."));
}

Table effective_size(const Network& network, unsigned threads, const Progress& progress) {
    const Table all = constraint(network, threads, progress);
    return Table({all.column("node"), all.column("effective_size"), all.column("efficiency")}, all.note());
}

}  // namespace tissu
