// Published and computed reference values that lie beside the checkout, when they do.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include <tissu/analysis/centrality.hpp>
#include <tissu/analysis/community.hpp>

#include "analysis/networks.hpp"
#include "catch.hpp"

using namespace tissu;
using namespace tissu::test;
using nlohmann::json;

namespace {

/// Null, said on the terminal, if the fixture is not there.
json fixture(const std::string& name) {
    const std::filesystem::path path = std::filesystem::path("../shared/fixtures/cooperation") / (name + ".json");
    std::ifstream file(path);
    if (!file) {
        std::cout << "skipped: no " << path.string() << "\n";
        return {};
    }
    return json::parse(file);
}

/// Lists of [from, to] or [from, to, weight], from 1. Undirected lists that give both ends: the lower one first.
Network network_of(const json& input) {
    std::vector<Tie> ties;
    for (const json& edge : input["edges_1based"]) {
        const int from = edge[0], to = edge[1];
        if (input["directed"] || from <= to) ties.emplace_back(from - 1, to - 1, edge.size() > 2 ? double{edge[2]} : 1.0);
    }
    return network(input["n"], ties, input["directed"]);
}

void check_near(const json& expected, const std::vector<double>& actual, double tolerance = 1e-9) {
    REQUIRE(expected.size() == actual.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
        if (expected[i].is_null()) CHECK(std::isnan(actual[i]));
        else CHECK(std::abs(actual[i] - expected[i].get<double>()) <= tolerance * std::max(1.0, std::abs(actual[i])));
    }
}

void check_burt(const Network& net, const json& expected, const std::string& suffix = {}) {
    const Table table = constraint(net);
    check_near(expected["constraint" + suffix], reals(table, "constraint"));
    check_near(expected["effective_size" + suffix], reals(table, "effective_size"));
    if (expected.contains("efficiency")) check_near(expected["efficiency"], reals(table, "efficiency"));
    if (expected.contains("hierarchy")) check_near(expected["hierarchy"], reals(table, "hierarchy"));
    if (expected.contains("degree")) CHECK(expected["degree"] == integers(table, "contacts"));
}

}  // namespace

TEST_CASE("Burt's measures, undirected and valued") {
    for (const char* name : {"burt_borgatti_holes", "burt_borgatti_holes_weighted", "burt_florentine"}) {
        const json f = fixture(name);
        if (!f.is_null()) check_burt(network_of(f["input"]), f["output"]);
    }
}

TEST_CASE("Burt's measures, directed") {
    const json f = fixture("burt_nx_directed");
    if (f.is_null()) return;
    std::vector<Tie> plain, weighted;
    for (std::size_t i = 0; i < f["input"]["arcs_0based"].size(); ++i) {
        const json& arc = f["input"]["arcs_0based"][i];
        plain.emplace_back(arc[0], arc[1], 1.0);
        weighted.emplace_back(arc[0], arc[1], f["input"]["weights"][i]);
    }
    check_burt(network(3, plain, true), f["output"]);
    check_burt(network(3, weighted, true), f["output"], "_weighted");
}

TEST_CASE("centralities of the Florentine families") {
    const json f = fixture("centrality_florentine");
    if (f.is_null()) return;
    const Network net = network_of(f["input"]);
    const json& expected = f["output"];
    CHECK(expected["degree"] == integers(degree(net), "degree"));
    check_near(expected["betweenness"], reals(betweenness(net), "betweenness"));
    BetweennessOptions share;
    share.normalized = true;
    check_near(expected["betweenness_normalized"], reals(betweenness(net, share), "betweenness"));
    check_near(expected["harmonic_sum"], reals(harmonic(net), "harmonic"));
    check_near(expected["pagerank_085"], reals(pagerank(net), "pagerank"));
    CHECK(expected["coreness"] == integers(core_numbers(net), "core"));
    check_near(expected["transitivity"].is_array() ? expected["transitivity"] : json::array({expected["transitivity"]}),
               {transitivity(net)});
}

TEST_CASE("cut points and bridges of the Florentine families") {
    const json f = fixture("cutpoints_keyplayer_florentine");
    if (f.is_null()) return;
    const Network net = network_of(f["input"]);
    std::vector<std::string> points;
    for (const int point : f["output"]["cutpoints_1based"]) points.push_back("n" + std::to_string(point - 1));
    CHECK(texts(articulation_points(net), "node") == points);
    CHECK(bridges(net).rows() == f["output"]["bridges"].size());
}

TEST_CASE("the best modularity known is reached and never passed") {
    for (const char* name : {"modularity_optimum_florentine", "modularity_optimum_karate"}) {
        const json f = fixture(name);
        if (f.is_null()) continue;
        const Network net = network_of(f["input"]);
        const double optimum = f["output"]["max_modularity"];
        Groups known;
        for (const int group : f["output"]["membership"]) known.of.push_back(static_cast<Index>(group - 1));
        CHECK(std::abs(modularity(net, known) - optimum) < 1e-9);
        double best = 0;
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            CommunityOptions options;
            options.seed = seed;
            Groups found;
            for (const std::int64_t community : integers(leiden(net, options), "community"))
                found.of.push_back(static_cast<Index>(community));
            const double q = modularity(net, found);
            CHECK(q <= optimum + 1e-9);
            best = std::max(best, q);
        }
        CHECK(std::abs(best - optimum) < 1e-9);
    }
}
