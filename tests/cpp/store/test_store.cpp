#include <catch.hpp>

#include <tissu/store/store.hpp>

#include "small.hpp"

using namespace tissu;
using namespace tissu::test;

TEST_CASE("a new store holds the built-in schemes and nothing else") {
    const Store store = Store::in_memory();
    CHECK(store.revision() == 0);
    CHECK(store.path().empty());
    CHECK(size(store.read()) == 0);
    const auto snapshot = store.snapshot();
    CHECK(snapshot->themes.size() == 370);
    CHECK(snapshot->theme_of.at("participant_category:" + std::string(built_in_category())) < 370);
    CHECK(snapshot->actors.empty());
    const Table schemes = store.query("SELECT count(DISTINCT substr(code, 1, instr(code, ':'))) AS n FROM theme");
    CHECK(schemes.column("n").integers()[0] == 20);
}

TEST_CASE("the eight participant categories come back byte for byte and in order") {
    const Store store = Store::in_memory();
    const Table labels =
        store.query("SELECT label_fr FROM theme WHERE code LIKE 'participant\\_category:%' ESCAPE '\\' ORDER BY id");
    std::vector<std::string> expected;
    for (const Theme& theme : built_in_schemes().themes)
        if (theme.id.scheme() == "participant_category") expected.push_back(theme.label_fr);
    REQUIRE(labels.rows() == 8);
    REQUIRE(expected.size() == 8);
    for (std::size_t i = 0; i < 8; ++i) CHECK(labels.column("label_fr").text()[i] == expected[i]);
}

TEST_CASE("a batch goes in, comes out, and a second time does nothing") {
    Store store = Store::in_memory();
    const Batch batch = example();
    const ApplyReport first = store.apply(batch);
    CHECK(first.revision == 1);
    CHECK(!first.already_applied);
    CHECK(first.issues.empty());
    for (const RowCount& row : first.rows) {
        INFO(row.table);
        CHECK(row.read == row.kept);
        CHECK(row.rejected == 0);
    }
    CHECK(first.rows.size() == 15);
    const Batch out = store.read();
    CHECK(size(out) == size(batch));
    Store second = Store::in_memory();
    CHECK(second.apply(out).issues.empty());
    CHECK(content_hash(second.read()) == content_hash(out));
    CHECK(content_hash(out) == content_hash(batch));

    const ApplyReport again = store.apply(batch);
    CHECK(again.already_applied);
    CHECK(again.revision == 1);
    CHECK(again.rows.size() == first.rows.size());
    CHECK(store.revision() == 1);
}

TEST_CASE("other batches with nothing new leave the revision alone") {
    Store store = Store::in_memory();
    store.apply(example());
    Batch less = example();
    less.events.clear();
    less.participations.clear();
    less.feedback.clear();
    less.resources.clear();
    less.uses.clear();
    less.observations.clear();
    const ApplyReport report = store.apply(less);
    CHECK(!report.already_applied);
    CHECK(report.revision == 1);
    CHECK(store.apply(less).already_applied);
}

TEST_CASE("a mention fills gaps only, and the same record in its own right is still news") {
    Store store = Store::in_memory();
    Batch known;
    known.actors = {actor("x:1")};
    known.actors[0].name = "Known name";
    store.apply(known);
    Batch told = known;
    told.actors[0].name = "Official name";
    told.actors[0].type = "ORG";
    told.actors[0].mention = true;
    store.apply(told);
    CHECK(store.read().actors[0].name == "Known name");
    CHECK(store.read().actors[0].type == "ORG");
    told.actors[0].mention = false;
    const ApplyReport report = store.apply(told);
    CHECK(!report.already_applied);
    CHECK(store.read().actors[0].name == "Official name");
    CHECK(store.apply(told).already_applied);
}
