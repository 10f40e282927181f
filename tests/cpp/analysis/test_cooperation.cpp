#include "catch.hpp"

#include <cmath>
#include <map>

#include <tissu/analysis/cooperation.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/network/lens.hpp>

#include "../network/snapshots.hpp"
#include "fixture.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

using Texts = std::vector<std::string>;
using Cells = std::map<std::pair<std::string, std::string>, double>;

Cells cells(const Table& matrix, std::string_view column = "weight") {
    Cells result;
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        std::pair pair(std::string(matrix.column("a").text()[i]), std::string(matrix.column("b").text()[i]));
        if (pair.second < pair.first) std::swap(pair.first, pair.second);
        REQUIRE(!result.contains(pair));
        result[pair] = matrix.column(column).type() == ColumnType::integer
                           ? static_cast<double>(matrix.column(column).integers()[i])
                           : matrix.column(column).reals()[i];
    }
    return result;
}

Network territories(const Snapshot& snapshot, const std::string& level,
                    Projection projection = Projection::count) {
    Lens lens;
    lens.nodes = "territory";
    lens.level = level;
    lens.projection = projection;
    return network(snapshot, lens);
}

double total(const Cells& matrix) {
    double sum = 0;
    for (const auto& [pair, weight] : matrix) sum += weight;
    return sum;
}

/// Nine organisations in six communes of three EPCI, and random partnerships.
struct World {
    Snapshot snapshot;
    std::vector<double> sizes;  ///< of the partnerships
    double amounts = 0;         ///< of those of two or more
};

World random_world(Random& random) {
    World world;
    Snapshot& s = world.snapshot;
    for (int e = 0; e < 3; ++e) territory(s, "epci:" + std::to_string(e));
    for (int c = 0; c < 6; ++c)
        part(s, territory(s, "commune:" + std::to_string(c)), static_cast<Index>(c / 2));
    for (int o = 0; o < 9; ++o)
        actor(s, "o:" + std::to_string(o), "organisation", static_cast<Index>(3 + random.below(6)));
    for (std::size_t p = 1 + random.below(9); p-- > 0;) {
        const Index row = activity(s, ActivityKind::partnership, "p:" + std::to_string(p));
        s.activities[row].amount = static_cast<double>(random.below(1000));
        double size = 0;
        for (Index o = 0; o < 9; ++o) {
            if (random.below(3) > 0) continue;
            member(s, row, o, size == 0 ? "lead" : "partner");
            ++size;
        }
        world.sizes.push_back(size);
        if (size >= 2) world.amounts += s.activities[row].amount;
    }
    return world;
}

constexpr Counting additive[] = {Counting::pairs,      Counting::fractional, Counting::newman,
                                 Counting::hyperbolic, Counting::amount,     Counting::lead};

}  // namespace

TEST_CASE("a small cooperation, counted by hand") {
    Snapshot s;
    const Index a = territory(s, "commune:A"), b = territory(s, "commune:B");
    for (int i = 0; i < 3; ++i) actor(s, "o:" + std::to_string(i), "organisation", i < 2 ? a : b);
    const Index p = activity(s, ActivityKind::partnership, "p:1"),
                q = activity(s, ActivityKind::partnership, "p:2");
    s.activities[p].amount = 600;
    member(s, p, 0, "lead");
    member(s, p, 1);
    member(s, p, 2);
    member(s, q, 1);
    member(s, q, 2);
    const Network net = territories(s, "commune");
    const std::pair<std::string, std::string> within("commune:A", "commune:A"),
        across("commune:A", "commune:B");
    const auto counted = [&](Counting counting) { return cells(cooperation_matrix(net, counting)); };
    CHECK(counted(Counting::full) == Cells{{within, 1}, {across, 2}});
    CHECK(counted(Counting::pairs) == Cells{{within, 1}, {across, 3}});
    CHECK(counted(Counting::newman) == Cells{{within, 0.5}, {across, 2}});
    CHECK(counted(Counting::amount) == Cells{{within, 200}, {across, 400}});
    CHECK(counted(Counting::lead) == Cells{{within, 1}, {across, 1}});
    CHECK(counted(Counting::fractional)[across] == Approx(2.0 / 3 + 1));
    CHECK(counted(Counting::hyperbolic)[across] == Approx(2.0 / 3 + 0.5));
    const Table amounts = cooperation_matrix(net, Counting::amount);
    CHECK(cells(amounts, "partnerships") == Cells{{within, 1}, {across, 2}});
    CHECK(amounts.note().find("1 activities have no amount") != std::string::npos);
}

