#include <tissu/analysis/centrality.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include <tissu/base/text.hpp>
#include <tissu/graph/spectral.hpp>
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

/// How far, in parts of the largest value that a search can add, the mean over some searches may be from that over all:
/// for every node at once, but in one draw of twenty. W. Hoeffding, J. Am. Stat. Assoc. 58(301), 1963,
/// doi:10.1080/01621459.1963.10500830.
double sampling_error(Index nodes, std::size_t samples) {
    return samples < nodes ? std::sqrt(std::log(2.0 * nodes / 0.05) / (2.0 * static_cast<double>(samples))) : 0.0;
}

std::string estimated(std::size_t samples, std::uint64_t seed, const std::string& bound) {
    return "Estimated from " + std::to_string(samples) + " sources, seed " + std::to_string(seed) +
           ": with probability 0.95 " + bound + ". ";
}

/// The largest error of the estimate: a search adds at most n - 2 to a node, and pairs are met from both ends.
double betweenness_error(const Network& network, const BetweennessOptions& options) {
    const double n = network.size();
    if (n < 3) return 0;
    const double pairs = (network.directed() ? 1.0 : 0.5) * (n - 1) * (n - 2);
    return sampling_error(network.size(), options.samples) * n / (n - 1) * (options.normalized ? 1.0 : pairs);
}

std::string describe(const Network& network, const BetweennessOptions& options) {
    std::string text = "Betweenness: shortest paths through a node. ";
    text += options.weighted ? "Weights are lengths. " : "Weights are not used. ";
    if (options.normalized) text += "Normalised by the pairs of other nodes. ";
    if (options.samples > 0)
        text += estimated(options.samples, options.seed,
                          "no value is off by more than " + shown(betweenness_error(network, options)));
    return text + "Brandes 2001, doi:10.1080/0022250X.2001.9990249.";
}

/// Lengths must be above 0; says which tie is not.
void require_lengths(const Network& network, const std::string& measure) {
    const Csr& ties = network.ties();
    const auto& ids = network.nodes().ids;
    for (Index row = 0; row < ties.rows(); ++row)
        for (std::size_t i = 0; i < ties.targets(row).size(); ++i)
            if (!(ties.weight(row, i) > 0))
                throw Error(Errc::invalid_argument, measure + ": expected lengths above 0, found " +
                                                        shown(ties.weight(row, i)) + " on the tie " +
                                                        ids[row] + " - " + ids[ties.targets(row)[i]]);
}

Table nearness_table(const Network& network, const char* name, const std::string& definition,
                     std::vector<double> values) {
    return Table({node_column(network), Column(name, "1", std::move(values))},
                 note_of(network, definition + "By outgoing steps; weights are not used."));
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
    if (options.weighted) require_lengths(network, "betweenness");
    auto values = betweenness(network.ties(), network.directed(), options, progress);
    const char* unit = options.normalized ? "1" : "pairs";
    return Table({node_column(network), Column("betweenness", unit, std::move(values))},
                 note_of(network, describe(network, options)));
}

Table edge_betweenness(const Network& network, const BetweennessOptions& options, const Progress& progress) {
    if (options.weighted) require_lengths(network, "edge_betweenness");
    const auto values = edge_betweenness(network.ties(), network.directed(), options, progress);
    Strings sources, targets;
    std::vector<double> shown_once;
    const auto& ids = network.nodes().ids;
    std::size_t entry = 0;
    for (Index row = 0; row < network.size(); ++row) {
        for (const Index target : network.ties().targets(row)) {
            const double value = values[entry++];
            if (!network.directed() && target < row) continue;
            sources.push_back(ids[row]);
            targets.push_back(ids[target]);
            shown_once.push_back(value);
        }
    }
    return Table({Column("source", "id", std::move(sources)), Column("target", "id", std::move(targets)),
                  Column("betweenness", options.normalized ? "1" : "pairs", std::move(shown_once))},
                 note_of(network, "Betweenness of ties: shortest paths that take a tie. " +
                                      std::string(options.weighted ? "Weights are lengths." : "Weights are not used.")));
}

