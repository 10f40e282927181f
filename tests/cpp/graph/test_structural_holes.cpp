#include <tissu/graph/structural_holes.hpp>

#include <tissu/base/error.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;
using test::close;

namespace {

/// Burt's formulas, written out over a full matrix.
StructuralHoles by_definition(const Csr& csr) {
    const Index n = csr.rows();
    auto a = test::matrix(csr);
    const auto w = a;
    for (Index i = 0; i < n; ++i)
        for (Index k = 0; k < n; ++k) a[i][k] = i == k ? 0 : w[i][k] + w[k][i];
    std::vector<double> sum(n), most(n);
    for (Index i = 0; i < n; ++i)
        for (Index k = 0; k < n; ++k) {
            sum[i] += a[i][k];
            most[i] = std::max(most[i], a[i][k]);
        }
    const std::vector<double> nan(n, std::nan(""));
    StructuralHoles r{std::vector<std::int64_t>(n), nan, nan, nan, nan};
    for (Index i = 0; i < n; ++i) {
        std::vector<double> c;
        double size = 0, constraint = 0;
        for (Index j = 0; j < n; ++j) {
            if (a[i][j] == 0) continue;
            double through = a[i][j] / sum[i], redundant = 0;
            for (Index q = 0; q < n; ++q) {
                if (q == i || q == j || a[i][q] == 0) continue;
                through += a[i][q] / sum[i] * a[q][j] / sum[q];
                redundant += a[i][q] / sum[i] * a[j][q] / most[j];
            }
            c.push_back(through * through);
            constraint += c.back();
            size += 1 - redundant;
        }
        const auto contacts = static_cast<double>(c.size());
        r.contacts[i] = static_cast<std::int64_t>(c.size());
        if (c.empty()) continue;
        double hierarchy = 0;
        for (const double x : c) hierarchy += x / (constraint / contacts) * std::log(x / (constraint / contacts));
        r.constraint[i] = constraint;
        r.effective_size[i] = size;
        r.efficiency[i] = size / contacts;
        r.hierarchy[i] = c.size() > 1 ? hierarchy / (contacts * std::log(contacts)) : 1;
    }
    return r;
}

void check_same(const StructuralHoles& a, const StructuralHoles& b) {
    CHECK(a.contacts == b.contacts);
    CHECK(close(a.constraint, b.constraint));
    CHECK(close(a.hierarchy, b.hierarchy));
    CHECK(close(a.effective_size, b.effective_size));
    CHECK(close(a.efficiency, b.efficiency));
}

}  // namespace

TEST_CASE("structural holes agree with their definitions") {
    Random random(61);
    for (int round = 0; round < 400; ++round) {
        const auto e = test::random_edges(random, {round % 3 != 0, true, 2.5});
        const Csr csr = round % 2 == 0 ? test::directed(e) : test::undirected(e);
        check_same(structural_holes(csr), by_definition(csr));
    }
}

TEST_CASE("the example of Borgatti 1997") {
    // A to G; published: constraint of G .400, A .595, C 1; effective size of G 4.67, A 2.50, C 1.
    const test::Edges e{7, {0, 0, 0, 0, 1, 1, 2, 3, 4, 5}, {1, 4, 5, 6, 3, 6, 6, 6, 6, 6}, {}};
    const auto holes = structural_holes(test::undirected(e));
    CHECK(close(holes.constraint[6], .400, .0005));
    CHECK(close(holes.constraint[0], .595, .0005));
    CHECK(close(holes.constraint[2], 1));
    CHECK(close(holes.effective_size[6], 4.67, .001));
    CHECK(close(holes.effective_size[0], 2.5));
    CHECK(close(holes.effective_size[2], 1));
}

TEST_CASE("structural holes of shapes") {
    CHECK(structural_holes(Csr()).constraint.empty());
    const auto alone = structural_holes(build_csr(1, 1, std::vector<Index>{0}, std::vector<Index>{0}));
    CHECK(alone.contacts[0] == 0);
    CHECK(std::isnan(alone.constraint[0]));
    CHECK(std::isnan(alone.efficiency[0]));
    const auto star = structural_holes(test::undirected(test::star(1'000'000)));  // a hub must not cost its square
    CHECK(close(star.constraint[0], 1e-6));
    CHECK(close(star.effective_size[0], 1e6));
    CHECK(star.constraint[1] == 1);
    test::Edges negative = test::path(2);
    negative.weight = {-1};
    CHECK_THROWS_AS(structural_holes(test::undirected(negative)), Error);
    CHECK_THROWS_AS(structural_holes(build_csr(2, 3, {}, {})), Error);
}

TEST_CASE("structural holes are the same at any number of threads and can be stopped") {
    auto e = test::planted(10, 200, 5, 2, 4);
    Random random(5);
    for (std::size_t i = 0; i < e.source.size(); ++i) e.weight.push_back(random.uniform());
    const Csr csr = test::undirected(e);
    const auto one = structural_holes(csr, false, 1);
    for (const unsigned threads : {2U, 8U}) {
        const auto many = structural_holes(csr, false, threads);
        CHECK(many.constraint == one.constraint);
        CHECK(many.effective_size == one.effective_size);
    }
    CHECK_THROWS_AS(structural_holes(csr, false, 2, Progress([](double) { return false; })), Error);
}
