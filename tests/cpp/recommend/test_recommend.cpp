#include <cmath>
#include <map>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/recommend/recommend.hpp>

#include "catalogue/small_base.hpp"
#include "catch.hpp"

using namespace tissu;
using small::column;

namespace {

using Ids = std::vector<std::string>;

/// Two communes in an intercommunality, one commune beside it, all in a département; one theme tree.
struct Town : small::Base {
    Index country = territory("country:FR", "France");
    Index essonne = territory("departement:91", "Essonne", {country});
    Index epci = territory("epci:1", "Grand Paris Sud", {essonne});
    Index evry = territory("commune:91228", "Évry-Courcouronnes", {epci});
    Index ris = territory("commune:91521", "Ris-Orangis", {epci});
    Index massy = territory("commune:91377", "Massy", {essonne});
    Index quarter = territory("qpv:1", "Les Pyramides", {evry});
    Index far = territory("country:ES", "Espagne");
    Index cohesion = theme("theme:COH", "Cohésion sociale", "Social cohesion");
    Index health = theme("theme:COH.SAN", "Santé", "Health", {cohesion});
    Index mental = theme("theme:COH.SAN.MEN", "Santé mentale", "Mental health", {health});
    Index addiction = theme("theme:COH.SAN.ADD", "Addictions", "Addictions", {health});
    Index urban = theme("theme:RUC", "Renouvellement urbain", "Urban renewal");

    Town() {
        std::stable_sort(s.parts.begin(), s.parts.end(),
                         [](const auto& a, const auto& b) { return a.territory < b.territory; });
    }
};

RecommendOptions asking(const std::string& theme, const std::string& territory, std::int64_t limit = 10) {
    RecommendOptions options;
    options.theme = theme;
    options.territory = territory;
    options.limit = limit;
    return options;
}

/// One question to a recommender of its own.
Recommendation recommend(const Catalogue& catalogue, const RecommendOptions& options) {
    return Recommender(catalogue).recommend(options);
}

Ids ids(const Recommendation& recommendation) { return column(recommendation.table, "id"); }

}  // namespace

TEST_CASE("near first, then wider, and it says how far it went") {
    Town town;
    town.resource("r:massy", "A", {town.mental}, {town.massy});
    town.resource("r:ris", "B", {town.mental}, {town.ris});
    town.resource("r:ris2", "C", {town.mental}, {town.ris});
    town.resource("r:spain", "D", {town.mental}, {town.far});
    town.resource("r:other", "E", {town.urban}, {town.evry});
    const Catalogue catalogue = town.catalogue();

    const auto two = recommend(catalogue, asking("santé mentale", "Évry-Courcouronnes", 2));
    CHECK(ids(two) == Ids{"r:ris", "r:ris2"});
    CHECK(column(two.table, "scope") == Ids{"epci", "epci"});
    REQUIRE(two.scopes.size() == 5);
    CHECK(two.scopes[0].kind == "commune");
    CHECK(two.scopes[0].items == 0);
    CHECK(two.scopes[1].kind == "epci");
    CHECK(two.scopes[1].items == 2);
    CHECK(two.scopes[1].needed);
    CHECK_FALSE(two.scopes[2].needed);
    CHECK(two.table.note() ==
          "recommended for theme:COH.SAN.MEN commune:91228: resource 0 in commune, 2 in epci; event none; "
          "actor none; partnership none");

    const auto three = recommend(catalogue, asking("santé mentale", "commune:91228", 3));
    CHECK(ids(three) == Ids{"r:ris", "r:ris2", "r:massy"});
    CHECK(column(three.table, "scope") == Ids{"epci", "epci", "departement"});
    CHECK(three.scopes[2].items == 3);

    const auto all = recommend(catalogue, asking("santé mentale", "qpv:1", 4));
    CHECK(ids(all) == Ids{"r:ris", "r:ris2", "r:massy", "r:spain"});
    CHECK(column(all.table, "scope").back() == "anywhere");
    CHECK(all.scopes.back().items == 4);

    auto strict = asking("santé mentale", "epci:1");
    strict.widen = false;
    CHECK(ids(recommend(catalogue, strict)) == Ids{"r:ris", "r:ris2"});
    strict.territory = "commune:91228";
    CHECK(recommend(catalogue, strict).items.empty());
}

