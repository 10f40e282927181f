#include <catch.hpp>

#include <tissu/model/batch.hpp>
#include <tissu/model/issue.hpp>

using namespace tissu;

namespace {

Batch small() {
    Batch batch;
    batch.source = "survey";
    Actor actor;
    actor.id = Code("x:1");
    actor.kind = "person";
    actor.name = "A";
    batch.actors = {actor};
    return batch;
}

std::string changed(void (*change)(Batch&)) {
    Batch batch = small();
    change(batch);
    return content_hash(batch);
}

}  // namespace

TEST_CASE("the size of a batch is its number of records") {
    CHECK(size(Batch()) == 0);
    CHECK(size(small()) == 1);
}

TEST_CASE("the content hash sees content and nothing else") {
    const std::string hash = content_hash(small());
    CHECK(hash.size() == 64);
    CHECK(hash == content_hash(small()));
    CHECK(hash == changed([](Batch& b) { b.files = {"", "a.csv"}; b.actors[0].file = 1; b.actors[0].line = 7; }));
    CHECK(hash == changed([](Batch& b) { b.source.clear(); b.actors[0].source = "survey"; }));
    CHECK(hash != changed([](Batch& b) { b.source = "other"; }));
    CHECK(hash != changed([](Batch& b) { b.actors[0].source_kind = "SYNTH"; }));
    CHECK(hash != changed([](Batch& b) { b.actors[0].name = "B"; }));
    CHECK(hash != changed([](Batch& b) { b.actors[0].lon = 0; }));
    CHECK(hash != changed([](Batch& b) { b.actors[0].attributes = {{"colour", ""}}; }));
    CHECK(hash != changed([](Batch& b) { b.actors.clear(); }));
}

TEST_CASE("values cannot run into each other in the hash") {
    const auto aliases = [](std::vector<std::string> values) {
        Batch batch = small();
        batch.actors[0].aliases = std::move(values);
        return content_hash(batch);
    };
    CHECK(aliases({"ab", "c"}) != aliases({"a", "bc"}));
    CHECK(aliases({"ab"}) != aliases({"a", "b"}));
    CHECK(aliases({"a|b"}) != aliases({"a", "b"}));
    CHECK(changed([](Batch& b) { b.actors[0].lon = 0.0; }) == changed([](Batch& b) { b.actors[0].lon = -0.0; }));
    CHECK(changed([](Batch& b) { b.actors[0].since = *parse_date("2018"); }) !=
          changed([](Batch& b) { b.actors[0].since = *parse_date("2018-01-01"); }));
}

TEST_CASE("issues and row counts as tables") {
    const Table issues = table_of({Issue{"a.csv", 3, "lon", "200", "expected …, found …", Action::rejected}, Issue{}});
    CHECK(issues.rows() == 2);
    CHECK(issues.column("file").text()[0] == "a.csv");
    CHECK(issues.column("line").integers()[0] == 3);
    CHECK(issues.column("action").text()[0] == "rejected");
    CHECK(issues.column("action").text()[1] == "noted");
    const Table rows = table_of({RowCount{"actors", 5, 4, 1, 1}});
    CHECK(rows.column("table").text()[0] == "actors");
    CHECK(rows.column("kept").integers()[0] == 4);
    CHECK(table_of(std::vector<Issue>()).rows() == 0);
}
