#include "catch.hpp"

#include <cmath>
#include <map>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/network/lens.hpp>

#include "snapshots.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

constexpr Projection all_projections[] = {Projection::count,  Projection::binary,     Projection::pairs,
                                          Projection::newman, Projection::fractional, Projection::hyperbolic,
                                          Projection::amount, Projection::lead,       Projection::jaccard,
                                          Projection::cosine};

/// One activity: for each member its share of each node (an actor: 1 of itself).
struct Activity {
    std::vector<std::map<Index, double>> members;
    double amount = missing;
    std::size_t lead = SIZE_MAX;  ///< member that leads
};

using Pairs = std::map<std::pair<Index, Index>, double>;

/// The pairs of different members between t and u (each pair once, within t too), by definition.
double member_pairs(const Activity& activity, Index t, Index u, std::size_t only = SIZE_MAX) {
    double sum = 0;
    const auto share = [](const std::map<Index, double>& member, Index row) {
        const auto found = member.find(row);
        return found == member.end() ? 0 : found->second;
    };
    for (std::size_t i = 0; i < activity.members.size(); ++i)
        for (std::size_t j = i + 1; j < activity.members.size(); ++j) {
            if (only != SIZE_MAX && i != only && j != only) continue;
            const auto &a = activity.members[i], &b = activity.members[j];
            sum += share(a, t) * share(b, u);
            if (t != u) sum += share(a, u) * share(b, t);
        }
    return sum;
}

Pairs naive(const std::vector<Activity>& activities, Index n, Projection projection) {
    Pairs result;
    std::vector<double> occurrences(n, 0);
    for (const Activity& activity : activities)
        for (Index t = 0; t < n; ++t)
            for (const auto& member : activity.members)
                if (member.contains(t)) {
                    ++occurrences[t];
                    break;
                }
    for (Index t = 0; t < n; ++t)
        for (Index u = t; u < n; ++u) {
            double shared = 0, weight = 0;
            for (const Activity& activity : activities) {
                const double pairs = member_pairs(activity, t, u);
                const auto size = static_cast<double>(activity.members.size());
                if (pairs > 1e-9) shared += 1;
                if (projection == Projection::pairs) weight += pairs;
                if (projection == Projection::newman && size > 1) weight += pairs / (size - 1);
                if (projection == Projection::fractional && size > 1)
                    weight += pairs / (size * (size - 1) / 2);
                if (projection == Projection::hyperbolic) weight += pairs / std::max(size, 1.0);
                if (projection == Projection::amount && size > 1 && !std::isnan(activity.amount))
                    weight += activity.amount * pairs / (size * (size - 1) / 2);
                if (projection == Projection::lead && activity.lead != SIZE_MAX)
                    weight += member_pairs(activity, t, u, activity.lead);
            }
            if (projection == Projection::count) weight = shared;
            if (projection == Projection::binary) weight = shared > 0 ? 1 : 0;
            if (projection == Projection::jaccard && t != u && shared > 0)
                weight = shared / (occurrences[t] + occurrences[u] - shared);
            if (projection == Projection::cosine && t != u && shared > 0)
                weight = shared / std::sqrt(occurrences[t] * occurrences[u]);
            if (weight > 1e-9) result[{t, u}] = weight;
        }
    return result;
}

Pairs upper(const Network& network) {
    Pairs pairs;
    for (Index row = 0; row < network.size(); ++row) {
        const auto targets = network.ties().targets(row);
        for (std::size_t k = 0; k < targets.size(); ++k)
            if (targets[k] >= row) pairs[{row, targets[k]}] = network.ties().weight(row, k);
    }
    return pairs;
}

void check_equal(const Pairs& found, const Pairs& expected) {
    REQUIRE(found.size() == expected.size());
    for (const auto& [pair, weight] : expected) {
        REQUIRE(found.contains(pair));
        CHECK(found.at(pair) == Approx(weight).epsilon(1e-12));
    }
}

/// Actors 0 … n_actors-1 with seats that may lie in two territories of the level; partnerships among them.
struct World {
    Snapshot snapshot;
    std::vector<Activity> by_actor, by_territory;
    Index territories = 0;
};

World random_world(Random& random) {
    World world;
    Snapshot& s = world.snapshot;
    world.territories = static_cast<Index>(1 + random.below(5));
    for (Index t = 0; t < world.territories; ++t) territory(s, "epci:" + std::to_string(t));
    const auto actors = static_cast<Index>(1 + random.below(8));
    std::vector<std::map<Index, double>> shares(actors);
    for (Index a = 0; a < actors; ++a) {
        const Index seat = territory(s, "commune:" + std::to_string(a));
        const auto first = static_cast<Index>(random.below(world.territories));
        const auto second = static_cast<Index>(random.below(world.territories));
        if (first == second || random.below(2) == 0) {
            part(s, seat, first);
            shares[a] = {{first, 1.0}};
        } else {
            part(s, seat, first, 0.25);
            part(s, seat, second, 0.75);
            shares[a] = {{first, 0.25}, {second, 0.75}};
        }
        actor(s, "o:" + std::to_string(a), "organisation", seat);
    }
    for (std::size_t p = random.below(8); p-- > 0;) {
        const Index row = activity(s, ActivityKind::partnership, "p:" + std::to_string(p));
        Activity of_actors, of_territories;
        if (random.below(2))
            of_actors.amount = s.activities[row].amount = static_cast<double>(random.below(100));
        for (Index a = 0; a < actors; ++a) {
            if (random.below(2)) continue;
            const bool lead = of_actors.lead == SIZE_MAX && random.below(4) == 0;
            if (lead) of_actors.lead = of_actors.members.size();
            member(s, row, a, lead ? "lead" : "partner");
            of_actors.members.push_back({{a, 1.0}});
            of_territories.members.push_back(shares[a]);
        }
        of_territories.amount = of_actors.amount;
        of_territories.lead = of_actors.lead;
        // A lead that lies in two territories leads none.
        if (of_actors.lead != SIZE_MAX && of_territories.members[of_actors.lead].size() > 1)
            of_territories.lead = SIZE_MAX;
        world.by_actor.push_back(of_actors);
        world.by_territory.push_back(of_territories);
    }
    return world;
}