TEST_CASE("what covers the place is never left out; the reverse is further") {
    Town town;
    town.resource("r:in", "A", {town.mental}, {town.quarter});
    town.resource("r:here", "B", {town.mental}, {town.evry});
    town.resource("r:dep", "C", {town.mental}, {town.essonne});
    town.resource("r:none", "D", {town.mental});
    town.resource("r:beside", "E", {town.mental}, {town.massy});
    const Catalogue catalogue = town.catalogue();
    const auto result = recommend(catalogue, asking("theme:COH.SAN.MEN", "commune:91228", 2));
    CHECK(ids(result) == Ids{"r:here", "r:in"});
    CHECK(ids(recommend(catalogue, asking("theme:COH.SAN.MEN", "commune:91228", 4))) ==
          Ids{"r:here", "r:in", "r:dep", "r:none"});
    CHECK(ids(recommend(catalogue, asking("theme:COH.SAN.MEN", "departement:91", 10))) ==
          Ids{"r:dep", "r:beside", "r:here", "r:in", "r:none"});
    const auto dep = recommend(catalogue, asking("theme:COH.SAN.MEN", "commune:91228")).items[2];
    CHECK(dep.scope == "departement");
    for (const Reason& reason : dep.reasons)
        if (reason.signal == Signal::territory) CHECK(reason.value == Approx(0.85 * 0.85));
}

TEST_CASE("the theme asked, then below it, then above; beside it only if nothing else is left") {
    Town town;
    town.resource("r:1", "A", {town.mental}, {town.evry});
    town.resource("r:2", "B", {town.health}, {town.evry});
    town.resource("r:3", "C", {town.cohesion}, {town.evry});
    town.resource("r:4", "D", {town.addiction}, {town.evry});
    town.resource("r:5", "E", {town.urban}, {town.evry});
    const Catalogue catalogue = town.catalogue();
    CHECK(ids(recommend(catalogue, asking("theme:COH.SAN", "commune:91228", 4))) ==
          Ids{"r:2", "r:1", "r:4", "r:3"});
    CHECK(ids(recommend(catalogue, asking("theme:COH.SAN.MEN", "commune:91228", 4))) ==
          Ids{"r:1", "r:2", "r:3", "r:4"});
    const auto filled = recommend(catalogue, asking("theme:COH.SAN.MEN", "commune:91228", 5));
    CHECK(ids(filled) == Ids{"r:1", "r:2", "r:3", "r:4", "r:5"});
    CHECK(filled.table.note().find("other themes too") != std::string::npos);
    CHECK(ids(recommend(catalogue, asking("theme:COH.SAN.MEN", "commune:91228", 3))) ==
          Ids{"r:1", "r:2", "r:3"});
    const auto first = recommend(catalogue, asking("theme:COH.SAN.MEN", ""));
    CHECK(ids(first) == Ids{"r:1", "r:2", "r:3", "r:4"});
    CHECK(first.scopes.empty());
    CHECK(first.items[1].reasons[0].value == Approx(2 * 2.0 / 5));
    CHECK(first.items[3].reasons[0].value == Approx(4.0 / 9));
    CHECK(first.items[3].reasons[0].relation == Relation::beside);
}

TEST_CASE("an equivalent concept of another scheme counts as the same, a close one nearly") {
    Town town;
    const Index exact = town.theme("LOI2014:3", "Santé mentale"),
                close = town.theme("LOI2014:4", "Psychisme");
    town.s.themes[exact].exact_match = {"theme:COH.SAN.MEN"};
    town.s.themes[town.mental].close_match = {"LOI2014:4"};
    town.resource("r:exact", "A", {exact});
    town.resource("r:close", "B", {close});
    const auto result = recommend(town.catalogue(), asking("theme:COH.SAN.MEN", ""));
    REQUIRE(ids(result) == Ids{"r:exact", "r:close"});
    CHECK(result.items[0].reasons[0].value == 1);
    CHECK(result.items[1].reasons[0].value == Approx(0.9));
    CHECK(result.items[0].reasons[0].relation == Relation::match);
}

TEST_CASE("distance tells places without a common territory apart") {
    Town town;
    const Index near = town.territory("commune:1", "Proche"), away = town.territory("commune:2", "Loin");
    const auto put = [&](Index place, double lon, double lat) {
        town.s.territories[place].lon = lon;
        town.s.territories[place].lat = lat;
    };
    put(town.evry, 2.44, 48.63);
    put(near, 2.60, 48.63);
    put(away, -3.70, 40.42);
    town.resource("r:away", "A", {town.mental}, {away});
    town.resource("r:near", "B", {town.mental}, {near});
    const auto result = recommend(town.catalogue(), asking("theme:COH.SAN.MEN", "commune:91228"));
    REQUIRE(ids(result) == Ids{"r:near", "r:away"});
    for (const Reason& reason : result.items[0].reasons) {
        if (reason.signal != Signal::territory) continue;
        CHECK(reason.kilometres == Approx(11.76).margin(0.1));
        CHECK(reason.value == Approx(0.4 * (1 - std::log1p(reason.kilometres) / std::log(201))));
    }
}

