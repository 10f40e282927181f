#include "catch.hpp"

#include <cmath>
#include <limits>

#include <tissu/analysis/spatial.hpp>
#include <tissu/base/error.hpp>

namespace {

using namespace tissu;

const std::vector<std::string> from{"a", "a", "b", "c", "d", "d", "e"}, to{"b", "c", "c", "d", "e", "f", "f"};

TEST_CASE("bins take their lower edge, the last is open, the first takes what is nearer") {
    const Network net = from_edges(std::vector<std::string>{"a", "a"}, std::vector<std::string>{"b", "c"});
    const std::vector<double> distance{10, 25, 5};  // ab, ac, bc
    const SpatialNull null = spatial_null(net, {1, 2, 3}, distance, {10, 20, 22});
    CHECK(null.bin == std::vector<std::int64_t>{0, 1, 0});
    CHECK(null.mass == std::vector<double>{8, 3});
    CHECK(null.f == std::vector<double>{1.0 / 8, 1.0 / 3});
    CHECK(null.expected(2, 0) == 1);
    CHECK(null.expected(1, 2) == 6.0 / 8);
}

TEST_CASE("pairs that could not cooperate are expected to share nothing") {
    const Network net = from_edges(std::vector<std::string>{"a"}, std::vector<std::string>{"b"});
    const SpatialNull null = spatial_null(net, {1, 1}, std::vector<double>{std::nan("")}, {0});
    CHECK(null.expected(0, 1) == 0);
    CHECK(spatial_modularity(net, group(std::vector<std::string>{"x", "x"}), null) == 1);
}

TEST_CASE("networks without ties or nodes") {
    const Network none;
    const SpatialNull null = spatial_null(none, {}, {}, {0});
    CHECK(community_runs(none, null, {}).of.size() == 1);
    CHECK(std::isnan(spatial_modularity(none, Groups{}, null)));
    const std::vector<std::string> nodes{"a", "b"};
    const Network apart = from_edges({}, {}, {}, false, nodes);
    const SpatialNull far = spatial_null(apart, {0, 0}, std::vector<double>{3}, {0});
    CHECK(community_runs(apart, far, {}).of.front() == std::vector<Index>{0, 1});
    CHECK(gabriel_pairs(apart.nodes()).empty());
}

TEST_CASE("bad spatial nulls are refused") {
    const Network net = from_edges(from, to);
    const std::vector<double> distance(15, 1.0);
    const std::vector<double> ones(6, 1.0);
    CHECK_THROWS_AS(spatial_null(net, {1}, distance, {0}), Error);
    CHECK_THROWS_AS(spatial_null(net, ones, std::vector<double>(3, 1.0), {0}), Error);
    CHECK_THROWS_AS(spatial_null(net, ones, distance, {}), Error);
    CHECK_THROWS_AS(spatial_null(net, ones, distance, {2, 1}), Error);
    CHECK_THROWS_AS(spatial_null(net, {1, 1, 1, 1, 1, -1}, distance, {0}), Error);
    const SpatialNull null = spatial_null(net, ones, distance, {0});
    CommunityOptions options;
    options.resolution = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(community_runs(net, null, options), Error);
    options = {};
    options.runs = 0;
    CHECK_THROWS_AS(community_runs(net, null, options), Error);
    CHECK_THROWS_AS(community_runs(from_edges(from, from), null, {}), Error);
}

TEST_CASE("two triangles: all runs agree, and the border is where they meet") {
    const Network net = from_edges(from, to);
    CommunityOptions options;
    options.runs = 5;
    const CommunityRuns runs = community_runs(net, options);
    const Consensus agreed = consensus(net, runs, options);
    CHECK(agreed.of == std::vector<Index>{0, 0, 0, 1, 1, 1});
    CHECK(agreed.agreement == 1);
    CHECK(agreed.stability == std::vector<double>(6, 1.0));
    const std::vector<std::pair<Index, Index>> pairs{{0, 1}, {2, 3}};
    CHECK(border_strength(std::span(&runs, 1), pairs) == std::vector<double>{0, 1});
    CHECK_THROWS_AS(consensus(net, {}, options), Error);
    CHECK_THROWS_AS(consensus(net, runs, options, 1.5), Error);
}

}  // namespace
