// Two actors made one, and two again.

#include <catch.hpp>

#include <tissu/store/store.hpp>

#include "small.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

Batch two_of_one() {
    Batch batch;
    batch.source = "test";
    batch.actors = {actor("org:A"), actor("org:B"), actor("org:C"), actor("person:P", "person")};
    batch.actors[0].aliases = {"A bis"};
    batch.actors[1].type = "ORG.ASS";
    batch.actors[1].identifiers = {Code("siren:775544026")};
    batch.actors[1].attributes = {{"note", "kept"}};
    batch.partnerships = {partnership("pact:1"), partnership("pact:2")};
    batch.partners = {partner("pact:1", "org:A", "lead"), partner("pact:1", "org:B", "lead"), partner("pact:1", "org:C"),
                      partner("pact:2", "org:B"), partner("pact:2", "org:C")};
    batch.partners[0].amount = 100.1;
    batch.partners[1].amount = 0.2;
    for (const auto& [who, in] : {std::pair{"org:B", "org:A"}, {"person:P", "org:A"}, {"person:P", "org:B"}}) {
        Affiliation link;
        link.actor = Code(who);
        link.in = Code(in);
        batch.affiliations.push_back(link);
    }
    batch.resources.emplace_back();
    batch.resources[0].id = Code("doc:1");
    batch.resources[0].title = "Doc";
    batch.resources[0].creators = {Code("org:B"), Code("org:A")};
    for (const char* who : {"org:A", "org:B"}) {
        Use use;
        use.resource = Code("doc:1");
        use.actor = Code(who);
        use.count = 3;
        batch.uses.push_back(use);
        Feedback feedback;
        feedback.event = Code("day:1");
        feedback.actor = Code(who);
        feedback.score = 4.1;
        batch.feedback.push_back(feedback);
    }
    batch.events = {event("day:1")};
    batch.needs.emplace_back();
    batch.needs[0].id = Code("need:1");
    batch.needs[0].actor = Code("org:B");
    batch.participations = {participation("day:1", "person:P")};
    batch.participations[0].on_behalf_of = Code("org:B");
    return batch;
}

Errc code_of(const auto& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    FAIL("nothing was thrown");
    return {};
}

}  // namespace

TEST_CASE("merging keeps names, identifiers and links, and adds up what both had") {
    Store store = Store::in_memory();
    (void)store.apply(two_of_one(), true);
    const std::string before = content_hash(store.read());
    CHECK(store.merge("org:A", "org:B", "the same number") == 2);
    const Batch after = store.read();
    REQUIRE(after.actors.size() == 3);
    const Actor& kept = after.actors[0];
    CHECK(kept.aliases == std::vector<std::string>{"A bis", "Name of org:B"});
    CHECK(kept.identifiers == std::vector<Code>{Code("org:B"), Code("siren:775544026")});
    CHECK(kept.type == "ORG.ASS");
    CHECK(kept.attributes == Attributes{{"note", "kept"}});
    CHECK(after.partners.size() == 4);
    CHECK(after.partners[0].amount == 100.1 + 0.2);
    CHECK(after.affiliations.size() == 1);
    CHECK(after.uses.size() == 1);
    CHECK(after.uses[0].count == 6);
    CHECK(after.feedback.size() == 1);
    CHECK(after.needs[0].actor == Code("org:A"));
    CHECK(after.participations[0].on_behalf_of == Code("org:A"));
    const auto snapshot = store.snapshot();
    CHECK(snapshot->actor_of.at("org:B") == snapshot->actor_of.at("org:A"));
    Store copy = Store::in_memory();
    CHECK(copy.apply(after, true).issues.empty());
    CHECK(content_hash(copy.read()) == content_hash(after));

    CHECK(store.unmerge("org:B") == 3);
    CHECK(content_hash(store.read()) == before);
    CHECK(store.query("SELECT count(*) AS n FROM actor_merge_undo").column("n").integers()[0] == 0);
}

TEST_CASE("a later batch that names the merged actor means the one that was kept") {
    Store store = Store::in_memory();
    (void)store.apply(two_of_one(), true);
    (void)store.merge("org:A", "org:B");
    Batch later;
    later.actors = {actor("org:B")};
    later.actors[0].name = "Another name";
    later.partnerships = {partnership("pact:3")};
    later.partners = {partner("pact:3", "org:B"), partner("pact:3", "org:C")};
    const ApplyReport report = store.apply(later, true);
    REQUIRE(report.issues.size() == 1);
    CHECK(report.issues[0].rule.find("merged into org:A") != std::string::npos);
    const auto snapshot = store.snapshot();
    CHECK(snapshot->actors.size() == 3);
    CHECK(snapshot->members.back().actor != no_index);
    (void)store.unmerge("org:B");
    const Batch apart = store.read();
    CHECK(apart.actors.size() == 4);
    for (const Partner& link : apart.partners)
        if (link.partnership == Code("pact:3")) CHECK(link.actor != Code("org:B"));  // came after the merge
}

TEST_CASE("merges into one actor are taken back in reverse order, also through a chain") {
    Store store = Store::in_memory();
    (void)store.apply(two_of_one(), true);
    const std::string before = content_hash(store.read());
    (void)store.merge("org:B", "org:C");
    const std::string between = content_hash(store.read());
    (void)store.merge("org:A", "org:B");
    CHECK(code_of([&] { store.unmerge("org:C"); }) == Errc::conflict);
    (void)store.unmerge("org:B");
    CHECK(content_hash(store.read()) == between);
    (void)store.unmerge("org:C");
    CHECK(content_hash(store.read()) == before);
}

TEST_CASE("what cannot be merged") {
    Store store = Store::in_memory();
    (void)store.apply(two_of_one(), true);
    const std::string before = content_hash(store.read());
    CHECK(code_of([&] { store.merge("org:A", "org:A"); }) == Errc::invalid_argument);
    CHECK(code_of([&] { store.merge("org:A", "person:P"); }) == Errc::invalid_argument);
    CHECK(code_of([&] { store.merge("org:A", "org:nobody"); }) == Errc::not_found);
    CHECK(code_of([&] { store.unmerge("org:A"); }) == Errc::not_found);
    (void)store.merge("org:A", "org:B");
    CHECK(code_of([&] { store.merge("org:C", "org:B"); }) == Errc::conflict);
    (void)store.unmerge("org:B");
    CHECK(content_hash(store.read()) == before);
    CHECK(store.revision() == 3);
}
