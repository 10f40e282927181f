#include <cmath>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/recommend/recommend.hpp>

#include "catalogue/small_base.hpp"
#include "catch.hpp"

using namespace tissu;

namespace {

/// A base with a bit of everything, by chance.
Catalogue random_catalogue(Random& random) {
    small::Base base;
    const auto some = [&](Index n) { return std::vector<Index>{static_cast<Index>(random.below(n))}; };
    for (Index i = 0; i < 8; ++i)
        base.theme("theme:" + std::to_string(i), "Thème " + std::to_string(i), "Theme",
                   i < 2 ? std::vector<Index>{} : some(i));
    for (Index i = 0; i < 10; ++i) {
        base.territory("commune:" + std::to_string(i), "Lieu", i < 2 ? std::vector<Index>{} : some(i));
        if (random.below(2) == 0) continue;
        base.s.territories.back().lon = random.uniform() * 5;
        base.s.territories.back().lat = 45 + random.uniform() * 5;
    }
    for (int i = 0; i < 15; ++i)
        base.actor("o:" + std::to_string(i), "Acteur", static_cast<Index>(random.below(10)));
    for (int i = 0; i < 30; ++i) {
        const Index item =
            base.activity(static_cast<ActivityKind>(random.below(3)), "x:" + std::to_string(i), "Titre",
                          some(8), random.below(4) == 0 ? std::vector<Index>{} : some(10));
        const int year = 2000 + static_cast<int>(random.below(20));
        if (random.below(4) > 0)
            base.s.activities[item].period = {std::chrono::year(year) / 1 / 1,
                                              std::chrono::year(year + 1) / 1 / 1};
        for (auto n = random.below(6); n > 0; --n) base.member(item, static_cast<Index>(random.below(15)));
    }
    return base.catalogue();
}

RecommendOptions random_request(Random& random) {
    RecommendOptions options;
    if (random.below(3) > 0) options.theme = "theme:" + std::to_string(random.below(8));
    if (random.below(3) > 0) options.territory = "commune:" + std::to_string(random.below(10));
    if (random.below(2) == 0 || (options.theme.empty() && options.territory.empty()))
        options.actor = "o:" + std::to_string(random.below(15));
    options.limit = static_cast<std::int64_t>(random.below(20));
    options.widen = random.below(4) > 0;
    options.diversity = random.below(3) == 0 ? random.uniform() : 0;
    return options;
}

/// One question to a recommender of its own.
Recommendation recommend(const Catalogue& catalogue, const RecommendOptions& options) {
    return Recommender(catalogue).recommend(options);
}

}  // namespace

TEST_CASE("the score is the sum of its reasons, the largest first; the same request gives the same answer") {
    Random random(6);
    for (int round = 0; round < 200; ++round) {
        const Catalogue catalogue = random_catalogue(random);
        const RecommendOptions options = random_request(random);
        const Recommendation result = recommend(catalogue, options);
        const Recommendation again = recommend(catalogue, options);
        REQUIRE(result.items.size() == again.items.size());
        CHECK(static_cast<std::int64_t>(result.items.size()) <= options.limit);
        for (std::size_t i = 0; i < result.items.size(); ++i) {
            const Recommended& item = result.items[i];
            CHECK(item.id == again.items[i].id);
            CHECK(explain(result, item.id) == explain(again, item.id));
            double sum = 0, weights = 0;
            for (std::size_t r = 0; r < item.reasons.size(); ++r) {
                const Reason& reason = item.reasons[r];
                CHECK(reason.value >= 0);
                CHECK(reason.value <= 1);
                if (r > 0) CHECK(item.reasons[r - 1].contribution() >= reason.contribution());
                sum += reason.contribution();
                weights += reason.weight;
            }
            CHECK(item.score == Approx(sum));
            CHECK(weights == Approx(1));
            if (i > 0) {
                CHECK(result.items[i - 1].score >= item.score);
                if (result.items[i - 1].score == item.score) CHECK(result.items[i - 1].id < item.id);
            }
            CHECK_FALSE(item.reasons.empty());
        }
    }
}

TEST_CASE("an explanation names what counted, in French and in English") {
    small::Base base;
    const Index health = base.theme("theme:A", "Santé mentale", "Mental health");
    const Index essonne = base.territory("departement:91", "Essonne");
    base.territory("commune:91228", "Évry-Courcouronnes", {essonne});
    base.resource("r:1", "Un guide", {health}, {essonne});
    RecommendOptions options;
    options.theme = "mental health";
    options.territory = "commune:91228";
    const Recommendation result = recommend(base.catalogue(), options);
    CHECK(
        explain(result, "r:1") ==
        "« Un guide » : thème Santé mentale (celui demandé) [63 %] ; couvre le territoire : Essonne [37 %]");
    CHECK(explain(result, "r:1", "en") ==
          "\"Un guide\": theme Mental health (the one asked) [63%]; covers the territory: Essonne [37%]");
    CHECK(result.table.column("reasons").text()[0] ==
          "theme Mental health (the one asked); covers the territory: Essonne");
    CHECK_THROWS_AS(explain(result, "r:2"), Error);
    CHECK_THROWS_AS(explain(result, "r:1", "de"), Error);
}
