#include <map>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>

#include "catch.hpp"
#include "small_base.hpp"

using namespace tissu;
using small::column;

namespace {

constexpr int n_themes = 8, n_places = 9, n_items = 25;

/// Random trees of themes and places; items about some of them.
struct World {
    small::Base base;
    std::vector<std::vector<Index>> themes, places;  ///< by item

    explicit World(Random& random) {
        for (Index i = 0; i < n_themes; ++i)
            base.theme("theme:" + std::to_string(i), "Thème", "",
                       i == 0 || random.below(3) == 0 ? std::vector<Index>{}
                                                      : std::vector{static_cast<Index>(random.below(i))});
        for (Index i = 0; i < n_places; ++i)
            base.territory("commune:" + std::to_string(i), "Lieu",
                           i == 0 ? std::vector<Index>{} : std::vector{static_cast<Index>(random.below(i))});
        for (int i = 0; i < n_items; ++i) {
            themes.push_back(some(random, n_themes));
            places.push_back(some(random, n_places));
            const auto kind = static_cast<ActivityKind>(random.below(3));
            const Index item =
                base.activity(kind, "x:" + std::to_string(i), "santé", themes.back(), places.back());
            auto& activity = base.s.activities[item];
            activity.type = base.word("T" + std::to_string(random.below(3)));
            activity.language = base.word(random.below(2) == 0 ? "fr" : "en");
            activity.access = base.word(random.below(2) == 0 ? "LIBRE" : "RDV");
            const int year = 2000 + static_cast<int>(random.below(20));
            if (random.below(5) > 0)
                activity.period = {std::chrono::year(year) / 1 / 1, std::chrono::year(year + 2) / 1 / 1};
        }
    }

    static std::vector<Index> some(Random& random, std::uint64_t n) {
        std::set<Index> chosen;
        for (auto k = random.below(3); k > 0; --k) chosen.insert(static_cast<Index>(random.below(n)));
        return {chosen.begin(), chosen.end()};
    }

    [[nodiscard]] bool theme_below(Index theme, Index asked) const {
        if (theme == asked) return true;
        const auto& broader = base.s.themes[theme].broader;
        return !broader.empty() && theme_below(broader.front(), asked);
    }
    [[nodiscard]] bool place_below(Index place, Index asked) const {
        if (place == asked) return true;
        for (const auto& part : base.s.parts)
            if (part.territory == place && place_below(part.part_of, asked)) return true;
        return false;
    }
    [[nodiscard]] bool about(int item, Index theme) const {
        const auto& own = themes[static_cast<std::size_t>(item)];
        return std::any_of(own.begin(), own.end(), [&](Index t) { return theme_below(t, theme); });
    }
    [[nodiscard]] bool lies_in(int item, Index place) const {
        const auto& own = places[static_cast<std::size_t>(item)];
        return std::any_of(own.begin(), own.end(), [&](Index p) { return place_below(p, place); });
    }
};

std::set<std::string> ids(const Hits& hits) {
    const auto list = column(hits.table, "id");
    return {list.begin(), list.end()};
}

std::map<std::string, std::int64_t> counts(const Table& facet) {
    std::map<std::string, std::int64_t> result;
    for (std::size_t row = 0; row < facet.rows(); ++row)
        result[std::string(facet.column("id").text()[row])] = facet.column("count").integers()[row];
    return result;
}

}  // namespace

