#include "catch.hpp"

#include <cmath>
#include <functional>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/network/network.hpp>

using namespace tissu;

namespace {

using Texts = std::vector<std::string>;

Texts texts(const Table& table, std::string_view column) {
    Texts result;
    for (std::size_t i = 0; i < table.rows(); ++i) result.emplace_back(table.column(column).text()[i]);
    return result;
}

std::vector<double> reals(const Table& table, std::string_view column) {
    const auto values = table.column(column).reals();
    return {values.begin(), values.end()};
}

std::string message_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing thrown";
}

}  // namespace

TEST_CASE("a network of edges keeps the order of first appearance") {
    const Network net = from_edges(Texts{"c", "b", "c"}, Texts{"b", "a", "d"}, std::vector<double>{2, 3, 4});
    CHECK(net.nodes().ids == Texts{"c", "b", "a", "d"});
    CHECK(net.nodes().labels == net.nodes().ids);
    CHECK(net.edges() == 3);
    CHECK(net.total_weight() == 9);
    CHECK(net.density() == 0.5);
    const Table edges = edges_table(net);
    CHECK(texts(edges, "source") == Texts{"c", "c", "b"});
    CHECK(texts(edges, "target") == Texts{"b", "d", "a"});
    CHECK(reals(edges, "weight") == std::vector<double>{2, 4, 3});
}

TEST_CASE("given nodes stay, in their order, with or without ties") {
    const Network net = from_edges(Texts{"b"}, Texts{"a"}, {}, true, Texts{"a", "b", "alone"});
    CHECK(net.nodes().ids == Texts{"a", "b", "alone"});
    CHECK(net.ties().degree(2) == 0);
    CHECK(net.directed());
    CHECK(net.edges() == 1);
    CHECK(net.density() == Approx(1.0 / 6));
    CHECK(texts(edges_table(net), "source") == Texts{"b"});
}

TEST_CASE("an edge given twice is one edge, from either end") {
    const Network counted = from_edges(Texts{"a", "b", "a"}, Texts{"b", "a", "a"});
    CHECK(reals(edges_table(counted), "weight") == std::vector<double>{1, 2});
    CHECK(counted.edges() == 2);
    CHECK(counted.density() == 1);  // the loop is no pair
    const Network arcs = from_edges(Texts{"a", "b"}, Texts{"b", "a"}, std::vector<double>{1, 5}, true);
    CHECK(arcs.edges() == 2);
    CHECK(arcs.total_weight() == 6);
}

TEST_CASE("networks without nodes or ties") {
    for (const Network& net : {Network(), from_edges({}, {})}) {
        CHECK(net.size() == 0);
        CHECK(net.edges() == 0);
        CHECK(net.density() == 0);
        CHECK(nodes_table(net).rows() == 0);
        CHECK(edges_table(net).rows() == 0);
    }
    CHECK(from_edges({}, {}, {}, false, Texts{"a"}).density() == 0);
}

TEST_CASE("what no network can be made of") {
    CHECK(message_of([] { (void)from_edges(Texts{"a"}, Texts{}); }) ==
          "expected columns of equal length, found 1 sources, 0 targets, 0 weights");
    CHECK(message_of([] {
              (void)from_edges(Texts{"a"}, Texts{"x"}, {}, false, Texts{"a", "b"});
          }) == "expected one of the nodes given, found \"x\" (row 0)");
    CHECK_THROWS_AS(from_edges(Texts{"a"}, Texts{""}), Error);
    CHECK_THROWS_AS(from_edges({}, {}, {}, false, Texts{"a", "a"}), Error);
    CHECK_THROWS_AS(from_edges(Texts{"a"}, Texts{"b"}, std::vector<double>{NAN}), Error);
    const std::vector<Index> from{0}, to{1};
    const Csr arc = build_csr(2, 2, from, to);
    CHECK_THROWS_AS(Network(Nodes{{"a", "b"}, {}, {}, {}, {}, {}}, arc, false, ""), Error);
    CHECK_THROWS_AS(Network(Nodes{{"a"}, {}, {}, {}, {}, {}}, arc, true, ""), Error);
    CHECK_THROWS_AS(Network(Nodes{{"a", "b"}, {"one"}, {}, {}, {}, {}}, arc, true, ""), Error);
    CHECK_THROWS_AS(Network(Nodes{{"a", "b"}, {}, {}, {}, {}, {{"kind", {"x"}}}}, arc, true, ""), Error);
}

TEST_CASE("groups are numbered in order of first appearance") {
    Nodes nodes{{"a", "b", "c", "d"}, {}, {}, {}, {}, {{"kind", {"x", "", "y", "x"}}}};
    const Groups kinds = group(nodes, "kind");
    CHECK(kinds.names == Texts{"x", "y"});
    CHECK(kinds.of == std::vector<Index>{0, no_index, 1, 0});
    CHECK(group(nodes, "id").count() == 4);
    CHECK(message_of([&] { (void)group(nodes, "type"); }) ==
          "expected a partition of the nodes (kind), found \"type\"");
    const Network net(nodes, build_csr(4, 4, {}, {}), false, "made by hand");
    const Table table = nodes_table(net);
    CHECK(texts(table, "kind") == Texts{"x", "", "y", "x"});
    CHECK(std::isnan(reals(table, "lon")[0]));
    CHECK(table.note() == "made by hand");
}

TEST_CASE("edges and weights agree with the list they were made from") {
    Random random(11);
    for (int round = 0; round < 50; ++round) {
        const bool directed = round % 2 == 0;
        const std::size_t n = random.below(30);
        Texts source, target;
        std::vector<double> weight;
        std::map<std::pair<std::string, std::string>, double> expected;
        for (std::size_t i = 0; i < n; ++i) {
            source.push_back(std::to_string(random.below(8)));
            target.push_back(std::to_string(random.below(8)));
            weight.push_back(static_cast<double>(1 + random.below(5)));
            auto pair = std::pair(source.back(), target.back());
            if (!directed && pair.second < pair.first) std::swap(pair.first, pair.second);
            expected[pair] += weight.back();
        }
        const Table edges = edges_table(from_edges(source, target, weight, directed));
        REQUIRE(edges.rows() == expected.size());
        for (std::size_t i = 0; i < edges.rows(); ++i) {
            auto pair = std::pair(texts(edges, "source")[i], texts(edges, "target")[i]);
            if (!directed && pair.second < pair.first) std::swap(pair.first, pair.second);
            CHECK(expected.at(pair) == reals(edges, "weight")[i]);
        }
    }
}