TEST_CASE("the recent before the old, the used before the unused") {
    Town town;
    const auto day = [](int year) { return Date(std::chrono::year(year) / 1 / 1); };
    const Index old = town.activity(ActivityKind::event, "e:old", "A", {town.mental}, {town.evry});
    const Index recent = town.activity(ActivityKind::event, "e:new", "B", {town.mental}, {town.evry});
    const Index used = town.activity(ActivityKind::event, "e:used", "C", {town.mental}, {town.evry});
    town.s.activities[old].period = {day(2010), day(2011)};
    town.s.activities[recent].period = {day(2020), day(2021)};
    town.s.activities[used].period = {day(2020), day(2021)};
    for (int i = 0; i < 5; ++i)
        town.member(used, town.actor("o:" + std::to_string(i), "x"), MemberKind::participant);
    auto options = asking("theme:COH.SAN.MEN", "commune:91228");
    options.kinds = {"event"};
    const auto result = recommend(town.catalogue(), options);
    CHECK(ids(result) == Ids{"e:used", "e:new", "e:old"});
    options.period = {day(2010), day(2012)};
    CHECK(ids(recommend(town.catalogue(), options)) == Ids{"e:old"});
}

TEST_CASE("peers are not the actor itself, nor those it met or belongs with") {
    Town town;
    const Index me = town.actor("o:me", "Moi", town.evry), met = town.actor("o:met", "Connu", town.evry);
    const Index mine = town.actor("o:mine", "Chez nous", town.evry),
                peer = town.actor("o:peer", "Pair", town.ris);
    const Index away = town.actor("o:absent", "Absent", town.massy);
    const Index shared = town.activity(ActivityKind::event, "e:1", "A", {town.mental}, {town.evry});
    const Index theirs = town.activity(ActivityKind::event, "e:2", "B", {town.mental}, {town.evry});
    town.member(shared, me);
    town.member(shared, met);
    town.member(shared, away, MemberKind::participant, "ABS");
    for (const Index actor : {mine, peer, away}) town.member(theirs, actor);
    town.s.affiliations.push_back({me, mine, 0, {}});
    RecommendOptions options;
    options.actor = "o:me";
    options.kinds = {"actor"};
    const Catalogue catalogue = town.catalogue();
    const auto result = recommend(catalogue, options);
    CHECK(ids(result) == Ids{"o:peer", "o:absent"});
    options.seen = true;
    const Ids everybody = ids(recommend(catalogue, options));
    CHECK(std::set<std::string>(everybody.begin(), everybody.end()) ==
          std::set<std::string>{"o:absent", "o:met", "o:mine", "o:peer"});
    options.seen = false;
    options.kinds = {"event"};
    CHECK(ids(recommend(catalogue, options)) == Ids{"e:2"});
}

TEST_CASE("a person is recommended to an actor, not to anybody who asks") {
    Town town;
    const Index me = town.actor("o:me", "Moi", town.evry);
    const Index person = town.actor("p:1", "Personne 1", town.evry), group = town.actor("o:1", "Groupe", town.evry);
    town.s.actors[person].kind = town.word("person");
    const Index event = town.activity(ActivityKind::event, "e:1", "A", {town.mental}, {town.evry});
    for (const Index actor : {person, group}) town.member(event, actor);
    town.member(town.activity(ActivityKind::event, "e:2", "B", {town.mental}, {town.evry}), me);
    auto options = asking("theme:COH.SAN.MEN", "commune:91228");
    options.kinds = {"actor"};
    const Ids to_anybody = ids(recommend(town.catalogue(), options));
    CHECK(std::count(to_anybody.begin(), to_anybody.end(), "p:1") == 0);
    CHECK(std::count(to_anybody.begin(), to_anybody.end(), "o:1") == 1);
    options.actor = "o:me";
    CHECK(ids(recommend(town.catalogue(), options)) == Ids{"o:1", "p:1"});
}