TEST_CASE("all countings but full add up when territories are rolled up") {
    Random random(21);
    for (int round = 0; round < 40; ++round) {
        const World world = random_world(random);
        for (const Counting counting : additive) {
            Cells rolled;
            for (const auto& [pair, weight] :
                 cells(cooperation_matrix(territories(world.snapshot, "commune"), counting))) {
                const auto up = [](const std::string& commune) {
                    return "epci:" + std::to_string((commune.back() - '0') / 2);
                };
                rolled[std::minmax(up(pair.first), up(pair.second))] += weight;
            }
            const Cells matrix = cells(cooperation_matrix(territories(world.snapshot, "epci"), counting));
            REQUIRE(matrix.size() == rolled.size());
            for (const auto& [pair, weight] : rolled) CHECK(matrix.at(pair) == Approx(weight).margin(1e-9));
        }
    }
}

TEST_CASE("totals of the countings are what each partnership weighs") {
    Random random(22);
    for (int round = 0; round < 40; ++round) {
        const World world = random_world(random);
        const Network net = territories(world.snapshot, "commune");
        double pairs = 0, partnerships = 0, members = 0, halves = 0, stars = 0;
        for (const double n : world.sizes) {
            pairs += n * (n - 1) / 2;
            partnerships += n >= 2;
            members += n >= 2 ? n / 2 : 0;
            halves += n > 0 ? (n - 1) / 2 : 0;
            stars += n > 0 ? n - 1 : 0;
        }
        const auto sum = [&](Counting counting) { return total(cells(cooperation_matrix(net, counting))); };
        CHECK(sum(Counting::pairs) == Approx(pairs));
        CHECK(sum(Counting::fractional) == Approx(partnerships));
        CHECK(sum(Counting::newman) == Approx(members));
        CHECK(sum(Counting::hyperbolic) == Approx(halves));
        CHECK(sum(Counting::lead) == Approx(stars));
        CHECK(sum(Counting::amount) == Approx(world.amounts));
    }
}

TEST_CASE("a matrix needs activities") {
    const Texts a{"x"}, b{"y"};
    CHECK_THROWS_AS(cooperation_matrix(from_edges(a, b), Counting::full), Error);
    CHECK(cooperation_matrix(territories(random_world(*std::make_unique<Random>(1)).snapshot, "epci"),
                             Counting::full)
              .rows() > 0);
    CHECK(counting_named("newman") == Counting::newman);
    CHECK_THROWS_AS(counting_named("count"), Error);
    const Network nothing = project(std::make_shared<const TwoMode>(), Projection::count);
    CHECK(cooperation_matrix(nothing, Counting::pairs).rows() == 0);
}

TEST_CASE("openness, external share and mixing of a small network") {
    // a-b inside 1, a-c and b-c to 2, c-d to 3, e alone in 4; f has no group.
    const Network net =
        from_edges(Texts{"a", "a", "b", "c", "a", "c"}, Texts{"b", "c", "c", "d", "f", "c"},
                   std::vector<double>{1, 2, 3, 4, 50, 6}, false, Texts{"a", "b", "c", "d", "e", "f"});
    const Groups groups = group(Texts{"1", "1", "2", "3", "4", ""});
    const Table table = openness(net, groups);
    REQUIRE(table.rows() == 4);
    const auto real = [&](std::string_view name, std::size_t row) { return table.column(name).reals()[row]; };
    CHECK(real("internal", 0) == 1);
    CHECK(real("external", 0) == 5);
    CHECK(real("openness", 0) == Approx(5.0 / 6));
    CHECK(real("e_i", 0) == Approx(4.0 / 6));
    CHECK(real("internal", 1) == 6);  // the loop of c
    CHECK(real("external", 1) == 9);
    CHECK(table.column("partners").integers()[1] == 2);
    CHECK(real("effective_partners_2", 1) == Approx(1 / (25.0 / 81 + 16.0 / 81)));
    CHECK(real("effective_partners", 1) ==
          Approx(std::exp(-5.0 / 9 * std::log(5.0 / 9) - 4.0 / 9 * std::log(4.0 / 9))));
    CHECK(std::isnan(real("openness", 3)));
    CHECK(real("effective_partners", 3) == 0);
    CHECK(external_share(net, groups) == Approx(9.0 / 16));
    CHECK(std::isnan(external_share(Network(), Groups{})));
    CHECK(cells(mixing(net, groups)) ==
          Cells{{{"1", "1"}, 1}, {{"1", "2"}, 5}, {{"2", "2"}, 6}, {{"2", "3"}, 4}});
    CHECK(cells(mixing(net, groups), "ties").at({"1", "2"}) == 2);
    CHECK(table.note().find("1 nodes without a group") != std::string::npos);
    CHECK_THROWS_AS(openness(net, Groups{}), Error);
    CHECK_THROWS_AS(mixing(net, Groups{std::vector<Index>(6, 7), {"only"}}), Error);
}

