#include <tissu/graph/components.hpp>

#include <set>

#include <tissu/base/error.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;

namespace {

Index count_components(const Csr& csr) { return static_cast<Index>(weak_components(csr).size.size()); }

/// The graph without one row's ties, or without one edge.
Csr without(const test::Edges& e, Index row, Index a, Index b) {
    test::Edges left{e.n, {}, {}, {}};
    for (std::size_t i = 0; i < e.source.size(); ++i) {
        const auto ends = std::minmax(e.source[i], e.target[i]);
        if (e.source[i] == row || e.target[i] == row || ends == std::pair<const Index&, const Index&>(a, b)) continue;
        left.add(e.source[i], e.target[i]);
    }
    return test::undirected(left);
}

}  // namespace

TEST_CASE("parts are numbered by size, then by first row") {
    const std::vector<Index> labels{3, 1, 1, 0, 3, 2, 1};
    const Parts parts = parts_by_size(labels);
    CHECK(parts.of == std::vector<Index>{1, 0, 0, 2, 1, 3, 0});
    CHECK(parts.size == std::vector<Index>{3, 2, 1, 1});
}

TEST_CASE("cut points and bridges agree with their definitions") {
    Random random(31);
    for (int round = 0; round < 300; ++round) {
        const auto e = test::random_edges(random);
        const Csr csr = test::undirected(e);
        const Cuts found = cuts(csr);
        const Index whole = count_components(csr);
        std::vector<Index> points;
        std::set<std::pair<Index, Index>> bridges;
        for (Index row = 0; row < e.n; ++row) {
            // Without its ties the row is a component of its own.
            if (csr.degree(row) > 0 && count_components(without(e, row, no_index, no_index)) > whole + 1)
                points.push_back(row);
            for (const Index target : csr.targets(row))
                if (row < target && count_components(without(e, no_index, row, target)) > whole)
                    bridges.insert({row, target});
        }
        CHECK(found.points == points);
        CHECK(found.bridges == std::vector(bridges.begin(), bridges.end()));
    }
}

TEST_CASE("components of shapes") {
    CHECK(weak_components(Csr()).of.empty());
    CHECK(weak_components(Csr(), true).of.empty());
    CHECK(strong_components(Csr()).of.empty());
    CHECK(cuts(Csr()).points.empty());
    CHECK(weak_components(build_csr(3, 3, {}, {}), true).of == std::vector<Index>{0, 1, 2});
    CHECK_THROWS_AS(weak_components(build_csr(2, 3, {}, {})), Error);
    CHECK_THROWS_AS(strong_components(build_csr(2, 3, {}, {})), Error);
    CHECK_THROWS_AS(cuts(build_csr(2, 3, {}, {})), Error);
}

TEST_CASE("a million rows in a line, in a star, in a ring") {
    constexpr Index n = 1'000'000;
    const Csr path = test::undirected(test::path(n));
    CHECK(weak_components(path, true).size == std::vector<Index>{n});
    CHECK(cuts(path).points.size() == n - 2);
    CHECK(cuts(path).bridges.size() == n - 1);
    CHECK(strong_components(test::directed(test::path(n))).size.size() == n);

    auto ring = test::path(n);
    ring.add(n - 1, 0);
    CHECK(strong_components(test::directed(ring)).size == std::vector<Index>{n});
    CHECK(cuts(test::undirected(ring)).points.empty());

    const Csr star = test::undirected(test::star(n));
    CHECK(weak_components(star, true).size == std::vector<Index>{n + 1});
    CHECK(cuts(star).points == std::vector<Index>{0});
}

TEST_CASE("the shortcut for symmetric relations finds the same components") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto e = test::planted(60, 30, 1, seed % 3 == 0 ? 1 : 0, seed);
        CHECK(weak_components(test::undirected(e), true).of == weak_components(test::directed(e)).of);
    }
}
