#include <tissu/graph/communities.hpp>

#include <limits>

#include <tissu/base/error.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;
using test::close;

namespace {

/// The double sum of the definition.
double by_definition(const Csr& csr, bool directed, const std::vector<Index>& group, double resolution) {
    auto a = test::matrix(csr);
    const Index n = csr.rows();
    if (!directed)
        for (Index i = 0; i < n; ++i) a[i][i] *= 2;
    std::vector<double> out(n), in(n);
    double total = 0;
    for (Index i = 0; i < n; ++i)
        for (Index k = 0; k < n; ++k) {
            out[i] += a[i][k];
            in[k] += a[i][k];
            total += a[i][k];
        }
    double q = 0;
    for (Index i = 0; i < n; ++i)
        for (Index k = 0; k < n; ++k)
            if (i == k || (group[i] == group[k] && group[i] != no_index))
                q += (a[i][k] - resolution * out[i] * in[k] / total) / total;
    return total > 0 ? q : std::numeric_limits<double>::quiet_NaN();
}

/// The best modularity of all partitions of up to 8 rows.
double best_of_all(const Csr& csr, bool directed, double resolution, std::vector<Index>& group, Index row, Index groups) {
    if (row == csr.rows()) return by_definition(csr, directed, group, resolution);
    double best = -INFINITY;
    for (Index g = 0; g <= groups; ++g) {
        group[row] = g;
        best = std::max(best, best_of_all(csr, directed, resolution, group, row + 1, std::max(groups, g + 1)));
    }
    return best;
}

/// True if every community is joined by ties within it.
bool all_connected(const Csr& csr, const std::vector<Index>& community, std::size_t count) {
    test::Edges within{csr.rows(), {}, {}, {}};
    for (Index row = 0; row < csr.rows(); ++row)
        for (std::size_t i = 0; i < csr.targets(row).size(); ++i)
            if (community[row] == community[csr.targets(row)[i]] && csr.weight(row, i) > 0)
                within.add(row, csr.targets(row)[i]);
    return weak_components(test::directed(within)).size.size() == count;
}

/// Zachary's karate club.
Csr karate() {
    static constexpr Index ends[][2] = {
        {1, 2},   {1, 3},   {1, 4},   {1, 5},   {1, 6},   {1, 7},   {1, 8},   {1, 9},   {1, 11},  {1, 12},  {1, 13},
        {1, 14},  {1, 18},  {1, 20},  {1, 22},  {1, 32},  {2, 3},   {2, 4},   {2, 8},   {2, 14},  {2, 18},  {2, 20},
        {2, 22},  {2, 31},  {3, 4},   {3, 8},   {3, 28},  {3, 29},  {3, 33},  {3, 10},  {3, 9},   {3, 14},  {4, 8},
        {4, 13},  {4, 14},  {5, 7},   {5, 11},  {6, 7},   {6, 11},  {6, 17},  {7, 17},  {9, 31},  {9, 33},  {9, 34},
        {10, 34}, {14, 34}, {15, 33}, {15, 34}, {16, 33}, {16, 34}, {19, 33}, {19, 34}, {20, 34}, {21, 33}, {21, 34},
        {23, 33}, {23, 34}, {24, 26}, {24, 28}, {24, 33}, {24, 34}, {24, 30}, {25, 26}, {25, 28}, {25, 32}, {26, 32},
        {27, 30}, {27, 34}, {28, 34}, {29, 32}, {29, 34}, {30, 33}, {30, 34}, {31, 33}, {31, 34}, {32, 33}, {32, 34},
        {33, 34}};
    test::Edges e;
    e.n = 34;
    for (const auto& [a, b] : ends) e.add(a - 1, b - 1);
    return test::undirected(e);
}

}  // namespace

TEST_CASE("modularity agrees with its definition") {
    Random random(81);
    for (int round = 0; round < 300; ++round) {
        const auto e = test::random_edges(random, {true});
        std::vector<Index> group(e.n);
        for (Index& g : group) g = random.below(6) == 0 ? no_index : static_cast<Index>(random.below(3));
        const double resolution = random.uniform() * 2;
        const Csr both = test::undirected(e);
        CHECK(close(modularity(both, false, group, resolution), by_definition(both, false, group, resolution)));
        const Csr arcs = test::directed(e);
        CHECK(close(modularity(arcs, true, group, resolution), by_definition(arcs, true, group, resolution)));
    }
}

TEST_CASE("communities of small graphs are the best of all partitions, or close and never better") {
    Random random(82);
    int reached = 0, rounds = 0;
    for (int round = 0; round < 60; ++round) {
        auto e = test::random_edges(random, {true});
        if (e.n > 7) continue;
        const bool directed = round % 2 == 0;
        const Csr csr = directed ? test::directed(e) : test::undirected(e);
        std::vector<Index> group(e.n);
        const double resolution = round % 3 == 0 ? 0.7 : 1.0;
        const double best = best_of_all(csr, directed, resolution, group, 0, 0);
        CommunityOptions options;
        options.runs = 10;
        options.resolution = resolution;
        for (const auto& found : {leiden(csr, directed, options), louvain(csr, directed, options)}) {
            CHECK(close(found.modularity, modularity(csr, directed, found.parts.of, resolution)));
            if (std::isinf(best)) continue;  // no ties: undefined for all partitions
            CHECK(found.modularity <= best + 1e-12);
            CHECK(found.modularity >= best - 0.05);
            ++rounds;
            reached += close(found.modularity, best) ? 1 : 0;
        }
    }
    CHECK(reached >= rounds * 9 / 10);
}

