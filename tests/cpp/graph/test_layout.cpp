#include <tissu/graph/layout.hpp>

#include <tissu/base/error.hpp>
#include <tissu/graph/components.hpp>

#include "catch.hpp"
#include "graph/quadtree.hpp"
#include "graphs.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

double distance(const Positions& at, Index a, Index b) { return std::hypot(at.x[a] - at.x[b], at.y[a] - at.y[b]); }

/// Mean distance of rows of one group, and of rows of different groups, of `size` rows each.
std::pair<double, double> near_and_far(const Positions& at, Index size) {
    double sum[2] = {0, 0};
    double count[2] = {0, 0};
    for (Index a = 0; a < at.x.size(); ++a)
        for (Index b = 0; b < a; ++b) {
            const std::size_t far = a / size == b / size ? 0 : 1;
            sum[far] += distance(at, a, b);
            count[far] += 1;
        }
    return {sum[0] / count[0], sum[1] / count[1]};
}

}  // namespace

TEST_CASE("a quadtree agrees with the sum over all bodies") {
    Random random(4);
    std::vector<Body> bodies;
    for (int i = 0; i < 400; ++i) bodies.push_back({random.uniform(), random.uniform(), 1 + random.uniform()});
    bodies.push_back(bodies.front());  // two at one place
    for (int i = 0; i < 50; ++i) bodies.push_back({0.25, 0.5, 1});  // more than a leaf holds
    const Quadtree tree(bodies);
    double whole = 0;
    for (const Body& at : bodies) {
        Body exact{0, 0, 0};
        double size = 0;
        for (const Body& other : bodies) {
            const double dx = at.x - other.x;
            const double dy = at.y - other.y;
            const double square = dx * dx + dy * dy;
            if (square == 0) continue;
            exact.x += other.mass * dx / square;
            exact.y += other.mass * dy / square;
            size += other.mass / std::sqrt(square);
        }
        const Body found = tree.push_at(at.x, at.y);
        const double error = std::hypot(found.x - exact.x, found.y - exact.y) / size;
        CHECK(error < 0.2);
        whole += error / static_cast<double>(bodies.size());
    }
    CHECK(whole < 0.02);
    CHECK(Quadtree({}).push_at(0, 0).x == 0);
}

TEST_CASE("tied rows lie near each other, groups apart") {
    const auto [near, far] = near_and_far(layout(undirected(planted(4, 25, 6, 0, 1))), 25);
    CHECK(near < 0.6 * far);
    Edges joined = planted(4, 25, 6, 0, 1);
    for (Index group = 0; group < 4; ++group) joined.add(group * 25, (group + 1) % 4 * 25);
    const auto [inside, outside] = near_and_far(layout(undirected(joined)), 25);
    CHECK(inside < 0.6 * outside);
}

TEST_CASE("a path is drawn without folds, a heavy tie short") {
    const auto at = layout(undirected(path(8)));
    CHECK(distance(at, 0, 7) > distance(at, 0, 3));
    Edges weighed = path(3);
    weighed.weight = {9, 1};
    const auto uneven = layout(undirected(weighed));
    CHECK(distance(uneven, 0, 1) < distance(uneven, 1, 2));
}

TEST_CASE("components do not overlap, and isolated rows stand outside") {
    Edges edges = planted(3, 30, 4, 0, 2);
    edges.n += 40;
    const Csr ties = undirected(edges);
    const auto at = layout(ties);
    const auto part = weak_components(ties, true).of;
    double innermost = INFINITY;
    for (Index a = 90; a < edges.n; ++a) innermost = std::min(innermost, std::hypot(at.x[a], at.y[a]));
    CHECK(innermost > std::sqrt(30.0));
    for (Index a = 0; a < edges.n; ++a)
        for (Index b = 0; b < a; ++b)
            if (part[a] != part[b]) CHECK(distance(at, a, b) >= 0.999);
}

TEST_CASE("the same positions at any number of threads, others with another seed") {
    const Csr ties = undirected(planted(10, 120, 4, 1, 3));
    const auto one = layout(ties, {.seed = 5, .iterations = 20, .threads = 1});
    const auto four = layout(ties, {.seed = 5, .iterations = 20, .threads = 4});
    const auto other = layout(ties, {.seed = 6, .iterations = 20, .threads = 1});
    CHECK(one.x == four.x);
    CHECK(one.y == four.y);
    CHECK(one.x != other.x);
}

TEST_CASE("every graph gets finite positions, also with weights of 0 and loops") {
    CHECK(layout(Csr{}).x.empty());
    CHECK(layout(undirected({1, {}, {}, {}})).x == std::vector<double>{0});
    Random random(9);
    for (int round = 0; round < 100; ++round) {
        Edges edges = random_edges(random, {.weighted = true});
        if (round % 3 == 0)
            for (double& weight : edges.weight) weight = 0;
        const auto at = layout(round % 2 ? directed(edges) : undirected(edges));
        REQUIRE(at.x.size() == edges.n);
        for (Index row = 0; row < edges.n; ++row) CHECK((std::isfinite(at.x[row]) && std::isfinite(at.y[row])));
    }
}

TEST_CASE("a layout refuses what it cannot draw, and stops") {
    CHECK_THROWS_AS(layout(Csr(1, 2, {0, 1}, {1})), Error);
    CHECK_THROWS_AS(layout(Csr(1, 1, {0, 1}, {0}, {-1})), Error);
    CHECK_THROWS_AS(layout(undirected(path(9)), {}, Progress([](double) { return false; })), Error);
}
