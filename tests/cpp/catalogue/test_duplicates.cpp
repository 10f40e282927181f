// Actors that may be one and the same.

#include <algorithm>
#include <chrono>
#include <iostream>

#include <catch.hpp>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/catalogue/duplicates.hpp>

using namespace tissu;

namespace {

Snapshot with(const std::vector<std::vector<std::string>>& actors) {
    Snapshot snapshot;
    snapshot.words = {"", "organisation", "person"};
    for (const auto& one : actors) {
        Snapshot::ActorRow row;
        row.code = one[0];
        row.name = one[1];
        row.kind = 1;
        if (one.size() > 2 && !one[2].empty()) row.territory = static_cast<Index>(std::stoi(one[2]));
        for (std::size_t i = 3; i < one.size(); ++i) row.identifiers.push_back(one[i]);
        snapshot.actors.push_back(row);
    }
    return snapshot;
}

}  // namespace

TEST_CASE("first the same identifier, then names and places") {
    const Table table = duplicates(with({{"a:1", "Les Amis de l'Île", "0"},
                                         {"a:2", "AMIS DE L'ILE (Association)", "0"},
                                         {"a:3", "Régie des Hauts", "", "siret:77554402601284"},
                                         {"a:4", "Hauts", "", "siret:77554402601284"},
                                         {"a:5", "Centre social Nord", "1"},
                                         {"a:6", "Centre social Nords", "1"},
                                         {"siren:775544026", "Siège", ""},
                                         {"a:7", "Cidff", "0", "siren:315385112"},
                                         {"a:8", "Cidff", "1", "siren:233500016"}}));
    const auto pair = [&](std::size_t i) { return std::string(table.column("a").text()[i]) + " " + std::string(table.column("b").text()[i]); };
    REQUIRE(table.rows() == 5);
    CHECK(pair(0) == "a:3 a:4");
    CHECK(table.column("score").reals()[0] == 1);
    CHECK(table.column("reason").text()[0] == "same identifier siret:77554402601284");
    CHECK(pair(1) == "a:1 a:2");
    CHECK(table.column("reason").text()[1] == "same words, same place");
    CHECK(pair(2) == "a:3 siren:775544026");
    CHECK(pair(3) == "a:4 siren:775544026");
    CHECK(pair(4) == "a:5 a:6");
    CHECK(table.column("reason").text()[4] == "similar name, same place");
    CHECK(duplicates(Snapshot()).rows() == 0);
    CHECK(duplicates(with({{"a:1", "X"}, {"a:2", "x"}}), "person").rows() == 0);
    CHECK_THROWS_AS(duplicates(Snapshot(), "territory"), Error);
    CHECK_THROWS_AS(duplicates(Snapshot(), "actor", 2), Error);
}

TEST_CASE("100,000 actors, of which 1,000 are there twice with a letter more") {
    Random random(3);
    std::vector<std::vector<std::string>> actors;
    for (int i = 0; i < 100'000; ++i) {
        std::string name;
        for (int word = 0; word < 3; ++word) {
            for (int letter = 0; letter < 7; ++letter) name += static_cast<char>('a' + random.below(26));
            name += ' ';
        }
        actors.push_back({"a:" + std::to_string(i), name, std::to_string(i % 500)});
        if (i % 100 == 0) actors.push_back({"b:" + std::to_string(i), "z" + name, std::to_string(i % 500)});
    }
    const Snapshot snapshot = with(actors);
    const auto start = std::chrono::steady_clock::now();
    const Table table = duplicates(snapshot);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::cout << "duplicates of 101,000 actors: " << seconds.count() << " s\n";
    CHECK(table.rows() >= 900);
    CHECK(table.rows() <= 1'000);
}
