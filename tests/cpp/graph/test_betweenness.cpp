#include <tissu/graph/betweenness.hpp>

#include <limits>

#include <tissu/base/error.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;
using test::close;

namespace {

struct Paths {
    std::vector<std::vector<double>> length, count;
};

/// Lengths by Floyd and Warshall; counts by adding the last step, shortest first.
Paths all_paths(const Csr& csr, bool weighted) {
    const Index n = csr.rows();
    const auto a = test::matrix(csr);
    Paths p{std::vector(n, std::vector<double>(n, INFINITY)), std::vector(n, std::vector<double>(n))};
    for (Index i = 0; i < n; ++i) {
        for (Index k = 0; k < n; ++k)
            if (a[i][k] > 0) p.length[i][k] = weighted ? a[i][k] : 1;
        p.length[i][i] = 0;
    }
    for (Index k = 0; k < n; ++k)
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j) p.length[i][j] = std::min(p.length[i][j], p.length[i][k] + p.length[k][j]);
    for (Index s = 0; s < n; ++s) {
        std::vector<Index> order(n);
        for (Index i = 0; i < n; ++i) order[i] = i;
        std::sort(order.begin(), order.end(), [&](Index x, Index y) { return p.length[s][x] < p.length[s][y]; });
        p.count[s][s] = 1;
        for (const Index t : order)
            for (Index k = 0; k < n; ++k)
                if (k != t && a[k][t] > 0 && std::isfinite(p.length[s][t]) &&
                    p.length[s][k] + (weighted ? a[k][t] : 1) == p.length[s][t])
                    p.count[s][t] += p.count[s][k];
    }
    return p;
}

std::vector<double> by_definition(const Csr& csr, bool directed, bool weighted) {
    const Index n = csr.rows();
    const Paths p = all_paths(csr, weighted);
    std::vector<double> value(n);
    for (Index v = 0; v < n; ++v)
        for (Index s = 0; s < n; ++s)
            for (Index t = 0; t < n; ++t)
                if (s != t && s != v && t != v && p.count[s][t] > 0 &&
                    p.length[s][v] + p.length[v][t] == p.length[s][t])
                    value[v] += p.count[s][v] * p.count[v][t] / p.count[s][t] * (directed ? 1 : 0.5);
    return value;
}

}  // namespace

TEST_CASE("betweenness agrees with its definition") {
    Random random(41);
    for (int round = 0; round < 300; ++round) {
        const auto e = test::random_edges(random, {true, true, 2});
        for (const bool weighted : {false, true}) {
            BetweennessOptions options;
            options.weighted = weighted;
            const Csr both = test::undirected(e);
            CHECK(close(betweenness(both, false, options), by_definition(both, false, weighted)));
            const Csr arcs = test::directed(e);
            CHECK(close(betweenness(arcs, true, options), by_definition(arcs, true, weighted)));
        }
    }
}

TEST_CASE("betweenness of shapes") {
    CHECK(betweenness(Csr(), false).empty());
    CHECK(betweenness(build_csr(2, 2, {}, {}), false) == std::vector<double>{0, 0});
    CHECK(betweenness(test::undirected(test::path(3)), false) == std::vector<double>{0, 1, 0});
    auto square = test::path(4);
    square.add(3, 0);
    CHECK(betweenness(test::undirected(square), false) == std::vector<double>{.5, .5, .5, .5});
    BetweennessOptions options;
    options.normalized = true;
    CHECK(betweenness(test::undirected(test::star(5)), false, options) == std::vector<double>{1, 0, 0, 0, 0, 0});
    CHECK(betweenness(test::undirected(test::path(2)), false, options) == std::vector<double>{0, 0});
}

TEST_CASE("lengths that differ by rounding are equal") {
    // From 0 to 3 by 1 it is 0.1 + 0.2 = 0.30000000000000004, by 2 it is 0.15 + 0.15 = 0.3.
    const test::Edges e{4, {0, 1, 0, 2}, {1, 3, 2, 3}, {0.1, 0.2, 0.15, 0.15}};
    BetweennessOptions options;
    options.weighted = true;
    CHECK(close(betweenness(test::undirected(e), false, options), {1, .5, .5, 0}));
}

TEST_CASE("all rows as samples is exact, and fewer are close on average") {
    const Csr csr = test::undirected(test::planted(3, 30, 3, 1, 7));
    const auto exact = betweenness(csr, false);
    BetweennessOptions options;
    options.samples = csr.rows();
    CHECK(close(betweenness(csr, false, options), exact));
    options.samples = 30;
    std::vector<double> mean(csr.rows());
    constexpr int draws = 400;
    for (options.seed = 0; options.seed < draws; ++options.seed) {
        const auto estimate = betweenness(csr, false, options);
        for (Index row = 0; row < csr.rows(); ++row) mean[row] += estimate[row] / draws;
    }
    double error = 0, total = 0;
    for (Index row = 0; row < csr.rows(); ++row) {
        error += std::abs(mean[row] - exact[row]);
        total += exact[row];
    }
    CHECK(error < 0.05 * total);
    options.samples = csr.rows() + std::size_t{1};
    CHECK_THROWS_AS(betweenness(csr, false, options), Error);
}

TEST_CASE("betweenness is the same at any number of threads and can be stopped") {
    auto e = test::planted(3, 60, 3, 1, 8);
    Random random(9);
    for (std::size_t i = 0; i < e.source.size(); ++i) e.weight.push_back(0.1 + random.uniform());
    const Csr csr = test::undirected(e);
    for (const bool weighted : {false, true}) {
        BetweennessOptions options;
        options.weighted = weighted;
        options.threads = 1;
        const auto one = betweenness(csr, false, options);
        for (const unsigned threads : {2U, 8U}) {
            options.threads = threads;
            CHECK(betweenness(csr, false, options) == one);
        }
        CHECK_THROWS_AS(betweenness(csr, false, options, Progress([](double) { return false; })), Error);
    }
}

TEST_CASE("lengths must be above zero") {
    test::Edges e = test::path(2);
    e.weight = {0};
    BetweennessOptions options;
    options.weighted = true;
    CHECK_THROWS_AS(betweenness(test::undirected(e), false, options), Error);
    options.weighted = false;
    CHECK_NOTHROW(betweenness(test::undirected(e), false, options));
    CHECK_THROWS_AS(betweenness(build_csr(2, 3, {}, {}), false), Error);
}

TEST_CASE("a few sources of a long path and a large star") {
    BetweennessOptions options;
    options.samples = 2;
    CHECK(betweenness(test::undirected(test::path(1'000'000)), false, options).front() == 0);
    const auto star = betweenness(test::undirected(test::star(1'000'000)), false, options);
    CHECK(star[0] > 0);
    CHECK(star[1] == 0);
}