TEST_CASE("filters and facets agree with brute force") {
    Random random(5);
    for (int round = 0; round < 60; ++round) {
        World world(random);
        const Catalogue catalogue = world.base.catalogue();
        SearchOptions options;
        options.limit = 100;
        const auto theme = static_cast<Index>(random.below(n_themes)),
                   place = static_cast<Index>(random.below(n_places));
        if (random.below(2) == 0) options.theme = "theme:" + std::to_string(theme);
        if (random.below(2) == 0) options.territory = "commune:" + std::to_string(place);
        if (random.below(3) == 0) options.kinds = {"event", "resource"};
        if (random.below(3) == 0) options.types = {"T1", "resource_type:T2"};
        if (random.below(3) == 0) options.language = "EN";
        if (random.below(3) == 0) options.access = "access:LIBRE";
        if (random.below(3) == 0)
            options.period = {std::chrono::year(2008) / 1 / 1, std::chrono::year(2010) / 1 / 1};

        std::set<std::string> expected;
        std::map<std::string, std::int64_t> by_theme, by_place, by_kind, by_type, by_year;
        for (int i = 0; i < n_items; ++i) {
            const auto& activity = world.base.s.activities[static_cast<std::size_t>(i)];
            const std::string kind = std::vector<std::string>{
                "partnership", "event", "resource"}[static_cast<std::size_t>(activity.kind)];
            const std::string type = world.base.s.words[activity.type];
            if (!options.theme.empty() && !world.about(i, theme)) continue;
            if (!options.territory.empty() && !world.lies_in(i, place)) continue;
            if (!options.kinds.empty() && kind == "partnership") continue;
            if (!options.types.empty() && type != "T1" && (type != "T2" || kind != "resource")) continue;
            if (!options.language.empty() && world.base.s.words[activity.language] != "en") continue;
            if (!options.access.empty() && world.base.s.words[activity.access] != "LIBRE") continue;
            if (!options.period.open() && !activity.period.overlaps(options.period)) continue;
            expected.insert(activity.code);
            ++by_kind[kind];
            ++by_type[type];
            if (activity.period.from)
                ++by_year[std::to_string(int(std::chrono::year_month_day(*activity.period.from).year()))];
            for (Index t = 0; t < n_themes; ++t)
                if (world.about(i, t)) ++by_theme["theme:" + std::to_string(t)];
            for (Index p = 0; p < n_places; ++p)
                if (world.lies_in(i, p)) ++by_place["commune:" + std::to_string(p)];
        }
        for (const char* text : {"", "santé"}) {
            const Hits hits = catalogue.search(text, options);
            CHECK(ids(hits) == expected);
            CHECK(hits.total == static_cast<std::int64_t>(expected.size()));
            CHECK(counts(hits.facets().at("theme")) == by_theme);
            CHECK(counts(hits.facets().at("territory")) == by_place);
            CHECK(counts(hits.facets().at("kind")) == by_kind);
            CHECK(counts(hits.facets().at("type")) == by_type);
            CHECK(counts(hits.facets().at("year")) == by_year);
        }
    }
}

TEST_CASE("an activity without places lies where its actors are, participants left out") {
    small::Base base;
    const Index here = base.territory("commune:1", "Ici"), there = base.territory("commune:2", "Là");
    const Index home = base.actor("o:1", "Maison", here), guest = base.actor("o:2", "Invité", there);
    const Index event = base.activity(ActivityKind::event, "e:1", "Forum");
    base.member(event, home, MemberKind::organiser);
    base.member(event, guest, MemberKind::participant);
    const Catalogue catalogue = base.catalogue();
    SearchOptions options;
    options.territory = "commune:1";
    CHECK(ids(catalogue.search("", options)) == std::set<std::string>{"e:1", "o:1"});
    options.territory = "commune:2";
    CHECK(ids(catalogue.search("", options)) == std::set<std::string>{"o:2"});
}

TEST_CASE("an actor is about the themes of what it took part in") {
    small::Base base;
    const Index theme = base.theme("theme:A", "Santé");
    const Index came = base.actor("o:1", "Venu"), absent = base.actor("o:2", "Absent");
    const Index event = base.activity(ActivityKind::event, "e:1", "Forum", {theme});
    base.member(event, came, MemberKind::participant, "PRE");
    base.member(event, absent, MemberKind::participant, "ABS");
    SearchOptions options;
    options.theme = "santé";
    CHECK(ids(base.catalogue().search("", options)) == std::set<std::string>{"e:1", "o:1"});
}

TEST_CASE("types include the narrower ones; matches of a theme are the theme") {
    small::Base base;
    const Index video = base.theme("resource_type:VID", "Vidéo");
    base.theme("resource_type:VID.CAP", "Capsule", "", {video});
    const Index ours = base.theme("theme:A", "Santé"), theirs = base.theme("LOI2014:3", "Santé aussi");
    base.s.themes[theirs].exact_match = {"theme:A"};
    base.s.activities[base.resource("r:1", "Une", {ours})].type = base.word("resource_type:VID.CAP");
    base.s.activities[base.resource("r:2", "Deux", {theirs})].type = base.word("GUI");
    const Catalogue catalogue = base.catalogue();
    SearchOptions options;
    options.types = {"VID"};
    CHECK(ids(catalogue.search("", options)) == std::set<std::string>{"r:1"});
    options.types = {};
    options.theme = "theme:A";
    CHECK(ids(catalogue.search("", options)) == std::set<std::string>{"r:1", "r:2"});
}

TEST_CASE("what is not known is said") {
    small::Base base;
    base.theme("theme:A", "Santé mentale");
    const Catalogue catalogue = base.catalogue();
    SearchOptions options;
    options.theme = "santé mentalle";
    CHECK_THROWS_WITH(catalogue.search("", options), Catch::Matchers::Contains("theme:A"));
    options = {};
    options.kinds = {"resources"};
    CHECK_THROWS_WITH(catalogue.search("", options), Catch::Matchers::Contains("\"resources\""));
}
