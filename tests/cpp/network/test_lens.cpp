#include "catch.hpp"

#include <functional>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/network/lens.hpp>

#include "snapshots.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

using Texts = std::vector<std::string>;
using Edges = std::set<std::string>;

/// "a-b" of each edge, "a>b" of each arc.
Edges edges(const Network& net) {
    Edges result;
    const Table table = edges_table(net);
    for (std::size_t i = 0; i < table.rows(); ++i)
        result.insert(std::string(table.column("source").text()[i]) + (net.directed() ? ">" : "-") +
                      std::string(table.column("target").text()[i]));
    return result;
}

std::string message_of(const std::function<void()>& call, Errc code) {
    try {
        call();
    } catch (const Error& error) {
        CHECK(error.code() == code);
        return error.what();
    }
    return "nothing thrown";
}

/// A town in two EPCIs over time, a hall, an association, two persons, and what brings them together.
Snapshot base() {
    Snapshot s;
    const Index massy = territory(s, "commune:91377", "Massy", 51000),
                evry = territory(s, "commune:91228", "Évry", 67000), old_epci = territory(s, "epci:1"),
                new_epci = territory(s, "epci:2"), essonne = territory(s, "departement:91");
    part(s, massy, old_epci, 1, {std::nullopt, day(2016)});
    part(s, massy, new_epci, 1, {day(2016), std::nullopt});
    part(s, evry, new_epci, 1);
    part(s, massy, essonne);
    part(s, evry, essonne);
    actor(s, "o:hall", "organisation", massy);
    actor(s, "o:club", "organisation", evry);
    actor(s, "x:ana", "person", evry);
    actor(s, "x:bob", "person");
    const Index school = theme(s, "theme:SCH"), city = theme(s, "theme:CITY"),
                reading = theme(s, "theme:READ", {school});

    const Index contract = activity(s, ActivityKind::partnership, "p:1", {day(2010), day(2012)}, "contract");
    member(s, contract, 0, "lead");
    member(s, contract, 1);
    const Index debate = activity(s, ActivityKind::event, "e:1", {day(2020), day(2020, 1, 2)}, "debate");
    participant(s, debate, 1, "PRE");
    participant(s, debate, 2, "participation_status:PRE");
    participant(s, debate, 3, "ABS");
    const Index book = activity(s, ActivityKind::resource, "r:1");
    member(s, book, 2);
    participant(s, book, 3).on_behalf_of = 0;
    s.activity_themes = {{contract, city}, {debate, reading}, {debate, city}, {book, school}};
    s.affiliations.push_back({2, 1, word(s, "volunteer"), {day(2015), std::nullopt}});
    return s;
}

}  // namespace

TEST_CASE("actors meet in every activity; absent ones do not") {
    const Network net = network(base(), Lens{});
    CHECK(net.nodes().ids == Texts{"o:hall", "o:club", "x:ana", "x:bob"});
    CHECK(edges(net) == Edges{"o:hall-o:club", "o:club-x:ana", "x:ana-x:bob"});
    CHECK(net.ties().weight(1, 1) == 2);  // the debate and the affiliation
    CHECK(net.note().find("1 registrations without attendance") != std::string::npos);
    CHECK(group(net.nodes(), "departement").names == Texts{"departement:91"});
    CHECK(net.nodes().groups.at("epci") == Texts{"epci:2", "epci:2", "epci:2", ""});
    CHECK(net.nodes().groups.at("territory")[3].empty());
    CHECK(net.origin()->columns.groups.at("kind") ==
          Texts{"partnership", "event", "resource", "affiliation"});
    CHECK(net.origin()->columns.groups.at("year")[0] == "2010");
}

TEST_CASE("each part of the lens narrows the view") {
    const Snapshot s = base();
    const auto seen = [&](auto set) {
        Lens lens;
        set(lens);
        return edges(network(s, lens));
    };
    CHECK(seen([](Lens& l) { l.via = {"partnership"}; }) == Edges{"o:hall-o:club"});
    CHECK(seen([](Lens& l) { l.via = {"affiliation"}; }) == Edges{"o:club-x:ana"});
    CHECK(seen([](Lens& l) { l.period = {day(2011), day(2013)}; }) == Edges{"o:hall-o:club", "x:ana-x:bob"});
    CHECK(seen([](Lens& l) { l.period = {day(2012), day(2014)}; }) == Edges{"x:ana-x:bob"});
    CHECK(seen([](Lens& l) { l.themes = {"theme:SCH"}; }) == Edges{"o:club-x:ana", "x:ana-x:bob"});
    CHECK(seen([](Lens& l) {
              l.themes = {"theme:READ", "theme:CITY"};
          }) == Edges{"o:hall-o:club", "o:club-x:ana"});
    CHECK(seen([](Lens& l) { l.types = {"debate"}; }) == Edges{"o:club-x:ana"});
    CHECK(seen([](Lens& l) {
              l.types = {"any:contract", "volunteer"};
          }) == Edges{"o:hall-o:club", "o:club-x:ana"});
    CHECK(seen([](Lens& l) { l.within = {"departement:91"}; }) == Edges{"o:hall-o:club", "o:club-x:ana"});
    CHECK(seen([](Lens& l) { l.within = {"commune:91228"}; }) == Edges{"o:club-x:ana"});
    CHECK(seen([](Lens& l) { l.without = {"x:ana"}; }) == Edges{"o:hall-o:club"});
    CHECK(seen([](Lens& l) { l.min_weight = 2; }) == Edges{"o:club-x:ana"});
    CHECK(seen([](Lens& l) { l.nodes = "person"; }) == Edges{"x:ana-x:bob"});
    CHECK(seen([](Lens& l) { l.nodes = "collective"; }).empty());
    CHECK(seen([](Lens& l) { l.nodes = "theme"; }) == Edges{"theme:CITY-theme:READ"});
    CHECK(seen([](Lens& l) { l.directed = true, l.via = {"affiliation"}; }) == Edges{"x:ana>o:club"});
}