TEST_CASE("the karate club reaches its proved optimum and never passes it") {
    // U. Brandes et al., IEEE TKDE 20, 2008: 0.4198 with 4 communities.
    const Csr csr = karate();
    double best = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        CommunityOptions options;
        options.seed = seed;
        const auto found = leiden(csr, false, options);
        CHECK(found.modularity <= 0.419789612097305);
        CHECK(found.modularity > 0.40);
        best = std::max(best, found.modularity);
        if (close(found.modularity, 0.419789612097304)) CHECK(found.parts.size.size() == 4);
    }
    CHECK(close(best, 0.419789612097304));
}

TEST_CASE("leiden's communities are connected, whatever the graph") {
    Random random(83);
    for (int round = 0; round < 300; ++round) {
        const bool directed = round % 2 == 0;
        const auto e = round % 3 == 0 ? test::planted(6, 10, 2, 1, random.next()) : test::random_edges(random, {true});
        const Csr csr = directed ? test::directed(e) : test::undirected(e);
        CommunityOptions options;
        options.resolution = random.uniform() * 3;
        options.iterations = 1 + round % 2;
        const auto found = leiden(csr, directed, options);
        CHECK(all_connected(csr, found.parts.of, found.parts.size.size()));
    }
}

TEST_CASE("planted groups are found") {
    constexpr Index groups = 40, size = 50;
    const Csr csr = test::undirected(test::planted(groups, size, 8, 1, 6));
    const auto found = leiden(csr, false);
    std::vector<Index> planted(csr.rows());
    for (Index row = 0; row < csr.rows(); ++row) planted[row] = row / size;
    CHECK(found.modularity >= modularity(csr, false, planted) - 0.01);
    CHECK(found.parts.size.size() > groups / 2);
    CHECK(found.modularity >= louvain(csr, false).modularity - 0.01);
}

TEST_CASE("communities of shapes") {
    CHECK(leiden(Csr(), false).parts.of.empty());
    const auto alone = leiden(build_csr(3, 3, {}, {}), true);
    CHECK(alone.parts.of == std::vector<Index>{0, 1, 2});
    CHECK(std::isnan(alone.modularity));
    CHECK(std::isnan(modularity(build_csr(2, 2, {}, {}), false, std::vector<Index>{0, 0})));
    const std::vector<Index> self{0};
    CHECK(close(leiden(build_csr(2, 2, self, self), false).modularity, 0));
    CommunityOptions whole;
    whole.resolution = 0;
    const auto two = leiden(test::undirected({5, {0, 1, 3}, {1, 2, 4}, {}}), false, whole);
    CHECK(two.parts.size == std::vector<Index>{3, 2});
    const auto star = leiden(test::undirected(test::star(100'000)), false);
    CHECK(star.modularity >= -1e-9);
    CHECK(leiden(test::undirected(test::path(200'000)), false).modularity > 0.99);
}

TEST_CASE("the scale of weights does not matter") {
    auto e = test::planted(8, 20, 3, 1, 6);
    e.weight.assign(e.source.size(), 1);
    const auto one = leiden(test::undirected(e), false);
    e.weight.assign(e.source.size(), 1e-12);
    const auto small = leiden(test::undirected(e), false);
    CHECK(close(small.modularity, one.modularity, 1e-6));
}

TEST_CASE("communities are the same for a seed at any number of threads, and can be stopped") {
    const Csr csr = test::undirected(test::planted(10, 40, 4, 2, 6));
    CommunityOptions options;
    options.runs = 6;
    options.seed = 3;
    options.threads = 1;
    const auto one = leiden(csr, false, options);
    for (const unsigned threads : {2U, 8U}) {
        options.threads = threads;
        CHECK(leiden(csr, false, options).parts.of == one.parts.of);
    }
    CommunityOptions single;
    single.seed = 3;
    CHECK(one.modularity >= leiden(csr, false, single).modularity);
    CHECK_THROWS_AS(leiden(csr, false, options, Progress([](double) { return false; })), Error);
}

TEST_CASE("communities refuse options out of range") {
    const Csr csr = karate();
    CommunityOptions options;
    options.runs = 0;
    CHECK_THROWS_AS(leiden(csr, false, options), Error);
    options = {};
    options.iterations = 0;
    CHECK_THROWS_AS(leiden(csr, false, options), Error);
    options = {};
    options.resolution = -1;
    CHECK_THROWS_AS(leiden(csr, false, options), Error);
    CHECK_THROWS_AS(modularity(csr, false, std::vector<Index>{0}), Error);
    test::Edges negative = test::path(2);
    negative.weight = {-1};
    CHECK_THROWS_AS(louvain(test::undirected(negative), false), Error);
    CHECK_THROWS_AS(leiden(build_csr(2, 3, {}, {}), false), Error);
}
