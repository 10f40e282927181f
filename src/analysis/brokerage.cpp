#include <tissu/analysis/brokerage.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "analysis/grouped.hpp"

namespace tissu {
namespace {

constexpr std::array<std::string_view, 6> roles{"coordinator", "itinerant", "representative",
                                                "gatekeeper",  "liaison",   "total"};
enum Role : std::size_t { coordinator, itinerant, representative, gatekeeper, liaison, total };
using ByRole = std::array<double, 6>;

Role role_of(Index a, Index v, Index b) {
    if (a == v) return v == b ? coordinator : representative;
    if (v == b) return gatekeeper;
    return a == b ? itinerant : liaison;
}

std::vector<ByRole> counted(const Network& network, const Groups& groups, const Progress& progress) {
    std::vector<ByRole> counts(network.size(), ByRole{});
    std::vector<Index> reached(network.size(), no_index);  // by node: the last source with an arc to it
    const Csr& ties = network.ties();
    for (Index a = 0; a < network.size(); ++a) {
        if (a % 1024 == 0) progress.report(static_cast<double>(a) / network.size());
        if (groups.of[a] == no_index) continue;
        for (const Index b : ties.targets(a)) reached[b] = a;
        reached[a] = a;
        for (const Index v : ties.targets(a)) {
            if (v == a || groups.of[v] == no_index) continue;
            for (const Index b : ties.targets(v)) {
                if (reached[b] == a || groups.of[b] == no_index) continue;
                ++counts[v][role_of(groups.of[a], groups.of[v], groups.of[b])];
                ++counts[v][total];
            }
        }
    }
    return counts;
}

/// How many triads a role could have, and how many ordered pairs of these share an arc.
struct Cases {
    double triads = 0, sharing = 0;

    /// Ordered pairs of `a` sources and `b` targets that are different sets.
    void across(double a, double b) {
        triads += a * b;
        sharing += a * b * (b - 1) + b * a * (a - 1);
    }
    /// Ordered pairs of one set.
    void within(double n) {
        triads += n * (n - 1);
        sharing += 2 * n * (n - 1) * (n - 2);
    }
};

std::array<Cases, 6> cases_of(const std::vector<std::int64_t>& sizes, Index group, double n) {
    std::array<Cases, 6> cases;
    const double own = static_cast<double>(sizes[group]) - 1;
    const double others = n - 1 - own;
    cases[coordinator].within(own);
    cases[representative].across(own, others);
    cases[gatekeeper].across(others, own);
    cases[total].within(n - 1);
    for (Index g = 0; g < sizes.size(); ++g) {
        if (g == group) continue;
        const auto n_g = static_cast<double>(sizes[g]);
        cases[itinerant].within(n_g);
        const double rest = others - n_g;
        // Sources of g with targets in third groups; by symmetry as many pairs share the target.
        cases[liaison].triads += n_g * rest;
        cases[liaison].sharing += 2 * n_g * rest * (rest - 1);
    }
    return cases;
}

/// Ties among the nodes that have a group over the ties possible.
double density_of(const Network& network, const Groups& groups, double n) {
    double arcs = 0;
    for (Index row = 0; row < network.size(); ++row)
        for (const Index target : network.ties().targets(row))
            arcs += target != row && groups.of[row] != no_index && groups.of[target] != no_index;
    return n > 1 ? arcs / (n * (n - 1)) : 0;
}

double sd_of(const Cases& cases, double d, bool doubled) {
    const double p = d * d * (1 - d);
    const double shared = d * d * d * (1 - d) * (1 - d) * (1 - d);
    const double variance = cases.triads * p * (1 - p) + cases.sharing * shared;
    return std::sqrt(std::max(0.0, doubled ? 2 * variance : variance));
}

}  // namespace

Table brokerage(const Network& network, const Groups& groups, const Progress& progress) {
    check_groups(network, groups);
    const auto counts = counted(network, groups, progress);
    const auto sizes = group_sizes(groups);
    double n = 0;
    for (const std::int64_t size : sizes) n += static_cast<double>(size);
    const double d = density_of(network, groups, n);
    std::vector<std::array<Cases, 6>> cases;
    for (Index group = 0; group < sizes.size(); ++group) cases.push_back(cases_of(sizes, group, n));

    constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
    std::vector<Column> columns{Column("node", "id", std::span<const std::string>(network.nodes().ids))};
    for (std::size_t role = 0; role < roles.size(); ++role) {
        // Both directions of an undirected pair come and go together, so its count varies twice as much
        // (four times the variance of half as many pairs); AAB and ABB see each pair once.
        const bool doubled = !network.directed() && role != representative && role != gatekeeper;
        std::vector<std::int64_t> seen;
        std::vector<double> expected, sd;
        for (Index node = 0; node < network.size(); ++node) {
            const Index group = groups.of[node];
            seen.push_back(static_cast<std::int64_t>(counts[node][role]));
            expected.push_back(group == no_index ? undefined : cases[group][role].triads * d * d * (1 - d));
            sd.push_back(group == no_index ? undefined : sd_of(cases[group][role], d, doubled));
        }
        const std::string name(roles[role]);
        columns.emplace_back(name, "triads", std::move(seen));
        columns.emplace_back(name + "_expected", "triads", std::move(expected));
        columns.emplace_back(name + "_sd", "triads", std::move(sd));
    }
    return Table(std::move(columns), network.note() + "; Gould-Fernandez brokerage" +
                                         (network.directed() ? "" : ", each undirected tie as two arcs") +
                                         ungrouped_note(groups));
}

}  // namespace tissu
