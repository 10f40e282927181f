#include "catch.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <functional>

#include <tissu/analysis/brokerage.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>

#include "fixture.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

using Texts = std::vector<std::string>;
using Roles = std::array<double, 6>;
using Arcs = std::vector<std::vector<bool>>;

const std::array<std::string, 6> role_names{"coordinator", "itinerant", "representative",
                                            "gatekeeper",  "liaison",   "total"};

/// The definition: all triads. -1: no group.
std::vector<Roles> naive(const Arcs& arc, const std::vector<int>& group) {
    const std::size_t n = arc.size();
    std::vector<Roles> counts(n, Roles{});
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t b = 0; b < n; ++b) {
                if (a == v || v == b || a == b || group[a] < 0 || group[v] < 0 || group[b] < 0) continue;
                if (!arc[a][v] || !arc[v][b] || arc[a][b]) continue;
                const bool av = group[a] == group[v], vb = group[v] == group[b], ab = group[a] == group[b];
                ++counts[v][av && vb ? 0 : ab ? 1 : av ? 2 : vb ? 3 : 4];
                ++counts[v][5];
            }
    return counts;
}

Network network_of(const Arcs& arc, bool directed) {
    Texts ids, source, target;
    for (std::size_t i = 0; i < arc.size(); ++i) ids.push_back(std::to_string(i));
    for (std::size_t i = 0; i < arc.size(); ++i)
        for (std::size_t j = directed ? 0 : i; j < arc.size(); ++j)
            if (arc[i][j]) {
                source.push_back(ids[i]);
                target.push_back(ids[j]);
            }
    return from_edges(source, target, {}, directed, ids);
}

Groups groups_of(const std::vector<int>& labels) {
    Texts texts;
    for (const int label : labels) texts.push_back(label < 0 ? "" : std::to_string(label));
    return group(texts);
}

double seen(const Table& table, std::size_t role, std::size_t node) {
    return static_cast<double>(table.column(role_names[role]).integers()[node]);
}

/// Visits every graph of n nodes with its chance under independent ties of density d.
void all_graphs(std::size_t n, bool directed, double d,
                const std::function<void(const Arcs&, double)>& visit) {
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = directed ? 0 : i + 1; j < n; ++j)
            if (i != j) places.emplace_back(i, j);
    for (unsigned graph = 0; graph < 1U << places.size(); ++graph) {
        Arcs arc(n, std::vector<bool>(n, false));
        for (std::size_t k = 0; k < places.size(); ++k) {
            arc[places[k].first][places[k].second] = graph >> k & 1U;
            if (!directed) arc[places[k].second][places[k].first] = graph >> k & 1U;
        }
        const int ties = std::popcount(graph);
        visit(arc, std::pow(d, ties) * std::pow(1 - d, static_cast<int>(places.size()) - ties));
    }
}

}  // namespace

TEST_CASE("brokerage roles agree with a walk over all triads") {
    Random random(51);
    for (int round = 0; round < 60; ++round) {
        const bool directed = round % 2;
        const std::size_t n = random.below(9);
        Arcs arc(n, std::vector<bool>(n, false));
        std::vector<int> labels;
        for (std::size_t i = 0; i < n; ++i) {
            labels.push_back(static_cast<int>(random.below(4)) - (round % 4 == 0 ? 1 : 0));
            for (std::size_t j = 0; j < n; ++j)
                if (random.below(3) == 0) {
                    arc[i][j] = true;
                    if (!directed) arc[j][i] = true;
                }
        }
        const Table table = brokerage(network_of(arc, directed), groups_of(labels));
        const auto expected = naive(arc, labels);
        REQUIRE(table.rows() == n);
        for (std::size_t node = 0; node < n; ++node)
            for (std::size_t role = 0; role < 6; ++role)
                CHECK(seen(table, role, node) == expected[node][role]);
    }
}

TEST_CASE("expected counts and their sd are exact over all graphs") {
    for (const bool directed : {true, false}) {
        const std::size_t n = directed ? 4 : 5;
        const std::vector<int> labels =
            directed ? std::vector<int>{0, 0, 1, 2} : std::vector<int>{0, 0, 0, 1, 2};
        Arcs some(n, std::vector<bool>(n, false));
        some[0][1] = some[1][2] = some[3][0] = true;
        if (!directed) some[1][0] = some[2][1] = some[0][3] = true;
        const Table table = brokerage(network_of(some, directed), groups_of(labels));
        const double d = directed ? 3.0 / 12 : 3.0 / 10;
        std::vector<Roles> mean(n, Roles{}), squares(n, Roles{});
        all_graphs(n, directed, d, [&](const Arcs& arc, double chance) {
            const auto counts = naive(arc, labels);
            for (std::size_t node = 0; node < n; ++node)
                for (std::size_t role = 0; role < 6; ++role) {
                    mean[node][role] += chance * counts[node][role];
                    squares[node][role] += chance * counts[node][role] * counts[node][role];
                }
        });
        for (std::size_t node = 0; node < n; ++node)
            for (std::size_t role = 0; role < 6; ++role) {
                INFO(directed << " " << node << " " << role_names[role]);
                const double m = mean[node][role];
                const double sd = std::sqrt(std::max(0.0, squares[node][role] - m * m));
                CHECK(table.column(role_names[role] + "_expected").reals()[node] == Approx(m).margin(1e-12));
                CHECK(table.column(role_names[role] + "_sd").reals()[node] == Approx(sd).margin(1e-7));
            }
    }
}

TEST_CASE("brokerage of networks without ties or groups") {
    CHECK(brokerage(Network(), Groups{}).rows() == 0);
    const Network net = from_edges(Texts{"a"}, Texts{"b"});
    const Table table = brokerage(net, group(Texts{"", ""}));
    CHECK(seen(table, 5, 0) == 0);
    CHECK(std::isnan(table.column("total_expected").reals()[0]));
    CHECK_THROWS_AS(brokerage(net, Groups{}), Error);
}

TEST_CASE("brokerage by node agrees with the reference") {
    for (const char* id : {"gf_toy8", "gf_hightech_advice", "gf_emon_texas"}) {
        const auto reference = fixture(id);
        if (!reference) continue;
        const auto& input = reference->at("input");
        const auto& output = reference->at("output");
        const auto n = input.at("n").get<std::size_t>();
        Arcs arc(n, std::vector<bool>(n, false));
        for (const auto& ends : input.at("arcs_1based"))
            arc[ends[0].get<std::size_t>() - 1][ends[1].get<std::size_t>() - 1] = true;
        const Table table = brokerage(network_of(arc, true), group(input.at("group").get<Texts>()));
        for (std::size_t node = 0; node < n; ++node)
            for (std::size_t role = 0; role < 6; ++role) {
                INFO(id << " " << node << " " << role_names[role]);
                CHECK(seen(table, role, node) == number(output.at("raw_by_node")[node][role]));
                CHECK(table.column(role_names[role] + "_expected").reals()[node] ==
                      Approx(number(output.at("expected_by_node")[node][role])).margin(1e-9));
                CHECK(table.column(role_names[role] + "_sd").reals()[node] ==
                      Approx(number(output.at("sd_by_node")[node][role])).margin(1e-9));
            }
    }
}
