#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <tissu/base/error.hpp>
#include <tissu/base/geometry.hpp>
#include <tissu/base/random.hpp>

using namespace tissu;

namespace {

const Ring square{{0, 0}, {1, 0}, {1, 1}, {0, 1}};

Ring star(std::size_t points) {
    Ring ring;
    for (std::size_t i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(points);
        const double radius = i % 2 == 0 ? 1 : 40;
        ring.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return ring;
}

/// Some two edges that do not follow each other share a point, by comparing each pair.
bool meets_itself(const Ring& ring) {
    const std::size_t n = ring.size();
    const auto on = [](const LonLat& a, const LonLat& b, const LonLat& p) {
        return orientation(a, b, p) == 0 && p.lon >= std::min(a.lon, b.lon) && p.lon <= std::max(a.lon, b.lon) &&
               p.lat >= std::min(a.lat, b.lat) && p.lat <= std::max(a.lat, b.lat);
    };
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            const LonLat &a = ring[i], &b = ring[(i + 1) % n], &c = ring[j], &d = ring[(j + 1) % n];
            const bool follow = j == i + 1 || (i == 0 && j == n - 1);
            if (follow) {
                const LonLat& corner = j == i + 1 ? b : a;
                const LonLat& before = j == i + 1 ? a : b;
                const LonLat& after = j == i + 1 ? d : c;
                if ((on(corner, before, after) && !(after == corner)) || (on(corner, after, before) && !(before == corner))) return true;
                continue;
            }
            const int side = orientation(a, b, c) * orientation(a, b, d), other = orientation(c, d, a) * orientation(c, d, b);
            if ((side < 0 && other < 0) || on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b)) return true;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("orientation is exact where doubles are not") {
    CHECK(orientation({0, 0}, {1, 1}, {0.5, 0.5}) == 0);
    CHECK(orientation({0, 0}, {1, 1}, {0.5, std::nextafter(0.5, 1)}) == 1);
    CHECK(orientation({0, 0}, {1, 1}, {0.5, std::nextafter(0.5, 0)}) == -1);
    CHECK(orientation({0.1, 0.1}, {0.3, 0.3}, {0.7, 0.7}) == 0);
    CHECK(orientation({12, 12}, {24, 24}, {0.5, std::nextafter(0.5, 1)}) == 1);
    CHECK(orientation({2, 3}, {2, 3}, {5, 7}) == 0);
}

TEST_CASE("points on edges and corners are inside, points in holes are not") {
    const Area area{{square, {{0.25, 0.25}, {0.5, 0.25}, {0.5, 0.5}}}};
    for (const LonLat p : {LonLat{0, 0}, {1, 1}, {0.5, 0}, {0.25, 0.25}, {0.9, 0.1}, {0.5, 0.3}, {0, 0.25}}) CHECK(covers(area, p));
    for (const LonLat p : {LonLat{0.45, 0.3}, {-1, 0}, {2, 1}, {0.5, 1.0000001}, {2, 0.25}}) CHECK(!covers(area, p));
    CHECK(!covers({}, {0, 0}));
}

TEST_CASE("surfaces, centres and distances") {
    CHECK(square_metres({{square}}) == Approx(12'363.7e6).epsilon(1e-3));
    CHECK(common_square_metres({{square}}, {{square}}) == Approx(square_metres({{square}})));
    CHECK(common_square_metres({{square}}, {{{{2, 2}, {3, 2}, {3, 3}}}}) == 0);
    CHECK(common_square_metres({}, {{square}}) == 0);
    CHECK(centre({{square}})->lon == Approx(0.5));
    CHECK(!centre({}));
    CHECK(centre({{{{1, 1}, {2, 2}, {3, 3}}}})->lat == Approx(2));
    CHECK(metres_between({0, 0}, {0, 1}) == Approx(111'195.08));
    CHECK(metres_between({2, 48}, {2, 48}) == 0);
}

TEST_CASE("WKT is read as it is written, or refused with the byte") {
    const Area area{{square, {{0.1, 0.1}, {0.2, 0.1}, {0.2, 0.3}}}, {{{5, 5}, {6, 5}, {1.0 / 3, 6}}}};
    CHECK(parse_wkt(to_wkt(area)) == area);
    CHECK(parse_wkt("polygon((0 0,1 0,1 1))") == parse_wkt(" POLYGON ((0 0, 1 0, 1 1, 0 0)) "));
    const std::string whole = to_wkt(area);
    for (std::size_t cut = 0; cut < whole.size(); ++cut) CHECK_THROWS_AS(parse_wkt(whole.substr(0, cut)), Error);
    for (const char* bad : {"POLYGON ((0 0, 1 0, 1 1)) )", "POLYGON ((0 0, 1 0))", "POLYGON ((0 0, 1e999 0, 1 1))",
                            "POLYGON ((0 0, 181 0, 1 1))", "POLYGON EMPTY", "LINESTRING (0 0, 1 1)"})
        CHECK_THROWS_AS(parse_wkt(bad), Error);
}

TEST_CASE("an outline that crosses or touches itself is found, and only that") {
    CHECK(!self_crossing({square}));
    const auto bow_tie = self_crossing({{{0, 0}, {1, 1}, {1, 0}, {0, 1}}});
    REQUIRE(bow_tie);
    CHECK(bow_tie->lon == Approx(0.5));
    CHECK(self_crossing({{{0, 0}, {2, 0}, {2, 2}, {1, 0}, {0, 2}}}));           // touches an edge
    CHECK(self_crossing({{{0, 0}, {2, 0}, {1, 0}, {1, 1}}}));                   // folds back
    CHECK(!self_crossing({{{0, 0}, {0, 0}, {1, 0}, {1, 1}, {1, 1}}}));          // a point twice in a row
    CHECK(!self_crossing({square, {{0, 0}, {0.5, 0.2}, {0.2, 0.5}}}));          // a hole may touch
    CHECK(self_crossing({square, {{0.5, 0.5}, {2, 0.5}, {2, 0.6}}}));           // but not cross
    CHECK(!self_crossing({}));
}

TEST_CASE("self-crossings are those that comparing all pairs finds") {
    Random random(3);
    std::size_t crossed = 0;
    for (int round = 0; round < 3000; ++round) {
        Ring ring;
        const std::uint64_t size = 3 + random.below(6), across = round % 2 == 0 ? 5 : 1000;
        while (ring.size() < size) {
            const LonLat p{static_cast<double>(random.below(across)), static_cast<double>(random.below(across))};
            if (std::find(ring.begin(), ring.end(), p) == ring.end()) ring.push_back(p);
        }
        const bool expected = meets_itself(ring);
        INFO(to_wkt({{ring}}));
        CHECK(self_crossing({ring}).has_value() == expected);
        crossed += expected ? 1 : 0;
    }
    CHECK(crossed > 1000);
    CHECK(crossed < 2990);
}

TEST_CASE("a star of 200,000 spikes is looked through in the time of a sort") {
    Ring ring = star(200'000);
    CHECK(!self_crossing({ring}));
    std::swap(ring[1000], ring[1002]);
    CHECK(self_crossing({ring}));
}
