#include <tissu/analysis/centrality.hpp>

#include <cmath>

#include <tissu/base/error.hpp>

#include "analysis/networks.hpp"
#include "catch.hpp"

using namespace tissu;
using namespace tissu::test;
using Reals = std::vector<double>;
using Integers = std::vector<std::int64_t>;

TEST_CASE("degree and strength count ties and their weights, loops at both ends") {
    const std::vector<Tie> ties{{0, 1, 2}, {1, 0, 3}, {1, 2, 1}, {2, 2, 5}};
    const Table undirected = degree(network(4, ties));
    CHECK(texts(undirected, "node") == names(4));
    CHECK(integers(undirected, "degree") == Integers{1, 2, 3, 0});
    CHECK(reals(undirected, "strength") == Reals{5, 6, 11, 0});

    const Network arcs = network(4, ties, true);
    CHECK(integers(degree(arcs), "degree") == Integers{2, 3, 3, 0});
    CHECK(reals(degree(arcs), "strength") == Reals{5, 6, 11, 0});
    CHECK(integers(degree(arcs, Direction::out), "degree") == Integers{1, 2, 1, 0});
    CHECK(reals(degree(arcs, Direction::out), "strength") == Reals{2, 4, 5, 0});
    CHECK(integers(degree(arcs, Direction::in), "degree") == Integers{1, 1, 2, 0});
    CHECK(reals(degree(arcs, Direction::in), "strength") == Reals{3, 2, 6, 0});
    CHECK(integers(degree(network(4, ties), Direction::in), "degree") == Integers{1, 2, 3, 0});
}

TEST_CASE("betweenness of small networks") {
    const Network line = network(4, {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
    CHECK(reals(betweenness(line), "betweenness") == Reals{0, 2, 2, 0});
    CHECK(betweenness(line).column("betweenness").unit() == "pairs");
    const Network arcs = network(3, {{0, 1, 1}, {1, 2, 1}}, true);
    BetweennessOptions options;
    options.normalized = true;
    CHECK(reals(betweenness(arcs, options), "betweenness") == Reals{0, .5, 0});
    CHECK(betweenness(arcs, options).column("betweenness").unit() == "1");
}

TEST_CASE("every measure of nodes has a row a node, in order, and a note") {
    for (const Network& net : {network(0, {}), network(1, {}), network(3, {}), network(5, {{0, 1, 1}, {3, 3, 1}})}) {
        for (const Table& table : {degree(net), betweenness(net), closeness(net), harmonic(net), pagerank(net),
                                   constraint(net), effective_size(net)}) {
            CHECK(table.rows() == net.size());
            CHECK(texts(table, "node") == names(net.size()));
            CHECK(table.note().find("tissu ") != std::string::npos);
        }
    }
    CHECK(reals(constraint(network(1, {})), "constraint").size() == 1);
    CHECK(std::isnan(reals(constraint(network(1, {})), "constraint")[0]));
    CHECK(reals(pagerank(network(2, {})), "pagerank") == Reals{.5, .5});
    CHECK(degree(Network()).rows() == 0);
}

TEST_CASE("nearness of a line with a stranger") {
    const Network net = network(4, {{0, 1, 1}, {1, 2, 1}});
    CHECK(reals(closeness(net), "closeness") == Reals{2. / 3 * 2. / 3, 2. / 3, 2. / 3 * 2. / 3, 0});
    CHECK(reals(harmonic(net), "harmonic") == Reals{1.5, 2, 1.5, 0});
}

TEST_CASE("complaints name the tie") {
    const Network net = network(3, {{0, 1, 1}, {1, 2, -2}});
    BetweennessOptions lengths;
    lengths.weighted = true;
    CHECK_THROWS_WITH(pagerank(net), "pagerank: expected weights of 0 or more, found -2 on the tie n1 - n2");
    CHECK_THROWS_WITH(constraint(net), "constraint: expected weights of 0 or more, found -2 on the tie n1 - n2");
    CHECK_THROWS_WITH(betweenness(net, lengths), "betweenness: expected lengths above 0, found -2 on the tie n1 - n2");
    CHECK_NOTHROW(betweenness(net));
    PagerankOptions counts;
    counts.weighted = false;
    CHECK_NOTHROW(pagerank(net, counts));
}

TEST_CASE("a listener can stop a measure") {
    const Network net = network(3, {{0, 1, 1}});
    const Progress stop([](double) { return false; });
    CHECK_THROWS_AS(betweenness(net, {}, stop), Error);
}
