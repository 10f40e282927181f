#include <limits>
#include <map>

#include <tissu/base/error.hpp>
#include <tissu/graph/csr.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;

namespace {

using Pairs = std::map<std::pair<Index, Index>, double>;

Pairs entries(const Csr& csr) {
    Pairs found;
    for (Index row = 0; row < csr.rows(); ++row)
        for (std::size_t i = 0; i < csr.targets(row).size(); ++i)
            found[{row, csr.targets(row)[i]}] = csr.weight(row, i);
    return found;
}

/// The definition of build_csr, entry by entry.
Pairs expected(const test::Edges& e, bool symmetric, Repeated repeated) {
    Pairs sum;
    for (std::size_t i = 0; i < e.source.size(); ++i) {
        const double weight = e.weight.empty() ? 1.0 : e.weight[i];
        const auto put = [&](Index a, Index b) {
            const auto [at, fresh] = sum.try_emplace({a, b}, weight);
            if (!fresh) at->second = repeated == Repeated::sum ? at->second + weight : std::max(at->second, weight);
        };
        put(e.source[i], e.target[i]);
        if (symmetric && e.source[i] != e.target[i]) put(e.target[i], e.source[i]);
    }
    return sum;
}

}  // namespace

TEST_CASE("a relation holds the entries it was built from") {
    Random random(1);
    for (int round = 0; round < 400; ++round) {
        const bool weighted = random.below(2) == 1;
        const auto e = test::random_edges(random, {weighted, true, 3});
        for (const bool symmetric : {false, true}) {
            for (const Repeated repeated : {Repeated::sum, Repeated::merge}) {
                const Csr csr = build_csr(e.n, e.n, e.source, e.target, e.weight, symmetric, repeated);
                CHECK(entries(csr) == expected(e, symmetric, repeated));
                if (symmetric) CHECK(is_symmetric(csr));
                if (!weighted && repeated == Repeated::merge) CHECK_FALSE(csr.weighted());
            }
        }
    }
}

TEST_CASE("rows and columns may differ in number") {
    const std::vector<Index> source{2, 0, 2}, target{4, 1, 0};
    const Csr csr = build_csr(3, 5, source, target);
    CHECK(csr.rows() == 3);
    CHECK(csr.columns() == 5);
    CHECK(csr.degree(2) == 2);
    CHECK(csr.targets(2)[0] == 0);
    const Csr turned = transposed(csr);
    CHECK(turned.rows() == 5);
    CHECK(entries(turned) == Pairs{{{0, 2}, 1}, {{1, 0}, 1}, {{4, 2}, 1}});
    CHECK_FALSE(is_symmetric(csr));
    CHECK_THROWS_AS(symmetrised(csr), Error);
}

TEST_CASE("turning a relation twice gives it back") {
    Random random(2);
    for (int round = 0; round < 100; ++round) {
        const Csr csr = test::directed(test::random_edges(random, {true}));
        CHECK(entries(transposed(transposed(csr))) == entries(csr));
        const auto a = test::matrix(csr);
        const auto b = test::matrix(symmetrised(csr));
        bool same = true;
        for (Index i = 0; i < csr.rows(); ++i)
            for (Index k = 0; k < csr.rows(); ++k) {
                CHECK(b[i][k] == a[i][k] + a[k][i]);
                same = same && a[i][k] == a[k][i];
            }
        CHECK(is_symmetric(csr) == same);
    }
}

TEST_CASE("nothing at all is a relation") {
    CHECK(Csr().rows() == 0);
    CHECK(build_csr(0, 0, {}, {}).size() == 0);
    CHECK(is_symmetric(Csr()));
    CHECK(transposed(Csr()).rows() == 0);
    CHECK(build_csr(5, 5, {}, {}).degree(4) == 0);
    CHECK_FALSE(weight_below(Csr(), 0));
}

TEST_CASE("bad columns are refused with their place") {
    const std::vector<Index> a{0, 1}, b{1, 2}, one{0};
    const std::vector<double> bad{1, std::numeric_limits<double>::quiet_NaN()};
    CHECK_THROWS_WITH(build_csr(2, 2, a, b), "expected a target below 2, found 2 at entry 1");
    CHECK_THROWS_WITH(build_csr(1, 3, a, b), "expected a source below 1, found 1 at entry 1");
    CHECK_THROWS_AS(build_csr(3, 3, a, one), Error);
    CHECK_THROWS_AS(build_csr(3, 3, a, b, std::vector<double>{1}), Error);
    CHECK_THROWS_WITH(build_csr(3, 3, a, b, bad), "expected finite weights, found nan at entry 1");
    CHECK_THROWS_AS(build_csr(3, 4, a, b, {}, true), Error);
}

TEST_CASE("arrays that break a rule are refused") {
    CHECK_THROWS_AS(Csr(1, 2, {0, 2}, {1, 0}), Error);
    CHECK_THROWS_AS(Csr(1, 2, {0, 2}, {1, 1}), Error);
    CHECK_THROWS_AS(Csr(1, 2, {0, 1}, {2}), Error);
    CHECK_THROWS_AS(Csr(2, 2, {0, 1}, {0}), Error);
    CHECK_THROWS_AS(Csr(2, 2, {0, 2, 1}, {0}), Error);
    CHECK_THROWS_AS(Csr(2, 2, {0, 3, 1}, {0}), Error);
    CHECK_THROWS_AS(Csr(1, 2, {0, 1}, {0}, {1, 2}), Error);
    CHECK_THROWS_AS(Csr(1, 1, {0, 1}, {0}, {std::numeric_limits<double>::infinity()}), Error);
    CHECK_NOTHROW(Csr(1, 2, {0, 2}, {0, 1}, {1, 2}));
}

TEST_CASE("the lightest tie is found") {
    const std::vector<Index> a{0, 1}, b{1, 2};
    const std::vector<double> weight{1, -2};
    const auto entry = weight_below(build_csr(3, 3, a, b, weight), 0);
    REQUIRE(entry);
    CHECK(entry->row == 1);
    CHECK(entry->column == 2);
    CHECK(entry->weight == -2);
    CHECK_FALSE(weight_below(build_csr(3, 3, a, b), 1));
}