TEST_CASE("a person counts for the organisation that sent it") {
    Snapshot s = base();
    const Index meeting = activity(s, ActivityKind::event, "e:2");
    participant(s, meeting, 2).on_behalf_of = 1;
    participant(s, meeting, 3).on_behalf_of = 0;
    participant(s, meeting, 3).on_behalf_of = 0;
    Lens lens;
    lens.nodes = "organisation";
    lens.via = {"event"};
    const Network net = network(s, lens);
    CHECK(edges(net) == Edges{"o:hall-o:club"});
    const auto& two = *net.origin();
    CHECK(two.column_size == std::vector<double>{1, 2});  // the debate: the club; the meeting: each once
}

TEST_CASE("territories cooperate where their actors act, on the geography of the day") {
    Snapshot s = base();
    Lens lens;
    lens.nodes = "territory";
    lens.level = "epci";
    lens.via = {"partnership", "affiliation"};
    const Network before = network(s, lens);
    CHECK(edges(before) == Edges{"epci:1-epci:2"});
    CHECK(before.nodes().groups.empty());  // no link says where the EPCIs lie
    CHECK(before.note().find("affiliation") == std::string::npos);
    s.activities[0].period = {day(2017), day(2018)};
    const Network after = network(s, lens);
    CHECK(edges(after) == Edges{"epci:2-epci:2"});
    s.members[0].territory = 1;  // the hall acts in Évry
    lens.level = "commune";
    const Network acts = network(s, lens);
    CHECK(edges(acts) == Edges{"commune:91228-commune:91228"});
    CHECK(acts.nodes().ids == Texts{"commune:91377", "commune:91228"});  // Massy has an actor, but no tie
    CHECK(acts.nodes().mass == std::vector<double>{51000, 67000});
    CHECK(acts.nodes().groups.at("departement") == Texts{"departement:91", "departement:91"});
    CHECK(two_mode(s, lens, false).rows.ids == Texts{"commune:91228"});
}

TEST_CASE("a member of no known place counts in the size of its activities only") {
    Snapshot s = base();
    member(s, 2, 0);  // the book is also by the hall
    Lens lens;
    lens.nodes = "territory";
    lens.level = "commune";
    lens.via = {"resource"};
    s.members[s.members.size() - 2].on_behalf_of = no_index;  // bob, without a seat
    const TwoMode two = two_mode(s, lens);
    CHECK(two.column_size == std::vector<double>{3});
    CHECK(two.incidence.size() == 2);
    CHECK(two.note.find("1 members have no place") != std::string::npos);
}

TEST_CASE("a lens that asks for what is not there") {
    const Snapshot s = base();
    const auto message = [&](Errc code, auto set) {
        Lens lens;
        set(lens);
        return message_of([&] { (void)network(s, lens); }, code);
    };
    CHECK(message(Errc::not_found, [](Lens& l) { l.within = {"commune:91277"}; }) ==
          "expected a territory of the store, found \"commune:91277\"; near: commune:91377, commune:91228");
    CHECK(message(Errc::not_found, [](Lens& l) { l.themes = {"theme:X"}; }).find("expected a theme") == 0);
    CHECK(message(Errc::not_found, [](Lens& l) { l.without = {"o:hal"}; }).find("near: o:hall") !=
          std::string::npos);
    CHECK(message(Errc::not_found, [](Lens& l) { l.types = {"debates"}; }) ==
          "expected a type of activity of the store, found \"debates\"; near: debate");
    CHECK(message(Errc::not_found, [](Lens& l) { l.nodes = "territory", l.level = "town"; }) ==
          "expected a level of territory (commune, epci, departement), found \"town\"");
    CHECK(message(Errc::invalid_argument, [](Lens& l) { l.nodes = "territory"; }) ==
          "expected a level (commune, epci, departement), found none");
    CHECK(message(Errc::invalid_argument, [](Lens& l) { l.level = "epci"; }) ==
          "expected no level with nodes \"actor\", found \"epci\"");
    CHECK(message(Errc::invalid_argument, [](Lens& l) {
              l.nodes = "actors";
          }).find("expected nodes (actor, person") == 0);
    CHECK(message(Errc::invalid_argument, [](Lens& l) {
              l.via = {"mail"};
          }).find("expected via (partnership") == 0);
    CHECK(message(Errc::invalid_argument, [](Lens& l) { l.via.clear(); }).find("found none") !=
          std::string::npos);
}

TEST_CASE("an empty store gives empty networks") {
    CHECK(network(Snapshot{}, Lens{}).size() == 0);
    Lens themes;
    themes.nodes = "theme";
    CHECK(network(Snapshot{}, themes).size() == 0);
}
