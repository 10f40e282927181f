#include "catch.hpp"

#include <cmath>

#include <tissu/analysis/gravity.hpp>
#include <tissu/analysis/inference.hpp>
#include <tissu/base/error.hpp>

#include "analysis/orders.hpp"
#include "networks.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

NodeMatrix ring(Index n) {
    std::vector<double> cells(static_cast<std::size_t>(n) * n, 0.0);
    for (Index i = 0; i < n; ++i) cells[i * n + (i + 1) % n] = 1;
    return node_matrix("ring", cells, n);
}

}  // namespace

TEST_CASE("a relation goes with itself") {
    PermutationOptions options;
    options.every = true;
    const Qap found = qap(ring(5), ring(5), options);
    CHECK(found.correlation == Approx(1));
    CHECK(found.p.high == Approx(5.0 / 120));  // the rotations give the same ring
    CHECK(found.permutations == 120);
    options.every = false;
    options.permutations = 0;
    CHECK(std::isnan(qap(ring(5), ring(5), options).p.high));
}

TEST_CASE("drawn orders stay within strata and do not depend on threads") {
    PermutationOptions options;
    options.permutations = 20;
    options.strata = {0, 1, 0, 1, no_index, 0};
    const Orders orders(6, options);
    const auto drawn = orders.chunk(0, 0, 8);
    for (std::size_t k = 0; k < 8; ++k)
        for (Index i = 0; i < 6; ++i) CHECK(options.strata[drawn[k * 6 + i]] == options.strata[i]);
    options.threads = 1;
    const Qap one = qap(ring(6), ring(6), options);
    options.threads = 3;
    const Qap three = qap(ring(6), ring(6), options);
    CHECK(one.p.high == three.p.high);
    CHECK(one.mean == three.mean);
}

TEST_CASE("matrices that do not fit are refused") {
    PermutationOptions options;
    CHECK_THROWS_AS(qap(ring(5), ring(6), options), Error);
    options.strata = {0, 1};
    CHECK_THROWS_AS(qap(ring(5), ring(5), options), Error);
    options.strata.clear();
    options.every = true;
    CHECK_THROWS_AS(qap(ring(11), ring(11), options), Error);
    const std::vector<NodeMatrix> none;
    CHECK_THROWS_AS(mrqap(ring(1), none), Error);
    const std::vector<double> bad{0, NAN, 0, 0};
    CHECK_THROWS_AS(node_matrix("bad", bad, 2), Error);
}

TEST_CASE("a network follows the order of ids") {
    const Network net = network(3, {{0, 2, 5}}, true);
    const std::vector<std::string> ids{"n2", "n1", "n0"};
    const NodeMatrix matrix = node_matrix("net", net, ids);
    REQUIRE(matrix.cells.degree(2) == 1);
    CHECK(matrix.cells.targets(2)[0] == 0);
    CHECK(matrix.cells.weight(2, 0) == 5);
    CHECK_THROWS_AS(node_matrix("net", net, std::vector<std::string>{"n0", "n1"}), Error);
}

TEST_CASE("Poisson regression of two groups gives their means") {
    PpmlInput input;
    input.y = {1, 3, 10, 30, 0, 0};
    input.names = {"second", "third"};
    input.x = {0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1};
    const Ppml found = ppml(input);
    CHECK(found.separated == std::vector<char>{0, 0, 0, 0, 1, 1});  // the third group has zeros only
    const auto estimate = reals(found.terms, "estimate");
    CHECK(estimate[0] == Approx(std::log(2.0)));
    CHECK(estimate[1] == Approx(std::log(10.0)));
    CHECK(std::isnan(estimate[2]));
    CHECK(found.fitted[2] == Approx(20));
    CHECK(found.fitted[5] == 0);
    CHECK(found.rows == 4);
    input.errors = ErrorKind::dyadic;
    CHECK_THROWS_AS(ppml(input), Error);
    input.y = {1, 2, NAN, 0, 0, 0};
    CHECK_THROWS_AS(ppml(input), Error);
}
