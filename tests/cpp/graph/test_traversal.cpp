#include <tissu/graph/traversal.hpp>

#include <tissu/base/error.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;
using test::close;

namespace {

/// Floyd and Warshall's definition of distance.
std::vector<std::vector<double>> all_distances(const Csr& csr) {
    const Index n = csr.rows();
    std::vector<std::vector<double>> d(n, std::vector<double>(n, INFINITY));
    for (Index i = 0; i < n; ++i) {
        for (const Index k : csr.targets(i)) d[i][k] = 1;
        d[i][i] = 0;
    }
    for (Index k = 0; k < n; ++k)
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j) d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
    return d;
}

}  // namespace

TEST_CASE("distances and nearness agree with their definitions") {
    Random random(21);
    for (int round = 0; round < 200; ++round) {
        const auto e = test::random_edges(random);
        const Csr csr = round % 2 == 0 ? test::directed(e) : test::undirected(e);
        const auto d = all_distances(csr);
        const auto near = nearness(csr);
        for (Index i = 0; i < csr.rows(); ++i) {
            const auto steps = distances(csr, i);
            double sum = 0, inverse = 0, reached = 0;
            for (Index k = 0; k < csr.rows(); ++k) {
                CHECK(d[i][k] == (steps[k] == no_index ? INFINITY : static_cast<double>(steps[k])));
                if (k == i || std::isinf(d[i][k])) continue;
                sum += d[i][k];
                inverse += 1 / d[i][k];
                ++reached;
            }
            CHECK(close(near.closeness[i], reached > 0 ? reached / sum * reached / (csr.rows() - 1) : 0.0));
            CHECK(close(near.harmonic[i], inverse));
        }
    }
}

TEST_CASE("distances of shapes") {
    CHECK(nearness(Csr()).closeness.empty());
    CHECK(nearness(build_csr(1, 1, {}, {})).closeness == std::vector<double>{0});
    const Csr path = test::undirected(test::path(1'000'000));
    CHECK(distances(path, 0).back() == 999'999);
    CHECK_THROWS_AS(distances(Csr(), 0), Error);
    CHECK_THROWS_AS(distances(build_csr(2, 3, {}, {}), 0), Error);
}

TEST_CASE("nearness is the same at any number of threads and can be stopped") {
    const Csr csr = test::undirected(test::planted(4, 200, 4, 1, 5));
    const auto one = nearness(csr, 1);
    for (const unsigned threads : {2U, 8U}) {
        CHECK(nearness(csr, threads).closeness == one.closeness);
        CHECK(nearness(csr, threads).harmonic == one.harmonic);
    }
    CHECK_THROWS_AS(nearness(csr, 2, Progress([](double) { return false; })), Error);
}
