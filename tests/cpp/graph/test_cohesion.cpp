#include <tissu/graph/cohesion.hpp>

#include <tissu/base/error.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;

namespace {

std::vector<std::int64_t> triangles_by_definition(const Csr& csr) {
    const auto a = test::matrix(csr);
    std::vector<std::int64_t> count(csr.rows());
    for (Index i = 0; i < csr.rows(); ++i)
        for (Index j = 0; j < csr.rows(); ++j)
            for (Index k = 0; k < j; ++k)
                if (i != j && i != k && a[i][j] > 0 && a[j][k] > 0 && a[k][i] > 0) ++count[i];
    return count;
}

/// The largest k whose pruning leaves the row.
std::vector<Index> cores_by_definition(const Csr& csr) {
    std::vector<Index> core(csr.rows());
    for (Index k = 1; k <= csr.rows(); ++k) {
        std::vector<char> kept(csr.rows(), 1);
        for (bool changed = true; changed;) {
            changed = false;
            for (Index row = 0; row < csr.rows(); ++row) {
                Index ties = 0;
                for (const Index target : csr.targets(row)) ties += target != row && kept[target] != 0 ? 1U : 0U;
                if (kept[row] == 0 || ties >= k) continue;
                kept[row] = 0;
                changed = true;
            }
        }
        for (Index row = 0; row < csr.rows(); ++row)
            if (kept[row] != 0) core[row] = k;
    }
    return core;
}

}  // namespace

TEST_CASE("cores and triangles agree with their definitions") {
    Random random(71);
    for (int round = 0; round < 300; ++round) {
        const Csr csr = test::undirected(test::random_edges(random, {false, true, 4}));
        CHECK(triangles(csr) == triangles_by_definition(csr));
        CHECK(core_numbers(csr) == cores_by_definition(csr));
        const auto a = test::matrix(csr);
        for (Index row = 0; row < csr.rows(); ++row)
            CHECK(neighbour_counts(csr)[row] == csr.degree(row) - (a[row][row] > 0 ? 1 : 0));
    }
}

TEST_CASE("weighted clustering agrees with its definition") {
    Random random(72);
    for (int round = 0; round < 300; ++round) {
        const Csr csr = test::undirected(test::random_edges(random, {true, true, 4}));
        auto a = test::matrix(csr);
        double most = 0;
        for (Index i = 0; i < csr.rows(); ++i) {
            a[i][i] = 0;
            for (const double weight : a[i]) most = std::max(most, weight);
        }
        const auto found = weighted_clustering(csr);
        for (Index i = 0; i < csr.rows(); ++i) {
            double sum = 0, pairs = 0;
            for (Index j = 0; j < csr.rows(); ++j) {
                for (Index k = 0; k < j; ++k) {
                    if (a[i][j] == 0 || a[i][k] == 0) continue;
                    ++pairs;
                    sum += std::cbrt(a[i][j] * a[j][k] * a[k][i]) / most;
                }
            }
            CHECK(test::close(found[i], pairs > 0 ? sum / pairs : 0));
        }
    }
    const auto unweighted = weighted_clustering(test::undirected({3, {0, 1, 2}, {1, 2, 0}, {}}));
    CHECK(test::close(unweighted, {1, 1, 1}));
}

TEST_CASE("cohesion of shapes") {
    CHECK(weighted_clustering(Csr()).empty());
    CHECK(weighted_clustering(build_csr(2, 2, {}, {})) == std::vector<double>{0, 0});
    CHECK_THROWS_AS(weighted_clustering(build_csr(2, 3, {}, {})), Error);

    CHECK(core_numbers(Csr()).empty());
    CHECK(triangles(Csr()).empty());
    CHECK(core_numbers(build_csr(2, 2, {}, {})) == std::vector<Index>{0, 0});
    const Csr star = test::undirected(test::star(1'000'000));
    CHECK(core_numbers(star) == std::vector<Index>(1'000'001, 1));
    CHECK(triangles(star) == std::vector<std::int64_t>(1'000'001));
    CHECK_THROWS_AS(core_numbers(build_csr(2, 3, {}, {})), Error);
    CHECK_THROWS_AS(triangles(build_csr(2, 3, {}, {})), Error);
}

TEST_CASE("triangles are the same at any number of threads and can be stopped") {
    const Csr csr = test::undirected(test::planted(50, 200, 6, 2, 4));
    const auto one = triangles(csr, 1);
    CHECK(triangles(csr, 2) == one);
    CHECK(triangles(csr, 8) == one);
    CHECK_THROWS_AS(triangles(csr, 2, Progress([](double) { return false; })), Error);
}
