#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/territory/lattice.hpp>

#include "places.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

using Shares = std::map<Index, double>;

Shares by_row(const std::vector<Placed>& placed) {
    Shares shares;
    for (const Placed& place : placed) shares[place.territory] = place.share;
    return shares;
}

/// The definition: sums of products over all shortest chains, found by walking all chains of each length.
Shares naive_ancestors(const Snapshot& snapshot, Index start, std::optional<Date> at) {
    Shares result{{start, 1.0}};
    Shares layer = result;
    while (!layer.empty()) {
        Shares next;
        for (const auto& [row, share] : layer) {
            Shares direct;  // several links of one pair count together
            for (const auto& p : snapshot.parts)
                if (p.territory == row && p.share > 0 && (!at || p.period.contains(*at)))
                    direct[p.part_of] = std::min(1.0, direct[p.part_of] + p.share);
            for (const auto& [above, part_share] : direct)
                if (!result.contains(above)) next[above] = std::min(1.0, next[above] + share * part_share);
        }
        result.insert(next.begin(), next.end());
        layer = next;
    }
    return result;
}

void check_equal(const Shares& found, const Shares& expected) {
    REQUIRE(found.size() == expected.size());
    for (const auto& [row, share] : expected) {
        REQUIRE(found.contains(row));
        CHECK(found.at(row) == Approx(share).margin(1e-12));
    }
}

Snapshot random_lattice(Random& random, Index n, std::size_t links) {
    Snapshot snapshot;
    for (Index i = 0; i < n; ++i) territory(snapshot, "k" + std::to_string(i % 3) + ":" + std::to_string(i));
    for (std::size_t k = 0; k < links; ++k) {
        Period period;
        if (random.below(3) == 0) period.from = day(2000 + static_cast<int>(random.below(20)));
        if (random.below(3) == 0) period.until = day(2010 + static_cast<int>(random.below(20)));
        part(snapshot, static_cast<Index>(random.below(n)), static_cast<Index>(random.below(n)),
             static_cast<double>(random.below(5)) / 4, period);  // cycles, loops and empty shares included
    }
    return snapshot;
}

}  // namespace

TEST_CASE("shares add up over the shortest chains") {
    Snapshot s;
    const Index quarter = territory(s, "qpv:Q"), a = territory(s, "commune:A"), b = territory(s, "commune:B"),
                epci = territory(s, "epci:E"), d1 = territory(s, "departement:1"),
                d2 = territory(s, "departement:2");
    part(s, quarter, a, 0.6);
    part(s, quarter, b, 0.4);
    part(s, a, epci);
    part(s, b, epci);
    part(s, a, d1);
    part(s, b, d1);
    part(s, epci, d1, 0.5);
    part(s, epci, d2, 0.5);
    CHECK(ancestors(s, quarter) ==
          std::vector<Placed>{{quarter, 1}, {a, 0.6}, {b, 0.4}, {epci, 1}, {d1, 1}, {d2, 0.5}});
    CHECK(places_of(s, quarter, "epci") == std::vector<Placed>{{epci, 1}});
    CHECK(places_of(s, a, "departement") == std::vector<Placed>{{d1, 1}});  // not the other half of its EPCI
    CHECK(places_of(s, epci, "departement") == std::vector<Placed>{{d1, 0.5}, {d2, 0.5}});
    CHECK(places_of(s, a, "commune") == std::vector<Placed>{{a, 1}});
    CHECK(places_of(s, a, "region").empty());
    CHECK(members(s, epci) == std::vector<Placed>{{epci, 1}, {a, 1}, {b, 1}, {quarter, 1}});
    CHECK(places_at(s, "epci").size() == 6);
    CHECK(territory_kinds(s) == std::vector<std::string>{"qpv", "commune", "epci", "departement"});
}

TEST_CASE("links hold on their days only") {
    Snapshot s;
    const Index c = territory(s, "commune:C"), before = territory(s, "epci:1"),
                after = territory(s, "epci:2");
    part(s, c, before, 1, {std::nullopt, day(2016)});
    part(s, c, after, 1, {day(2016), std::nullopt});
    CHECK(places_of(s, c, "epci", day(2015, 12, 31)) == std::vector<Placed>{{before, 1}});
    CHECK(places_of(s, c, "epci", day(2016)) == std::vector<Placed>{{after, 1}});
    CHECK(members(s, before, day(2016)) == std::vector<Placed>{{before, 1}});
    CHECK(ancestors(s, c).size() == 3);
}

TEST_CASE("ancestors and members agree with the definition and with each other, cycles included") {
    Random random(7);
    for (int round = 0; round < 60; ++round) {
        const auto n = static_cast<Index>(1 + random.below(9));
        const Snapshot s = random_lattice(random, n, random.below(20));
        const std::optional<Date> at = round % 2 ? std::optional(day(2012)) : std::nullopt;
        std::map<Index, Shares> above;
        for (Index row = 0; row < n; ++row) {
            above[row] = by_row(ancestors(s, row, at));
            check_equal(above[row], naive_ancestors(s, row, at));
        }
        for (Index row = 0; row < n; ++row) {
            const Shares below = by_row(members(s, row, at));
            for (Index other = 0; other < n; ++other)
                CHECK(below.contains(other) == above[other].contains(row));
        }
    }
}

TEST_CASE("a chain 5,000 deep needs no stack") {
    Snapshot s;
    for (Index i = 0; i < 5000; ++i) territory(s, "k:" + std::to_string(i));
    for (Index i = 0; i + 1 < 5000; ++i) s.parts.push_back({i, i + 1, 1, {}});
    s.parts.push_back({4999, 0, 1, {}});
    CHECK(ancestors(s, 0).size() == 5000);
    CHECK(members(s, 4999).back() == Placed{0, 1});
}

TEST_CASE("territories that do not exist") {
    Snapshot s;
    CHECK_THROWS_AS(ancestors(s, 0), Error);
    CHECK_THROWS_AS(members(s, 3), Error);
    CHECK(places_at(s, "commune").empty());
}

TEST_CASE("great-circle distances") {
    CHECK(kilometres(2.3522, 48.8566, 2.3522, 48.8566) == 0);
    CHECK(kilometres(0, 0, 180, 0) == Approx(3.14159265358979 * 6371.0088));
    CHECK(kilometres(0, 0, 0, 90) == Approx(3.14159265358979 / 2 * 6371.0088));
    CHECK(kilometres(2.3522, 48.8566, -0.1276, 51.5072) == Approx(343.5).epsilon(0.002));  // Paris, London
    CHECK(std::isnan(kilometres(missing, 0, 0, 0)));
}
