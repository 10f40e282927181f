#include "catch.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <tissu/base/random.hpp>

using namespace tissu;

TEST_CASE("the same seed gives the same draws, on every platform") {
    Random a(42);
    Random b(42);
    for (int i = 0; i < 100; ++i) CHECK(a.next() == b.next());
    CHECK(Random(42, 1).next() != Random(42, 0).next());
    CHECK(Random(43).next() != Random(42).next());
    // Pinned, from a second implementation of the paper: a change here changes every seeded result.
    CHECK(Random(0).next() == 0xfb5405f7bd79c540);
}

TEST_CASE("draws below a bound are even") {
    Random random(7);
    std::array<int, 6> count{};
    for (int i = 0; i < 60'000; ++i) ++count[random.below(6)];
    // chi-squared with 5 degrees of freedom: 25.7 has probability 0.0001, and the seed is fixed.
    double chi = 0;
    for (int c : count) chi += (c - 10'000.0) * (c - 10'000.0) / 10'000.0;
    CHECK(chi < 25.7);
    CHECK(random.below(1) == 0);
}

TEST_CASE("uniform numbers lie in [0, 1) around one half") {
    Random random(7);
    double sum = 0;
    for (int i = 0; i < 100'000; ++i) {
        const double u = random.uniform();
        REQUIRE(u >= 0);
        REQUIRE(u < 1);
        sum += u;
    }
    CHECK(sum / 100'000 == Approx(0.5).margin(0.005));
}

TEST_CASE("a shuffle is a permutation, and every order is as likely") {
    Random random(1);
    std::array<int, 6> orders{};
    for (int i = 0; i < 6'000; ++i) {
        std::array<int, 3> values = {0, 1, 2};
        random.shuffle(std::span<int>(values));
        orders[static_cast<std::size_t>(values[0] * 2 + (values[1] > values[2] ? 1 : 0))]++;
        std::sort(values.begin(), values.end());
        REQUIRE(values == std::array<int, 3>{0, 1, 2});
    }
    for (int count : orders) CHECK(std::abs(count - 1000) < 150);
}