Table closeness(const Network& network, const NearnessOptions& options, const Progress& progress) {
    std::string text = "Closeness, Wasserman and Faust's form for networks in several pieces. ";
    if (options.samples > 0)
        text += estimated(options.samples, options.seed,
                          "in a connected network no mean of steps is off by more than " +
                              shown(sampling_error(network.size(), options.samples)) + " of the diameter");
    return nearness_table(network, "closeness", text, nearness(network.ties(), options, progress).closeness);
}

Table harmonic(const Network& network, const NearnessOptions& options, const Progress& progress) {
    std::string text = "Harmonic centrality: sum of 1 / steps to the others. ";
    if (options.samples > 0) {
        const double others = std::max(network.size(), Index{1}) - 1.0;
        text += estimated(options.samples, options.seed,
                          "no value is off by more than " +
                              shown(sampling_error(network.size(), options.samples) * others));
    }
    return nearness_table(network, "harmonic", text, nearness(network.ties(), options, progress).harmonic);
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
    StructuralHoles holes = structural_holes(network.ties(), !network.directed(), threads, progress);
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

Table eigenvector(const Network& network, bool weighted, const Progress& progress) {
    if (weighted) require_weights(network, "eigenvector");
    Eigenvector found = eigenvector(network.ties(), network.directed(), weighted, progress);
    return Table({node_column(network), Column("eigenvector", "1", std::move(found.value))},
                 note_of(network, "Eigenvector centrality: eigenvalue " + shown(found.eigenvalue) + ", the largest value is 1; " +
                                      (weighted ? "by weights." : "weights are not used.")));
}

Table katz(const Network& network, const KatzOptions& options, const Progress& progress) {
    if (options.weighted) require_weights(network, "katz");
    auto values = katz(network.ties(), network.directed(), options.alpha, options.beta, options.weighted, progress);
    double squares = 0;
    for (const double value : values) squares += value * value;
    if (options.normalized && squares > 0)
        for (double& value : values) value /= std::sqrt(squares);
    return Table({node_column(network), Column("katz", "1", std::move(values))},
                 note_of(network, "Katz centrality: alpha " + shown(options.alpha) + ", beta " + shown(options.beta) +
                                      (options.normalized ? ", the sum of squares is 1." : ".")));
}

Table hits(const Network& network, bool weighted, const Progress& progress) {
    if (weighted) require_weights(network, "hits");
    Hits found = hits(network.ties(), network.directed(), weighted, progress);
    return Table({node_column(network), Column("hub", "share", std::move(found.hub)),
                  Column("authority", "share", std::move(found.authority))},
                 note_of(network, "Hubs and authorities. Kleinberg 1999, doi:10.1145/324133.324140."));
}

Table distances(const Network& network, std::string_view source, bool weighted) {
    const auto& ids = network.nodes().ids;
    const auto at = std::find(ids.begin(), ids.end(), source);
    if (at == ids.end())
        throw Error(Errc::not_found, "expected a node of the network, found \"" + shortened(source) + "\"");
    const auto row = static_cast<Index>(at - ids.begin());
    std::vector<double> values;
    if (weighted) {
        require_weights(network, "distances");
        values = lengths(network.ties(), row);
    } else {
        const auto steps = distances(network.ties(), row, !network.directed());
        values.resize(steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i)
            values[i] = steps[i] == no_index ? std::numeric_limits<double>::infinity() : static_cast<double>(steps[i]);
    }
    return Table({node_column(network), Column("distance", weighted ? "length" : "ties", std::move(values))},
                 note_of(network, "Distances from " + ids[row] + (weighted ? ": weights are lengths." : " in ties.")));
}

std::int64_t diameter(const Network& network, unsigned threads, const Progress& progress) {
    return diameter(network.ties(), !network.directed(), threads, progress);
}

}  // namespace tissu