TEST_CASE("cooperation matrices and openness of the reference toy") {
    const auto toy = fixture("coop_matrices_toy");
    if (!toy) return;
    const auto& input = toy->at("input");
    Snapshot s;
    std::map<std::string, Index> rows;
    for (const auto& [commune, above] : input.at("hierarchy").items()) {
        rows[commune] = territory(s, "commune:" + commune);
        for (const std::string level : {"epci", "departement"}) {
            const std::string code = level + ":" + above.at(level).get<std::string>();
            if (!rows.contains(code)) rows[code] = territory(s, code);
            part(s, rows[commune], rows[code]);
        }
    }
    for (const auto& organisation : input.at("organisations")) {
        const auto id = organisation.get<std::string>();
        actor(s, "o:" + id, "organisation", rows.at(input.at("territory_of").at(id).get<std::string>()));
    }
    for (const auto& p : input.at("partnerships")) {
        const Index row = activity(s, ActivityKind::partnership, "p:" + p.at("id").get<std::string>());
        s.activities[row].amount = p.at("amount").get<double>();
        for (const auto& id : p.at("orgs")) member(s, row, s.actor_of.at("o:" + id.get<std::string>()));
    }
    const std::map<std::string, Counting> countings{{"full", Counting::full},
                                                    {"org_pairs", Counting::pairs},
                                                    {"fractional_per_partnership", Counting::fractional},
                                                    {"newman_fractional", Counting::newman},
                                                    {"amount_fractional", Counting::amount}};
    for (const auto& [level, output] : toy->at("output").items()) {
        const auto& ids = output.at("territories");
        const Network pairs = territories(s, level, Projection::pairs);
        for (const auto& [name, counting] : countings) {
            const Cells matrix = cells(cooperation_matrix(pairs, counting));
            for (std::size_t i = 0; i < ids.size(); ++i)
                for (std::size_t j = i; j < ids.size(); ++j) {
                    INFO(level << " " << name << " " << i << " " << j);
                    const auto found = matrix.find(
                        {level + ":" + ids[i].get<std::string>(), level + ":" + ids[j].get<std::string>()});
                    CHECK((found == matrix.end() ? 0 : found->second) ==
                          Approx(number(output.at(name)[i][j])).margin(1e-12));
                }
        }
        const Table open = openness(pairs, group(pairs.nodes(), "id"));
        REQUIRE(open.rows() == ids.size());
        for (std::size_t i = 0; i < open.rows(); ++i) {
            const std::string id(open.column("group").text()[i].substr(level.size() + 1));
            const auto& expected = output.at("openness").at(id);
            CHECK(open.column("internal").reals()[i] == number(expected.at("internal")));
            CHECK(open.column("external").reals()[i] == number(expected.at("external")));
            CHECK(open.column("openness").reals()[i] == Approx(number(expected.at("openness"))));
            CHECK(open.column("e_i").reals()[i] == Approx(number(expected.at("ei"))).margin(1e-12));
            CHECK(open.column("partners").integers()[i] ==
                  expected.at("n_partner_territories").get<std::int64_t>());
            CHECK(open.column("effective_partners").reals()[i] ==
                  Approx(number(expected.at("effective_partners_hill1"))));
            CHECK(open.column("effective_partners_2").reals()[i] ==
                  Approx(number(expected.at("effective_partners_hill2"))));
        }
    }
}
