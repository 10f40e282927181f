#include <catch.hpp>

#include <set>

#include <tissu/base/random.hpp>

#include <tissu/base/error.hpp>

#include <store/cycles.hpp>
#include <store/json_text.hpp>

#include "small.hpp"

using namespace tissu;

namespace {

/// Whether `to` is above `from`: the definition, by depth-first search.
bool above(const std::vector<UpwardLink>& links, std::int64_t from, std::int64_t to) {
    std::set<std::int64_t> seen{from};
    std::vector<std::int64_t> open{from};
    while (!open.empty()) {
        const std::int64_t node = open.back();
        open.pop_back();
        if (node == to) return true;
        for (const UpwardLink& link : links)
            if (link.from == node && seen.insert(link.to).second) open.push_back(link.to);
    }
    return false;
}

}  // namespace

TEST_CASE("the links that close a cycle are those that the definition says") {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        INFO("seed " << seed);
        Random random(seed);
        const std::uint64_t nodes = 1 + random.below(8);
        Hierarchy hierarchy;
        std::vector<UpwardLink> kept;
        for (int round = 0; round < 2; ++round) {
            std::vector<UpwardLink> links;
            for (std::uint64_t i = random.below(14); i > 0; --i)
                links.push_back({static_cast<std::int64_t>(random.below(nodes)) * 1'000'000'007, static_cast<std::int64_t>(random.below(nodes)) * 1'000'000'007});
            std::set<std::size_t> closing;
            for (const ClosingLink& link : hierarchy.add(links, {})) {
                closing.insert(link.link);
                REQUIRE(link.cycle.size() >= 2);
                CHECK(link.cycle.front() == links[link.link].from);
                CHECK(link.cycle.back() == link.cycle.front());
                CHECK(link.cycle[1] == links[link.link].to);
            }
            for (std::size_t i = 0; i < links.size(); ++i) {
                const bool closes = above(kept, links[i].to, links[i].from);
                CHECK(closes == closing.contains(i));
                if (!closes) kept.push_back(links[i]);
            }
        }
    }
}

TEST_CASE("lists and attributes as JSON text") {
    using namespace json_text;
    CHECK(write(std::vector<std::string>{"a", "b\"\\\n\x01", "é😀"}) == "[\"a\",\"b\\\"\\\\\\u000a\\u0001\",\"é😀\"]");
    CHECK(write(Attributes{{"a", ""}, {"b", "1"}}) == "{\"a\":\"\",\"b\":\"1\"}");
    Random random(1);
    for (int i = 0; i < 300; ++i) {
        std::vector<std::string> list(1 + random.below(4));
        for (std::string& item : list)
            for (std::uint64_t k = random.below(6); k > 0; --k) item.push_back(static_cast<char>(random.below(128)));
        CHECK(read_list(write(list)) == list);
        const Attributes attributes{{list[0], "x"}, {"y", list.back()}};
        CHECK(read_attributes(write(attributes)) == attributes);
    }
    CHECK(read_list("").empty());
    for (const char* damaged : {"[", "[]", "[\"a\"", "[\"a\",]", "[1]", "{\"a\":\"b\"}", "[\"a\"]x", "[\"\\q\"]", "[\"\\u0100\"]", "[\"\\u00zz\"]"}) {
        INFO(damaged);
        CHECK_THROWS_AS(read_list(damaged), Error);
    }
    for (const char* damaged : {"{", "{\"a\"}", "{\"a\":1}", "[\"a\"]", "{\"a\":\"b\""}) {
        INFO(damaged);
        CHECK_THROWS_AS(read_attributes(damaged), Error);
    }
}
