#include "catch.hpp"

#include <cmath>
#include <memory>

#include <tissu/analysis/backbone.hpp>
#include <tissu/base/error.hpp>

#include "analysis/cholesky.hpp"
#include "analysis/curveball.hpp"
#include "analysis/tails.hpp"
#include "networks.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

std::shared_ptr<const TwoMode> memberships(const std::vector<std::string>& rows,
                                           const std::vector<std::string>& columns) {
    return std::make_shared<TwoMode>(two_mode_from_edges(rows, columns));
}

}  // namespace

TEST_CASE("hypergeometric tails") {
    const Hypergeometric urn(10);
    CHECK(urn.tails(3, 3, 3).over == Approx(1.0 / 120));
    CHECK(urn.tails(3, 3, 3).under == 1);
    CHECK(urn.tails(3, 3, 0).over == 1);
    CHECK(urn.tails(3, 3, 0).under == Approx(35.0 / 120));
    CHECK(urn.tails(10, 4, 4).over == 1);  // nothing else can happen
    CHECK(urn.tails(0, 4, 0).under == 1);
    CHECK(Hypergeometric(0).tails(0, 0, 0).over == 1);
}

TEST_CASE("Poisson-binomial tails of two kinds of draws") {
    const std::vector<double> chance{0.5, 0, 1};
    const std::vector<std::int64_t> times{3, 7, 2};
    CHECK(poisson_binomial(chance, times, 0).over == 1);
    CHECK(poisson_binomial(chance, times, 1).under == 0);  // two are sure
    CHECK(poisson_binomial(chance, times, 2).under == Approx(1.0 / 8));
    CHECK(poisson_binomial(chance, times, 4).over == Approx(4.0 / 8));
    CHECK(poisson_binomial(chance, times, 6).over == 0);
    CHECK(poisson_binomial(std::vector{1e-30}, std::vector<std::int64_t>{4}, 3).over == Approx(4e-90));
}

TEST_CASE("a system with a row that the others determine") {
    const Cholesky factor({4, 2, 6, 0, 3, 5, 0, 0, 11}, 3);  // the third is the sum of the two
    CHECK(factor.rank() == 2);
    CHECK(factor.dependent(2));
    std::vector<double> b{6, 5, 11};
    factor.solve(b);
    CHECK(b[0] == Approx(1));
    CHECK(b[1] == Approx(1));
    CHECK(b[2] == 0);
}

TEST_CASE("trades keep the degrees of both sides") {
    const auto two =
        memberships({"a", "a", "a", "b", "b", "c", "c", "d"}, {"1", "2", "3", "1", "4", "2", "4", "5"});
    Curveball chain(two->incidence, 7, 0);
    std::vector<int> before(5), after(5);
    for (const Index column : two->incidence.targets()) ++before[column];
    chain.trade(500);
    for (Index row = 0; row < 4; ++row) {
        CHECK(static_cast<std::int64_t>(chain.rows()[row].size()) == two->incidence.degree(row));
        CHECK(std::is_sorted(chain.rows()[row].begin(), chain.rows()[row].end()));
        for (const Index column : chain.rows()[row]) ++after[column];
    }
    CHECK(after == before);
}

TEST_CASE("empty, full and single rows") {
    const auto empty = memberships({}, {});
    for (const auto method :
         {BackboneMethod::svn, BackboneMethod::sdsm, BackboneMethod::fdsm, BackboneMethod::noise})
        CHECK(backbone(empty, method).pairs.rows() == 0);
    const auto full = memberships({"a", "a", "b", "b"}, {"1", "2", "1", "2"});
    CHECK(reals(bicm(*full), "probability") == std::vector<double>{1});
    const Backbone found = backbone(full, BackboneMethod::sdsm);
    CHECK(reals(found.pairs, "p_over") == std::vector<double>{1});
    CHECK(found.network.edges() == 0);
    CHECK(found.network.size() == 2);
}

TEST_CASE("the same draws at any number of threads") {
    const auto two = memberships({"a", "a", "b", "b", "c", "c", "d"}, {"1", "2", "2", "3", "3", "1", "4"});
    BackboneOptions options;
    options.trials = 200;
    options.threads = 1;
    const Backbone one = backbone(two, BackboneMethod::fdsm, options);
    options.threads = 4;
    const Backbone four = backbone(two, BackboneMethod::fdsm, options);
    CHECK(reals(one.pairs, "p_over") == reals(four.pairs, "p_over"));
    CHECK(one.rhat == four.rhat);
}

TEST_CASE("a star has nothing to filter, a heavy tie has") {
    const Network star = network(4, {{0, 1, 1}, {0, 2, 1}, {0, 3, 100}});
    BackboneOptions options;
    options.correction = Correction::none;
    const Backbone found = backbone(star, BackboneMethod::disparity, options);
    CHECK(integers(found.pairs, "sign") == std::vector<std::int64_t>{0, 0, 1});
    options.both_ends = true;
    CHECK(backbone(star, BackboneMethod::disparity, options).network.edges() == 0);
    CHECK_THROWS_AS(backbone(star, BackboneMethod::svn), Error);
    CHECK_THROWS_AS(backbone(network(2, {{0, 1, -1}}), BackboneMethod::noise), Error);
}
