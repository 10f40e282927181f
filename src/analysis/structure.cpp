#include <tissu/analysis/structure.hpp>

#include <cmath>
#include <optional>

#include <tissu/graph/cohesion.hpp>
#include <tissu/graph/components.hpp>
#include <tissu/graph/triads.hpp>

#include "analysis/describe.hpp"
#include "analysis/undirected.hpp"

namespace tissu {

Table triad_census(const Network& network, unsigned threads, const Progress& progress) {
    const auto census = triad_census(network.ties(), threads, progress);
    Strings names;
    for (const std::string_view name : triad_names) names.push_back(name);
    return Table({Column("triad", "kind", std::move(names)),
                  Column("count", "triples", std::vector<std::int64_t>(census.begin(), census.end()))},
                 note_of(network, "Triad census: loops and weights are not used. Batagelj and Mrvar 2001."));
}

Table bicomponents(const Network& network) {
    const Undirected undirected(network);
    std::vector<std::int64_t> number;
    Strings nodes;
    const auto parts = bicomponents(undirected.ties());
    for (std::size_t part = 0; part < parts.size(); ++part) {
        for (const Index node : parts[part]) {
            number.push_back(static_cast<std::int64_t>(part));
            nodes.push_back(network.nodes().ids[node]);
        }
    }
    return Table({Column("component", "number", std::move(number)), Column("node", "id", std::move(nodes))},
                 note_of(network, "Biconnected components: " + std::to_string(parts.size()) +
                                      ", numbered by size. Isolated nodes are in none."));
}

Table rich_club(const Network& network) {
    const Undirected undirected(network);
    RichClub club = rich_club(undirected.ties());
    std::vector<double> share(club.rows.size());
    for (std::size_t i = 0; i < share.size(); ++i) {
        const auto n = static_cast<double>(club.rows[i]);
        share[i] = 2 * static_cast<double>(club.ties[i]) / (n * (n - 1));
    }
    return Table({Column("degree", "ties", std::move(club.degree)), Column("nodes", "nodes", std::move(club.rows)),
                  Column("edges", "ties", std::move(club.ties)), Column("rich_club", "1", std::move(share))},
                 note_of(network, "Rich club: ties among the nodes of a higher degree over their pairs, not compared "
                                  "with chance. Colizza et al. 2006."));
}

Table core_periphery(const Network& network) {
    const Undirected undirected(network);
    const CorePeriphery found = core_periphery(undirected.ties());
    const std::string reached = std::isnan(found.correlation) ? "undefined" : shown(found.correlation);
    return Table({node_column(network), Column("core", "1", std::vector<std::int64_t>(found.core.begin(), found.core.end()))},
                 note_of(network, "Core and periphery: correlation " + reached +
                                      " with a full core and an empty periphery. Borgatti and Everett 2000; Lip 2011."));
}

Table structural_equivalence(const Network& network, Likeness likeness, unsigned threads, const Progress& progress) {
    static constexpr const char* names[] = {"euclidean", "correlation", "jaccard", "hamming"};
    auto values = structural_equivalence(network.ties(), !network.directed(), likeness, threads, progress);
    Strings a, b;
    for (Index i = 0; i < network.size(); ++i) {
        for (Index k = i + 1; k < network.size(); ++k) {
            a.push_back(network.nodes().ids[i]);
            b.push_back(network.nodes().ids[k]);
        }
    }
    const char* name = names[static_cast<std::size_t>(likeness)];
    return Table({Column("a", "id", std::move(a)), Column("b", "id", std::move(b)), Column(name, "1", std::move(values))},
                 note_of(network, std::string("Structural equivalence, ") + name + ": loops are not used."));
}

double assortativity(const Network& network, const Groups& groups) { return assortativity(network.ties(), groups.of); }

double assortativity(const Network& network, const std::vector<double>& values) {
    return assortativity(network.ties(), values, values);
}

double degree_assortativity(const Network& network) {
    const auto real = [](const std::vector<std::int64_t>& counts) {
        return std::vector<double>(counts.begin(), counts.end());
    };
    const auto out = real(neighbour_counts(network.ties()));
    return assortativity(network.ties(), out, network.directed() ? real(neighbour_counts(transposed(network.ties()))) : out);
}

}  // namespace tissu
