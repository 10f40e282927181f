#include <tissu/graph/pagerank.hpp>

#include <limits>
#include <numeric>

#include <tissu/base/error.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;
using test::close;

namespace {

/// Solves x = d P' x + (1 - d) v as a linear system, by elimination.
std::vector<double> solved(const Csr& csr, double damping, std::vector<double> jump, bool weighted) {
    const Index n = csr.rows();
    auto a = test::matrix(csr);
    const double sum = std::accumulate(jump.begin(), jump.end(), 0.0);
    for (double& value : jump) value /= sum;
    std::vector<std::vector<double>> m(n, std::vector<double>(n));
    for (Index i = 0; i < n; ++i) {
        if (!weighted)
            for (double& value : a[i]) value = value != 0 ? 1 : 0;
        const double out = std::accumulate(a[i].begin(), a[i].end(), 0.0);
        for (Index k = 0; k < n; ++k) m[k][i] = (i == k ? 1 : 0) - damping * (out > 0 ? a[i][k] / out : jump[k]);
    }
    std::vector<double> x(n);
    for (Index i = 0; i < n; ++i) x[i] = (1 - damping) * jump[i];
    for (Index i = 0; i < n; ++i) {  // diagonally dominant by columns: no pivots needed
        for (Index k = i + 1; k < n; ++k) {
            const double factor = m[k][i] / m[i][i];
            for (Index j = i; j < n; ++j) m[k][j] -= factor * m[i][j];
            x[k] -= factor * x[i];
        }
    }
    for (Index i = n; i-- > 0;) {
        for (Index j = i + 1; j < n; ++j) x[i] -= m[i][j] * x[j];
        x[i] /= m[i][i];
    }
    return x;
}

}  // namespace

TEST_CASE("PageRank solves its equation to the tolerance asked for") {
    Random random(51);
    for (int round = 0; round < 300; ++round) {
        const auto e = test::random_edges(random, {true});
        const bool directed = round % 2 == 0;
        const Csr csr = directed ? test::directed(e) : test::undirected(e);
        PagerankOptions options;
        options.damping = random.uniform() * .99;
        options.weighted = round % 3 != 0;
        if (round % 5 == 0) {
            for (Index i = 0; i < e.n; ++i) options.personalization.push_back(static_cast<double>(random.below(3)));
            options.personalization[0] += 1;
        }
        const auto jump = options.personalization.empty() ? std::vector<double>(e.n, 1) : options.personalization;
        const auto rank = pagerank(csr, directed, options);
        const auto exact = solved(csr, options.damping, jump, options.weighted);
        double error = 0;
        for (Index i = 0; i < e.n; ++i) error += std::abs(rank[i] - exact[i]);
        CHECK(error < 1.1e-10);
        CHECK(close(std::accumulate(rank.begin(), rank.end(), 0.0), 1.0, 1e-12));
    }
}

TEST_CASE("PageRank of shapes") {
    CHECK(pagerank(Csr(), false).empty());
    CHECK(pagerank(build_csr(1, 1, {}, {}), true) == std::vector<double>{1});
    CHECK(close(pagerank(build_csr(4, 4, {}, {}), false), {.25, .25, .25, .25}));
    const auto star = pagerank(test::undirected(test::star(1'000'000)), false);
    CHECK(close(star[1], (0.15 / 1'000'001 + 0.85 * star[0] / 1'000'000)));
    PagerankOptions loose;
    loose.tolerance = 5;
    CHECK(pagerank(build_csr(2, 2, {}, {}), false, loose).size() == 2);
    loose.damping = 0;
    CHECK(close(pagerank(test::undirected(test::star(3)), false, loose), {.25, .25, .25, .25}));
}

TEST_CASE("PageRank refuses options out of range") {
    test::Edges e = test::path(3);
    const Csr csr = test::undirected(e);
    const auto refused = [&](auto change) {
        PagerankOptions options;
        change(options);
        CHECK_THROWS_AS(pagerank(csr, false, options), Error);
    };
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    refused([](auto& o) { o.damping = 1; });
    refused([](auto& o) { o.damping = -.1; });
    refused([](auto& o) { o.damping = nan; });
    refused([](auto& o) { o.tolerance = 0; });
    refused([](auto& o) { o.personalization = {1, 2}; });
    refused([](auto& o) { o.personalization = {0, 0, 0}; });
    refused([](auto& o) { o.personalization = {1, -1, 1}; });
    refused([](auto& o) { o.personalization = {1, nan, 1}; });
    e.weight = {1, -1};
    CHECK_THROWS_AS(pagerank(test::undirected(e), false), Error);
    CHECK_THROWS_AS(pagerank(build_csr(2, 3, {}, {}), true), Error);
}

TEST_CASE("PageRank is the same at any number of threads and can be stopped") {
    const auto e = test::planted(20, 1000, 4, 1, 3);
    for (const bool directed : {false, true}) {
        const Csr csr = directed ? test::directed(e) : test::undirected(e);
        PagerankOptions options;
        options.threads = 1;
        const auto one = pagerank(csr, directed, options);
        for (options.threads = 2; options.threads <= 8; options.threads *= 2)
            CHECK(pagerank(csr, directed, options) == one);
        CHECK_THROWS_AS(pagerank(csr, directed, {}, Progress([](double) { return false; })), Error);
    }
}