TEST_CASE("what others of the same activities did counts from three actors on") {
    Town town;
    const Index me = town.actor("o:me", "Moi", town.evry);
    const Index mine = town.resource("r:mine", "A", {town.mental}, {town.evry});
    const Index liked = town.resource("r:liked", "B", {town.mental}, {town.evry});
    const Index rare = town.resource("r:a-rare", "C", {town.mental}, {town.evry});
    town.member(mine, me);
    for (int i = 0; i < 3; ++i) {
        const Index other = town.actor("o:" + std::to_string(i), "x");
        town.member(mine, other);
        town.member(liked, other);
        if (i < 2) town.member(rare, other);
    }
    RecommendOptions options;
    options.actor = "o:me";
    options.kinds = {"resource"};
    const auto result = recommend(town.catalogue(), options);
    REQUIRE(ids(result) == Ids{"r:liked", "r:a-rare"});
    for (const auto& item : result.items)
        for (const Reason& reason : item.reasons) {
            if (reason.signal != Signal::shared) continue;
            CHECK(reason.weight == Approx(1.0 / 7));
            CHECK(reason.count == (item.id == "r:liked" ? 3 : 0));
            CHECK(reason.value == (item.id == "r:liked" ? 1 : 0));
        }
}

TEST_CASE("the list is dealt to the kinds in turn, and each kind is widened for itself") {
    Town town;
    for (int i = 0; i < 9; ++i) {
        const Index actor = town.actor("o:" + std::to_string(i), "x", town.evry);
        town.member(
            town.activity(ActivityKind::event, "e:" + std::to_string(i), "A", {town.mental}, {town.evry}),
            actor);
    }
    for (int i = 0; i < 3; ++i) town.resource("r:" + std::to_string(i), "B", {town.mental}, {town.massy});
    const Catalogue catalogue = town.catalogue();
    const auto count = [&](std::int64_t limit) {
        const auto result = recommend(catalogue, asking("theme:COH.SAN.MEN", "commune:91228", limit));
        std::map<std::string, int> kinds;
        for (const auto& item : result.items) ++kinds[item.kind];
        return kinds;
    };
    CHECK(count(2) == std::map<std::string, int>{{"event", 1}, {"resource", 1}});
    CHECK(count(10) == std::map<std::string, int>{{"actor", 3}, {"event", 4}, {"resource", 3}});
    CHECK(count(100) == std::map<std::string, int>{{"actor", 9}, {"event", 9}, {"resource", 3}});
    CHECK(recommend(catalogue, asking("theme:COH.SAN.MEN", "commune:91228", 6)).table.note() ==
          "recommended for theme:COH.SAN.MEN commune:91228: resource 0 in commune, 0 in epci, 3 in "
          "departement; "
          "event 9 in commune; actor 9 in commune; partnership none");
}

TEST_CASE("diversity brings in other places") {
    Town town;
    for (int i = 0; i < 20; ++i)
        town.resource("r:" + std::to_string(10 + i), "A", {town.mental}, {town.evry});
    for (int i = 0; i < 5; ++i) town.resource("s:" + std::to_string(i), "B", {town.mental}, {town.ris});
    const Catalogue catalogue = town.catalogue();
    const auto others = [&](double diversity) {
        auto options = asking("theme:COH.SAN.MEN", "commune:91228");
        options.diversity = diversity;
        const Ids all = ids(recommend(catalogue, options));
        CHECK(all.size() == 10);
        return std::count_if(all.begin(), all.end(), [](const auto& id) { return id[0] == 's'; });
    };
    CHECK(others(0) == 0);
    CHECK(others(0.3) >= 1);
    CHECK(others(0.8) >= others(0.3));
}

TEST_CASE("wrong requests say what is wrong") {
    Town town;
    const Catalogue catalogue = town.catalogue();
    CHECK_THROWS_AS(recommend(catalogue, {}), Error);
    CHECK_THROWS_WITH(recommend(catalogue, asking("santé mentalle", "")),
                      Catch::Matchers::Contains("COH.SAN.MEN"));
    CHECK_THROWS_AS(recommend(catalogue, asking("", "Atlantis")), Error);
    CHECK_THROWS_AS(recommend(catalogue, asking("theme:COH", "", -1)), Error);
    auto options = asking("theme:COH", "");
    options.kinds = {"book"};
    CHECK_THROWS_WITH(recommend(catalogue, options), Catch::Matchers::Contains("\"book\""));
    options = asking("theme:COH", "");
    options.diversity = std::nan("");
    CHECK_THROWS_AS(recommend(catalogue, options), Error);
    options = {};
    options.actor = "o:nobody";
    CHECK_THROWS_AS(recommend(catalogue, options), Error);
}

TEST_CASE("nothing to recommend is an empty answer") {
    Town town;
    const auto result = recommend(town.catalogue(), asking("theme:COH", "commune:91228"));
    CHECK(result.table.rows() == 0);
    CHECK(result.scopes.back().items == 0);
    CHECK(recommend(town.catalogue(), asking("theme:COH", "", 0)).items.empty());
}