/// Territories without a place in any activity are nodes too if an actor sits there; others are not rows.
std::map<std::string, Index> rows_of_nodes(const Network& network) {
    std::map<std::string, Index> rows;
    for (Index row = 0; row < network.size(); ++row) rows[network.nodes().ids[row]] = row;
    return rows;
}

}  // namespace

TEST_CASE("projections of actors agree with their definition over pairs of members") {
    Random random(3);
    for (int round = 0; round < 40; ++round) {
        const World world = random_world(random);
        const auto n = static_cast<Index>(world.snapshot.actors.size());
        for (const Projection projection : all_projections) {
            Lens lens;
            lens.projection = projection;
            lens.threads = 1 + round % 2;
            INFO(name_of(projection));
            check_equal(upper(network(world.snapshot, lens)), naive(world.by_actor, n, projection));
        }
    }
}

TEST_CASE("projections of territories agree with their definition, split members included") {
    Random random(4);
    for (int round = 0; round < 60; ++round) {
        const World world = random_world(random);
        for (const Projection projection : all_projections) {
            Lens lens;
            lens.nodes = "territory";
            lens.level = "epci";
            lens.projection = projection;
            const Network net = network(world.snapshot, lens);
            auto rows = rows_of_nodes(net);
            Pairs expected;
            for (const auto& [pair, weight] : naive(world.by_territory, world.territories, projection))
                expected[{rows.at("epci:" + std::to_string(pair.first)),
                          rows.at("epci:" + std::to_string(pair.second))}] = weight;
            INFO(name_of(projection));
            check_equal(upper(net), expected);
        }
    }
}

TEST_CASE("light ties are left out, whatever the number of threads") {
    Random random(5);
    std::vector<std::string> rows, columns;
    for (int i = 0; i < 4000; ++i) {
        rows.push_back("r" + std::to_string(random.below(300)));
        columns.push_back("c" + std::to_string(random.below(400)));
    }
    const auto two = std::make_shared<const TwoMode>(two_mode_from_edges(rows, columns));
    const Network whole = project(two, Projection::newman, {0, false, 1});
    for (const double min_weight : {0.05, 0.5, 100.0}) {
        Pairs expected;
        for (const auto& [pair, weight] : upper(whole))
            if (weight >= min_weight) expected[pair] = weight;
        const Network heavy = project(two, Projection::newman, {min_weight, false, 2});
        CHECK(upper(heavy) == expected);
        CHECK(heavy.origin() == two);
    }
    CHECK(upper(project(two, Projection::newman, {0, false, 2})) == upper(whole));
}

TEST_CASE("a pair given twice is one membership; columns can be rows") {
    using Texts = std::vector<std::string>;
    const auto two = std::make_shared<const TwoMode>(
        two_mode_from_edges(Texts{"a", "b", "a", "c"}, Texts{"p", "p", "p", "q"}));
    CHECK(entries_table(*two).rows() == 3);
    CHECK(two->column_size == std::vector<double>{2, 1});
    CHECK(upper(project(two, Projection::count)) == Pairs{{{0, 1}, 1}});
    const auto turned = std::make_shared<const TwoMode>(transposed(*two));
    CHECK(turned->rows.ids == Texts{"p", "q"});
    CHECK(turned->column_size == std::vector<double>{1, 1, 1});
    CHECK(project(turned, Projection::count).edges() == 0);
    CHECK(two_mode_from_edges({}, {}).incidence.rows() == 0);
    CHECK(project(std::make_shared<const TwoMode>(), Projection::fractional).size() == 0);
    CHECK_THROWS_AS(two_mode_from_edges(Texts{"a"}, Texts{"p"}, {}, Texts{"b"}), Error);
    CHECK_THROWS_AS(project(nullptr, Projection::count), Error);
    CHECK_THROWS_AS(projection_named("newmann"), Error);
    CHECK(projection_named("cosine") == Projection::cosine);
}

TEST_CASE("lead ties run from the lead") {
    Snapshot s;
    for (const char* code : {"o:a", "o:b", "o:c"}) actor(s, code, "organisation");
    const Index p = activity(s, ActivityKind::partnership, "p:1");
    member(s, p, 0, "partner");
    member(s, p, 1, "lead");
    member(s, p, 2, "partner");
    Lens lens;
    lens.directed = true;
    const Table arcs = edges_table(network(s, lens));
    REQUIRE(arcs.rows() == 4);  // a-c both ways, b to a and to c
    CHECK(network(s, lens).ties().degree(0) == 1);
    CHECK(network(s, lens).ties().degree(1) == 2);
}

TEST_CASE("a listener can stop the projection") {
    const std::vector<std::string> row{"a", "b"}, column{"p", "p"};
    const auto two = std::make_shared<const TwoMode>(two_mode_from_edges(row, column));
    const Progress stop([](double) { return false; });
    CHECK_THROWS_AS(project(two, Projection::count, {}, stop), Error);
}
