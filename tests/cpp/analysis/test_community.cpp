#include <tissu/analysis/community.hpp>

#include <cmath>

#include <tissu/base/error.hpp>

#include "analysis/networks.hpp"
#include "catch.hpp"

using namespace tissu;
using namespace tissu::test;
using Integers = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

namespace {

/// Two triangles, a bridge between them, a stranger.
const std::vector<Tie> two_triangles{{0, 1, 1}, {1, 2, 1}, {2, 0, 1}, {3, 4, 1}, {4, 5, 1}, {5, 3, 1}, {2, 3, 1}};

}  // namespace

TEST_CASE("components, weak and strong, largest first") {
    const Network arcs = network(5, {{1, 2, 1}, {2, 1, 1}, {2, 3, 1}}, true);
    CHECK(integers(components(arcs), "component") == Integers{1, 0, 0, 0, 2});
    CHECK(integers(components(arcs, true), "component") == Integers{1, 0, 0, 2, 3});
    CHECK(integers(components(network(7, two_triangles)), "component") == Integers{0, 0, 0, 0, 0, 0, 1});
    CHECK(integers(components(network(7, two_triangles), true), "component") == Integers{0, 0, 0, 0, 0, 0, 1});
}

TEST_CASE("what holds two triangles together") {
    for (const bool directed : {false, true}) {
        const Network net = network(7, two_triangles, directed);
        CHECK(texts(articulation_points(net), "node") == Texts{"n2", "n3"});
        CHECK(texts(bridges(net), "source") == Texts{"n2"});
        CHECK(texts(bridges(net), "target") == Texts{"n3"});
        CHECK(integers(core_numbers(net), "core") == Integers{2, 2, 2, 2, 2, 2, 0});
        CHECK(integers(triangles(net), "triangles") == Integers{1, 1, 1, 1, 1, 1, 0});
        CHECK(reals(clustering(net), "clustering") == std::vector<double>{1, 1, 1. / 3, 1. / 3, 1, 1, 0});
        CHECK(transitivity(net) == 6. / 10);
    }
    CHECK(reals(weighted_clustering(network(7, two_triangles)), "clustering") ==
          std::vector<double>{1, 1, 1. / 3, 1. / 3, 1, 1, 0});
    CHECK_THROWS_AS(weighted_clustering(network(2, {{0, 1, -1}})), Error);
    CHECK(std::isnan(transitivity(network(2, {{0, 1, 1}}))));
}

TEST_CASE("communities of two triangles") {
    const Network net = network(7, two_triangles);
    for (const Table& table : {leiden(net), louvain(net)}) {
        CHECK(integers(table, "community") == Integers{0, 0, 0, 1, 1, 1, 2});
        CHECK(table.note().find("modularity 0.357143, 3 communities, resolution 1, seed 0, best of 1 run.") !=
              std::string::npos);
    }
    Groups groups;
    groups.of = {0, 0, 0, 1, 1, 1, no_index};
    groups.names = {"left", "right"};
    CHECK(std::abs(modularity(net, groups) - 5. / 14) < 1e-12);
    groups.of.pop_back();
    CHECK_THROWS_AS(modularity(net, groups), Error);
}

TEST_CASE("communities without ties are each alone, their modularity undefined") {
    const Table table = leiden(network(3, {}));
    CHECK(integers(table, "community") == Integers{0, 1, 2});
    CHECK(table.note().find("modularity undefined") != std::string::npos);
    CHECK(leiden(Network()).rows() == 0);
    CHECK(std::isnan(modularity(network(2, {}), Groups{{0, 0}, {"all"}})));
}

TEST_CASE("communities refuse negative weights and name the tie") {
    const Network net = network(2, {{0, 1, -1}});
    CHECK_THROWS_WITH(leiden(net), "leiden: expected weights of 0 or more, found -1 on the tie n0 - n1");
    CHECK_THROWS_AS(louvain(net), Error);
    CHECK_THROWS_AS(modularity(net, Groups{{0, 0}, {"all"}}), Error);
}

TEST_CASE("every measure of groups has a row a node, in order, and a note") {
    for (const Network& net : {network(0, {}), network(1, {}), network(5, {{0, 1, 1}, {3, 3, 1}})}) {
        for (const Table& table : {components(net), core_numbers(net), triangles(net), clustering(net), leiden(net)}) {
            CHECK(table.rows() == net.size());
            CHECK(texts(table, "node") == names(net.size()));
            CHECK(table.note().find("tissu ") != std::string::npos);
        }
        CHECK(articulation_points(net).rows() == 0);
    }
}
