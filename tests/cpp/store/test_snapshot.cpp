#include <catch.hpp>

#include <cmath>

#include <tissu/store/store.hpp>

#include "small.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

std::shared_ptr<const Snapshot> example_snapshot() {
    Store store = Store::in_memory();
    store.apply(example());
    return store.snapshot();
}

}  // namespace

TEST_CASE("territories, parts and successions of a snapshot") {
    const auto s = example_snapshot();
    CHECK(s->revision == 1);
    REQUIRE(s->territories.size() == 3);
    const Index commune = s->territory_of.at("commune:91228");
    const Index epci = s->territory_of.at("epci:2");
    const auto& row = s->territories[commune];
    CHECK(s->word(row.kind) == "commune");
    CHECK(row.population == 67'000);
    CHECK(row.valid.from == date("2019-01-01").first);
    CHECK(!row.valid.until);
    CHECK(row.aliases.size() == 2);
    CHECK(s->territory_of.at("siren:217701234") == commune);
    CHECK(s->sources[row.source].name == "example");
    CHECK(s->sources[row.source].kind == "SYNTH");
    CHECK(std::isnan(s->territories[epci].population));

    const auto parts = rows_of(s->parts, &Snapshot::PartRow::territory, commune);
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].part_of == epci);
    CHECK(parts[0].share == 1);
    CHECK(parts[0].period.open());
    CHECK(parts[2].share == 0);
    CHECK(parts[2].period == Period{date("2016").first, date("2018-07-01").first});
    REQUIRE(s->successions.size() == 1);
    CHECK(s->successions[0].from == epci);
    CHECK(s->word(s->successions[0].kind) == "32");
}

TEST_CASE("themes and actors of a snapshot") {
    const auto s = example_snapshot();
    CHECK(s->themes.size() == 372);
    const auto& narrow = s->themes[s->theme_of.at("theme:narrow")];
    CHECK(s->word(narrow.scheme) == "theme");
    CHECK(narrow.broader == std::vector<Index>{s->theme_of.at("theme:mine"), s->theme_of.at("theme:RUC")});
    CHECK(s->themes[s->theme_of.at("theme:mine")].exact_match == std::vector<std::string>{"other:1", "other:2"});
    const Index first = s->actor_of.at("x:1");
    CHECK(s->actor_of.at("siret:20005922800012") == first);
    CHECK(s->word(s->actors[first].kind) == "organisation");
    CHECK(s->actors[first].territory == s->territory_of.at("commune:91228"));
    CHECK(s->actors[first].lon == 0);
    CHECK(s->actors[s->actor_of.at("x:2")].territory == no_index);
    REQUIRE(s->affiliations.size() == 1);
    CHECK(s->affiliations[0].in == first);
    CHECK(s->word(s->affiliations[0].role) == "member");
}

TEST_CASE("activities, members and links of a snapshot") {
    const auto s = example_snapshot();
    REQUIRE(s->activities.size() == 5);
    const Index p1 = s->activity_of.at("p:1"), e1 = s->activity_of.at("e:1"), r1 = s->activity_of.at("r:1");
    CHECK(s->activities[p1].kind == ActivityKind::partnership);
    CHECK(s->activities[p1].amount == 0);
    CHECK(s->activities[p1].parent == s->activity_of.at("p:2"));
    CHECK(s->activities[e1].period == Period{date("2024-03-01").first, date("2024-03-03").first});
    CHECK(s->activities[r1].period == Period{date("2024-05-01").first, date("2024-06-01").first});
    CHECK(s->activities[r1].parent == s->activity_of.at("e:2"));
    CHECK(s->activities[r1].text == "😀 l'été");
    for (std::size_t i = 1; i < s->activities.size(); ++i) CHECK(s->activities[i - 1].id < s->activities[i].id);

    const auto partners = rows_of(s->members, &Snapshot::MemberRow::activity, p1);
    REQUIRE(partners.size() == 3);
    CHECK(partners[0].kind == MemberKind::partner);
    CHECK(s->word(partners[0].role) == "lead");
    CHECK(partners[1].territory == s->territory_of.at("epci:2"));
    CHECK(partners[1].amount == 12.5);
    const auto present = rows_of(s->members, &Snapshot::MemberRow::activity, e1);
    REQUIRE(present.size() == 4);
    CHECK(present[0].kind == MemberKind::organiser);
    CHECK(present[0].actor == s->actor_of.at("x:3"));
    CHECK(present[2].kind == MemberKind::participant);
    CHECK(s->word(present[2].category) == built_in_category());
    CHECK(present[2].on_behalf_of == s->actor_of.at("x:1"));
    CHECK(present[2].period == Period{date("2024-03-02").first, date("2024-03-03").first});
    CHECK(present[3].period.open());
    const auto creators = rows_of(s->members, &Snapshot::MemberRow::activity, r1);
    REQUIRE(creators.size() == 2);
    CHECK(creators[0].actor == s->actor_of.at("x:2"));

    const auto themes = rows_of(s->activity_themes, &Snapshot::Link::from, p1);
    REQUIRE(themes.size() == 2);
    CHECK(themes[0].to == s->theme_of.at("theme:mine"));
    const auto places = rows_of(s->activity_territories, &Snapshot::Link::from, p1);
    REQUIRE(places.size() == 2);
    CHECK(places[0].to == s->territory_of.at("epci:2"));
    REQUIRE(s->uses.size() == 2);
    CHECK(s->uses[0].count == 0);
    CHECK(s->uses[0].actor == no_index);
    CHECK(s->uses[1].count == 1);
    REQUIRE(s->needs.size() == 1);
    CHECK(s->needs[0].code == "n:1");
    CHECK(s->needs[0].theme == s->theme_of.at("theme:mine"));
}

TEST_CASE("a code of its own wins over an identifier of another row") {
    Store store = Store::in_memory();
    Batch batch;
    batch.actors = {actor("x:1"), actor("x:2"), actor("x:3")};
    batch.actors[0].identifiers = {Code("x:2"), Code("y:1")};
    batch.actors[2].identifiers = {Code("y:1")};
    store.apply(batch);
    const auto s = store.snapshot();
    CHECK(s->actor_of.at("x:2") == 1);
    CHECK(s->actor_of.at("y:1") == 0);
}

TEST_CASE("an event with a start only, an end only, or no date") {
    Store store = Store::in_memory();
    Batch batch;
    batch.events = {event("e:1"), event("e:2"), event("e:3")};
    batch.events[0].start = date("2024-03");
    batch.events[1].end = date("2024-03-05");
    store.apply(batch);
    const auto s = store.snapshot();
    CHECK(s->activities[0].period == Period{date("2024-03-01").first, date("2024-04-01").first});
    CHECK(s->activities[1].period == Period{std::nullopt, date("2024-03-06").first});
    CHECK(s->activities[2].period.open());
}
